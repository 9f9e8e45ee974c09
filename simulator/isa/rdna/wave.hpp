// What handlers work on: a wave's registers, a predecoded instruction, and the wave's view of memory.
#pragma once

#include <array>

#include "simulator/isa/memory_view.hpp"
#include "simulator/isa/rdna/launch.hpp"
#include "simulator/isa/rdna/row.hpp"
#include "simulator/isa/vector/level.hpp"

namespace egpulab::simulator::isa::rdna {

// Indices into Wave::s. Registers have their encoding; what has none follows after 127.
namespace sreg {
inline constexpr u32 vcc = 106, ttmp0 = 108, null = 124, m0 = 125, exec = 126;
inline constexpr u32 shared_base = 130, shared_limit = 132, private_base = 134, private_limit = 136;  // pairs
inline constexpr u32 pops = 138, vccz = 139, execz = 140, scc = 141;
inline constexpr u32 discard = 144;  // 16 words: what writes to NULL, or beyond the last SGPR, go to
inline constexpr u32 count = 160;
}  // namespace sreg

// Rows of a bank after the 256 VGPRs: sources after modifiers or DPP, results before them.
inline constexpr u32 temp_row = 256, temp_rows = 16;

// The MODE register.
namespace mode {
inline constexpr u32 round32 = 0x3, round16_64 = 0xc, denorm32 = 0x30, denorm16_64 = 0xc0, dx10_clamp = 1u << 8,
                     ieee = 1u << 9;
// No field of the register, but what gfx12 does instead of IEEE: minNum and maxNum of two NaNs give a quiet one.
inline constexpr u32 quiet_nans = 1u << 31;
}

// Record::extra of instructions run through Wrappers::modified.
enum : u8 { wrap_dpp = 1, wrap_dpp8 = 2, wrap_fi = 4, wrap_exec_restored = 8 };

// What a source or a result is to modifiers: where its sign lies, how wide it is, how it is rounded and clamped.
enum class Kind : u8 { half, word, wide, pair, integer_half, other };
// How Wrappers::modified prepares sources and finishes the result.
struct Staging {
  Kind source[3];
  u8 staged;  // bit n: source n goes through a spare row,
  u8 upper;   //   and is the upper half of its register; bit 3: so is the result
  u8 negabs;
  Kind result;  // `other`: the handler writes it itself
};

// Where a source comes from.
enum class From : u8 { row, sgpr, constant };

// A predecoded instruction: 64 bytes, its operands resolved. Lives in the program cache.
struct alignas(64) Record {
  Handler run = nullptr;   // called by the wave loop
  Handler body = nullptr;  // the row's own handler, for those `run`s that wrap it (wave64, DPP, modifiers, VOPD)
  union {
    const Record* target = nullptr;  // branches: where to, once known
    u64 address;                     //   and until then
    Staging staging;                 // modified
  };
  struct Source {
    u32 low, high;  // row or SGPR index, or the constant
  } src[3] = {};
  From from[3] = {};
  u8 negabs = 0;       // neg in bits 0-2, abs in 3-5
  u8 opsel = 0;        // op_sel in bits 0-3, op_sel_hi in 4-6
  u8 out = 0;          // omod in bits 0-1, clamp in bit 2, bits 3-: 16, 32 or 64-bit float (1, 2, 3)
  u16 dst = 0;         // row, or SGPR index
  u8 sdst = 0;         // SGPR index
  u8 extra = 0;        // format's own
  bool fused = false;  // `run` executes the next record too; `body` this one alone
  i32 imm = 0;         // offset, immediate, DPP control
};
static_assert(sizeof(Record) == 64);

// Why a handler returned null. `link` wants the record at next_pc, `clock` wants Wave::cycles brought up to date and
// the instruction again, `invalidate` drops all decoded code.
enum class Stop : u8 { none, link, barrier, end, fault, yield, halt, clock, invalidate };

// A workgroup's barrier where signalling and waiting are two instructions (gfx12).
struct Barrier {
  u32 members = 0, signalled = 0, completed = 0;
  // One more wave has arrived; true if it is the first of this round.
  bool signal() {
    const bool first = signalled++ == 0;
    check();
    return first;
  }
  void leave() { --members, check(); }

 private:
  void check() {
    if (members != 0 && signalled >= members) signalled = 0, ++completed;
  }
};

// A wave without its VGPRs.
struct alignas(64) WaveHead {
  // What handlers look at most comes first.
  u32 (*v)[lanes] = nullptr;  // the bank in use
  u32 half = 0;
  u32 mode = 0;
  u32 trapsts = 0;
  bool wave64 = false;
  Stop stop = Stop::none;
  u32 fault_lane = 0;
  Fault::Kind fault_kind = Fault::Kind::memory;
  const Record* next = nullptr;  // where to go on; valid while the program cache's epoch is `epoch`
  u64 next_pc = 0;               // the same as an address: the truth after an invalidate or a restore
  Record* link = nullptr;        // Stop::link: the record whose target next_pc is; null if that is computed each time
  u64 uncounted = 0;             // records run by the loop, less the instructions that they were
  MemoryView* memory = nullptr;
  std::byte* lds = nullptr;
  u32 lds_size = 0;
  Environment* environment = nullptr;
  u64 scratch_base = 0;  // address of this wave's scratch; lanes' dwords lie interleaved in it
  u32 scratch_size = 0;  // bytes per lane
  u64 cycles = 0;        // SHADER_CYCLES: instructions this dispatch has retired, as of the turn's start or Stop::clock
  bool exact = false;    // `cycles` was brought up to date for the instruction at hand
  bool privileged = false;  // in the trap handler
  u32 index = 0;            // in the workgroup
  u32 group_waves = 1;      // waves the workgroup started with
  const Launch* launch = nullptr;
  Generation generation = Generation::gfx11;
  Barrier* barrier = nullptr;  // the workgroup's
  u32 barriers_passed = 0;     // rounds of it that this wave has waited for
  u8 state = 0;                // see Dispatch
  alignas(64) u32 s[sreg::count] = {};
};
// One wave. Handlers see one half of it at a time: `v` is the bank of 32 lanes, s[exec + half] their mask.
struct Wave : WaveHead {
  alignas(128) std::array<std::array<u32[lanes], temp_row + temp_rows>, 2> banks;
};

}  // namespace egpulab::simulator::isa::rdna
