// The IP discovery binary of a simulated card, as firmware places it at the top of VRAM.
#pragma once

#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::amd {

// Tables in the order and with the versions that real Navi cards have: IP discovery (version 3), GC info, harvest (no
// block missing), VCN (no instance, as on real Navi48), MALL (the last-level cache split over the UMCs). All
// checksums hold. The driver finds it at regs::amd::discovery::offset_from_vram_end below the end of reported VRAM.
std::vector<std::byte> build_discovery_table(const DeviceProfile& profile);

}  // namespace egpulab::simulator::amd
