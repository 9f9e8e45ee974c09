// VOP3P: packed, mixed-precision, dot and matrix instructions (RDNA3 ISA, "VOP3P Opcodes").
#include "simulator/isa/rdna/exec/lane_byte_float.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/matrix_gfx12.hpp"
#include "simulator/isa/rdna/exec/lane_order.hpp"
#include "simulator/isa/rdna/exec/lane_short.hpp"

EGPULAB_RDNA_BEGIN
Rows vop3p_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"v_pk_mad_i16", vop3p, 0x0, b32, {b32, b32, b32}, clamp | no_dpp64, packed<mad_u16>, packed<mad_i16_clamped>},
      {"v_pk_mul_lo_u16", vop3p, 0x1, b32, {b32, b32}, clamp | no_dpp64, packed<mul_lo_u16>, packed<mul_lo_u16_clamped>},
      {"v_pk_add_i16", vop3p, 0x2, b32, {b32, b32}, clamp | no_dpp64, packed<add_u16>, packed<add_i16_clamped>},
      {"v_pk_sub_i16", vop3p, 0x3, b32, {b32, b32}, clamp | no_dpp64, packed<sub_u16>, packed<sub_i16_clamped>},
      {"v_pk_lshlrev_b16", vop3p, 0x4, b32, {b32, b32}, clamp | no_dpp64, packed<lshlrev_b16>},
      {"v_pk_lshrrev_b16", vop3p, 0x5, b32, {b32, b32}, clamp | no_dpp64, packed<lshrrev_b16>},
      {"v_pk_ashrrev_i16", vop3p, 0x6, b32, {b32, b32}, clamp | no_dpp64, packed<ashrrev_i16>},
      {"v_pk_max_i16", vop3p, 0x7, b32, {b32, b32}, clamp | no_dpp64, packed<extreme_short<true, true>>},
      {"v_pk_min_i16", vop3p, 0x8, b32, {b32, b32}, clamp | no_dpp64, packed<extreme_short<true, false>>},
      {"v_pk_mad_u16", vop3p, 0x9, b32, {b32, b32, b32}, clamp | no_dpp64, packed<mad_u16>, packed<mad_u16_clamped>},
      {"v_pk_add_u16", vop3p, 0xa, b32, {b32, b32}, clamp | no_dpp64, packed<add_u16>, packed<add_u16_clamped>},
      {"v_pk_sub_u16", vop3p, 0xb, b32, {b32, b32}, clamp | no_dpp64, packed<sub_u16>, packed<sub_u16_clamped>},
      {"v_pk_max_u16", vop3p, 0xc, b32, {b32, b32}, clamp | no_dpp64, packed<extreme_short<false, true>>},
      {"v_pk_min_u16", vop3p, 0xd, b32, {b32, b32}, clamp | no_dpp64, packed<extreme_short<false, false>>},
      {"v_pk_fma_f16", vop3p, 0xe, b32, {pf16, pf16, pf16}, clamp | no_dpp64, packed<fma_f16>},
      {"v_pk_add_f16", vop3p, 0xf, b32, {pf16, pf16}, clamp | no_dpp64, packed<add_f16>},
      {"v_pk_mul_f16", vop3p, 0x10, b32, {pf16, pf16}, clamp | no_dpp64, packed<mul_f16>},
      {"v_pk_min_f16", vop3p, 0x11, b32, {pf16, pf16}, clamp | no_dpp64, packed<extreme2<F16, false>>},
      {"v_pk_max_f16", vop3p, 0x12, b32, {pf16, pf16}, clamp | no_dpp64, packed<extreme2<F16, true>>},
      {"v_dot2_f32_f16", vop3p, 0x13, f32, {pf16, pf16, b32}, clamp, dot2_f32<f32_of_f16>},
      {"v_dot4_i32_iu8", vop3p, 0x16, b32, {b32, b32, b32}, clamp | no_dpp64, dot_iu<8, false>, dot_iu<8, true>},
      {"v_dot4_u32_u8", vop3p, 0x17, b32, {b32, b32, b32}, clamp | no_dpp64, each<dot_u<8, false>>, each<dot_u<8, true>>},
      {"v_dot8_i32_iu4", vop3p, 0x18, b32, {b32, b32, b32}, clamp | no_dpp64, dot_iu<4, false>, dot_iu<4, true>},
      {"v_dot8_u32_u4", vop3p, 0x19, b32, {b32, b32, b32}, clamp | no_dpp64, each<dot_u<4, false>>, each<dot_u<4, true>>},
      {"v_dot2_f32_bf16", vop3p, 0x1a, f32, {pbf16, pbf16, b32}, clamp, dot2_f32<f32_of_bf16>},
      {"v_fma_mix_f32", vop3p, 0x20, f32, {f16, f16, f16}, clamp | no_neg_hi, fma_mix<MixTo::f32>},
      {"v_fma_mixlo_f16", vop3p, 0x21, f16, {f16, f16, f16}, clamp | no_neg_hi, fma_mix<MixTo::low>},
      {"v_fma_mixhi_f16", vop3p, 0x22, f16, {f16, f16, f16}, clamp | no_neg_hi, fma_mix<MixTo::high>},
      {"v_wmma_f32_16x16x16_f16", vop3p, 0x40, b256, {v256, v256, vc256}, loose | no_dpp64 | whole_wave | gfx11_only, wmma_float<Half::f16, Half::none>},
      {"v_wmma_f32_16x16x16_bf16", vop3p, 0x41, b256, {v256, v256, vc256}, loose | no_dpp64 | whole_wave | gfx11_only, wmma_float<Half::bf16, Half::none>},
      {"v_wmma_f16_16x16x16_f16", vop3p, 0x42, b256, {v256, v256, vch256}, no_dpp64 | whole_wave | gfx11_only, wmma_float<Half::f16, Half::f16>},
      {"v_wmma_bf16_16x16x16_bf16", vop3p, 0x43, b256, {v256, v256, vcb256}, no_dpp64 | whole_wave | gfx11_only, wmma_float<Half::bf16, Half::bf16>},
      {"v_wmma_i32_16x16x16_iu8", vop3p, 0x44, b256, {v128, v128, vc256}, clamp | loose | no_dpp64 | whole_wave | gfx11_only, wmma_integer<8, false>, wmma_integer<8, true>},
      {"v_wmma_i32_16x16x16_iu4", vop3p, 0x45, b256, {v64, v64, vc256}, clamp | loose | no_dpp64 | whole_wave | gfx11_only, wmma_integer<4, false>, wmma_integer<4, true>},
      {"v_pk_minimum_f16", vop3p, 0x1d, b32, {pf16, pf16}, clamp | no_dpp64 | gfx12_only, packed<strict2<F16, false>>},
      {"v_pk_maximum_f16", vop3p, 0x1e, b32, {pf16, pf16}, clamp | no_dpp64 | gfx12_only, packed<strict2<F16, true>>},
      {"v_dot4_f32_fp8_bf8", vop3p, 0x24, f32, {b32, b32, f32}, gfx12_only | loose, dot4_f32<Fp8, Bf8>},
      {"v_dot4_f32_bf8_fp8", vop3p, 0x25, f32, {b32, b32, f32}, gfx12_only | loose, dot4_f32<Bf8, Fp8>},
      {"v_dot4_f32_fp8_fp8", vop3p, 0x26, f32, {b32, b32, f32}, gfx12_only | loose, dot4_f32<Fp8, Fp8>},
      {"v_dot4_f32_bf8_bf8", vop3p, 0x27, f32, {b32, b32, f32}, gfx12_only | loose, dot4_f32<Bf8, Bf8>},
      {"v_wmma_f32_16x16x16_f16", vop3p, 0x40, b256, {t128, t128, vc256}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<HalfElement, HalfElement, Half::none, 16, false>},
      {"v_wmma_f32_16x16x16_bf16", vop3p, 0x41, b256, {t128, t128, vc256}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<BrainElement, BrainElement, Half::none, 16, false>},
      {"v_wmma_f16_16x16x16_f16", vop3p, 0x42, t128, {t128, t128, vch128}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<HalfElement, HalfElement, Half::f16, 16, false>},
      {"v_wmma_bf16_16x16x16_bf16", vop3p, 0x43, t128, {t128, t128, vcb128}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<BrainElement, BrainElement, Half::bf16, 16, false>},
      {"v_wmma_i32_16x16x16_iu8", vop3p, 0x44, b256, {t64, t64, vc256}, clamp | loose | no_dpp64 | whole_wave | gfx12_only, tile_integer<8, 16, false, false>, tile_integer<8, 16, false, true>},
      {"v_wmma_i32_16x16x16_iu4", vop3p, 0x45, b256, {v32, v32, vc256}, clamp | loose | no_dpp64 | whole_wave | gfx12_only, tile_integer<4, 16, false, false>, tile_integer<4, 16, false, true>},
      {"v_wmma_f32_16x16x16_fp8_fp8", vop3p, 0x46, b256, {t64, t64, vc256}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Fp8>, ByteElement<Fp8>, Half::none, 16, false>},
      {"v_wmma_f32_16x16x16_fp8_bf8", vop3p, 0x47, b256, {t64, t64, vc256}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Fp8>, ByteElement<Bf8>, Half::none, 16, false>},
      {"v_wmma_f32_16x16x16_bf8_fp8", vop3p, 0x48, b256, {t64, t64, vc256}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Bf8>, ByteElement<Fp8>, Half::none, 16, false>},
      {"v_wmma_f32_16x16x16_bf8_bf8", vop3p, 0x49, b256, {t64, t64, vc256}, loose | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Bf8>, ByteElement<Bf8>, Half::none, 16, false>},
      {"v_wmma_i32_16x16x32_iu4", vop3p, 0x4a, b256, {t64, t64, vc256}, clamp | loose | no_dpp64 | whole_wave | gfx12_only, tile_integer<4, 32, false, false>, tile_integer<4, 32, false, true>},
      {"v_swmmac_f32_16x16x32_f16", vop3p, 0x50, b256, {t128, t256, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<HalfElement, HalfElement, Half::none, 32, true>},
      {"v_swmmac_f32_16x16x32_bf16", vop3p, 0x51, b256, {t128, t256, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<BrainElement, BrainElement, Half::none, 32, true>},
      {"v_swmmac_f16_16x16x32_f16", vop3p, 0x52, t128, {t128, t256, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<HalfElement, HalfElement, Half::f16, 32, true>},
      {"v_swmmac_bf16_16x16x32_bf16", vop3p, 0x53, t128, {t128, t256, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<BrainElement, BrainElement, Half::bf16, 32, true>},
      {"v_swmmac_i32_16x16x32_iu8", vop3p, 0x54, b256, {t64, t128, v32}, clamp | loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_integer<8, 32, true, false>, tile_integer<8, 32, true, true>},
      {"v_swmmac_i32_16x16x32_iu4", vop3p, 0x55, b256, {v32, t64, v32}, clamp | loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_integer<4, 32, true, false>, tile_integer<4, 32, true, true>},
      {"v_swmmac_i32_16x16x64_iu4", vop3p, 0x56, b256, {t64, t128, v32}, clamp | loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_integer<4, 64, true, false>, tile_integer<4, 64, true, true>},
      {"v_swmmac_f32_16x16x32_fp8_fp8", vop3p, 0x57, b256, {t64, t128, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Fp8>, ByteElement<Fp8>, Half::none, 32, true>},
      {"v_swmmac_f32_16x16x32_fp8_bf8", vop3p, 0x58, b256, {t64, t128, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Fp8>, ByteElement<Bf8>, Half::none, 32, true>},
      {"v_swmmac_f32_16x16x32_bf8_fp8", vop3p, 0x59, b256, {t64, t128, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Bf8>, ByteElement<Fp8>, Half::none, 32, true>},
      {"v_swmmac_f32_16x16x32_bf8_bf8", vop3p, 0x5a, b256, {t64, t128, v32}, loose | index_key | no_dpp64 | whole_wave | gfx12_only, tile_float<ByteElement<Bf8>, ByteElement<Bf8>, Half::none, 32, true>},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
