// Facts: what ptxas 13 makes kernels of each generation read (bank 0 of cubins for sm_80 to sm_120); tinygrad
// ops_nv.py. Of the rest, the descriptor of global memory accesses (0x118, 0x208, 0x358) is 0: no cache policy.
#include "driver/nvidia/constant_bank.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr ConstantBankLayout layouts[] = {{80, 89, 0x0, 0xc, 0x18, 0x20, 0x28, 0x50, 0x160},
                                          {90, 90, 0x0, 0xc, 0x18, 0x20, 0x28, 0xd0, 0x210},
                                          {100, 121, 0x360, 0x370, 0x2f0, 0x2f8, 0x37c, 0x120, 0x380}};

}  // namespace

const ConstantBankLayout* constant_bank_layout(u32 sm) {
  for (const ConstantBankLayout& l : layouts)
    if (sm >= l.first_sm && sm <= l.last_sm) return &l;
  return nullptr;
}

void fill_constant_bank(const ConstantBankLayout& l, const compute::Dim3& grid, const compute::Dim3& block,
                        u64 user_constants, MutableBytes bank) {
  const u32 blocks[] = {grid.x, grid.y, grid.z}, threads[] = {block.x, block.y, block.z};
  for (u32 i = 0; i < 3; ++i) {
    store(bank, l.block + 4 * i, threads[i]);
    store(bank, l.grid + 4 * i, blocks[i]);
  }
  store(bank, l.shared_window, shared_window);
  store(bank, l.local_window, local_window);
  store(bank, l.stack_top, stack_top);
  store(bank, l.user_constants, user_constants);
}

}  // namespace egpulab::driver::nvidia
