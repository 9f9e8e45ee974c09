// LDL, STL: a thread's own memory, where dword n of all lanes of a warp lies together.
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"

EGPULAB_SASS_BEGIN
namespace {

constexpr u32 dword_stride = 4 * lanes;

// How far a lane's last dword reaches beyond its first.
template <class E>
constexpr u32 reach = dword_stride*(E::rows - 1) + (E::bytes < 4 ? E::bytes : 4);

struct Stack {
  bool good = false;     // every lane's access is aligned and in the stack
  bool uniform = false;  // at the same offset
  LaneVector in_stack;   // offsets from the bottom; of lanes outside of `exec` that of one inside
};
template <class E>
[[gnu::always_inline]] inline Stack stack_offsets(const Warp& w, const Offsets& at, u32 exec) {
  Stack s;
  if (w.local_bytes < E::bytes) return s;
  const u32 first = at.low[std::countr_zero(exec)], to_stack = at.base - w.local_bottom();
  u32 bad = 0;
  bool other = false;
  EACH_PART {
    const WordVector x = choose(exec, n, load_words(at.low + n * vector_lanes), splat(first));
    other |= differ(x, splat(first));
    s.in_stack.part[n] = x + to_stack;
    bad |= compare_bits<Is::gt, u32>(s.in_stack.part[n], splat(w.local_bytes - E::bytes));
    bad |= compare_bits<Is::ne, u32>((x + at.base) & (E::bytes - 1), WordVector{});
  }
  s.good = bad == 0;
  s.uniform = !other;
  return s;
}
// Host memory that holds what all lanes access, and their offsets in it.
template <class E, Access A>
std::byte* stack_block(Warp& w, const Stack& s, LaneVector& offset) {
  LaneVector in_block;
  EACH_PART {
    const WordVector x = s.in_stack.part[n];
    in_block.part[n] = (x & ~3u) * lanes + lane_number(n) * 4 + (x & 3);
  }
  MemoryView& m = *w.memory;
  const u64 address = w.local_base + in_block.part[0][0];
  if (!find<A>(m, address, 1)) return nullptr;
  const MemoryView::Entry& e = (A == Access::write ? m.write : m.read)[address >> 12 & (MemoryView::entries - 1)];
  if (e.size < reach<E>) return nullptr;
  const Inside in = inside(w.local_base, e.base, e.size, reach<E>);
  alignas(64) u32 row[lanes];
  EACH_PART store_words(row + n * vector_lanes, in_block.part[n]);
  return in.possible && offsets_inside(row, ~0u, in, 0, 1, offset) ? e.host : nullptr;
}
void local_places(const Offsets& at, Place* place) {
  for (u32 l = 0; l < lanes; ++l) place[l] = {Space::local, at.at(l)};
}

template <class E>
struct LoadLocal {
  static const Record* run(Warp& w, const Record* i) {
    const u32 exec = lanes_of(w, i);
    if (!exec) return i + 1;
    const Offsets at = local_offsets(w, i, uniform_of_load);
    const Stack s = stack_offsets<E>(w, at, exec);
    if (s.good && s.uniform) {
      const u32 offset = s.in_stack.part[0][0];
      const u64 address = w.local_base + u64{offset & ~3u} * lanes;
      if (const std::byte* p = known<Access::read>(*w.memory, address, dword_stride * E::rows)) {
        for (u32 k = 0; k < E::rows; ++k) {
          LaneVector x;
          EACH_PART x.part[n] = load_words(p + dword_stride * k + 4 * n * vector_lanes);
          if constexpr (E::bytes < 4) {
            alignas(64) u32 row[lanes];
            EACH_PART store_words(row + n * vector_lanes, x.part[n] >> 8 * (offset & 3));
            EACH_LANE row[l] = E::widened(row[l]);
            x = load_lanes(row);
          }
          store_lanes(w.r[i->dst + k], exec, x);
        }
        return i + 1;
      }
    }
    LaneVector offset;
    if (s.good)
      if (const std::byte* host = stack_block<E, Access::read>(w, s, offset)) {
        gather<E, dword_stride>(w.r, i->dst, exec, exec, host, offset);
        return i + 1;
      }
    Place place[lanes];
    local_places(at, place);
    return load_lane_by_lane<E>(w, i, exec, exec, place, false);
  }
};
template <class E>
struct StoreLocal {
  static const Record* run(Warp& w, const Record* i) {
    const u32 exec = lanes_of(w, i);
    if (!exec) return i + 1;
    const Offsets at = local_offsets(w, i, uniform_of_store);
    const Stack s = stack_offsets<E>(w, at, exec);
    LaneVector offset;
    if (s.good) {
      if (std::byte* host = stack_block<E, Access::write>(w, s, offset)) {
        if (E::bytes >= 4 && exec == ~0u && s.uniform)
          for (u32 k = 0; k < E::rows; ++k)
            store_run<1>(w.r, i->src[1] + k, host + offset.part[0][0] + dword_stride * k);
        else
          scatter<E, dword_stride>(w.r, i->src[1], exec, host, offset);
        return i + 1;
      }
    }
    Place place[lanes];
    local_places(at, place);
    return store_lane_by_lane<E>(w, i, i->src[1], exec, place, false);
  }
};

}  // namespace

const Record* load_local(Warp& w, const Record* i) { return by_size<LoadLocal>[size_field(i->word)](w, i); }
const Record* store_local(Warp& w, const Record* i) { return by_size<StoreLocal>[size_field(i->word)](w, i); }

EGPULAB_SASS_END
