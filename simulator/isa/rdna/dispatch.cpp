// Workgroups to waves, waves to turns: the deterministic order in which a dispatch executes.
#include "simulator/isa/rdna/dispatch.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <list>

#include "simulator/isa/rdna/predecode.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr u64 wave_turn = 4096;       // instructions a wave runs before the next one's turn
constexpr u64 group_turn = 1u << 18;  // and a workgroup before the next resident one's
constexpr u32 most_resident_waves = 1024;
constexpr u32 lds_limit = 64 * 1024;

enum : u8 { ready, waiting, ended };  // Wave::state

}  // namespace

class Dispatch::Impl {
 public:
  struct Group {
    Extent id{};
    std::vector<std::unique_ptr<Wave>> waves;
    std::vector<std::byte> lds;
    u64 turn = 0;  // instructions run in its present turn
    u32 wave = 0;  // whose turn it is
    u32 left = 0;  // waves that have not ended
  };

  Impl(const Launch& launch, AddressSpace& memory, ProgramCache& programs, Environment& environment)
      : launch_(launch), space_(memory), programs_(programs), environment_(environment) {
    view_.space = &memory;
    view_.clear();
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
  void start_wave(Wave& w, const Group& g, u32 index, u32 threads, Extent size);
  u64 turn(Group& g, Wave& w);
  bool resume(Wave& w);
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
  u64 epoch_ = 0;
  u64 started_ = 0;  // groups
  std::list<Group> resident_;
  u32 current_ = 0;  // index of the group whose turn it is
  std::vector<std::unique_ptr<Wave>> spare_;
};

void Dispatch::Impl::prepare() {
  epoch_ = programs_.epoch();
  const u64 threads = u64{launch_.group_threads[0]} * launch_.group_threads[1] * launch_.group_threads[2];
  const u32 lds = (launch_.rsrc2 >> 15 & 0x1ff) * 512;
  std::string why;
  if (threads == 0 || threads > 1024) why = fmt::format("a workgroup of {} threads; 1 to 1024 are possible", threads);
  if (lds > lds_limit) why = fmt::format("{} bytes of LDS per workgroup; at most {} are possible", lds, lds_limit);
  if (why.empty()) return;
  fault_.emplace();
  fault_->kind = Fault::Kind::launch, fault_->pc = launch_.program, fault_->text = why;
}

void Dispatch::Impl::start_wave(Wave& w, const Group& g, u32 index, u32 threads, Extent size) {
  const u32 width = static_cast<u32>(launch_.wave_size), first = index * width;
  const u64 seed = environment_.uninitialised_seed();
  const u32 rows = std::min<u32>(((launch_.rsrc1 & 0x3f) + 1) * (width == 32 ? 8 : 4), temp_row);
  const auto unknown = [seed](u32 n) { return seed ? static_cast<u32>((seed + n) * 0x9e3779b97f4a7c15ull >> 32) : 0u; };
  for (u32 half = 0; half < width / 32; ++half)
    for (u32 r = 0; r < rows; ++r) std::fill_n(w.banks[half][r], lanes, unknown(r));
  for (u32 n = 0; n < sreg::count; ++n) w.s[n] = n < 106 ? unknown(1000 + n) : 0;
  w.v = w.banks[0].data(), w.half = 0, w.wave64 = width == 64, w.index = index;
  w.mode = (launch_.rsrc1 >> 12 & 0xff) | (launch_.rsrc1 >> 21 & 1) << 8 | (launch_.rsrc1 >> 23 & 1) << 9;
  w.trapsts = 0, w.stop = Stop::none, w.state = ready, w.next = nullptr, w.next_pc = launch_.program, w.uncounted = 0;
  w.memory = &view_, w.environment = &environment_;
  u32 s = 0;
  for (u32 n = 0; n < std::min(launch_.rsrc2 >> 1 & 31, 16u); ++n) w.s[s++] = launch_.user_data[n];
  for (u32 axis = 0; axis < 3; ++axis)
    if (launch_.rsrc2 >> (7 + axis) & 1) w.s[s++] = g.id[axis];
  if (launch_.rsrc2 >> 10 & 1) w.s[s++] = index;
  w.s[sreg::ttmp0 + 9] = g.id[0];
  w.s[sreg::ttmp0 + 7] = (g.id[1] & 0xffff) | g.id[2] << 16;
  w.s[sreg::shared_base + 1] = high32(launch_.shared_base), w.s[sreg::private_base + 1] = high32(launch_.private_base);
  w.s[sreg::shared_limit] = w.s[sreg::private_limit] = ~0u;
  w.s[sreg::shared_limit + 1] = high32(launch_.shared_base),
                           w.s[sreg::private_limit + 1] = high32(launch_.private_base);
  const u32 live = std::min(threads - first, width);
  w.s[sreg::exec] = live >= 32 ? ~0u : (1u << live) - 1;
  w.s[sreg::exec + 1] = live > 32 ? (live == 64 ? ~0u : (1u << (live - 32)) - 1) : 0;
  u32 x = first % size[0], y = first / size[0] % size[1], z = first / size[0] / size[1];
  for (u32 l = 0; l < width; ++l) {
    w.banks[l / 32][0][l % 32] = x | y << 10 | z << 20;
    if (++x == size[0]) {
      x = 0;
      if (++y == size[1]) y = 0, ++z;
    }
  }
}

void Dispatch::Impl::start_group() {
  Group& g = resident_.emplace_back();
  u64 n = started_++;
  Extent size{};
  for (u32 a = 0; a < 3; ++a) {
    const u32 count = launch_.groups[a] - launch_.start[a];
    g.id[a] = launch_.start[a] + static_cast<u32>(n % count);
    n /= count;
    const bool last = g.id[a] + 1 == launch_.groups[a];
    size[a] = last && launch_.partial_threads[a] ? launch_.partial_threads[a] : launch_.group_threads[a];
  }
  const u32 threads = size[0] * size[1] * size[2], width = static_cast<u32>(launch_.wave_size);
  g.lds.assign((launch_.rsrc2 >> 15 & 0x1ff) * 512, std::byte{0});
  g.left = (threads + width - 1) / width;
  for (u32 index = 0; index < g.left; ++index) {
    if (spare_.empty()) spare_.push_back(std::make_unique<Wave>());
    g.waves.push_back(std::move(spare_.back()));
    spare_.pop_back();
    Wave& w = *g.waves.back();
    start_wave(w, g, index, threads, size);
    w.lds = g.lds.data(), w.lds_size = static_cast<u32>(g.lds.size());
  }
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
    f.text = text(decoder(launch_.generation).decode({words, count}), launch_.wave_size);
    if (f.text.empty()) f.text = fmt::format("unknown 0x{:08x}", words[0]);
  }
  fault_ = f;
}

// Makes w.next good; false: the code at next_pc cannot be read.
bool Dispatch::Impl::resume(Wave& w) {
  if (w.next) return true;
  w.next = programs_.impl().enter(space_, launch_.generation, launch_.wave_size, w.next_pc, view_.fault);
  return w.next != nullptr;
}

// One turn of a wave; returns the instructions it ran.
u64 Dispatch::Impl::turn(Group& g, Wave& w) {
  u64 n = 0;
  w.stop = Stop::none, w.uncounted = 0, w.cycles = retired_;
  while (true) {
    if (!resume(w)) {
      report(g, w, Fault::Kind::instruction_fetch);
      return n;
    }
    const Record* i = w.next;
    do {
      i = i->run(w, i);
      ++n;
    } while (i && n - w.uncounted < wave_turn);
    if (i) {  // the turn is over
      w.next = i;
      return n - w.uncounted;
    }
    if (w.stop != Stop::link) break;
    const Record* target =
        programs_.impl().enter(space_, launch_.generation, launch_.wave_size, w.next_pc, view_.fault);
    if (!target) {
      report(g, w, Fault::Kind::instruction_fetch);
      return n - w.uncounted;
    }
    w.link->target = target;
    w.link->body = nullptr;  // marks it as linked
    w.next = target;
    w.stop = Stop::none;
    if (n - w.uncounted >= wave_turn) return n - w.uncounted;
  }
  switch (w.stop) {
    case Stop::barrier:
      w.state = waiting;
      break;
    case Stop::end:
      w.state = ended;
      --g.left;
      break;
    case Stop::fault:
      --n;  // it did not execute
      w.next_pc = programs_.impl().address_of(w.next);
      report(g, w, w.fault_kind);
      break;
    default:
      break;
  }
  return n - w.uncounted;
}

Progress Dispatch::Impl::run(u64 budget) {
  if (fault_) return Progress::faulted;
  view_.validate();
  if (epoch_ != programs_.epoch()) {
    // next_pc was brought up to date when run() was left.
    for (Group& g : resident_)
      for (auto& w : g.waves) w->next = nullptr;
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
    auto at = std::next(resident_.begin(), current_);
    Group& g = *at;
    Wave& w = *g.waves[g.wave];
    if (w.state == ready) {
      const u64 n = turn(g, w);
      spent += n, retired_ += n, g.turn += n + 1;
      if (fault_) return Progress::faulted;
    }
    if (++g.wave == g.waves.size()) {
      g.wave = 0;
      bool any_ready = false;
      for (auto& other : g.waves) any_ready |= other->state == ready;
      if (!any_ready && g.left)  // all that have not ended are at the barrier
        for (auto& other : g.waves)
          if (other->state == waiting) other->state = ready;
      if (g.left == 0) {
        for (auto& other : g.waves) spare_.push_back(std::move(other));
        resident_.erase(at);
        if (current_ >= resident_.size()) current_ = 0;
      } else if (g.turn >= group_turn) {
        g.turn = 0;
        const u64 waves = resident_.size() * g.waves.size();
        if (++current_ == resident_.size()) {
          if (started_ < total && waves + g.waves.size() <= most_resident_waves)
            start_group();
          else
            current_ = 0;
        }
      }
    }
  }
  for (Group& g : resident_)
    for (auto& w : g.waves)
      if (w->next && w->state != ended) w->next_pc = programs_.impl().address_of(w->next);
  return Progress::yielded;
}

void Dispatch::Impl::visit(StateVisitor& v) {
  v(launch_), v(retired_), v(fault_), v(started_), v(current_);
  u64 groups = resident_.size();
  v(groups);
  if (v.restoring()) {
    resident_.clear();
    resident_.resize(groups);
    view_.clear();
  }
  for (Group& g : resident_) {
    v(g.id), v(g.lds), v(g.turn), v(g.wave), v(g.left);
    u64 waves = g.waves.size();
    v(waves);
    g.waves.resize(waves);
    for (auto& p : g.waves) {
      if (!p) p = std::make_unique<Wave>();
      Wave& w = *p;
      v.raw(as_writable_bytes(w.banks));
      v.raw(as_writable_bytes(w.s));
      v(w.mode), v(w.trapsts), v(w.wave64), v(w.next_pc), v(w.index), v(w.state);
      if (!v.restoring()) continue;
      w.next = nullptr, w.v = w.banks[0].data(), w.half = 0, w.memory = &view_, w.environment = &environment_;
      w.lds = g.lds.data(), w.lds_size = static_cast<u32>(g.lds.size());
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

std::string Fault::describe() const {
  static constexpr const char* kinds[] = {"memory fault",   "illegal instruction",    "instruction fetch fault",
                                          "launch refused", "trap without a handler", "instruction budget exceeded"};
  static constexpr const char* reasons[] = {"not mapped",     "not readable", "not writable",
                                            "not executable", "out of range", "bus error"};
  static constexpr const char* accesses[] = {"read", "write", "atomic", "execute"};
  std::string s = fmt::format("{} at pc 0x{:x}", kinds[static_cast<u32>(kind)], pc);
  if (!text.empty()) s += fmt::format(" ({})", text);
  if (kind == Kind::launch) return s;
  s += fmt::format(", workgroup ({},{},{}) wave {} lane {}", group[0], group[1], group[2], wave, lane);
  if (kind == Kind::memory || kind == Kind::instruction_fetch)
    s += fmt::format(": {} of 0x{:x}, {}", accesses[static_cast<u32>(memory.access)], memory.va,
                     reasons[static_cast<u32>(memory.reason)]);
  return s;
}

}  // namespace egpulab::simulator::isa::rdna
