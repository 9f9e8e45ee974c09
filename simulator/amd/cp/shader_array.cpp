// Starting dispatches and charging time for them.
#include "simulator/amd/cp/shader_array.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::simulator::amd::cp {

ShaderArray::ShaderArray(const DeviceProfile& profile, MemoryHub& hub)
    : generation_(profile.ip("GC") && profile.ip("GC")->version.major >= 12 ? isa::rdna::Generation::gfx12
                                                                            : isa::rdna::Generation::gfx11),
      engines_(profile.gc.num_se),
      units_per_array_(2 * (profile.gc.num_wgp0_per_sa + profile.gc.num_wgp1_per_sa)),
      simds_per_unit_(std::max(profile.gc.simds_per_cu, 1u)),
      mhz_(std::max<u32>(profile.clocks.game_mhz, 1)) {
  for (u8 vmid = 0; vmid < MemoryHub::vmids; ++vmid)
    spaces_[vmid] = std::make_unique<VmSpace>(hub, vmid, HubClient::tcp);
}

std::unique_ptr<isa::rdna::Dispatch> ShaderArray::start(const isa::rdna::Launch& launch, u8 vmid,
                                                        isa::rdna::Environment& environment) {
  isa::rdna::Launch complete = launch;
  complete.generation = generation_;
  return std::make_unique<isa::rdna::Dispatch>(complete, *spaces_[vmid], programs_[vmid], environment);
}

void ShaderArray::invalidate_instructions() {
  for (isa::rdna::ProgramCache& cache : programs_) cache.invalidate();
}

u32 ShaderArray::enabled_units(const std::array<u32, 8>& masks) const {
  const u32 present = (1u << std::min(units_per_array_, 16u)) - 1;
  u32 units = 0;
  for (u32 engine = 0; engine < std::min<u32>(engines_, 8); ++engine)
    units += static_cast<u32>(std::popcount(masks[engine] & present) + std::popcount(masks[engine] >> 16 & present));
  return units;
}

Nanoseconds ShaderArray::duration(u64 instructions, u64 waves, u32 units) const {
  // Instructions a clock, in quarters; then clocks to nanoseconds, rounded up.
  const u64 quarters =
      std::max<u64>(std::min<u64>(u64{4} * units * simds_per_unit_, waves) / std::max(running_, 1u), 1);
  const u64 clocks = (instructions * 4 + quarters - 1) / quarters;
  return Nanoseconds{static_cast<i64>((clocks * 1000 + mhz_ - 1) / mhz_)};
}

void ShaderArray::visit(StateVisitor& visit) {
  visit(running_);
  if (visit.restoring()) invalidate_instructions();
}

}  // namespace egpulab::simulator::amd::cp
