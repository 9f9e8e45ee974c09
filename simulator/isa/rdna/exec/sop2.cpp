// SOP2 and SOPC: scalar instructions of two sources, comparisons (RDNA3 ISA, "SOP2 Opcodes", "SOPC Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/scalar_bits.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"s_add_u32", sop2, 0x0, s32, {b32, b32}, 0, scalar32<SAddU32>},
    {"s_sub_u32", sop2, 0x1, s32, {b32, b32}, 0, scalar32<SSubU32>},
    {"s_add_i32", sop2, 0x2, s32, {b32, b32}, 0, scalar32<SAddI32>},
    {"s_sub_i32", sop2, 0x3, s32, {b32, b32}, 0, scalar32<SSubI32>},
    {"s_addc_u32", sop2, 0x4, s32, {b32, b32}, 0, scalar32<SAddc>},
    {"s_subb_u32", sop2, 0x5, s32, {b32, b32}, 0, scalar32<SSubb>},
    {"s_absdiff_i32", sop2, 0x6, s32, {b32, b32}, 0, scalar32<SAbsDiff>},
    {"s_lshl_b32", sop2, 0x8, s32, {b32, b32}, 0, scalar32<SLshl>},
    {"s_lshl_b64", sop2, 0x9, s64, {b64, b32}, 0, scalar_wide<SLshl64>},
    {"s_lshr_b32", sop2, 0xa, s32, {b32, b32}, 0, scalar32<SLshr>},
    {"s_lshr_b64", sop2, 0xb, s64, {b64, b32}, 0, scalar_wide<SLshr64>},
    {"s_ashr_i32", sop2, 0xc, s32, {b32, b32}, 0, scalar32<SAshr>},
    {"s_ashr_i64", sop2, 0xd, s64, {b64, b32}, 0, scalar_wide<SAshr64>},
    {"s_lshl1_add_u32", sop2, 0xe, s32, {b32, b32}, 0, scalar32<SLshlAdd<1>>},
    {"s_lshl2_add_u32", sop2, 0xf, s32, {b32, b32}, 0, scalar32<SLshlAdd<2>>},
    {"s_lshl3_add_u32", sop2, 0x10, s32, {b32, b32}, 0, scalar32<SLshlAdd<3>>},
    {"s_lshl4_add_u32", sop2, 0x11, s32, {b32, b32}, 0, scalar32<SLshlAdd<4>>},
    {"s_min_i32", sop2, 0x12, s32, {b32, b32}, 0, scalar32<SMin<i32>>},
    {"s_min_u32", sop2, 0x13, s32, {b32, b32}, 0, scalar32<SMin<u32>>},
    {"s_max_i32", sop2, 0x14, s32, {b32, b32}, 0, scalar32<SMax<i32>>},
    {"s_max_u32", sop2, 0x15, s32, {b32, b32}, 0, scalar32<SMax<u32>>},
    {"s_and_b32", sop2, 0x16, s32, {b32, b32}, 0, scalar32<SAnd>},
    {"s_and_b64", sop2, 0x17, s64, {b64, b64}, 0, scalar_wide<SAnd64>},
    {"s_or_b32", sop2, 0x18, s32, {b32, b32}, 0, scalar32<SOr>},
    {"s_or_b64", sop2, 0x19, s64, {b64, b64}, 0, scalar_wide<SOr64>},
    {"s_xor_b32", sop2, 0x1a, s32, {b32, b32}, 0, scalar32<SXor>},
    {"s_xor_b64", sop2, 0x1b, s64, {b64, b64}, 0, scalar_wide<SXor64>},
    {"s_nand_b32", sop2, 0x1c, s32, {b32, b32}, 0, scalar32<SNand>},
    {"s_nand_b64", sop2, 0x1d, s64, {b64, b64}, 0, scalar_wide<SNand64>},
    {"s_nor_b32", sop2, 0x1e, s32, {b32, b32}, 0, scalar32<SNor>},
    {"s_nor_b64", sop2, 0x1f, s64, {b64, b64}, 0, scalar_wide<SNor64>},
    {"s_xnor_b32", sop2, 0x20, s32, {b32, b32}, 0, scalar32<SXnor>},
    {"s_xnor_b64", sop2, 0x21, s64, {b64, b64}, 0, scalar_wide<SXnor64>},
    {"s_and_not1_b32", sop2, 0x22, s32, {b32, b32}, 0, scalar32<SAndNot1>},
    {"s_and_not1_b64", sop2, 0x23, s64, {b64, b64}, 0, scalar_wide<SAndNot164>},
    {"s_or_not1_b32", sop2, 0x24, s32, {b32, b32}, 0, scalar32<SOrNot1>},
    {"s_or_not1_b64", sop2, 0x25, s64, {b64, b64}, 0, scalar_wide<SOrNot164>},
    {"s_bfe_u32", sop2, 0x26, s32, {b32, b32}, 0, scalar32<SBfeU>},
    {"s_bfe_i32", sop2, 0x27, s32, {b32, b32}, 0, scalar32<SBfeI>},
    {"s_bfe_u64", sop2, 0x28, s64, {b64, b32}, 0, scalar_wide<SBfeU64>},
    {"s_bfe_i64", sop2, 0x29, s64, {b64, b32}, 0, scalar_wide<SBfeI64>},
    {"s_bfm_b32", sop2, 0x2a, s32, {b32, b32}, 0, scalar32<SBfm>},
    {"s_bfm_b64", sop2, 0x2b, s64, {b32, b32}, 0, scalar_wide<SBfm64>},
    {"s_mul_i32", sop2, 0x2c, s32, {b32, b32}, 0, scalar32<SMul>},
    {"s_mul_hi_u32", sop2, 0x2d, s32, {b32, b32}, 0, scalar32<SMulHiU>},
    {"s_mul_hi_i32", sop2, 0x2e, s32, {b32, b32}, 0, scalar32<SMulHiI>},
    {"s_cselect_b32", sop2, 0x30, s32, {b32, b32}, 0, scalar32<SCselect>},
    {"s_cselect_b64", sop2, 0x31, s64, {b64, b64}, 0, scalar_wide<SCselect64>},
    {"s_pack_ll_b32_b16", sop2, 0x32, s32, {b32, b32}, 0, scalar32<SPackLL>},
    {"s_pack_lh_b32_b16", sop2, 0x33, s32, {b32, b32}, 0, scalar32<SPackLH>},
    {"s_pack_hh_b32_b16", sop2, 0x34, s32, {b32, b32}, 0, scalar32<SPackHH>},
    {"s_pack_hl_b32_b16", sop2, 0x35, s32, {b32, b32}, 0, scalar32<SPackHL>},
    {"s_cmp_eq_i32", sopc, 0x0, none, {b32, b32}, 0, scalar_compare<CmpEq<i32>>},
    {"s_cmp_lg_i32", sopc, 0x1, none, {b32, b32}, 0, scalar_compare<CmpLg<i32>>},
    {"s_cmp_gt_i32", sopc, 0x2, none, {b32, b32}, 0, scalar_compare<CmpGt<i32>>},
    {"s_cmp_ge_i32", sopc, 0x3, none, {b32, b32}, 0, scalar_compare<CmpGe<i32>>},
    {"s_cmp_lt_i32", sopc, 0x4, none, {b32, b32}, 0, scalar_compare<CmpLt<i32>>},
    {"s_cmp_le_i32", sopc, 0x5, none, {b32, b32}, 0, scalar_compare<CmpLe<i32>>},
    {"s_cmp_eq_u32", sopc, 0x6, none, {b32, b32}, 0, scalar_compare<CmpEq<u32>>},
    {"s_cmp_lg_u32", sopc, 0x7, none, {b32, b32}, 0, scalar_compare<CmpLg<u32>>},
    {"s_cmp_gt_u32", sopc, 0x8, none, {b32, b32}, 0, scalar_compare<CmpGt<u32>>},
    {"s_cmp_ge_u32", sopc, 0x9, none, {b32, b32}, 0, scalar_compare<CmpGe<u32>>},
    {"s_cmp_lt_u32", sopc, 0xa, none, {b32, b32}, 0, scalar_compare<CmpLt<u32>>},
    {"s_cmp_le_u32", sopc, 0xb, none, {b32, b32}, 0, scalar_compare<CmpLe<u32>>},
    {"s_bitcmp0_b32", sopc, 0xc, none, {b32, b32}, 0, scalar_compare<BitCmp0>},
    {"s_bitcmp1_b32", sopc, 0xd, none, {b32, b32}, 0, scalar_compare<BitCmp1>},
    {"s_bitcmp0_b64", sopc, 0xe, none, {b64, b32}, 0, scalar_compare_wide<BitCmp064>},
    {"s_bitcmp1_b64", sopc, 0xf, none, {b64, b32}, 0, scalar_compare_wide<BitCmp164>},
    {"s_cmp_eq_u64", sopc, 0x10, none, {b64, b64}, 0, scalar_compare_wide<CmpEq64>},
    {"s_cmp_lg_u64", sopc, 0x11, none, {b64, b64}, 0, scalar_compare_wide<CmpLg64>},
    {"s_add_nc_u64", sop2, 0x53, s64, {b64, b64}, gfx12_only, scalar_wide<SAdd64>},
    {"s_sub_nc_u64", sop2, 0x54, s64, {b64, b64}, gfx12_only, scalar_wide<SSub64>},
    {"s_mul_u64", sop2, 0x55, s64, {b64, b64}, gfx12_only, scalar_wide<SMul64>},
};
// clang-format on

}  // namespace

Rows sop2_rows() { return rows; }
EGPULAB_RDNA_END
