// Packed f16 and bf16: what each word of semantics/half.tsv computes is what IEEE 754 and PTX's modifiers say.
#include "tests/isa_sass/float_scene.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

const Format& format_of(const FloatScene& s) { return s.has("BF16_V2") ? bfloat16 : binary16; }

// One element of a source: its half as the swizzle says, or all of it as f32.
quad element(const FloatScene& s, std::size_t n, u32 l, u32 which, bool& nan, u64& sign) {
  const FloatOperand& o = s.operands[n];
  const u32 x = s.raw(n, l);
  const bool single = o.part == "F32";
  const Format& f = single ? binary32 : format_of(s);
  u64 bits = single ? x : o.part == "H0_H0" ? x & 0xffff : o.part == "H1_H1" ? x >> 16 : which ? x >> 16 : x & 0xffff;
  sign = bits & f.sign();
  if (o.absolute) bits &= f.sign() - 1;
  if (o.minus) bits ^= f.sign();
  if (s.has("FTZ")) bits = f.flush(bits);
  nan |= f.nan(bits);
  const quad v = f.value(bits);
  return v == 0 && bits & f.sign() ? -quad(0) : v;
}
bool minus(quad x) {
  wide_integer bits;
  std::memcpy(&bits, &x, 16);
  return bits >> 127 != 0;
}
u64 computed(const FloatScene& s, u32 l, u32 which, const Format& to) {
  bool nan = false;
  u64 sign;
  quad p = element(s, 1, l, which, nan, sign), q = 0;
  bool has_sum = s.name != "HMUL2";
  if (s.name != "HADD2") p *= element(s, 2, l, which, nan, sign);
  if (has_sum) q = element(s, s.name == "HADD2" ? 2 : 3, l, which, nan, sign);
  const u64 none = s.has("SAT") ? 0 : to.bits == 32 ? 0x7fffffff : 0x7fff;
  const quad sum = has_sum ? p + q : p;
  if (nan || sum != sum) return none;
  u64 r;
  if (sum == 0)
    r = (has_sum ? minus(p) && minus(q) : minus(p)) ? to.sign() : 0;
  else
    r = round_exact(has_sum && sum - sum == 0 ? exact_sum(p, q) : Exact{sum, 0}, to, Direction::nearest);
  if (s.has("FTZ")) r = to.flush(r);
  const bool relu = s.has("RELU") && s.holds(4, l);
  if ((s.has("SAT") || relu) && r & to.sign()) r = 0;
  return s.has("SAT") && r > to.one() ? to.one() : r;
}
bool half_condition(const FloatScene& s, u32 l, u32 which, std::size_t first) {
  bool nan = false;
  u64 sign;
  const quad a = element(s, first, l, which, nan, sign), b = element(s, first + 1, l, which, nan, sign);
  std::string c = s.dots[0] == "BF" ? s.dots[1] : s.dots[0];
  if (c == "BF16_V2") c = s.dots[1];
  if (c == "NAN") return nan;
  if (nan) return c.size() == 3 && c[2] == 'U';
  const std::string o = c.substr(0, 2);
  return o == "LT" ? a < b : o == "LE" ? a <= b : o == "EQ" ? a == b : o == "NE" ? a != b : o == "GT" ? a > b : a >= b;
}
bool joined(const FloatScene& s, bool a, bool b) { return s.has("AND") ? a && b : s.has("OR") ? a || b : a != b; }

void check_half(FloatScene& s) {
  if (s.name == "HADD2" || s.name == "HMUL2" || s.name == "HFMA2")
    return s.expect(1, [&](u32 l) {
      if (s.has("F32")) return computed(s, l, 0, binary32);
      return computed(s, l, 0, format_of(s)) | computed(s, l, 1, format_of(s)) << 16;
    });
  if (s.name == "HMNMX2")
    return s.expect(1, [&](u32 l) {
      u64 r = 0;
      for (u32 which = 0; which < 2; ++which) {
        bool no_a = false, no_b = false;
        u64 sign_a, sign_b;
        const quad a = element(s, 1, l, which, no_a, sign_a), b = element(s, 2, l, which, no_b, sign_b);
        const bool a_less = a < b || (a == b && minus(a));
        const quad v = no_a ? b : no_b ? a : s.holds(3, l) == a_less ? a : b;
        const quad chosen = a == b && minus(a) == minus(b) ? a : v;
        const Format& f = format_of(s);
        u64 x = chosen == 0                                          ? (minus(chosen) ? f.sign() : 0)
                : (no_a && no_b) || (s.has("NAN") && (no_a || no_b)) ? 0
                                                                     : round_exact({chosen, 0}, f, Direction::nearest);
        if ((no_a && no_b) || (s.has("NAN") && (no_a || no_b)))
          x = 0x7fff;
        else if (s.has("XORSIGN"))
          x = (x & 0x7fff) | (sign_a ^ sign_b);
        r |= x << 16 * which;
      }
      return r;
    });
  if (s.name == "HSET2")
    return s.expect(1, [&](u32 l) {
      u64 r = 0;
      const u64 yes = s.has("BF") ? (s.has("BF16_V2") ? 0x3f80 : 0x3c00) : 0xffff;
      for (u32 which = 0; which < 2; ++which)
        if (joined(s, half_condition(s, l, which, 1), s.holds(3, l))) r |= yes << 16 * which;
      return r;
    });
  if (s.name == "HSETP2")
    return s.expect_predicates(
        [&](u32 l, u32 which) { return joined(s, half_condition(s, l, which, 2), s.holds(4, l)); });
  FAIL() << "no expectation for " << s.line.text;
}

TEST(SassHalf, EachWordComputesWhatItsTextSays) { for_each_float_row("half", check_half); }

}  // namespace
}  // namespace egpulab::simulator::isa::sass
