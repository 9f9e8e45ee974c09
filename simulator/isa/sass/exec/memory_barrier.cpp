// Barriers in shared memory (PTX mbarrier): SYNCS of Hopper and newer, and what Ampere and Ada have instead,
// ATOMS.ARRIVE and ARRIVES.
//
// A barrier is 64 bits. How ptxas initialises it, and what it makes of a token, tells where its counts lie, as negative
// numbers so that one more arrival carries into the phase:
//   Hopper and newer: expected arrivals in bits 1-20, pending ones in 43-62, the phase in 63. The transactions still to
//   come must lie between; that they fill bits 21-42 is inferred.
//   Ampere, Ada: expected arrivals in bits 0-29, pending ones in 32-62, the phase in 63.
// Fields of SYNCS: cicuvc/nvidia-sass-document notes/sm90/instr/syncs.md.
#include "simulator/isa/sass/exec/memory_barrier.hpp"

#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/memory_lanes.hpp"
#include "simulator/isa/sass/exec/vector.hpp"

EGPULAB_SASS_BEGIN
namespace {

struct Layout {
  u32 expected_at, expected_bits, transactions_at, transactions_bits, pending_at, pending_bits;
};
constexpr Layout hopper_layout{1, 20, 21, 22, 43, 20}, ampere_layout{0, 30, 0, 0, 32, 31};
constexpr const Layout& layout_of(SmVersion sm) { return sm >= 90 ? hopper_layout : ampere_layout; }

constexpr u64 field_mask(u32 bits) { return (u64{1} << bits) - 1; }
u64 get(u64 state, u32 at, u32 bits) { return state >> at & field_mask(bits); }
u64 put(u64 state, u32 at, u32 bits, u64 value) {
  return (state & ~(field_mask(bits) << at)) | (value & field_mask(bits)) << at;
}

struct Change {
  u64 arrivals = 0;
  i64 transactions = 0;  // more, or fewer, to wait for
  u64 dropped = 0;       // threads that no later phase expects
};
// The phase ends when nobody and nothing is waited for any more.
u64 changed(u64 state, const Layout& f, const Change& by) {
  const u64 expected = get(state, f.expected_at, f.expected_bits) + by.dropped;
  u64 pending = get(state, f.pending_at, f.pending_bits) + by.arrivals;
  state = put(state, f.expected_at, f.expected_bits, expected);
  u64 transactions = 0;
  if (f.transactions_bits) {
    transactions = get(state, f.transactions_at, f.transactions_bits) + static_cast<u64>(by.transactions);
    transactions &= field_mask(f.transactions_bits);
    state = put(state, f.transactions_at, f.transactions_bits, transactions);
  }
  pending &= field_mask(f.pending_bits);
  if (pending == 0 && transactions == 0) {
    state ^= u64{1} << 63;
    // A negative number of fewer bits.
    pending = expected | ~field_mask(f.expected_bits);
  }
  return put(state, f.pending_at, f.pending_bits, pending);
}

// Lane after lane; `by` says what each does, `put_token` takes the state before.
template <class By, class PutToken>
const Record* change_barriers(Warp& w, const Record* i, By by, PutToken put_token) {
  const u32 exec = lanes_of(w, i);
  const Offsets at = local_offsets(w, i, uniform_of_store);
  Place place[lanes];
  for (u32 l = 0; l < lanes; ++l) place[l] = {Space::shared, at.at(l)};
  if (!check_lanes(w, i, exec, place, 8, false)) return nullptr;
  each_lane_of(exec, [&](u32 l) {
    u64 state;
    std::memcpy(&state, w.shared + place[l].at, 8);
    const u64 after = changed(state, layout_of(w.sm), by(l));
    std::memcpy(w.shared + place[l].at, &after, 8);
    put_token(l, state);
  });
  return i + 1;
}

}  // namespace

void end_transactions(const Warp& w, std::byte* barrier, u64 bytes) {
  u64 state;
  std::memcpy(&state, barrier, 8);
  state = changed(state, layout_of(w.sm), {.transactions = -static_cast<i64>(bytes)});
  std::memcpy(barrier, &state, 8);
}

// SYNCS.ARRIVE.TRANS64: bits 86:84 say how many arrivals and transactions, from Rb or not; bits 74:73 what is returned
// (the state before, or nothing); bit 75 that the threads drop out.
const Record* syncs_arrive(Warp& w, const Record* i) {
  enum : u32 { a1_tr, a1_t0, a0_t1, a0_tr, a0_tx, ar_t0, kinds };
  const u32 kind = static_cast<u32>(i->word.bits(84, 3)), returns = static_cast<u32>(i->word.bits(73, 2));
  if (kind >= kinds) return unsupported(w, i, "SYNCS.ARRIVE of an unknown kind");
  if (returns == 1 || returns == 3) return unsupported(w, i, "SYNCS.ARRIVE that returns a mask of threads (.TMASK)");
  const bool token = returns == 0, drops = i->word.bit(75);
  u32 source[lanes];  // the token may overwrite it
  std::memcpy(source, w.r[i->src[1]], sizeof source);
  const auto by = [&](u32 l) -> Change {
    const i64 r = static_cast<i32>(source[l]);
    Change c;
    c.arrivals = kind == a1_tr || kind == a1_t0 ? 1 : kind == ar_t0 ? static_cast<u64>(r) : 0;
    c.transactions = kind == a1_tr || kind == a0_tr ? r : kind == a0_t1 ? 1 : kind == a0_tx ? -r : 0;
    c.dropped = drops ? c.arrivals : 0;
    return c;
  };
  return change_barriers(w, i, by, [&](u32 l, u64 state) {
    if (!token) return;
    w.r[i->dst][l] = low32(state);
    w.r[i->dst + 1][l] = high32(state);
  });
}

// SYNCS.PHASECHK: whether the phase that the register's top bit names (a token's upper half, or a parity) is over.
const Record* syncs_phase_check(Warp& w, const Record* i) {
  const u32 exec = lanes_of(w, i);
  const Offsets at = local_offsets(w, i, uniform_of_store);
  Place place[lanes];
  for (u32 l = 0; l < lanes; ++l) place[l] = {Space::shared, at.at(l)};
  if (!check_lanes(w, i, exec, place, 8, false)) return nullptr;
  u32 over = 0;
  each_lane_of(exec, [&](u32 l) {
    u32 high;
    std::memcpy(&high, w.shared + place[l].at + 4, 4);
    over |= (high ^ w.r[i->src[1]][l]) >> 31 << l;
  });
  set_predicate(w, i, 0, exec, over);
  return i + 1;
}

// SYNCS.EXCH.64: of uniform registers, by the warp as a whole.
const Record* syncs_exchange(Warp& w, const Record* i) {
  if ((w.up[i->guard] != 0) == (i->guard_not != 0)) return i + 1;
  const Word word = i->word;
  const u32 at = uniform_at(w, word, 24) + static_cast<u32>(i->imm);
  std::byte* p = shared_pointer(w, i, 0, at, 8);
  if (!p) return nullptr;
  const u64 value = uniform64_at(w, word, 32);
  u64 before;
  std::memcpy(&before, p, 8);
  std::memcpy(p, &value, 8);
  if (const u32 d = uniform_index(w, word, 16); d != uniform::zero) {
    w.ur[d] = low32(before);
    w.ur[d + 1] = high32(before);
  }
  return i + 1;
}

// ARRIVES.LDGSTSBAR: when the thread's copies are done, which they are. From Hopper on either an arrival or the end of
// one transaction (bits 71:70, from sm_100 on 77:76; the code that ptxas makes of cp.async.mbarrier.arrive with and
// without .noinc).
const Record* arrive_after_copies(Warp& w, const Record* i) {
  Change by{.arrivals = 1};
  if (w.sm >= 90) {
    const u64 mode = i->word.bits(w.sm >= 100 ? 76 : 70, 2);
    if (mode != 1 && mode != 2) return unsupported(w, i, "ARRIVES of an unknown kind");
    if (mode == 2) by = {.transactions = -1};
  }
  return change_barriers(
      w, i, [&](u32) { return by; }, [](u32, u64) {});
}

// ATOMS.ARRIVE.64 of Ampere and Ada.
const Record* atoms_arrive(Warp& w, const Record* i) {
  return change_barriers(
      w, i, [](u32) { return Change{.arrivals = 1}; },
      [&](u32 l, u64 state) {
        w.r[i->dst][l] = low32(state);
        w.r[i->dst + 1][l] = high32(state);
      });
}

EGPULAB_SASS_END
