// What a channel's ring and pushbuffer hold: GPFIFO entries, method headers, and the methods that the host itself
// executes (NV_UDMA).
// Facts: open-gpu-doc classes/host clc56f.h, manuals ampere/ga100/dev_ram (FIFO_DMA), dev_pbdma (NV_UDMA);
// open-gpu-kernel-modules class/clc86f.h, clc96f.h (MIT).
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::nvidia {

enum class GpOpcode : u8 { nop = 0, illegal = 1, gp_crc = 2, pb_crc = 3, set_pb_segment_extended_base = 4 };

// clang-format off
// LENGTH counts dwords of the pushbuffer segment; 0 makes it a control entry, with OPCODE and OPERAND.
using GpEntry = Bits<64, Bit<"FETCH_CONDITIONAL", 0>, Field<"GET", 31, 2>, Field<"GET_HI", 39, 32>, Bit<"LEVEL_SUBROUTINE", 41>,
    Field<"LENGTH", 62, 42>, Bit<"SYNC_WAIT", 63>>;
using GpControlEntry = Bits<64, Field<"OPERAND", 31, 0>, Field<"OPCODE", 39, 32, GpOpcode>, Field<"LENGTH", 62, 42>, Bit<"SYNC_WAIT", 63>>;
// Since Hopper: bits [63:40] of the segments that follow, as bits [24:8] of the operand of a control entry.
using GpExtendedBase = Bits<32, Field<"BASE", 24, 8>>;

enum class SecOp : u8 { grp0_use_tert = 0, inc_method = 1, grp2_use_tert = 2, non_inc_method = 3, immd_data_method = 4, one_inc = 5, reserved6 = 6, end_pb_segment = 7 };
constexpr std::string_view to_string(SecOp op) {
  constexpr std::string_view names[] = {"GRP0", "INC_METHOD", "GRP2", "NON_INC_METHOD", "IMMD_DATA_METHOD", "ONE_INC", "RESERVED6", "END_PB_SEGMENT"};
  return names[static_cast<u8>(op) & 7];
}
enum class TertOp : u8 { none = 0, set_sub_dev_mask = 1, store_sub_dev_mask = 2, use_sub_dev_mask = 3 };
// ADDRESS counts dwords.
using MethodHeader = Bits<32, Field<"ADDRESS", 11, 0>, Field<"SUBCHANNEL", 15, 13>, Field<"COUNT", 28, 16>, Field<"SEC_OP", 31, 29, SecOp>>;
using SubdeviceMaskEntry = Bits<32, Field<"MASK", 15, 4>, Field<"TERT_OP", 17, 16, TertOp>, Field<"SEC_OP", 31, 29, SecOp>>;

enum class SemOperation : u8 { acquire = 0, release = 1, acq_strict_geq = 2, acq_circ_geq = 3, acq_and = 4, acq_nor = 5, reduction = 6 };
enum class SemReduction : u8 { imin = 0, imax, ixor, iand, ior, iadd, inc, dec, invalid_a, invalid_b, fadd, fmin, fmax };
using SemExecute = Bits<32, Field<"OPERATION", 2, 0, SemOperation>, Bit<"ACQUIRE_SWITCH_TSG", 12>, Bit<"RELEASE_WFI", 20>,
    Bit<"PAYLOAD_SIZE_64BIT", 24>, Bit<"RELEASE_TIMESTAMP", 25>, Field<"REDUCTION", 30, 27, SemReduction>, Bit<"REDUCTION_FORMAT_UNSIGNED", 31>>;
enum class SemaphoreDOperation : u8 { none = 0, acquire = 1, release = 2, acq_geq = 4, acq_and = 8, reduction = 16 };
using SemaphoreD = Bits<32, Field<"OPERATION", 4, 0, SemaphoreDOperation>, Bit<"ACQUIRE_SWITCH", 12>, Bit<"RELEASE_WFI_DIS", 20>,
    Bit<"RELEASE_SIZE_4BYTE", 24>, Field<"REDUCTION", 30, 27, SemReduction>, Bit<"FORMAT_UNSIGNED", 31>>;

enum class MemOperation : u8 { membar = 5, mmu_tlb_invalidate = 9, mmu_tlb_invalidate_targeted = 10, mmu_operation = 11, l2_peermem_invalidate = 13,
    l2_sysmem_invalidate = 14, l2_clean_comptags = 15, l2_flush_dirty = 16, l2_sysmem_ncoh_invalidate = 17, l2_wait_for_sys_pending_reads = 21, access_counter_clr = 22 };
using MemOpA = Bits<32, Field<"INVALIDATION_SIZE", 5, 0>, Bit<"SYSMEMBAR", 11>, Field<"TARGET_ADDR_LO", 31, 12>>;
using MemOpC = Bits<32, Bit<"PDB_ALL", 0>, Bit<"GPC_DISABLE", 1>, Field<"REPLAY", 4, 2>, Field<"ACK_TYPE", 6, 5>, Field<"PAGE_TABLE_LEVEL", 9, 7>,
    Field<"PDB_APERTURE", 11, 10>, Field<"PDB_ADDR_LO", 31, 12>>;
using MemOpD = Bits<32, Field<"PDB_ADDR_HI", 26, 0>, Field<"OPERATION", 31, 27, MemOperation>>;
using ClearFaulted = Bits<32, Field<"CHID", 11, 0>, Field<"RUNLIST_ID", 22, 16>, Bit<"TYPE_ENG_FAULTED", 31>>;
// clang-format on

// Byte addresses of the host's methods; everything below `end` is the host's.
namespace udma {
inline constexpr u32 set_object = 0x00, illegal = 0x04, nop = 0x08, semaphore_a = 0x10, semaphore_b = 0x14,
                     semaphore_c = 0x18, semaphore_d = 0x1c, non_stall_interrupt = 0x20, fb_flush = 0x24,
                     mem_op_a = 0x28, mem_op_b = 0x2c, mem_op_c = 0x30, mem_op_d = 0x34, set_reference = 0x50,
                     sem_addr_lo = 0x5c, sem_addr_hi = 0x60, sem_payload_lo = 0x64, sem_payload_hi = 0x68,
                     sem_execute = 0x6c, wfi = 0x78, crc_check = 0x7c, yield = 0x80, clear_faulted = 0x84, end = 0x100;
}  // namespace udma
inline constexpr u32 yield_tsg = 3;
// Subchannels of software methods: what is sent there interrupts.
inline constexpr u32 subchannels = 8, first_software_subchannel = 5, copy_subchannel = 4;

}  // namespace egpulab::regs::nvidia
