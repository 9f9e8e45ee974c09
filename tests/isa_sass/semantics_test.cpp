// What instructions compute, over registers that are random and at the edges: each word of semantics/*.tsv (made by
// NVIDIA's compiler, printed by NVIDIA's disassembler) does to a whole warp what its text says, and nothing else.
//
// To add an instruction of these families: a line "word <tab> version <tab> text <tab> source" in a file there, and its
// function, from text to effect, in reference_*.cpp.
#include <gtest/gtest.h>

#include <fstream>
#include <random>
#include <sstream>

#include "tests/isa_sass/reference.hpp"
#include "tests/isa_sass/semantic_rows.hpp"
#include "tests/isa_sass/warp_fixture.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// Values at which carries, signs and shifts change, more often than chance would have them.
class Values {
 public:
  explicit Values(u32 seed) : random_(seed) {}
  u32 next() {
    static constexpr u32 edges[] = {0,   1,       2,          7,          31,         32,     33,     63,
                                    64,  0x7f,    0x80,       0xff,       0x7fff,     0x8000, 0xffff, 0x7fff8000,
                                    ~0u, ~0u - 1, 0x7fffffff, 0x80000000, 0x80000001, 0x5410, 0x3276, 0x8888};
    return random_() % 2 ? edges[random_() % std::size(edges)] : static_cast<u32>(random_());
  }
  u32 mask(u32 round) { return round == 0 ? ~0u : static_cast<u32>(random_()) | 1u << random_() % 32; }

 private:
  std::mt19937 random_;
};

constexpr u32 constant_words = 512;

// A warp with random contents, in the simulator and for the reference alike.
struct Scene {
  explicit Scene(SmVersion sm, Values& values) : one(sm) {
    for (u32 bank : {0u, 2u, 3u}) {
      std::vector<u32>& words = constants[bank];
      for (u32 n = 0; n < constant_words; ++n) words.push_back(values.next());
      one.bind_constants(bank, words);
    }
    one.launch.block = {4, 4, 2};
    one.cta.id = {7, 5, 3};
    one.cta.sm = 11;
  }
  void fill(Values& values, u32 round) {
    Warp& w = one.warp();
    const u32 uniforms = w.sm >= 100 ? 255 : 63;
    for (u32 n = 0; n < 255; ++n) {
      // Some registers are the same in all lanes, as addresses and loop counters are.
      const bool same = values.next() % 4 == 0;
      const u32 x = values.next();
      for (u32 l = 0; l < lanes; ++l) state.r[n][l] = w.r[n][l] = same ? x : values.next();
    }
    for (u32 n = 0; n < uniforms; ++n) state.ur[n] = w.ur[n] = values.next();
    state.p[7] = ~0u, state.up[7] = true;
    for (u32 n = 0; n < 7; ++n) {
      state.p[n] = w.p[n] = values.next();
      state.up[n] = values.next() & 1, w.up[n] = state.up[n] ? ~0u : 0;
    }
    w.active = values.mask(round);
  }
  // Where the simulator's warp differs from `state`, as a sentence; empty: nowhere.
  std::string difference() {
    const Warp& w = one.warp();
    std::ostringstream out;
    out << std::hex;
    for (u32 n = 0; n < 255; ++n)
      for (u32 l = 0; l < lanes; ++l)
        if (w.r[n][l] != state.r[n][l]) {
          out << "R" << std::dec << n << " lane " << l << std::hex << ": 0x" << w.r[n][l] << " instead of 0x"
              << state.r[n][l];
          return out.str();
        }
    for (u32 l = 0; l < lanes; ++l)
      if (w.r[row::zero][l] || w.r[row::zero + 1][l]) return "RZ was written";
    for (u32 n = 0; n < 7; ++n) {
      if (w.p[n] != state.p[n]) {
        out << "P" << n << ": 0x" << w.p[n] << " instead of 0x" << state.p[n];
        return out.str();
      }
      if (w.up[n] != (state.up[n] ? ~0u : 0)) {
        out << "UP" << n << ": 0x" << w.up[n] << " instead of " << state.up[n];
        return out.str();
      }
    }
    if (w.p[7] != ~0u || w.up[7] != ~0u) return "PT or UPT was written";
    for (u32 n = 0; n < (w.sm >= 100 ? 255u : 63u); ++n)
      if (w.ur[n] != state.ur[n]) {
        out << "UR" << std::dec << n << std::hex << ": 0x" << w.ur[n] << " instead of 0x" << state.ur[n];
        return out.str();
      }
    return w.ur[uniform::zero] || w.ur[uniform::zero + 1] ? "URZ was written" : "";
  }
  OneWarp one;
  WarpState state;
  std::map<u32, std::vector<u32>> constants;
};

// The special registers as OneWarp and Scene set the stage: warp 0 of CTA (7, 5, 3), blocks of 4 x 4 x 2 threads, on
// SM 11; 1000 instructions have been retired.
std::map<std::string, std::function<u32(u32)>> special_values(Scene& scene) {
  const auto same = [](u32 x) { return [x](u32) { return x; }; };
  const u64 time = scene.one.environment.time + 1000;
  return {{"SR_LANEID", [](u32 l) { return l; }},
          {"SR_TID.X", [](u32 l) { return l % 4; }},
          {"SR_TID.Y", [](u32 l) { return l / 4 % 4; }},
          {"SR_TID.Z", [](u32 l) { return l / 16; }},
          {"SR_CTAID.X", same(7)},
          {"SR_CTAID.Y", same(5)},
          {"SR_CTAID.Z", same(3)},
          {"SR_EQMASK", [](u32 l) { return 1u << l; }},
          {"SR_LTMASK", [](u32 l) { return static_cast<u32>((u64{1} << l) - 1); }},
          {"SR_LEMASK", [](u32 l) { return static_cast<u32>((u64{2} << l) - 1); }},
          {"SR_GTMASK", [](u32 l) { return ~static_cast<u32>((u64{2} << l) - 1); }},
          {"SR_GEMASK", [](u32 l) { return ~static_cast<u32>((u64{1} << l) - 1); }},
          {"SR_VIRTID", same(0)},
          {"SR_VIRTUALSMID", same(11)},
          {"SR_SWINHI", same(0x7294)},
          {"SR_CgaCtaId", same(0)},
          {"SR_CLOCKLO", same(1000)},
          {"SR_CLOCKLO upper", same(5)},
          {"SR_CLOCKHI", same(5)},
          {"SR_GLOBALTIMERLO", same(low32(time))},
          {"SR_GLOBALTIMERLO upper", same(high32(time))},
          // Bits 15-8: warps that an SM has room for (%nwarpid).
          {"SR2", same((scene.one.launch.sm == 90 ? 64 : 48) << 8)},
          {"SR50", same(4096)},  // shared memory of the CTA
          {"SRZ", same(0)}};
}

void check_row(const SemanticRow& line) {
  const SassText text = parse_sass(line.text);
  Values values(0x5a55 + line.number);
  Scene scene(line.sm, values);
  for (u32 round = 0; round < 12; ++round) {
    scene.fill(values, round);
    Warp& w = scene.one.warp();
    w.cycles = u64{5} << 32 | 1000, w.exact = true;
    Reference expected(text, scene.state, w.active, line.sm);
    expected.constant = [&](u32 bank, u32 offset) { return scene.constants.at(bank).at(offset / 4); };
    expected.special = special_values(scene);
    ASSERT_TRUE(expected.run()) << "no reference for " << line.text;
    ASSERT_EQ(scene.one.run(line.word), Stop::none) << line.text << ": " << w.fault.what;
    ASSERT_EQ(scene.difference(), "") << line.where() << ": " << line.text << ", round " << round;
  }
}

class Semantics : public testing::TestWithParam<std::string> {};
TEST_P(Semantics, EachWordDoesWhatItsTextSaysAndNothingElse) {
  const std::vector<SemanticRow> rows = read_semantic_rows(GetParam());
  ASSERT_FALSE(rows.empty());
  for (const Level built : available_levels()) {
    force_level(built);
    for (const SemanticRow& line : rows) {
      check_row(line);
      if (HasFatalFailure()) break;
    }
    force_level(available_levels().back());
    if (HasFatalFailure()) FAIL() << "at level " << name(built);
  }
}
INSTANTIATE_TEST_SUITE_P(Family, Semantics, testing::Values("integer", "logic", "uniform", "lane", "special"),
                         [](const auto& family) { return family.param; });

TEST(SemanticsOf, AnOperandOfAConstantBufferByHandleIsRefusedByName) {
  OneWarp one;
  // IADD3 R2, R2, c[0x0][0xc], RZ, with the bit that makes it cx[UR0][0xc].
  ASSERT_EQ(one.run(word(0x000fe20007ffe0ff, 0x0000030002027a10)), Stop::none);
  EXPECT_EQ(one.run(word(0x000fe2000fffe0ff, 0x0000030002027a10)), Stop::fault);
  EXPECT_EQ(one.warp().fault.what, "IADD3");
}
TEST(SemanticsOf, ASpecialRegisterThatIsNotModelledIsRefusedByName) {
  OneWarp one;
  EXPECT_EQ(one.run(word(0x0000000000006400, 0x0000000000057805)), Stop::fault);  // CS2R.32 R5, SR_PM0
  EXPECT_EQ(one.warp().fault.what, "special register SR_PM0");
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass
