// FSP (foundation security processor) of Hopper and Blackwell: takes MCTP packets from the CPU through its message
// memory (EMEM) and answers them. The chain-of-trust request makes it verify and start the GSP's first microcode (FMC).
// Facts: driver/regs/nvidia/{pfsp,gsp/r570_144/boot}.hpp; open-gpu-kernel-modules kern_fsp_gh100.c, kern_fsp_retval.h;
// nova-core fsp.rs.
#pragma once

#include <string>
#include <vector>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/pfsp.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/falcon/memories.hpp"
#include "simulator/nvidia/fsp/gsp_starter.hpp"
#include "simulator/nvidia/pgc6.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

class Fsp final : public Block {
 public:
  // FSP_ERR_* in answers.
  enum class Error : u32 { none = 0, invalid_state = 0x9e, not_supported = 0xa0, invalid_data = 0xa1 };

  // `silent`: a fault; packets are taken and never answered.
  Fsp(Timeline& timeline, Report& report, Registers registers, const Pgc6& firmware, GspStarter& starter, bool silent);

  std::string_view name() const override { return "FSP"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  static constexpr u32 channels = 8, emem_bytes = 8 * KiB, channel_bytes = 1024;

  void ememc_written(regs::nvidia::PfspEmemc written, u32 port);
  void ememd_written(regs::nvidia::PfspEmemd written, u32 port);
  regs::nvidia::PfspEmemd read_ememd(regs::nvidia::PfspEmemd, u32 port);
  void moved(u32 port);
  void head_written(regs::nvidia::PfspQueueHead written, u32 queue);

  void take_packet();
  Error handle(Bytes packet, regs::nvidia::gsp::r570_144::NvdmType& type);
  void answer(regs::nvidia::gsp::r570_144::NvdmType type, Error error);
  Error refuse(Error error, const std::string& why);

  Report& report_;
  Registers registers_;
  const Pgc6& firmware_;
  GspStarter& starter_;
  bool silent_;
  std::vector<std::byte> emem_;
  std::array<FalconPort, channels> ports_;
  bool chain_started_ = false;
};

}  // namespace egpulab::simulator::nvidia
