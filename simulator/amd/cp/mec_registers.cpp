// The registers of the MEC: banks selected by GRBM_GFX_CNTL, control, interrupt enables.
#include <fmt/format.h>

#include "driver/regs/amd/cp_gfx.hpp"
#include "simulator/amd/cp/mec.hpp"
#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;

void Mec::declare_banks() {
  registers_.missing(CpRegisters{});
  registers_.missing(CpMecRegisters{});
  registers_.missing(CpHqdRegisters{});
  registers_.missing(ComputeRegisters{});
  registers_.missing(ShaderRegisters{});
  // Since gfx12 drivers set the graphics engines' start addresses before they let the MEC run (gfx_v12_0.c,
  // config_gfx_rs64); nothing executes there.
  if (registers_.version<CpPfpPrgrmCntrStart>().major >= 12)
    registers_.storage<CpPfpPrgrmCntrStart, CpPfpPrgrmCntrStartHi, CpMePrgrmCntrStart, CpMePrgrmCntrStartHi,
                       CpPfpIcBaseLo, CpPfpIcBaseHi, CpPfpIcBaseCntl, CpPfpIcOpCntl, CpMeIcBaseLo, CpMeIcBaseHi,
                       CpMeIcBaseCntl, CpMeIcOpCntl, CpGfxRs64DcBaseLo, CpGfxRs64DcBaseHi, CpGfxRs64DcBaseCntl,
                       CpGfxRs64DcOpCntl, CpGfxRs64InstrPntr0, CpGfxRs64InstrPntr1>();

  RegisterFile& file = registers_.file();
  const u64 hqd = registers_.address<CpMqdBaseAddr>();
  for (u32 n = 0; n < cp::HqdBank::count; ++n) {
    if (!file.declared(hqd + 4 * n)) continue;
    hqd_defaults_.put_word(n, file.get(hqd + 4 * n));
    file.on_read(hqd + 4 * n, &read_hqd, this, n);
    file.on_write(hqd + 4 * n, &write_hqd, this, n);
  }
  // A queue is also restored by writing its descriptor's words one after another, reserved ones included (Linux
  // amdgpu_amdkfd_gfx_v11.c, hqd_load_v11; v11_structs.h, reserved_144): nothing keeps what those hold.
  for (u64 hole = hqd; hole <= registers_.address<CpHqdPqWptrHi>(); hole += 4)
    if (!file.declared(hole))
      file.add(hole, fmt::format("reserved dword {} of the MQD", 0x80 + (hole - hqd) / 4), {.rw = 0});
  const u64 compute = registers_.address<ComputeDispatchInitiator>();
  for (u32 n = 0; n < cp::ComputeBank::count; ++n) {
    if (!file.declared(compute + 4 * n)) continue;
    compute_defaults_.put_word(n, file.get(compute + 4 * n));
    file.on_read(compute + 4 * n, &read_compute, this, n);
    file.on_write(compute + 4 * n, &write_compute, this, n);
  }
  control_ = registers_.get<CpMecRs64Cntl>();
  sh_mem_config_.fill(registers_.get<ShMemConfig>());
  sh_mem_bases_.fill(registers_.get<ShMemBases>());
  registers_.on_write<CpMecRs64Cntl, &Mec::control_written>(this);
  registers_.on_write<SpiComputeQueueReset, &Mec::queue_reset>(this);
  registers_.on_write<CpPqWptrPollCntl1, &Mec::poll_requested>(this);
  registers_.on_write<CpPqWptrPollCntl, &Mec::polling_switched>(this);
  registers_.on_read<ShMemConfig, &Mec::read_sh_mem_config>(this);
  registers_.on_write<ShMemConfig, &Mec::write_sh_mem_config>(this);
  registers_.on_read<ShMemBases, &Mec::read_sh_mem_bases>(this);
  registers_.on_write<ShMemBases, &Mec::write_sh_mem_bases>(this);
  registers_.on_read<CpcIntCntl, &Mec::read_cpc_int_cntl>(this);
  registers_.on_write<CpcIntCntl, &Mec::write_cpc_int_cntl>(this);
}

// --- Queue banks -----------------------------------------------------------------------------------------------------

u32 Mec::read_hqd(void* owner, u32 index, u32 stored) {
  cp::ComputeQueue* queue = static_cast<Mec*>(owner)->selected_queue();
  return queue ? queue->hqd().word(index) : stored;
}

void Mec::write_hqd(void* owner, u32 index, u32 written) {
  Mec& mec = *static_cast<Mec*>(owner);
  cp::ComputeQueue* queue = mec.selected_queue();
  if (!queue) {
    const GrbmSelection s = mec.select_.selected();
    mec.report_.add(Finding::unmodelled, "CP",
                    fmt::format("queue registers of {} (ME {} pipe {} queue {})",
                                s.me == 0 ? "the graphics engine" : "the MES", s.me, s.pipe, s.queue),
                    mec.timeline().now());
    return;
  }
  const bool was_active = queue->active();
  queue->hqd().put_word(index, written);
  const u32 dword = cp::HqdBank::first + index;
  if (dword == CpHqdActive::location.dword) {
    if (!was_active && queue->active())
      queue->connect();
    else if (was_active && !queue->active())
      queue->disconnect();
  } else if (dword == CpHqdDequeueRequest::location.dword) {
    queue->dequeue_requested();
  } else if (was_active && (dword == CpHqdPqWptrLo::location.dword || dword == CpHqdPqWptrHi::location.dword)) {
    queue->ring(join64(queue->hqd().get<CpHqdPqWptrLo>().raw(), queue->hqd().get<CpHqdPqWptrHi>().raw()));
  }
}

// ME 0 has its own copy, which the register file itself holds.
u32 Mec::read_compute(void* owner, u32 index, u32 stored) {
  cp::ComputeQueue* queue = static_cast<Mec*>(owner)->selected_queue();
  return queue ? queue->compute().word(index) : stored;
}

void Mec::write_compute(void* owner, u32 index, u32 written) {
  if (cp::ComputeQueue* queue = static_cast<Mec*>(owner)->selected_queue()) queue->compute().put_word(index, written);
}

// --- Control ---------------------------------------------------------------------------------------------------------

void Mec::control_written(CpMecRs64Cntl value) {
  const u32 newly_reset = value.raw() & ~control_.raw() & 0xf0000;
  const bool unhalted = !value["MEC_HALT"_f] && (value.raw() >> 26 & 0xf) != 0;
  control_ = value;
  for (const auto& queue : queues_) {
    if ((newly_reset >> (16 + queue->name().pipe) & 1) != 0) {
      queue->reset();
      queue->hqd() = hqd_defaults_;
    }
    queue->resume();
  }
  if (unhalted && !firmware_.loaded(Microcontroller::mec))
    report_.add(Finding::refused, "CP", "MEC activated before its firmware was loaded: it does not run",
                timeline().now());
}

void Mec::queue_reset(SpiComputeQueueReset value) {
  if (cp::ComputeQueue* queue = selected_queue(); queue && value["RESET"_f]) queue->kill_waves();
  registers_.put(SpiComputeQueueReset{});
}

// Each selected queue of ME 1 reads its write pointer from memory once.
void Mec::poll_requested(CpPqWptrPollCntl1 value) {
  for (u32 n = 0; n < pipes * queues; ++n)
    if ((value.raw() >> n & 1) != 0) queues_[n]->read_write_pointer();
}

void Mec::polling_switched(CpPqWptrPollCntl) {
  for (const auto& queue : queues_) queue->poll_changed();
}

ShMemConfig Mec::read_sh_mem_config(ShMemConfig) { return sh_mem_config_[select_.selected().vmid & 15]; }
void Mec::write_sh_mem_config(ShMemConfig written) { sh_mem_config_[select_.selected().vmid & 15] = written; }
ShMemBases Mec::read_sh_mem_bases(ShMemBases) { return sh_mem_bases_[select_.selected().vmid & 15]; }
void Mec::write_sh_mem_bases(ShMemBases written) { sh_mem_bases_[select_.selected().vmid & 15] = written; }

// CPC_INT_CNTL is the selected pipe's CP_ME*_PIPE*_INT_CNTL.
CpcIntCntl Mec::read_cpc_int_cntl(CpcIntCntl stored) {
  const GrbmSelection s = select_.selected();
  if (s.pipe >= pipes) return stored;
  if (s.me == 1) return CpcIntCntl(registers_.get<CpMe1PipeIntCntl>(s.pipe).raw());
  if (s.me == 2 && registers_.exists<CpMe2PipeIntCntl>())
    return CpcIntCntl(registers_.get<CpMe2PipeIntCntl>(s.pipe).raw());
  return stored;
}

void Mec::write_cpc_int_cntl(CpcIntCntl written) {
  const GrbmSelection s = select_.selected();
  if (s.pipe >= pipes) return;
  if (s.me == 1) registers_.put(CpMe1PipeIntCntl(written.raw()), s.pipe);
  if (s.me == 2 && registers_.exists<CpMe2PipeIntCntl>()) registers_.put(CpMe2PipeIntCntl(written.raw()), s.pipe);
}

bool Mec::interrupt_enabled(u8 me, u8 pipe, cp::CpInterrupt interrupt) const {
  if (me == 2 && !registers_.exists<CpMe2PipeIntCntl>()) return false;
  const CpMe1PipeIntCntl enables(me == 1 ? registers_.get<CpMe1PipeIntCntl>(pipe).raw()
                                         : registers_.get<CpMe2PipeIntCntl>(pipe).raw());
  switch (interrupt) {
    case cp::CpInterrupt::end_of_pipe:
      return enables["TIME_STAMP_INT_ENABLE"_f];
    case cp::CpInterrupt::bad_opcode:
      return enables["OPCODE_ERROR_INT_ENABLE"_f];
    case cp::CpInterrupt::reserved_bit:
      return enables["RESERVED_BIT_ERROR_INT_ENABLE"_f];
    case cp::CpInterrupt::privileged_register:
      return enables["PRIV_REG_INT_ENABLE"_f];
    case cp::CpInterrupt::query_status:
      return enables["CMP_QUERY_STATUS_INT_ENABLE"_f];
  }
  return false;
}

}  // namespace egpulab::simulator::amd
