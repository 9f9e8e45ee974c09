// LDG and STG of 256 bits (sm_100 and newer): two groups of four registers, and a mask of the dwords that are wanted.
//
// From the code that ptxas makes of ld.global.v8 and st.global.v8: offsets count in 32 bytes. A load has its mask in
// bits 57-63 and 72; the wanted dwords of each half are packed into consecutive registers, from bits 16-23 and 64-71
// on. A store has its data in 32-39 and 16-23, its mask in 59-63 and 88-90.
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"

EGPULAB_SASS_BEGIN
namespace {

constexpr u32 wide_bytes = 32;

bool find_places(Warp& w, const Record* i, u32 exec, u32 uniform_bits, u32 offset_bits, Place* place) {
  const Word word = i->word;
  u64 base = static_cast<u64>(word.signed_bits(40, offset_bits)) * wide_bytes;
  if (word.bit(91) && !word.bit(76)) base += uniform64_at(w, word, uniform_bits);
  const u32* low = w.r[word.bits(24, 8)];
  for (u32 l = 0; l < lanes; ++l) place[l] = {Space::global, base + join64(low[l], low[l + lanes])};
  return check_lanes(w, i, exec, place, wide_bytes, false);
}
u32 wide_register(Word word, u32 at, u32 if_none) {
  const u32 n = static_cast<u32>(word.bits(at, 8));
  return n == 255 ? if_none : n;
}

}  // namespace

const Record* load_global_wide(Warp& w, const Record* i) {
  const Word word = i->word;
  if (!word.bit(75)) return unsupported(w, i, "LDG of 256 bits with a 32-bit address");
  const u32 exec = lanes_of(w, i), mask = static_cast<u32>(word.bits(57, 7) | u64{word.bit(72)} << 7);
  Place place[lanes];
  if (!find_places(w, i, exec, uniform_of_load, 17, place)) return nullptr;
  alignas(64) u32 x[8][lanes] = {};
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const std::byte* p = find<Access::read>(*w.memory, place[l].at, wide_bytes);
    if (!p) return memory_fault(w, i, l, place[l].at);
    for (u32 n = 0; n < 8; ++n) std::memcpy(&x[n][l], p + 4 * n, 4);
  }
  u32 to[2] = {wide_register(word, 16, row::discard), wide_register(word, 64, row::discard)};
  for (u32 n = 0; n < 8; ++n)
    if (mask >> n & 1) store_lanes(w.r[to[n / 4]++], exec, load_lanes(x[n]));
  return i + 1;
}

const Record* store_global_wide(Warp& w, const Record* i) {
  const Word word = i->word;
  if (!word.bit(75)) return unsupported(w, i, "STG of 256 bits with a 32-bit address");
  if (word.bits(59, 5) != 0x1f || word.bits(88, 3) != 7) return unsupported(w, i, "STG of some of 256 bits");
  const u32 exec = lanes_of(w, i);
  Place place[lanes];
  if (!find_places(w, i, exec, uniform_of_store, 19, place)) return nullptr;
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    if (!find<Access::write>(*w.memory, place[l].at, wide_bytes)) return memory_fault(w, i, l, place[l].at);
  }
  const u32 from[2] = {wide_register(word, 32, row::zero), wide_register(word, 16, row::zero)};
  each_lane_of(exec, [&](u32 l) {
    std::byte* p = find<Access::write>(*w.memory, place[l].at, wide_bytes);
    for (u32 n = 0; n < 8; ++n) std::memcpy(p + 4 * n, &w.r[from[n / 4] + n % 4][l], 4);
  });
  return i + 1;
}

EGPULAB_SASS_END
