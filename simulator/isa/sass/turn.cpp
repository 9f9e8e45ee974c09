// The loop that executes a warp's instructions, and what stops it.
#include "simulator/isa/sass/turn.hpp"

#include <fmt/format.h>

#include "simulator/isa/sass/divergence.hpp"
#include "simulator/isa/sass/occupancy.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u64 warp_turn = 4096;  // instructions before the next warp's turn

// Where a warp goes on that is about to execute `i`; a way out of a page stands for what it leads to.
u64 next_pc_of(const Warp& w, const Record* i) {
  if (i->run == leave_to_next_pc) return w.next_pc;
  return i->run == leave_page || i->run == enter_page ? i->word.low : own_pc(w, i);
}

}  // namespace

WarpTurn::WarpTurn(const GridLaunch& launch, AddressSpace& space, ProgramCache& programs, GridEnvironment& environment)
    : launch_(launch), space_(space), programs_(programs), registers_(allocated_registers(launch)) {
  if (launch.strict) hazards_.emplace(launch, environment);
}

bool WarpTurn::fetch_fault(Warp& w, WarpError error) {
  w.fault = {};
  w.fault.error = error, w.fault.pc = w.next_pc, w.fault.address = w.next_pc;
  w.fault.lane = static_cast<u32>(std::countr_zero(w.active));
  if (w.jumped_to == w.next_pc)
    w.fault.what = fmt::format("after the jump at offset {:#x}", w.jumped_from - launch_.program);
  w.stop = Stop::fault;
  return false;
}

// The record at Warp::next_pc; null after a fault.
const Record* WarpTurn::enter(Warp& w) {
  if (w.next_pc % instruction_bytes != 0) return fetch_fault(w, WarpError::misaligned_pc), nullptr;
  MemoryFault refused;
  w.page = programs_.impl().enter(space_, launch_.sm, registers_, w.next_pc, refused);
  if (!w.page) {
    fetch_fault(w, WarpError::mmu_fault);
    w.fault.kind = Fault::Kind::memory, w.fault.memory = refused;
    return nullptr;
  }
  return &w.page->records[w.next_pc % code_page_bytes / instruction_bytes];
}

const Record* WarpTurn::steps(Cta& c, Warp& w, const Record* i, u64& left) {
  if (hazards_) {
    do {
      hazards_->before(w, i, c.scoreboards[w.index]);
      i = i->run(w, i);
    } while (--left != 0 && i);
    return i;
  }
  u64 n = left;
  do {
    i = i->run(w, i);
  } while (--n != 0 && i);
  left = n;
  return i;
}

u64 WarpTurn::run(Cta& c, Warp& w, u64 retired) {
  w.stop = Stop::none;
  if (!choose_split(w)) return 0;
  c.ran = true;
  w.uncounted = 0, w.cycles = retired, w.exact = false;
  u64 n = 0;
  const auto ran = [&] { return n - w.uncounted; };
  const Record* i = enter(w);
  while (i) {
    // As many records as cannot overrun the turn, then again what is left of it.
    const u64 most = warp_turn - ran();
    u64 left = most;
    i = steps(c, w, i, left);
    n += most - left;
    if (i) {
      if (ran() < warp_turn) continue;
      keep(w, next_pc_of(w, i));
      break;
    }
    switch (w.stop) {
      case Stop::page: {
        --n;
        Record* const link = w.link;
        i = enter(w);
        if (i && link && link->run == leave_page) {
          link->target = i;
          link->word.high = reinterpret_cast<u64>(w.page);
          link->run = enter_page;
        }
        break;
      }
      case Stop::clock:
        --n;  // executes now
        w.cycles = retired + ran(), w.exact = true;
        i = enter(w);
        break;
      case Stop::split:
      case Stop::barrier:
        if (ran() < warp_turn && choose_split(w)) {
          w.stop = Stop::none;
          i = enter(w);
        }
        break;
      case Stop::sleep:
        keep(w, w.next_pc);
        break;
      default:  // end, fault
        break;
    }
  }
  // Every split has its turn, also those that wait for what another one of the warp does.
  if (w.live != 0 && w.stop != Stop::fault && w.splits.size() > 1)
    w.current = (w.current + 1) % static_cast<u32>(w.splits.size());
  return ran();
}

}  // namespace egpulab::simulator::isa::sass
