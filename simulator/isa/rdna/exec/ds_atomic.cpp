// DS: atomics of local data (RDNA3 ISA, "LDS & GDS Instructions").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/vector.hpp"
#include "simulator/isa/rdna/exec/memory.hpp"

EGPULAB_RDNA_BEGIN
namespace {
using enum Format;
using enum Type;

// clang-format off
constexpr Row rows[] = {
    {"ds_add_u32", ds, 0x0, none, {v32, v32, none}, 0, nullptr},
    {"ds_sub_u32", ds, 0x1, none, {v32, v32, none}, 0, nullptr},
    {"ds_rsub_u32", ds, 0x2, none, {v32, v32, none}, 0, nullptr},
    {"ds_inc_u32", ds, 0x3, none, {v32, v32, none}, 0, nullptr},
    {"ds_dec_u32", ds, 0x4, none, {v32, v32, none}, 0, nullptr},
    {"ds_min_i32", ds, 0x5, none, {v32, v32, none}, 0, nullptr},
    {"ds_max_i32", ds, 0x6, none, {v32, v32, none}, 0, nullptr},
    {"ds_min_u32", ds, 0x7, none, {v32, v32, none}, 0, nullptr},
    {"ds_max_u32", ds, 0x8, none, {v32, v32, none}, 0, nullptr},
    {"ds_and_b32", ds, 0x9, none, {v32, v32, none}, 0, nullptr},
    {"ds_or_b32", ds, 0xa, none, {v32, v32, none}, 0, nullptr},
    {"ds_xor_b32", ds, 0xb, none, {v32, v32, none}, 0, nullptr},
    {"ds_mskor_b32", ds, 0xc, none, {v32, v32, v32}, 0, nullptr},
    {"ds_cmpstore_b32", ds, 0x10, none, {v32, v32, v32}, 0, nullptr},
    {"ds_cmpstore_f32", ds, 0x11, none, {v32, v32, v32}, 0, nullptr},
    {"ds_min_f32", ds, 0x12, none, {v32, v32, none}, 0, nullptr},
    {"ds_max_f32", ds, 0x13, none, {v32, v32, none}, 0, nullptr},
    {"ds_add_f32", ds, 0x15, none, {v32, v32, none}, 0, nullptr},
    {"ds_add_rtn_u32", ds, 0x20, v32, {v32, v32, none}, 0, nullptr},
    {"ds_sub_rtn_u32", ds, 0x21, v32, {v32, v32, none}, 0, nullptr},
    {"ds_rsub_rtn_u32", ds, 0x22, v32, {v32, v32, none}, 0, nullptr},
    {"ds_inc_rtn_u32", ds, 0x23, v32, {v32, v32, none}, 0, nullptr},
    {"ds_dec_rtn_u32", ds, 0x24, v32, {v32, v32, none}, 0, nullptr},
    {"ds_min_rtn_i32", ds, 0x25, v32, {v32, v32, none}, 0, nullptr},
    {"ds_max_rtn_i32", ds, 0x26, v32, {v32, v32, none}, 0, nullptr},
    {"ds_min_rtn_u32", ds, 0x27, v32, {v32, v32, none}, 0, nullptr},
    {"ds_max_rtn_u32", ds, 0x28, v32, {v32, v32, none}, 0, nullptr},
    {"ds_and_rtn_b32", ds, 0x29, v32, {v32, v32, none}, 0, nullptr},
    {"ds_or_rtn_b32", ds, 0x2a, v32, {v32, v32, none}, 0, nullptr},
    {"ds_xor_rtn_b32", ds, 0x2b, v32, {v32, v32, none}, 0, nullptr},
    {"ds_mskor_rtn_b32", ds, 0x2c, v32, {v32, v32, v32}, 0, nullptr},
    {"ds_storexchg_rtn_b32", ds, 0x2d, v32, {v32, v32, none}, 0, nullptr},
    {"ds_storexchg_2addr_rtn_b32", ds, 0x2e, v64, {v32, v32, v32}, two_offsets, nullptr},
    {"ds_storexchg_2addr_stride64_rtn_b32", ds, 0x2f, v64, {v32, v32, v32}, two_offsets, nullptr},
    {"ds_cmpstore_rtn_b32", ds, 0x30, v32, {v32, v32, v32}, 0, nullptr},
    {"ds_cmpstore_rtn_f32", ds, 0x31, v32, {v32, v32, v32}, 0, nullptr},
    {"ds_min_rtn_f32", ds, 0x32, v32, {v32, v32, none}, 0, nullptr},
    {"ds_max_rtn_f32", ds, 0x33, v32, {v32, v32, none}, 0, nullptr},
    {"ds_wrap_rtn_b32", ds, 0x34, v32, {v32, v32, v32}, 0, nullptr},
    {"ds_add_u64", ds, 0x40, none, {v32, v64, none}, 0, nullptr},
    {"ds_sub_u64", ds, 0x41, none, {v32, v64, none}, 0, nullptr},
    {"ds_rsub_u64", ds, 0x42, none, {v32, v64, none}, 0, nullptr},
    {"ds_inc_u64", ds, 0x43, none, {v32, v64, none}, 0, nullptr},
    {"ds_dec_u64", ds, 0x44, none, {v32, v64, none}, 0, nullptr},
    {"ds_min_i64", ds, 0x45, none, {v32, v64, none}, 0, nullptr},
    {"ds_max_i64", ds, 0x46, none, {v32, v64, none}, 0, nullptr},
    {"ds_min_u64", ds, 0x47, none, {v32, v64, none}, 0, nullptr},
    {"ds_max_u64", ds, 0x48, none, {v32, v64, none}, 0, nullptr},
    {"ds_and_b64", ds, 0x49, none, {v32, v64, none}, 0, nullptr},
    {"ds_or_b64", ds, 0x4a, none, {v32, v64, none}, 0, nullptr},
    {"ds_xor_b64", ds, 0x4b, none, {v32, v64, none}, 0, nullptr},
    {"ds_mskor_b64", ds, 0x4c, none, {v32, v64, v64}, 0, nullptr},
    {"ds_cmpstore_b64", ds, 0x50, none, {v32, v64, v64}, 0, nullptr},
    {"ds_cmpstore_f64", ds, 0x51, none, {v32, v64, v64}, 0, nullptr},
    {"ds_min_f64", ds, 0x52, none, {v32, v64, none}, 0, nullptr},
    {"ds_max_f64", ds, 0x53, none, {v32, v64, none}, 0, nullptr},
    {"ds_add_rtn_u64", ds, 0x60, v64, {v32, v64, none}, 0, nullptr},
    {"ds_sub_rtn_u64", ds, 0x61, v64, {v32, v64, none}, 0, nullptr},
    {"ds_rsub_rtn_u64", ds, 0x62, v64, {v32, v64, none}, 0, nullptr},
    {"ds_inc_rtn_u64", ds, 0x63, v64, {v32, v64, none}, 0, nullptr},
    {"ds_dec_rtn_u64", ds, 0x64, v64, {v32, v64, none}, 0, nullptr},
    {"ds_min_rtn_i64", ds, 0x65, v64, {v32, v64, none}, 0, nullptr},
    {"ds_max_rtn_i64", ds, 0x66, v64, {v32, v64, none}, 0, nullptr},
    {"ds_min_rtn_u64", ds, 0x67, v64, {v32, v64, none}, 0, nullptr},
    {"ds_max_rtn_u64", ds, 0x68, v64, {v32, v64, none}, 0, nullptr},
    {"ds_and_rtn_b64", ds, 0x69, v64, {v32, v64, none}, 0, nullptr},
    {"ds_or_rtn_b64", ds, 0x6a, v64, {v32, v64, none}, 0, nullptr},
    {"ds_xor_rtn_b64", ds, 0x6b, v64, {v32, v64, none}, 0, nullptr},
    {"ds_mskor_rtn_b64", ds, 0x6c, v64, {v32, v64, v64}, 0, nullptr},
    {"ds_storexchg_rtn_b64", ds, 0x6d, v64, {v32, v64, none}, 0, nullptr},
    {"ds_storexchg_2addr_rtn_b64", ds, 0x6e, v128, {v32, v64, v64}, two_offsets, nullptr},
    {"ds_storexchg_2addr_stride64_rtn_b64", ds, 0x6f, v128, {v32, v64, v64}, two_offsets, nullptr},
    {"ds_cmpstore_rtn_b64", ds, 0x70, v64, {v32, v64, v64}, 0, nullptr},
    {"ds_cmpstore_rtn_f64", ds, 0x71, v64, {v32, v64, v64}, 0, nullptr},
    {"ds_min_rtn_f64", ds, 0x72, v64, {v32, v64, none}, 0, nullptr},
    {"ds_max_rtn_f64", ds, 0x73, v64, {v32, v64, none}, 0, nullptr},
    {"ds_add_rtn_f32", ds, 0x79, v32, {v32, v32, none}, 0, nullptr},
};
// clang-format on

}  // namespace

Rows ds_atomic_rows() { return rows; }
EGPULAB_RDNA_END
