// Registers of PMC.
#include "simulator/nvidia/pmc.hpp"

#include "driver/regs/nvidia/pbus.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

Pmc::Pmc(Timeline& timeline, Registers registers, const NvidiaProfile& profile)
    : Block(timeline), registers_(registers) {
  registers.storage(PmcBoot0(profile.boot0));
  registers.storage(PmcBoot1(0));
  registers.storage(PmcBoot42(profile.boot42));
  // The VBIOS leaves all devices enabled but PERFMON (28).
  registers.storage(PmcEnable("DEVICE"_f = ~(u32{1} << 28)));
  registers.on_write<PmcDeviceEnable, &Pmc::enable_written>(this);
  registers.storage<PbusSwScratch>();
  for (const NvidiaEngine& e : profile.engines) known_ |= u32{1} << e.reset_id;
}

void Pmc::reset(Reset) {
  enabled_ = known_;
  registers_.put(PmcDeviceEnable("STATUS"_f = enabled_), 0u);
}

void Pmc::enable_written(PmcDeviceEnable written) {
  const u32 now = written["STATUS"_f] & known_;
  for (const auto& [id, device] : devices_)
    if ((enabled_ & ~now) >> id & 1) device->device_reset();
  enabled_ = now;
  registers_.put(PmcDeviceEnable("STATUS"_f = enabled_), 0u);
}

}  // namespace egpulab::simulator::nvidia
