// Facts: CUDA programming guide, technical specifications and unified data cache of each compute capability; what the
// system keeps of shared memory: the same, and tinygrad ops_nv.py.
#include "driver/nvidia/multiprocessor.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr u16 up_to_100[] = {8, 16, 32, 64, 100}, up_to_164[] = {8, 16, 32, 64, 100, 132, 164},
              up_to_228[] = {8, 16, 32, 64, 100, 132, 164, 196, 228};

}  // namespace

MultiprocessorFacts multiprocessor_facts(u32 sm_version) {
  const u32 major = sm_version >> 8, minor = sm_version & 0xff;
  MultiprocessorFacts f;
  // RM counts consumer Blackwell as 10.4, the toolchain as 12.0.
  f.sm = sm_version == 0xa04 ? 120 : major * 10 + minor;
  f.sass_version = (major << 4 | (minor & 0xf)) & 0xff;
  if (f.sm == 80)
    f.shared_configurations = up_to_164;
  else if (f.sm < 90 || f.sm >= 120)
    f.shared_configurations = up_to_100;
  else
    f.shared_configurations = up_to_228;
  constexpr u32 systems_part = 1024;
  f.block_shared_bytes = f.shared_configurations.back() * 1024u - systems_part;
  (f.sm < 90 ? f.system_shared_bytes : f.system_shared_start) = systems_part;
  return f;
}

}  // namespace egpulab::driver::nvidia
