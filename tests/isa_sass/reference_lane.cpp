// Instructions across lanes and special registers in plain C++ (PTX ISA 9.7.9 and 10).
#include <algorithm>

#include "tests/isa_sass/reference.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

using Kind = TextOperand::Kind;

// The pseudo code of PTX ISA, shfl.sync. `c` has the segment mask in bits 12-8, the clamp in 4-0.
void shfl(Reference& t) {
  const std::string mode = t.text.dots.at(0);
  t.each_lane([&](u32 l) {
    const int lane = static_cast<int>(l), b = static_cast<int>(t.raw(t.op(3), l) & 31);
    const int c = static_cast<int>(t.raw(t.op(4), l)), clamp = c & 31, segment = c >> 8 & 31;
    const int max_lane = (lane & segment) | (clamp & ~segment), min_lane = lane & segment;
    int from = 0;
    bool inside = false;
    if (mode == "UP") from = lane - b, inside = from >= max_lane;
    if (mode == "DOWN") from = lane + b, inside = from <= max_lane;
    if (mode == "BFLY") from = lane ^ b, inside = from <= max_lane;
    if (mode == "IDX") from = min_lane | (b & ~segment), inside = from <= max_lane;
    if (!inside) from = lane;
    t.set(t.op(1), l, t.raw(t.op(2), static_cast<u32>(from)));
    t.set_predicate(t.op(0), l, inside);
  });
}
// VOTE.<how> [d,] P, p
void vote(Reference& t) {
  const std::size_t d = t.op(0).is_predicate() ? 0 : 1;
  const bool uniform = t.op(d).kind == Kind::uniform_predicate;
  u32 ballot = 0;
  const u32 exec = t.exec();
  for (u32 l = 0; l < 32; ++l) ballot |= (exec >> l & 1 && t.holds(t.op(d + 1), l) ? 1u : 0) << l;
  const bool result = t.text.has("ALL") ? ballot == exec : t.text.has("ANY") ? ballot != 0 : ballot == exec || !ballot;
  for (u32 l = 0; l < 32; ++l) {
    if (!(exec >> l & 1)) continue;
    if (d) t.set(t.op(0), l, ballot);
    t.set_predicate(t.op(d), uniform ? 0 : l, result);
  }
}
void match(Reference& t) {
  const std::size_t d = t.op(0).is_predicate() ? 1 : 0;
  const u32 exec = t.exec();
  t.each_lane([&](u32 l) {
    u32 same = 0;
    for (u32 k = 0; k < 32; ++k) {
      const bool equal = t.text.has("U64") ? t.raw64(t.op(d + 1), k) == t.raw64(t.op(d + 1), l)
                                           : t.raw(t.op(d + 1), k) == t.raw(t.op(d + 1), l);
      if (exec >> k & 1 && equal) same |= 1u << k;
    }
    t.set(t.op(d), l, t.text.has("ANY") ? same : same == exec ? exec : 0);
    if (d) t.set_predicate(t.op(0), l, same == exec);
  });
}
// REDUX[.op][.S32] UR, a
void redux(Reference& t) {
  const bool sign = t.text.has("S32");
  bool first = true;
  u32 r = 0;
  t.each_lane([&](u32 l) {
    const u32 x = t.raw(t.op(1), l);
    const auto less = [&](u32 a, u32 b) { return sign ? static_cast<i32>(a) < static_cast<i32>(b) : a < b; };
    r = first               ? x
        : t.text.has("SUM") ? r + x
        : t.text.has("MIN") ? (less(x, r) ? x : r)
        : t.text.has("MAX") ? (less(x, r) ? r : x)
        : t.text.has("OR")  ? r | x
        : t.text.has("XOR") ? r ^ x
                            : r & x;
    first = false;
  });
  if (!first) t.set(t.op(0), 0, r);
}
// R2UR [P,] UR, a: the first lane's value, and which lanes have another.
void r2ur(Reference& t) {
  const std::size_t d = t.op(0).is_predicate() ? 1 : 0;
  bool first = true;
  u32 value = 0;
  t.each_lane([&](u32 l) {
    if (first) value = t.raw(t.op(d + 1), l);
    first = false;
  });
  if (first) return;
  t.set(t.op(d), 0, value);
  if (d) t.each_lane([&](u32 l) { t.set_predicate(t.op(0), l, t.raw(t.op(d + 1), l) != value); });
}

// S2R, CS2R (a pair, or .32), into rows or uniform registers. Which value is up to the test.
void special(Reference& t) {
  const bool pair = (t.text.name == "CS2R" || t.text.name == "CS2UR") && !t.text.has("32");
  const std::string& name = t.op(1).name;
  const bool to_uniform = t.op(0).kind == Kind::uniform;
  t.each_lane([&](u32 l) {
    if (to_uniform && l != static_cast<u32>(std::countr_zero(t.exec()))) return;
    const u32 value = t.special.at(name)(l);
    const auto upper = t.special.find(name + " upper");
    if (pair)
      t.set64(t.op(0), l, join64(value, upper == t.special.end() ? 0 : upper->second(l)));
    else
      t.set(t.op(0), l, value);
  });
}

}  // namespace

const std::map<std::string, ReferenceFunction>& lane_reference() {
  static const std::map<std::string, ReferenceFunction> all{
      {"SHFL", shfl}, {"VOTE", vote},   {"VOTEU", vote},   {"MATCH", match},  {"REDUX", redux},
      {"R2UR", r2ur}, {"S2R", special}, {"S2UR", special}, {"CS2R", special}, {"CS2UR", special}};
  return all;
}

}  // namespace egpulab::simulator::isa::sass
