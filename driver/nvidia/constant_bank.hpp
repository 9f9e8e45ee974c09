// Constant bank 0: what a kernel finds of its launch there, by generation.
#pragma once

#include "driver/base/types.hpp"
#include "driver/compute/types.hpp"

namespace egpulab::driver::nvidia {

// Where generic addresses mean shared and local memory: 16 MiB each, beyond what an address space maps. The vendor's
// driver and tinygrad (ops_nv.py) have them there too.
inline constexpr u64 shared_window = 0x7294'0000'0000, local_window = 0x7293'0000'0000;
// Local memory of a thread ends with its window; above the stack lie what the vendor's driver keeps there.
inline constexpr u32 local_window_bytes = 0x100'0000, above_stack_bytes = 0x240;
inline constexpr u32 stack_top = local_window_bytes - above_stack_bytes;

// Offsets in bytes.
struct ConstantBankLayout {
  u32 first_sm, last_sm;
  u32 block, grid;  // three words each
  u32 shared_window, local_window;
  u32 stack_top;
  u32 user_constants;  // where bank 3, which holds the source's constants, lies in memory: pointers to them point there
  u32 parameters;
};

// Null for architectures without.
const ConstantBankLayout* constant_bank_layout(u32 sm);

// Fills in the launch; the bank reaches to the parameters at least. `user_constants`: 0 where there are none.
void fill_constant_bank(const ConstantBankLayout& layout, const compute::Dim3& grid, const compute::Dim3& block,
                        u64 user_constants, MutableBytes bank);

}  // namespace egpulab::driver::nvidia
