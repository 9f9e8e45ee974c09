// Barriers in shared memory (PTX mbarrier): arrivals, transactions, phases; the instructions as ptxas emits them.
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u32 barrier_at = 0x40;

// mbarrier.init, as the code around SYNCS.EXCH computes it for Hopper, and STS.64 for Ampere.
constexpr u64 initial_hopper(u32 count) {
  const u64 x = (u64{1} << 20) - count;
  return x << 1 | x << 43;
}
constexpr u64 initial_ampere(u32 count) { return (0x40000000u - count) | u64{0x80000000u - count} << 32; }

struct Barrier {
  OneWarp t;
  explicit Barrier(SmVersion sm, u32 count) : t(sm) {
    t.ur(6) = barrier_at;
    set(sm >= 90 ? initial_hopper(count) : initial_ampere(count));
  }
  void set(u64 state) { std::memcpy(t.cta.shared.data() + barrier_at, &state, 8); }
  u64 state() {
    u64 x;
    std::memcpy(&x, t.cta.shared.data() + barrier_at, 8);
    return x;
  }
  u32 phase() { return static_cast<u32>(state() >> 63); }
  // mbarrier.pending_count of a token, as ptxas computes it.
  u32 pending(u32 token_high) {
    if (t.launch.sm < 90) return 0x80000000u - (token_high & 0x7fffffff);
    return 0x100000 - (token_high >> 11 & 0xfffff);
  }
  void run(Word w, u32 lanes_taking_part = ~0u) {
    t.p(5) = lanes_taking_part;
    ASSERT_EQ(t.run(guarded_by(w, 5)), Stop::none);
  }
};

// SYNCS.ARRIVE.TRANS64.A1T0 R2, [UR6], RZ; mbarrier.arrive
constexpr Word arrive = word(0x0000000008100006, 0x000000ffff0279a7);
// SYNCS.ARRIVE.TRANS64 R2, [UR6], R8; mbarrier.arrive.expect_tx
constexpr Word arrive_expect = word(0x0000000008000006, 0x00000008ff0279a7);
// .RED.A0TR, .RED.A0TX: mbarrier.expect_tx, complete_tx
constexpr Word expect = word(0x0000000008300406, 0x00000008ffff79a7);
constexpr Word complete = word(0x0000000008400406, 0x00000008ffff79a7);
// .A1T0 of mbarrier.arrive_drop; .ART0: mbarrier.arrive with a count
constexpr Word arrive_drop = word(0x0000000008100806, 0x000000ffffff79a7);
constexpr Word arrive_many = word(0x0000000008500006, 0x00000008ff0279a7);
// SYNCS.PHASECHK.TRANS64.TRYWAIT P0, [UR6], R3
constexpr Word try_wait = word(0x0000000008000106, 0x00000003ff0075a7);
// ATOMS.ARRIVE.64 R2, [UR6] of sm_86
constexpr Word atoms_arrive_64 = word(0x000000000c800406, 0x00000000ff027f8c);

TEST(SharedBarriers, TheLastArrivalOfAPhaseBeginsTheNext) {
  for (const SmVersion sm : {SmVersion{86}, SmVersion{90}, SmVersion{120}}) {
    Barrier b(sm, 48);
    const Word w = sm >= 90 ? arrive : atoms_arrive_64;
    const u64 fresh = b.state();
    b.run(w);
    EXPECT_EQ(b.phase(), 0u) << int{sm};
    for (u32 l = 0; l < lanes; ++l) EXPECT_EQ(b.pending(b.t.r(3)[l]), 48 - l) << "tokens tell how many were awaited";
    b.run(w, 0xffff);
    EXPECT_EQ(b.phase(), 1u);
    EXPECT_EQ(b.state(), fresh | u64{1} << 63) << "the same number is expected again";
    b.run(w), b.run(w, 0xffff);
    EXPECT_EQ(b.state(), fresh);
  }
}

TEST(SharedBarriers, AWaitIsOverWhenThePhaseOfTheTokenIs) {
  for (const SmVersion sm : {SmVersion{90}, SmVersion{120}}) {
    Barrier b(sm, 2);
    b.run(arrive, 1);
    b.t.set(3, b.t.r(3)[0]);
    b.run(try_wait);
    EXPECT_EQ(b.t.p(0), 0u);
    b.run(with(arrive, 16, 8, 255), 2);
    b.run(try_wait, 0xff);
    EXPECT_EQ(b.t.p(0), 0xffu);
    // By parity: the phase before the first one is over, the current one is not.
    for (u32 l = 0; l < lanes; ++l) b.t.r(3)[l] = (l & 1) << 31;
    b.run(try_wait);
    EXPECT_EQ(b.t.p(0), 0x55555555u);
  }
}

TEST(SharedBarriers, APhaseWaitsForItsTransactions) {
  Barrier b(90, 1);
  b.t.set(8, 4096);
  b.run(arrive_expect, 1);
  EXPECT_EQ(b.phase(), 0u) << "4096 bytes are to come";
  b.t.set(8, 4000);
  b.run(complete, 1);
  EXPECT_EQ(b.phase(), 0u);
  b.t.set(8, 96);
  b.run(complete, 1);
  EXPECT_EQ(b.phase(), 1u);
  EXPECT_EQ(b.state() & ~(u64{1} << 63), initial_hopper(1));
}

TEST(SharedBarriers, TransactionsMayBeDoneBeforeTheyAreExpected) {
  Barrier b(90, 2);
  b.t.set(8, 128);
  b.run(complete, 1);
  b.run(expect, 1);
  EXPECT_EQ(b.state(), initial_hopper(2));
}

TEST(SharedBarriers, AThreadMayArriveForSeveralAndMayDropOut) {
  Barrier b(90, 10);
  b.t.set(8, 7);
  b.run(arrive_many, 1);
  EXPECT_EQ(b.phase(), 0u);
  b.run(arrive_drop, 0x7);
  EXPECT_EQ(b.phase(), 1u);
  EXPECT_EQ(b.state() & ~(u64{1} << 63), initial_hopper(7)) << "three are not expected any more";
}

// cp.async.mbarrier.arrive.noinc counts as an arrival; without .noinc it ends a transaction that was announced before.
TEST(SharedBarriers, CopiesThatAreDoneArrive) {
  struct Case {
    SmVersion sm;
    Word no_increment, announce, increment;
  };
  constexpr Word red_a0t1 = word(0x0000000008200406, 0x000000ffffff79a7);
  const Case cases[] = {
      {90, word(0x0000000008000a46, 0x00000000ff0079b0), red_a0t1, word(0x0000000008000a86, 0x00000000ff0079b0)},
      {120, word(0x0000000008001a06, 0x00000000ff0079b0), red_a0t1, word(0x0000000008002a06, 0x00000000ff0079b0)}};
  for (const Case& c : cases) {
    Barrier b(c.sm, 32);
    b.run(c.announce), b.run(c.increment);
    EXPECT_EQ(b.state(), initial_hopper(32)) << int{c.sm};
    b.run(c.no_increment);
    EXPECT_EQ(b.phase(), 1u) << int{c.sm};
  }
  Barrier older(86, 32);
  older.run(word(0x0000000008000a06, 0x00000000ff0079b0));
  EXPECT_EQ(older.phase(), 1u);
}

TEST(SharedBarriers, InitialisingExchangesUniformRegistersOncePerWarp) {
  for (const SmVersion sm : {SmVersion{90}, SmVersion{120}}) {
    Barrier b(sm, 5);
    b.t.ur(4) = low32(initial_hopper(9)), b.t.ur(5) = high32(initial_hopper(9));
    // @!UP0 SYNCS.EXCH.64 UR8, [UR6], UR4
    const Word w = guarded_by(word(0x0000000008000100, 0x00000004060875b2), 0, true);
    b.t.warp().up[0] = ~0u;
    ASSERT_EQ(b.t.run(w), Stop::none);
    EXPECT_EQ(b.state(), initial_hopper(5));
    b.t.warp().up[0] = 0;
    ASSERT_EQ(b.t.run(w), Stop::none);
    EXPECT_EQ(b.state(), initial_hopper(9));
    EXPECT_EQ(join64(b.t.ur(8), b.t.ur(9)), initial_hopper(5));
  }
}

TEST(SharedBarriers, MustLieInTheBlocksShareAndBeAligned) {
  Barrier b(90, 1);
  b.t.ur(6) = barrier_at + 4;
  EXPECT_EQ(b.t.run(arrive), Stop::fault);
  EXPECT_EQ(b.t.warp().fault.error, WarpError::misaligned_addr);
  b.t.ur(6) = static_cast<u32>(b.t.cta.shared.size());
  EXPECT_EQ(b.t.run(try_wait), Stop::fault);
  EXPECT_EQ(b.t.warp().fault.error, WarpError::oor_addr);
}

TEST(SharedBarriers, WhatIsNotModelledIsRefusedByName) {
  Barrier b(90, 1);
  EXPECT_EQ(b.t.run(with(arrive, 73, 2, 1)), Stop::fault);
  EXPECT_EQ(b.t.warp().fault.what, "SYNCS.ARRIVE that returns a mask of threads (.TMASK)");
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass
