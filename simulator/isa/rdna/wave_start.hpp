// A wave as hardware starts it: its registers, from the COMPUTE_* registers (RDNA3 ISA 3.5, "Initial Wave State").
#pragma once

#include "simulator/isa/rdna/wave.hpp"

namespace egpulab::simulator::isa::rdna {

// Which wave of which workgroup.
struct WaveStart {
  Extent group{};        // workgroup id
  Extent size{1, 1, 1};  // work-items of this workgroup on each axis
  u32 index = 0;         // in the workgroup
  u32 waves = 1;         // of the workgroup
  u32 scratch_slot = 0;  // which slice of the dispatch's scratch memory it gets
};

// What nobody has written holds: zero without a seed, else a repeatable pattern.
inline u32 unwritten(u64 seed, u32 n) { return seed ? static_cast<u32>((seed + n) * 0x9e3779b97f4a7c15ull >> 32) : 0; }

// Everything but LDS, memory and environment, which `wave` must have already. `launch` must outlive the wave.
void start_wave(Wave& wave, const Launch& launch, const WaveStart& start);

// COMPUTE_TMPRING_SIZE and the dispatch's need of scratch.
struct ScratchLayout {
  explicit ScratchLayout(const Launch& launch)
      : enabled(launch.rsrc2 & 1),
        waves(launch.tmpring_size & 0xfff),
        bytes((launch.tmpring_size >> 12 & 0x7fff) * 256) {}
  bool enabled;
  u32 waves;  // WAVES: slots of one shader engine; the model never uses more, so that none lies beyond the allocation
  u32 bytes;  // WAVESIZE in bytes, of one wave (its unit is 256 bytes on gfx11: Mesa si_state.c, ac_gpu_info.c)
};

}  // namespace egpulab::simulator::isa::rdna
