// Names and numbers that gfx12 has for instructions of gfx11 (as LLVM MC 19 knows both).
#include "simulator/isa/rdna/generation.hpp"

#include <algorithm>
#include <string_view>

namespace egpulab::simulator::isa::rdna {
namespace {
using enum Format;

// A row of gfx11 in gfx12. Without an opcode it has its old place.
struct Change {
  std::string_view name;
  const char* now;
  Format format = sop1;
  i32 opcode = -1;
  u64 more_flags = 0;
};

// clang-format off
constexpr Change changes[] = {
    {"buffer_atomic_csub_u32", "buffer_atomic_sub_clamp_u32"},
    {"buffer_atomic_max_f32", "buffer_atomic_max_num_f32"},
    {"buffer_atomic_min_f32", "buffer_atomic_min_num_f32"},
    {"atomic_csub_u32", "atomic_sub_clamp_u32", flat, -1, seg_flat},
    {"atomic_max_f32", "atomic_max_num_f32"},
    {"atomic_min_f32", "atomic_min_num_f32"},
    {"ds_max_f32", "ds_max_num_f32"},
    {"ds_max_f64", "ds_max_num_f64"},
    {"ds_max_rtn_f32", "ds_max_num_rtn_f32"},
    {"ds_max_rtn_f64", "ds_max_num_rtn_f64"},
    {"ds_min_f32", "ds_min_num_f32"},
    {"ds_min_f64", "ds_min_num_f64"},
    {"ds_min_rtn_f32", "ds_min_num_rtn_f32"},
    {"ds_min_rtn_f64", "ds_min_num_rtn_f64"},
    {"s_add_i32", "s_add_co_i32"},
    {"s_add_u32", "s_add_co_u32"},
    {"s_addc_u32", "s_add_co_ci_u32"},
    {"s_addk_i32", "s_addk_co_i32"},
    {"s_buffer_load_b32", "s_buffer_load_b32", smem, 0x10},
    {"s_buffer_load_b64", "s_buffer_load_b64", smem, 0x11},
    {"s_buffer_load_b128", "s_buffer_load_b128", smem, 0x12},
    {"s_buffer_load_b256", "s_buffer_load_b256", smem, 0x13},
    {"s_buffer_load_b512", "s_buffer_load_b512", smem, 0x14},
    {"s_sub_i32", "s_sub_co_i32"},
    {"s_sub_u32", "s_sub_co_u32"},
    {"s_subb_u32", "s_sub_co_ci_u32"},
    {"s_waitcnt_depctr", "s_wait_alu"},
    {"v_add_f64", "v_add_f64", vop2, 0x02, no_dpp},
    {"v_dual_max_f32", "v_dual_max_num_f32"},
    {"v_dual_min_f32", "v_dual_min_num_f32"},
    {"v_lshlrev_b64", "v_lshlrev_b64", vop2, 0x1f, no_dpp},
    {"v_mad_i64_i32", "v_mad_co_i64_i32"},
    {"v_mad_u64_u32", "v_mad_co_u64_u32"},
    {"v_max3_f16", "v_max3_num_f16", vop3, 0x22c},
    {"v_max3_f32", "v_max3_num_f32", vop3, 0x22a},
    {"v_max_f16", "v_max_num_f16", vop2, 0x31},
    {"v_max_f32", "v_max_num_f32", vop2, 0x16},
    {"v_max_f64", "v_max_num_f64", vop2, 0x0e, no_dpp},
    {"v_maxmin_f16", "v_maxmin_num_f16", vop3, 0x26b},
    {"v_maxmin_f32", "v_maxmin_num_f32", vop3, 0x269},
    {"v_med3_f16", "v_med3_num_f16", vop3, 0x232},
    {"v_med3_f32", "v_med3_num_f32", vop3, 0x231},
    {"v_min3_f16", "v_min3_num_f16", vop3, 0x22b},
    {"v_min3_f32", "v_min3_num_f32", vop3, 0x229},
    {"v_min_f16", "v_min_num_f16", vop2, 0x30},
    {"v_min_f32", "v_min_num_f32", vop2, 0x15},
    {"v_min_f64", "v_min_num_f64", vop2, 0x0d, no_dpp},
    {"v_minmax_f16", "v_minmax_num_f16", vop3, 0x26a},
    {"v_minmax_f32", "v_minmax_num_f32", vop3, 0x268},
    {"v_mul_f64", "v_mul_f64", vop2, 0x06, no_dpp},
    {"v_pk_max_f16", "v_pk_max_num_f16", vop3p, 0x1c},
    {"v_pk_min_f16", "v_pk_min_num_f16", vop3p, 0x1b},
};
// clang-format on

}  // namespace

std::optional<Row> adapted(const Row& row, Generation generation) {
  if (generation == Generation::gfx11 || row.flags & gfx12_only) return std::nullopt;
  const auto change = std::ranges::find(changes, std::string_view(row.name), &Change::name);
  if (change == std::end(changes)) return std::nullopt;
  Row now = row;
  now.name = change->now;
  now.flags |= change->more_flags;
  if (change->opcode >= 0) now.format = change->format, now.opcode = static_cast<u16>(change->opcode);
  return now;
}

}  // namespace egpulab::simulator::isa::rdna
