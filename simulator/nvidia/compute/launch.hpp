// A grid to be run, as a launch descriptor (QMD) of any version gives it.
#pragma once

#include <array>
#include <vector>

#include "simulator/core/state.hpp"

namespace egpulab::simulator::nvidia {

struct ConstantBank {
  u32 index = 0;
  u64 address = 0;  // virtual
  u32 bytes = 0;    // as the descriptor claims; some drivers claim more than they mean
};

// What is written when the grid, and those that it waits for, have ended.
struct LaunchRelease {
  bool enabled = false;
  u64 address = 0, payload = 0;  // virtual
  bool four_words = false;       // with a timestamp in the upper half of 16 bytes
  bool payload_64bit = false;
  bool reduction = false;
  u8 reduction_op = 0;  // 0 add, 1 min, 2 max, 3 inc, 4 dec, 5 and, 6 or, 7 xor
  bool reduction_signed = false;
  bool awaken = false;  // an unconditional trap: an interrupt
  void visit(StateVisitor& v) {
    v(enabled), v(address), v(payload), v(four_words), v(payload_64bit), v(reduction), v(reduction_op);
    v(reduction_signed), v(awaken);
  }
};

// Another descriptor that becomes ready when this one ends.
struct DependentLaunch {
  bool enabled = false;
  u64 descriptor = 0;  // virtual address
  u8 action = 0;       // DEPENDENT_QMD_ACTION: 0 increment put, 1 schedule, ...
  void visit(StateVisitor& v) { v(enabled), v(descriptor), v(action); }
};

struct Launch {
  u64 descriptor = 0;  // virtual address of the QMD
  u8 version_major = 0, version_minor = 0;
  u64 program = 0;  // virtual address of the first instruction; 0: nothing to run
  u32 sass_version = 0;
  std::array<u32, 3> grid{}, block{};
  u32 registers = 0;
  u32 barriers = 0;
  u32 shared_bytes = 0;
  u32 local_low_bytes = 0, local_high_bytes = 0, call_return_stack_bytes = 0;  // of each thread
  std::vector<ConstantBank> constants;                                         // the valid ones, ascending
  std::array<LaunchRelease, 3> releases{};
  std::array<DependentLaunch, 2> dependents{};
  bool invalidate_instruction_cache = false, invalidate_data_cache = false, invalidate_constant_cache = false;
  // Of the compute class when the descriptor was sent:
  u64 shared_window = 0, local_window = 0;  // virtual addresses
  u64 local_memory = 0;                     // base for all threads
  u64 local_bytes_per_sm = 0;
};

}  // namespace egpulab::simulator::nvidia
