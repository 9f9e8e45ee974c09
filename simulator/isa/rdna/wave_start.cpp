// Initial registers of a compute wave.
#include "simulator/isa/rdna/wave_start.hpp"

#include <algorithm>
#include <cstring>

namespace egpulab::simulator::isa::rdna {
namespace {

// Out of line: the compiler would make a constant size into a slow string instruction.
[[gnu::noinline]] void clear(void* at, std::size_t bytes) { std::memset(at, 0, bytes); }

void start_scalars(Wave& w, const Launch& launch, const WaveStart& start) {
  const u32 rsrc2 = launch.rsrc2;
  u32 s = 0;
  for (u32 n = 0; n < std::min(rsrc2 >> 1 & 31, 16u); ++n) w.s[s++] = launch.user_data[n];
  if (launch.generation == Generation::gfx11) {
    for (u32 axis = 0; axis < 3; ++axis)
      if (rsrc2 >> (7 + axis) & 1) w.s[s++] = start.group[axis];
    if (rsrc2 >> 10 & 1)  // TG_SIZE_EN: first wave, wave in group, size in waves
      w.s[s++] = (start.index == 0 ? 1u << 31 : 0) | start.index << 20 | start.waves;
  } else {  // workgroup ids come in trap temporaries (RDNA4 ISA 3.5.3.4)
    if (rsrc2 >> 10 & 1) w.s[s++] = start.waves;
    const bool yz = rsrc2 >> 8 & 3;
    w.s[sreg::ttmp0 + 9] = start.group[0];
    if (yz) w.s[sreg::ttmp0 + 7] = (start.group[1] & 0xffff) | start.group[2] << 16;
    w.s[sreg::ttmp0 + 8] = (yz ? 1u << 30 : 0) | start.index << 25 | (launch.dispatch_id & 0x1ffffff);
  }
  w.s[sreg::shared_base + 1] = w.s[sreg::shared_limit + 1] = high32(launch.shared_base);
  w.s[sreg::private_base + 1] = w.s[sreg::private_limit + 1] = high32(launch.private_base);
  w.s[sreg::shared_limit] = w.s[sreg::private_limit] = ~0u;
}

// v0 = x | y << 10 | z << 20, as many axes as TIDIG_COMP_CNT asks for.
void start_lanes(Wave& w, const Launch& launch, const WaveStart& start) {
  const u32 width = static_cast<u32>(launch.wave_size), first = start.index * width;
  const u32 threads = start.size[0] * start.size[1] * start.size[2], live = std::min(threads - first, width);
  w.s[sreg::exec] = live >= 32 ? ~0u : (1u << live) - 1;
  w.s[sreg::exec + 1] = live > 32 ? (live == 64 ? ~0u : (1u << (live - 32)) - 1) : 0;
  const u32 axes = launch.rsrc2 >> 11 & 3;
  const u32 mask = axes == 0 ? 0x3ff : axes == 1 ? 0xfffff : 0x3fffffff;
  u32 x = first % start.size[0], y = first / start.size[0] % start.size[1], z = first / start.size[0] / start.size[1];
  if (x + width <= start.size[0]) {  // one row of work-items: no carry from lane to lane
    const u32 first_id = x | y << 10 | z << 20;
    for (u32 half = 0; half < width / 32; ++half)
      for (u32 l = 0; l < 32; ++l) w.banks[half][0][l] = (first_id + 32 * half + l) & mask;
    return;
  }
  for (u32 l = 0; l < width; ++l) {
    w.banks[l / 32][0][l % 32] = (x | y << 10 | z << 20) & mask;
    if (++x < start.size[0]) continue;
    x = 0;
    if (++y == start.size[1]) y = 0, ++z;
  }
}

}  // namespace

void start_wave(Wave& w, const Launch& launch, const WaveStart& start) {
  const u32 width = static_cast<u32>(launch.wave_size);
  const u64 seed = w.environment->uninitialised_seed();
  const u32 rows = std::min<u32>(((launch.rsrc1 & 0x3f) + 1) * (width == 32 ? 8 : 4), temp_row);
  for (u32 half = 0; half < width / 32; ++half)
    if (seed == 0)
      clear(w.banks[half].data(), rows * sizeof w.banks[half][0]);
    else
      for (u32 r = 0; r < rows; ++r) std::fill_n(w.banks[half][r], lanes, unwritten(seed, r));
  clear(w.s, sizeof w.s);
  if (seed != 0)
    for (u32 n = 0; n < sreg::vcc; ++n) w.s[n] = unwritten(seed, 1000 + n);
  w.v = w.banks[0].data(), w.half = 0, w.wave64 = width == 64;
  w.index = start.index, w.group_waves = start.waves, w.launch = &launch;
  // MODE: FLOAT_MODE, FP16_OVFL; DX10_CLAMP and IEEE_MODE, which gfx12 does not have: it clamps NaN to 0.
  w.generation = launch.generation;
  w.mode = (launch.rsrc1 >> 12 & 0xff) | (launch.rsrc1 >> 26 & 1) << 23;
  if (launch.generation == Generation::gfx12)
    w.mode |= mode::dx10_clamp;
  else
    w.mode |= (launch.rsrc1 >> 21 & 1) << 8 | (launch.rsrc1 >> 23 & 1) << 9;
  w.trapsts = 0, w.privileged = false, w.exact = false, w.stop = Stop::none, w.uncounted = 0;
  w.barriers_passed = 0;
  w.next = nullptr, w.link = nullptr, w.next_pc = launch.program;
  const ScratchLayout scratch(launch);
  w.scratch_base = scratch.enabled ? launch.scratch_base + u64{start.scratch_slot} * scratch.bytes : 0;
  w.scratch_size = scratch.enabled ? scratch.bytes / width : 0;
  start_scalars(w, launch, start);
  start_lanes(w, launch, start);
}

}  // namespace egpulab::simulator::isa::rdna
