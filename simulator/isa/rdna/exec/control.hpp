// Handlers of program control: branches, ends, barriers, messages, traps, and the wave's state registers.
#pragma once

#include "simulator/isa/rdna/exec/scalar.hpp"

EGPULAB_RDNA_BEGIN

inline const Record* stop(Wave& w, const Record* next, Stop why) {
  w.stop = why;
  w.next = next;
  return nullptr;
}

// Branches: Condition(wave) says whether it is taken. An unresolved target stops the wave for the cache to link it.
inline const Record* jump(Wave& w, const Record* i) {
  if (i->body == nullptr) return i->target;  // linked
  w.link = const_cast<Record*>(i);
  w.next_pc = i->address;
  w.stop = Stop::link;
  return nullptr;
}
// To an address known only now. Instructions are dwords: the low two bits are ignored.
inline const Record* jump_to(Wave& w, u64 pc) {
  w.link = nullptr;
  w.next_pc = pc & ~u64{3};
  w.stop = Stop::link;
  return nullptr;
}
template <class Condition>
const Record* branch(Wave& w, const Record* i) {
  return Condition::of(w) ? jump(w, i) : i + 1;
}
inline bool zero(const Wave& w, u32 code) { return w.s[code] == 0 && (!w.wave64 || w.s[code + 1] == 0); }
// clang-format off
struct Always { static bool of(const Wave&) { return true; } };
struct Never { static bool of(const Wave&) { return false; } };  // conditional debug: its STATUS bits are never set
struct Scc0 { static bool of(const Wave& w) { return w.s[sreg::scc] == 0; } };
struct Scc1 { static bool of(const Wave& w) { return w.s[sreg::scc] != 0; } };
struct Vccz { static bool of(const Wave& w) { return zero(w, sreg::vcc); } };
struct Vccnz { static bool of(const Wave& w) { return !zero(w, sreg::vcc); } };
struct Execz { static bool of(const Wave& w) { return zero(w, sreg::exec); } };
struct Execnz { static bool of(const Wave& w) { return !zero(w, sreg::exec); } };
// clang-format on

// The address of the instruction itself: what predecode leaves in the third source of control instructions.
inline u64 own_pc(const Record* i) { return join64(i->src[2].low, i->src[2].high); }

inline const Record* get_pc(Wave& w, const Record* i) {
  put64(w, i->dst, own_pc(i) + 4);
  return i + 1;
}
inline const Record* set_pc(Wave& w, const Record* i) { return jump_to(w, scalar64(w, i, 0)); }
inline const Record* swap_pc(Wave& w, const Record* i) {
  const u64 to = scalar64(w, i, 0);
  put64(w, i->dst, own_pc(i) + 4);
  return jump_to(w, to);
}
inline const Record* call(Wave& w, const Record* i) {
  put64(w, i->dst, own_pc(i) + 4);
  return jump(w, i);
}

inline const Record* end_program(Wave& w, const Record* i) { return stop(w, i, Stop::end); }
inline const Record* kill(Wave& w, const Record* i) { return i->imm & 1 ? stop(w, i, Stop::end) : i + 1; }
// Only a trap handler or the host lets a halted wave go on.
inline const Record* halt(Wave& w, const Record* i) {
  const bool halts = (i->imm & 1 && !w.privileged) || i->imm & 4;  // bit 2: fatal halt
  return halts ? stop(w, i + 1, Stop::halt) : i + 1;
}
inline const Record* barrier(Wave& w, const Record* i) { return stop(w, i + 1, Stop::barrier); }
// About 64 clocks for each unit: other waves run.
inline const Record* sleep(Wave& w, const Record* i) { return i->imm & 0x7f ? stop(w, i + 1, Stop::yield) : i + 1; }
inline const Record* sleep_variable(Wave& w, const Record* i) {
  return scalar(w, i, 0) & 0x7f ? stop(w, i + 1, Stop::yield) : i + 1;
}

// Waves do not run with dynamic VGPRs: more are never given, and SCC says so.
inline const Record* allocate_vgprs(Wave& w, const Record* i) {
  w.s[sreg::scc] = 0;
  return i + 1;
}

// Wave64 in two passes of 32 lanes (RDNA ISA, S_SUBVECTOR_LOOP_BEGIN and _END): the SGPR keeps the half of EXEC that is
// not being run.
inline const Record* subvector_loop_begin(Wave& w, const Record* i) {
  u32 &low = w.s[sreg::exec], &high = w.s[sreg::exec + 1];
  if (low == 0 && high == 0) return jump(w, i);
  if (low == 0)
    w.s[i->dst] = low;
  else
    w.s[i->dst] = high, high = 0;
  return i + 1;
}
inline const Record* subvector_loop_end(Wave& w, const Record* i) {
  u32 &low = w.s[sreg::exec], &high = w.s[sreg::exec + 1], &kept = w.s[i->dst];
  if (high != 0) {
    low = kept;  // the second pass is over
    return i + 1;
  }
  if (kept == 0) return i + 1;
  high = kept, kept = low, low = 0;
  return jump(w, i);
}

// The split barrier of RDNA4 (RDNA4 ISA 5.6). Barrier -1 is the workgroup's; the trap barrier (-2) has no meaning
// without a trap handler, and named barriers are not in the document. Waves that are alone do nothing.
inline bool has_barrier(const Wave& w, const Record* i) {
  return w.barrier && w.group_waves > 1 && i->from[0] == From::constant && i->src[0].low == ~0u;
}
template <bool IsFirst>
const Record* barrier_signal(Wave& w, const Record* i) {
  if (!has_barrier(w, i)) return i + 1;
  const bool first = w.barrier->signal();
  if (IsFirst) w.s[sreg::scc] = first;
  return i + 1;
}
inline const Record* barrier_wait(Wave& w, const Record* i) {
  if (!w.barrier || w.group_waves < 2 || i->imm != -1) return i + 1;
  if (w.barrier->completed == w.barriers_passed) return stop(w, i, Stop::barrier);  // again once it is complete
  ++w.barriers_passed;
  return i + 1;
}
inline const Record* barrier_state(Wave& w, const Record* i) {
  const bool known = has_barrier(w, i);
  w.s[i->dst] = known ? w.barrier->signalled << 16 | w.barrier->members << 4 | 1 : 0;
  return i + 1;
}

inline const Record* invalidate_code(Wave& w, const Record* i) { return stop(w, i + 1, Stop::invalidate); }

// "If trap_en == 0, all traps and exceptions are ignored, and s_trap is converted by hardware to NOP" (RDNA3
// ISA 3.4.9).
inline const Record* trap(Wave& w, const Record* i) {
  const u32 id = static_cast<u32>(i->imm) & 0xff;
  if (!w.launch || !w.launch->trap_enabled()) {
    if (w.environment) w.environment->trap_ignored(own_pc(i), id);
    return i + 1;
  }
  put64(w, sreg::ttmp0, (own_pc(i) & 0xffffffffffff) | u64{id} << 48);
  w.privileged = true;
  return jump_to(w, w.launch->trap_base);
}
inline const Record* return_from_exception(Wave& w, const Record* i) {
  w.privileged = false;
  return jump_to(w, scalar64(w, i, 0));
}

// Messages by number (RDNA3 ISA, tables 15 and 16); those of graphics stages mean nothing to a compute wave, and the
// release of VGPRs nothing to the model.
inline const Record* send_message(Wave& w, const Record* i) {
  if ((i->imm & 0xff) == 1 && w.environment) w.environment->interrupt(w.s[sreg::m0] & 0xffffff);
  return i + 1;
}
inline const Record* send_message_and_halt(Wave& w, const Record* i) {
  send_message(w, i);
  return stop(w, i + 1, Stop::halt);
}
inline u64 answer(const Wave& w, u32 message) {
  switch (message) {
    case 0x80:
      return w.environment->doorbell();
    case 0x81:
      return w.launch ? w.launch->dispatch_id : 0;
    case 0x82:
      return w.launch ? w.launch->trap_memory : 0;
    case 0x83:
      return w.environment->realtime();
    case 0x85:
      return w.launch ? w.launch->trap_base : 0;
    default:
      return 0;
  }
}
template <u32 N>
const Record* ask(Wave& w, const Record* i) {
  const u64 value = answer(w, static_cast<u32>(i->imm));
  w.s[i->dst] = low32(value);
  if (N == 2) w.s[i->dst + 1] = high32(value);
  return i + 1;
}

inline const Record* round_mode(Wave& w, const Record* i) {
  w.mode = (w.mode & ~0xfu) | (static_cast<u32>(i->imm) & 0xf);
  return i + 1;
}
inline const Record* denorm_mode(Wave& w, const Record* i) {
  w.mode = (w.mode & ~0xf0u) | (static_cast<u32>(i->imm) & 0xf) << 4;
  return i + 1;
}

// Registers of S_GETREG and S_SETREG, by id (RDNA3 ISA 3.4).
namespace hwreg {
inline constexpr u32 mode = 1, status = 2, trapsts = 3, gpr_alloc = 5, lds_alloc = 6, sh_mem_bases = 15,
                     flat_scratch_lo = 20, flat_scratch_hi = 21, hw_id1 = 23, hw_id2 = 24, shader_cycles = 29;
inline constexpr u32 mode_writable = 0x08bff7ff, trapsts_writable = 0x0000f9ff;
}  // namespace hwreg

// Those of gfx12 (RDNA4 ISA 3.4).
namespace hwreg12 {
inline constexpr u32 mode = 1, status = 2, state_priv = 4, gpr_alloc = 5, lds_alloc = 6, exception_flags_priv = 17,
                     exception_flags_user = 18, scratch_base_lo = 20, scratch_base_hi = 21, hw_id1 = 23, hw_id2 = 24,
                     shader_cycles_lo = 29, shader_cycles_hi = 30;
// FP_ROUND, FP_DENORM, FP16_OVFL, SCALAR_PREFETCH_EN, DISABLE_PERF.
inline constexpr u32 mode_writable = 0x098000ff;
}  // namespace hwreg12

inline u32 status(const Wave& w) {
  const bool scratch = w.launch && w.launch->rsrc2 & 1, traps = w.launch && w.launch->trap_enabled();
  return (w.s[sreg::scc] ? 1u : 0) | (w.privileged ? 1u << 5 : 0) | (traps ? 1u << 6 : 0) |
         (zero(w, sreg::exec) ? 1u << 9 : 0) | (zero(w, sreg::vcc) ? 1u << 10 : 0) |
         (w.group_waves > 1 ? 1u << 11 : 0) | 1u << 16 | (scratch ? 1u << 29 : 0);
}
inline u32 read_gfx12_register(const Wave& w, u32 id) {
  switch (id) {
    case hwreg12::mode:
      return w.mode & hwreg12::mode_writable;
    case hwreg12::status:
      return (status(w) & ~(1u | 1u << 29)) | (w.wave64 ? 1u << 29 : 0);
    case hwreg12::state_priv: {
      const bool scratch = w.launch && w.launch->rsrc2 & 1;
      const bool complete = w.barrier && w.barrier->completed != w.barriers_passed;
      return (complete ? 1u << 2 : 0) | (w.s[sreg::scc] ? 1u << 9 : 0) | (scratch ? 1u << 18 : 0);
    }
    case hwreg12::gpr_alloc:
      return w.launch ? (w.launch->rsrc1 & 0x3f) << 12 : 0;
    case hwreg12::lds_alloc:
      return w.lds_size / 512 << 12;
    case hwreg12::exception_flags_priv:
      return (w.trapsts >> 8 & 1) << 4;  // MEMVIOL
    case hwreg12::exception_flags_user:
      return (w.trapsts & 0x7f) | (w.trapsts >> 15 & 1) << 30;  // BUFFER_OOB
    case hwreg12::scratch_base_lo:
      return low32(w.scratch_base);
    case hwreg12::scratch_base_hi:
      return high32(w.scratch_base);
    case hwreg12::hw_id1:
      return (w.index / 4 & 31) | (w.index & 3) << 8;
    case hwreg12::hw_id2:
      return 1u << 8;  // an ACE
    case hwreg12::shader_cycles_lo:
      return low32(w.cycles);
    case hwreg12::shader_cycles_hi:
      return high32(w.cycles);
    default:
      return 0;
  }
}
inline u32 read_register(const Wave& w, u32 id) {
  if (w.generation == Generation::gfx12) return read_gfx12_register(w, id);
  switch (id) {
    case hwreg::mode:
      return w.mode;
    case hwreg::status:
      return status(w);
    case hwreg::trapsts:
      return w.trapsts;
    case hwreg::gpr_alloc:
      return w.launch ? (w.launch->rsrc1 & 0x3f) << 12 : 0;  // SQ_WAVE_GPR_ALLOC.VGPR_SIZE
    case hwreg::lds_alloc:
      return w.lds_size / 512 << 12;  // SQ_WAVE_LDS_ALLOC.LDS_SIZE
    case hwreg::sh_mem_bases:
      return w.s[sreg::private_base + 1] >> 16 | (w.s[sreg::shared_base + 1] & 0xffff0000u);
    case hwreg::flat_scratch_lo:
      return low32(w.scratch_base);
    case hwreg::flat_scratch_hi:
      return high32(w.scratch_base);
    case hwreg::hw_id1:
      return (w.index / 4 & 31) | (w.index & 3) << 8 | 2u << 29;  // waves of a group go round the SIMDs; f64 at 1/16
    case hwreg::hw_id2:
      return 1u << 8;  // an ACE
    case hwreg::shader_cycles:
      return static_cast<u32>(w.cycles) & 0xfffff;
    default:
      return 0;
  }
}
inline void write_register(Wave& w, u32 id, u32 mask, u32 value) {
  const auto merge = [&](u32& reg, u32 writable) { reg = (reg & ~(mask & writable)) | (value & mask & writable); };
  if (w.generation == Generation::gfx12) {
    if (id == hwreg12::mode) merge(w.mode, hwreg12::mode_writable);
    if (id == hwreg12::exception_flags_user) {
      u32 flags = read_gfx12_register(w, id);
      merge(flags, 0xc000007f);
      w.trapsts = (w.trapsts & ~(0x7fu | 1u << 15)) | (flags & 0x7f) | (flags >> 30 & 1) << 15;
    }
    return;
  }
  if (id == hwreg::mode)
    merge(w.mode, hwreg::mode_writable);
  else if (id == hwreg::trapsts)
    merge(w.trapsts, hwreg::trapsts_writable);
}
inline u32 register_mask(const Record* i) {
  return static_cast<u32>(((u64{1} << ((i->imm >> 11 & 31) + 1)) - 1) << (i->imm >> 6 & 31));
}
inline const Record* get_register(Wave& w, const Record* i) {
  const u32 id = i->imm & 63;
  const bool time =
      id == hwreg::shader_cycles || (id == hwreg12::shader_cycles_hi && w.generation == Generation::gfx12);
  if (time && !w.exact) return stop(w, i, Stop::clock);  // the wave loop knows the time
  w.exact = false;
  w.s[i->dst] = (read_register(w, id) & register_mask(i)) >> (i->imm >> 6 & 31);
  return i + 1;
}
template <bool Immediate>
const Record* set_register(Wave& w, const Record* i) {
  const u32 value = Immediate ? i->src[0].low : w.s[i->dst];
  write_register(w, i->imm & 63, register_mask(i), value << (i->imm >> 6 & 31));
  return i + 1;
}

EGPULAB_RDNA_END
