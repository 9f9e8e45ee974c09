// The booter on SEC2: booter_load verifies GSP-RM and starts it, booter_unload takes WPR2 down again. Both carry the
// same ucode id; which of them runs shows in the mailboxes that it is started with.
// Facts: open-gpu-kernel-modules kernel_gsp_booter_tu102.c; Linux nouveau r535.c; error 0x31 as drivers' logs show it.
#pragma once

#include "simulator/core/report.hpp"
#include "simulator/core/timeline.hpp"
#include "simulator/nvidia/falcon/falcon.hpp"
#include "simulator/nvidia/falcon/program.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

class BooterProgram final : public Program {
 public:
  static constexpr u32 ucode_id = 3;
  static constexpr u32 failed = 0x31;  // whatever the cause

  // `gsp` is the GSP's Falcon, `always_fails` a fault.
  BooterProgram(Timeline& timeline, Report& report, PhysicalMemory& memory, WriteProtection& protection, Falcon& gsp,
                u64 usable, bool always_fails);
  // GSP-RM, made after the Falcons.
  void connect(GspFirmware& firmware) { firmware_ = &firmware; }

  std::string_view name() const override { return "SEC2: booter ran"; }
  Nanoseconds duration() const override { return std::chrono::milliseconds(4); }
  void run(ProgramRun run) override;

 private:
  std::string load_gsp(u64 meta_address);
  std::string unload_gsp();

  Timeline& timeline_;
  Report& report_;
  PhysicalMemory& memory_;
  WriteProtection& protection_;
  Falcon& gsp_;
  u64 usable_;
  bool always_fails_;
  GspFirmware* firmware_ = nullptr;
};

}  // namespace egpulab::simulator::nvidia
