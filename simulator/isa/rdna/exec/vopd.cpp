// VOPD: the halves of dual-issue instructions (RDNA3 ISA, "VOPD Opcodes"); opcodes from 16 exist for Y only.
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/dot.hpp"

EGPULAB_RDNA_BEGIN
Rows vopd_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"v_dual_fmac_f32", vopd, 0x0, b32, {f32, v32}, accumulate, float32<FmaF32, 3>},
      {"v_dual_fmaak_f32", vopd, 0x1, b32, {f32, v32, b32}, constant_k, float32<FmaF32, 3>},
      {"v_dual_fmamk_f32", vopd, 0x2, b32, {f32, b32, v32}, constant_mid, float32<FmaF32, 3>},
      {"v_dual_mul_f32", vopd, 0x3, b32, {f32, v32}, 0, float32<MulF32, 2>},
      {"v_dual_add_f32", vopd, 0x4, b32, {f32, v32}, 0, float32<AddF32, 2>},
      {"v_dual_sub_f32", vopd, 0x5, b32, {f32, v32}, 0, float32<SubF32, 2>},
      {"v_dual_subrev_f32", vopd, 0x6, b32, {f32, v32}, 0, float32<SubRevF32, 2>},
      {"v_dual_mul_dx9_zero_f32", vopd, 0x7, b32, {f32, v32}, 0, each<mul_dx9_zero>},
      {"v_dual_mov_b32", vopd, 0x8, b32, {b32}, 0, unary<Mov>},
      {"v_dual_cndmask_b32", vopd, 0x9, b32, {b32, v32, mask}, 0, select},
      {"v_dual_max_f32", vopd, 0xa, b32, {f32, v32}, 0, min_max_f32<true, 2>},
      {"v_dual_min_f32", vopd, 0xb, b32, {f32, v32}, 0, min_max_f32<false, 2>},
      {"v_dual_dot2acc_f32_f16", vopd, 0xc, b32, {pf16, v32}, accumulate, each<dot2acc>},
      {"v_dual_dot2acc_f32_bf16", vopd, 0xd, b32, {pbf16, v32}, accumulate, each<dot2acc_bf16>},
      {"v_dual_add_nc_u32", vopd, 0x10, b32, {b32, v32}, 0, binary<Add>, binary<AddSatU32>},
      {"v_dual_lshlrev_b32", vopd, 0x11, b32, {b32, v32}, 0, binary<LshlRev>},
      {"v_dual_and_b32", vopd, 0x12, b32, {b32, v32}, 0, binary<And>},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
