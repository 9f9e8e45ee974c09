// The GC hub: translation for shaders, the command processor and SDMA.
#include "simulator/amd/gcvm.hpp"

#include "driver/regs/amd/gcvm.hpp"
#include "simulator/amd/hub_block.hpp"

namespace egpulab::simulator::amd {

namespace {

struct GcHub {
  using All = regs::amd::GcvmRegisters;
  using FbBase = regs::amd::GcmcVmFbLocationBase;
  using FbTop = regs::amd::GcmcVmFbLocationTop;
  using FbOffset = regs::amd::GcmcVmFbOffset;
  using AgpTop = regs::amd::GcmcVmAgpTop;
  using AgpBot = regs::amd::GcmcVmAgpBot;
  using AgpBase = regs::amd::GcmcVmAgpBase;
  using SystemLow = regs::amd::GcmcVmSystemApertureLowAddr;
  using SystemHigh = regs::amd::GcmcVmSystemApertureHighAddr;
  using DefaultLsb = regs::amd::GcmcVmSystemApertureDefaultAddrLsb;
  using DefaultMsb = regs::amd::GcmcVmSystemApertureDefaultAddrMsb;
  using L2Cntl = regs::amd::GcvmL2Cntl;
  using L2Cntl2 = regs::amd::GcvmL2Cntl2;
  using FaultCntl = regs::amd::GcvmL2ProtectionFaultCntl;
  using FaultStatus = regs::amd::GcvmL2ProtectionFaultStatus;
  using FaultAddrLo = regs::amd::GcvmL2ProtectionFaultAddrLo32;
  using FaultAddrHi = regs::amd::GcvmL2ProtectionFaultAddrHi32;
  using ContextCntl = regs::amd::GcvmContextCntl;
  using ContextsDisable = regs::amd::GcvmContextsDisable;
  using BaseLo = regs::amd::GcvmContextPageTableBaseAddrLo32;
  using BaseHi = regs::amd::GcvmContextPageTableBaseAddrHi32;
  using StartLo = regs::amd::GcvmContextPageTableStartAddrLo32;
  using StartHi = regs::amd::GcvmContextPageTableStartAddrHi32;
  using EndLo = regs::amd::GcvmContextPageTableEndAddrLo32;
  using EndHi = regs::amd::GcvmContextPageTableEndAddrHi32;
  using InvalidateSem = regs::amd::GcvmInvalidateEngSem;
  using InvalidateReq = regs::amd::GcvmInvalidateEngReq;
  using InvalidateAck = regs::amd::GcvmInvalidateEngAck;
  using RangeLo = regs::amd::GcvmInvalidateEngAddrRangeLo32;
  using RangeHi = regs::amd::GcvmInvalidateEngAddrRangeHi32;
  static constexpr PageFormat pages = PageFormat::gfx11;
  static constexpr ColdHub cold{};
};

// What is different since gfx12 (gfxhub_v12_0.c).
struct GcHub12 : GcHub {
  using FaultStatus = regs::amd::GcvmL2ProtectionFaultStatusLo32;
  using ContextCntl = regs::amd::As<12, regs::amd::GcvmContextCntl>;
  static constexpr PageFormat pages = PageFormat::gfx12;
  static constexpr ColdHub cold{.placed = false};  // all zeros on a real Navi48 until autoload (rlc.cpp)
};

// SOC21_IH_CLIENTID_GFX (soc15_ih_clientid.h), source UTCL2_FAULT.
constexpr InterruptEntry fault_source{.client_id = 0x0a, .source_id = 0, .vmid_is_mmhub = false};

}  // namespace

std::unique_ptr<MemoryHub> make_gcvm(const DeviceProfile& profile, Timeline& timeline, Registers registers,
                                     Report& report, Memory& vram, HostPort& host, InterruptSink& interrupts) {
  const auto make = [&]<class Hub>(std::type_identity<Hub>) -> std::unique_ptr<MemoryHub> {
    return std::make_unique<HubBlock<Hub>>("GCVM", fault_source, profile.vram.fb_base, profile.vram.size, timeline,
                                           registers, report, vram, host, interrupts);
  };
  if (registers.version<GcHub::FbBase>().major >= 12) return make(std::type_identity<GcHub12>{});
  return make(std::type_identity<GcHub>{});
}

}  // namespace egpulab::simulator::amd
