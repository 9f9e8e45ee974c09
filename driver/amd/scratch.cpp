// Scratch memory.
#include "driver/amd/scratch.hpp"

#include <algorithm>
#include <bit>

namespace egpulab::driver::amd {
namespace {

constexpr u32 lanes = 64;          // a wave64 needs the most
constexpr u64 wave_granule = 256;  // bytes, the unit of WAVESIZE since gfx11
constexpr u32 most_waves = 0xfff;  // of the WAVES field

}  // namespace

void Scratch::require(u32 bytes, std::unique_ptr<Allocation>& retired) {
  if (bytes <= bytes_per_item_) return;
  const u32 rounded = std::bit_ceil(std::max(bytes, 64u));
  const u64 wave_bytes = align_up(u64{rounded} * lanes, wave_granule);
  const u32 engines = std::max(gc_.shader_engines(), 1u);
  const u64 slots = u64{gc_.compute_units()} * gc_.max_scratch_slots_per_cu();
  // WAVES counts per shader engine since gfx11.
  const u64 waves_of_engine = std::clamp<u64>(std::min(slots, most_bytes / wave_bytes) / engines, 1, most_waves);
  using namespace regs::literals;
  const regs::amd::ComputeTmpringSize size{"WAVES"_f = static_cast<u32>(waves_of_engine),
                                           "WAVESIZE"_f = static_cast<u32>(wave_bytes / wave_granule)};
  auto fresh = memory_.allocate(
      {.size = waves_of_engine * engines * wave_bytes, .placement = Placement::device, .label = "scratch"});
  retired = std::move(allocation_);
  allocation_ = std::move(fresh);
  size_ = size;
  bytes_per_item_ = rounded;
}

}  // namespace egpulab::driver::amd
