// VOP1: one source (RDNA3 ISA, "VOP1 Opcodes").
#include "simulator/isa/rdna/exec/lane_byte_float.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/lane_transcendental.hpp"
#include "simulator/isa/rdna/exec/cross_lane.hpp"
#include "simulator/isa/rdna/exec/lane_short.hpp"
#include "simulator/isa/rdna/exec/lane_bits.hpp"

EGPULAB_RDNA_BEGIN
Rows vop1_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"v_nop", vop1, 0x0, none, {}, bare | no_effect | no_dpp},
      {"v_mov_b32", vop1, 0x1, b32, {b32}, 0, unary<Mov>},
      {"v_readfirstlane_b32", vop1, 0x2, s32, {v32}, no_dpp | no_e64 | whole_wave, readfirstlane},
      {"v_cvt_i32_f64", vop1, 0x3, b32, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<cvt_i32_f64>},
      {"v_cvt_f64_i32", vop1, 0x4, f64, {b32}, clamp | omod | no_dpp | no_dpp64, each<cvt_f64_i32>},
      {"v_cvt_f32_i32", vop1, 0x5, f32, {b32}, clamp | omod, each<cvt_f32_i32>},
      {"v_cvt_f32_u32", vop1, 0x6, f32, {b32}, clamp | omod, each<cvt_f32_u32>},
      {"v_cvt_u32_f32", vop1, 0x7, b32, {f32}, clamp | omod | neg1, each<cvt_u32_f32>},
      {"v_cvt_i32_f32", vop1, 0x8, b32, {f32}, clamp | omod | neg1, each<cvt_i32_f32>},
      {"v_cvt_f16_f32", vop1, 0xa, f16, {f32}, clamp | omod | neg1, each<cvt_f16_f32>},
      {"v_cvt_f32_f16", vop1, 0xb, f32, {f16}, clamp | omod | neg1, each<cvt_f32_f16>},
      {"v_cvt_nearest_i32_f32", vop1, 0xc, b32, {f32}, clamp | neg1, each<cvt_nearest_i32_f32>},
      {"v_cvt_floor_i32_f32", vop1, 0xd, b32, {f32}, clamp | neg1, each<cvt_floor_i32_f32>},
      {"v_cvt_off_f32_i4", vop1, 0xe, f32, {b32}, clamp | omod, each<cvt_off_f32_i4>},
      {"v_cvt_f32_f64", vop1, 0xf, f32, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<cvt_f32_f64>},
      {"v_cvt_f64_f32", vop1, 0x10, f64, {f32}, clamp | omod | neg1 | no_dpp | no_dpp64, each<cvt_f64_f32>},
      {"v_cvt_f32_ubyte0", vop1, 0x11, f32, {b32}, clamp | omod, each<cvt_f32_ubyte<0>>},
      {"v_cvt_f32_ubyte1", vop1, 0x12, f32, {b32}, clamp | omod, each<cvt_f32_ubyte<1>>},
      {"v_cvt_f32_ubyte2", vop1, 0x13, f32, {b32}, clamp | omod, each<cvt_f32_ubyte<2>>},
      {"v_cvt_f32_ubyte3", vop1, 0x14, f32, {b32}, clamp | omod, each<cvt_f32_ubyte<3>>},
      {"v_cvt_u32_f64", vop1, 0x15, b32, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<cvt_u32_f64>},
      {"v_cvt_f64_u32", vop1, 0x16, f64, {b32}, clamp | omod | no_dpp | no_dpp64, each<cvt_f64_u32>},
      {"v_trunc_f64", vop1, 0x17, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<integral_f64<To::zero>>},
      {"v_ceil_f64", vop1, 0x18, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<integral_f64<To::up>>},
      {"v_rndne_f64", vop1, 0x19, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<integral_f64<To::nearest>>},
      {"v_floor_f64", vop1, 0x1a, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<integral_f64<To::down>>},
      {"v_pipeflush", vop1, 0x1b, none, {}, bare | no_effect | no_dpp},
      {"v_mov_b16", vop1, 0x1c, h16, {h16}, opsel, each<mov_b16>},
      {"v_fract_f32", vop1, 0x20, f32, {f32}, clamp | omod | neg1, each<fract_f32>},
      {"v_trunc_f32", vop1, 0x21, f32, {f32}, clamp | omod | neg1, each<integral_f32<To::zero>>},
      {"v_ceil_f32", vop1, 0x22, f32, {f32}, clamp | omod | neg1, each<integral_f32<To::up>>},
      {"v_rndne_f32", vop1, 0x23, f32, {f32}, clamp | omod | neg1, each<integral_f32<To::nearest>>},
      {"v_floor_f32", vop1, 0x24, f32, {f32}, clamp | omod | neg1, each<integral_f32<To::down>>},
      {"v_exp_f32", vop1, 0x25, f32, {f32}, clamp | omod | neg1, each<unit_f32<Exp>>},
      {"v_log_f32", vop1, 0x27, f32, {f32}, clamp | omod | neg1, each<unit_f32<Log>>},
      {"v_rcp_f32", vop1, 0x2a, f32, {f32}, clamp | omod | neg1, each<unit_f32<Reciprocal>>},
      {"v_rcp_iflag_f32", vop1, 0x2b, f32, {f32}, clamp | omod | neg1, each<unit_f32<Reciprocal>>},
      {"v_rsq_f32", vop1, 0x2e, f32, {f32}, clamp | omod | neg1, each<unit_f32<ReciprocalRoot>>},
      {"v_rcp_f64", vop1, 0x2f, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<unit_f64<Unit64::rcp>>},
      {"v_rsq_f64", vop1, 0x31, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<unit_f64<Unit64::rsq>>},
      {"v_sqrt_f32", vop1, 0x33, f32, {f32}, clamp | omod | neg1, each<unit_f32<SquareRoot>>},
      {"v_sqrt_f64", vop1, 0x34, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<unit_f64<Unit64::sqrt>>},
      {"v_sin_f32", vop1, 0x35, f32, {f32}, clamp | omod | neg1, each<unit_f32<Sine>>},
      {"v_cos_f32", vop1, 0x36, f32, {f32}, clamp | omod | neg1, each<unit_f32<Cosine>>},
      {"v_not_b32", vop1, 0x37, b32, {b32}, 0, unary<Not>},
      {"v_bfrev_b32", vop1, 0x38, b32, {b32}, 0, each<bfrev>},
      {"v_clz_i32_u32", vop1, 0x39, b32, {b32}, 0, each<clz>},
      {"v_ctz_i32_b32", vop1, 0x3a, b32, {b32}, 0, each<ctz>},
      {"v_cls_i32", vop1, 0x3b, b32, {b32}, 0, each<cls>},
      {"v_frexp_exp_i32_f64", vop1, 0x3c, b32, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<frexp_exponent<F64, u32>>},
      {"v_frexp_mant_f64", vop1, 0x3d, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<frexp_mantissa<F64>>},
      {"v_fract_f64", vop1, 0x3e, f64, {f64}, clamp | omod | neg1 | no_dpp | no_dpp64, each<fract_f64>},
      {"v_frexp_exp_i32_f32", vop1, 0x3f, b32, {f32}, clamp | neg1, each<frexp_exponent<F32, u32>>},
      {"v_frexp_mant_f32", vop1, 0x40, f32, {f32}, clamp | omod | neg1, each<frexp_mantissa<F32>>},
      {"v_movreld_b32", vop1, 0x42, b32, {b32}, 0, movrel<false, true, false>},
      {"v_movrels_b32", vop1, 0x43, b32, {v32}, 0, movrel<true, false, false>},
      {"v_movrelsd_b32", vop1, 0x44, b32, {v32}, 0, movrel<true, true, false>},
      {"v_movrelsd_2_b32", vop1, 0x48, b32, {v32}, 0, movrel<true, true, true>},
      {"v_cvt_f16_u16", vop1, 0x50, f16, {i16}, clamp | omod, each<cvt_f16_u16>},
      {"v_cvt_f16_i16", vop1, 0x51, f16, {i16}, clamp | omod, each<cvt_f16_i16>},
      {"v_cvt_u16_f16", vop1, 0x52, i16, {f16}, clamp | omod | neg1, each<cvt_u16_f16>},
      {"v_cvt_i16_f16", vop1, 0x53, i16, {f16}, clamp | omod | neg1, each<cvt_i16_f16>},
      {"v_rcp_f16", vop1, 0x54, f16, {f16}, clamp | omod | neg1, each<unit_f16<Reciprocal>>},
      {"v_sqrt_f16", vop1, 0x55, f16, {f16}, clamp | omod | neg1, each<unit_f16<SquareRoot>>},
      {"v_rsq_f16", vop1, 0x56, f16, {f16}, clamp | omod | neg1, each<unit_f16<ReciprocalRoot>>},
      {"v_log_f16", vop1, 0x57, f16, {f16}, clamp | omod | neg1, each<unit_f16<Log>>},
      {"v_exp_f16", vop1, 0x58, f16, {f16}, clamp | omod | neg1, each<unit_f16<Exp>>},
      {"v_frexp_mant_f16", vop1, 0x59, f16, {f16}, clamp | omod | neg1, each<frexp_mantissa<F16>>},
      {"v_frexp_exp_i16_f16", vop1, 0x5a, i16, {f16}, clamp | omod | neg1, each<frexp_exponent<F16, u16>>},
      {"v_floor_f16", vop1, 0x5b, f16, {f16}, clamp | omod | neg1, each<integral_f16<To::down>>},
      {"v_ceil_f16", vop1, 0x5c, f16, {f16}, clamp | omod | neg1, each<integral_f16<To::up>>},
      {"v_trunc_f16", vop1, 0x5d, f16, {f16}, clamp | omod | neg1, each<integral_f16<To::zero>>},
      {"v_rndne_f16", vop1, 0x5e, f16, {f16}, clamp | omod | neg1, each<integral_f16<To::nearest>>},
      {"v_fract_f16", vop1, 0x5f, f16, {f16}, clamp | omod | neg1, each<fract_f16>},
      {"v_sin_f16", vop1, 0x60, f16, {f16}, clamp | omod | neg1, each<unit_f16<Sine>>},
      {"v_cos_f16", vop1, 0x61, f16, {f16}, clamp | omod | neg1, each<unit_f16<Cosine>>},
      {"v_sat_pk_u8_i16", vop1, 0x62, i16, {b32}, 0, each<sat_pk_u8_i16>},
      {"v_cvt_norm_i16_f16", vop1, 0x63, i16, {f16}, clamp | omod | neg1, each<cvt_norm_i16_f16>},
      {"v_cvt_norm_u16_f16", vop1, 0x64, i16, {f16}, clamp | omod | neg1, each<cvt_norm_u16_f16>},
      {"v_swap_b32", vop1, 0x65, v32, {v32}, no_dpp | no_e64, swap_b32},
      {"v_swap_b16", vop1, 0x66, h16, {h16}, no_dpp | no_e64, swap_b16},
      {"v_permlane64_b32", vop1, 0x67, v32, {v32}, no_dpp | no_e64 | whole_wave, permlane64},
      {"v_swaprel_b32", vop1, 0x68, v32, {v32}, no_dpp | no_e64, swaprel},
      {"v_not_b16", vop1, 0x69, i16, {i16}, 0, each<not_b16>},
      {"v_cvt_i32_i16", vop1, 0x6a, b32, {i16}, 0, each<cvt_i32_i16>},
      {"v_cvt_u32_u16", vop1, 0x6b, b32, {i16}, 0, each<cvt_u32_u16>},
      {"v_cvt_f32_fp8", vop1, 0x6c, f32, {b32}, gfx12_only | opsel_01 | byte_sel, cvt_f32_of_byte<Fp8>},
      {"v_cvt_f32_bf8", vop1, 0x6d, f32, {b32}, gfx12_only | opsel_01 | byte_sel, cvt_f32_of_byte<Bf8>},
      {"v_cvt_pk_f32_fp8", vop1, 0x6e, v64, {w16}, gfx12_only | clamp | opsel, each<cvt_pk_f32<Fp8>>},
      {"v_cvt_pk_f32_bf8", vop1, 0x6f, v64, {w16}, gfx12_only | clamp | opsel, each<cvt_pk_f32<Bf8>>},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
