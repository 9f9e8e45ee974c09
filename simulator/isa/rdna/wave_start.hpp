// A wave as hardware starts it: its registers, from the COMPUTE_* registers (RDNA3 ISA 3.5, "Initial Wave State").
#pragma once

#include "simulator/isa/rdna/wave.hpp"

namespace egpulab::simulator::isa::rdna {

// What nobody has written holds: zero without a seed, else a repeatable pattern.
inline u32 unwritten(u64 seed, u32 n) { return seed ? static_cast<u32>((seed + n) * 0x9e3779b97f4a7c15ull >> 32) : 0; }

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

// VGPRs that RSRC1.VGPRS allocates to each wave.
u32 allocated_rows(const Launch& launch);

// Starts the waves of a dispatch. What all of them have in common is worked out once, and once more for each workgroup.
class WaveStart {
 public:
  // `launch`, the memory view and the environment must outlive the waves.
  WaveStart(const Launch& launch, MemoryView& memory, Environment& environment);
  // Those to come belong to workgroup `id` of `size` work-items an axis.
  void enter_group(const Extent& id, const Extent& size, u32 waves, std::span<std::byte> lds, Barrier& barrier);
  // The wave `index` of the group, on this slice of the dispatch's scratch memory.
  void start(Wave& wave, u32 index, u32 scratch_slot) const;

 private:
  void start_lanes(Wave& wave, u32 index) const;

  const Launch& launch_;
  u64 seed_;
  ScratchLayout scratch_;
  u32 width_, rows_;
  u32 group_at_ = 0;  // SGPR of the first workgroup id
  u32 size_at_ = 0;   // SGPR of TG_SIZE
  WaveHead head_;
  Extent size_{1, 1, 1};
};

}  // namespace egpulab::simulator::isa::rdna
