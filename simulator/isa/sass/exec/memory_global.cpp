// LDG, STG, LD, ST, QSPC: global and generic addresses.
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"
#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN
namespace {

template <bool Generic>
void places_of(const Warp& w, const Addresses& at, Place* place) {
  for (u32 l = 0; l < lanes; ++l) place[l] = Generic ? generic_place(w, at.at(l)) : Place{Space::global, at.at(l)};
}

// A load may have a predicate that says which lanes really load; the others get zeros. Bits 64-66 hold 7 minus its
// number, so that a field of zeros is PT; bit 67 negates.
u32 load_predicate(const Warp& w, Word word) {
  const u32 p = w.p[7 - word.bits(64, 3)];
  return word.bit(67) ? ~p : p;
}

// LD without a uniform register has 32 bits of offset; so has ST as form 1, whose data is in bits 64-71.
bool long_offset(Word word) { return word.opcode() == 0x180 ? !word.bit(91) : word.form() == 1; }
template <bool Generic>
Addresses addresses_of(const Warp& w, const Record* i, u32 uniform_bits) {
  if (Generic && long_offset(i->word)) return global_addresses(w, i, uniform_bits, i->word.signed_bits(32, 32));
  return global_addresses(w, i, uniform_bits);
}

template <class E, bool Generic>
[[gnu::noinline]] const Record* load_any(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  const u32 want = exec & load_predicate(w, i->word);
  if (!Generic && i->word.bits(81, 3) != 7) return unsupported(w, i, "LDG that writes a predicate");
  if (!want) {
    for (u32 k = 0; k < E::rows; ++k) store_lanes(w.r[i->dst + k], exec, splat_lanes(0));
    return i + 1;
  }
  const Addresses at = addresses_of<Generic>(w, i, uniform_of_load);
  LaneVector offset;
  if (const std::byte* host = offsets_of<Access::read, Generic>(w, at, want, E::bytes, offset)) {
    const u32 first = offset.part[0][0];
    if (want == ~0u && consecutive(offset, first, E::bytes))
      load_neighbours<E>(w.r, i->dst, host + first);
    else if (want == exec && uniform_lanes(offset, first))
      load_same<E>(w.r, i->dst, exec, host + first);
    else
      gather<E>(w.r, i->dst, exec, want, host, offset);
    return i + 1;
  }
  Place place[lanes];
  places_of<Generic>(w, at, place);
  return load_lane_by_lane<E>(w, i, exec, want, place, Generic);
}
template <class E, bool Generic>
[[gnu::noinline]] const Record* store_any(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  if (!exec) return i + 1;
  const Addresses at = addresses_of<Generic>(w, i, uniform_of_store);
  const u32 src = i->src[Generic && long_offset(i->word) ? 2 : 1];
  LaneVector offset;
  if (std::byte* host = offsets_of<Access::write, Generic>(w, at, exec, E::bytes, offset)) {
    const u32 first = offset.part[0][0];
    if (exec == ~0u && consecutive(offset, first, E::bytes))
      store_neighbours<E>(w.r, src, host + first);
    else
      scatter<E>(w.r, src, exec, host, offset);
    return i + 1;
  }
  Place place[lanes];
  places_of<Generic>(w, at, place);
  return store_lane_by_lane<E>(w, i, src, exec, place, Generic);
}

template <class E>
struct LoadGlobal {
  static const Record* run(Warp& w, const Record* i) { return load_any<E, false>(w, i); }
};
template <class E>
struct StoreGlobal {
  static const Record* run(Warp& w, const Record* i) { return store_any<E, false>(w, i); }
};
template <class E>
struct LoadGeneric {
  static const Record* run(Warp& w, const Record* i) { return load_any<E, true>(w, i); }
};
template <class E>
struct StoreGeneric {
  static const Record* run(Warp& w, const Record* i) { return store_any<E, true>(w, i); }
};

// How the addresses of all lanes lie, with the pair of registers as the whole address.
enum class Pattern : u8 { none, neighbours, same };
template <class E>
[[gnu::always_inline]] inline Pattern pattern(const Record* i, const u32* low, u64& address) {
  const u32* high = low + lanes;
  address = join64(low[0], high[0]) + static_cast<u64>(i64{i->imm});
  if (!uniform_row(high) || misaligned(address, E::bytes)) return Pattern::none;
  if (consecutive(low, E::bytes)) return low[0] <= ~0u - 32 * E::bytes ? Pattern::neighbours : Pattern::none;
  return uniform_row(low) ? Pattern::same : Pattern::none;
}

// [R.64] or desc[UR][R.64], no predicate.
bool plain(Word word) { return word.bit(72) && (!word.bit(91) || (word.bit(90) && word.bit(76))); }

template <class E>
struct PlainLoad {
  static const Record* run(Warp& w, const Record* i) {
    u64 address;
    if (lanes_of(w, i) == ~0u) [[likely]] {
      const Pattern lie = pattern<E>(i, w.r[i->src[0]], address);
      if (lie == Pattern::neighbours) [[likely]] {
        if (const std::byte* p = known<Access::read>(*w.memory, address, 32 * E::bytes)) [[likely]] {
          load_neighbours<E>(w.r, i->dst, p);
          return i + 1;
        }
      } else if (lie == Pattern::same) {
        if (const std::byte* p = known<Access::read>(*w.memory, address, E::bytes)) [[likely]] {
          load_same<E>(w.r, i->dst, ~0u, p);
          return i + 1;
        }
      }
    }
    return load_any<E, false>(w, i);
  }
};
template <class E>
struct PlainStore {
  static const Record* run(Warp& w, const Record* i) {
    u64 address;
    if (lanes_of(w, i) == ~0u && pattern<E>(i, w.r[i->src[0]], address) == Pattern::neighbours) [[likely]] {
      if (std::byte* p = known<Access::write>(*w.memory, address, 32 * E::bytes)) [[likely]] {
        store_neighbours<E>(w.r, i->src[1], p);
        return i + 1;
      }
    }
    return store_any<E, false>(w, i);
  }
};

}  // namespace

const Record* load_global(Warp& w, const Record* i) { return by_size<LoadGlobal>[size_field(i->word)](w, i); }
const Record* store_global(Warp& w, const Record* i) { return by_size<StoreGlobal>[size_field(i->word)](w, i); }
const Record* load_generic(Warp& w, const Record* i) { return by_size<LoadGeneric>[size_field(i->word)](w, i); }
const Record* store_generic(Warp& w, const Record* i) { return by_size<StoreGeneric>[size_field(i->word)](w, i); }

Handler pick_load_global(Word word, SmVersion) {
  const u32 size = size_field(word);
  return plain(word) && word.bits(64, 4) == 0 && word.bits(81, 3) == 7 ? by_size<PlainLoad>[size]
                                                                       : by_size<LoadGlobal>[size];
}
Handler pick_store_global(Word word, SmVersion) {
  return plain(word) ? by_size<PlainStore>[size_field(word)] : by_size<StoreGlobal>[size_field(word)];
}
Handler pick_load_generic(Word word, SmVersion) { return by_size<LoadGeneric>[size_field(word)]; }
Handler pick_store_generic(Word word, SmVersion) { return by_size<StoreGeneric>[size_field(word)]; }

// Bits 74:73: global, local, shared of the block, shared of the cluster (PTX ISA, isspacep). Blocks are clusters of
// their own here.
const Record* query_space(Warp& w, const Record* i) {
  if (i->word.bits(16, 8) != 255) return unsupported(w, i, "QSPC that writes a register");
  static constexpr Space asked[4] = {Space::global, Space::local, Space::shared, Space::shared};
  const Space space = asked[i->word.bits(73, 2)];
  const Addresses at = global_addresses(w, i, uniform_of_load);
  set_predicate(w, i, 0, lanes_of(w, i), collect([&](u32 l) { return generic_place(w, at.at(l)).space == space; }));
  return i + 1;
}

EGPULAB_SASS_END
