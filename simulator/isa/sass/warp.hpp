// What handlers work on: a warp's registers, a predecoded instruction, and the warp's view of memory.
#pragma once

#include <array>
#include <vector>

#include "simulator/core/state.hpp"
#include "simulator/isa/memory_view.hpp"
#include "simulator/isa/sass/fault.hpp"
#include "simulator/isa/sass/row.hpp"
#include "simulator/isa/vector/level.hpp"

namespace egpulab::simulator::isa::sass {

// Rows of Warp::r. RZ reads as zeros, also as a pair or a quad; writes to it go to rows that nobody reads.
namespace row {
inline constexpr u32 registers = 255, zero = 255, discard = 263, count = 271;
}
// Indices into Warp::ur; URZ likewise, whatever number the version has for it (63, or 255 from sm_100 on).
namespace uniform {
inline constexpr u32 registers = 255, zero = 255, discard = 259, count = 263;
}
// Indices into Warp::p and Warp::up. PT reads true; writes to it go to `discard`.
namespace predicate {
inline constexpr u32 true_ = 7, discard = 8, count = 9;
}

// Where a source comes from.
enum class From : u8 {
  row,       // index: row of Warp::r
  value,     // the immediate itself
  uniform,   // index into Warp::ur
  bank,      // byte offset in constant bank Record::bank
  bindless,  // byte offset from the constant buffer whose handle is in uniform registers: cx[UR][...]
};

// A predecoded instruction: 64 bytes, its operands resolved. Lives in the program cache.
struct alignas(64) Record {
  Handler run = nullptr;
  Word word;  // for fields that only one kind of instruction has
  union {
    const Record* target = nullptr;  // branches: where to, if it lies in the same page
    u64 address;                     //   and otherwise its address
  };
  u32 src[3] = {};  // a, b, c, as `from` says; for forms 2, 3 and 7 already in the operands' order
  From from[3] = {};
  u8 bank = 0;          // constant bank, or for `bindless` the uniform register
  u16 dst = 0;          // row, or index into Warp::ur
  u8 guard = 7;         // predicate,
  u8 guard_not = 0;     //   negated if not 0
  u8 negabs = 0;        // float modifiers of a, b, c: negate in bits 0-2, absolute in 3-5
  u8 pdst[2] = {8, 8};  // predicates written (bits 81-83, 84-86), PT as `discard`
  u8 psrc = 7;          // predicate read (bits 87-89); bit 3: negated (bit 90)
  i32 imm = 0;          // memory: offset
  u32 spare = 0;
};
static_assert(sizeof(Record) == 64);

// Why a handler returned null.
enum class Stop : u8 {
  none,
  page,     // goes on at Warp::next_pc, which is in another page of code
  split,    // this split blocks, ends or yields: the scheduler chooses another
  barrier,  // waits at a barrier of the CTA
  end,      // no lane is left
  fault,    // Warp::fault
  clock,    // wants Warp::cycles brought up to date, and the same instruction again
  sleep,    // goes on at Warp::next_pc when the other warps have had their turn
};

// Lanes of a warp that are at the same place.
struct Split {
  enum State : u8 { ready, at_bsync, at_warpsync, at_barrier };
  u64 pc = 0;
  u32 mask = 0;
  u8 state = ready;
  u8 barrier = 0;     // Bn, or number of the CTA's barrier
  u32 wait_mask = 0;  // at_warpsync: lanes that must come
  void visit(StateVisitor& v) { v(pc), v(mask), v(state), v(barrier), v(wait_mask); }
};

struct Cta;       // the thread block: its ids, shared memory, barriers (cta.hpp)
struct CodePage;  // code_page.hpp

struct alignas(64) WarpHead {
  // What handlers look at most comes first.
  u32 active = 0;  // lanes of the split that runs
  u32 live = 0;    // lanes that have not exited
  Stop stop = Stop::none;
  SmVersion sm = 86;
  bool exact_mma = false;  // GridLaunch::exact_mma
  alignas(64) u32 p[predicate::count] = {};  // one bit a lane
  u32 up[predicate::count] = {};             // all zeros or all ones
  alignas(64) u32 ur[uniform::count] = {};
  // Constant banks as the launch gave them, each padded with zeros to 64 KiB and a vector more, so that a direct
  // operand needs no check; `bank_bytes` is what is really bound, for LDC.
  std::array<const std::byte*, 32> bank{};
  std::array<u32, 32> bank_bytes{};
  std::byte* shared = nullptr;
  u32 shared_bytes = 0;
  u64 shared_window = 0, local_window = 0;  // generic addresses of both windows, 16 MiB each
  u64 local_base = 0;   // virtual address of this warp's local memory; lanes' dwords lie interleaved
  u32 local_bytes = 0;  // of each lane
  u32 stack_top = 0;    // offset in the local window that lies just above local memory
  // The lowest offset of the thread's stack, which ends at stack_top.
  u32 local_bottom() const { return stack_top - local_bytes; }
  MemoryView* memory = nullptr;
  Cta* cta = nullptr;
  const CodePage* page = nullptr;  // of the instruction that runs
  u64 next_pc = 0;
  u32 yielded = 0;         // lanes that wait for others in a loop (YIELD, NANOSLEEP)
  u32 barrier_result = 0;  // of BAR.RED, for B2R
  u32 index = 0;           // warp in the CTA
  u32 current = 0;         // split that runs
  u64 cycles = 0;          // CLOCK: what the grid had retired when the turn began, or as of Stop::clock
  bool exact = false;      // `cycles` was brought up to date for the instruction at hand
  Record* link = nullptr;  // Stop::page: the record that led out of its page, to be connected with where it leads
  // The last jump through registers, for the message where it leads nowhere; no part of the state.
  u64 jumped_from = 0, jumped_to = 0;
  u64 uncounted = 0;       // records run that were no instructions
  std::vector<Split> splits;
  Fault fault;
  alignas(64) u32 b[16][lanes] = {};  // convergence barriers: each lane's copy is the mask of lanes that take part
};
struct Warp : WarpHead {
  alignas(128) u32 r[row::count][lanes];
};

inline u32 predicate_of(const Warp& w, u32 index, bool negated) { return negated ? ~w.p[index] : w.p[index]; }
// The lanes that execute an instruction.
inline u32 lanes_of(const Warp& w, const Record* i) {
  return w.active & (i->guard_not ? ~w.p[i->guard] : w.p[i->guard]);
}

}  // namespace egpulab::simulator::isa::sass
