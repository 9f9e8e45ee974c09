// SOP1: scalar instructions of one source (RDNA3 ISA, "SOP1 Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/scalar.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"s_mov_b32", sop1, 0x0, s32, {b32}, 0, scalar32<SMov>},
    {"s_mov_b64", sop1, 0x1, s64, {b64}, 0, scalar_wide<SMov64>},
    {"s_cmov_b32", sop1, 0x2, s32, {b32}, 0, nullptr},
    {"s_cmov_b64", sop1, 0x3, s64, {b64}, 0, nullptr},
    {"s_brev_b32", sop1, 0x4, s32, {b32}, 0, nullptr},
    {"s_brev_b64", sop1, 0x5, s64, {b64}, 0, nullptr},
    {"s_ctz_i32_b32", sop1, 0x8, s32, {b32}, 0, nullptr},
    {"s_ctz_i32_b64", sop1, 0x9, s32, {b64}, 0, nullptr},
    {"s_clz_i32_u32", sop1, 0xa, s32, {b32}, 0, nullptr},
    {"s_clz_i32_u64", sop1, 0xb, s32, {b64}, 0, nullptr},
    {"s_cls_i32", sop1, 0xc, s32, {b32}, 0, nullptr},
    {"s_cls_i32_i64", sop1, 0xd, s32, {b64}, 0, nullptr},
    {"s_sext_i32_i8", sop1, 0xe, s32, {b32}, 0, nullptr},
    {"s_sext_i32_i16", sop1, 0xf, s32, {b32}, 0, nullptr},
    {"s_bitset0_b32", sop1, 0x10, s32, {b32}, 0, nullptr},
    {"s_bitset0_b64", sop1, 0x11, s64, {b32}, 0, nullptr},
    {"s_bitset1_b32", sop1, 0x12, s32, {b32}, 0, nullptr},
    {"s_bitset1_b64", sop1, 0x13, s64, {b32}, 0, nullptr},
    {"s_bitreplicate_b64_b32", sop1, 0x14, s64, {b32}, 0, nullptr},
    {"s_abs_i32", sop1, 0x15, s32, {b32}, 0, nullptr},
    {"s_bcnt0_i32_b32", sop1, 0x16, s32, {b32}, 0, nullptr},
    {"s_bcnt0_i32_b64", sop1, 0x17, s32, {b64}, 0, nullptr},
    {"s_bcnt1_i32_b32", sop1, 0x18, s32, {b32}, 0, nullptr},
    {"s_bcnt1_i32_b64", sop1, 0x19, s32, {b64}, 0, nullptr},
    {"s_quadmask_b32", sop1, 0x1a, s32, {b32}, 0, nullptr},
    {"s_quadmask_b64", sop1, 0x1b, s64, {b64}, 0, nullptr},
    {"s_wqm_b32", sop1, 0x1c, s32, {b32}, 0, nullptr},
    {"s_wqm_b64", sop1, 0x1d, s64, {b64}, 0, nullptr},
    {"s_not_b32", sop1, 0x1e, s32, {b32}, 0, nullptr},
    {"s_not_b64", sop1, 0x1f, s64, {b64}, 0, nullptr},
    {"s_and_saveexec_b32", sop1, 0x20, s32, {b32}, 0, save_exec<XAnd, false>},
    {"s_and_saveexec_b64", sop1, 0x21, s64, {b64}, 0, save_exec<XAnd, true>},
    {"s_or_saveexec_b32", sop1, 0x22, s32, {b32}, 0, save_exec<XOr, false>},
    {"s_or_saveexec_b64", sop1, 0x23, s64, {b64}, 0, save_exec<XOr, true>},
    {"s_xor_saveexec_b32", sop1, 0x24, s32, {b32}, 0, save_exec<XXor, false>},
    {"s_xor_saveexec_b64", sop1, 0x25, s64, {b64}, 0, save_exec<XXor, true>},
    {"s_nand_saveexec_b32", sop1, 0x26, s32, {b32}, 0, nullptr},
    {"s_nand_saveexec_b64", sop1, 0x27, s64, {b64}, 0, nullptr},
    {"s_nor_saveexec_b32", sop1, 0x28, s32, {b32}, 0, nullptr},
    {"s_nor_saveexec_b64", sop1, 0x29, s64, {b64}, 0, nullptr},
    {"s_xnor_saveexec_b32", sop1, 0x2a, s32, {b32}, 0, nullptr},
    {"s_xnor_saveexec_b64", sop1, 0x2b, s64, {b64}, 0, nullptr},
    {"s_and_not0_saveexec_b32", sop1, 0x2c, s32, {b32}, 0, nullptr},
    {"s_and_not0_saveexec_b64", sop1, 0x2d, s64, {b64}, 0, nullptr},
    {"s_or_not0_saveexec_b32", sop1, 0x2e, s32, {b32}, 0, nullptr},
    {"s_or_not0_saveexec_b64", sop1, 0x2f, s64, {b64}, 0, nullptr},
    {"s_and_not1_saveexec_b32", sop1, 0x30, s32, {b32}, 0, save_exec<XAndNot1, false>},
    {"s_and_not1_saveexec_b64", sop1, 0x31, s64, {b64}, 0, save_exec<XAndNot1, true>},
    {"s_or_not1_saveexec_b32", sop1, 0x32, s32, {b32}, 0, nullptr},
    {"s_or_not1_saveexec_b64", sop1, 0x33, s64, {b64}, 0, nullptr},
    {"s_and_not0_wrexec_b32", sop1, 0x34, s32, {b32}, 0, nullptr},
    {"s_and_not0_wrexec_b64", sop1, 0x35, s64, {b64}, 0, nullptr},
    {"s_and_not1_wrexec_b32", sop1, 0x36, s32, {b32}, 0, nullptr},
    {"s_and_not1_wrexec_b64", sop1, 0x37, s64, {b64}, 0, nullptr},
    {"s_movrels_b32", sop1, 0x40, s32, {sr32}, 0, nullptr},
    {"s_movrels_b64", sop1, 0x41, s64, {sr64}, 0, nullptr},
    {"s_movreld_b32", sop1, 0x42, s32, {b32}, 0, nullptr},
    {"s_movreld_b64", sop1, 0x43, s64, {b64}, 0, nullptr},
    {"s_movrelsd_2_b32", sop1, 0x44, s32, {b32}, 0, nullptr},
    {"s_getpc_b64", sop1, 0x47, s64, {}, 0, nullptr},
    {"s_setpc_b64", sop1, 0x48, none, {sr64}, 0, nullptr},
    {"s_swappc_b64", sop1, 0x49, s64, {b64}, 0, nullptr},
    {"s_rfe_b64", sop1, 0x4a, none, {sr64}, 0, nullptr},
    {"s_sendmsg_rtn_b32", sop1, 0x4c, s32, {message}, 0, nullptr},
    {"s_sendmsg_rtn_b64", sop1, 0x4d, s64, {message}, 0, nullptr},
};
// clang-format on

}  // namespace

Rows sop1_rows() { return rows; }
EGPULAB_RDNA_END
