// LDS, STS, LDGSTS: shared memory of the thread block.
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"
#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN
namespace {

// The offsets of all lanes, 0 in those outside of `exec`. False: an access is misaligned or outside.
[[gnu::always_inline]] inline bool offsets_in_shared(const Warp& w, const Offsets& at, u32 exec, u32 bytes,
                                                     LaneVector& offset) {
  if (w.shared_bytes < bytes) return false;
  const u32 last = w.shared_bytes - bytes;
  u32 bad = 0;
  EACH_PART {
    WordVector x = (load_words(at.low + n * vector_lanes) << at.shift) + at.base;
    if (exec != ~0u) x = choose(exec, n, x, WordVector{});
    bad |= compare_bits<Is::gt, u32>(x, splat(last));
    bad |= compare_bits<Is::ne, u32>(x & (bytes - 1), WordVector{});
    offset.part[n] = x;
  }
  return bad == 0;
}
void shared_places(const Offsets& at, Place* place) {
  for (u32 l = 0; l < lanes; ++l) place[l] = {Space::shared, at.at(l)};
}

template <class E>
struct LoadShared {
  static const Record* run(Warp& w, const Record* i) {
    const u32 exec = lanes_of(w, i);
    if (!exec) return i + 1;
    const Offsets at = shared_offsets(w, i, uniform_of_load);
    LaneVector offset;
    if (!offsets_in_shared(w, at, exec, E::bytes, offset)) return slowly(w, i, at);
    const u32 first = offset.part[0][0];
    if (exec == ~0u && consecutive(offset, first, E::bytes))
      load_neighbours<E>(w.r, i->dst, w.shared + first);
    else if (exec == ~0u && uniform_lanes(offset, first))
      load_same<E>(w.r, i->dst, exec, w.shared + first);
    else
      gather<E>(w.r, i->dst, exec, exec, w.shared, offset);
    return i + 1;
  }
  [[gnu::noinline, gnu::cold]] static const Record* slowly(Warp& w, const Record* i, const Offsets& at) {
    Place place[lanes];
    shared_places(at, place);
    const u32 exec = lanes_of(w, i);
    return load_lane_by_lane<E>(w, i, exec, exec, place, false);
  }
};
template <class E>
struct StoreShared {
  static const Record* run(Warp& w, const Record* i) {
    const u32 exec = lanes_of(w, i);
    if (!exec) return i + 1;
    const Offsets at = shared_offsets(w, i, uniform_of_store);
    LaneVector offset;
    if (!offsets_in_shared(w, at, exec, E::bytes, offset)) return slowly(w, i, at);
    const u32 first = offset.part[0][0];
    if (exec == ~0u && consecutive(offset, first, E::bytes))
      store_neighbours<E>(w.r, i->src[1], w.shared + first);
    else
      scatter<E>(w.r, i->src[1], exec, w.shared, offset);
    return i + 1;
  }
  [[gnu::noinline, gnu::cold]] static const Record* slowly(Warp& w, const Record* i, const Offsets& at) {
    Place place[lanes];
    shared_places(at, place);
    return store_lane_by_lane<E>(w, i, i->src[1], lanes_of(w, i), place, false);
  }
};

// LDGSTS has fields of its own: size, and where the uniform register belongs (with form 6 it is added to the shared
// address, with form 7 to the global one or holds its descriptor).
struct CopyFields {
  u32 bytes;
  bool wide;  // the global register is a pair
  Offsets shared;
  Addresses global;
};
CopyFields copy_fields(const Warp& w, const Record* i) {
  const Word word = i->word;
  const bool newer = w.sm >= 100;
  const bool uniform_shared = word.form() == 6, descriptor = word.bit(76);
  const u32 sizes[8] = {0, 0, 0, 0, 4, 8, 16, 0};
  const u32 bytes = newer ? 4u << word.bits(74, 2) : sizes[word.bits(73, 3)];
  const u32* low = w.r[word.bits(24, 8)];
  const bool wide = word.bit(newer ? 83 : 70);
  u64 base = static_cast<u64>(word.signed_bits(32, 12));
  if (!uniform_shared && !descriptor) base += uniform64_at(w, word, 64);
  const u32 shared = static_cast<u32>(word.bits(44, 20)) + (uniform_shared ? uniform_at(w, word, 64) : 0);
  return {bytes, wide, {shared, w.r[word.bits(16, 8)], 0}, {base, low, wide ? low + lanes : nullptr, false}};
}

// The common case: lanes that all read, whole, from one mapping. False: it is not.
template <u32 Bytes>
bool copy_from_one_mapping(Warp& w, const CopyFields& f, u32 exec) {
  LaneVector from_offset, to_offset;
  if (!offsets_in_shared(w, f.shared, exec, Bytes, to_offset)) return false;
  const std::byte* host = offsets_of<Access::read, false>(w, f.global, exec, Bytes, from_offset);
  if (!host) return false;
  alignas(64) u32 from[lanes], to[lanes];
  EACH_PART store_words(from + n * vector_lanes, from_offset.part[n]);
  EACH_PART store_words(to + n * vector_lanes, to_offset.part[n]);
  std::byte* shared = w.shared;
  const auto copy = [&](u32 l) { std::memcpy(shared + to[l], host + from[l], Bytes); };
  if (exec == ~0u) [[likely]]
    for (u32 l = 0; l < lanes; ++l) copy(l);
  else
    each_lane_of(exec, copy);
  return true;
}

}  // namespace

const Record* load_shared(Warp& w, const Record* i) { return by_size<LoadShared>[size_field(i->word)](w, i); }
const Record* store_shared(Warp& w, const Record* i) { return by_size<StoreShared>[size_field(i->word)](w, i); }
Handler pick_load_shared(Word word, SmVersion) { return by_size<LoadShared>[size_field(word)]; }
Handler pick_store_shared(Word word, SmVersion) { return by_size<StoreShared>[size_field(word)]; }

// Lanes whose predicate (bits 87-90) is false write zeros without reading. With ZFILL (bit 82) the low bits of the
// global address count the bytes at the end that become zeros (PTX cp.async with src-size: inferred from the code that
// ptxas makes, which adds size - src-size to an aligned address). The copy is done at once, so that LDGDEPBAR and
// DEPBAR have nothing to wait for.
const Record* copy_global_to_shared(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i), reads = exec & psrc(w, i);
  const CopyFields f = copy_fields(w, i);
  if (f.bytes == 0 || f.bytes > 16) return unsupported(w, i, "LDGSTS of an unknown size");
  const bool zero_fill = i->word.bit(82);
  if (!exec) return i + 1;
  if (f.wide && reads == exec && !zero_fill &&
      (f.bytes == 16  ? copy_from_one_mapping<16>(w, f, exec)
       : f.bytes == 8 ? copy_from_one_mapping<8>(w, f, exec)
                      : copy_from_one_mapping<4>(w, f, exec)))
    return i + 1;
  Place from[lanes], to[lanes];
  u32 zeros[lanes] = {};
  for (u32 l = 0; l < lanes; ++l) {
    const u64 address = f.global.at(l);
    if (zero_fill) zeros[l] = static_cast<u32>(address & (f.bytes - 1));
    from[l] = {Space::global, address - zeros[l]};
    to[l] = {Space::shared, f.shared.at(l)};
  }
  if (!check_lanes(w, i, reads, from, f.bytes, false) || !check_lanes(w, i, exec, to, f.bytes, false)) return nullptr;
  alignas(16) std::byte data[lanes][16] = {};
  for (u32 left = reads; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    const std::byte* p = find<Access::read>(*w.memory, from[l].at, f.bytes);
    if (!p) return memory_fault(w, i, l, from[l].at);
    std::memcpy(data[l], p, f.bytes - zeros[l]);
  }
  each_lane_of(exec, [&](u32 l) { std::memcpy(w.shared + to[l].at, data[l], f.bytes); });
  return i + 1;
}

EGPULAB_SASS_END
