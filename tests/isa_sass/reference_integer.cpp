// Integer instructions in plain C++ (PTX ISA 9.7.1, 9.7.2 and 9.7.6; Mesa src/nouveau/compiler/nak/ir.rs for how
// carries and negations meet).
#include <algorithm>

#include "tests/isa_sass/reference.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

__extension__ using u128 = unsigned __int128;

i32 as_signed(u32 x) { return static_cast<i32>(x); }
bool is_signed(const Reference& t) { return !t.text.has("U32") && !t.text.has("U64"); }

// Where the sources begin: behind one register and the predicates that are written.
std::size_t first_source(const Reference& t) {
  std::size_t n = 1;
  while (t.op(n).is_predicate()) ++n;
  return n;
}
void set_results(Reference& t, u32 l, const std::vector<bool>& predicates) {
  for (std::size_t n = 0; n < predicates.size() && n + 1 < first_source(t); ++n)
    t.set_predicate(t.op(1 + n), l, predicates[n]);
}

// A negated source is its complement plus one, in as many bits as the sum has.
void iadd3(Reference& t) {
  const std::size_t s = first_source(t);
  t.each_lane([&](u32 l) {
    if (t.text.has("64")) {
      u128 sum = 0;
      for (std::size_t n = 0; n < 3; ++n) {
        const u64 x = t.raw64(t.op(s + n), l);
        sum += t.op(s + n).minus ? u128{~x} + 1 : u128{t.op(s + n).complement ? ~x : x};
      }
      if (t.text.has("X")) sum += t.holds(t.op(s + 3), l);
      t.set64(t.op(0), l, static_cast<u64>(sum));
      set_results(t, l, {sum >> 64 != 0});
      return;
    }
    u64 sum = 0;
    for (std::size_t n = 0; n < 3; ++n) {
      const u32 x = t.raw(t.op(s + n), l);
      sum += t.op(s + n).minus ? u64{~x} + 1 : u64{t.op(s + n).complement ? ~x : x};
    }
    if (t.text.has("X")) sum += u64{t.holds(t.op(s + 3), l)} + t.holds(t.op(s + 4), l);
    t.set(t.op(0), l, low32(sum));
    set_results(t, l, {sum >> 32 >= 1, sum >> 32 >= 2});
  });
}
void iadd_64(Reference& t) {
  const std::size_t s = first_source(t);
  t.each_lane([&](u32 l) {
    u128 sum = 0;
    for (std::size_t n = 0; n < 2; ++n) {
      const u64 x = t.raw64(t.op(s + n), l);
      sum += t.op(s + n).minus ? u128{~x} + 1 : u128{t.op(s + n).complement ? ~x : x};
    }
    if (t.text.has("X")) sum += t.holds(t.op(s + 2), l);
    t.set64(t.op(0), l, static_cast<u64>(sum));
    set_results(t, l, {sum >> 64 != 0});
  });
}
// A sum or difference in numbers of 8, 16 or 32 bits each.
u32 numberwise(u32 a, u32 b, u32 width, const std::function<u32(u32, u32)>& f) {
  u32 r = 0;
  const u32 mask = width == 32 ? ~0u : (1u << width) - 1;
  for (u32 at = 0; at < 32; at += width) r |= (f(a >> at & mask, b >> at & mask) & mask) << at;
  return r;
}
u32 number_width(const Reference& t) {
  return t.text.has("8x4") || t.text.has("U8x4") || t.text.has("S8x4")      ? 8
         : t.text.has("16x2") || t.text.has("U16x2") || t.text.has("S16x2") ? 16
                                                                            : 32;
}
void viadd(Reference& t) {
  if (t.text.has("SAT")) {
    t.each_lane([&](u32 l) {
      const i64 a = as_signed(t.raw(t.op(1), l)), b = as_signed(t.raw(t.op(2), l));
      const i64 sum = (t.op(1).minus ? -a : a) + (t.op(2).minus ? -b : b);
      t.set(t.op(0), l, static_cast<u32>(std::clamp<i64>(sum, -0x80000000ll, 0x7fffffff)));
    });
    return;
  }
  t.each_lane([&](u32 l) {
    const bool na = t.op(1).minus, nb = t.op(2).minus;
    t.set(t.op(0), l, numberwise(t.raw(t.op(1), l), t.raw(t.op(2), l), number_width(t), [&](u32 a, u32 b) {
            return (na ? 0 - a : a) + (nb ? 0 - b : b);
          }));
  });
}

void imad(Reference& t) {
  const std::size_t s = first_source(t);
  const bool wide = t.text.has("WIDE"), high = t.text.has("HI"), extended = t.text.has("X");
  t.each_lane([&](u32 l) {
    const u32 a = t.raw(t.op(s), l), b = t.raw(t.op(s + 1), l);
    const TextOperand& c = t.op(s + 2);
    const u64 carry = extended && t.holds(t.op(s + 3), l);
    if (wide || high) {
      u64 product = is_signed(t) ? static_cast<u64>(i64{as_signed(a)} * as_signed(b)) : u64{a} * b;
      if (t.op(s + 1).minus) product = 0 - product;
      const u64 addend = t.raw64(c, l);
      const u128 sum = u128{product} + (c.minus ? u128{~addend} + 1 : u128{c.complement ? ~addend : addend}) + carry;
      if (wide)
        t.set64(t.op(0), l, static_cast<u64>(sum));
      else
        t.set(t.op(0), l, high32(static_cast<u64>(sum)));
      set_results(t, l, {sum >> 64 != 0});
    } else {
      const u32 product = a * t.get(t.op(s + 1), l), addend = t.raw(c, l);
      const u64 sum = u64{product} + (c.minus ? u64{~addend} + 1 : u64{c.complement ? ~addend : addend}) + carry;
      t.set(t.op(0), l, low32(sum));
      set_results(t, l, {sum >> 32 != 0});
    }
  });
}
void idp(Reference& t) {
  const auto part = [](u32 x, u32 at, u32 width, bool extend) {
    const u32 v = x >> at & ((1u << width) - 1);
    return extend && v >> (width - 1) & 1 ? v - (1u << width) : v;
  };
  const std::string a_type = t.text.dots.at(t.text.dots.size() - 2), b_type = t.text.dots.back();
  const u32 first = t.text.has("HI") ? 2 : 0, count = t.text.has("2A") ? 2 : 4, width = t.text.has("2A") ? 16 : 8;
  t.each_lane([&](u32 l) {
    u32 sum = t.raw(t.op(3), l);
    for (u32 n = 0; n < count; ++n)
      sum += part(t.raw(t.op(1), l), width * n, width, a_type[0] == 'S') *
             part(t.raw(t.op(2), l), 8 * (first + n), 8, b_type[0] == 'S');
    t.set(t.op(0), l, sum);
  });
}

void iabs(Reference& t) {
  t.each_lane([&](u32 l) {
    const i64 x = as_signed(t.raw(t.op(1), l));
    t.set(t.op(0), l, static_cast<u32>(x < 0 ? -x : x));
  });
}
void vabsdiff(Reference& t) {
  t.each_lane([&](u32 l) {
    const u32 a = t.raw(t.op(1), l), b = t.raw(t.op(2), l);
    const i64 d = is_signed(t) ? i64{as_signed(a)} - as_signed(b) : i64{a} - i64{b};
    t.set(t.op(0), l, static_cast<u32>(d < 0 ? -d : d) + t.raw(t.op(3), l));
  });
}
void vabsdiff4(Reference& t) {
  t.each_lane([&](u32 l) {
    u32 sum = t.raw(t.op(3), l), bytes = 0;
    for (u32 at = 0; at < 32; at += 8) {
      const auto part = [&](u32 x) {
        return t.text.has("S8") ? i32{static_cast<i8>(x >> at)} : static_cast<i32>(x >> at & 0xff);
      };
      const u32 d = static_cast<u32>(std::abs(part(t.raw(t.op(1), l)) - part(t.raw(t.op(2), l))));
      sum += d, bytes |= d << at;
    }
    t.set(t.op(0), l, t.text.has("ACC") ? sum : bytes);
  });
}

// Numbers of any width, sign or zero extended so that they order as they should.
i64 number(const Reference& t, u32 x, u32 width) {
  const bool sign = t.text.has("S16x2") || t.text.has("S8x4") || (width == 32 && is_signed(t));
  return sign ? static_cast<i64>(u64{x} << (64 - width)) >> (64 - width) : i64{x};
}
void minimum_maximum(Reference& t) {
  const std::size_t s = first_source(t);
  const u32 width = number_width(t);
  t.each_lane([&](u32 l) {
    const bool lesser = t.holds(t.text.operands.back(), l);
    if (t.text.has("S64") || t.text.has("U64")) {
      const u64 a = t.raw64(t.op(s), l), b = t.raw64(t.op(s + 1), l);
      const bool less = t.text.has("S64") ? static_cast<i64>(a) < static_cast<i64>(b) : a < b;
      t.set64(t.op(0), l, less == lesser ? a : b);
      return;
    }
    std::vector<bool> first;
    const u32 r = numberwise(t.get(t.op(s), l), t.get(t.op(s + 1), l), width, [&](u32 a, u32 b) {
      const i64 x = number(t, a, width), y = number(t, b, width), z = lesser ? std::min(x, y) : std::max(x, y);
      first.push_back(x == z);
      return static_cast<u32>(t.text.has("RELU") ? std::max(z, i64{0}) : z);
    });
    t.set(t.op(0), l, r);
    set_results(t, l, first);
  });
}
void add_minimum_maximum(Reference& t) {
  const u32 width = number_width(t);
  t.each_lane([&](u32 l) {
    const bool lesser = t.holds(t.op(4), l);
    const u32 b = numberwise(0, t.raw(t.op(2), l), width, [&](u32, u32 x) { return t.op(2).minus ? 0 - x : x; });
    const u32 sum = numberwise(t.raw(t.op(1), l), b, width, [](u32 x, u32 y) { return x + y; });
    t.set(t.op(0), l, numberwise(sum, t.raw(t.op(3), l), width, [&](u32 x, u32 y) {
            const i64 p = number(t, x, width), q = number(t, y, width), z = lesser ? std::min(p, q) : std::max(p, q);
            return static_cast<u32>(t.text.has("RELU") ? std::max(z, i64{0}) : z);
          }));
  });
}
void minimum_maximum_3(Reference& t) {
  const u32 width = number_width(t);
  t.each_lane([&](u32 l) {
    const bool lesser = t.holds(t.op(4), l);
    const auto take = [&](u32 x, u32 y) {
      const i64 p = number(t, x, width), q = number(t, y, width);
      return static_cast<u32>(lesser ? std::min(p, q) : std::max(p, q));
    };
    const u32 two = numberwise(t.raw(t.op(1), l), t.raw(t.op(2), l), width, take);
    const u32 three = numberwise(two, t.raw(t.op(3), l), width, take);
    t.set(t.op(0), l, numberwise(three, 0, width, [&](u32 x, u32) {
            return t.text.has("RELU") && number(t, x, width) < 0 ? 0 : x;
          }));
  });
}

// ISETP.<condition>[.type].<and, or, xor>[.EX] P, P, a, b, P [, P of the lower halves]
void isetp(Reference& t) {
  const std::string condition = t.text.dots.at(0);
  t.each_lane([&](u32 l) {
    int order = 0;  // of a and b
    if (t.text.has("S64") || t.text.has("U64")) {
      const u64 a = t.raw64(t.op(2), l), b = t.raw64(t.op(3), l);
      const bool less = t.text.has("S64") ? static_cast<i64>(a) < static_cast<i64>(b) : a < b;
      order = a == b ? 0 : less ? -1 : 1;
    } else {
      const i64 a = number(t, t.raw(t.op(2), l), 32), b = number(t, t.raw(t.op(3), l), 32);
      order = a < b ? -1 : a > b ? 1 : 0;
    }
    // Upper halves that are equal leave it to the lower ones.
    const bool low = t.text.has("EX") && t.holds(t.op(5), l);
    const bool decided = !t.text.has("EX") || order != 0;
    const bool r = condition == "F"    ? false
                   : condition == "T"  ? true
                   : !decided          ? low
                   : condition == "LT" ? order < 0
                   : condition == "EQ" ? order == 0
                   : condition == "LE" ? order <= 0
                   : condition == "GT" ? order > 0
                   : condition == "NE" ? order != 0
                                       : order >= 0;
    const bool other = t.holds(t.op(4), l);
    const auto with = [&](bool x) {
      return t.text.has("AND") ? x && other : t.text.has("OR") ? x || other : x != other;
    };
    t.set_predicate(t.op(0), l, with(r));
    t.set_predicate(t.op(1), l, with(!r));
  });
}

// LEA d, [P], a, b, shift; LEA.HI d, [P], a, b, c, shift; LEA.HI.SX32 without c; with .X a carry at the end.
void lea(Reference& t) {
  const std::size_t s = first_source(t);
  const bool high = t.text.has("HI"), sign = t.text.has("SX32"), extended = t.text.has("X");
  const std::size_t shift_at = s + 2 + (high && !sign);
  const u32 shift = t.op(shift_at).value;
  t.each_lane([&](u32 l) {
    const u32 a = t.raw(t.op(s), l), b = t.raw(t.op(s + 1), l);
    const u32 top = sign ? static_cast<u32>(as_signed(a) >> 31) : high ? t.raw(t.op(s + 2), l) : 0;
    const u64 whole = join64(a, top) << shift;
    const u32 shifted = high ? high32(whole) : low32(whole);
    u64 sum = 0;
    for (const auto& [x, o] : {std::pair{shifted, t.op(s)}, std::pair{b, t.op(s + 1)}})
      sum += o.minus ? u64{~x} + 1 : u64{o.complement ? ~x : x};
    if (extended) sum += t.holds(t.op(shift_at + 1), l);
    t.set(t.op(0), l, low32(sum));
    set_results(t, l, {sum >> 32 != 0});
  });
}

void popc(Reference& t) {
  t.each_lane([&](u32 l) {
    u32 n = 0;
    for (u32 x = t.get(t.op(1), l); x; x >>= 1) n += x & 1;
    t.set(t.op(0), l, n);
  });
}
// PTX ISA, bfind.
void flo(Reference& t) {
  t.each_lane([&](u32 l) {
    u32 x = t.get(t.op(1), l), r = ~0u;
    if (is_signed(t) && x >> 31) x = ~x;
    for (u32 n = 0; n < 32; ++n)
      if (x >> n & 1) r = t.text.has("SH") ? 31 - n : n;
    t.set(t.op(0), l, r);
  });
}
void brev(Reference& t) {
  t.each_lane([&](u32 l) {
    u32 r = 0;
    for (u32 n = 0; n < 32; ++n) r |= (t.get(t.op(1), l) >> n & 1) << (31 - n);
    t.set(t.op(0), l, r);
  });
}

}  // namespace

const std::map<std::string, ReferenceFunction>& integer_reference() {
  static const std::map<std::string, ReferenceFunction> all{{"IADD3", iadd3},
                                                            {"IADD", iadd_64},
                                                            {"VIADD", viadd},
                                                            {"IMAD", imad},
                                                            {"IDP", idp},
                                                            {"IABS", iabs},
                                                            {"VABSDIFF", vabsdiff},
                                                            {"VABSDIFF4", vabsdiff4},
                                                            {"IMNMX", minimum_maximum},
                                                            {"VIMNMX", minimum_maximum},
                                                            {"VIADDMNMX", add_minimum_maximum},
                                                            {"VIMNMX3", minimum_maximum_3},
                                                            {"ISETP", isetp},
                                                            {"LEA", lea},
                                                            {"POPC", popc},
                                                            {"FLO", flo},
                                                            {"BREV", brev}};
  return all;
}

}  // namespace egpulab::simulator::isa::sass
