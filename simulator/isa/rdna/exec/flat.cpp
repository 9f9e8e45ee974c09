// FLAT, GLOBAL and SCRATCH (RDNA3 ISA, "Flat, Scratch, Global Opcodes").
#include "simulator/isa/rdna/exec/atomics.hpp"
#include "simulator/isa/rdna/exec/elements.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"

EGPULAB_RDNA_BEGIN
Rows flat_rows() {
  using enum Format;
  using enum Type;
  // The first handler serves GLOBAL, the second FLAT and SCRATCH.
  // clang-format off
  static constexpr Row rows[] = {
      {"load_u8", flat, 0x10, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<u8, Part::all>, vector_load<Narrow<u8, Part::all>>},
      {"load_i8", flat, 0x11, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<i8, Part::all>, vector_load<Narrow<i8, Part::all>>},
      {"load_u16", flat, 0x12, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<u16, Part::all>, vector_load<Narrow<u16, Part::all>>},
      {"load_i16", flat, 0x13, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<std::int16_t, Part::all>, vector_load<Narrow<std::int16_t, Part::all>>},
      {"load_b32", flat, 0x14, v32, {none}, seg_flat | seg_global | seg_scratch, global_load<1>, vector_load<Words<1>>},
      {"load_b64", flat, 0x15, v64, {none}, seg_flat | seg_global | seg_scratch, global_load<2>, vector_load<Words<2>>},
      {"load_b96", flat, 0x16, v96, {none}, seg_flat | seg_global | seg_scratch, global_load<3>, vector_load<Words<3>>},
      {"load_b128", flat, 0x17, v128, {none}, seg_flat | seg_global | seg_scratch, global_load<4>, vector_load<Words<4>>},
      {"store_b8", flat, 0x18, none, {v32}, seg_flat | seg_global | seg_scratch, narrow_store<u8, Part::all>, vector_store<Narrow<u8, Part::all>>},
      {"store_b16", flat, 0x19, none, {v32}, seg_flat | seg_global | seg_scratch, narrow_store<u16, Part::all>, vector_store<Narrow<u16, Part::all>>},
      {"store_b32", flat, 0x1a, none, {v32}, seg_flat | seg_global | seg_scratch, global_store<1>, vector_store<Words<1>>},
      {"store_b64", flat, 0x1b, none, {v64}, seg_flat | seg_global | seg_scratch, global_store<2>, vector_store<Words<2>>},
      {"store_b96", flat, 0x1c, none, {v96}, seg_flat | seg_global | seg_scratch, global_store<3>, vector_store<Words<3>>},
      {"store_b128", flat, 0x1d, none, {v128}, seg_flat | seg_global | seg_scratch, global_store<4>, vector_store<Words<4>>},
      {"load_d16_u8", flat, 0x1e, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<u8, Part::low>, vector_load<Narrow<u8, Part::low>>},
      {"load_d16_i8", flat, 0x1f, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<i8, Part::low>, vector_load<Narrow<i8, Part::low>>},
      {"load_d16_b16", flat, 0x20, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<u16, Part::low>, vector_load<Narrow<u16, Part::low>>},
      {"load_d16_hi_u8", flat, 0x21, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<u8, Part::high>, vector_load<Narrow<u8, Part::high>>},
      {"load_d16_hi_i8", flat, 0x22, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<i8, Part::high>, vector_load<Narrow<i8, Part::high>>},
      {"load_d16_hi_b16", flat, 0x23, v32, {none}, seg_flat | seg_global | seg_scratch, narrow_load<u16, Part::high>, vector_load<Narrow<u16, Part::high>>},
      {"store_d16_hi_b8", flat, 0x24, none, {v32}, seg_flat | seg_global | seg_scratch, narrow_store<u8, Part::high>, vector_store<Narrow<u8, Part::high>>},
      {"store_d16_hi_b16", flat, 0x25, none, {v32}, seg_flat | seg_global | seg_scratch, narrow_store<u16, Part::high>, vector_store<Narrow<u16, Part::high>>},
      {"load_addtid_b32", flat, 0x28, v32, {none}, seg_global | no_offset, load_addtid},
      {"store_addtid_b32", flat, 0x29, none, {v32}, seg_global | no_offset, store_addtid},
      {"atomic_swap_b32", flat, 0x33, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicSwap<u32>>, vector_atomic<AtomicSwap<u32>>},
      {"atomic_cmpswap_b32", flat, 0x34, v32, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicCompare<u32>>, vector_atomic<AtomicCompare<u32>>},
      {"atomic_add_u32", flat, 0x35, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicAdd<u32>>, vector_atomic<AtomicAdd<u32>>},
      {"atomic_sub_u32", flat, 0x36, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicSub<u32>>, vector_atomic<AtomicSub<u32>>},
      {"atomic_csub_u32", flat, 0x37, v32, {v32}, seg_global | atomic, vector_atomic<AtomicClampSub>, vector_atomic<AtomicClampSub>},
      {"atomic_min_i32", flat, 0x38, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicMin<i32>>, vector_atomic<AtomicMin<i32>>},
      {"atomic_min_u32", flat, 0x39, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicMin<u32>>, vector_atomic<AtomicMin<u32>>},
      {"atomic_max_i32", flat, 0x3a, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicMax<i32>>, vector_atomic<AtomicMax<i32>>},
      {"atomic_max_u32", flat, 0x3b, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicMax<u32>>, vector_atomic<AtomicMax<u32>>},
      {"atomic_and_b32", flat, 0x3c, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicAnd<u32>>, vector_atomic<AtomicAnd<u32>>},
      {"atomic_or_b32", flat, 0x3d, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicOr<u32>>, vector_atomic<AtomicOr<u32>>},
      {"atomic_xor_b32", flat, 0x3e, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicXor<u32>>, vector_atomic<AtomicXor<u32>>},
      {"atomic_inc_u32", flat, 0x3f, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicInc<u32>>, vector_atomic<AtomicInc<u32>>},
      {"atomic_dec_u32", flat, 0x40, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicDec<u32>>, vector_atomic<AtomicDec<u32>>},
      {"atomic_swap_b64", flat, 0x41, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicSwap<u64>>, vector_atomic<AtomicSwap<u64>>},
      {"atomic_cmpswap_b64", flat, 0x42, v64, {v128}, seg_flat | seg_global | atomic, vector_atomic<AtomicCompare<u64>>, vector_atomic<AtomicCompare<u64>>},
      {"atomic_add_u64", flat, 0x43, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicAdd<u64>>, vector_atomic<AtomicAdd<u64>>},
      {"atomic_sub_u64", flat, 0x44, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicSub<u64>>, vector_atomic<AtomicSub<u64>>},
      {"atomic_min_i64", flat, 0x45, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicMin<i64>>, vector_atomic<AtomicMin<i64>>},
      {"atomic_min_u64", flat, 0x46, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicMin<u64>>, vector_atomic<AtomicMin<u64>>},
      {"atomic_max_i64", flat, 0x47, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicMax<i64>>, vector_atomic<AtomicMax<i64>>},
      {"atomic_max_u64", flat, 0x48, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicMax<u64>>, vector_atomic<AtomicMax<u64>>},
      {"atomic_and_b64", flat, 0x49, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicAnd<u64>>, vector_atomic<AtomicAnd<u64>>},
      {"atomic_or_b64", flat, 0x4a, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicOr<u64>>, vector_atomic<AtomicOr<u64>>},
      {"atomic_xor_b64", flat, 0x4b, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicXor<u64>>, vector_atomic<AtomicXor<u64>>},
      {"atomic_inc_u64", flat, 0x4c, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicInc<u64>>, vector_atomic<AtomicInc<u64>>},
      {"atomic_dec_u64", flat, 0x4d, v64, {v64}, seg_flat | seg_global | atomic, vector_atomic<AtomicDec<u64>>, vector_atomic<AtomicDec<u64>>},
      {"atomic_cmpswap_f32", flat, 0x50, v32, {v64}, seg_flat | seg_global | atomic | gfx11_only, vector_atomic<AtomicFloatCompare<F32>>, vector_atomic<AtomicFloatCompare<F32>>},
      {"atomic_min_f32", flat, 0x51, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicFloatPick<F32, false>>, vector_atomic<AtomicFloatPick<F32, false>>},
      {"atomic_max_f32", flat, 0x52, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<AtomicFloatPick<F32, true>>, vector_atomic<AtomicFloatPick<F32, true>>},
      {"atomic_add_f32", flat, 0x56, v32, {v32}, seg_flat | seg_global | atomic, vector_atomic<CacheFloatAdd>, vector_atomic<CacheFloatAdd>},
      {"inv", flat, 0x2b, none, {}, seg_global | bare | no_effect | gfx12_only, nullptr},
      {"wb", flat, 0x2c, none, {}, seg_global | bare | no_effect | gfx12_only, nullptr},
      {"wbinv", flat, 0x4f, none, {}, seg_global | bare | no_effect | gfx12_only, nullptr},
      {"atomic_cond_sub_u32", flat, 0x50, v32, {v32}, seg_flat | seg_global | atomic | gfx12_only, vector_atomic<AtomicConditionalSub>, vector_atomic<AtomicConditionalSub>},
      {"load_block", flat, 0x53, v1024, {}, seg_global | seg_scratch | block | gfx12_only, block_load, block_load},
      {"store_block", flat, 0x54, none, {v1024}, seg_global | seg_scratch | block | gfx12_only, block_store, block_store},
      {"load_tr_b128", flat, 0x57, t128, {}, seg_global | whole_wave | gfx12_only, transposing_load},
      {"load_tr_b64", flat, 0x58, t64, {}, seg_global | whole_wave | gfx12_only, nullptr},
      {"atomic_pk_add_f16", flat, 0x59, v32, {v32}, seg_flat | seg_global | atomic | gfx12_only, vector_atomic<CachePackedAdd<HalfSum>>, vector_atomic<CachePackedAdd<HalfSum>>},
      {"atomic_pk_add_bf16", flat, 0x5a, v32, {v32}, seg_flat | seg_global | atomic | gfx12_only, vector_atomic<CachePackedAdd<BrainSum>>, vector_atomic<CachePackedAdd<BrainSum>>},
      {"atomic_ordered_add_b64", flat, 0x73, v64, {v64}, seg_global | atomic | gfx12_only, nullptr},
  };
  // clang-format on
  return rows;
}
EGPULAB_RDNA_END
