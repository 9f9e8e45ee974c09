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

const Decoder& decoder(Generation) {
  static const Decoder decoders[] = {Decoder(tables(Level::baseline))
#ifdef EGPULAB_ISA_AVX2
                                         ,
                                     Decoder(tables(Level::avx2))
#endif
#ifdef EGPULAB_ISA_AVX512
                                         ,
                                     Decoder(tables(Level::avx512))
#endif
  };
  std::size_t n = 0;
#ifdef EGPULAB_ISA_AVX2
  if (level() == Level::avx2) n = 1;
#endif
#ifdef EGPULAB_ISA_AVX512
  if (level() == Level::avx512) n = std::size(decoders) - 1;
#endif
  return decoders[n];
}

}  // namespace egpulab::simulator::isa::rdna
