// Facts: units as tinygrad ops_nv.py (_ensure_has_local_memory) and Mesa nvk (nvk_slm_area) have them.
#include "driver/nvidia/local_memory.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "driver/nvidia/multiprocessor.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr u64 warp_unit = 0x200, tpc_unit = 0x8000, area_unit = 0x20000;

}  // namespace

void LocalMemory::require(u32 thread_bytes, std::unique_ptr<Allocation>& retired) {
  if (thread_bytes > most_thread_bytes)
    throw LimitExceeded(fmt::format("{} bytes of local memory a thread were asked for, {} are possible", thread_bytes,
                                    most_thread_bytes));
  const u64 warp = align_up(u64{thread_bytes} * threads_of_warp, warp_unit);
  const u64 tpc = align_up(warp * facts_.warps_per_multiprocessor * facts_.multiprocessors_per_tpc, tpc_unit);
  if (tpc <= tpc_bytes_) return;
  auto fresh = memory_.allocate({.size = align_up(tpc * facts_.tpcs, area_unit),
                                 .placement = Placement::device,
                                 .alignment = area_unit,
                                 .label = "local memory"});
  retired = std::move(allocation_);
  allocation_ = std::move(fresh);
  tpc_bytes_ = tpc;
}

}  // namespace egpulab::driver::nvidia
