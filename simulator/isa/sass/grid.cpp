// Thread blocks to warps, warps to turns: the deterministic order in which a grid executes.
#include "simulator/isa/sass/grid.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "simulator/core/state_visitors.hpp"
#include "simulator/isa/sass/describe.hpp"
#include "simulator/isa/sass/divergence.hpp"
#include "simulator/isa/sass/turn.hpp"
#include "simulator/isa/sass/warp_start.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u64 cta_turn = 1u << 18;  // instructions that a block runs before the next resident one's turn

}  // namespace

class Grid::Impl {
 public:
  Impl(const GridLaunch& launch, AddressSpace& memory, ProgramCache& programs, GridEnvironment& environment)
      : launch_(launch), space_(memory), programs_(programs), environment_(environment) {
    view_.space = &memory;
    view_.generation = memory.generation();
    prepare(true);
  }

  Progress run(u64 budget);
  void visit(StateVisitor& v);
  std::string describe(const Fault& f) const { return sass::describe(f, launch_, space_); }

  GridLaunch launch_;
  u64 retired_ = 0;
  std::optional<Fault> fault_;

 private:
  void prepare(bool read_constants);
  void start_cta();
  void end_cta();
  void next_cta();
  void finish_round(Cta& c);
  bool let_one_go(Cta& c);
  Fault over_budget(const Warp& w) const;
  u64 cta_count() const { return u64{launch_.grid[0]} * launch_.grid[1] * launch_.grid[2]; }

  AddressSpace& space_;
  ProgramCache& programs_;
  GridEnvironment& environment_;
  MemoryView view_;
  Occupancy occupancy_;
  ConstantBanks constants_;
  std::optional<WarpStart> start_;
  std::optional<WarpTurn> turn_;
  u64 started_ = 0;  // blocks
  std::vector<std::unique_ptr<Cta>> resident_;
  u32 current_ = 0;          // index of the block whose turn it is
  std::vector<bool> slots_;  // in use
  // Kept for the blocks to come.
  std::vector<std::unique_ptr<Warp>> spare_warps_;
  std::vector<std::unique_ptr<Cta>> spare_ctas_;
};

void Grid::Impl::prepare(bool read_constants) {
  occupancy_ = occupancy(launch_);
  start_.emplace(launch_, occupancy_, constants_, view_);
  turn_.emplace(launch_, space_, programs_, environment_);
  if (!read_constants) return;
  if (!occupancy_.problem.empty()) {
    fault_.emplace();
    fault_->kind = Fault::Kind::unsupported, fault_->pc = launch_.program, fault_->what = occupancy_.problem;
    return;
  }
  if (const auto refused = constants_.load(launch_, space_)) {
    fault_.emplace();
    fault_->kind = Fault::Kind::memory, fault_->error = WarpError::mmu_fault, fault_->pc = launch_.program;
    fault_->memory = *refused, fault_->address = refused->va, fault_->what = "constant bank";
  }
}

void Grid::Impl::start_cta() {
  if (spare_ctas_.empty()) spare_ctas_.push_back(std::make_unique<Cta>());
  resident_.push_back(std::move(spare_ctas_.back()));
  spare_ctas_.pop_back();
  Cta& c = *resident_.back();
  const u64 n = started_++;
  c.id = {static_cast<u32>(n % launch_.grid[0]), static_cast<u32>(n / launch_.grid[0] % launch_.grid[1]),
          static_cast<u32>(n / launch_.grid[0] / launch_.grid[1])};
  c.launch = &launch_, c.environment = &environment_;
  const auto free = std::find(slots_.begin(), slots_.end(), false);
  c.slot = static_cast<u32>(free - slots_.begin());
  if (free == slots_.end())
    slots_.push_back(true);
  else
    *free = true;
  c.sm = c.slot % std::max(launch_.sm_count, 1u);
  c.shared.assign(launch_.shared_bytes, std::byte{0});
  c.barriers = {};
  c.scoreboards.assign(launch_.strict ? occupancy_.warps_per_cta : 0, {});
  c.turn = 0, c.next = 0, c.ran = false;
  c.running = occupancy_.warps_per_cta;
  for (u32 index = 0; index < c.running; ++index) {
    if (spare_warps_.empty()) spare_warps_.push_back(std::make_unique<Warp>());
    c.warps.push_back(std::move(spare_warps_.back()));
    spare_warps_.pop_back();
    start_->start(*c.warps.back(), c, index);
  }
}

void Grid::Impl::end_cta() {
  Cta& c = *resident_[current_];
  for (auto& w : c.warps) spare_warps_.push_back(std::move(w));
  c.warps.clear();
  slots_[c.slot] = false;
  spare_ctas_.push_back(std::move(resident_[current_]));
  resident_.erase(resident_.begin() + current_);
  if (current_ >= resident_.size()) current_ = 0;
}

// Blocks that do not end in one turn may be waiting for later ones: after each round as many again are started, until
// the multiprocessors are full.
void Grid::Impl::next_cta() {
  resident_[current_]->turn = 0;
  if (++current_ < resident_.size()) return;
  const std::size_t before = resident_.size();
  while (resident_.size() < 2 * before && resident_.size() < occupancy_.ctas && started_ < cta_count()) start_cta();
  if (resident_.size() == before) current_ = 0;
}

// Nobody can run. Waiting at BSYNC is given up for one split; without one, the block waits for ever.
bool Grid::Impl::let_one_go(Cta& c) {
  for (auto& w : c.warps)
    if (w->live != 0 && release_one(*w)) {
      environment_.approximated("lanes that wait at BSYNC for others that never come go on without them");
      return true;
    }
  fault_ = stuck(c);
  return false;
}

Fault Grid::Impl::over_budget(const Warp& w) const {
  Fault f;
  const Split& s = w.splits[w.current % w.splits.size()];
  f.kind = Fault::Kind::budget, f.pc = s.pc, f.lane = static_cast<u32>(std::countr_zero(s.mask));
  f.what = fmt::format("more than {} instructions, which is what the launch may take", launch_.instruction_budget);
  return f;
}

// All warps of the block have had their turn.
void Grid::Impl::finish_round(Cta& c) {
  c.next = 0;
  const bool ran = c.ran;
  c.ran = false;
  if (c.running == 0) return end_cta();
  if (!ran && !let_one_go(c)) return;
  if (c.turn >= cta_turn) next_cta();
}

Progress Grid::Impl::run(u64 budget) {
  if (fault_) return Progress::faulted;
  view_.validate();
  const u64 total = cta_count();
  u64 spent = 0;
  while (true) {
    if (resident_.empty()) {
      if (started_ == total) return Progress::finished;
      current_ = 0;
      start_cta();
    }
    if (spent >= budget) return Progress::yielded;
    Cta& c = *resident_[current_];
    Warp& w = *c.warps[c.next];
    if (w.live != 0) {
      const u64 n = turn_->run(c, w, retired_);
      spent += n + 1, retired_ += n, c.turn += n + 1;
      if (w.stop == Stop::fault) {
        fault_ = w.fault;
        return Progress::faulted;
      }
      if (launch_.instruction_budget != 0 && retired_ > launch_.instruction_budget && w.live != 0) {
        fault_ = over_budget(w);
        return Progress::faulted;
      }
    }
    if (++c.next < c.warps.size()) continue;
    finish_round(c);
    if (fault_) return Progress::faulted;
  }
}

void Grid::Impl::visit(StateVisitor& v) {
  v(launch_), v(retired_), v(fault_), v(started_), v(current_);
  u64 count = resident_.size();
  v(count);
  if (v.restoring()) {
    v.expect_items(count);
    resident_.clear(), slots_.clear();
    for (u64 n = 0; n < count; ++n) resident_.push_back(std::make_unique<Cta>());
    view_.clear();
    prepare(false);
    if (!occupancy_.problem.empty() && !resident_.empty()) throw StateMismatch("a block of " + occupancy_.problem);
  }
  v(constants_);
  const u32 registers = allocated_registers(launch_);
  for (auto& owner : resident_) {
    Cta& c = *owner;
    v(c.id), v(c.slot), v(c.sm), v(c.shared), v(c.barriers), v(c.turn), v(c.next), v(c.running), v(c.ran);
    if (v.restoring()) {
      if (c.slot >= occupancy_.ctas || c.next >= occupancy_.warps_per_cta || c.shared.size() != launch_.shared_bytes)
        throw StateMismatch("a thread block's state does not fit its launch");
      c.launch = &launch_, c.environment = &environment_;
      slots_.resize(std::max<std::size_t>(slots_.size(), c.slot + 1));
      slots_[c.slot] = true;
      c.warps.clear();
      for (u32 n = 0; n < occupancy_.warps_per_cta; ++n) {
        c.warps.push_back(std::make_unique<Warp>());
        start_->start(*c.warps.back(), c, n);
      }
    }
    v(c.scoreboards);
    if (c.scoreboards.size() != (launch_.strict ? occupancy_.warps_per_cta : 0))
      throw StateMismatch("a thread block's scoreboards do not fit its launch");
    for (auto& w : c.warps) visit_warp(v, *w, registers);
  }
  if (v.restoring() && !resident_.empty() && current_ >= resident_.size())
    throw StateMismatch("the thread block whose turn it is is not there");
}

Grid::Grid(const GridLaunch& launch, AddressSpace& memory, ProgramCache& programs, GridEnvironment& environment)
    : impl_(std::make_unique<Impl>(launch, memory, programs, environment)) {}
Grid::~Grid() = default;
Grid::Grid(Grid&&) noexcept = default;
Grid& Grid::operator=(Grid&&) noexcept = default;
Progress Grid::run(u64 instruction_budget) { return impl_->run(instruction_budget); }
u64 Grid::retired() const { return impl_->retired_; }
const std::optional<Fault>& Grid::fault() const { return impl_->fault_; }
const GridLaunch& Grid::launch() const { return impl_->launch_; }
std::string Grid::describe(const Fault& fault) const { return impl_->describe(fault); }
void Grid::visit(StateVisitor& visitor) { impl_->visit(visitor); }

}  // namespace egpulab::simulator::isa::sass
