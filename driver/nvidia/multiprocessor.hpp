// What the multiprocessors of each generation can do, as far as launches must know.
#pragma once

#include <span>
#include <string>

#include "driver/base/types.hpp"

namespace egpulab::driver::nvidia {

struct MultiprocessorFacts {
  u32 sm = 0;                   // 86 for sm_86
  u32 sass_version = 0;         // as launch descriptors name it: 0x86
  u32 block_shared_bytes = 0;   // that a block may ask for
  u32 system_shared_bytes = 0;  // that a block has besides, which kernels of this generation do not see
  u32 system_shared_start = 0;  // the part of a kernel's shared memory that is the system's
  std::span<const u16> shared_configurations{};  // KiB of an SM's memory, ascending

  std::string target() const { return "sm_" + std::to_string(sm); }
};

// `sm_version` as RM gives it, 0x806.
MultiprocessorFacts multiprocessor_facts(u32 sm_version);

inline constexpr u32 threads_of_warp = 32, largest_block = 1024;
inline constexpr u32 register_file = 64 * 1024;  // of a multiprocessor, and the most that a block has
// Warps get registers in units, and in fours.
inline constexpr u32 register_unit = 256, warps_together = 4;

}  // namespace egpulab::driver::nvidia
