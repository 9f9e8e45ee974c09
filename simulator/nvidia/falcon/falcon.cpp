// Reset, scrubbing, start and end of programs, and the choice between the two cores.
#include "simulator/nvidia/falcon/falcon.hpp"

#include <fmt/format.h>

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;
using namespace std::chrono_literals;

namespace {
// Drivers give scrubbing 10 to 20 ms.
constexpr Nanoseconds scrub_time = 20us;
}  // namespace

Falcon::Falcon(Timeline& timeline, Report& report, Registers registers, const FalconTraits& traits,
               PhysicalMemory& memory, const WriteProtection& protection, InterruptSink& interrupts)
    : Block(timeline),
      report_(report),
      registers_(registers.at(traits.unit)),
      traits_(traits),
      memory_(memory),
      protection_(protection),
      interrupts_(interrupts),
      memories_(traits.imem_bytes, traits.dmem_bytes, traits.emem_bytes) {
  declare_core();
  declare_interrupts();
  declare_dma();
  declare_ports();
  registers_.storage<Falcon2ModSel, Falcon2BromCurrUcodeId, Falcon2BromEngidmask, Falcon2BromParaaddr>();
}

void Falcon::declare_core() {
  registers_.storage<FalconItfen, FalconIdlestate, FalconOs, FalconRm, FalconDebuginfo, FalconBootvec, FalconSctl,
                     FalconExci>();
  registers_.on_read<FalconMailbox0, &Falcon::read_mailbox0>(this);
  registers_.on_read<FalconMailbox1, &Falcon::read_mailbox1>(this);
  registers_.storage(FalconHwcfg("IMEM_SIZE"_f = traits_.imem_bytes / falcon_block,
                                 "DMEM_SIZE"_f = traits_.dmem_bytes / falcon_block));
  registers_.storage(FalconHwcfg1("CORE_REV"_f = 6, "SECURITY_MODEL"_f = 3, "IMEM_PORTS"_f = 4, "DMEM_PORTS"_f = 4));
  registers_.storage(
      FalconHwcfg2("PKCBOOT"_f = true, "HS"_f = true, "RISCV"_f = true, "SCP"_f = true, "RESET_READY"_f = true));
  registers_.on_read<FalconHwcfg2, &Falcon::read_hwcfg2>(this);
  registers_.on_write<FalconEngine, &Falcon::engine_written>(this);
  registers_.on_read<FalconEngine, &Falcon::read_engine>(this);
  registers_.on_read<FalconCpuctl, &Falcon::read_cpuctl>(this);
  registers_.on_write<FalconCpuctl, &Falcon::cpuctl_written>(this);
  registers_.on_write<FalconCpuctlAlias, &Falcon::alias_written>(this);
  registers_.on_read<RiscvCpuctl, &Falcon::read_riscv>(this);
  registers_.on_write<RiscvCpuctl, &Falcon::riscv_written>(this);
  registers_.storage(RiscvBcrCtrl("BRFETCH"_f = true));
  registers_.on_write<RiscvBcrCtrl, &Falcon::bcr_written>(this);
  registers_.storage<RiscvRpc, RiscvPrivErrStat, RiscvPrivErrInfo, RiscvPrivErrAddr, RiscvIrqmask, RiscvIrqdest,
                     RiscvIrqdeleg, RiscvBcrDmacfg, RiscvBcrDmaaddrPkcparamLo, RiscvBcrDmaaddrPkcparamHi,
                     RiscvBcrDmaaddrFmccodeLo, RiscvBcrDmaaddrFmccodeHi, RiscvBcrDmaaddrFmcdataLo,
                     RiscvBcrDmaaddrFmcdataHi>();
}

void Falcon::complain(Finding kind, const std::string& what) {
  report_.add(kind, traits_.unit.name, what, timeline().now());
}

// --- reset

void Falcon::reset(Reset) {
  cancel_events();
  begin_reset();
  in_reset_ = scrubbing_ = false;
  lock_ = traits_.locked_at_reset ? Lock::lockdown : Lock::none;
}

// Registers of the core go back, memories are lost. FBIF's registers are outside of the core and stay.
void Falcon::begin_reset() {
  cancel_events();
  memories_.scrub();
  imem_ports_ = {};
  dmem_ports_ = {};
  emem_ports_ = {};
  halted_ = true;
  riscv_active_ = false;
  pending_ = 0;
  dma_busy_until_ = Nanoseconds{0};
  running_engine_ = running_ucode_ = 0;
  const u64 base = traits_.unit.base;
  registers_.file().reset(base, base + 0x600);                                 // the core
  registers_.file().reset(base + riscv_offset, base + riscv_offset + 0x1000);  // boot ROM's parameters, RISC-V core
}

void Falcon::engine_written(FalconEngine written) {
  const bool wanted = written["RESET"_f];
  if (wanted && !in_reset_) {
    begin_reset();
    registers_.put(FalconEngine("RESET"_f = true));
    if (observer_) observer_->engine_reset();
  } else if (!wanted && in_reset_) {
    scrubbing_ = true;
    schedule(scrub_time, scrubbed);
  }
  in_reset_ = wanted;
}

FalconEngine Falcon::read_engine(FalconEngine stored) { return stored.with("RESET_STATUS"_f = in_reset_ ? 0u : 2u); }

FalconHwcfg2 Falcon::read_hwcfg2(FalconHwcfg2 stored) {
  if (lock_ == Lock::target) return FalconHwcfg2(pri_target_locked);
  return stored.with("MEM_SCRUBBING"_f = scrubbing_ || in_reset_, "RISCV_BR_PRIV_LOCKDOWN"_f = lock_ == Lock::lockdown);
}
FalconMailbox0 Falcon::read_mailbox0(FalconMailbox0 stored) {
  return lock_ == Lock::target ? FalconMailbox0(pri_target_locked) : stored;
}
FalconMailbox1 Falcon::read_mailbox1(FalconMailbox1 stored) {
  return lock_ == Lock::target ? FalconMailbox1(pri_target_locked) : stored;
}
FalconDmactl Falcon::read_dmactl(FalconDmactl stored) {
  return stored.with("DMEM_SCRUBBING"_f = scrubbing_, "IMEM_SCRUBBING"_f = scrubbing_);
}

// --- Falcon core

FalconCpuctl Falcon::read_cpuctl(FalconCpuctl stored) { return stored.with("HALTED"_f = halted_); }

void Falcon::cpuctl_written(FalconCpuctl written) {
  if (!written["STARTCPU"_f]) return;
  if (registers_.get<FalconCpuctl>()["ALIAS_EN"_f])
    return complain(Finding::fault, "CPUCTL.STARTCPU is ignored while ALIAS_EN is set: the alias starts the core");
  start();
}
void Falcon::alias_written(FalconCpuctlAlias written) {
  if (!written["STARTCPU"_f]) return;
  if (!registers_.get<FalconCpuctl>()["ALIAS_EN"_f])
    return complain(Finding::fault, "CPUCTL_ALIAS is ignored: CPUCTL.ALIAS_EN is not set");
  start();
}

void Falcon::start() {
  if (in_reset_ || scrubbing_)
    return complain(Finding::fault,
                    in_reset_ ? "started while held in reset" : "started while its memories are scrubbed");
  if (registers_.get<RiscvBcrCtrl>()["CORE_SELECT"_f])
    return complain(Finding::fault, "the Falcon core was started while BCR_CTRL selects the RISC-V core");
  if (!halted_) return complain(Finding::fault, "started while it runs");
  halted_ = false;
  std::string why;
  const Program* const program = verify(why);
  if (!program) return halt(why);
  running_engine_ = registers_.get<Falcon2BromEngidmask>().raw();
  running_ucode_ = registers_.get<Falcon2BromCurrUcodeId>()["VAL"_f];
  schedule(program->duration(), program_done);
}

// The boot ROM stops with nothing to show for it but the halted core: mailboxes stay as they are.
void Falcon::halt(const std::string& why) {
  if (!why.empty()) complain(Finding::refused, why);
  halted_ = true;
  running_engine_ = running_ucode_ = 0;
  interrupt(FalconIrqstat("HALT"_f = true).raw());
}

void Falcon::on_event(u32 kind, u64) {
  if (kind == scrubbed) {
    scrubbing_ = false;
    return;
  }
  std::string why;
  if (Program* const program = verify(why)) {
    u32 mailbox0 = mailbox(0), mailbox1 = mailbox(1);
    report_.milestone(program->name(), timeline().now());
    program->run({memories_.secure_run(registers_.get<FalconBootvec>().raw()), memories_.dmem, mailbox0, mailbox1});
    set_mailbox(0, mailbox0);
    set_mailbox(1, mailbox1);
  }
  halt(why);
}

// --- RISC-V core

RiscvCpuctl Falcon::read_riscv(RiscvCpuctl stored) {
  return stored.with("ACTIVE_STAT"_f = riscv_active_, "HALTED"_f = !riscv_active_);
}

// It starts from its boot ROM, which wants a manifest that only the security processors place.
void Falcon::riscv_written(RiscvCpuctl written) {
  if (written["STARTCPU"_f] && !riscv_active_)
    complain(Finding::refused, "the RISC-V core was started by the CPU; its boot ROM found no signed image");
}

void Falcon::bcr_written(RiscvBcrCtrl) {
  if (!in_reset_) registers_.set<RiscvBcrCtrl>("VALID"_f = true);
}

// --- GspLines

void Falcon::set_mailbox(u32 index, u32 value) {
  index == 0 ? registers_.put(FalconMailbox0(value)) : registers_.put(FalconMailbox1(value));
}
u32 Falcon::mailbox(u32 index) const {
  return index == 0 ? registers_.get<FalconMailbox0>().raw() : registers_.get<FalconMailbox1>().raw();
}

void Falcon::set_active(bool active) {
  riscv_active_ = active;
  // Firmware routes its messages to the CPU as soon as it runs.
  const u32 swgen0 = FalconIrqstat("SWGEN0"_f = true).raw();
  registers_.put(RiscvIrqmask("VALUE"_f = active ? swgen0 : 0u));
  registers_.put(RiscvIrqdest("VALUE"_f = active ? swgen0 : 0u));
}

void Falcon::visit(StateVisitor& v) {
  memories_.visit(v);
  for (auto* ports : {&dmem_ports_, &emem_ports_}) v(*ports);
  v(imem_ports_), v(in_reset_), v(scrubbing_), v(halted_), v(riscv_active_), v(lock_), v(pending_);
  v(dma_busy_until_), v(running_engine_), v(running_ucode_);
}

}  // namespace egpulab::simulator::nvidia
