// HDP flush through the remapped register.
#include "driver/amd/hdp.hpp"

#include "driver/regs/amd/nbio.hpp"

namespace egpulab::driver::amd {
namespace {

// The last page below 512 KiB has no registers; Linux remaps there too (soc21.c, MMIO_REG_HOLE_OFFSET; the order in the
// page is KFD_MMIO_REMAP_HDP_MEM_FLUSH_CNTL, KFD_MMIO_REMAP_HDP_REG_FLUSH_CNTL). Programming it spares the read that
// would find out where the firmware left it.
constexpr u32 memory_flush = 0x7f000, register_flush = 0x7f004;

}  // namespace

void Hdp::remap() {
  using namespace regs::amd;
  registers_.write(BifBx0RemapHdpMemFlushCntl{"ADDRESS"_f = memory_flush >> 2});
  registers_.write(BifBx0RemapHdpRegFlushCntl{"ADDRESS"_f = register_flush >> 2});
}

void Hdp::flush() { registers_.raw_write(memory_flush, 0); }

}  // namespace egpulab::driver::amd
