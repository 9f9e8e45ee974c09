// The MMHUB: translation for PSP, SMU, IH, HDP and the multimedia engines.
#pragma once

#include <memory>

#include "simulator/amd/memory_hub.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::amd {

// VRAM is placed as the profile says firmware leaves it. All references must outlive the hub.
std::unique_ptr<MemoryHub> make_mmhub(const DeviceProfile& profile, Timeline& timeline, Registers registers,
                                      Report& report, Memory& vram, HostPort& host, InterruptSink& interrupts);

}  // namespace egpulab::simulator::amd
