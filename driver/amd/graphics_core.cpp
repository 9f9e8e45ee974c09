// Graphics core. Sequence and values: Linux gfx_v11_0.c and gfx_v12_0.c, and the peer's for a driver without graphics.
#include "driver/amd/graphics_core.hpp"

#include <exception>

#include "driver/amd/nbio.hpp"
#include "driver/amd/supported.hpp"
#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/cp_gfx.hpp"
#include "driver/regs/amd/cp_mec.hpp"
#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/hdp.hpp"
#include "driver/regs/amd/mmhub.hpp"
#include "driver/regs/amd/rlc.hpp"
#include "driver/regs/amd/sdma.hpp"
#include "driver/regs/amd/shader.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;

namespace {

constexpr u32 micro_engine = 1, vmids = 16;
constexpr u32 safe_mode_enter = 1, safe_mode_leave = 0;

// Values that the vendor found to be right: the bits of `mask` take those of `value`.
struct Golden {
  Location place;
  u32 mask, value;
};
constexpr Golden golden_11[] = {{TcpCntl::location, 0x2000'0000, 0x2000'0000}};  // golden_settings_gc_11_0
// GC 12 has one, for the depth buffer (golden_settings_gc_12_0): nothing that computing uses.
struct GoldenSettings {
  IpVersion since;
  std::span<const Golden> settings;
};
constexpr GoldenSettings golden_settings[] = {{{11, 0, 0}, golden_11}, {{12, 0, 0}, {}}};

// A program counter register pair counts dwords.
template <class Low, class High>
void set_start(Registers& r, u64 address) {
  r.write_pair<Low, High>(address >> 2);
}

}  // namespace

void GraphicsCore::wait_for_autoload() {
  registers_.wait<RlcRlcsBootloadStatus>("RLC autoload of the graphics core's firmware", timeouts::rlc_autoload,
                                         "BOOTLOAD_COMPLETE"_f == true);
  CpStat status;
  registers_.link().wait(
      bus::Wait{"idle command processors after autoload", timeouts::rlc_autoload.limit,
                timeouts::rlc_autoload.interval},
      [&] { return (status = registers_.read<CpStat>()).raw() == 0; },
      [&] { return regs::describe(registers_.info<CpStat>(), status.raw()); });
}

StartAddresses GraphicsCore::start_addresses() {
  const QueueSelection pipe(registers_, 0);
  return {.mec = registers_.read_pair<CpMecRs64PrgrmCntrStart, CpMecRs64PrgrmCntrStartHi>() << 2};
}

void GraphicsCore::prepare_graphics_engines(const StartAddresses& starts) {
  if (!is_gc12()) return;
  registers_.write(GrbmGfxCntl{});  // pipe 0 of ME 0
  set_start<CpPfpPrgrmCntrStart, CpPfpPrgrmCntrStartHi>(registers_, starts.pfp);
  set_start<CpMePrgrmCntrStart, CpMePrgrmCntrStartHi>(registers_, starts.me);
  // A pipe takes its start address as it leaves reset.
  CpMeCntl control = registers_.read<CpMeCntl>();
  registers_.write(control.with("PFP_PIPE0_RESET"_f = true, "ME_PIPE0_RESET"_f = true));
  registers_.write(control.with("PFP_PIPE0_RESET"_f = false, "ME_PIPE0_RESET"_f = false));
}

void GraphicsCore::start_mec(const StartAddresses& starts) {
  {
    const QueueSelection pipe(registers_, 0);
    set_start<CpMecRs64PrgrmCntrStart, CpMecRs64PrgrmCntrStartHi>(registers_, starts.mec);
  }
  registers_.write(CpMecRs64Cntl{"MEC_HALT"_f = true, "MEC_PIPE0_RESET"_f = true});
  registers_.write(CpMecRs64Cntl{"MEC_HALT"_f = true});
  registers_.write(CpMecRs64Cntl{"MEC_PIPE0_ACTIVE"_f = true});
  registers_.link().clock().sleep_for(timeouts::mec_start);
}

void GraphicsCore::apply_golden_settings() {
  const IpVersion gc = registers_.bases().at(Ip::gc).version;
  for (const Golden& g : row_for(std::span<const GoldenSettings>(golden_settings), gc).settings) {
    const u64 address = registers_.bases().byte_address(g.place);
    registers_.raw_write(address, (registers_.raw_read(address) & ~g.mask) | g.value);
  }
}

void GraphicsCore::configure() {
  registers_.write(GrbmCntl{"READ_TIMEOUT"_f = 0xffu});
  apply_golden_settings();
  registers_.write(RlcCntl{"RLC_ENABLE_F32"_f = true});
  registers_.write(RlcSrmCntl{"SRM_ENABLE"_f = true, "AUTO_INCR_ADDR"_f = true});
  registers_.write(RlcSpmMcCntl{"RLC_SPM_VMID"_f = 0xfu});
  for (u32 vmid = 0; vmid < vmids; ++vmid) {
    registers_.write(GrbmGfxCntl{"VMID"_f = vmid});
    registers_.write(ShMemConfig{"ADDRESS_MODE"_f = ShMemAddressMode::bits64,
                                 "ALIGNMENT_MODE"_f = ShMemAlignmentMode::unaligned, "INITIAL_INST_PREFETCH"_f = 3u});
    registers_.write(ShMemBases{"PRIVATE_BASE"_f = private_aperture, "SHARED_BASE"_f = shared_aperture});
  }
  registers_.write(GrbmGfxCntl{});
  registers_.write(CpMecDoorbellRangeLower{"DOORBELL_RANGE_LOWER"_f = 0u});
  registers_.write(CpMecDoorbellRangeUpper{"DOORBELL_RANGE_UPPER"_f = doorbell::last_user_queue});
  registers_.at<CpMe1PipeIntCntl>(0).write(
      CpMe1PipeIntCntl{"CP_ECC_ERROR_INT_ENABLE"_f = true, "GPF_INT_ENABLE"_f = true, "PRIV_REG_INT_ENABLE"_f = true,
                       "OPCODE_ERROR_INT_ENABLE"_f = true, "RESERVED_BIT_ERROR_INT_ENABLE"_f = true});
}

void GraphicsCore::enable_clock_gating() {
  registers_.modify<HdpMemPowerCtrl>("ATOMIC_MEM_POWER_CTRL_EN"_f = true, "ATOMIC_MEM_POWER_DS_EN"_f = true);
  if (exists<MmAtcL2MiscCg>(registers_.bases()))
    registers_.modify<MmAtcL2MiscCg>("ENABLE"_f = true, "MEM_LS_ENABLE"_f = true);
  registers_.write(RlcSafeMode{"CMD"_f = true, "MESSAGE"_f = safe_mode_enter});
  registers_.wait<RlcSafeMode>("RLC safe mode", timeouts::rlc_safe_mode, "CMD"_f == false);
  registers_.modify<RlcCgcgCglsCtrl>("CGCG_EN"_f = true, "CGLS_EN"_f = true, "CGLS_REP_COMPANSAT_DELAY"_f = 0xfu,
                                     "CGCG_GFX_IDLE_THRESHOLD"_f = 0x36u);
  registers_.write(CpRbWptrPollCntl{"POLL_FREQUENCY"_f = 0x100u, "IDLE_POLL_COUNT"_f = 0x90u});
  for (u32 engine = 0; engine < 2; ++engine) registers_.at<SdmaRlcCgcgCtrl>(engine).modify("CGCG_INT_ENABLE"_f = true);
  registers_.modify<RlcCgttMgcgOverride>("RLC_CGTT_SCLK_OVERRIDE"_f = false, "GFXIP_MGCG_OVERRIDE"_f = false,
                                         "GFXIP_CGCG_OVERRIDE"_f = false, "GFXIP_CGLS_OVERRIDE"_f = false,
                                         "GRBM_CGTT_SCLK_OVERRIDE"_f = false, "GFXIP_FGCG_OVERRIDE"_f = false,
                                         "GFXIP_REPEATER_FGCG_OVERRIDE"_f = false, "PERFMON_CLOCK_STATE"_f = true);
  registers_.write(RlcSafeMode{"CMD"_f = true, "MESSAGE"_f = safe_mode_leave});
}

void GraphicsCore::restart(const StartAddresses& starts) {
  // GC 12 has no reset of its command processors that leaves the rest of the core alone; that of the MEC's pipe, which
  // comes next in any case, is what it takes.
  if (!is_gc12()) {
    registers_.write(GrbmSoftReset{"SOFT_RESET_CP"_f = true, "SOFT_RESET_CPC"_f = true});
    // A read makes sure that the reset lasts for the delay and does not wait in a buffer.
    registers_.read<GrbmSoftReset>();
    registers_.link().clock().sleep_for(timeouts::engine_reset);
    registers_.write(GrbmSoftReset{});
  }
  start_mec(starts);
}

GraphicsCore::QueueSelection::QueueSelection(Registers& registers, u32 queue)
    : registers_(registers), exceptions_(std::uncaught_exceptions()) {
  registers_.write(GrbmGfxCntl{"PIPEID"_f = 0u, "MEID"_f = micro_engine, "QUEUEID"_f = queue});
}
GraphicsCore::QueueSelection::~QueueSelection() noexcept(false) {
  // While another error travels, a lost link must not end the program.
  if (std::uncaught_exceptions() > exceptions_) {
    try {
      registers_.write(GrbmGfxCntl{});
    } catch (...) {  // NOLINT(bugprone-empty-catch)
    }
    return;
  }
  registers_.write(GrbmGfxCntl{});
}

}  // namespace egpulab::driver::amd
