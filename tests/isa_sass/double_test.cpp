// Double precision: what each word of semantics/double.tsv computes is what IEEE 754 says, NaN payloads kept.
#include "tests/isa_sass/float_scene.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u64 invalid = 0xfff8000000000000, quiet_bit = u64{1} << 51;

u64 multiply_add(const FloatScene& s, u64 a, u64 b, const u64* c) {
  for (const u64 x : {a, b, c ? *c : a})
    if (binary64.nan(x)) return x | quiet_bit;
  const quad p = binary64.value(a) * binary64.value(b);
  if (p != p) return invalid;
  const bool minus_p = (a ^ b) >> 63;
  if (!c) return p == 0 ? (minus_p ? binary64.sign() : 0) : round_exact({p, 0}, binary64, s.direction());
  const quad q = binary64.value(*c);
  if (p + q != p + q) return invalid;
  if (p + q == 0) {
    const bool minus_q = *c >> 63, minus = minus_p == minus_q ? minus_p : s.direction() == Direction::down;
    return minus ? binary64.sign() : 0;
  }
  return round_exact(p + q - (p + q) != 0 ? Exact{p + q, 0} : exact_sum(p, q), binary64, s.direction());
}
bool double_condition(const FloatScene& s, u64 a, u64 b) {
  const bool nan = binary64.nan(a) || binary64.nan(b);
  const std::string c = s.dots[0];
  if (c == "NUM") return !nan;
  if (c == "NAN") return nan;
  if (nan) return c.size() == 3 && c[2] == 'U';
  const quad x = binary64.value(a), y = binary64.value(b);
  const std::string o = c.substr(0, 2);
  return o == "LT" ? x < y : o == "LE" ? x <= y : o == "EQ" ? x == y : o == "NE" ? x != y : o == "GT" ? x > y : x >= y;
}

void check_double(FloatScene& s) {
  constexpr u64 one = 0x3ff0000000000000;
  if (s.name == "DADD")
    return s.expect(2, [&](u32 l) {
      const u64 a = s.f64(1, l), c = s.f64(2, l);
      return binary64.nan(a) ? a | quiet_bit : multiply_add(s, a, one, &c);
    });
  if (s.name == "DMUL") return s.expect(2, [&](u32 l) { return multiply_add(s, s.f64(1, l), s.f64(2, l), nullptr); });
  if (s.name == "DFMA")
    return s.expect(2, [&](u32 l) {
      const u64 c = s.f64(3, l);
      return multiply_add(s, s.f64(1, l), s.f64(2, l), &c);
    });
  ASSERT_EQ(s.name, "DSETP") << "no expectation for " << s.line.text;
  s.expect_predicates([&](u32 l, u32 which) {
    const u64 a = s.f64(2, l), b = s.f64(3, l);
    bool r;
    if (s.has("MIN") || s.has("MAX")) {
      // The first predicate chooses the first source, the second says that there is only NaN to choose.
      const bool no_a = binary64.nan(a), no_b = binary64.nan(b);
      const quad x = binary64.value(a), y = binary64.value(b);
      const bool less = x < y || (x == y && a >> 63 >= b >> 63), more = x > y || (x == y && a >> 63 <= b >> 63);
      r = which ? no_a && no_b : no_a ? false : no_b ? true : s.has("MIN") ? less : more;
    } else {
      r = double_condition(s, a, b) != (which == 1);
    }
    const bool acc = s.holds(4, l);
    return s.has("AND") ? r && acc : s.has("OR") ? r || acc : r != acc;
  });
}

TEST(SassDouble, EachWordComputesWhatItsTextSays) { for_each_float_row("double", check_double); }

}  // namespace
}  // namespace egpulab::simulator::isa::sass
