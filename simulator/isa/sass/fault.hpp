// Why a warp was stopped, in the terms of its SM's error register.
#pragma once

#include <string>
#include <string_view>

#include "simulator/core/state.hpp"
#include "simulator/isa/address_space.hpp"

namespace egpulab::simulator::isa::sass {

// NV_PGRAPH_PRI_GPC_TPC_SM_HWW_WARP_ESR, error (names and numbers: Linux
// drivers/gpu/drm/nouveau/nvkm/engine/gr/gf100.c).
enum class WarpError : u8 {
  none = 0x00,
  stack_error = 0x01,
  api_stack_error = 0x02,
  ret_empty_stack_error = 0x03,
  pc_wrap = 0x04,
  misaligned_pc = 0x05,
  pc_overflow = 0x06,
  misaligned_immc_addr = 0x07,
  misaligned_reg = 0x08,
  illegal_instr_encoding = 0x09,
  illegal_sph_instr_combo = 0x0a,
  illegal_instr_param = 0x0b,
  invalid_const_addr = 0x0c,
  oor_reg = 0x0d,
  oor_addr = 0x0e,
  misaligned_addr = 0x0f,
  invalid_addr_space = 0x10,
  illegal_instr_param2 = 0x11,
  invalid_const_addr_ldc = 0x12,
  mmu_fault = 0x20,
};
std::string_view name(WarpError error);

struct Fault {
  enum class Kind : u8 {
    warp_error,   // as `error` says
    memory,       // a global access that the page tables refuse: `memory`
    breakpoint,   // BPT.TRAP
    unsupported,  // an instruction that is known but not modelled: `what` names it
    barrier,      // the CTA can never go on: `what` says who waits where
    budget,       // more instructions than the launch may take
  };
  Kind kind = Kind::warp_error;
  WarpError error = WarpError::none;
  u64 pc = 0;       // virtual address of the instruction
  u32 lane = 0;     // the first that failed
  u64 address = 0;  // that was accessed, where the error is about one
  MemoryFault memory{};
  std::string what;

  void visit(StateVisitor& v) {
    v(kind), v(error), v(pc), v(lane), v(address), v(memory.va), v(memory.access), v(memory.reason), v(what);
  }
};

}  // namespace egpulab::simulator::isa::sass
