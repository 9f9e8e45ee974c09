// What a compute dispatch is to the shader engine: the COMPUTE_* registers as the command processor holds them, and
// what became of it.
#pragma once

#include <array>
#include <string>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"
#include "simulator/isa/address_space.hpp"

namespace egpulab::simulator::isa::rdna {

enum class Generation : u8 { gfx11, gfx12 };
enum class WaveSize : u8 { wave32 = 32, wave64 = 64 };

using Extent = std::array<u32, 3>;  // x, y, z

// One COMPUTE dispatch. Register fields are given raw, so that the engine alone knows their layout.
struct Launch {
  Generation generation = Generation::gfx11;
  WaveSize wave_size = WaveSize::wave32;  // DISPATCH_INITIATOR.CS_W32_EN
  u64 program = 0;                        // COMPUTE_PGM_LO/HI as an address: register value << 8
  u32 rsrc1 = 0, rsrc2 = 0, rsrc3 = 0;    // COMPUTE_PGM_RSRC1..3; LDS bytes come from rsrc2.LDS_SIZE
  std::array<u32, 16> user_data{};        // COMPUTE_USER_DATA_0..15; the first rsrc2.USER_SGPR of them are loaded
  Extent group_threads{1, 1, 1};          // COMPUTE_NUM_THREAD_X..Z, NUM_THREAD_FULL
  Extent partial_threads{};               // NUM_THREAD_PARTIAL: size of the last group of an axis; 0 = full
  Extent groups{1, 1, 1};                 // the packet's DIM_X..Z, in groups (the end, exclusive, as registers have it)
  Extent start{};                         // COMPUTE_START_X..Z, in groups
  u64 scratch_base = 0;                   // COMPUTE_DISPATCH_SCRATCH_BASE_LO/HI as an address: register value << 8
  u32 tmpring_size = 0;                   // COMPUTE_TMPRING_SIZE: WAVES and WAVESIZE
  u64 shared_base = 0;                    // SH_MEM_BASES.SHARED_BASE << 48: where flat addresses mean LDS
  u64 private_base = 0;                   // SH_MEM_BASES.PRIVATE_BASE << 48: where flat addresses mean scratch
  u32 dispatch_id = 0;                    // COMPUTE_DISPATCH_ID, seen by the trap handler and in fault reports
  u64 trap_base = 0;                      // SQ_SHADER_TBA of the VMID as an address: where traps go
  u64 trap_memory = 0;                    // SQ_SHADER_TMA of the VMID as an address

  bool trap_enabled() const { return rsrc2 >> 6 & 1; }  // COMPUTE_PGM_RSRC2.TRAP_PRESENT

  void visit(StateVisitor& v) {
    v(generation), v(wave_size), v(program), v(rsrc1), v(rsrc2), v(rsrc3), v(user_data), v(group_threads);
    v(partial_threads), v(groups), v(start), v(scratch_base), v(tmpring_size), v(shared_base), v(private_base);
    v(dispatch_id), v(trap_base), v(trap_memory);
  }
};

// Why a wave stopped for good. The dispatch stops with it; nothing after the faulting instruction has run in that wave.
struct Fault {
  enum class Kind : u8 {
    memory,               // `memory` says where and why
    illegal_instruction,  // no such opcode, or one the engine does not execute yet
    instruction_fetch,    // `memory` says where: the program counter left executable memory
    launch,               // the registers describe no possible dispatch; `text` says what
    trap,                 // s_trap without a trap handler
    budget,               // a limit of the caller was reached
  };
  Kind kind = Kind::illegal_instruction;
  u64 pc = 0;                 // virtual address of the instruction
  u32 lane = 0;               // lowest faulting lane; 0 for scalar instructions
  u32 wave = 0;               // index of the wave in its workgroup
  Extent group{};             // workgroup id
  isa::MemoryFault memory{};  // only for memory and instruction_fetch
  std::string text;           // the instruction as text, or the reason for `launch`

  // One sentence that names what, where and why.
  std::string describe() const;
  void visit(StateVisitor& v) {
    v(kind), v(pc), v(lane), v(wave), v(group), v(memory.va), v(memory.access), v(memory.reason), v(text);
  }
};

// What the engine asks of the machine around it.
class Environment {
 public:
  virtual ~Environment() = default;
  // S_SENDMSG_RTN GET_REALTIME: ticks of the constant 100 MHz reference clock.
  virtual u64 realtime() = 0;
  // S_SENDMSG MSG_INTERRUPT: `data` is M0[23:0].
  virtual void interrupt(u32 data) = 0;
  // S_SENDMSG_RTN GET_DOORBELL: the doorbell id of the wave's queue; 0xbad where there is none.
  virtual u32 doorbell() { return 0xbad; }
  // S_TRAP `id` at `pc` was met and ignored, as hardware does without a trap handler.
  virtual void trap_ignored(u64 /*pc*/, u32 /*id*/) {}
  // What registers and LDS that nobody wrote hold: 0 for zeroes, else the seed of a repeatable pattern.
  virtual u64 uninitialised_seed() const { return 0; }
};

}  // namespace egpulab::simulator::isa::rdna
