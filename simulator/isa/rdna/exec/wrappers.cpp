// Handlers that wrap a row's own: both halves of a wave64, DPP and modifiers, the two halves of VOPD, block ends.
#include "simulator/isa/rdna/exec/wrappers.hpp"

#include "simulator/isa/rdna/exec/control.hpp"
#include "simulator/isa/rdna/exec/lane_f32.hpp"

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
constexpr i32 dpp_lane(u32 control, u32 lane) {
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
    case 0x14:  // 0x142 to 0x14f are reserved: GCN broadcast rows with some of them
      if (n > 1) return -1;
      return static_cast<i32>(n ? (lane & ~7u) | (7 - (lane & 7)) : row | (15 - at));
    case 0x15:
      return static_cast<i32>(row | n);
    case 0x16:
      return static_cast<i32>(row | (at ^ n));
    default:
      return -1;
  }
}

// The same for all controls and lanes: the lane within its row of 16 (no control leaves it), and which lanes have one.
struct DppTable {
  u8 from[512][16] = {};
  u32 inside[512] = {};
  constexpr DppTable() {
    for (u32 control = 0; control < 512; ++control)
      for (u32 l = 0; l < 16; ++l)
        if (const i32 lane = dpp_lane(control, l); lane >= 0)
          from[control][l] = static_cast<u8>(lane), inside[control] |= 0x10001u << l;
  }
};
constexpr DppTable dpp_table;

// Source 0 as DPP delivers it; returns the lanes that execute.
u32 dpp_source(const Wave& w, const Record* i, const u32* a, u32* to) {
  const u32 word = static_cast<u32>(i->imm), exec = active(w);
  u8 selected[16];
  const u8* from = selected;
  u32 valid = ~0u, enabled = exec;
  bool fetch_inactive, bound_zero;
  if (i->extra & wrap_dpp8) {
    for (u32 l = 0; l < 16; ++l) selected[l] = static_cast<u8>((l & 8) | (word >> (8 + 3 * (l & 7)) & 7));
    fetch_inactive = i->extra & wrap_fi, bound_zero = true;
  } else {
    const u32 control = word >> 8 & 0x1ff, rows = word >> (28 + 2 * w.half), banks = word >> 24;
    from = dpp_table.from[control], valid = dpp_table.inside[control];
    fetch_inactive = word >> 18 & 1, bound_zero = word >> 19 & 1;
    enabled &= (rows & 1 ? 0xffffu : 0u) | (rows & 2 ? 0xffff0000u : 0u);
    enabled &=
        ((banks & 1) * 0xfu | (banks >> 1 & 1) * 0xf0u | (banks >> 2 & 1) * 0xf00u | (banks >> 3 & 1) * 0xf000u) *
        0x10001u;
  }
  if (!fetch_inactive && exec != ~0u) {
    u32 fetched = 0;
    for (u32 l = 0; l < lanes; ++l) fetched |= (exec >> ((l & 16) | from[l & 15]) & 1) << l;
    valid &= fetched;
  }
  LaneRow r;
  permute16(r.r, a, from);
  permute16(r.r + 16, a + 16, from);
  for (u32 n = 0; n < parts; ++n)
    store_words(to + n * vector_lanes,
                load_words(r.r + n * vector_lanes) & reinterpret_cast<WordVector>(spread(valid, n)));
  // RDNA3 ISA, "BC and FI Behavior": with FI what lies outside the row is 0 whatever bound_ctrl says.
  return bound_zero || fetch_inactive ? enabled : enabled & valid;
}

// Output modifier and clamp. The modifier is ignored with MODE.IEEE or where denormals are kept; it flushes them and
// gives no -0 (RDNA3 ISA, "Output modifiers").
template <class F, class Value>
typename F::Bits finish(typename F::Bits r, u32 out, Mode m, Value value) {
  if (out & 3 && !(m.bits & mode::ieee) && !F::keeps_denormals(m) && !F::nan(r)) {
    r = F::flush(value(r, out & 3));
    if ((r & F::magnitude) == 0) r = 0;
  }
  if (!(out & 4)) return r;
  if (F::nan(r)) return m.bits & mode::dx10_clamp ? typename F::Bits{0} : r;
  return r & F::sign ? typename F::Bits{0} : r > F::one ? F::one : r;
}
constexpr double omod_factors[] = {1, 2, 4, 0.5};
u32 finish_f32(u32 r, u32 out, Mode m) {
  return finish<F32>(r, out, m, [](u32 x, u32 omod) { return bits(f32(x) * static_cast<float>(omod_factors[omod])); });
}
u16 finish_f16(u16 r, u32 out, Mode m) {
  return finish<F16>(r, out, m, [](u16 x, u32 omod) {
    return f16_of_f32(float_of_f16(x) * static_cast<float>(omod_factors[omod]), 0);
  });
}
u64 finish_f64(u64 r, u32 out, Mode m) {
  return finish<F64>(r, out, m, [](u64 x, u32 omod) { return bits_of(as_double(x) * omod_factors[omod]); });
}

// Source n, through DPP, op_sel, abs and neg, to its spare row.
u32 stage(const Wave& w, const Record* i, u32 n, u32 exec) {
  const Staging& st = i->staging;
  LaneRow t;
  u32* d = w.v[temp_row + 2 * n];
  u32* top = st.source[n] == Kind::wide ? w.v[temp_row + 2 * n + 1] : d;
  if (top != d) store_lanes(top, ~0u, load_lanes(row_high(w, i, n, t)));
  const u32* a = row(w, i, n, t);
  if (n == 0 && i->extra & wrap_dpp)
    exec = dpp_source(w, i, a, d);
  else
    store_lanes(d, ~0u, load_lanes(a));
  if (st.upper >> n & 1)
    for (u32 l = 0; l < lanes; ++l) d[l] >>= 16;
  const u32 sign = st.source[n] == Kind::half ? 0x8000u : st.source[n] == Kind::pair ? 0x80008000u : 0x80000000u;
  if (st.negabs >> (3 + n) & 1)
    for (u32 l = 0; l < lanes; ++l) top[l] &= ~sign;
  if (st.negabs >> n & 1)
    for (u32 l = 0; l < lanes; ++l) top[l] ^= sign;
  return exec;
}

// i: the instruction's true operands and modifiers; i[1]: the row's handler on staged operands.
const Record* modified(Wave& w, const Record* i) {
  const Record* sub = i + 1;
  const Staging& st = i->staging;
  const u32 saved = active(w);
  u32 exec = saved;
  for (u32 n = 0; n < 3; ++n)
    if (st.staged >> n & 1) exec = stage(w, i, n, exec);
  w.s[sreg::exec + w.half] = exec;
  sub->body(w, sub);
  if (i->extra & wrap_exec_restored) w.s[sreg::exec + w.half] = saved;
  if (st.result == Kind::other) return i + 2;
  const u32 *r = w.v[sub->dst], *high = w.v[sub->dst + 1];
  u32* d = w.v[i->dst];
  const Mode m{w.mode};
  const u32 shift = st.upper & 8 ? 16 : 0;
  for (u32 left = exec; left; left &= left - 1) {
    const u32 l = static_cast<u32>(std::countr_zero(left));
    u32 half = r[l] & 0xffff;
    switch (st.result) {
      case Kind::word:
        d[l] = finish_f32(r[l], i->out, m);
        continue;
      case Kind::wide: {
        const u64 x = finish_f64(join64(r[l], high[l]), i->out, m);
        d[l] = low32(x), w.v[i->dst + 1][l] = high32(x);
        continue;
      }
      case Kind::half:
        half = finish_f16(static_cast<u16>(half), i->out, m);
        break;
      default:
        break;
    }
    d[l] = (d[l] & ~(0xffffu << shift)) | half << shift;
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
  ++w.uncounted;
  return jump(w, i);
}
const Record* refresh_flags(Wave& w, const Record* i) {
  w.s[sreg::vccz] = zero(w, sreg::vcc), w.s[sreg::execz] = zero(w, sreg::exec);
  return (i[1].fused ? i[1].body : i[1].run)(w, i + 1);  // one instruction and no more
}

}  // namespace

const Record* illegal(Wave& w, const Record* i) {
  w.stop = Stop::fault, w.fault_kind = Fault::Kind::illegal_instruction, w.fault_lane = 0, w.next = i;
  return nullptr;
}

const Wrappers& wrappers() {
  static constexpr Wrappers all{both_halves, modified, dual, dual_crossed, fall_through, refresh_flags, illegal};
  return all;
}
EGPULAB_RDNA_END
