// DS: loads, stores and lane permutes of local data (RDNA3 ISA, "LDS & GDS Instructions").
#include "simulator/isa/rdna/exec/atomics.hpp"
#include "simulator/isa/rdna/exec/elements.hpp"
#include "simulator/isa/rdna/exec/lds_permute.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"

EGPULAB_RDNA_BEGIN
Rows ds_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"ds_store_b32", ds, 0xd, none, {v32, v32, none}, 0, ds_store<1>},
      {"ds_store_2addr_b32", ds, 0xe, none, {v32, v32, v32}, two_offsets, ds_store_two<1, 1>},
      {"ds_store_2addr_stride64_b32", ds, 0xf, none, {v32, v32, v32}, two_offsets, ds_store_two<1, 64>},
      {"ds_nop", ds, 0x14, none, {none, none, none}, bare | no_effect, nullptr},
      {"ds_store_b8", ds, 0x1e, none, {v32, v32, none}, 0, lds_store<Narrow<u8>>},
      {"ds_store_b16", ds, 0x1f, none, {v32, v32, none}, 0, lds_store<Narrow<u16>>},
      {"ds_swizzle_b32", ds, 0x35, v32, {v32, none, none}, 0, lds_swizzle},
      {"ds_load_b32", ds, 0x36, v32, {v32, none, none}, 0, ds_load<1>},
      {"ds_load_2addr_b32", ds, 0x37, v64, {v32, none, none}, two_offsets, ds_load_two<1, 1>},
      {"ds_load_2addr_stride64_b32", ds, 0x38, v64, {v32, none, none}, two_offsets, ds_load_two<1, 64>},
      {"ds_load_i8", ds, 0x39, v32, {v32, none, none}, 0, lds_load<Narrow<i8>>},
      {"ds_load_u8", ds, 0x3a, v32, {v32, none, none}, 0, lds_load<Narrow<u8>>},
      {"ds_load_i16", ds, 0x3b, v32, {v32, none, none}, 0, lds_load<Narrow<std::int16_t>>},
      {"ds_load_u16", ds, 0x3c, v32, {v32, none, none}, 0, lds_load<Narrow<u16>>},
      {"ds_consume", ds, 0x3d, v32, {none, none, none}, whole_wave, lds_count<false>},
      {"ds_append", ds, 0x3e, v32, {none, none, none}, whole_wave, lds_count<true>},
      {"ds_store_b64", ds, 0x4d, none, {v32, v64, none}, 0, ds_store<2>},
      {"ds_store_2addr_b64", ds, 0x4e, none, {v32, v64, v64}, two_offsets, ds_store_two<2, 1>},
      {"ds_store_2addr_stride64_b64", ds, 0x4f, none, {v32, v64, v64}, two_offsets, ds_store_two<2, 64>},
      {"ds_load_b64", ds, 0x76, v64, {v32, none, none}, 0, ds_load<2>},
      {"ds_load_2addr_b64", ds, 0x77, v128, {v32, none, none}, two_offsets, ds_load_two<2, 1>},
      {"ds_load_2addr_stride64_b64", ds, 0x78, v128, {v32, none, none}, two_offsets, ds_load_two<2, 64>},
      {"ds_condxchg32_rtn_b64", ds, 0x7e, v64, {v32, v64, none}, 0, lds_conditional_exchange},
      {"ds_store_b8_d16_hi", ds, 0xa0, none, {v32, v32, none}, 0, lds_store<Narrow<u8, Part::high>>},
      {"ds_store_b16_d16_hi", ds, 0xa1, none, {v32, v32, none}, 0, lds_store<Narrow<u16, Part::high>>},
      {"ds_load_u8_d16", ds, 0xa2, v32, {v32, none, none}, 0, lds_load<Narrow<u8, Part::low>>},
      {"ds_load_u8_d16_hi", ds, 0xa3, v32, {v32, none, none}, 0, lds_load<Narrow<u8, Part::high>>},
      {"ds_load_i8_d16", ds, 0xa4, v32, {v32, none, none}, 0, lds_load<Narrow<i8, Part::low>>},
      {"ds_load_i8_d16_hi", ds, 0xa5, v32, {v32, none, none}, 0, lds_load<Narrow<i8, Part::high>>},
      {"ds_load_u16_d16", ds, 0xa6, v32, {v32, none, none}, 0, lds_load<Narrow<u16, Part::low>>},
      {"ds_load_u16_d16_hi", ds, 0xa7, v32, {v32, none, none}, 0, lds_load<Narrow<u16, Part::high>>},
      {"ds_bvh_stack_rtn_b32", ds, 0xad, v32, {v32, v32, v128}, no_gds | gfx11_only, nullptr},
      {"ds_store_addtid_b32", ds, 0xb0, none, {none, v32, none}, 0, lds_store_addtid},
      {"ds_load_addtid_b32", ds, 0xb1, v32, {none, none, none}, 0, lds_load_addtid},
      {"ds_permute_b32", ds, 0xb2, v32, {v32, v32, none}, no_gds | gfx11_only, lds_permute},
      {"ds_bpermute_b32", ds, 0xb3, v32, {v32, v32, none}, no_gds | gfx11_only, lds_bpermute},
      {"ds_store_b96", ds, 0xde, none, {v32, v96, none}, 0, ds_store<3>},
      {"ds_store_b128", ds, 0xdf, none, {v32, v128, none}, 0, ds_store<4>},
      {"ds_load_b96", ds, 0xfe, v96, {v32, none, none}, 0, ds_load<3>},
      {"ds_load_b128", ds, 0xff, v128, {v32, none, none}, 0, ds_load<4>},
      {"ds_gws_sema_release_all", ds, 0x18, none, {none, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_gws_init", ds, 0x19, none, {v32, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_gws_sema_v", ds, 0x1a, none, {none, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_gws_sema_br", ds, 0x1b, none, {v32, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_gws_sema_p", ds, 0x1c, none, {none, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_gws_barrier", ds, 0x1d, none, {v32, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_ordered_count", ds, 0x3f, v32, {v32, none, none}, only_gds | gfx11_only, nullptr},
      {"ds_add_gs_reg_rtn", ds, 0x7a, v64, {none, v32, none}, only_gds | gfx11_only, nullptr},
      {"ds_sub_gs_reg_rtn", ds, 0x7b, v64, {none, v32, none}, only_gds | gfx11_only, nullptr},
      {"ds_permute_b32", ds, 0xb2, v32, {v32, v32, none}, whole_wave | gfx12_only, wave_permute},
      {"ds_bpermute_b32", ds, 0xb3, v32, {v32, v32, none}, whole_wave | gfx12_only, wave_bpermute<false>},
      {"ds_bpermute_fi_b32", ds, 0xcd, v32, {v32, v32, none}, whole_wave | gfx12_only, wave_bpermute<true>},
      {"ds_bvh_stack_push4_pop1_rtn_b32", ds, 0xe0, v32, {v32, v32, v128}, gfx12_only, nullptr},
      {"ds_bvh_stack_push8_pop1_rtn_b32", ds, 0xe1, v32, {v32, v32, v256}, gfx12_only, nullptr},
      {"ds_bvh_stack_push8_pop2_rtn_b64", ds, 0xe2, v64, {v32, v32, v256}, gfx12_only, nullptr},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
