// The MMHUB: translation for PSP, SMU, IH, HDP and the multimedia engines.
#include "simulator/amd/mmhub.hpp"

#include "driver/regs/amd/mmhub.hpp"
#include "simulator/amd/hub_block.hpp"

namespace egpulab::simulator::amd {

namespace {

struct MmHub {
  using All = regs::amd::MmhubRegisters;
  using FbBase = regs::amd::MmmcVmFbLocationBase;
  using FbTop = regs::amd::MmmcVmFbLocationTop;
  using FbOffset = regs::amd::MmmcVmFbOffset;
  using AgpTop = regs::amd::MmmcVmAgpTop;
  using AgpBot = regs::amd::MmmcVmAgpBot;
  using AgpBase = regs::amd::MmmcVmAgpBase;
  using SystemLow = regs::amd::MmmcVmSystemApertureLowAddr;
  using SystemHigh = regs::amd::MmmcVmSystemApertureHighAddr;
  using DefaultLsb = regs::amd::MmmcVmSystemApertureDefaultAddrLsb;
  using DefaultMsb = regs::amd::MmmcVmSystemApertureDefaultAddrMsb;
  using L2Cntl = regs::amd::MmvmL2Cntl;
  using L2Cntl2 = regs::amd::MmvmL2Cntl2;
  using FaultCntl = regs::amd::MmvmL2ProtectionFaultCntl;
  using FaultStatus = regs::amd::MmvmL2ProtectionFaultStatus;
  using FaultAddrLo = regs::amd::MmvmL2ProtectionFaultAddrLo32;
  using FaultAddrHi = regs::amd::MmvmL2ProtectionFaultAddrHi32;
  using ContextCntl = regs::amd::MmvmContextCntl;
  using ContextsDisable = regs::amd::MmvmContextsDisable;
  using BaseLo = regs::amd::MmvmContextPageTableBaseAddrLo32;
  using BaseHi = regs::amd::MmvmContextPageTableBaseAddrHi32;
  using StartLo = regs::amd::MmvmContextPageTableStartAddrLo32;
  using StartHi = regs::amd::MmvmContextPageTableStartAddrHi32;
  using EndLo = regs::amd::MmvmContextPageTableEndAddrLo32;
  using EndHi = regs::amd::MmvmContextPageTableEndAddrHi32;
  using InvalidateSem = regs::amd::MmvmInvalidateEngSem;
  using InvalidateReq = regs::amd::MmvmInvalidateEngReq;
  using InvalidateAck = regs::amd::MmvmInvalidateEngAck;
  using RangeLo = regs::amd::MmvmInvalidateEngAddrRangeLo32;
  using RangeHi = regs::amd::MmvmInvalidateEngAddrRangeHi32;
  static constexpr PageFormat pages = PageFormat::gfx11;
  static constexpr ColdHub cold{};
};

// What is different since MMHUB 4.1 (mmhub_v4_1_0.c).
struct MmHub4 : MmHub {
  using FaultStatus = regs::amd::MmvmL2ProtectionFaultStatusLo32;
  using ContextCntl = regs::amd::As<4, regs::amd::MmvmContextCntl>;
  static constexpr PageFormat pages = PageFormat::gfx12;
  // As a real Navi48 shows them after its VBIOS has run.
  static constexpr ColdHub cold{.system_aperture = true, .l2_cntl = 0x00080602, .context_cntl = 0x03fffc00};
};

// SOC21_IH_CLIENTID_VMC (soc15_ih_clientid.h), source UTCL2_FAULT.
constexpr InterruptEntry fault_source{.client_id = 0x12, .source_id = 0, .vmid_is_mmhub = true};

}  // namespace

std::unique_ptr<MemoryHub> make_mmhub(const DeviceProfile& profile, Timeline& timeline, Registers registers,
                                      Report& report, Memory& vram, HostPort& host, InterruptSink& interrupts) {
  const auto make = [&]<class Hub>(std::type_identity<Hub>) -> std::unique_ptr<MemoryHub> {
    return std::make_unique<HubBlock<Hub>>("MMVM", fault_source, profile.vram.fb_base, profile.vram.size, timeline,
                                           registers, report, vram, host, interrupts);
  };
  if (registers.version<MmHub::FbBase>().major >= 4) return make(std::type_identity<MmHub4>{});
  return make(std::type_identity<MmHub>{});
}

}  // namespace egpulab::simulator::amd
