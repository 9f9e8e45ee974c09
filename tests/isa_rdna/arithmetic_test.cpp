// Whole computations as LLVM 19 writes them for gfx1100 (its expansions of fdiv, llvm.sqrt and udiv): division and
// square root come out correctly rounded, integer division exact, only if each step does what the next relies on.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <bit>
#include <cmath>

#include "tests/isa_rdna/vector_words.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

using Program = std::vector<std::vector<u32>>;
// clang-format off
const Program divide_f32{
    {0xd6fc7c02, 0x04020301},  // v_div_scale_f32 v2, null, v1, v1, v0
    {0x7e065502},  // v_rcp_f32_e32 v3, v2
    {0xd6130004, 0x23ca0702},  // v_fma_f32 v4, -v2, v3, 1.0
    {0x56060704},  // v_fmac_f32_e32 v3, v4, v3
    {0xd6fc6a04, 0x04020300},  // v_div_scale_f32 v4, vcc_lo, v0, v1, v0
    {0x100a0704},  // v_mul_f32_e32 v5, v4, v3
    {0xd6130006, 0x24120b02},  // v_fma_f32 v6, -v2, v5, v4
    {0x560a0706},  // v_fmac_f32_e32 v5, v6, v3
    {0xd6130002, 0x24120b02},  // v_fma_f32 v2, -v2, v5, v4
    {0xd6370002, 0x04160702},  // v_div_fmas_f32 v2, v2, v3, v5
    {0xd6270000, 0x04020302},  // v_div_fixup_f32 v0, v2, v1, v0
};
const Program divide_f64{
    {0xd6fd7c04, 0x04020502},  // v_div_scale_f64 v[4:5], null, v[2:3], v[2:3], v[0:1]
    {0xd6fd6a0a, 0x04020500},  // v_div_scale_f64 v[10:11], vcc_lo, v[0:1], v[2:3], v[0:1]
    {0x7e0c5f04},  // v_rcp_f64_e32 v[6:7], v[4:5]
    {0xd6140008, 0x23ca0d04},  // v_fma_f64 v[8:9], -v[4:5], v[6:7], 1.0
    {0xd6140006, 0x041a1106},  // v_fma_f64 v[6:7], v[6:7], v[8:9], v[6:7]
    {0xd6140008, 0x23ca0d04},  // v_fma_f64 v[8:9], -v[4:5], v[6:7], 1.0
    {0xd6140006, 0x041a1106},  // v_fma_f64 v[6:7], v[6:7], v[8:9], v[6:7]
    {0xd7280008, 0x00020d0a},  // v_mul_f64 v[8:9], v[10:11], v[6:7]
    {0xd6140004, 0x242a1104},  // v_fma_f64 v[4:5], -v[4:5], v[8:9], v[10:11]
    {0xd6380004, 0x04220d04},  // v_div_fmas_f64 v[4:5], v[4:5], v[6:7], v[8:9]
    {0xd6280000, 0x04020504},  // v_div_fixup_f64 v[0:1], v[4:5], v[2:3], v[0:1]
};
const Program divide_f16{
    {0x7e041701},  // v_cvt_f32_f16_e32 v2, v1
    {0x7e045502},  // v_rcp_f32_e32 v2, v2
    {0xcc210002, 0x0a020500},  // v_fma_mixlo_f16 v2, v0, v2, 0 op_sel_hi:[1,0,0]
    {0xd6540000, 0x04020302},  // v_div_fixup_f16 v0, v2, v1, v0
    {0x360000ff, 0x0000ffff},  // v_and_b32_e32 v0, 0xffff, v0
};
const Program root_f32{
    {0x100200ff, 0x4f800000},  // v_mul_f32_e32 v1, 0x4f800000, v0
    {0x7c2800ff, 0x0f800000},  // v_cmp_gt_f32_e32 vcc_lo, 0xf800000, v0
    {0x02000300},  // v_cndmask_b32_e32 v0, v0, v1, vcc_lo
    {0x7e026700},  // v_sqrt_f32_e32 v1, v0
    {0x4a0402c1},  // v_add_nc_u32_e32 v2, -1, v1
    {0x4a060281},  // v_add_nc_u32_e32 v3, 1, v1
    {0xd6130004, 0x24020302},  // v_fma_f32 v4, -v2, v1, v0
    {0xd6130005, 0x24020303},  // v_fma_f32 v5, -v3, v1, v0
    {0xd4160000, 0x00020880},  // v_cmp_ge_f32_e64 s0, 0, v4
    {0xd5010001, 0x00020501},  // v_cndmask_b32_e64 v1, v1, v2, s0
    {0xd4110000, 0x00020a80},  // v_cmp_lt_f32_e64 s0, 0, v5
    {0xd5010001, 0x00020701},  // v_cndmask_b32_e64 v1, v1, v3, s0
    {0x100402ff, 0x37800000},  // v_mul_f32_e32 v2, 0x37800000, v1
    {0x02020501},  // v_cndmask_b32_e32 v1, v1, v2, vcc_lo
    {0xd47e006a, 0x0001ff00, 0x00000260},  // v_cmp_class_f32_e64 vcc_lo, v0, 0x260
    {0x02000101},  // v_cndmask_b32_e32 v0, v1, v0, vcc_lo
};
const Program root_f64{
    {0x7c4800ff, 0x10000000},  // v_cmp_gt_f64_e32 vcc_lo, 0x10000000, v[0:1]
    {0xd5010002, 0x01a90280},  // v_cndmask_b32_e64 v2, 0, 1, vcc_lo
    {0x30040488},  // v_lshlrev_b32_e32 v2, 8, v2
    {0xd72b0000, 0x00020500},  // v_ldexp_f64 v[0:1], v[0:1], v2
    {0x7e046300},  // v_rsq_f64_e32 v[2:3], v[0:1]
    {0xd7280004, 0x00020500},  // v_mul_f64 v[4:5], v[0:1], v[2:3]
    {0xd7280002, 0x0001e102},  // v_mul_f64 v[2:3], v[2:3], 0.5
    {0xd6140006, 0x23c20902},  // v_fma_f64 v[6:7], -v[2:3], v[4:5], 0.5
    {0xd6140004, 0x04120d04},  // v_fma_f64 v[4:5], v[4:5], v[6:7], v[4:5]
    {0xd6140002, 0x040a0d02},  // v_fma_f64 v[2:3], v[2:3], v[6:7], v[2:3]
    {0xd6140006, 0x24020904},  // v_fma_f64 v[6:7], -v[4:5], v[4:5], v[0:1]
    {0xd6140004, 0x04120506},  // v_fma_f64 v[4:5], v[6:7], v[2:3], v[4:5]
    {0xd6140006, 0x24020904},  // v_fma_f64 v[6:7], -v[4:5], v[4:5], v[0:1]
    {0xd6140002, 0x04120506},  // v_fma_f64 v[2:3], v[6:7], v[2:3], v[4:5]
    {0xd5010004, 0x01a9fe80, 0xffffff80},  // v_cndmask_b32_e64 v4, 0, 0xffffff80, vcc_lo
    {0xd47f006a, 0x0001ff00, 0x00000260},  // v_cmp_class_f64_e64 vcc_lo, v[0:1], 0x260
    {0xd72b0002, 0x00020902},  // v_ldexp_f64 v[2:3], v[2:3], v4
    {0xca520303, 0x01000102},  // v_dual_cndmask_b32 v1, v3, v1 :: v_dual_cndmask_b32 v0, v2, v0
};
const Program divide_u32{
    {0x7e040d01},  // v_cvt_f32_u32_e32 v2, v1
    {0x4c060280},  // v_sub_nc_u32_e32 v3, 0, v1
    {0x7e045702},  // v_rcp_iflag_f32_e32 v2, v2
    {0x100404ff, 0x4f7ffffe},  // v_mul_f32_e32 v2, 0x4f7ffffe, v2
    {0x7e040f02},  // v_cvt_u32_f32_e32 v2, v2
    {0xd72c0003, 0x00020503},  // v_mul_lo_u32 v3, v3, v2
    {0xd72d0003, 0x00020702},  // v_mul_hi_u32 v3, v2, v3
    {0x4a040702},  // v_add_nc_u32_e32 v2, v2, v3
    {0xd72d0002, 0x00020500},  // v_mul_hi_u32 v2, v0, v2
    {0xd72c0003, 0x00020302},  // v_mul_lo_u32 v3, v2, v1
    {0x4c000700},  // v_sub_nc_u32_e32 v0, v0, v3
    {0x4c080300},  // v_sub_nc_u32_e32 v4, v0, v1
    {0x7c9c0300},  // v_cmp_ge_u32_e32 vcc_lo, v0, v1
    {0xca600900, 0x00020481},  // v_dual_cndmask_b32 v0, v0, v4 :: v_dual_add_nc_u32 v3, 1, v2
    {0x02040702},  // v_cndmask_b32_e32 v2, v2, v3, vcc_lo
    {0x7c9c0300},  // v_cmp_ge_u32_e32 vcc_lo, v0, v1
    {0x4a060481},  // v_add_nc_u32_e32 v3, 1, v2
    {0x02000702},  // v_cndmask_b32_e32 v0, v2, v3, vcc_lo
};
// clang-format on

// Runs a program on operands in v0, v1 (64-bit: v[0:1], v[2:3]), 32 at a time.
class Machine {
 public:
  explicit Machine(const Program& program) {
    for (const auto& words : program) {
      predecode(decoder(Generation::gfx11).decode(words), 0x1000, WaveSize::wave32, tables(level()), block_);
    }
    block_.records.emplace_back();
    wave_ = std::make_unique<Wave>();
    std::memset(wave_->s, 0, sizeof wave_->s);
    wave_->v = wave_->banks[0].data();
    wave_->mode = 0x3f0;
    wave_->s[sreg::exec] = ~0u;
  }
  u32& v(u32 n, u32 lane) { return wave_->v[n][lane]; }
  void run() {
    const Record* last = &block_.records.back();
    for (const Record* i = block_.records.data(); i != last;) i = i->run(*wave_, i);
  }

 private:
  Block block_;
  std::unique_ptr<Wave> wave_;
};

template <class Bits, class Float>
Bits special(std::mt19937_64& random) {
  constexpr u32 width = sizeof(Bits) * 8, mantissa = width == 64 ? 52 : 23;
  const Bits any = static_cast<Bits>(random());
  const Bits one = std::bit_cast<Bits>(Float{1});
  switch (random() % 8) {
    case 0:  // zeros, denormals
      return any & static_cast<Bits>(~(((Bits{1} << (width - 1 - mantissa)) - 1) << mantissa));
    case 1:  // the ends of the range
      return (any & (Bits{1} << (width - 1))) | (std::numeric_limits<Bits>::max() >> 1 << mantissa >> 1) | (any % 16);
    case 2:
      return std::bit_cast<Bits>(static_cast<Float>(static_cast<i32>(random() % 19) - 9));
    case 3:  // infinities and NaNs
      return any | static_cast<Bits>(((Bits{1} << (width - 1 - mantissa)) - 1) << mantissa);
    case 4:
      return one + (any & ((Bits{1} << mantissa) - 1));
    default:
      return any;
  }
}

constexpr u32 batches = 3000;

// Results of `program` against `expected(a, b)`, on a hundred thousand pairs.
template <class Bits, class Float, class F>
void expect_ieee(const Program& program, F expected) {
  Machine machine(program);
  std::mt19937_64 random(1);
  u32 wrong = 0;
  for (u32 batch = 0; batch < batches && wrong < 5; ++batch) {
    Bits a[lanes], b[lanes];
    for (u32 l = 0; l < lanes; ++l) {
      a[l] = special<Bits, Float>(random), b[l] = special<Bits, Float>(random);
      machine.v(0, l) = static_cast<u32>(a[l]);
      if constexpr (sizeof(Bits) == 8) {
        machine.v(1, l) = high32(a[l]), machine.v(2, l) = low32(b[l]), machine.v(3, l) = high32(b[l]);
      } else {
        machine.v(1, l) = b[l];
      }
    }
    machine.run();
    for (u32 l = 0; l < lanes; ++l) {
      Bits found = machine.v(0, l);
      if constexpr (sizeof(Bits) == 8) found = join64(machine.v(0, l), machine.v(1, l));
      const Float want = expected(std::bit_cast<Float>(a[l]), std::bit_cast<Float>(b[l]));
      const bool same = std::isnan(want) ? std::isnan(std::bit_cast<Float>(found)) : found == std::bit_cast<Bits>(want);
      wrong += !same;
      EXPECT_TRUE(same) << fmt::format("of {:x} and {:x}: {:x} instead of {:x}", a[l], b[l], found,
                                       std::bit_cast<Bits>(want));
    }
  }
}

TEST(RdnaArithmetic, LlvmDivisionOfF32IsCorrectlyRounded) {
  expect_ieee<u32, float>(divide_f32, [](float a, float b) { return a / b; });
}
TEST(RdnaArithmetic, LlvmDivisionOfF64IsCorrectlyRounded) {
  expect_ieee<u64, double>(divide_f64, [](double a, double b) { return a / b; });
}
TEST(RdnaArithmetic, LlvmSquareRootOfF32IsCorrectlyRounded) {
  expect_ieee<u32, float>(root_f32, [](float a, float) { return std::sqrt(a); });
}
TEST(RdnaArithmetic, LlvmSquareRootOfF64IsCorrectlyRounded) {
  expect_ieee<u64, double>(root_f64, [](double a, double) { return std::sqrt(a); });
}
TEST(RdnaArithmetic, LlvmDivisionOfU32IsExact) {
  Machine machine(divide_u32);
  std::mt19937_64 random(2);
  for (u32 batch = 0; batch < batches; ++batch) {
    u32 a[lanes], b[lanes];
    for (u32 l = 0; l < lanes; ++l) {
      a[l] = static_cast<u32>(random() >> random() % 32),
      b[l] = std::max(1u, static_cast<u32>(random() >> random() % 33));
      machine.v(0, l) = a[l], machine.v(1, l) = b[l];
    }
    machine.run();
    for (u32 l = 0; l < lanes; ++l) ASSERT_EQ(machine.v(0, l), a[l] / b[l]) << a[l] << " by " << b[l];
  }
}
// f32 holds a quotient of f16 closely enough that rounding it again is right (LLVM relies on it).
TEST(RdnaArithmetic, LlvmDivisionOfF16IsCorrectlyRounded) {
  Machine machine(divide_f16);
  std::mt19937_64 random(3);
  const auto value = [](u32 h) {  // of a finite f16
    const u32 e = h >> 10 & 31, f = h & 1023;
    const double m = e ? std::ldexp(1024.0 + f, static_cast<int>(e) - 25) : std::ldexp(f, -24);
    return h & 0x8000 ? -m : m;
  };
  for (u32 batch = 0; batch < batches; ++batch) {
    u32 a[lanes], b[lanes];
    for (u32 l = 0; l < lanes; ++l) {
      a[l] = static_cast<u32>(random() & 0xffff), b[l] = static_cast<u32>(random() & 0xffff);
      machine.v(0, l) = a[l], machine.v(1, l) = b[l];
    }
    machine.run();
    for (u32 l = 0; l < lanes; ++l) {
      if ((a[l] & 0x7c00) == 0x7c00 || (b[l] & 0x7c00) == 0x7c00 || (b[l] & 0x7fff) == 0) continue;
      // Half a unit in the last place of the result, or of the smallest normal.
      const double exact = value(a[l]) / value(b[l]);
      const u32 found = machine.v(0, l);
      if (std::abs(exact) >= 65520) {
        ASSERT_EQ(found & 0x7fff, 0x7c00u);
        continue;
      }
      const double unit = std::ldexp(1.0, std::max(std::ilogb(exact == 0 ? 1e-30 : exact), -14) - 10);
      ASSERT_LE(std::abs(value(found) - exact), unit / 2) << std::hex << a[l] << " by " << b[l] << " gives " << found;
    }
  }
}

// The transcendental instructions against long double: 1 ulp is what the ISA document promises; ours round the exact
// value in all but a few cases.
using Exact = long double (*)(long double);
void expect_one_ulp(u32 opcode, float low, float high, Exact exact) {
  Machine machine(Program{{0x7e000000 | opcode << 9 | 0x100}});  // v_..._f32 v0, v0
  std::mt19937_64 random(opcode);
  std::uniform_real_distribution<float> operands(low, high);
  u32 not_nearest = 0;
  for (u32 batch = 0; batch < batches; ++batch) {
    float x[lanes];
    for (u32 l = 0; l < lanes; ++l) x[l] = operands(random), machine.v(0, l) = std::bit_cast<u32>(x[l]);
    machine.run();
    for (u32 l = 0; l < lanes; ++l) {
      const long double want = exact(x[l]);
      const float found = std::bit_cast<float>(machine.v(0, l)), nearest = static_cast<float>(want);
      if (std::abs(nearest) < std::numeric_limits<float>::min()) continue;
      not_nearest += found != nearest;
      ASSERT_LE(std::abs(static_cast<i32>(machine.v(0, l) - std::bit_cast<u32>(nearest))), 1)
          << fmt::format("of {}: {} instead of {}", x[l], found, nearest);
    }
  }
  EXPECT_LE(not_nearest, batches * lanes / 10000) << "results that are not the nearest";
}

constexpr long double turn = 6.283185307179586476925286766559L;
TEST(RdnaArithmetic, ExpIsWithinOneUlp) { expect_one_ulp(0x25, -125, 127, std::exp2); }
TEST(RdnaArithmetic, LogIsWithinOneUlp) {
  expect_one_ulp(0x27, 1e-30f, 1e30f, std::log2);
  expect_one_ulp(0x27, 0.5f, 2, std::log2);
}
TEST(RdnaArithmetic, ReciprocalIsWithinOneUlp) {
  expect_one_ulp(0x2a, -100, 100, [](long double x) { return 1 / x; });
}
TEST(RdnaArithmetic, ReciprocalRootIsWithinOneUlp) {
  expect_one_ulp(0x2e, 1e-20f, 100, [](long double x) { return 1 / std::sqrt(x); });
}
TEST(RdnaArithmetic, RootIsWithinOneUlp) { expect_one_ulp(0x33, 0, 100, std::sqrt); }
TEST(RdnaArithmetic, SineIsWithinOneUlp) {
  expect_one_ulp(0x35, -1, 1, [](long double x) { return std::sin(turn * x); });
}
TEST(RdnaArithmetic, CosineIsWithinOneUlp) {
  expect_one_ulp(0x36, -1, 1, [](long double x) { return std::cos(turn * x); });
}
TEST(RdnaArithmetic, PowersOfTwoAreExact) {
  Machine exp(Program{{0x7e000000 | 0x25 << 9 | 0x100}}), log(Program{{0x7e000000 | 0x27 << 9 | 0x100}}),
      rcp(Program{{0x7e000000 | 0x2a << 9 | 0x100}});
  for (i32 e = -126; e <= 127; ++e) {
    const u32 power = static_cast<u32>(e + 127) << 23;
    exp.v(0, 0) = std::bit_cast<u32>(static_cast<float>(e));
    log.v(0, 0) = rcp.v(0, 0) = power;
    exp.run(), log.run(), rcp.run();
    EXPECT_EQ(exp.v(0, 0), power);
    EXPECT_EQ(log.v(0, 0), std::bit_cast<u32>(static_cast<float>(e)));
    EXPECT_EQ(rcp.v(0, 0), static_cast<u32>(127 - e) << 23);  // 2^-127 is flushed
  }
}

}  // namespace
}  // namespace egpulab::simulator::isa::rdna
