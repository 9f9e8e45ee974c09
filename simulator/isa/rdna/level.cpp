// Choice of the host level by CPUID.
#include "simulator/isa/rdna/level.hpp"

#include <map>

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

namespace {
Level& chosen() {
  static Level level = available_levels().back();
  return level;
}
}  // namespace

std::vector<Level> available_levels() {
  std::vector<Level> levels{Level::baseline};
#if defined(__x86_64__)
  __builtin_cpu_init();
#ifdef EGPULAB_ISA_AVX2
  if (__builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") && __builtin_cpu_supports("bmi2") &&
      __builtin_cpu_supports("f16c"))
    levels.push_back(Level::avx2);
#endif
#ifdef EGPULAB_ISA_AVX512
  if (__builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512bw") && __builtin_cpu_supports("avx512vl") &&
      __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512cd"))
    levels.push_back(Level::avx512);
#endif
#endif
  return levels;
}

Level level() { return chosen(); }
void force_level(Level wanted) { chosen() = wanted; }

std::string_view name(Level level) {
  return level == Level::baseline ? "baseline" : level == Level::avx2 ? "avx2" : "avx512";
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
