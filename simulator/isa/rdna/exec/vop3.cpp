// VOP3-only instructions of three sources (RDNA3 ISA, "VOP3 & VOP3SD Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/lane_divide.hpp"
#include "simulator/isa/rdna/exec/lane_order.hpp"
#include "simulator/isa/rdna/exec/lane_short.hpp"
#include "simulator/isa/rdna/exec/dot.hpp"

EGPULAB_RDNA_BEGIN
Rows vop3_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"v_fma_dx9_zero_f32", vop3, 0x209, f32, {f32, f32, f32}, clamp | omod | neg3 | no_dpp64, each<fma_dx9_zero>},
      {"v_mad_i32_i24", vop3, 0x20a, b32, {b32, b32, b32}, clamp, each<mad_i24>, each<mad_i24_clamped>},
      {"v_mad_u32_u24", vop3, 0x20b, b32, {b32, b32, b32}, clamp, each<mad_u24>, each<mad_u24_clamped>},
      {"v_cubeid_f32", vop3, 0x20c, f32, {f32, f32, f32}, clamp | omod | neg3, each<cube_id>},
      {"v_cubesc_f32", vop3, 0x20d, f32, {f32, f32, f32}, clamp | omod | neg3, each<cube_sc>},
      {"v_cubetc_f32", vop3, 0x20e, f32, {f32, f32, f32}, clamp | omod | neg3, each<cube_tc>},
      {"v_cubema_f32", vop3, 0x20f, f32, {f32, f32, f32}, clamp | omod | neg3, each<cube_ma>},
      {"v_bfe_u32", vop3, 0x210, b32, {b32, b32, b32}, 0, ternary<BfeU32>},
      {"v_bfe_i32", vop3, 0x211, b32, {b32, b32, b32}, 0, each<bfe_i32>},
      {"v_bfi_b32", vop3, 0x212, b32, {b32, b32, b32}, 0, ternary<Bfi>},
      {"v_fma_f32", vop3, 0x213, f32, {f32, f32, f32}, clamp | omod | neg3, float32<FmaF32, 3>},
      {"v_fma_f64", vop3, 0x214, f64, {f64, f64, f64}, clamp | omod | neg3 | no_dpp64, each<fma_f64>},
      {"v_lerp_u8", vop3, 0x215, b32, {b32, b32, b32}, 0, each<lerp_u8>},
      {"v_alignbit_b32", vop3, 0x216, b32, {b32, b32, b32}, 0, each<alignbit>},
      {"v_alignbyte_b32", vop3, 0x217, b32, {b32, b32, b32}, 0, each<alignbyte>},
      {"v_mullit_f32", vop3, 0x218, f32, {f32, f32, f32}, clamp | omod | neg3, each<mullit>},
      {"v_min3_f32", vop3, 0x219, f32, {f32, f32, f32}, clamp | omod | neg3, min_max_f32<false, 3>},
      {"v_min3_i32", vop3, 0x21a, b32, {b32, b32, b32}, 0, each<extreme3_int<true, false>>},
      {"v_min3_u32", vop3, 0x21b, b32, {b32, b32, b32}, 0, each<extreme3_int<false, false>>},
      {"v_max3_f32", vop3, 0x21c, f32, {f32, f32, f32}, clamp | omod | neg3, min_max_f32<true, 3>},
      {"v_max3_i32", vop3, 0x21d, b32, {b32, b32, b32}, 0, each<extreme3_int<true, true>>},
      {"v_max3_u32", vop3, 0x21e, b32, {b32, b32, b32}, 0, each<extreme3_int<false, true>>},
      {"v_med3_f32", vop3, 0x21f, f32, {f32, f32, f32}, clamp | omod | neg3, each<median<F32>>},
      {"v_med3_i32", vop3, 0x220, b32, {b32, b32, b32}, 0, each<median_int<true>>},
      {"v_med3_u32", vop3, 0x221, b32, {b32, b32, b32}, 0, each<median_int<false>>},
      {"v_sad_u8", vop3, 0x222, b32, {b32, b32, b32}, clamp, each<sad_u8>, each<sum_clamped<sad_u8>>},
      {"v_sad_hi_u8", vop3, 0x223, b32, {b32, b32, b32}, clamp, each<sad_hi_u8>, each<sum_clamped<sad_hi_u8>>},
      {"v_sad_u16", vop3, 0x224, b32, {b32, b32, b32}, clamp, each<sad_u16>, each<sum_clamped<sad_u16>>},
      {"v_sad_u32", vop3, 0x225, b32, {b32, b32, b32}, clamp, each<sad_u32>, each<sum_clamped<sad_u32>>},
      {"v_cvt_pk_u8_f32", vop3, 0x226, b32, {f32, b32, b32}, clamp | neg1 | loose, each<cvt_pk_u8_f32>},
      {"v_div_fixup_f32", vop3, 0x227, f32, {f32, f32, f32}, clamp | omod | neg3 | no_dpp64, each<div_fixup<F32>>},
      {"v_div_fixup_f64", vop3, 0x228, f64, {f64, f64, f64}, clamp | omod | neg3 | no_dpp64, each<div_fixup<F64>>},
      {"v_div_fmas_f32", vop3, 0x237, f32, {f32, f32, f32}, clamp | omod | neg3 | no_dpp64, div_fmas_handler<u32, div_fmas_f32>},
      {"v_div_fmas_f64", vop3, 0x238, f64, {f64, f64, f64}, clamp | omod | neg3 | no_dpp64, div_fmas_handler<u64, div_fmas_f64>},
      {"v_msad_u8", vop3, 0x239, b32, {b32, b32, b32}, clamp, each<msad_u8>, each<sum_clamped<msad_u8>>},
      {"v_qsad_pk_u16_u8", vop3, 0x23a, b64, {b64, b32, b64}, clamp | no_dpp64, each<qsad_pk_u16<false, false>>, each<qsad_pk_u16<false, true>>},
      {"v_mqsad_pk_u16_u8", vop3, 0x23b, b64, {b64, b32, b64}, clamp | no_dpp64, each<qsad_pk_u16<true, false>>, each<qsad_pk_u16<true, true>>},
      {"v_mqsad_u32_u8", vop3, 0x23d, b128, {b64, b32, v128}, clamp | no_dpp64, mqsad_u32<false>, mqsad_u32<true>},
      {"v_xor3_b32", vop3, 0x240, b32, {b32, b32, b32}, 0, ternary<Xor3>},
      {"v_mad_u16", vop3, 0x241, i16, {i16, i16, i16}, clamp | loose | opsel, each<mad_u16>, each<mad_u16_clamped>},
      {"v_perm_b32", vop3, 0x244, b32, {b32, b32, b32}, 0, each<perm>},
      {"v_xad_u32", vop3, 0x245, b32, {b32, b32, b32}, 0, ternary<Xad>},
      {"v_lshl_add_u32", vop3, 0x246, b32, {b32, b32, b32}, 0, ternary<LshlAdd>},
      {"v_add_lshl_u32", vop3, 0x247, b32, {b32, b32, b32}, 0, ternary<AddLshl>},
      {"v_fma_f16", vop3, 0x248, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, each<fma_f16>},
      {"v_min3_f16", vop3, 0x249, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, each<extreme3<F16, false>>},
      {"v_min3_i16", vop3, 0x24a, i16, {i16, i16, i16}, clamp | loose | opsel, each<extreme3_short<true, false>>},
      {"v_min3_u16", vop3, 0x24b, i16, {i16, i16, i16}, clamp | loose | opsel, each<extreme3_short<false, false>>},
      {"v_max3_f16", vop3, 0x24c, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, each<extreme3<F16, true>>},
      {"v_max3_i16", vop3, 0x24d, i16, {i16, i16, i16}, clamp | loose | opsel, each<extreme3_short<true, true>>},
      {"v_max3_u16", vop3, 0x24e, i16, {i16, i16, i16}, clamp | loose | opsel, each<extreme3_short<false, true>>},
      {"v_med3_f16", vop3, 0x24f, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, each<median<F16>>},
      {"v_med3_i16", vop3, 0x250, i16, {i16, i16, i16}, clamp | loose | opsel, each<median_short<true>>},
      {"v_med3_u16", vop3, 0x251, i16, {i16, i16, i16}, clamp | loose | opsel, each<median_short<false>>},
      {"v_mad_i16", vop3, 0x253, i16, {i16, i16, i16}, clamp | loose | opsel, each<mad_u16>, each<mad_i16_clamped>},
      {"v_div_fixup_f16", vop3, 0x254, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, each<div_fixup<F16>>},
      {"v_add3_u32", vop3, 0x255, b32, {b32, b32, b32}, 0, ternary<Add3>},
      {"v_lshl_or_b32", vop3, 0x256, b32, {b32, b32, b32}, 0, ternary<LshlOr>},
      {"v_and_or_b32", vop3, 0x257, b32, {b32, b32, b32}, 0, ternary<AndOr>},
      {"v_or3_b32", vop3, 0x258, b32, {b32, b32, b32}, 0, ternary<Or3>},
      {"v_mad_u32_u16", vop3, 0x259, b32, {i16, i16, b32}, clamp | loose | opsel, each<mad_u32_u16>, each<mad_u32_u16_clamped>},
      {"v_mad_i32_i16", vop3, 0x25a, b32, {i16, i16, b32}, clamp | loose | opsel, each<mad_i32_i16>, each<mad_i32_i16_clamped>},
      {"v_permlane16_b32", vop3, 0x25b, b32, {v32, s32, s32}, loose | opsel_01 | no_dpp64, permlane16<false>},
      {"v_permlanex16_b32", vop3, 0x25c, b32, {v32, s32, s32}, loose | opsel_01 | no_dpp64, permlane16<true>},
      {"v_cndmask_b16", vop3, 0x25d, i16, {i16, i16, mask}, neg2, select_b16},
      {"v_maxmin_f32", vop3, 0x25e, f32, {f32, f32, f32}, clamp | omod | neg3, each<extreme_mixed<F32, false>>},
      {"v_minmax_f32", vop3, 0x25f, f32, {f32, f32, f32}, clamp | omod | neg3, each<extreme_mixed<F32, true>>},
      {"v_maxmin_f16", vop3, 0x260, f16, {f16, f16, f16}, clamp | omod | neg3, each<extreme_mixed<F16, false>>},
      {"v_minmax_f16", vop3, 0x261, f16, {f16, f16, f16}, clamp | omod | neg3, each<extreme_mixed<F16, true>>},
      {"v_maxmin_u32", vop3, 0x262, b32, {b32, b32, b32}, 0, each<extreme_mixed_int<false, false>>},
      {"v_minmax_u32", vop3, 0x263, b32, {b32, b32, b32}, 0, each<extreme_mixed_int<false, true>>},
      {"v_maxmin_i32", vop3, 0x264, b32, {b32, b32, b32}, 0, each<extreme_mixed_int<true, false>>},
      {"v_minmax_i32", vop3, 0x265, b32, {b32, b32, b32}, 0, each<extreme_mixed_int<true, true>>},
      {"v_dot2_f16_f16", vop3, 0x266, f16, {pf16, pf16, f16}, neg3 | opsel_23, each<dot2_f16_f16>},
      {"v_dot2_bf16_bf16", vop3, 0x267, i16, {pbf16, pbf16, bf16}, neg3 | opsel_23, each<dot2_bf16_bf16>},
      {"v_div_scale_f32", vop3, 0x2fc, f32, {f32, f32, f32}, clamp | omod | neg3 | sdst | no_dpp64, div_scale_handler<F32>},
      {"v_div_scale_f64", vop3, 0x2fd, f64, {f64, f64, f64}, clamp | omod | neg3 | sdst | no_dpp64, div_scale_handler<F64>},
      {"v_mad_u64_u32", vop3, 0x2fe, b64, {b32, b32, b64}, clamp | sdst | no_dpp64, mad_64_32<false, false>, mad_64_32<false, true>},
      {"v_mad_i64_i32", vop3, 0x2ff, b64, {b32, b32, b64}, clamp | sdst | no_dpp64, mad_64_32<true, false>, mad_64_32<true, true>},
      {"v_minimum3_f32", vop3, 0x22d, f32, {f32, f32, f32}, clamp | omod | neg3 | gfx12_only, each<strict3<F32, false>>},
      {"v_maximum3_f32", vop3, 0x22e, f32, {f32, f32, f32}, clamp | omod | neg3 | gfx12_only, each<strict3<F32, true>>},
      {"v_minimum3_f16", vop3, 0x22f, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel | gfx12_only, each<strict3<F16, false>>},
      {"v_maximum3_f16", vop3, 0x230, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel | gfx12_only, each<strict3<F16, true>>},
      {"v_minimummaximum_f32", vop3, 0x26c, f32, {f32, f32, f32}, clamp | omod | neg3 | gfx12_only, each<strict_mixed<F32, true>>},
      {"v_maximumminimum_f32", vop3, 0x26d, f32, {f32, f32, f32}, clamp | omod | neg3 | gfx12_only, each<strict_mixed<F32, false>>},
      {"v_minimummaximum_f16", vop3, 0x26e, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel | gfx12_only, each<strict_mixed<F16, true>>},
      {"v_maximumminimum_f16", vop3, 0x26f, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel | gfx12_only, each<strict_mixed<F16, false>>},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
