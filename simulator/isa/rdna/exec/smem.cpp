// SMEM: scalar loads (RDNA3 ISA, "SMEM Opcodes").
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/scalar.hpp"
#include "simulator/isa/rdna/exec/scalar_memory.hpp"

EGPULAB_RDNA_BEGIN
Rows smem_rows() {
  using enum Format;
  using enum Type;
  // clang-format off
  static constexpr Row rows[] = {
      {"s_load_b32", smem, 0x0, s32, {s64}, 0, scalar_load<1>},
      {"s_load_b64", smem, 0x1, s64, {s64}, 0, scalar_load<2>},
      {"s_load_b128", smem, 0x2, s128, {s64}, 0, scalar_load<4>},
      {"s_load_b256", smem, 0x3, s256, {s64}, 0, scalar_load<8>},
      {"s_load_b512", smem, 0x4, s512, {s64}, 0, scalar_load<16>},
      {"s_buffer_load_b32", smem, 0x8, s32, {s128}, 0, scalar_buffer_load<1>},
      {"s_buffer_load_b64", smem, 0x9, s64, {s128}, 0, scalar_buffer_load<2>},
      {"s_buffer_load_b128", smem, 0xa, s128, {s128}, 0, scalar_buffer_load<4>},
      {"s_buffer_load_b256", smem, 0xb, s256, {s128}, 0, scalar_buffer_load<8>},
      {"s_buffer_load_b512", smem, 0xc, s512, {s128}, 0, scalar_buffer_load<16>},
      {"s_gl1_inv", smem, 0x20, none, {}, bare | no_effect | gfx11_only, nullptr},
      {"s_dcache_inv", smem, 0x21, none, {}, bare | no_effect, nullptr},
      {"s_atc_probe", smem, 0x22, simm, {s64}, no_effect, nullptr},
      {"s_atc_probe_buffer", smem, 0x23, simm, {s128}, no_effect, nullptr},
      {"s_load_b96", smem, 0x5, s96, {s64}, gfx12_only, scalar_load<3>},
      {"s_load_i8", smem, 0x8, s32, {s64}, gfx12_only, scalar_load_narrow<i8>},
      {"s_load_u8", smem, 0x9, s32, {s64}, gfx12_only, scalar_load_narrow<u8>},
      {"s_load_i16", smem, 0xa, s32, {s64}, gfx12_only, scalar_load_narrow<std::int16_t>},
      {"s_load_u16", smem, 0xb, s32, {s64}, gfx12_only, scalar_load_narrow<u16>},
      {"s_buffer_load_b96", smem, 0x15, s96, {s128}, gfx12_only, scalar_buffer_load<3>},
      {"s_buffer_load_i8", smem, 0x18, s32, {s128}, gfx12_only, scalar_buffer_load_narrow<i8>},
      {"s_buffer_load_u8", smem, 0x19, s32, {s128}, gfx12_only, scalar_buffer_load_narrow<u8>},
      {"s_buffer_load_i16", smem, 0x1a, s32, {s128}, gfx12_only, scalar_buffer_load_narrow<std::int16_t>},
      {"s_buffer_load_u16", smem, 0x1b, s32, {s128}, gfx12_only, scalar_buffer_load_narrow<u16>},
      {"s_prefetch_inst", smem, 0x24, none, {s64}, gfx12_only | prefetch | no_effect, nullptr},
      {"s_prefetch_inst_pc_rel", smem, 0x25, none, {}, gfx12_only | prefetch | no_effect, nullptr},
      {"s_prefetch_data", smem, 0x26, none, {s64}, gfx12_only | prefetch | no_effect, nullptr},
      {"s_buffer_prefetch_data", smem, 0x27, none, {s128}, gfx12_only | prefetch | no_effect, nullptr},
      {"s_prefetch_data_pc_rel", smem, 0x28, none, {}, gfx12_only | prefetch | no_effect, nullptr},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
