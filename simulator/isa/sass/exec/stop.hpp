// How a handler stops its warp: errors and accesses that fail, named with lane and address.
#pragma once

#include "simulator/isa/sass/code_page.hpp"
#include "simulator/isa/sass/exec/level.hpp"

EGPULAB_SASS_BEGIN

// The split goes on at `pc`, when and if `why` allows.
inline const Record* stop(Warp& w, u64 pc, Stop why) {
  w.next_pc = pc;
  w.stop = why;
  return nullptr;
}
// An error of the warp, found in `lane`.
[[gnu::cold]] inline const Record* warp_error(Warp& w, const Record* i, WarpError error, u32 lane, u64 address = 0) {
  w.fault = {};
  w.fault.error = error, w.fault.lane = lane, w.fault.address = address, w.fault.pc = own_pc(w, i);
  return stop(w, w.fault.pc, Stop::fault);
}
// An access that the page tables refuse: the reason is in the memory view.
[[gnu::cold]] inline const Record* memory_fault(Warp& w, const Record* i, u32 lane, u64 address) {
  w.fault = {};
  w.fault.kind = Fault::Kind::memory, w.fault.error = WarpError::mmu_fault;
  w.fault.lane = lane, w.fault.address = address, w.fault.pc = own_pc(w, i);
  w.fault.memory = w.memory->fault;
  return stop(w, w.fault.pc, Stop::fault);
}
// What is known but not modelled: `what` names it.
[[gnu::cold]] inline const Record* unsupported(Warp& w, const Record* i, std::string what) {
  w.fault = {};
  w.fault.kind = Fault::Kind::unsupported, w.fault.what = std::move(what), w.fault.pc = own_pc(w, i);
  return stop(w, w.fault.pc, Stop::fault);
}

EGPULAB_SASS_END
