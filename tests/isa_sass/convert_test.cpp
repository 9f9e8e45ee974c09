// Conversions: what each word of semantics/convert.tsv computes is what PTX's cvt says.
#include <cmath>

#include "tests/isa_sass/float_scene.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

const Format* format_named(const std::string& dot) {
  return dot == "F16"    ? &binary16
         : dot == "F32"  ? &binary32
         : dot == "F64"  ? &binary64
         : dot == "BF16" ? &bfloat16
                         : nullptr;
}
u64 canonical_of(const Format& f) { return f.bits == 32 ? 0x7fffffff : f.bits == 16 ? 0x7fff : 0xfff8000000000000; }
// Source `n` as bits of a format: a half may be the upper one.
u64 float_source(const FloatScene& s, std::size_t n, u32 l, const Format& f) {
  const FloatOperand& o = s.operands[n];
  u64 x = f.bits == 64 ? s.raw64(n, l) : s.raw(n, l);
  if (f.bits == 16) x = o.part == "H1" ? x >> 16 & 0xffff : x & 0xffff;
  if (o.absolute) x &= f.sign() - 1;
  if (o.minus) x ^= f.sign();
  return s.has("FTZ") && f.bits != 64 ? f.flush(x) : x;
}
long double integral_part(const FloatScene& s, long double x) {
  switch (s.direction()) {
    case Direction::down:
      return std::floor(x);
    case Direction::up:
      return std::ceil(x);
    case Direction::zero:
      return std::trunc(x);
    default:
      return std::nearbyint(x);
  }
}
u64 saturated_to(quad x, int bits, bool is_signed) {
  const quad power = static_cast<quad>(u64{1} << (bits - 1)), high = is_signed ? power - 1 : power * 2 - 1,
             low = is_signed ? -power : quad(0);
  const quad r = x < low ? low : x > high ? high : x;
  return r < 0 ? static_cast<u64>(static_cast<i64>(r)) : static_cast<u64>(r);
}
struct IntegerType {
  int bits;
  bool is_signed;
};
IntegerType integer_type(const FloatScene& s) {
  for (const std::string& d : s.dots)
    if ((d[0] == 'U' || d[0] == 'S') && d.size() <= 3 && std::isdigit(d[1]))
      return {std::stoi(d.substr(1)), d[0] == 'S'};
  return {32, true};
}

void check_f2f(FloatScene& s) {
  const Format* f[2] = {};
  for (const std::string& d : s.dots)
    if (const Format* found = format_named(d)) (f[0] ? f[1] : f[0]) = found;
  const Format &to = *f[0], &from = *f[1];
  s.expect(to.bits == 64 ? 2 : 1, [&](u32 l) -> u64 {
    const u64 x = float_source(s, 1, l, from);
    if (from.nan(x)) {
      if (to.bits != 64) return canonical_of(to);
      return (x & from.sign()) << (64 - from.bits) | (x & (from.sign() - 1)) << (52 - from.mantissa) |
             u64{0x7ff8} << 48;
    }
    if ((x & (from.sign() - 1)) == 0) return x ? to.sign() : 0;
    const u64 r = round_exact({from.value(x), 0}, to, s.direction());
    return s.has("FTZ") && to.bits == 32 ? to.flush(r) : r;
  });
}
void check_f2i(FloatScene& s) {
  const IntegerType to = integer_type(s);
  const Format& from = s.has("F16") ? binary16 : s.has("F64") ? binary64 : binary32;
  s.expect(to.bits == 64 ? 2 : 1, [&](u32 l) -> u64 {
    const u64 x = float_source(s, 1, l, from);
    if (from.nan(x)) return s.has("NTZ") ? 0 : u64{1} << (to.bits - 1);
    const u64 r = saturated_to(integral_part(s, static_cast<long double>(from.value(x))), to.bits, to.is_signed);
    return to.bits == 64 ? r : low32(r);
  });
}
void check_i2f(FloatScene& s) {
  const IntegerType from = integer_type(s);
  const Format& to = s.has("F16") ? binary16 : s.has("F64") ? binary64 : binary32;
  s.expect(to.bits == 64 ? 2 : 1, [&](u32 l) -> u64 {
    const FloatOperand& o = s.operands[1];
    u64 x = s.raw(1, l);
    if (from.bits == 64) x = s.raw64(1, l);
    if (o.part.size() == 2) x >>= static_cast<u32>(o.part[1] - '0') * static_cast<u32>(from.bits);
    const int up = 64 - from.bits;
    const quad v =
        from.is_signed ? static_cast<quad>(static_cast<i64>(x << up) >> up) : static_cast<quad>(x << up >> up);
    return v == 0 ? 0 : round_exact({v, 0}, to, s.direction());
  });
}
void check_frnd(FloatScene& s) {
  const Format& f = s.has("F16") ? binary16 : s.has("F64") ? binary64 : binary32;
  s.expect(f.bits == 64 ? 2 : 1, [&](u32 l) -> u64 {
    const u64 x = float_source(s, 1, l, f);
    if (f.nan(x)) return f.bits == 64 ? x | u64{1} << 51 : canonical_of(f);
    const long double r = integral_part(s, static_cast<long double>(f.value(x)));
    return r == 0 ? x & f.sign() : round_exact({static_cast<quad>(r), 0}, f, Direction::nearest);
  });
}
u64 packed_half(const FloatScene& s, std::size_t n, u32 l) {
  const Format& to = s.has("BF16") ? bfloat16 : binary16;
  const u64 x = s.f32(n, l);
  if (binary32.nan(x)) return 0x7fff;
  if ((x & 0x7fffffff) == 0) return s.has("RELU") ? 0 : x >> 16;
  const u64 r = round_exact({binary32.value(x), 0}, to, s.direction());
  return s.has("RELU") && r >> 15 ? 0 : r;
}
u64 half_of_e4m3(u64 byte) {
  const u64 sign = (byte & 0x80) << 8, magnitude = byte & 0x7f;
  if (magnitude == 0x7f) return 0x7fff;
  quad v = static_cast<quad>(magnitude & 7) / 8 + (magnitude >> 3 ? 1 : 0);
  for (int e = magnitude >> 3 ? static_cast<int>(magnitude >> 3) - 7 : -6; e; e += e < 0 ? 1 : -1)
    v = e < 0 ? v / 2 : v * 2;
  return sign | (v == 0 ? 0 : round_exact({v, 0}, binary16, Direction::nearest));
}
void check_f2fp(FloatScene& s) {
  if (s.has("UNPACK_B"))
    return s.expect(1, [&](u32 l) {
      const u32 x = s.raw(1, l), bytes = s.operands[1].part == "H1" ? x >> 16 : x & 0xffff;
      return half_of_e4m3(bytes & 0xff) | half_of_e4m3(bytes >> 8) << 16;
    });
  if (s.has("MERGE_C"))
    return s.expect(1, [&](u32 l) { return packed_half(s, 1, l) | u64{s.raw(2, l) & 0xffff} << 16; });
  s.expect(1, [&](u32 l) { return packed_half(s, 1, l) << 16 | packed_half(s, 2, l); });
}

void check_convert(FloatScene& s) {
  if (s.name == "F2F") return check_f2f(s);
  if (s.name == "F2I") return check_f2i(s);
  if (s.name == "I2F" || s.name == "I2FP") return check_i2f(s);
  if (s.name == "FRND") return check_frnd(s);
  if (s.name == "F2FP") return check_f2fp(s);
  const IntegerType to = integer_type(s);
  const u64 mask = (u64{1} << to.bits) - 1;
  const auto narrow = [&](std::size_t n, u32 l) {
    return saturated_to(static_cast<quad>(static_cast<i32>(s.raw(n, l))), to.bits, to.is_signed) & mask;
  };
  if (s.name == "I2I") return s.expect(1, [&](u32 l) { return narrow(1, l); });
  const auto float_byte = [&](std::size_t n, u32 l) -> u64 {
    const u64 x = s.f32(n, l);
    if (binary32.nan(x)) return 0;
    const quad v = std::nearbyint(static_cast<long double>(binary32.value(x)));
    return saturated_to(s.has("RELU") && v < 0 ? 0 : v, 8, to.is_signed) & mask;
  };
  ASSERT_TRUE(s.name == "I2IP" || s.name == "F2IP") << "no expectation for " << s.line.text;
  s.expect(1, [&](u32 l) {
    const u64 low = s.name == "I2IP" ? narrow(2, l) : float_byte(2, l),
              high = s.name == "I2IP" ? narrow(1, l) : float_byte(1, l);
    return (low | high << to.bits | u64{s.raw(3, l)} << 2 * to.bits) & 0xffffffff;
  });
}

TEST(SassConvert, EachWordComputesWhatItsTextSays) { for_each_float_row("convert", check_convert); }

// The conversions of sm_89 and later, word and PTX instruction as ptxas 13.0 pairs them.
TEST(SassConvert, EightBitFloatsRoundToTheNearestAndSaturate) {
  const Word e4m3 = word(0x004fca00048070ff, 0x000000050005723e);  // cvt.rn.satfinite.e4m3x2.f32 R5, R0, R5
  OneWarp one(90);
  std::mt19937 random(3);
  for (u32 round = 0; round < 200; ++round) {
    u32 a[lanes];
    for (u32 l = 0; l < lanes; ++l)
      one.r(0)[l] = a[l] = (static_cast<u32>(random()) & 0x80ffffff) | (112 + static_cast<u32>(random() % 26)) << 23,
      one.r(5)[l] = 0x3f800000;
    ASSERT_EQ(one.run(e4m3), Stop::none);
    for (u32 l = 0; l < lanes; ++l) {
      const quad x = binary32.value(a[l]), magnitude = x < 0 ? -x : x;
      const u32 byte = one.r(5)[l] >> 8 & 0xff;
      ASSERT_EQ(one.r(5)[l] & 0xff, 0x38u);
      ASSERT_EQ(byte >> 7, a[l] >> 31);
      const quad got = binary16.value(half_of_e4m3(byte & 0x7f));
      const quad below = byte & 0x7f ? binary16.value(half_of_e4m3((byte & 0x7f) - 1)) : -got;
      const quad above = (byte & 0x7f) == 0x7e ? quad(1e30) : binary16.value(half_of_e4m3((byte & 0x7f) + 1));
      ASSERT_TRUE(magnitude * 2 >= got + below && magnitude * 2 <= got + above) << std::hex << a[l] << " gave " << byte;
      if (magnitude * 2 == got + below || magnitude * 2 == got + above) {
        ASSERT_EQ(byte & 1, 0u) << std::hex << a[l];
      }
    }
  }
}
TEST(SassConvert, NaNAndInfinityBecomeNaNAndTheLargestNumberOfEightBits) {
  OneWarp one(90);
  one.set(0, 0x7f800000), one.set(5, 0xffc00000);
  ASSERT_EQ(one.run(word(0x004fca00048070ff, 0x000000050005723e)), Stop::none);
  EXPECT_EQ(one.r(5)[0], 0x7e7fu);
  one.set(0, 0xc0000000), one.set(5, 0x7f800000);  // cvt.rn.satfinite.relu.e5m2x2.f32
  ASSERT_EQ(one.run(word(0x004fca00048068ff, 0x000000050005723e)), Stop::none);
  EXPECT_EQ(one.r(5)[0], 0x007bu);
}
TEST(SassConvert, Tf32KeepsNineteenBits) {
  OneWarp one(90);
  const u32 floats[] = {0x3f801000, 0x3f803000, 0x3f801001, 0xbf800fff, 0xffc01234, 0x7f7fffff, 0xc0490fdb};
  for (u32 n = 0; n < std::size(floats); ++n) one.r(5)[n] = floats[n];
  ASSERT_EQ(one.run(word(0x004fca00024058ff, 0x00000005ff05723e)), Stop::none);  // cvt.rn.relu.tf32.f32 R5, R5
  const u32 rounded[] = {0x3f800000, 0x3f804000, 0x3f802000, 0, 0x7fffffff, 0x7f800000, 0};
  for (u32 n = 0; n < std::size(floats); ++n) EXPECT_EQ(one.r(5)[n], rounded[n]) << n;
}
TEST(SassConvert, IntegersOfFourAndTwoBitsArePackedBelowTheThirdSource) {
  OneWarp one;
  one.set(0, 9), one.set(5, static_cast<u32>(-3)), one.set(4, 0x01234567);
  ASSERT_EQ(one.run(word(0x004fca0000007204, 0x0000000500057239)), Stop::none);  // cvt.pack.sat.s4.s32.b32
  EXPECT_EQ(one.r(5)[0], 0x2345677du);
  one.set(5, static_cast<u32>(-3));
  ASSERT_EQ(one.run(word(0x004fca0000004304, 0x0000000500057239)), Stop::none);  // cvt.pack.sat.u2.s32.b32
  EXPECT_EQ(one.r(5)[0], 0x1234567cu);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass
