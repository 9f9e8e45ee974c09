// Workgroups to waves, waves to turns: the deterministic order in which a dispatch executes.
#include "simulator/isa/rdna/dispatch.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/isa/rdna/predecode.hpp"
#include "simulator/isa/rdna/wave_start.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr u64 wave_turn = 4096;       // instructions a wave runs before the next one's turn
constexpr u64 group_turn = 1u << 18;  // and a workgroup before the next resident one's
constexpr u64 idle_round = 64;        // what a round of a workgroup with nothing to run takes out of the budget
constexpr u32 most_resident_waves = 1024;
constexpr u32 lds_limit = 64 * 1024;

enum : u8 { ready, waiting, ended, halted };  // Wave::state

u32 lds_bytes(const Launch& launch) { return (launch.rsrc2 >> 15 & 0x1ff) * 512; }

}  // namespace

class Dispatch::Impl {
 public:
  struct Group {
    Extent id{};
    std::vector<std::unique_ptr<Wave>> waves;
    std::vector<u32> slots;  // scratch of each wave
    std::vector<std::byte> lds;
    u64 turn = 0;  // instructions run in its present turn
    u32 wave = 0;  // whose turn it is
    u32 left = 0;  // waves that have not ended
    Barrier barrier;
    bool active = false;  // a wave has run in this round without going to sleep
  };

  Impl(const Launch& launch, AddressSpace& memory, ProgramCache& programs, Environment& environment)
      : launch_(launch), space_(memory), programs_(programs), environment_(environment) {
    view_.space = &memory;
    view_.generation = memory.generation();
    prepare();
  }

  Progress run(u64 budget);
  void visit(StateVisitor& v);

  Launch launch_;
  u64 retired_ = 0;
  std::optional<Fault> fault_;

 private:
  void prepare();
  void start_group();
  void end_group();
  bool room_for_another() const;
  void next_group();
  void finish_round(Group& g);
  u32 take_slot();
  u64 turn(Group& g, Wave& w);
  bool resume(Wave& w);
  void park();
  void report(const Group& g, const Wave& w, Fault::Kind kind);
  u64 group_count() const {
    u64 n = 1;
    for (u32 a = 0; a < 3; ++a) n *= launch_.groups[a] - std::min(launch_.start[a], launch_.groups[a]);
    return n;
  }

  AddressSpace& space_;
  ProgramCache& programs_;
  Environment& environment_;
  MemoryView view_;
  std::optional<WaveStart> start_;
  u64 epoch_ = 0;
  u64 started_ = 0;  // groups
  std::vector<std::unique_ptr<Group>> resident_;
  u32 current_ = 0;          // index of the group whose turn it is
  std::vector<bool> slots_;  // scratch slices in use
  // Kept for the groups to come.
  std::vector<std::unique_ptr<Wave>> spare_;
  std::vector<std::unique_ptr<Group>> spare_groups_;
  const Record* entry_ = nullptr;  // the first record of the program, once decoded
};

void Dispatch::Impl::prepare() {
  epoch_ = programs_.epoch();
  start_.emplace(launch_, view_, environment_);
  const u64 threads = u64{launch_.group_threads[0]} * launch_.group_threads[1] * launch_.group_threads[2];
  const u64 width = static_cast<u64>(launch_.wave_size), waves = (threads + width - 1) / width;
  const ScratchLayout scratch(launch_);
  std::string why;
  if (threads == 0 || threads > 1024)
    why = fmt::format("a workgroup of {} threads; 1 to 1024 are possible", threads);
  else if (lds_bytes(launch_) > lds_limit)
    why = fmt::format("{} bytes of LDS per workgroup; at most {} are possible", lds_bytes(launch_), lds_limit);
  else if (scratch.enabled && (scratch.waves < waves || scratch.bytes == 0))
    why = fmt::format("scratch for {} waves per workgroup is needed; COMPUTE_TMPRING_SIZE gives {} of {} bytes", waves,
                      scratch.waves, scratch.bytes);
  if (why.empty()) return;
  fault_.emplace();
  fault_->kind = Fault::Kind::launch, fault_->pc = launch_.program, fault_->text = why;
}

u32 Dispatch::Impl::take_slot() {
  const auto free = std::find(slots_.begin(), slots_.end(), false);
  const auto slot = static_cast<u32>(free - slots_.begin());
  if (free == slots_.end())
    slots_.push_back(true);
  else
    *free = true;
  return slot;
}

void Dispatch::Impl::start_group() {
  if (spare_groups_.empty()) spare_groups_.push_back(std::make_unique<Group>());
  resident_.push_back(std::move(spare_groups_.back()));
  spare_groups_.pop_back();
  Group& g = *resident_.back();
  u64 n = started_++;
  Extent size;
  for (u32 a = 0; a < 3; ++a) {
    const u32 count = launch_.groups[a] - launch_.start[a];
    g.id[a] = launch_.start[a] + static_cast<u32>(n % count);
    n /= count;
    const bool last = g.id[a] + 1 == launch_.groups[a];
    size[a] = last && launch_.partial_threads[a] ? launch_.partial_threads[a] : launch_.group_threads[a];
  }
  const u32 threads = size[0] * size[1] * size[2], width = static_cast<u32>(launch_.wave_size);
  g.lds.assign(lds_bytes(launch_), std::byte{0});
  if (const u64 seed = environment_.uninitialised_seed())
    for (u32 at = 0; at < g.lds.size(); at += 4) {
      const u32 word = unwritten(seed, 2000 + at);
      std::memcpy(g.lds.data() + at, &word, 4);
    }
  g.left = (threads + width - 1) / width;
  g.barrier = {};
  g.barrier.members = g.left;
  start_->enter_group(g.id, size, g.left, g.lds, g.barrier);
  const bool scratch = ScratchLayout(launch_).enabled;
  for (u32 index = 0; index < g.left; ++index) {
    if (spare_.empty()) spare_.push_back(std::make_unique<Wave>());
    g.waves.push_back(std::move(spare_.back()));
    spare_.pop_back();
    Wave& w = *g.waves.back();
    if (scratch) g.slots.push_back(take_slot());
    start_->start(w, index, scratch ? g.slots.back() : 0);
    w.next = entry_;
  }
}

void Dispatch::Impl::end_group() {
  Group& g = *resident_[current_];
  for (auto& wave : g.waves) spare_.push_back(std::move(wave));
  for (const u32 slot : g.slots) slots_[slot] = false;
  g.waves.clear(), g.slots.clear(), g.lds.clear();
  g.turn = 0, g.wave = 0, g.active = false;
  spare_groups_.push_back(std::move(resident_[current_]));
  resident_.erase(resident_.begin() + current_);
  if (current_ >= resident_.size()) current_ = 0;
}

bool Dispatch::Impl::room_for_another() const {
  u64 waves = 0;
  for (const auto& g : resident_) waves += g->waves.size();
  const ScratchLayout scratch(launch_);
  const u64 limit = scratch.enabled ? std::min(scratch.waves, most_resident_waves) : most_resident_waves;
  return started_ < group_count() && waves + resident_[0]->waves.size() <= limit;
}

// Groups that do not end in one turn may be waiting for later ones: after each round as many again are started, until
// the shaders are full.
void Dispatch::Impl::next_group() {
  resident_[current_]->turn = 0, resident_[current_]->active = false;
  if (++current_ < resident_.size()) return;
  const u32 before = current_;
  while (resident_.size() < 2 * before && room_for_another()) start_group();
  if (resident_.size() == before) current_ = 0;
}

void Dispatch::Impl::report(const Group& g, const Wave& w, Fault::Kind kind) {
  Fault f;
  f.kind = kind, f.pc = w.next_pc, f.lane = w.fault_lane, f.wave = w.index, f.group = g.id;
  if (kind == Fault::Kind::memory || kind == Fault::Kind::instruction_fetch) f.memory = view_.fault;
  if (kind != Fault::Kind::instruction_fetch) {
    u32 words[5] = {}, count = 0;
    for (; count < 5; ++count) {
      const auto m = space_.map(f.pc + 4 * count, Access::execute);
      if (!m) break;
      std::memcpy(&words[count], m->host + (f.pc + 4 * count - m->base), 4);
    }
    const Instruction i = decoder(launch_.generation).decode({words, count});
    f.text = text(i, launch_.wave_size);
    if (is_graphics(i))
      f.text = fmt::format("{}: graphics, not modelled", i.row->name);
    else if (f.text.empty())
      f.text = fmt::format("unknown 0x{:08x}", words[0]);
  }
  fault_ = f;
}

// Makes w.next good; false: the code at next_pc cannot be read.
bool Dispatch::Impl::resume(Wave& w) {
  if (w.next) return true;
  w.next = programs_.impl().enter(space_, launch_.generation, launch_.wave_size, w.next_pc, view_.fault);
  if (w.next_pc == launch_.program) entry_ = w.next;
  return w.next != nullptr;
}

// Where every wave is, as addresses: what holds when decoded code goes away.
void Dispatch::Impl::park() {
  for (auto& g : resident_)
    for (auto& w : g->waves) {
      if (w->next && w->state != ended) w->next_pc = programs_.impl().address_of(w->next);
      w->next = nullptr;
    }
  entry_ = nullptr;
}

// One turn of a wave; returns the instructions it ran.
u64 Dispatch::Impl::turn(Group& g, Wave& w) {
  u64 n = 0;
  const auto ran = [&] { return n - w.uncounted; };
  w.uncounted = 0, w.cycles = retired_;
  bool goes_on = true;
  while (goes_on) {
    w.stop = Stop::none;
    if (!resume(w)) {
      report(g, w, Fault::Kind::instruction_fetch);
      return ran();
    }
    const Record* i = w.next;
    // As many records as cannot overrun the turn, then again what is left of it; at last one instruction at a time.
    do {
      const u64 room = wave_turn - std::min(ran(), wave_turn - 1);
      const u64 steps = room == 1 ? 1 : room / 2;
      u64 left = steps;
      if (room == 1) {
        i = (i->fused ? i->body : i->run)(w, i);
        --left;
      } else {
        do {
          i = i->run(w, i);
        } while (--left != 0 && i);
      }
      n += steps - left;
    } while (i && ran() < wave_turn);
    if (i) {  // the turn is over
      w.next = i;
      g.active = true;
      break;
    }
    switch (w.stop) {
      case Stop::link: {
        w.next = nullptr;
        if (resume(w) && w.link) {
          w.link->target = w.next;
          w.link->body = nullptr;  // marks it as linked
        }
        goes_on = ran() < wave_turn || !w.next;
        g.active |= !goes_on;
        break;
      }
      case Stop::clock:
        --n;  // executes now
        w.cycles = retired_ + ran(), w.exact = true;
        break;
      case Stop::invalidate:
        park();
        programs_.invalidate();
        epoch_ = programs_.epoch();
        break;
      case Stop::barrier:
        if (g.waves.size() == 1) break;  // "work-groups of a single wave treat all barrier instructions as S_NOP"
        w.state = waiting, goes_on = false, g.active = true;
        break;
      case Stop::end:
        w.state = ended, goes_on = false, g.active = true;
        --g.left, g.barrier.leave();
        break;
      case Stop::halt:
        w.state = halted, goes_on = false;
        break;
      case Stop::fault:
        --n;  // it did not execute
        w.next_pc = programs_.impl().address_of(w.next);
        report(g, w, w.fault_kind);
        goes_on = false;
        break;
      default:  // asleep
        goes_on = false;
    }
  }
  return ran();
}

// All waves of the group have had their turn: barriers that are complete let go.
void Dispatch::Impl::finish_round(Group& g) {
  g.wave = 0;
  bool running = false;
  for (auto& w : g.waves) running |= w->state == ready || w->state == halted;
  const bool split = launch_.generation == Generation::gfx12;  // S_BARRIER_SIGNAL and _WAIT
  for (auto& w : g.waves)
    if (w->state == waiting && (split ? g.barrier.completed != w->barriers_passed : !running)) w->state = ready;
  if (g.left == 0)
    end_group();
  else if (g.turn >= group_turn || !g.active)
    next_group();
  else
    g.active = false;
}

Progress Dispatch::Impl::run(u64 budget) {
  if (fault_) return Progress::faulted;
  view_.validate();
  if (epoch_ != programs_.epoch()) {
    // next_pc was brought up to date when run() was left.
    for (auto& g : resident_)
      for (auto& w : g->waves) w->next = nullptr;
    entry_ = nullptr;
    epoch_ = programs_.epoch();
  }
  const u64 total = group_count();
  u64 spent = 0;
  while (true) {
    if (resident_.empty()) {
      if (started_ == total) return Progress::finished;
      start_group();
      current_ = 0;
    }
    if (spent >= budget) break;
    Group& g = *resident_[current_];
    Wave& w = *g.waves[g.wave];
    if (w.state == ready) {
      const u64 n = turn(g, w);
      spent += n, retired_ += n, g.turn += n + 1;
      if (fault_) return Progress::faulted;
    }
    if (++g.wave < g.waves.size()) continue;
    if (!g.active) spent += idle_round;
    finish_round(g);
  }
  for (auto& g : resident_)
    for (auto& w : g->waves)
      if (w->next && w->state != ended) w->next_pc = programs_.impl().address_of(w->next);
  return Progress::yielded;
}

void Dispatch::Impl::visit(StateVisitor& v) {
  v(launch_), v(retired_), v(fault_), v(started_), v(current_);
  u64 groups = resident_.size();
  v(groups);
  if (v.restoring()) {
    v.expect_items(groups);
    resident_.clear();
    for (u64 n = 0; n < groups; ++n) resident_.push_back(std::make_unique<Group>());
    slots_.clear();
    view_.clear();
    entry_ = nullptr;
    start_.emplace(launch_, view_, environment_);
  }
  const u32 rows = allocated_rows(launch_);
  for (auto& owner : resident_) {
    Group& g = *owner;
    v(g.id), v(g.lds), v(g.slots), v(g.turn), v(g.wave), v(g.left), v(g.active);
    v(g.barrier.members), v(g.barrier.signalled), v(g.barrier.completed);
    u64 waves = g.waves.size();
    v(waves);
    v.expect_items(waves);
    g.waves.resize(waves);
    for (auto& p : g.waves) {
      if (!p) p = std::make_unique<Wave>();
      Wave& w = *p;
      // Rows that the wave does not have may hold what an earlier one left there.
      for (u32 half = 0; half < (launch_.wave_size == WaveSize::wave64 ? 2u : 1u); ++half)
        v.raw(std::as_writable_bytes(std::span(w.banks[half]).first(rows)));
      v.raw(as_writable_bytes(w.s));
      v(w.mode), v(w.trapsts), v(w.wave64), v(w.privileged), v(w.next_pc), v(w.index), v(w.group_waves), v(w.state);
      v(w.barriers_passed);
      v(w.scratch_base), v(w.scratch_size);
      if (!v.restoring()) continue;
      w.next = nullptr, w.link = nullptr, w.v = w.banks[0].data(), w.half = 0, w.exact = false, w.launch = &launch_;
      w.generation = launch_.generation;
      w.memory = &view_, w.environment = &environment_, w.barrier = &g.barrier;
      w.lds = g.lds.data(), w.lds_size = static_cast<u32>(g.lds.size());
    }
    if (!v.restoring()) continue;
    for (const u32 slot : g.slots) {
      if (slots_.size() <= slot) slots_.resize(slot + 1);
      slots_[slot] = true;
    }
  }
}

Dispatch::Dispatch(const Launch& launch, AddressSpace& memory, ProgramCache& programs, Environment& environment)
    : impl_(std::make_unique<Impl>(launch, memory, programs, environment)) {}
Dispatch::~Dispatch() = default;
Dispatch::Dispatch(Dispatch&&) noexcept = default;
Dispatch& Dispatch::operator=(Dispatch&&) noexcept = default;
Progress Dispatch::run(u64 instruction_budget) { return impl_->run(instruction_budget); }
u64 Dispatch::retired() const { return impl_->retired_; }
const std::optional<Fault>& Dispatch::fault() const { return impl_->fault_; }
const Launch& Dispatch::launch() const { return impl_->launch_; }
void Dispatch::visit(StateVisitor& visitor) { impl_->visit(visitor); }

}  // namespace egpulab::simulator::isa::rdna
