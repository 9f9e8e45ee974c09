// Facts: CUDA programming guide, technical specifications; how registers are given out: CUDA's occupancy calculator.
#include "driver/nvidia/launch_limits.hpp"

#include "driver/base/error.hpp"
#include "driver/nvidia/constant_bank.hpp"
#include "driver/nvidia/local_memory.hpp"

namespace egpulab::driver::nvidia {
namespace {

using compute::Dim3;

constexpr Dim3 largest_grid{0x7fff'ffff, 0xffff, 0xffff}, most_threads{1024, 1024, 64};

std::string text(const Dim3& d) { return fmt::format("{}x{}x{}", d.x, d.y, d.z); }
bool within(const Dim3& d, const Dim3& most) { return d.x <= most.x && d.y <= most.y && d.z <= most.z; }

// How many threads of a block the register file holds.
u32 threads_with(u32 registers) {
  const u64 warp = align_up(u64{std::max(registers, 1u)} * threads_of_warp, register_unit);
  return static_cast<u32>(align_down(register_file / warp, warps_together)) * threads_of_warp;
}

}  // namespace

LaunchNeeds check_launch(const MultiprocessorFacts& card, const CubinKernel& k, const compute::LaunchRequest& r) {
  if (!within(r.grid, largest_grid))
    throw InvalidRequest(fmt::format("kernel {}: a grid of {} blocks; at most {} are possible", k.name, text(r.grid),
                                     text(largest_grid)));
  if (!within(r.block, most_threads))
    throw InvalidRequest(fmt::format("kernel {}: a block of {} threads; at most {} are possible", k.name, text(r.block),
                                     text(most_threads)));
  if (const u32 most = threads_with(k.registers); r.block.total() > most)
    throw InvalidRequest(
        fmt::format("kernel {}: {} threads of {} registers each; the register file of {} holds {} such threads", k.name,
                    r.block.total(), k.registers, register_file, most));
  if (k.cluster && u64{(*k.cluster)[0]} * (*k.cluster)[1] * (*k.cluster)[2] > 1)
    throw InvalidRequest(
        fmt::format("kernel {}: it was compiled for clusters of {}x{}x{} blocks, which this driver does "
                    "not launch",
                    k.name, (*k.cluster)[0], (*k.cluster)[1], (*k.cluster)[2]));
  const u32 start = card.system_shared_start;
  const u32 fixed = std::max(k.shared_bytes, start) - start;
  if (u64{fixed} + r.dynamic_workgroup_memory > card.block_shared_bytes)
    throw InvalidRequest(fmt::format("kernel {}: {} bytes of shared memory and {} dynamic ones; a block may have {}",
                                     k.name, fixed, r.dynamic_workgroup_memory, card.block_shared_bytes));
  LaunchNeeds needs;
  // Dynamic shared memory begins behind the static one, at the alignment that compilers assume.
  needs.shared_bytes = start + fixed + r.dynamic_workgroup_memory + card.system_shared_bytes;
  needs.shared_bytes = static_cast<u32>(align_up(needs.shared_bytes, 128));
  const u64 stack = u64{k.stack_bytes} + (k.calls ? LocalMemory::call_stack_bytes : 0);
  if (stack + above_stack_bytes > LocalMemory::most_thread_bytes)
    throw InvalidRequest(fmt::format("kernel {}: {} bytes of stack a thread; at most {} are possible", k.name, stack,
                                     LocalMemory::most_thread_bytes - above_stack_bytes));
  if (stack != 0) needs.local_bytes = static_cast<u32>(align_up(stack + above_stack_bytes, LocalMemory::granule));
  return needs;
}

}  // namespace egpulab::driver::nvidia
