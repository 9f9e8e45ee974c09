// PMC: what chip this is, and the enables through which single devices are reset.
#pragma once

#include <map>

#include "driver/regs/nvidia/pmc.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/nvidia_profile.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

// A device that NV_PMC_DEVICE_ENABLE takes down.
class DeviceLine {
 public:
  virtual ~DeviceLine() = default;
  virtual void device_reset() = 0;
};

class Pmc final : public Block {
 public:
  Pmc(Timeline& timeline, Registers registers, const NvidiaProfile& profile);
  // Its bit of NV_PMC_DEVICE_ENABLE, as the device table gives it.
  void attach(u32 reset_id, DeviceLine& device) { devices_[reset_id] = &device; }

  std::string_view name() const override { return "PMC"; }
  void reset(Reset) override;
  void visit(StateVisitor& visit) override { visit(enabled_); }

 private:
  void enable_written(regs::nvidia::PmcDeviceEnable written);

  Registers registers_;
  std::map<u32, DeviceLine*> devices_;
  u32 known_ = 0;  // bits of devices that the table has
  u32 enabled_ = 0;
};

}  // namespace egpulab::simulator::nvidia
