// The tables of each level.
#include "simulator/isa/sass/level.hpp"

namespace egpulab::simulator::isa::sass {

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

}  // namespace egpulab::simulator::isa::sass
