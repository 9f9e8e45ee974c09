// Registers and bring-up of RLC and IMU.
#include "simulator/amd/rlc.hpp"

#include <fmt/format.h>

#include "driver/regs/amd/cp_mec.hpp"
#include "driver/regs/amd/gcvm.hpp"
#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/mmhub.hpp"
#include "driver/regs/amd/psp_gfx.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;
using namespace std::chrono_literals;

namespace {

// The loader itself: the IMU's two memories, and the RLC's boot code. Without them nothing starts; any other firmware
// may be absent (then its engine stays down), as drivers without graphics rely on.
constexpr std::array autoload_needs{psp::FirmwareType::imu_i, psp::FirmwareType::imu_d, psp::FirmwareType::rlc_iram,
                                    psp::FirmwareType::rlc_dram_boot, psp::FirmwareType::rlc_g};

// Estimates: Navi31's SMU took 135 ms and Navi48's 40 ms to enable its features with the autoload inside; safe mode is
// entered within a few polls of a microsecond.
constexpr Nanoseconds autoload_time = 20ms, safe_mode_time = 1us;

struct Need {
  Microcontroller which;
  psp::FirmwareType code;
  psp::FirmwareType data;  // none: it needs no data image
};
constexpr Need microcontrollers[] = {
    {Microcontroller::pfp, psp::FirmwareType::rs64_pfp, psp::FirmwareType::rs64_pfp_p0_stack},
    {Microcontroller::me, psp::FirmwareType::rs64_me, psp::FirmwareType::rs64_me_p0_stack},
    {Microcontroller::mec, psp::FirmwareType::rs64_mec, psp::FirmwareType::rs64_mec_p0_stack},
    {Microcontroller::mes, psp::FirmwareType::cp_mes, psp::FirmwareType::mes_stack},
    {Microcontroller::mes_kiq, psp::FirmwareType::cp_mes_kiq, psp::FirmwareType::mes_kiq_stack},
    {Microcontroller::sdma, psp::FirmwareType::sdma_ucode_th0, psp::FirmwareType::sdma_ucode_th1},
};

}  // namespace

Rlc::Rlc(Timeline& timeline, Report& report, Registers registers, const ReferenceClock& clock)
    : Block(timeline),
      report_(report),
      registers_(registers),
      clock_(clock),
      one_sdma_image_(registers.version<RlcCntl>().major >= 12) {
  registers.storage<RlcCntl, RlcStat, RlcSmuSafeMode, RlcRlcsBootloadStatus, RlcGpmThreadEnable, RlcGpmThreadReset,
                    RlcCpSchedulers, RlcSpareInt, RlcIntStat, RlcGpuIovF32Cntl, RlcGpuIovVfEnable, RlcLx6Cntl,
                    RlcF32UcodeVersion, RlcSmuCommand, RlcSmuMessage, RlcSmuArgument>();
  registers.storage<RlcGpmGeneral0, RlcGpmGeneral1, RlcGpmGeneral2, RlcGpmGeneral3, RlcGpmGeneral4, RlcGpmGeneral5,
                    RlcGpmGeneral6, RlcGpmGeneral7, RlcGpmGeneral8, RlcGpmGeneral9, RlcGpmGeneral10, RlcGpmGeneral11,
                    RlcGpmGeneral12, RlcGpmGeneral13, RlcGpmGeneral14, RlcGpmGeneral15, RlcGpmGeneral16>();
  registers.storage<RlcCsibAddrLo, RlcCsibAddrHi, RlcCsibLength, RlcSrmCntl, RlcSrmStat, RlcSrmIndexCntlAddr,
                    RlcSrmIndexCntlData, RlcSpmMcCntl, RlcSpmPerfmonCntl, RlcPerfmonCntl, RlcPgCntl, RlcPgDelay2,
                    RlcPgDelay, RlcPgDelay3, RlcAutoPgCtrl, RlcDynPgStatus, RlcCgttMgcgOverride, RlcCgcgCglsCtrl,
                    RlcCgcgCglsCtrl3d, RlcCgcgRampCtrl, RlcMgcgCtrl, RlcClkCntl, CgttGsNggClkCtrl>();
  registers.storage<RlcGpmUcodeAddr, RlcGpmUcodeData, RlcGpuIovUcodeAddr, RlcGpuIovUcodeData, RlcLx6DramAddr,
                    RlcLx6DramData, RlcLx6IramAddr, RlcLx6IramData, RlcPaceUcodeAddr, RlcPaceUcodeData>();
  registers.storage<RlcGpuClockCountLsb, RlcGpuClockCountMsb, RlcGpuClockCountLsb1, RlcGpuClockCountMsb1,
                    RlcGpuClock32ResSel>();
  registers.on_write<RlcSafeMode, &Rlc::safe_mode>(this);
  registers.on_write<RlcCaptureGpuClockCount, &Rlc::capture>(this);
  registers.on_write<RlcCaptureGpuClockCount1, &Rlc::capture1>(this);
  registers.on_read<RlcGpmStat, &Rlc::read_gpm_stat>(this);
  registers.on_read<RlcRefclockTimestampLsb, &Rlc::read_timestamp_low>(this);
  registers.on_read<RlcRefclockTimestampMsb, &Rlc::read_timestamp_high>(this);
  registers.on_read<RlcGpuClock32, &Rlc::read_clock32>(this);

  registers.storage<GfxImuC2pmsg, GfxImuC2pmsgAccessCtrl0, GfxImuC2pmsgAccessCtrl1, GfxImuMsgFlags, GfxImuCoreStatus,
                    GfxImuStatus>();
  registers.storage(GfxImuGfxResetCtrl(registers.version<RlcCntl>().major >= 12 ? 0x30 : 0));  // as a cold Navi48
  registers.storage<GfxImuPwrok, GfxImuScratch, GfxImuIRamAddr, GfxImuIRamData, GfxImuDRamAddr, GfxImuDRamData,
                    GfxImuRlcBootloaderAddrHi, GfxImuRlcBootloaderAddrLo, GfxImuRlcBootloaderSize, GfxImuRlcRamIndex,
                    GfxImuRlcRamAddrHigh, GfxImuRlcRamAddrLow, GfxImuRlcRamData, GfxImuProgramCtr>();
  // Held in reset: what a real Navi48 showed before its firmware came (0x9).
  registers.storage(GfxImuCoreCtrl("CRESET"_f = true, "DRESET"_f = true));
}

void Rlc::reset(Reset) {
  cancel_events();
  state_ = State::down;
  powered_ = false;
  placed_.reset();
}

void Rlc::visit(StateVisitor& visit) {
  visit(state_);
  visit(powered_);
  for (std::size_t word = 0; word < placed_.size(); word += 64) {
    u64 bits = 0;
    for (std::size_t i = 0; i < 64; ++i) bits |= u64{placed_[word + i]} << i;
    visit(bits);
    for (std::size_t i = 0; i < 64; ++i) placed_[word + i] = bits >> i & 1;
  }
}

void Rlc::firmware_placed(u32 type) {
  if (type < placed_.size()) placed_.set(type);
}

std::string Rlc::start_autoload() {
  std::string missing;
  for (const psp::FirmwareType type : autoload_needs)
    if (!placed_[static_cast<u32>(type)]) missing += fmt::format("{}{}", missing.empty() ? "" : ", ", to_string(type));
  if (!missing.empty()) return missing;
  state_ = State::asked;
  registers_.set<GfxImuCoreCtrl>("CRESET"_f = false);
  try_load();
  return {};
}

void Rlc::set_power(bool on) {
  powered_ = on;
  if (on) try_load();
}

void Rlc::try_load() {
  if (state_ != State::asked || !powered_) return;
  state_ = State::loading;
  schedule(autoload_time, autoload_done);
}

bool Rlc::loaded(Microcontroller which) const {
  if (state_ != State::up) return false;
  for (const Need& need : microcontrollers)
    if (need.which == which)
      return placed_[static_cast<u32>(need.code)] &&
             ((which == Microcontroller::sdma && one_sdma_image_) || placed_[static_cast<u32>(need.data)]);
  return false;
}

void Rlc::on_event(u32 kind, u64) {
  if (kind == safe_mode_done) {
    registers_.set<RlcSafeMode>("CMD"_f = false);
    return;
  }
  state_ = State::up;
  report_.milestone("graphics core: up", timeline().now());
  // Since gfx12 as read from a real Navi48: 0x8000003f and 0x7f.
  if (registers_.version<RlcCntl>().major >= 12) {
    registers_.put(RlcRlcsBootloadStatus(
        As<12, RlcRlcsBootloadStatus>("GFX_FUSE_DIST_DONE"_f = true, "GFX_INIT_DONE"_f = true,
                                      "GFX_SECURITY_POLICY_LOADED"_f = true, "GFX_SECURITY_POLICY_DONE"_f = true,
                                      "RLC_GPM_IRAM_LOADED"_f = true, "RLC_GPM_IRAM_DONE"_f = true,
                                      "BOOTLOAD_COMPLETE"_f = true)
            .raw()));
    registers_.put(GfxImuGfxResetCtrl(As<12, GfxImuGfxResetCtrl>("HARD_RESETB"_f = true, "EA_RESETB"_f = true,
                                                                 "UTCL2_RESETB"_f = true, "SDMA_RESETB"_f = true,
                                                                 "GRBM_RESETB"_f = true, "DFLL_SRESETB"_f = true,
                                                                 "SE_EA_HRESETB"_f = true)
                                          .raw()));
    program_graphics_core();
  } else {
    registers_.put(RlcRlcsBootloadStatus("GFX_INIT_DONE"_f = true, "RLC_GPM_IRAM_LOADED"_f = true,
                                         "RLC_GPM_IRAM_DONE"_f = true, "BOOTLOAD_COMPLETE"_f = true));
    registers_.put(GfxImuGfxResetCtrl("HARD_RESETB"_f = true, "EA_RESETB"_f = true, "UTCL2_RESETB"_f = true,
                                      "SDMA_RESETB"_f = true, "GRBM_RESETB"_f = true));
    registers_.put(GfxImuPwrok("PWROK"_f = true));
  }
  registers_.set<RlcCntl>("RLC_ENABLE_F32"_f = true);
}

// What firmware has written into the graphics core by the end of autoload: as read from a real Navi48, whose GC hub is
// all zeros before. VRAM is where the MMHUB has it.
void Rlc::program_graphics_core() {
  const auto write = [&]<class R>(R value, auto... index) {
    registers_.file().write(registers_.address<R>(index...), value.raw());
  };
  write(GcmcVmFbLocationBase(registers_.get<MmmcVmFbLocationBase>().raw()));
  write(GcmcVmFbLocationTop(registers_.get<MmmcVmFbLocationTop>().raw()));
  write(GcmcVmFbOffset(registers_.get<MmmcVmFbOffset>().raw()));
  write(GcmcVmSystemApertureLowAddr(registers_.get<MmmcVmSystemApertureLowAddr>().raw()));
  write(GcmcVmSystemApertureHighAddr(registers_.get<MmmcVmSystemApertureHighAddr>().raw()));
  write(GcvmL2Cntl(0x00080602));
  write(GcmcVmMxL1TlbCntl(0x00000501));
  for (u32 vmid = 0; vmid < 16; ++vmid) write(GcvmContextCntl(0x03fffc00), vmid);
  write(CpMecRs64Cntl("MEC_HALT"_f = true, "MEC_PIPE0_RESET"_f = true, "MEC_PIPE1_RESET"_f = true));
  registers_.put(GrbmStatus(0x0000382c));
}

// CMD stays up until the RLC has seen the message; without running firmware nobody takes it down.
void Rlc::safe_mode(RlcSafeMode value) {
  if (!value["CMD"_f]) return;
  if (state_ != State::up) {
    report_.add(Finding::fault, name(), "RLC_SAFE_MODE command without running RLC firmware: it will not be answered",
                timeline().now());
    return;
  }
  cancel_event(safe_mode_done);
  schedule(safe_mode_time, safe_mode_done);
}

void Rlc::capture(RlcCaptureGpuClockCount value) {
  if (!value["CAPTURE"_f]) return;
  registers_.put(RlcGpuClockCountLsb(low32(clock_.ticks())));
  registers_.put(RlcGpuClockCountMsb(high32(clock_.ticks())));
}

void Rlc::capture1(RlcCaptureGpuClockCount1 value) {
  if (!value["CAPTURE"_f]) return;
  registers_.put(RlcGpuClockCountLsb1(low32(clock_.ticks())));
  registers_.put(RlcGpuClockCountMsb1(high32(clock_.ticks())));
}

RlcGpmStat Rlc::read_gpm_stat(RlcGpmStat) {
  return RlcGpmStat("GFX_POWER_STATUS"_f = up(), "GFX_CLOCK_STATUS"_f = up());
}

RlcRefclockTimestampLsb Rlc::read_timestamp_low(RlcRefclockTimestampLsb) {
  return RlcRefclockTimestampLsb(low32(clock_.ticks()));
}
RlcRefclockTimestampMsb Rlc::read_timestamp_high(RlcRefclockTimestampMsb) {
  return RlcRefclockTimestampMsb(high32(clock_.ticks()));
}
RlcGpuClock32 Rlc::read_clock32(RlcGpuClock32) { return RlcGpuClock32(low32(clock_.ticks())); }

}  // namespace egpulab::simulator::amd
