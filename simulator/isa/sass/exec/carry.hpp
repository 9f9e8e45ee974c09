// Sums with carries: IADD3, IMAD and its wide forms, LEA (Mesa src/nouveau/compiler/nak/ir.rs: folding of these; PTX
// ISA, "Extended-Precision Integer Arithmetic Instructions").
#pragma once

#include "simulator/isa/sass/exec/multiply.hpp"

EGPULAB_SASS_BEGIN

// Negation of sources: bit 72, and bit 63 or 75 by the slot in which the source lies. An immediate in slot 32-63 has
// none.
struct Negations {
  bool a, b, c;
  explicit Negations(Word w) {
    const u32 f = w.form();
    const bool swapped = f == 2 || f == 3 || f == 7, slot32 = f != 2 && f != 4 && w.bit(63);
    a = w.bit(72), b = swapped ? w.bit(75) : slot32, c = swapped ? slot32 : w.bit(75);
  }
};

// Counts the carries out of a running sum of 32 bits; up to two of them are told apart.
struct Carries {
  u32 one = 0, two = 0;  // lanes of the part with at least one, at least two
  void add(u32 over) { two |= one & over, one |= over; }
};

// IADD3: each negated source enters as its complement, plus one within the sum; with .X the two carries come in place
// of these ones.
struct AddThree {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    const Negations negated(i->word);
    const u32 na = all_bits_if(negated.a), nb = all_bits_if(negated.b), nc = all_bits_if(negated.c);
    u32 ones[3] = {na, nb, nc};
    if (i->word.bit(74)) ones[0] = psrc(w, i), ones[1] = predicate_at(w, i->word, 77), ones[2] = 0;
    LaneVector x;
    Carries total;
    EACH_PART {
      const WordVector pb = b[n] ^ nb, pc = c[n] ^ nc;
      WordVector sum = a[n] ^ na;
      Carries part;
      sum += pb;
      part.add(mask_bits(below(sum, pb)));
      sum += pc;
      part.add(mask_bits(below(sum, pc)));
      for (const u32 one : ones) {
        if (!one) continue;
        sum = increment(one, n, sum);
        part.add(compare_bits<Is::eq, u32>(sum, WordVector{}) & one >> n * vector_lanes);
      }
      x.part[n] = sum;
      total.one |= part.one << n * vector_lanes, total.two |= part.two << n * vector_lanes;
    }
    const u32 exec = lanes_of(w, i);
    store_lanes(w.r[i->dst], exec, x);
    set_predicate(w, i, 0, exec, total.one);
    set_predicate(w, i, 1, exec, total.two);
    return i + 1;
  }
};
// The same where no carry leaves.
struct AddThreeLow {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    const Negations negated(i->word);
    const u32 na = all_bits_if(negated.a), nb = all_bits_if(negated.b), nc = all_bits_if(negated.c);
    const bool extended = i->word.bit(74);
    const u32 first = extended ? psrc(w, i) : 0, second = extended ? predicate_at(w, i->word, 77) : 0;
    const u32 ones = extended ? 0 : 0 - (na + nb + nc);
    LaneVector x;
    EACH_PART {
      const WordVector sum = (a[n] ^ na) + (b[n] ^ nb) + (c[n] ^ nc) + ones;
      x.part[n] = increment(second, n, increment(first, n, sum));
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
inline Handler pick_iadd3(Word w, SmVersion sm) {
  const Negations n(w);
  if (writes_predicates(w)) return by_form<AddThree>(w, sm);
  if (w.bit(74) || n.a || n.b || n.c) return by_form<AddThreeLow>(w, sm);
  return by_form<Ternary<Add3>>(w, sm);
}

// VIADD and IADD.64 have two sources, of which each may be negated.
inline u32 negate_if(u32 x, bool n) { return n ? 0 - x : x; }
struct AddTwo {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const Negations negated(i->word);
    const u32 na = all_bits_if(negated.a), nb = all_bits_if(negated.b);
    LaneVector x;
    EACH_PART x.part[n] = ((a[n] ^ na) - na) + ((b[n] ^ nb) - nb);
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
// A sum of 64 bits that counts its carries.
struct LongSum {
  u64 value = 0;
  u32 carry = 0;
  LongSum& operator+=(u64 x) {
    value += x;
    carry += value < x;
    return *this;
  }
};
// IADD.64. The carry is that of the complements' sum plus their ones; with .X (bit 74) one comes in instead of these.
inline const Record* add_64(Warp& w, const Record* i) {
  LaneRow64 sa, sb;
  const Rows64 a = row64<Wide::sign>(w, i, 0, sa), b = row64<Wide::sign>(w, i, 1, sb);
  const Negations negated(i->word);
  const u64 na = negated.a ? ~u64{0} : 0, nb = negated.b ? ~u64{0} : 0;
  const bool extended = i->word.bit(74);
  const u32 in = extended ? psrc(w, i) : 0;
  const u64 ones = extended ? 0 : (na & 1) + (nb & 1);
  const auto sum = [&](u32 l) {
    LongSum s;
    s += a.at(l) ^ na, s += b.at(l) ^ nb, s += ones + (in >> l & 1);
    return s;
  };
  u32 carry = 0;
  if (i->pdst[0] != predicate::discard) carry = collect([&](u32 l) { return sum(l).carry != 0; });
  const u32 exec = lanes_of(w, i);
  write64(w, i->dst, exec, [&](u32 l) { return sum(l).value; });
  set_predicate(w, i, 0, exec, carry);
  return i + 1;
}

// IMAD: d = a * b + c. Negated b negates the product; negated c is complemented with .X, which brings a carry in.
struct MulAddAny {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    const Negations negated(i->word);
    const u32 nb = all_bits_if(negated.b), nc = all_bits_if(negated.c);
    const u32 one = i->word.bit(74) ? psrc(w, i) : nc;
    LaneVector x;
    u32 carry = 0;
    EACH_PART {
      const WordVector product = a[n] * ((b[n] ^ nb) - nb), addend = c[n] ^ nc;
      const WordVector sum = product + addend, r = increment(one, n, sum);
      x.part[n] = r;
      carry |= carries(product, addend, r) << n * vector_lanes;
    }
    const u32 exec = lanes_of(w, i);
    store_lanes(w.r[i->dst], exec, x);
    set_predicate(w, i, 0, exec, carry);
    return i + 1;
  }
};
// Where b is a power of two, or a and b make nothing, no product is needed.
struct ShiftAdd {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]}, c{w.r[i->src[2]]};
    const u32 by = static_cast<u32>(std::countr_zero(i->src[1]));
    LaneVector x;
    EACH_PART x.part[n] = (a[n] << by) + c[n];
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
struct CopyC {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const auto c = input_c<S>(w, i);
    LaneVector x;
    EACH_PART x.part[n] = c[n];
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
inline Handler pick_imad(Word w, SmVersion sm) {
  const Negations negated(w);
  if (w.bit(74) || negated.b || negated.c || w.bits(81, 3) != 7) return by_form<MulAddAny>(w, sm);
  const u32 f = w.form();
  const u64 rz = 255, b = f == 1 ? w.bits(32, 8) : f == 2 || f == 3 || f == 7 ? w.bits(64, 8) : 0;
  if (w.bits(24, 8) == rz && b == rz) return by_form<CopyC>(w, sm);
  if (f == 4 && std::has_single_bit(w.bits(32, 32))) return ShiftAdd::run<Shape::scalar_b>;
  return by_form<Ternary<MulAdd>>(w, sm);
}

// IMAD.WIDE and IMAD.HI: the 64-bit product plus a 64-bit c; all of the sum, or its upper half.
template <bool Signed, bool High>
struct MulAddWide {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    if constexpr (S == Shape::scalar_c) {
      const u64 c = scalar64<Wide::zero>(w, i, 2);
      return finish(w, i, a, b, ScalarIn{splat(low32(c))}, ScalarIn{splat(high32(c))});
    } else {
      return finish(w, i, a, b, RowIn{w.r[i->src[2]]}, RowIn{w.r[i->src[2] + 1]});
    }
  }
  template <class B, class C>
  static const Record* finish(Warp& w, const Record* i, RowIn a, B b, C low, C high) {
    const u32 exec = lanes_of(w, i);
    LaneVector x, y;
    EACH_PART {
      const Product p = multiply_wide<Signed>(a[n], b[n]);
      x.part[n] = p.low + low[n];
      y.part[n] = increment(below(x.part[n], p.low), p.high + high[n]);
    }
    if (High) {
      store_lanes(w.r[i->dst], exec, y);
    } else {
      store_lanes(w.r[i->dst], exec, x);
      store_lanes(w.r[i->dst + 1], exec, y);
    }
    return i + 1;
  }
};
// The same with everything: negations, a carry in (c complemented then), and a carry out of the 64 bits.
template <bool High>
const Record* mul_add_wide(Warp& w, const Record* i) {
  LaneRow ta, tb;
  LaneRow64 tc;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb);
  const Rows64 c = row64<Wide::zero>(w, i, 2, tc);
  const Negations negated(i->word);
  const bool extended = i->word.bit(74), is_signed = i->word.bit(73);
  const u32 in = extended ? psrc(w, i) : all_bits_if(negated.c);
  const u64 nc = negated.c ? ~u64{0} : 0;
  const auto sum = [&](u32 l) {
    u64 product = is_signed ? static_cast<u64>(i64{as_signed(a[l])} * as_signed(b[l])) : u64{a[l]} * b[l];
    if (negated.b) product = 0 - product;
    LongSum s;
    s += product, s += c.at(l) ^ nc, s += in >> l & 1;
    return s;
  };
  const u32 exec = lanes_of(w, i), carry = collect([&](u32 l) { return sum(l).carry != 0; });
  if (High)
    write(w.r[i->dst], exec, [&](u32 l) { return high32(sum(l).value); });
  else
    write64(w, i->dst, exec, [&](u32 l) { return sum(l).value; });
  set_predicate(w, i, 0, exec, carry);
  return i + 1;
}
template <bool High>
Handler pick_imad_wide(Word w, SmVersion sm) {
  const Negations negated(w);
  if (w.bit(74) || negated.b || negated.c || w.bits(81, 3) != 7) return nullptr;
  return w.bit(73) ? by_form<MulAddWide<true, High>>(w, sm) : by_form<MulAddWide<false, High>>(w, sm);
}

// LEA: b plus a shifted left, or plus the upper half of {c:a} shifted (c the sign of a with .SX32). The shifted value
// may be negated, or complemented with .X, which brings a carry in.
struct Lea {
  u32 shift;
  bool high, extended, sign_extend, not_a, not_b;
  explicit Lea(Word w)
      : shift(static_cast<u32>(w.bits(75, 5))),
        high(w.bit(80)),
        extended(w.bit(74)),
        sign_extend(w.bit(73)),
        not_a(w.bit(72)),
        not_b(Negations(w).b) {}
  // 33 bits.
  u64 of(u32 a, u32 b, u32 c, u32 carry) const {
    if (sign_extend) c = static_cast<u32>(as_signed(a) >> 31);
    u32 shifted = high ? high32(join64(a, c) << shift) : a << shift;
    if (not_a) shifted = ~shifted;
    if (not_b) b = ~b;
    const u32 ones = extended ? carry & 1 : u32{not_a} + u32{not_b};
    return u64{shifted} + b + ones;
  }
};
struct LeaLow {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const u32 shift = Lea(i->word).shift;
    LaneVector x;
    u32 carry = 0;
    EACH_PART {
      const WordVector sum = (a[n] << shift) + b[n];
      x.part[n] = sum;
      carry |= mask_bits(below(sum, b[n])) << n * vector_lanes;
    }
    const u32 exec = lanes_of(w, i);
    store_lanes(w.r[i->dst], exec, x);
    set_predicate(w, i, 0, exec, carry);
    return i + 1;
  }
};
// The upper half, with or without a carry in; no negation, none comes out.
template <bool Sign>
struct LeaHigh {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    const Lea lea(i->word);
    const u32 in = lea.extended ? psrc(w, i) : 0;
    LaneVector x;
    EACH_PART {
      const WordVector top = Sign ? reinterpret_cast<WordVector>(as_signed(a[n]) >> 31) : c[n];
      const WordVector shifted = lea.shift ? top << lea.shift | a[n] >> (32 - lea.shift) : top;
      x.part[n] = increment(in, n, shifted + b[n]);
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
inline const Record* lea(Warp& w, const Record* i) {
  LaneRow ta, tb, tc;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb), *c = row(w, i, 2, tc);
  const Lea op(i->word);
  const u32 in = op.extended ? psrc(w, i) : 0, exec = lanes_of(w, i);
  const u32 carry = collect([&](u32 l) { return op.of(a[l], b[l], c[l], in >> l) >> 32 != 0; });
  write(w.r[i->dst], exec, [&](u32 l) { return low32(op.of(a[l], b[l], c[l], in >> l)); });
  set_predicate(w, i, 0, exec, carry);
  return i + 1;
}
inline Handler pick_lea(Word w, SmVersion sm) {
  const Lea op(w);
  if (op.not_a || op.not_b) return nullptr;
  if (!op.high) return op.extended ? nullptr : by_form<LeaLow>(w, sm);
  if (w.bits(81, 3) != 7) return nullptr;
  return op.sign_extend ? by_form<LeaHigh<true>>(w, sm) : by_form<LeaHigh<false>>(w, sm);
}

EGPULAB_SASS_END
