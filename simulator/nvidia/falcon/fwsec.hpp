// FWSEC: the VBIOS's own microcode for the GSP's Falcon. It sets up the first part of WPR2 (FRTS) from a command in its
// data, and brings the GSP back before a reset (SB).
// Facts: driver/regs/nvidia/vbios.hpp; Linux nouveau nvkm/subdev/gsp/fwsec.c; nova-core firmware/fwsec.rs.
#pragma once

#include <optional>

#include "driver/regs/nvidia/pbus.hpp"
#include "simulator/core/report.hpp"
#include "simulator/core/timeline.hpp"
#include "simulator/nvidia/falcon/program.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/registers.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"

namespace egpulab::simulator::nvidia {

class FwsecProgram final : public Program {
 public:
  // `usable`: bytes of VRAM; `fuse`: what the card's fuse for FWSEC's ucode id says. All but `image` outlive it.
  FwsecProgram(Timeline& timeline, Report& report, Registers registers, vbios::Fwsec image, u32 fuse, u64 usable,
               WriteProtection& protection);

  std::string_view name() const override { return "GSP: FWSEC ran"; }
  Nanoseconds duration() const override { return std::chrono::milliseconds(2); }
  std::string reject(Bytes code, Bytes dmem, u32 signature_offset) const override;
  void run(ProgramRun run) override;

 private:
  u32 frts(Bytes dmem, u64 command_at);
  void fail(const std::string& what);

  Timeline& timeline_;
  Report& report_;
  Registers registers_;
  vbios::Fwsec image_;
  u32 fuse_version_;  // images for earlier ones are revoked
  u64 usable_;
  WriteProtection& protection_;
};

}  // namespace egpulab::simulator::nvidia
