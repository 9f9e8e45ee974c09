// Choice of the host level by CPUID.
#include "simulator/isa/level.hpp"

namespace egpulab::simulator::isa {

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

}  // namespace egpulab::simulator::isa
