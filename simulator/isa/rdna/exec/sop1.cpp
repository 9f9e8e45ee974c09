// SOP1: scalar instructions of one source (RDNA3 ISA, "SOP1 Opcodes").
#include "simulator/isa/rdna/exec/control.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/scalar_bits.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"s_mov_b32", sop1, 0x0, s32, {b32}, 0, scalar32<SMov>},
    {"s_mov_b64", sop1, 0x1, s64, {b64}, 0, scalar_wide<SMov64>},
    {"s_cmov_b32", sop1, 0x2, s32, {b32}, 0, scalar_update<SCmov>},
    {"s_cmov_b64", sop1, 0x3, s64, {b64}, 0, scalar_update_wide<SCmov64>},
    {"s_brev_b32", sop1, 0x4, s32, {b32}, 0, scalar32<SBrev>},
    {"s_brev_b64", sop1, 0x5, s64, {b64}, 0, scalar_wide<SBrev64>},
    {"s_ctz_i32_b32", sop1, 0x8, s32, {b32}, 0, scalar32<SCtz>},
    {"s_ctz_i32_b64", sop1, 0x9, s32, {b64}, 0, scalar_narrow<SCtz64>},
    {"s_clz_i32_u32", sop1, 0xa, s32, {b32}, 0, scalar32<SClz>},
    {"s_clz_i32_u64", sop1, 0xb, s32, {b64}, 0, scalar_narrow<SClz64>},
    {"s_cls_i32", sop1, 0xc, s32, {b32}, 0, scalar32<SCls>},
    {"s_cls_i32_i64", sop1, 0xd, s32, {b64}, 0, scalar_narrow<SCls64>},
    {"s_sext_i32_i8", sop1, 0xe, s32, {b32}, 0, scalar32<SSext8>},
    {"s_sext_i32_i16", sop1, 0xf, s32, {b32}, 0, scalar32<SSext16>},
    {"s_bitset0_b32", sop1, 0x10, s32, {b32}, 0, scalar_update<SBitset0>},
    {"s_bitset0_b64", sop1, 0x11, s64, {b32}, 0, scalar_update_wide<SBitset064>},
    {"s_bitset1_b32", sop1, 0x12, s32, {b32}, 0, scalar_update<SBitset1>},
    {"s_bitset1_b64", sop1, 0x13, s64, {b32}, 0, scalar_update_wide<SBitset164>},
    {"s_bitreplicate_b64_b32", sop1, 0x14, s64, {b32}, 0, scalar_wide<SBitReplicate>},
    {"s_abs_i32", sop1, 0x15, s32, {b32}, 0, scalar32<SAbs>},
    {"s_bcnt0_i32_b32", sop1, 0x16, s32, {b32}, 0, scalar32<SBcnt0>},
    {"s_bcnt0_i32_b64", sop1, 0x17, s32, {b64}, 0, scalar_narrow<SBcnt064>},
    {"s_bcnt1_i32_b32", sop1, 0x18, s32, {b32}, 0, scalar32<SBcnt1>},
    {"s_bcnt1_i32_b64", sop1, 0x19, s32, {b64}, 0, scalar_narrow<SBcnt164>},
    {"s_quadmask_b32", sop1, 0x1a, s32, {b32}, 0, scalar32<SQuadMask>},
    {"s_quadmask_b64", sop1, 0x1b, s64, {b64}, 0, scalar_wide<SQuadMask64>},
    {"s_wqm_b32", sop1, 0x1c, s32, {b32}, 0, scalar32<SWqm>},
    {"s_wqm_b64", sop1, 0x1d, s64, {b64}, 0, scalar_wide<SWqm64>},
    {"s_not_b32", sop1, 0x1e, s32, {b32}, 0, scalar32<SNot>},
    {"s_not_b64", sop1, 0x1f, s64, {b64}, 0, scalar_wide<SNot64>},
    {"s_and_saveexec_b32", sop1, 0x20, s32, {b32}, 0, save_exec<XAnd, false>},
    {"s_and_saveexec_b64", sop1, 0x21, s64, {b64}, 0, save_exec<XAnd, true>},
    {"s_or_saveexec_b32", sop1, 0x22, s32, {b32}, 0, save_exec<XOr, false>},
    {"s_or_saveexec_b64", sop1, 0x23, s64, {b64}, 0, save_exec<XOr, true>},
    {"s_xor_saveexec_b32", sop1, 0x24, s32, {b32}, 0, save_exec<XXor, false>},
    {"s_xor_saveexec_b64", sop1, 0x25, s64, {b64}, 0, save_exec<XXor, true>},
    {"s_nand_saveexec_b32", sop1, 0x26, s32, {b32}, 0, save_exec<XNand, false>},
    {"s_nand_saveexec_b64", sop1, 0x27, s64, {b64}, 0, save_exec<XNand, true>},
    {"s_nor_saveexec_b32", sop1, 0x28, s32, {b32}, 0, save_exec<XNor, false>},
    {"s_nor_saveexec_b64", sop1, 0x29, s64, {b64}, 0, save_exec<XNor, true>},
    {"s_xnor_saveexec_b32", sop1, 0x2a, s32, {b32}, 0, save_exec<XXnor, false>},
    {"s_xnor_saveexec_b64", sop1, 0x2b, s64, {b64}, 0, save_exec<XXnor, true>},
    {"s_and_not0_saveexec_b32", sop1, 0x2c, s32, {b32}, 0, save_exec<XAndNot0, false>},
    {"s_and_not0_saveexec_b64", sop1, 0x2d, s64, {b64}, 0, save_exec<XAndNot0, true>},
    {"s_or_not0_saveexec_b32", sop1, 0x2e, s32, {b32}, 0, save_exec<XOrNot0, false>},
    {"s_or_not0_saveexec_b64", sop1, 0x2f, s64, {b64}, 0, save_exec<XOrNot0, true>},
    {"s_and_not1_saveexec_b32", sop1, 0x30, s32, {b32}, 0, save_exec<XAndNot1, false>},
    {"s_and_not1_saveexec_b64", sop1, 0x31, s64, {b64}, 0, save_exec<XAndNot1, true>},
    {"s_or_not1_saveexec_b32", sop1, 0x32, s32, {b32}, 0, save_exec<XOrNot1, false>},
    {"s_or_not1_saveexec_b64", sop1, 0x33, s64, {b64}, 0, save_exec<XOrNot1, true>},
    {"s_and_not0_wrexec_b32", sop1, 0x34, s32, {b32}, 0, save_exec<XAndNot0, false, true>},
    {"s_and_not0_wrexec_b64", sop1, 0x35, s64, {b64}, 0, save_exec<XAndNot0, true, true>},
    {"s_and_not1_wrexec_b32", sop1, 0x36, s32, {b32}, 0, save_exec<XAndNot1, false, true>},
    {"s_and_not1_wrexec_b64", sop1, 0x37, s64, {b64}, 0, save_exec<XAndNot1, true, true>},
    {"s_movrels_b32", sop1, 0x40, s32, {sr32}, 0, move_relative_source<1>},
    {"s_movrels_b64", sop1, 0x41, s64, {sr64}, 0, move_relative_source<2>},
    {"s_movreld_b32", sop1, 0x42, s32, {b32}, 0, move_relative_destination<1>},
    {"s_movreld_b64", sop1, 0x43, s64, {b64}, 0, move_relative_destination<2>},
    {"s_movrelsd_2_b32", sop1, 0x44, s32, {b32}, 0, move_relative_both},
    {"s_getpc_b64", sop1, 0x47, s64, {}, 0, get_pc},
    {"s_setpc_b64", sop1, 0x48, none, {sr64}, ends_block, set_pc},
    {"s_swappc_b64", sop1, 0x49, s64, {b64}, ends_block, swap_pc},
    {"s_rfe_b64", sop1, 0x4a, none, {sr64}, ends_block, return_from_exception},
    {"s_sendmsg_rtn_b32", sop1, 0x4c, s32, {message}, 0, ask<1>},
    {"s_sendmsg_rtn_b64", sop1, 0x4d, s64, {message}, 0, ask<2>},
    {"s_barrier_signal", sop1, 0x4e, none, {b32}, gfx12_only, barrier_signal<false>},
    {"s_barrier_signal_isfirst", sop1, 0x4f, none, {b32}, gfx12_only, barrier_signal<true>},
    {"s_get_barrier_state", sop1, 0x50, s32, {b32}, gfx12_only, barrier_state},
    {"s_barrier_init", sop1, 0x51, none, {b32}, gfx12_only, nullptr},
    {"s_barrier_join", sop1, 0x52, none, {b32}, gfx12_only, nullptr},
    {"s_wakeup_barrier", sop1, 0x57, none, {b32}, gfx12_only, nullptr},
    {"s_sleep_var", sop1, 0x58, none, {b32}, gfx12_only, sleep_variable},
    {"s_alloc_vgpr", sop1, 0x53, none, {b32}, gfx12_only, allocate_vgprs},
};
// clang-format on

}  // namespace

Rows sop1_rows() { return rows; }
EGPULAB_RDNA_END
