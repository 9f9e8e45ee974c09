// The tables that the SMU and the driver hand each other through memory.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "driver/regs/amd/smu_messages.hpp"
#include "simulator/amd/smu/clocks.hpp"
#include "simulator/amd/smu/sensors.hpp"

namespace egpulab::simulator::amd::smu {

using regs::amd::smu::Table;

// Bytes of a table; 0 for one that the SMU does not have.
u32 table_size(Table table);
// Whether the driver may change it.
bool table_writable(Table table);

// The PowerPlay table with its header, as TABLE_COMBO_PPTABLE gives it: what the profile knows of it, the rest 0.
// TABLE_PPTABLE is its end, from pptable_offset on.
std::vector<std::byte> make_powerplay_table(const DeviceProfile& profile);
inline constexpr u32 pptable_offset = 832;

// Which features run when all are enabled: FeaturesToRun of the reference card's PowerPlay table.
inline constexpr u64 features_to_run = 0x0003ebb871ffffff;

regs::amd::smu::MetricsTable make_metrics(const DeviceProfile& profile, const Clocks& clocks, const Sensors& sensors,
                                          u32 counter, bool dpm);

// The overdrive settings before anybody changes them (TABLE_OVERDRIVE): the clocks' whole ranges.
std::vector<std::byte> make_overdrive(const DeviceProfile& profile);

// The DPM levels of all domains (TABLE_DRIVER_INFO).
std::vector<std::byte> make_driver_info(const DeviceProfile& profile);

}  // namespace egpulab::simulator::amd::smu
