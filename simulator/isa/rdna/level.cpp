// The tables and decoders of each level.
#include "simulator/isa/rdna/level.hpp"

#include "simulator/isa/rdna/decode.hpp"

namespace egpulab::simulator::isa::rdna {

namespace baseline {
const Tables& tables();
}
namespace avx2 {
const Tables& tables();
}
namespace avx512 {
const Tables& tables();
}

const Tables& tables([[maybe_unused]] Level level) {
#ifdef EGPULAB_ISA_AVX512
  if (level == Level::avx512) return avx512::tables();
#endif
#ifdef EGPULAB_ISA_AVX2
  if (level == Level::avx2) return avx2::tables();
#endif
  return baseline::tables();
}

namespace {

// Decoders of one level, made when first asked for.
template <Level L>
const Decoder& decoder_of(Generation generation) {
  if (generation == Generation::gfx11) {
    static const Decoder gfx11(tables(L), Generation::gfx11);
    return gfx11;
  }
  static const Decoder gfx12(tables(L), Generation::gfx12);
  return gfx12;
}

}  // namespace

const Decoder& decoder(Generation generation) {
#ifdef EGPULAB_ISA_AVX512
  if (level() == Level::avx512) return decoder_of<Level::avx512>(generation);
#endif
#ifdef EGPULAB_ISA_AVX2
  if (level() == Level::avx2) return decoder_of<Level::avx2>(generation);
#endif
  return decoder_of<Level::baseline>(generation);
}

}  // namespace egpulab::simulator::isa::rdna
