// Handlers that wrap a row's own: both halves of a wave64, DPP and modifiers, the two halves of VOPD, block ends.
#include "simulator/isa/rdna/exec/wrappers.hpp"

#include "simulator/isa/rdna/exec/lane_float.hpp"
#include "simulator/isa/rdna/exec/scalar.hpp"

EGPULAB_RDNA_BEGIN
namespace {

void select_half(Wave& w, u32 half) {
  w.half = half;
  w.v = w.banks[half].data();
}

const Record* both_halves(Wave& w, const Record* i) {
  // A scalar destination may be a source too: the second pass must read the old value.
  const u32 low_before = w.s[i->sdst], exec_before = w.s[sreg::exec];
  if (!i->body(w, i)) return nullptr;
  const u32 low_after = w.s[i->sdst], exec_after = w.s[sreg::exec];
  w.s[i->sdst] = low_before;
  w.s[sreg::exec] = exec_before;
  select_half(w, 1);
  const Record* next = i->body(w, i);
  select_half(w, 0);
  if (i->sdst + 1u < sreg::count) w.s[i->sdst] = low_after;
  w.s[sreg::exec] = exec_after;
  return next;
}

// The lane that `lane` reads through a DPP control, or -1 where it lies outside its row.
i32 dpp_lane(u32 control, u32 lane) {
  const u32 row = lane & ~15u, at = lane & 15, n = control & 15;
  const auto inside = [&](i32 x) { return x < 0 || x > 15 ? -1 : static_cast<i32>(row) + x; };
  if (control < 0x100) return static_cast<i32>((lane & ~3u) | (control >> 2 * (lane & 3) & 3));
  switch (control >> 4) {
    case 0x10:
      return inside(static_cast<i32>(at + n));
    case 0x11:
      return inside(static_cast<i32>(at) - static_cast<i32>(n));
    case 0x12:
      return static_cast<i32>(row | ((at - n) & 15));
    case 0x14:
      return static_cast<i32>(n ? (lane & ~7u) | (7 - (lane & 7)) : row | (15 - at));
    case 0x15:
      return static_cast<i32>(row | n);
    case 0x16:
      return static_cast<i32>(row | (at ^ n));
    default:
      return -1;
  }
}

// Source 0 as DPP delivers it; returns the lanes that execute.
u32 dpp_source(const Wave& w, const Record* i, const u32* a, u32* to) {
  const u32 word = static_cast<u32>(i->imm), exec = active(w);
  u32 enabled = exec;
  for (u32 l = 0; l < lanes; ++l) {
    i32 from;
    bool fetch_inactive, bound_zero;
    if (i->extra & wrap_dpp8) {
      from = static_cast<i32>((l & ~7u) | (word >> (8 + 3 * (l & 7)) & 7));
      fetch_inactive = i->extra & wrap_fi, bound_zero = true;
    } else {
      from = dpp_lane(word >> 8 & 0x1ff, l);
      fetch_inactive = word >> 18 & 1, bound_zero = word >> 19 & 1;
      if (!(word >> (28 + l / 16 + 2 * w.half) & 1) || !(word >> (24 + (l & 3)) & 1)) enabled &= ~(1u << l);
    }
    const bool valid = from >= 0 && (fetch_inactive || exec >> from & 1);
    to[l] = valid ? a[from] : 0;
    if (!valid && !bound_zero) enabled &= ~(1u << l);
  }
  return enabled;
}

u32 clamp_f32(u32 r, u32 m) {
  if (is_nan(r)) return m & mode::dx10_clamp ? 0 : r;
  return r >> 31 ? 0 : r > 0x3f800000 ? 0x3f800000 : r;
}

// i: the instruction's true operands and modifiers; i[1]: the row's handler on staged operands.
const Record* modified(Wave& w, const Record* i) {
  const Record* sub = i + 1;
  const u32 saved = active(w);
  u32 exec = saved;
  for (u32 n = 0; n < 3; ++n) {
    if (sub->from[n] != From::row || sub->src[n].low < temp_row) continue;
    LaneRow t;
    const bool wide = i->extra & (wrap_wide0 << n);
    const u32* a = row(w, i, n, t);
    u32* d = w.v[sub->src[n].low];
    if (n == 0 && i->extra & wrap_dpp)
      exec = dpp_source(w, i, a, d);
    else
      std::memcpy(d, a, sizeof t.r);
    u32* top = d;
    if (wide) {
      top = w.v[sub->src[n].low + 1];
      std::memcpy(top, row_high(w, i, n, t), sizeof t.r);
    }
    const bool half = (i->out >> 3 & 3) == 1;
    if (i->opsel >> n & 1)
      for (u32 l = 0; l < lanes; ++l) d[l] >>= 16;
    const u32 sign = half ? 0x8000u : 0x80000000u;
    if (i->negabs >> (3 + n) & 1)
      for (u32 l = 0; l < lanes; ++l) top[l] &= ~sign;
    if (i->negabs >> n & 1)
      for (u32 l = 0; l < lanes; ++l) top[l] ^= sign;
  }
  w.s[sreg::exec + w.half] = exec;
  sub->body(w, sub);
  if (i->extra & wrap_exec_restored) w.s[sreg::exec + w.half] = saved;
  if (sub->dst == i->dst) return i + 2;
  const u32* r = w.v[sub->dst];
  u32* d = w.v[i->dst];
  const u32 omod = i->out & 3, m = w.mode;
  const bool clamps = i->out & 4;
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 x = r[l];
    if (omod) x = bits(f32(x) * (omod == 1 ? 2.0f : omod == 2 ? 4.0f : 0.5f));
    d[l] = clamps ? clamp_f32(x, m) : x;
  }
  return i + 2;
}

const Record* dual(Wave& w, const Record* i) {
  i[1].body(w, i + 1);
  i[2].body(w, i + 2);
  return i + 3;
}
// Each half reads what the other writes: X goes to a spare row first.
const Record* dual_crossed(Wave& w, const Record* i) {
  i[1].body(w, i + 1);
  i[2].body(w, i + 2);
  const u32* x = w.v[i[1].dst];
  write(w.v[i->dst], active(w), [&](u32 l) { return x[l]; });
  return i + 3;
}

const Record* fall_through(Wave& w, const Record* i) {
  if (i->body == nullptr) return i->target->run(w, i->target);
  ++w.uncounted;
  return jump(w, i);
}
const Record* refresh_flags(Wave& w, const Record* i) {
  w.s[sreg::vccz] = zero(w, sreg::vcc), w.s[sreg::execz] = zero(w, sreg::exec);
  return i[1].run(w, i + 1);
}
const Record* illegal(Wave& w, const Record* i) {
  w.stop = Stop::fault, w.fault_kind = Fault::Kind::illegal_instruction, w.fault_lane = 0, w.next = i;
  return nullptr;
}

}  // namespace

const Wrappers& wrappers() {
  static constexpr Wrappers all{both_halves, modified, dual, dual_crossed, fall_through, refresh_flags, illegal};
  return all;
}
EGPULAB_RDNA_END
