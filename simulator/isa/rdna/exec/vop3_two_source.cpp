// VOP3-only instructions of one or two sources (RDNA3 ISA, "VOP3 & VOP3SD Opcodes").
#include "simulator/isa/rdna/exec/lane_byte_float.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/lane_divide.hpp"
#include "simulator/isa/rdna/exec/lane_order.hpp"
#include "simulator/isa/rdna/exec/lane_short.hpp"
#include "simulator/isa/rdna/exec/lane_bits.hpp"
#include "simulator/isa/rdna/exec/cross_lane.hpp"

EGPULAB_RDNA_BEGIN
Rows vop3_two_source_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"v_add_co_u32", vop3, 0x300, b32, {b32, b32}, clamp | sdst, carry<AddCarry, false>, carry<AddCarry, false, true>},
      {"v_sub_co_u32", vop3, 0x301, b32, {b32, b32}, clamp | sdst, carry<SubBorrow, false>, carry<SubBorrow, false, true>},
      {"v_subrev_co_u32", vop3, 0x302, b32, {b32, b32}, clamp | sdst, carry<SubRevBorrow, false>, carry<SubRevBorrow, false, true>},
      {"v_add_nc_u16", vop3, 0x303, i16, {i16, i16}, clamp | loose | opsel, each<add_u16>, each<add_u16_clamped>},
      {"v_sub_nc_u16", vop3, 0x304, i16, {i16, i16}, clamp | loose | opsel, each<sub_u16>, each<sub_u16_clamped>},
      {"v_mul_lo_u16", vop3, 0x305, i16, {i16, i16}, 0, each<mul_lo_u16>},
      {"v_cvt_pk_i16_f32", vop3, 0x306, b32, {f32, f32}, clamp | neg2, each<cvt_pk_i16_f32>},
      {"v_cvt_pk_u16_f32", vop3, 0x307, b32, {f32, f32}, clamp | neg2, each<cvt_pk_u16_f32>},
      {"v_max_u16", vop3, 0x309, i16, {i16, i16}, 0, each<extreme_short<false, true>>},
      {"v_max_i16", vop3, 0x30a, i16, {i16, i16}, 0, each<extreme_short<true, true>>},
      {"v_min_u16", vop3, 0x30b, i16, {i16, i16}, 0, each<extreme_short<false, false>>},
      {"v_min_i16", vop3, 0x30c, i16, {i16, i16}, 0, each<extreme_short<true, false>>},
      {"v_add_nc_i16", vop3, 0x30d, i16, {i16, i16}, clamp | loose | opsel, each<add_u16>, each<add_i16_clamped>},
      {"v_sub_nc_i16", vop3, 0x30e, i16, {i16, i16}, clamp | loose | opsel, each<sub_u16>, each<sub_i16_clamped>},
      {"v_pack_b32_f16", vop3, 0x311, b32, {f16, f16}, clamp | neg2 | opsel, each<pack_b32_f16>},
      {"v_cvt_pk_norm_i16_f16", vop3, 0x312, b32, {f16, f16}, clamp | neg2 | opsel, each<cvt_pk_norm_i16_f16>},
      {"v_cvt_pk_norm_u16_f16", vop3, 0x313, b32, {f16, f16}, clamp | neg2 | opsel, each<cvt_pk_norm_u16_f16>},
      {"v_ldexp_f32", vop3, 0x31c, f32, {f32, b32}, clamp | omod | neg1 | loose, each<ldexp_f32>},
      {"v_bfm_b32", vop3, 0x31d, b32, {b32, b32}, 0, each<bfm>},
      {"v_bcnt_u32_b32", vop3, 0x31e, b32, {b32, b32}, 0, each<bcnt>},
      {"v_mbcnt_lo_u32_b32", vop3, 0x31f, b32, {b32, b32}, 0, mbcnt<false>},
      {"v_mbcnt_hi_u32_b32", vop3, 0x320, b32, {b32, b32}, 0, mbcnt<true>},
      {"v_cvt_pk_norm_i16_f32", vop3, 0x321, b32, {f32, f32}, clamp | neg2, each<cvt_pk_norm_i16_f32>},
      {"v_cvt_pk_norm_u16_f32", vop3, 0x322, b32, {f32, f32}, clamp | neg2, each<cvt_pk_norm_u16_f32>},
      {"v_cvt_pk_u16_u32", vop3, 0x323, b32, {b32, b32}, 0, each<cvt_pk_u16_u32>},
      {"v_cvt_pk_i16_i32", vop3, 0x324, b32, {b32, b32}, 0, each<cvt_pk_i16_i32>},
      {"v_sub_nc_i32", vop3, 0x325, b32, {b32, b32}, clamp, binary<Sub>, each<sub_i32_clamped>},
      {"v_add_nc_i32", vop3, 0x326, b32, {b32, b32}, clamp, binary<Add>, each<add_i32_clamped>},
      {"v_add_f64", vop3, 0x327, f64, {f64, f64}, clamp | omod | neg2 | no_dpp64, each<add_f64>},
      {"v_mul_f64", vop3, 0x328, f64, {f64, f64}, clamp | omod | neg2 | no_dpp64, each<mul_f64>},
      {"v_min_f64", vop3, 0x329, f64, {f64, f64}, clamp | omod | neg2 | no_dpp64, each<extreme2<F64, false>>},
      {"v_max_f64", vop3, 0x32a, f64, {f64, f64}, clamp | omod | neg2 | no_dpp64, each<extreme2<F64, true>>},
      {"v_ldexp_f64", vop3, 0x32b, f64, {f64, b32}, clamp | omod | neg1 | loose | no_dpp64, each<ldexp_f64>},
      {"v_mul_lo_u32", vop3, 0x32c, b32, {b32, b32}, no_dpp64, binary<MulLo>},
      {"v_mul_hi_u32", vop3, 0x32d, b32, {b32, b32}, no_dpp64, binary<MulHiU32>},
      {"v_mul_hi_i32", vop3, 0x32e, b32, {b32, b32}, no_dpp64, binary<MulHiI32>},
      {"v_trig_preop_f64", vop3, 0x32f, f64, {f64, b32}, clamp | omod | neg1 | loose | no_dpp64, each<trig_preop_f64>},
      {"v_lshlrev_b16", vop3, 0x338, i16, {i16, i16}, 0, each<lshlrev_b16>},
      {"v_lshrrev_b16", vop3, 0x339, i16, {i16, i16}, 0, each<lshrrev_b16>},
      {"v_ashrrev_i16", vop3, 0x33a, i16, {i16, i16}, 0, each<ashrrev_i16>},
      {"v_lshlrev_b64", vop3, 0x33c, b64, {b32, b64}, no_dpp64, shift_left_64},
      {"v_lshrrev_b64", vop3, 0x33d, b64, {b32, b64}, no_dpp64, binary64<LshrRev64>},
      {"v_ashrrev_i64", vop3, 0x33e, b64, {b32, b64}, no_dpp64, each<ashrrev_i64>},
      {"v_readlane_b32", vop3, 0x360, s32, {v32, s32}, no_dpp64 | whole_wave, readlane},
      {"v_writelane_b32", vop3, 0x361, b32, {s32, s32}, no_dpp64 | whole_wave, writelane},
      {"v_and_b16", vop3, 0x362, i16, {i16, i16}, 0, each<and_b16>},
      {"v_or_b16", vop3, 0x363, i16, {i16, i16}, 0, each<or_b16>},
      {"v_xor_b16", vop3, 0x364, i16, {i16, i16}, 0, each<xor_b16>},
      {"v_permlane16_var_b32", vop3, 0x30f, b32, {v32, v32}, gfx12_only | loose | opsel_01 | no_dpp64, permlane16_variable<false>},
      {"v_permlanex16_var_b32", vop3, 0x310, b32, {v32, v32}, gfx12_only | loose | opsel_01 | no_dpp64, permlane16_variable<true>},
      {"v_minimum_f64", vop3, 0x341, f64, {f64, f64}, clamp | omod | neg2 | no_dpp64 | gfx12_only, each<strict2<F64, false>>},
      {"v_maximum_f64", vop3, 0x342, f64, {f64, f64}, clamp | omod | neg2 | no_dpp64 | gfx12_only, each<strict2<F64, true>>},
      {"v_minimum_f32", vop3, 0x365, f32, {f32, f32}, clamp | omod | neg2 | gfx12_only, each<strict2<F32, false>>},
      {"v_maximum_f32", vop3, 0x366, f32, {f32, f32}, clamp | omod | neg2 | gfx12_only, each<strict2<F32, true>>},
      {"v_minimum_f16", vop3, 0x367, f16, {f16, f16}, clamp | omod | neg2 | gfx12_only, each<strict2<F16, false>>},
      {"v_maximum_f16", vop3, 0x368, f16, {f16, f16}, clamp | omod | neg2 | gfx12_only, each<strict2<F16, true>>},
      {"v_cvt_pk_fp8_f32", vop3, 0x369, i16, {f32, f32}, neg2 | opsel | gfx12_only, each<cvt_pk_byte<Fp8>>},
      {"v_cvt_pk_bf8_f32", vop3, 0x36a, i16, {f32, f32}, neg2 | opsel | gfx12_only, each<cvt_pk_byte<Bf8>>},
      {"v_cvt_sr_fp8_f32", vop3, 0x36b, b32, {f32, b32}, neg1 | loose | opsel_23 | byte_sel | gfx12_only, cvt_sr_byte<Fp8>},
      {"v_cvt_sr_bf8_f32", vop3, 0x36c, b32, {f32, b32}, neg1 | loose | opsel_23 | byte_sel | gfx12_only, cvt_sr_byte<Bf8>},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
