// The chain of trust behind FSP: FSP verifies the FMC and lets it run on the GSP; the FMC lays out WPR2 and starts
// GSP-RM.
#pragma once

#include <string>

#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/falcon/falcon.hpp"
#include "simulator/nvidia/falcon/wpr_layout.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

class GspStarter final : public Block {
 public:
  // In the GSP's mailbox 0 and NV_PBUS_SW_SCRATCH(0x37) where the FMC gives up. The vendor's numbers are not public.
  static constexpr u32 fmc_failed = 0x1;

  GspStarter(Timeline& timeline, Report& report, Registers registers, PhysicalMemory& memory,
             WriteProtection& protection, Falcon& gsp, u64 usable);
  // GSP-RM, made after its neighbours.
  void connect(GspFirmware& firmware) { firmware_ = &firmware; }

  // FSP's part. Empty: the FMC has been verified and starts; else why not.
  std::string start(const regs::nvidia::gsp::r570_144::NvdmPayloadCot& request);
  // What was started has ended in good order: another chain of trust may start.
  bool ended() const;

  std::string_view name() const override { return "GSP-FMC"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  std::string verify_image(const regs::nvidia::gsp::r570_144::NvdmPayloadCot& request);
  // The FMC's part.
  std::string start_resource_manager();
  std::string lay_out(WprMeta& meta) const;

  Report& report_;
  Registers registers_;
  PhysicalMemory& memory_;
  WriteProtection& protection_;
  Falcon& gsp_;
  u64 usable_;
  GspFirmware* firmware_ = nullptr;
  u64 boot_arguments_ = 0;  // bus address of GspFmcBootParams
  Region frts_;
};

}  // namespace egpulab::simulator::nvidia
