// Scalar float instructions of RDNA4 (RDNA4 ISA, "SOP1 Opcodes", "SOP2 Opcodes", "SOPC Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/lane_transcendental.hpp"
#include "simulator/isa/rdna/exec/scalar_float.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"s_add_f32", sop2, 0x40, s32, {f32, f32}, gfx12_only, scalar_each<scalar_f32<AddF32>>},
    {"s_sub_f32", sop2, 0x41, s32, {f32, f32}, gfx12_only, scalar_each<scalar_f32<SubF32>>},
    {"s_min_num_f32", sop2, 0x42, s32, {f32, f32}, gfx12_only, scalar_each<extreme2<F32, false>>},
    {"s_max_num_f32", sop2, 0x43, s32, {f32, f32}, gfx12_only, scalar_each<extreme2<F32, true>>},
    {"s_mul_f32", sop2, 0x44, s32, {f32, f32}, gfx12_only, scalar_each<scalar_f32<MulF32>>},
    {"s_fmaak_f32", sop2, 0x45, s32, {f32, f32, b32}, gfx12_only | constant_k, scalar_each<fma_f32>},
    {"s_fmamk_f32", sop2, 0x46, s32, {f32, b32, f32}, gfx12_only | constant_mid, scalar_each<fma_f32>},
    {"s_fmac_f32", sop2, 0x47, s32, {f32, f32}, gfx12_only | accumulate, scalar_each<fma_f32>},
    {"s_cvt_pk_rtz_f16_f32", sop2, 0x48, s32, {f32, f32}, gfx12_only, scalar_each<cvt_pk_rtz_f16_f32>},
    {"s_add_f16", sop2, 0x49, s32, {f16, f16}, gfx12_only, scalar_each<add_f16>},
    {"s_sub_f16", sop2, 0x4a, s32, {f16, f16}, gfx12_only, scalar_each<sub_f16>},
    {"s_min_num_f16", sop2, 0x4b, s32, {f16, f16}, gfx12_only, scalar_each<extreme2<F16, false>>},
    {"s_max_num_f16", sop2, 0x4c, s32, {f16, f16}, gfx12_only, scalar_each<extreme2<F16, true>>},
    {"s_mul_f16", sop2, 0x4d, s32, {f16, f16}, gfx12_only, scalar_each<mul_f16>},
    {"s_fmac_f16", sop2, 0x4e, s32, {f16, f16}, gfx12_only | accumulate, scalar_each<fma_f16>},
    {"s_minimum_f32", sop2, 0x4f, s32, {f32, f32}, gfx12_only, scalar_each<strict2<F32, false>>},
    {"s_maximum_f32", sop2, 0x50, s32, {f32, f32}, gfx12_only, scalar_each<strict2<F32, true>>},
    {"s_minimum_f16", sop2, 0x51, s32, {f16, f16}, gfx12_only, scalar_each<strict2<F16, false>>},
    {"s_maximum_f16", sop2, 0x52, s32, {f16, f16}, gfx12_only, scalar_each<strict2<F16, true>>},
    {"s_ceil_f32", sop1, 0x60, s32, {f32}, gfx12_only, scalar_each<integral_f32<To::up>>},
    {"s_floor_f32", sop1, 0x61, s32, {f32}, gfx12_only, scalar_each<integral_f32<To::down>>},
    {"s_trunc_f32", sop1, 0x62, s32, {f32}, gfx12_only, scalar_each<integral_f32<To::zero>>},
    {"s_rndne_f32", sop1, 0x63, s32, {f32}, gfx12_only, scalar_each<integral_f32<To::nearest>>},
    {"s_cvt_f32_i32", sop1, 0x64, s32, {b32}, gfx12_only, scalar_each<cvt_f32_i32>},
    {"s_cvt_f32_u32", sop1, 0x65, s32, {b32}, gfx12_only, scalar_each<cvt_f32_u32>},
    {"s_cvt_i32_f32", sop1, 0x66, s32, {f32}, gfx12_only, scalar_each<cvt_i32_f32>},
    {"s_cvt_u32_f32", sop1, 0x67, s32, {f32}, gfx12_only, scalar_each<cvt_u32_f32>},
    {"s_cvt_f16_f32", sop1, 0x68, s32, {f32}, gfx12_only, scalar_each<cvt_f16_f32>},
    {"s_cvt_f32_f16", sop1, 0x69, s32, {w16}, gfx12_only, scalar_each<cvt_f32_f16>},
    {"s_cvt_hi_f32_f16", sop1, 0x6a, s32, {b32}, gfx12_only, scalar_each<cvt_hi_f32_f16>},
    {"s_ceil_f16", sop1, 0x6b, s32, {w16}, gfx12_only, scalar_each<integral_f16<To::up>>},
    {"s_floor_f16", sop1, 0x6c, s32, {w16}, gfx12_only, scalar_each<integral_f16<To::down>>},
    {"s_trunc_f16", sop1, 0x6d, s32, {w16}, gfx12_only, scalar_each<integral_f16<To::zero>>},
    {"s_rndne_f16", sop1, 0x6e, s32, {w16}, gfx12_only, scalar_each<integral_f16<To::nearest>>},
    {"s_cmp_lt_f32", sopc, 0x41, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 1>},
    {"s_cmp_eq_f32", sopc, 0x42, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 2>},
    {"s_cmp_le_f32", sopc, 0x43, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 3>},
    {"s_cmp_gt_f32", sopc, 0x44, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 4>},
    {"s_cmp_lg_f32", sopc, 0x45, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 5>},
    {"s_cmp_ge_f32", sopc, 0x46, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 6>},
    {"s_cmp_o_f32", sopc, 0x47, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 7>},
    {"s_cmp_u_f32", sopc, 0x48, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 8>},
    {"s_cmp_nge_f32", sopc, 0x49, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 9>},
    {"s_cmp_nlg_f32", sopc, 0x4a, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 10>},
    {"s_cmp_ngt_f32", sopc, 0x4b, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 11>},
    {"s_cmp_nle_f32", sopc, 0x4c, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 12>},
    {"s_cmp_neq_f32", sopc, 0x4d, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 13>},
    {"s_cmp_nlt_f32", sopc, 0x4e, none, {f32, f32}, gfx12_only, scalar_compare_float<F32, 14>},
    {"s_cmp_lt_f16", sopc, 0x51, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 1>},
    {"s_cmp_eq_f16", sopc, 0x52, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 2>},
    {"s_cmp_le_f16", sopc, 0x53, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 3>},
    {"s_cmp_gt_f16", sopc, 0x54, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 4>},
    {"s_cmp_lg_f16", sopc, 0x55, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 5>},
    {"s_cmp_ge_f16", sopc, 0x56, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 6>},
    {"s_cmp_o_f16", sopc, 0x57, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 7>},
    {"s_cmp_u_f16", sopc, 0x58, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 8>},
    {"s_cmp_nge_f16", sopc, 0x59, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 9>},
    {"s_cmp_nlg_f16", sopc, 0x5a, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 10>},
    {"s_cmp_ngt_f16", sopc, 0x5b, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 11>},
    {"s_cmp_nle_f16", sopc, 0x5c, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 12>},
    {"s_cmp_neq_f16", sopc, 0x5d, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 13>},
    {"s_cmp_nlt_f16", sopc, 0x5e, none, {i16, i16}, gfx12_only, scalar_compare_float<F16, 14>},
    {"v_s_exp_f32", vop3, 0x280, s32, {f32}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F32, unit_f32<Exp>>},
    {"v_s_exp_f16", vop3, 0x281, s32, {f16}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F16, unit_f16<Exp>>},
    {"v_s_log_f32", vop3, 0x282, s32, {f32}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F32, unit_f32<Log>>},
    {"v_s_log_f16", vop3, 0x283, s32, {f16}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F16, unit_f16<Log>>},
    {"v_s_rcp_f32", vop3, 0x284, s32, {f32}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F32, unit_f32<Reciprocal>>},
    {"v_s_rcp_f16", vop3, 0x285, s32, {f16}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F16, unit_f16<Reciprocal>>},
    {"v_s_rsq_f32", vop3, 0x286, s32, {f32}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F32, unit_f32<ReciprocalRoot>>},
    {"v_s_rsq_f16", vop3, 0x287, s32, {f16}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F16, unit_f16<ReciprocalRoot>>},
    {"v_s_sqrt_f32", vop3, 0x288, s32, {f32}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F32, unit_f32<SquareRoot>>},
    {"v_s_sqrt_f16", vop3, 0x289, s32, {f16}, gfx12_only | clamp | omod | neg1 | no_dpp64 | own_modifiers, pseudo_scalar<F16, unit_f16<SquareRoot>>},
};
// clang-format on

}  // namespace

Rows sop_float_rows() { return rows; }
EGPULAB_RDNA_END
