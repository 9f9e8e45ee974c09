// Pairs of instructions that compilers put side by side, executed as one: a step of the wave loop less, and what the
// second takes from the first stays in registers. Both records stay where they are, so that a wave may also stand
// between them.
#include "simulator/isa/rdna/exec/fused.hpp"

#include "simulator/isa/rdna/exec/compare.hpp"
#include "simulator/isa/rdna/exec/control.hpp"
#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/lane_integer.hpp"
#include "simulator/isa/rdna/exec/lane_transcendental.hpp"
#include "simulator/isa/rdna/exec/memory.hpp"

EGPULAB_RDNA_BEGIN
namespace {

// One after the other. The first only stops the wave where it faults.
template <Handler First, Handler Second>
const Record* both(Wave& w, const Record* i) {
  if (!First(w, i)) return nullptr;
  --w.uncounted;
  return Second(w, i + 1);
}

bool reads(const Record& r, u32 n, From from, u32 index) { return r.from[n] == from && r.src[n].low == index; }

// v_add_co_u32 with the v_add_co_ci_u32 that takes its carry: a 64-bit sum.
const Record* add_64(Wave& w, const Record* i) {
  const Record* j = i + 1;
  const u32 exec = active(w);
  const LaneVector a = operand(w, i, 0), b = operand(w, i, 1), c = operand(w, j, 0), d = operand(w, j, 1);
  LaneVector low, high;
  u32 carry = 0, out = 0;
  EACH_PART {
    low.part[n] = a.part[n] + b.part[n];
    const LaneMask over = below(low.part[n], a.part[n]);
    high.part[n] = increment(over, c.part[n] + d.part[n]);
    carry |= mask_bits(over) << n * vector_lanes;
    out |= carries(c.part[n], d.part[n], high.part[n]) << n * vector_lanes;
  }
  store_lanes(w.v[i->dst], exec, low);
  store_lanes(w.v[j->dst], exec, high);
  w.s[i->sdst + w.half] = carry & exec;
  w.s[j->sdst + w.half] = out & exec;
  --w.uncounted;
  return i + 2;
}
bool is_sum_64(const Record& low, const Record& high) {
  if (low.sdst >= sreg::ttmp0 || !reads(high, 2, From::sgpr, low.sdst)) return false;  // not through EXEC
  for (u32 n = 0; n < 2; ++n)
    if (reads(high, n, From::row, low.dst) || reads(high, n, From::sgpr, low.sdst)) return false;
  return true;
}

// Two v_fmac_f32 to the same register, of registers only.
const Record* fmac_twice(Wave& w, const Record* i) {
  const Record* j = i + 1;
  const u32 exec = active(w);
  if (!default_f32_mode(w.mode)) [[unlikely]]
    return both<float32<FmaF32, 3>, float32<FmaF32, 3>>(w, i);
  LaneVector r = load_lanes(w.v[i->dst]);
  const LaneVector a = load_lanes(w.v[i->src[0].low]), b = load_lanes(w.v[i->src[1].low]);
  const LaneVector c = load_lanes(w.v[j->src[0].low]), d = load_lanes(w.v[j->src[1].low]);
  fast_f32<FmaF32>(r, a, b, r);
  // A NaN of the first is one of the second.
  if (fast_f32<FmaF32>(r, c, d, r) & exec) [[unlikely]]
    return both<float32<FmaF32, 3>, float32<FmaF32, 3>>(w, i);
  store_lanes(w.v[i->dst], exec, r);
  --w.uncounted;
  return i + 2;
}
bool is_chain(const Record& a, const Record& b) {
  for (u32 n = 0; n < 3; ++n)
    if (a.from[n] != From::row || b.from[n] != From::row) return false;
  return b.dst == a.dst && a.src[2].low == a.dst && b.src[2].low == a.dst && b.src[0].low != a.dst &&
         b.src[1].low != a.dst;
}

template <Handler First, Handler Second>
constexpr FusedPair in_turn{First, Second, both<First, Second>, nullptr};

// Of two pairs that begin alike the first that fits is taken.
constexpr FusedPair table[] = {
    {carry<AddCarry, false>, carry<AddCarry, true>, add_64, is_sum_64},
    {float32<FmaF32, 3>, float32<FmaF32, 3>, fmac_twice, is_chain},
    in_turn<float32<FmaF32, 3>, float32<FmaF32, 3>>,
    in_turn<ds_load_two<1, 1>, ds_load_two<1, 1>>,
    in_turn<global_load<1>, global_load<1>>,
    in_turn<shift_left_64, shift_left_64>,
    in_turn<float32<SubF32, 2>, float32<MulF32, 2>>,
    in_turn<float32<AddF32, 2>, float32<AddF32, 2>>,
    in_turn<min_max_f32<true, 2>, min_max_f32<true, 2>>,
    in_turn<each<unit_f32<Exp>>, float32<AddF32, 2>>,
    in_turn<each<unit_f32<Exp>>, float32<MulF32, 2>>,
    in_turn<scalar32<SAndNot1>, branch<Execnz>>,
    in_turn<scalar_compare<CmpLt<u32>>, branch<Scc0>>,
    in_turn<scalar_compare<CmpLt<u32>>, branch<Scc1>>,
};

}  // namespace

std::span<const FusedPair> pairs() { return table; }
EGPULAB_RDNA_END
