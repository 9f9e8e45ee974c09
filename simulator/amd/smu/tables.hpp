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

// Layouts are those of the driver interface of MP1 version `mp1` (13.0 or 14.0).
// Bytes of a table; 0 for one that the SMU does not have.
u32 table_size(Table table, regs::amd::IpVersion mp1);
// Whether the driver may change it.
bool table_writable(Table table, regs::amd::IpVersion mp1);

// The PowerPlay table with its header, as TABLE_COMBO_PPTABLE gives it: what the profile knows of it, the rest 0.
// TABLE_PPTABLE is its end, from pptable_offset on.
std::vector<std::byte> make_powerplay_table(const DeviceProfile& profile, regs::amd::IpVersion mp1);
u32 pptable_offset(regs::amd::IpVersion mp1);

// Which features run when all are enabled: FeaturesToRun of the reference card's PowerPlay table (13.0), what a real
// Navi48 answered (14.0).
u64 features_to_run(regs::amd::IpVersion mp1);

// TABLE_SMU_METRICS, its spare words included.
std::vector<std::byte> make_metrics(const DeviceProfile& profile, regs::amd::IpVersion mp1, const Clocks& clocks,
                                    const Sensors& sensors, u32 counter, bool dpm);

// The overdrive settings before anybody changes them (TABLE_OVERDRIVE): the clocks' whole ranges.
std::vector<std::byte> make_overdrive(const DeviceProfile& profile, regs::amd::IpVersion mp1);

// The DPM levels of all domains (TABLE_DRIVER_INFO).
std::vector<std::byte> make_driver_info(const DeviceProfile& profile, regs::amd::IpVersion mp1);

}  // namespace egpulab::simulator::amd::smu
