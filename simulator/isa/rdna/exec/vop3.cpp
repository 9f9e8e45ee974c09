// VOP3-only instructions of three sources (RDNA3 ISA, "VOP3 & VOP3SD Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"v_fma_dx9_zero_f32", vop3, 0x209, f32, {f32, f32, f32}, clamp | omod | neg3 | no_dpp64, nullptr},
    {"v_mad_i32_i24", vop3, 0x20a, b32, {b32, b32, b32}, clamp, nullptr},
    {"v_mad_u32_u24", vop3, 0x20b, b32, {b32, b32, b32}, clamp, nullptr},
    {"v_cubeid_f32", vop3, 0x20c, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_cubesc_f32", vop3, 0x20d, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_cubetc_f32", vop3, 0x20e, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_cubema_f32", vop3, 0x20f, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_bfe_u32", vop3, 0x210, b32, {b32, b32, b32}, 0, ternary<BfeU32>},
    {"v_bfe_i32", vop3, 0x211, b32, {b32, b32, b32}, 0, nullptr},
    {"v_bfi_b32", vop3, 0x212, b32, {b32, b32, b32}, 0, ternary<Bfi>},
    {"v_fma_f32", vop3, 0x213, f32, {f32, f32, f32}, clamp | omod | neg3, float32<FmaF32, 3>},
    {"v_fma_f64", vop3, 0x214, f64, {f64, f64, f64}, clamp | omod | neg3 | no_dpp64, nullptr},
    {"v_lerp_u8", vop3, 0x215, b32, {b32, b32, b32}, 0, nullptr},
    {"v_alignbit_b32", vop3, 0x216, b32, {b32, b32, b32}, 0, nullptr},
    {"v_alignbyte_b32", vop3, 0x217, b32, {b32, b32, b32}, 0, nullptr},
    {"v_mullit_f32", vop3, 0x218, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_min3_f32", vop3, 0x219, f32, {f32, f32, f32}, clamp | omod | neg3, min_max_f32<false, 3>},
    {"v_min3_i32", vop3, 0x21a, b32, {b32, b32, b32}, 0, nullptr},
    {"v_min3_u32", vop3, 0x21b, b32, {b32, b32, b32}, 0, nullptr},
    {"v_max3_f32", vop3, 0x21c, f32, {f32, f32, f32}, clamp | omod | neg3, min_max_f32<true, 3>},
    {"v_max3_i32", vop3, 0x21d, b32, {b32, b32, b32}, 0, nullptr},
    {"v_max3_u32", vop3, 0x21e, b32, {b32, b32, b32}, 0, nullptr},
    {"v_med3_f32", vop3, 0x21f, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_med3_i32", vop3, 0x220, b32, {b32, b32, b32}, 0, nullptr},
    {"v_med3_u32", vop3, 0x221, b32, {b32, b32, b32}, 0, nullptr},
    {"v_sad_u8", vop3, 0x222, b32, {b32, b32, b32}, clamp, nullptr},
    {"v_sad_hi_u8", vop3, 0x223, b32, {b32, b32, b32}, clamp, nullptr},
    {"v_sad_u16", vop3, 0x224, i16, {b32, b32, b32}, clamp, nullptr},
    {"v_sad_u32", vop3, 0x225, b32, {b32, b32, b32}, clamp, nullptr},
    {"v_cvt_pk_u8_f32", vop3, 0x226, b32, {f32, b32, b32}, clamp | neg1 | loose, nullptr},
    {"v_div_fixup_f32", vop3, 0x227, f32, {f32, f32, f32}, clamp | omod | neg3 | no_dpp64, nullptr},
    {"v_div_fixup_f64", vop3, 0x228, f64, {f64, f64, f64}, clamp | omod | neg3 | no_dpp64, nullptr},
    {"v_div_fmas_f32", vop3, 0x237, f32, {f32, f32, f32}, clamp | omod | neg3 | no_dpp64, nullptr},
    {"v_div_fmas_f64", vop3, 0x238, f64, {f64, f64, f64}, clamp | omod | neg3 | no_dpp64, nullptr},
    {"v_msad_u8", vop3, 0x239, b32, {b32, b32, b32}, clamp, nullptr},
    {"v_qsad_pk_u16_u8", vop3, 0x23a, b64, {b64, b32, b64}, clamp | no_dpp64, nullptr},
    {"v_mqsad_pk_u16_u8", vop3, 0x23b, b64, {b64, b32, b64}, clamp | no_dpp64, nullptr},
    {"v_mqsad_u32_u8", vop3, 0x23d, b128, {b64, b32, v128}, clamp | no_dpp64, nullptr},
    {"v_xor3_b32", vop3, 0x240, b32, {b32, b32, b32}, 0, ternary<Xor3>},
    {"v_mad_u16", vop3, 0x241, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_perm_b32", vop3, 0x244, b32, {b32, b32, b32}, 0, nullptr},
    {"v_xad_u32", vop3, 0x245, b32, {b32, b32, b32}, 0, ternary<Xad>},
    {"v_lshl_add_u32", vop3, 0x246, b32, {b32, b32, b32}, 0, ternary<LshlAdd>},
    {"v_add_lshl_u32", vop3, 0x247, b32, {b32, b32, b32}, 0, ternary<AddLshl>},
    {"v_fma_f16", vop3, 0x248, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, nullptr},
    {"v_min3_f16", vop3, 0x249, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, nullptr},
    {"v_min3_i16", vop3, 0x24a, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_min3_u16", vop3, 0x24b, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_max3_f16", vop3, 0x24c, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, nullptr},
    {"v_max3_i16", vop3, 0x24d, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_max3_u16", vop3, 0x24e, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_med3_f16", vop3, 0x24f, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, nullptr},
    {"v_med3_i16", vop3, 0x250, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_med3_u16", vop3, 0x251, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_mad_i16", vop3, 0x253, i16, {i16, i16, i16}, clamp | loose | opsel, nullptr},
    {"v_div_fixup_f16", vop3, 0x254, f16, {f16, f16, f16}, clamp | omod | neg3 | opsel, nullptr},
    {"v_add3_u32", vop3, 0x255, b32, {b32, b32, b32}, 0, ternary<Add3>},
    {"v_lshl_or_b32", vop3, 0x256, b32, {b32, b32, b32}, 0, ternary<LshlOr>},
    {"v_and_or_b32", vop3, 0x257, b32, {b32, b32, b32}, 0, ternary<AndOr>},
    {"v_or3_b32", vop3, 0x258, b32, {b32, b32, b32}, 0, ternary<Or3>},
    {"v_mad_u32_u16", vop3, 0x259, b32, {i16, i16, b32}, clamp | loose | opsel, nullptr},
    {"v_mad_i32_i16", vop3, 0x25a, b32, {i16, i16, b32}, clamp | loose | opsel, nullptr},
    {"v_permlane16_b32", vop3, 0x25b, b32, {v32, s32, s32}, loose | opsel_01 | no_dpp64, permlane16<false>},
    {"v_permlanex16_b32", vop3, 0x25c, b32, {v32, s32, s32}, loose | opsel_01 | no_dpp64, permlane16<true>},
    {"v_cndmask_b16", vop3, 0x25d, i16, {i16, i16, mask}, neg2, nullptr},
    {"v_maxmin_f32", vop3, 0x25e, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_minmax_f32", vop3, 0x25f, f32, {f32, f32, f32}, clamp | omod | neg3, nullptr},
    {"v_maxmin_f16", vop3, 0x260, f16, {f16, f16, f16}, clamp | omod | neg3, nullptr},
    {"v_minmax_f16", vop3, 0x261, f16, {f16, f16, f16}, clamp | omod | neg3, nullptr},
    {"v_maxmin_u32", vop3, 0x262, b32, {b32, b32, b32}, 0, nullptr},
    {"v_minmax_u32", vop3, 0x263, b32, {b32, b32, b32}, 0, nullptr},
    {"v_maxmin_i32", vop3, 0x264, b32, {b32, b32, b32}, 0, nullptr},
    {"v_minmax_i32", vop3, 0x265, b32, {b32, b32, b32}, 0, nullptr},
    {"v_dot2_f16_f16", vop3, 0x266, f16, {f32, f32, f16}, neg3 | opsel_23, nullptr},
    {"v_dot2_bf16_bf16", vop3, 0x267, b32, {f32, f32, f32}, neg3 | opsel_23, nullptr},
    {"v_div_scale_f32", vop3, 0x2fc, f32, {f32, f32, f32}, clamp | omod | neg3 | sdst | no_dpp64, nullptr},
    {"v_div_scale_f64", vop3, 0x2fd, f64, {f64, f64, f64}, clamp | omod | neg3 | sdst | no_dpp64, nullptr},
    {"v_mad_u64_u32", vop3, 0x2fe, b64, {b32, b32, b64}, clamp | sdst | no_dpp64, nullptr},
    {"v_mad_i64_i32", vop3, 0x2ff, b64, {b32, b32, b64}, clamp | sdst | no_dpp64, nullptr},
};
// clang-format on

}  // namespace

Rows vop3_rows() { return rows; }
EGPULAB_RDNA_END
