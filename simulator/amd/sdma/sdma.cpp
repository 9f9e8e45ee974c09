// Registers, doorbells, time and state of the SDMA engines.
#include "simulator/amd/sdma/sdma.hpp"

#include <algorithm>

#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;

namespace {

// What one engine moves at best: 64 bytes a clock, and a byte of VRAM is read and written.
u64 memory_rate(const DeviceProfile& profile) {
  const u64 engine = u64{64} * profile.clocks.game_mhz, vram = profile.vram.bandwidth / 1'000'000 / 2;
  return std::max<u64>(std::min(engine, vram), 1);
}

// The slot's raw rate less 128b/130b coding: 2.5 GT/s in generation 1, 5 in 2, 8 in 3, doubling from there.
u64 link_rate(const DeviceProfile& profile) {
  const u32 generation = std::clamp<u32>(profile.pci.link_generation, 1, 6);
  const u64 megatransfers = generation == 1 ? 2'500 : generation == 2 ? 5'000 : u64{8'000} << (generation - 3);
  return std::max<u64>(megatransfers * std::max<u32>(profile.pci.link_width, 1) / 8 * 128 / 130, 1);
}

}  // namespace

Sdma::Sdma(const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report, MemoryHub& hub,
           MemoryHub& mmhub, InterruptSink& interrupts, const ReferenceClock& clock, InstructionCaches& instructions,
           const MicrocontrollerState& firmware)
    : Block(timeline),
      registers_(registers),
      report_(report),
      interrupts_(interrupts),
      firmware_(firmware),
      clock_(clock),
      memory_rate_(memory_rate(profile)),
      link_rate_(link_rate(profile)),
      has_mcu_(registers.exists<SdmaMcuCntl>()),
      services_{timeline, report, registers, hub, mmhub, clock, instructions, *this} {
  for (u32 engine = 0; engine < engines; ++engine) {
    lines_[engine].block = this;
    lines_[engine].engine = engine;
    for (u8 vmid = 0; vmid < MemoryHub::vmids; ++vmid)
      spaces_[engine].push_back(
          std::make_unique<VmSpace>(hub, vmid, engine == 0 ? HubClient::sdma0 : HubClient::sdma1));
    for (u32 number = 0; number < queues; ++number)
      queues_.push_back(std::make_unique<sdma::Queue>(services_, spaces_[engine], engine, number));
  }
  registers_.missing(SdmaRegisters{});
  registers_.on_write<SdmaF32Cntl, &Sdma::control_written<SdmaF32Cntl>>(this);
  registers_.on_write<SdmaMcuCntl, &Sdma::control_written<SdmaMcuCntl>>(this);
  registers_.on_write<SdmaFreeze, &Sdma::freeze_written>(this);
  registers_.on_read<SdmaStatusReg, &Sdma::read_status>(this);
  registers_.on_read<SdmaGlobalTimestampLo, &Sdma::read_timestamp_low>(this);
  registers_.on_read<SdmaGlobalTimestampHi, &Sdma::read_timestamp_high>(this);
  registers_.on_write<SdmaQueueRbCntl, &Sdma::ring_written>(this);
  registers_.on_write<SdmaQueueRbWptr, &Sdma::write_pointer_written>(this);
  registers_.on_write<SdmaQueueRbWptrHi, &Sdma::write_pointer_high_written>(this);
  registers_.on_write<SdmaQueueMinorPtrUpdate, &Sdma::pointer_update_written>(this);
  registers_.on_read<SdmaQueueContextStatus, &Sdma::read_context_status>(this);
}

Sdma::~Sdma() = default;

// --- Registers -------------------------------------------------------------------------------------------------------

// Since 7.0 the processor is another (MCU), with one thread.
bool Sdma::halted(u32 engine) const {
  if (has_mcu_) {
    const auto control = registers_.get<SdmaMcuCntl>(engine);
    return control["HALT"_f] || control["RESET"_f];
  }
  const auto control = registers_.get<SdmaF32Cntl>(engine);
  return control["HALT"_f] || control["TH0_RESET"_f] || control["TH1_RESET"_f];
}

bool Sdma::freezes(SdmaFreeze value) const {
  return has_mcu_ ? As<12, SdmaFreeze>(value.raw())["MCU_FREEZE"_f] : value["FREEZE"_f];
}

bool Sdma::running(u32 engine) const {
  return !state_[engine].held_in_reset && !halted(engine) && !freezes(registers_.get<SdmaFreeze>(engine)) &&
         firmware_.loaded(Microcontroller::sdma);
}

template <class Control>
void Sdma::control_written(Control written, u32 engine) {
  if (!written["HALT"_f] && !firmware_.loaded(Microcontroller::sdma))
    report_.add(Finding::refused, "SDMA", "engine unhalted before its firmware was loaded: it does not run",
                timeline().now());
  for (u32 number = 0; number < queues; ++number) queue(engine, number).resume();
}

// Packets are atomic here, so an engine freezes at once.
void Sdma::freeze_written(SdmaFreeze written, u32 engine) {
  registers_.put(written.with("FROZEN"_f = freezes(written)), engine);
  for (u32 number = 0; number < queues; ++number) queue(engine, number).resume();
}

SdmaStatusReg Sdma::read_status(SdmaStatusReg, u32 engine) {
  const bool idle = !busy(engine);
  if (has_mcu_)  // idle: 0x6e1ee557, as a real Navi48 shows after autoload
    return SdmaStatusReg(
        As<12, SdmaStatusReg>{
            "IDLE"_f = idle, "REG_IDLE"_f = true, "RB_EMPTY"_f = idle, "RB_CMD_IDLE"_f = idle, "IB_CMD_IDLE"_f = idle,
            "BLOCK_IDLE"_f = idle, "FETCH_IDLE"_f = idle, "MC_WR_IDLE"_f = true, "SRBM_IDLE"_f = true,
            "CONTEXT_EMPTY"_f = idle, "RB_MC_RREQ_IDLE"_f = true, "IB_MC_RREQ_IDLE"_f = true, "MC_RD_IDLE"_f = true,
            "EXEC_ENG_IDLE"_f = idle, "DELTA_RPTR_EMPTY"_f = true, "PROC_CNTL_IDLE"_f = idle,
            "UCODE_INIT_DONE"_f = firmware_.loaded(Microcontroller::sdma), "RESERVED"_f = true, "INT_IDLE"_f = true}
            .raw() &
        (firmware_.loaded(Microcontroller::sdma) ? ~0u : 0u));
  return SdmaStatusReg{"IDLE"_f = idle,          "REG_IDLE"_f = true,         "RB_EMPTY"_f = idle,
                       "RB_CMD_IDLE"_f = idle,   "IB_CMD_IDLE"_f = idle,      "BLOCK_IDLE"_f = idle,
                       "EX_IDLE"_f = idle,       "MC_WR_IDLE"_f = true,       "SRBM_IDLE"_f = true,
                       "CONTEXT_EMPTY"_f = idle, "RB_MC_RREQ_IDLE"_f = true,  "IB_MC_RREQ_IDLE"_f = true,
                       "MC_RD_IDLE"_f = true,    "DELTA_RPTR_EMPTY"_f = true, "MC_RD_NO_POLL_IDLE"_f = true,
                       "PREV_CMD_IDLE"_f = idle, "SEM_IDLE"_f = true,         "INT_IDLE"_f = true};
}

SdmaGlobalTimestampLo Sdma::read_timestamp_low(SdmaGlobalTimestampLo) {
  return SdmaGlobalTimestampLo(low32(clock_.ticks()));
}
SdmaGlobalTimestampHi Sdma::read_timestamp_high(SdmaGlobalTimestampHi) {
  return SdmaGlobalTimestampHi(high32(clock_.ticks()));
}

void Sdma::ring_written(SdmaQueueRbCntl written, u32 engine, u32 number) {
  bool& known = enabled_[engine * queues + number];
  const bool was = known;
  known = written["RB_ENABLE"_f];
  queue(engine, number).control_written(was);
}

void Sdma::write_pointer_written(SdmaQueueRbWptr, u32 engine, u32 number) { queue(engine, number).pointers_written(); }
void Sdma::write_pointer_high_written(SdmaQueueRbWptrHi, u32 engine, u32 number) {
  queue(engine, number).pointers_written();
}
void Sdma::pointer_update_written(SdmaQueueMinorPtrUpdate, u32 engine, u32 number) {
  queue(engine, number).pointers_written();
}

SdmaQueueContextStatus Sdma::read_context_status(SdmaQueueContextStatus, u32 engine, u32 number) {
  const sdma::Queue& q = queue(engine, number);
  return SdmaQueueContextStatus{"SELECTED"_f = q.enabled(), "IDLE"_f = !q.busy(), "EXCEPTION"_f = q.failed() ? 1u : 0u,
                                "CTXSW_ABLE"_f = true, "RPTR_WB_IDLE"_f = true};
}

bool Sdma::doorbell(u32 index, u64 value, u8 bytes) {
  for (u32 engine = 0; engine < engines; ++engine)
    for (u32 number = 0; number < queues; ++number) {
      const auto control = registers_.get<SdmaQueueDoorbell>(engine, number);
      if (!control["ENABLE"_f]) continue;
      if (registers_.get<SdmaQueueDoorbellOffset>(engine, number)["OFFSET"_f] != index) continue;
      registers_.put(control.with("CAPTURED"_f = true), engine, number);
      if (bytes == 4) value |= u64{registers_.get<SdmaQueueRbWptrHi>(engine, number).raw()} << 32;
      queue(engine, number).ring(value);
      return true;
    }
  return false;
}

// --- Engine ----------------------------------------------------------------------------------------------------------

bool Sdma::busy(u32 engine) const {
  for (u32 number = 0; number < queues; ++number)
    if (queue(engine, number).busy()) return true;
  return false;
}

// A soft reset takes the queues away; the engine's own settings stay.
void Sdma::hold_in_reset(u32 engine, bool asserted) {
  state_[engine].held_in_reset = asserted;
  if (!asserted) return;
  for (u32 number = 0; number < queues; ++number) {
    queue(engine, number).reset();
    enabled_[engine * queues + number] = false;
  }
  const u64 first = registers_.address<SdmaQueueRbCntl>(engine, 0u);
  const u64 stride = registers_.address<SdmaQueueRbCntl>(engine, 1u) - first;
  registers_.file().reset(first, first + queues * stride);
}

void Sdma::schedule(u32 engine, u32 number, Nanoseconds delay, u32 epoch) {
  Block::schedule(delay, 0, u64{epoch} << 32 | (engine * queues + number));
}

void Sdma::on_event(u32, u64 payload) { queues_[low32(payload)]->on_event(high32(payload)); }

Nanoseconds Sdma::transfer(u32 engine, u64 bytes, bool over_link) {
  const u64 rate = over_link ? std::min(link_rate_, memory_rate_) : memory_rate_;
  const Nanoseconds own{static_cast<i64>((bytes * 1000 + rate - 1) / rate)};
  Nanoseconds& free_at = state_[engine].free_at;
  free_at = std::max(free_at, timeline().now()) + own;
  busy_time_ += own;
  return free_at - timeline().now();
}

void Sdma::interrupt(u32 engine, u32 number, u8 vmid, sdma::Interrupt kind, u32 context) {
  const auto enables = registers_.get<SdmaCntl>(engine);
  if (kind == sdma::Interrupt::trap && !enables["TRAP_ENABLE"_f]) return;
  if (kind == sdma::Interrupt::page_fault && !enables["PAGE_FAULT_INT_ENABLE"_f]) return;
  // SOC21_IH_CLIENTID_GFX; Linux's sdma_v6_0_process_trap_irq reads engine and queue from the ring id.
  interrupts_.raise({.client_id = 0x0a,
                     .source_id = static_cast<u8>(kind),
                     .ring_id = static_cast<u8>(engine << 4 | number),
                     .vmid = vmid,
                     .source_data = {context}});
}

void Sdma::reset(Reset) {
  cancel_events();
  for (const auto& q : queues_) q->reset();
  enabled_.fill(false);
  for (Engine& engine : state_) engine = {};
}

void Sdma::visit(StateVisitor& visit) {
  for (Engine& engine : state_) visit(engine);
  visit(enabled_);
  visit(busy_time_);
  for (const auto& q : queues_) q->visit(visit);
}

}  // namespace egpulab::simulator::amd
