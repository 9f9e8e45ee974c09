// SDMA 6.0 packets: operations and layouts, header included (word 0).
// Facts: Linux drivers/gpu/drm/amd/amdgpu/sdma_v6_0_0_pkt_open.h (MIT), whose field names these are.
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::amd::sdma {

// clang-format off
enum class Op : u32 {
  nop = 0, copy = 1, write = 2, indirect = 4, fence = 5, trap = 6, sem = 7, poll_regmem = 8, cond_exe = 9, atomic = 10,
  const_fill = 11, ptepde = 12, timestamp = 13, srbm_write = 14, pre_exe = 15, gpuvm_inv = 16, gcr_req = 17, dummy_trap = 32
};
std::string_view to_string(Op op);

// Comparison of a poll: (value & mask) with the reference, unsigned.
enum class Compare : u32 { always, less, less_equal, equal, not_equal, greater_equal, greater };
constexpr std::string_view to_string(Compare c) {
  constexpr std::string_view names[] = {"always", "<", "<=", "==", "!=", ">=", ">"};
  return static_cast<u32>(c) < 7 ? names[static_cast<u32>(c)] : std::string_view{};
}

// The part of word 0 that all packets share.
using Header = Bits<32, Field<"op", 7, 0, Op>, Field<"sub_op", 15, 8>>;

// COUNT more dwords are skipped.
using Nop = Bits<32,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"count", 0, 29, 16>>;
// COUNT is bytes - 1; backwards copies from the end.
using CopyLinear = Bits<224,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"encrypt", 0, 16>, InWord<"tmz", 0, 18>,
    InWord<"cpv", 0, 19>, InWord<"backwards", 0, 25>, InWord<"broadcast", 0, 27>, InWord<"count", 1, 29, 0>,
    InWord<"dst_sw", 2, 17, 16>, InWord<"dst_cache_policy", 2, 20, 18>, InWord<"src_sw", 2, 25, 24>,
    InWord<"src_cache_policy", 2, 28, 26>, InWord<"src_addr_31_0", 3, 31, 0>, InWord<"src_addr_63_32", 4, 31, 0>,
    InWord<"dst_addr_31_0", 5, 31, 0>, InWord<"dst_addr_63_32", 6, 31, 0>>;
// COPY_LINEAR with broadcast set: one source, two destinations.
using CopyBroadcastLinear = Bits<288,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"encrypt", 0, 16>, InWord<"tmz", 0, 18>,
    InWord<"cpv", 0, 19>, InWord<"broadcast", 0, 27>, InWord<"count", 1, 29, 0>, InWord<"dst2_sw", 2, 9, 8>,
    InWord<"dst2_cache_policy", 2, 12, 10>, InWord<"dst1_sw", 2, 17, 16>, InWord<"dst1_cache_policy", 2, 20, 18>,
    InWord<"src_sw", 2, 25, 24>, InWord<"src_cache_policy", 2, 28, 26>, InWord<"src_addr_31_0", 3, 31, 0>,
    InWord<"src_addr_63_32", 4, 31, 0>, InWord<"dst1_addr_31_0", 5, 31, 0>, InWord<"dst1_addr_63_32", 6, 31, 0>,
    InWord<"dst2_addr_31_0", 7, 31, 0>, InWord<"dst2_addr_63_32", 8, 31, 0>>;
// A box of elements of 2^elementsize bytes; sizes and pitches are given minus 1.
using CopyLinearSubwin = Bits<416,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"tmz", 0, 18>, InWord<"cpv", 0, 19>,
    InWord<"elementsize", 0, 31, 29>, InWord<"src_addr_31_0", 1, 31, 0>, InWord<"src_addr_63_32", 2, 31, 0>,
    InWord<"src_x", 3, 13, 0>, InWord<"src_y", 3, 29, 16>, InWord<"src_z", 4, 12, 0>, InWord<"src_pitch", 4, 31, 13>,
    InWord<"src_slice_pitch", 5, 27, 0>, InWord<"dst_addr_31_0", 6, 31, 0>, InWord<"dst_addr_63_32", 7, 31, 0>,
    InWord<"dst_x", 8, 13, 0>, InWord<"dst_y", 8, 29, 16>, InWord<"dst_z", 9, 12, 0>, InWord<"dst_pitch", 9, 31, 13>,
    InWord<"dst_slice_pitch", 10, 27, 0>, InWord<"rect_x", 11, 13, 0>, InWord<"rect_y", 11, 29, 16>,
    InWord<"rect_z", 12, 12, 0>, InWord<"dst_sw", 12, 17, 16>, InWord<"dst_cache_policy", 12, 20, 18>,
    InWord<"src_sw", 12, 25, 24>, InWord<"src_cache_policy", 12, 28, 26>>;
// COUNT is dwords - 1; the data follows.
using WriteUntiled = Bits<128,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"encrypt", 0, 16>, InWord<"tmz", 0, 18>,
    InWord<"cpv", 0, 28>, InWord<"dst_addr_31_0", 1, 31, 0>, InWord<"dst_addr_63_32", 2, 31, 0>,
    InWord<"count", 3, 19, 0>, InWord<"sw", 3, 25, 24>, InWord<"cache_policy", 3, 28, 26>>;
// Runs ib_size dwords; must start at 2 dwords modulo 8. csa_addr: where the queue is saved on preemption.
using Indirect = Bits<192,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"vmid", 0, 19, 16>, InWord<"priv", 0, 31>,
    InWord<"ib_base_31_0", 1, 31, 0>, InWord<"ib_base_63_32", 2, 31, 0>, InWord<"ib_size", 3, 19, 0>,
    InWord<"csa_addr_31_0", 4, 31, 0>, InWord<"csa_addr_63_32", 5, 31, 0>>;
// Writes DATA when all earlier packets have completed.
using Fence = Bits<128,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"mtype", 0, 18, 16>, InWord<"gcc", 0, 19>,
    InWord<"sys", 0, 20>, InWord<"snp", 0, 22>, InWord<"gpa", 0, 23>, InWord<"l2_policy", 0, 25, 24>,
    InWord<"llc_policy", 0, 26>, InWord<"cpv", 0, 28>, InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>,
    InWord<"data", 3, 31, 0>>;
// Interrupt with int_context as source data.
using Trap = Bits<64,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"int_context", 1, 27, 0>>;
using DummyTrap = Bits<64,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"int_context", 1, 27, 0>>;
using Semaphore = Bits<96,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"write_one", 0, 29>, InWord<"signal", 0, 30>,
    InWord<"mailbox", 0, 31>, InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>>;
// Adds 1 to a 64-bit word.
using MemIncr = Bits<96,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"l2_policy", 0, 25, 24>,
    InWord<"llc_policy", 0, 26>, InWord<"cpv", 0, 28>, InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>>;
// Waits until memory (mem_poll=1) or a register, masked, compares. With hdp_flush: writes the value to the register at
// addr_63_32, then polls the register at addr_31_0 (byte addresses). retry_count 0xfff: forever.
using PollRegmem = Bits<192,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"cache_policy", 0, 22, 20>, InWord<"cpv", 0, 24>,
    InWord<"hdp_flush", 0, 26>, InWord<"func", 0, 30, 28, Compare>, InWord<"mem_poll", 0, 31>,
    InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>, InWord<"value", 3, 31, 0>,
    InWord<"mask", 4, 31, 0>, InWord<"interval", 5, 15, 0>, InWord<"retry_count", 5, 27, 16>>;
using PollRegWriteMem = Bits<128,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"cache_policy", 0, 26, 24>, InWord<"cpv", 0, 28>,
    InWord<"addr_31_2", 1, 31, 2>, InWord<"addr_31_0", 2, 31, 0>, InWord<"addr_63_32", 3, 31, 0>>;
using PollDbitWriteMem = Bits<160,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"ea", 0, 17, 16>, InWord<"cache_policy", 0, 26, 24>,
    InWord<"cpv", 0, 28>, InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>,
    InWord<"addr_31_4", 3, 31, 4>, InWord<"page_num_31_0", 4, 31, 0>>;
using PollMemVerify = Bits<416,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"cache_policy", 0, 26, 24>, InWord<"cpv", 0, 28>,
    InWord<"mode", 0, 31>, InWord<"pattern", 1, 31, 0>, InWord<"cmp0_start_31_0", 2, 31, 0>,
    InWord<"cmp0_start_63_32", 3, 31, 0>, InWord<"cmp0_end_31_0", 4, 31, 0>, InWord<"cmp0_end_63_32", 5, 31, 0>,
    InWord<"cmp1_start_31_0", 6, 31, 0>, InWord<"cmp1_start_63_32", 7, 31, 0>, InWord<"cmp1_end_31_0", 8, 31, 0>,
    InWord<"cmp1_end_63_32", 9, 31, 0>, InWord<"rec_31_0", 10, 31, 0>, InWord<"rec_63_32", 11, 31, 0>>;
// Skips exec_count dwords unless memory equals the reference.
using CondExe = Bits<160,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"cache_policy", 0, 26, 24>, InWord<"cpv", 0, 28>,
    InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>, InWord<"reference", 3, 31, 0>,
    InWord<"exec_count", 4, 13, 0>>;
// atomic_op is the TC_OP of the memory instructions.
using Atomic = Bits<256,
    InWord<"op", 0, 7, 0, Op>, InWord<"loop", 0, 16>, InWord<"tmz", 0, 18>, InWord<"cache_policy", 0, 22, 20>,
    InWord<"cpv", 0, 24>, InWord<"atomic_op", 0, 31, 25>, InWord<"addr_31_0", 1, 31, 0>,
    InWord<"addr_63_32", 2, 31, 0>, InWord<"src_data_31_0", 3, 31, 0>, InWord<"src_data_63_32", 4, 31, 0>,
    InWord<"cmp_data_31_0", 5, 31, 0>, InWord<"cmp_data_63_32", 6, 31, 0>, InWord<"loop_interval", 7, 12, 0>>;
// COUNT is bytes - 1 (rounded to the fill size); fillsize: log2 of the pattern in bytes (0, 1, 2).
using ConstantFill = Bits<160,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"sw", 0, 17, 16>, InWord<"cache_policy", 0, 26, 24>,
    InWord<"cpv", 0, 28>, InWord<"fillsize", 0, 31, 30>, InWord<"dst_addr_31_0", 1, 31, 0>,
    InWord<"dst_addr_63_32", 2, 31, 0>, InWord<"src_data_31_0", 3, 31, 0>, InWord<"count", 4, 29, 0>>;
using DataFillMulti = Bits<192,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"cache_policy", 0, 26, 24>, InWord<"cpv", 0, 28>,
    InWord<"memlog_clr", 0, 31>, InWord<"byte_stride", 1, 31, 0>, InWord<"dma_count", 2, 31, 0>,
    InWord<"dst_addr_31_0", 3, 31, 0>, InWord<"dst_addr_63_32", 4, 31, 0>, InWord<"count", 5, 25, 0>>;
// Generates COUNT + 1 page table entries: init, init + incr, ..., or-ed with the mask.
using WriteIncr = Bits<320,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"cache_policy", 0, 26, 24>, InWord<"cpv", 0, 28>,
    InWord<"dst_addr_31_0", 1, 31, 0>, InWord<"dst_addr_63_32", 2, 31, 0>, InWord<"mask_dw0", 3, 31, 0>,
    InWord<"mask_dw1", 4, 31, 0>, InWord<"init_dw0", 5, 31, 0>, InWord<"init_dw1", 6, 31, 0>,
    InWord<"incr_dw0", 7, 31, 0>, InWord<"incr_dw1", 8, 31, 0>, InWord<"count", 9, 18, 0>>;
using PtepdeCopy = Bits<256,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"tmz", 0, 18>, InWord<"cpv", 0, 28>,
    InWord<"ptepde_op", 0, 31>, InWord<"src_addr_31_0", 1, 31, 0>, InWord<"src_addr_63_32", 2, 31, 0>,
    InWord<"dst_addr_31_0", 3, 31, 0>, InWord<"dst_addr_63_32", 4, 31, 0>, InWord<"mask_dw0", 5, 31, 0>,
    InWord<"mask_dw1", 6, 31, 0>, InWord<"count", 7, 18, 0>, InWord<"dst_cache_policy", 7, 24, 22>,
    InWord<"src_cache_policy", 7, 31, 29>>;
using PtepdeRmw = Bits<256,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"mtype", 0, 18, 16>, InWord<"gcc", 0, 19>,
    InWord<"sys", 0, 20>, InWord<"snp", 0, 22>, InWord<"gpa", 0, 23>, InWord<"l2_policy", 0, 25, 24>,
    InWord<"llc_policy", 0, 26>, InWord<"cpv", 0, 28>, InWord<"addr_31_0", 1, 31, 0>, InWord<"addr_63_32", 2, 31, 0>,
    InWord<"mask_31_0", 3, 31, 0>, InWord<"mask_63_32", 4, 31, 0>, InWord<"value_31_0", 5, 31, 0>,
    InWord<"value_63_32", 6, 31, 0>, InWord<"num_of_pte", 7, 31, 0>>;
using PtepdeCopyBackwards = Bits<224,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"pte_size", 0, 29, 28>, InWord<"direction", 0, 30>,
    InWord<"ptepde_op", 0, 31>, InWord<"src_addr_31_0", 1, 31, 0>, InWord<"src_addr_63_32", 2, 31, 0>,
    InWord<"dst_addr_31_0", 3, 31, 0>, InWord<"dst_addr_63_32", 4, 31, 0>, InWord<"mask_first_xfer", 5, 7, 0>,
    InWord<"mask_last_xfer", 5, 15, 8>, InWord<"count", 6, 16, 0>>;
using TimestampSet = Bits<96,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"init_data_31_0", 1, 31, 0>,
    InWord<"init_data_63_32", 2, 31, 0>>;
using TimestampGet = Bits<96,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"l2_policy", 0, 25, 24>,
    InWord<"llc_policy", 0, 26>, InWord<"cpv", 0, 28>, InWord<"write_addr_31_3", 1, 31, 3>,
    InWord<"write_addr_63_32", 2, 31, 0>>;
// Writes the 64-bit global time stamp (100 MHz).
using TimestampGetGlobal = Bits<96,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"l2_policy", 0, 25, 24>,
    InWord<"llc_policy", 0, 26>, InWord<"cpv", 0, 28>, InWord<"write_addr_31_3", 1, 31, 3>,
    InWord<"write_addr_63_32", 2, 31, 0>>;
// Writes a register: addr is its dword address; byte_en one bit a byte.
using SrbmWrite = Bits<96,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"byte_en", 0, 31, 28>, InWord<"addr", 1, 17, 0>,
    InWord<"apertureid", 1, 31, 20>, InWord<"data", 2, 31, 0>>;
// Runs exec_count dwords only on the engines in dev_sel.
using PreExe = Bits<64,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"dev_sel", 0, 23, 16>,
    InWord<"exec_count", 1, 13, 0>>;
// Invalidates translations, like GCVM_INVALIDATE_ENG_REQ.
using GpuvmInv = Bits<128,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"per_vmid_inv_req", 1, 15, 0>,
    InWord<"flush_type", 1, 18, 16>, InWord<"l2_ptes", 1, 19>, InWord<"l2_pde0", 1, 20>, InWord<"l2_pde1", 1, 21>,
    InWord<"l2_pde2", 1, 22>, InWord<"l1_ptes", 1, 23>, InWord<"clr_protection_fault_status_addr", 1, 24>,
    InWord<"log_request", 1, 25>, InWord<"four_kilobytes", 1, 26>, InWord<"s", 2, 0>,
    InWord<"page_va_42_12", 2, 31, 1>, InWord<"page_va_47_43", 3, 5, 0>>;
// Cache operations; gcr_control is GCR_CNTL of PM4 (pm4::GcrCntl).
using GcrReq = Bits<160,
    InWord<"op", 0, 7, 0, Op>, InWord<"sub_op", 0, 15, 8>, InWord<"base_va_31_7", 1, 31, 7>,
    InWord<"base_va_47_32", 2, 15, 0>, InWord<"gcr_control_15_0", 2, 31, 16>, InWord<"gcr_control_18_16", 3, 2, 0>,
    InWord<"limit_va_31_7", 3, 31, 7>, InWord<"limit_va_47_32", 4, 15, 0>, InWord<"vmid", 4, 27, 24>>;
// clang-format on

// A packet as run-time data. `dwords` counts the fixed part; NOP and WRITE_UNTILED carry more.
struct PacketInfo {
  std::string_view name;
  Op op;
  u32 sub_op;
  u32 dwords;
  std::span<const FieldInfo> fields;
};
std::span<const PacketInfo> packets();
// By word 0; null for an operation without a declaration.
const PacketInfo* find_packet(u32 header);

}  // namespace egpulab::regs::amd::sdma
