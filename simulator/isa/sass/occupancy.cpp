// Limits of multiprocessors (CUDA C++ Programming Guide, "Technical Specifications per Compute Capability").
#include "simulator/isa/sass/occupancy.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/isa/vector/level.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct Limits {
  SmVersion sm;
  u32 warps, ctas, shared_kib;  // of one multiprocessor
};
constexpr Limits limits[] = {{80, 64, 32, 164}, {86, 48, 16, 100},  {87, 48, 16, 164},  {89, 48, 24, 100},
                             {90, 64, 32, 228}, {100, 64, 32, 228}, {103, 64, 32, 228}, {120, 48, 24, 100}};
constexpr u32 registers_per_sm = 64 * 1024, reserved_shared = 1024;  // of a block, for the system
constexpr u32 most_threads = 1024, most_resident_warps = 16384;

const Limits& limits_of(SmVersion sm) {
  for (const Limits& l : limits)
    if (l.sm == sm) return l;
  return limits[1];
}

}  // namespace

Occupancy occupancy(const GridLaunch& launch) {
  Occupancy o;
  const Limits& l = limits_of(launch.sm);
  const u64 threads = u64{launch.block[0]} * launch.block[1] * launch.block[2];
  if (threads == 0 || threads > most_threads) {
    o.problem = fmt::format("a block of {} threads; 1 to {} are possible", threads, most_threads);
    return o;
  }
  o.warps_per_cta = static_cast<u32>((threads + lanes - 1) / lanes);
  const u32 registers = std::max(allocated_registers(launch), 8u) * lanes;
  const u32 by_warps = l.warps / o.warps_per_cta;
  const u32 by_registers = registers_per_sm / registers / o.warps_per_cta;
  const u32 shared = l.shared_kib * 1024;
  const u32 by_shared =
      shared / std::max(launch.shared_bytes + (launch.sm < 90 ? reserved_shared : 0u), reserved_shared);
  o.ctas_per_sm = std::min({by_warps, l.ctas, by_registers, by_shared});
  if (by_shared == 0)
    o.problem = fmt::format("{} bytes of shared memory a block; a multiprocessor has {}", launch.shared_bytes, shared);
  else if (o.ctas_per_sm == 0)
    o.problem = fmt::format("{} registers for each of {} threads; a multiprocessor has {}", launch.registers, threads,
                            registers_per_sm);
  o.local_bytes_per_warp = u64{align_up(launch.local_bytes, 16)} * lanes;
  if (o.problem.empty() && launch.local_bytes != 0) {
    const u64 fit = launch.local_bytes_per_sm / o.local_bytes_per_warp / o.warps_per_cta;
    if (fit == 0)
      o.problem = fmt::format("{} bytes of local memory for each of {} threads; {} are there for a multiprocessor",
                              launch.local_bytes, threads, launch.local_bytes_per_sm);
    o.ctas_per_sm = static_cast<u32>(std::min<u64>(o.ctas_per_sm, fit));
  }
  o.ctas = std::max(1u, std::min(o.ctas_per_sm * std::max(launch.sm_count, 1u), most_resident_warps / o.warps_per_cta));
  return o;
}

}  // namespace egpulab::simulator::isa::sass
