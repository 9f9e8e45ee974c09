// Initial registers of a compute wave.
#include "simulator/isa/rdna/wave_start.hpp"

#include <algorithm>
#include <cstring>

namespace egpulab::simulator::isa::rdna {
namespace {

// Out of line: the compiler would make a constant size into a slow string instruction.
[[gnu::noinline]] void clear(void* at, std::size_t bytes) { std::memset(at, 0, bytes); }
[[gnu::noinline]] void copy(void* to, const void* from, std::size_t bytes) { std::memcpy(to, from, bytes); }

}  // namespace

u32 allocated_rows(const Launch& launch) {
  return std::min<u32>(((launch.rsrc1 & 0x3f) + 1) * (launch.wave_size == WaveSize::wave32 ? 8 : 4), temp_row);
}

WaveStart::WaveStart(const Launch& launch, MemoryView& memory, Environment& environment)
    : launch_(launch),
      seed_(environment.uninitialised_seed()),
      scratch_(launch),
      width_(static_cast<u32>(launch.wave_size)),
      rows_(allocated_rows(launch)) {
  WaveHead& w = head_;
  w.memory = &memory, w.environment = &environment, w.launch = &launch;
  w.wave64 = width_ == 64;
  w.next_pc = launch.program;
  w.scratch_size = scratch_.enabled ? scratch_.bytes / width_ : 0;
  w.generation = launch.generation;
  // MODE: FLOAT_MODE, FP16_OVFL; DX10_CLAMP and IEEE_MODE, which gfx12 does not have: it clamps NaN to 0.
  w.mode = (launch.rsrc1 >> 12 & 0xff) | (launch.rsrc1 >> 26 & 1) << 23;
  if (launch.generation == Generation::gfx12)
    w.mode |= mode::dx10_clamp | mode::quiet_nans;
  else
    w.mode |= (launch.rsrc1 >> 21 & 1) << 8 | (launch.rsrc1 >> 23 & 1) << 9;
  if (seed_ != 0)
    for (u32 n = 0; n < sreg::vcc; ++n) w.s[n] = unwritten(seed_, 1000 + n);
  const u32 rsrc2 = launch.rsrc2;
  for (u32 n = 0; n < std::min(rsrc2 >> 1 & 31, 16u); ++n) w.s[group_at_++] = launch.user_data[n];
  size_at_ = group_at_;
  if (launch.generation == Generation::gfx11) size_at_ += (rsrc2 >> 7 & 1) + (rsrc2 >> 8 & 1) + (rsrc2 >> 9 & 1);
  w.s[sreg::shared_base + 1] = w.s[sreg::shared_limit + 1] = high32(launch.shared_base);
  w.s[sreg::private_base + 1] = w.s[sreg::private_limit + 1] = high32(launch.private_base);
  w.s[sreg::shared_limit] = w.s[sreg::private_limit] = ~0u;
}

void WaveStart::enter_group(const Extent& id, const Extent& size, u32 waves, std::span<std::byte> lds,
                            Barrier& barrier) {
  size_ = size;
  if (launch_.generation == Generation::gfx11) {
    u32 s = group_at_;
    for (u32 axis = 0; axis < 3; ++axis)
      if (launch_.rsrc2 >> (7 + axis) & 1) head_.s[s++] = id[axis];
  } else {  // workgroup ids come in trap temporaries (RDNA4 ISA 3.5.3.4)
    head_.s[sreg::ttmp0 + 9] = id[0];
    if (launch_.rsrc2 >> 8 & 3) head_.s[sreg::ttmp0 + 7] = (id[1] & 0xffff) | id[2] << 16;
  }
  head_.group_waves = waves, head_.barrier = &barrier;
  head_.lds = lds.data(), head_.lds_size = static_cast<u32>(lds.size());
}

// v0 = x | y << 10 | z << 20, as many axes as TIDIG_COMP_CNT asks for.
void WaveStart::start_lanes(Wave& w, u32 index) const {
  const u32 first = index * width_, threads = size_[0] * size_[1] * size_[2], live = std::min(threads - first, width_);
  w.s[sreg::exec] = live >= 32 ? ~0u : (1u << live) - 1;
  w.s[sreg::exec + 1] = live > 32 ? (live == 64 ? ~0u : (1u << (live - 32)) - 1) : 0;
  const u32 axes = launch_.rsrc2 >> 11 & 3;
  const u32 mask = axes == 0 ? 0x3ff : axes == 1 ? 0xfffff : 0x3fffffff;
  u32 x = first % size_[0], y = first / size_[0] % size_[1], z = first / size_[0] / size_[1];
  if (x + width_ <= size_[0]) {  // one row of work-items: no carry from lane to lane
    const u32 first_id = x | y << 10 | z << 20;
    for (u32 half = 0; half < width_ / 32; ++half)
      for (u32 l = 0; l < 32; ++l) w.banks[half][0][l] = (first_id + 32 * half + l) & mask;
    return;
  }
  for (u32 l = 0; l < width_; ++l) {
    w.banks[l / 32][0][l % 32] = (x | y << 10 | z << 20) & mask;
    if (++x < size_[0]) continue;
    x = 0;
    if (++y == size_[1]) y = 0, ++z;
  }
}

void WaveStart::start(Wave& w, u32 index, u32 scratch_slot) const {
  static_assert(std::is_trivially_copyable_v<WaveHead>);
  copy(static_cast<WaveHead*>(&w), &head_, sizeof head_);
  w.v = w.banks[0].data();
  w.index = index;
  const bool gfx11 = launch_.generation == Generation::gfx11;
  if (launch_.rsrc2 >> 10 & 1)  // TG_SIZE_EN: first wave, wave in group, size in waves; or the size alone
    w.s[size_at_] = (gfx11 ? (index == 0 ? 1u << 31 : 0) | index << 20 : 0) | w.group_waves;
  if (!gfx11)
    w.s[sreg::ttmp0 + 8] = (launch_.rsrc2 >> 8 & 3 ? 1u << 30 : 0) | index << 25 | (launch_.dispatch_id & 0x1ffffff);
  w.scratch_base = scratch_.enabled ? launch_.scratch_base + u64{scratch_slot} * scratch_.bytes : 0;
  for (u32 half = 0; half < width_ / 32; ++half)
    if (seed_ == 0)
      clear(w.banks[half].data(), rows_ * sizeof w.banks[half][0]);
    else
      for (u32 r = 0; r < rows_; ++r) std::fill_n(w.banks[half][r], lanes, unwritten(seed_, r));
  start_lanes(w, index);
}

}  // namespace egpulab::simulator::isa::rdna
