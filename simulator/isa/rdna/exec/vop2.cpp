// VOP2: two sources (RDNA3 ISA, "VOP2 Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/dot.hpp"
#include "simulator/isa/rdna/exec/lane_order.hpp"

EGPULAB_RDNA_BEGIN
Rows vop2_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"v_cndmask_b32", vop2, 0x1, b32, {f32, f32, mask}, neg2, select},
      {"v_dot2acc_f32_f16", vop2, 0x2, f32, {pf16, pf16}, neg2 | no_e64 | accumulate | gfx11_only, each<dot2acc>},
      {"v_add_f32", vop2, 0x3, f32, {f32, f32}, clamp | omod | neg2, float32<AddF32, 2>},
      {"v_sub_f32", vop2, 0x4, f32, {f32, f32}, clamp | omod | neg2, float32<SubF32, 2>},
      {"v_subrev_f32", vop2, 0x5, f32, {f32, f32}, clamp | omod | neg2, float32<SubRevF32, 2>},
      {"v_fmac_dx9_zero_f32", vop2, 0x6, f32, {f32, f32}, clamp | omod | neg2 | no_dpp | no_dpp64 | accumulate | gfx11_only, each<fma_dx9_zero>},
      {"v_mul_dx9_zero_f32", vop2, 0x7, f32, {f32, f32}, clamp | omod | neg2, each<mul_dx9_zero>},
      {"v_mul_f32", vop2, 0x8, f32, {f32, f32}, clamp | omod | neg2, float32<MulF32, 2>},
      {"v_mul_i32_i24", vop2, 0x9, b32, {b32, b32}, clamp, each<mul_i24>, each<mul_i24_clamped>},
      {"v_mul_hi_i32_i24", vop2, 0xa, b32, {b32, b32}, 0, each<mul_hi_i24>},
      {"v_mul_u32_u24", vop2, 0xb, b32, {b32, b32}, clamp, each<mul_u24>, each<mul_u24_clamped>},
      {"v_mul_hi_u32_u24", vop2, 0xc, b32, {b32, b32}, 0, each<mul_hi_u24>},
      {"v_min_f32", vop2, 0xf, f32, {f32, f32}, clamp | omod | neg2, min_max_f32<false, 2>},
      {"v_max_f32", vop2, 0x10, f32, {f32, f32}, clamp | omod | neg2, min_max_f32<true, 2>},
      {"v_min_i32", vop2, 0x11, b32, {b32, b32}, 0, binary<MinI32>},
      {"v_max_i32", vop2, 0x12, b32, {b32, b32}, 0, binary<MaxI32>},
      {"v_min_u32", vop2, 0x13, b32, {b32, b32}, 0, binary<MinU32>},
      {"v_max_u32", vop2, 0x14, b32, {b32, b32}, 0, binary<MaxU32>},
      {"v_lshlrev_b32", vop2, 0x18, b32, {b32, b32}, 0, binary<LshlRev>},
      {"v_lshrrev_b32", vop2, 0x19, b32, {b32, b32}, 0, binary<LshrRev>},
      {"v_ashrrev_i32", vop2, 0x1a, b32, {b32, b32}, 0, binary<AshrRev>},
      {"v_and_b32", vop2, 0x1b, b32, {b32, b32}, 0, binary<And>},
      {"v_or_b32", vop2, 0x1c, b32, {b32, b32}, 0, binary<Or>},
      {"v_xor_b32", vop2, 0x1d, b32, {b32, b32}, 0, binary<Xor>},
      {"v_xnor_b32", vop2, 0x1e, b32, {b32, b32}, 0, binary<Xnor>},
      {"v_add_co_ci_u32", vop2, 0x20, b32, {b32, b32, mask}, clamp | sdst, carry<AddCarry, true>, carry<AddCarry, true, true>},
      {"v_sub_co_ci_u32", vop2, 0x21, b32, {b32, b32, mask}, clamp | sdst, carry<SubBorrow, true>, carry<SubBorrow, true, true>},
      {"v_subrev_co_ci_u32", vop2, 0x22, b32, {b32, b32, mask}, clamp | sdst, carry<SubRevBorrow, true>, carry<SubRevBorrow, true, true>},
      {"v_add_nc_u32", vop2, 0x25, b32, {b32, b32}, clamp, binary<Add>, binary<AddSatU32>},
      {"v_sub_nc_u32", vop2, 0x26, b32, {b32, b32}, clamp, binary<Sub>, binary<SubSatU32>},
      {"v_subrev_nc_u32", vop2, 0x27, b32, {b32, b32}, clamp, binary<SubRev>, binary<SubRevSatU32>},
      {"v_fmac_f32", vop2, 0x2b, f32, {f32, f32}, clamp | omod | neg2 | accumulate, float32<FmaF32, 3>},
      {"v_fmamk_f32", vop2, 0x2c, f32, {f32, b32, v32}, no_dpp | no_e64 | constant_mid, float32<FmaF32, 3>},
      {"v_fmaak_f32", vop2, 0x2d, f32, {f32, v32, b32}, no_dpp | no_e64 | constant_k, float32<FmaF32, 3>},
      {"v_cvt_pk_rtz_f16_f32", vop2, 0x2f, b32, {f32, f32}, clamp | omod | neg2, each<cvt_pk_rtz_f16_f32>},
      {"v_add_f16", vop2, 0x32, f16, {f16, f16}, clamp | omod | neg2, each<add_f16>},
      {"v_sub_f16", vop2, 0x33, f16, {f16, f16}, clamp | omod | neg2, each<sub_f16>},
      {"v_subrev_f16", vop2, 0x34, f16, {f16, f16}, clamp | omod | neg2, each<subrev_f16>},
      {"v_mul_f16", vop2, 0x35, f16, {f16, f16}, clamp | omod | neg2, each<mul_f16>},
      {"v_fmac_f16", vop2, 0x36, f16, {f16, f16}, clamp | omod | neg2 | opsel | accumulate, each<fma_f16>},
      {"v_fmamk_f16", vop2, 0x37, f16, {f16, b32, f16}, no_dpp | no_e64 | constant_mid, each<fma_f16>},
      {"v_fmaak_f16", vop2, 0x38, f16, {f16, f16, b32}, no_dpp | no_e64 | constant_k, each<fma_f16>},
      {"v_max_f16", vop2, 0x39, f16, {f16, f16}, clamp | omod | neg2, each<extreme2<F16, true>>},
      {"v_min_f16", vop2, 0x3a, f16, {f16, f16}, clamp | omod | neg2, each<extreme2<F16, false>>},
      {"v_ldexp_f16", vop2, 0x3b, f16, {f16, f16}, clamp | omod | neg2, each<ldexp_f16>},
      {"v_pk_fmac_f16", vop2, 0x3c, b32, {pf16, pf16}, no_e64 | accumulate, packed<fma_f16>},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
