// Logic, shifts, byte permutation, selection, and predicates as data.
#pragma once

#include "simulator/isa/sass/exec/lane_integer.hpp"

EGPULAB_SASS_BEGIN

// LOP3 for any table: the value at every combination of b and c is chosen by a, these four by b, these two by c.
struct LogicTable {
  WordVector low[4], flip[4];  // at 2b + c: result where a is 0; whether it differs where a is 1
  explicit LogicTable(u32 table) {
    for (u32 k = 0; k < 4; ++k) {
      const u32 zero = 0 - (table >> k & 1), one = 0 - (table >> (4 + k) & 1);
      low[k] = splat(zero), flip[k] = splat(zero ^ one);
    }
  }
  WordVector of(WordVector a, WordVector b, WordVector c) const {
    const WordVector r0 = low[0] ^ (flip[0] & a), r1 = low[1] ^ (flip[1] & a);
    const WordVector r2 = low[2] ^ (flip[2] & a), r3 = low[3] ^ (flip[3] & a);
    const WordVector c0 = r0 ^ (b & (r0 ^ r2)), c1 = r1 ^ (b & (r1 ^ r3));
    return c0 ^ (c & (c0 ^ c1));
  }
};
inline u32 not_zero(WordVector x) {
  return ~compare_bits<Is::eq, u32>(x, WordVector{}) & ((u32{1} << vector_lanes) - 1);
}
// The predicate: result not zero, and or or with psrc (bit 80).
inline void set_logic_predicate(Warp& w, const Record* i, u32 exec, u32 nonzero) {
  const u32 other = psrc(w, i);
  set_predicate(w, i, 0, exec, i->word.bit(80) ? nonzero & other : nonzero | other);
}
struct LogicAny {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    const LogicTable table(static_cast<u32>(i->word.bits(72, 8)));
    LaneVector x;
    u32 nonzero = 0;
    EACH_PART {
      x.part[n] = table.of(a[n], b[n], c[n]);
      nonzero |= not_zero(x.part[n]) << n * vector_lanes;
    }
    const u32 exec = lanes_of(w, i);
    store_lanes(w.r[i->dst], exec, x);
    set_logic_predicate(w, i, exec, nonzero);
    return i + 1;
  }
};
// a and b, mostly to test bits.
struct LogicTest {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    LaneVector x;
    u32 nonzero = 0;
    EACH_PART {
      x.part[n] = a[n] & b[n];
      nonzero |= not_zero(x.part[n]) << n * vector_lanes;
    }
    const u32 exec = lanes_of(w, i);
    store_lanes(w.r[i->dst], exec, x);
    set_logic_predicate(w, i, exec, nonzero);
    return i + 1;
  }
};
struct LogicNoPredicate {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const auto c = input_c<S>(w, i);
    const LogicTable table(static_cast<u32>(i->word.bits(72, 8)));
    LaneVector x;
    EACH_PART x.part[n] = table.of(a[n], b[n], c[n]);
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
inline Handler pick_lop3(Word w, SmVersion sm) {
  const u64 table = w.bits(72, 8);
  if (w.bits(81, 3) != 7) return table == 0xc0 ? by_form<LogicTest>(w, sm) : by_form<LogicAny>(w, sm);
  switch (table) {
    case 0xc0:
      return by_form<Binary<And>>(w, sm);
    case 0xfc:
      return by_form<Binary<Or>>(w, sm);
    case 0x3c:
      return by_form<Binary<Xor>>(w, sm);
    case 0x30:
      return by_form<Binary<AndNot>>(w, sm);
    case 0x80:
      return by_form<Ternary<And3>>(w, sm);
    case 0xfe:
      return by_form<Ternary<Or3>>(w, sm);
    case 0x96:
      return by_form<Ternary<Xor3>>(w, sm);
    case 0xf8:
      return by_form<Ternary<OrAnd>>(w, sm);
    case 0xea:
      return by_form<Ternary<AndOr>>(w, sm);
    case 0x6a:
      return by_form<Ternary<AndXor>>(w, sm);
    case 0xca:
      return by_form<Ternary<Choose>>(w, sm);
    case 0xe8:
      return by_form<Ternary<Majority>>(w, sm);
    default:
      return by_form<LogicNoPredicate>(w, sm);
  }
}

// SHF. A distance is taken in steps of 32, which move whole registers, and what is left of it.
template <bool Right, bool High, bool Signed>
struct Funnel {
  template <class Distance>
  static WordVector shift(WordVector a, WordVector c, Distance s) {
    if (Right) {
      if (High) return Signed ? reinterpret_cast<WordVector>(as_signed(c) >> signed_distance(s)) : c >> s;
      return a >> s | (c << 1) << (31 - s);
    }
    return High ? c << s | (a >> 1) >> (31 - s) : a << s;
  }
  static IntVector signed_distance(WordVector s) { return reinterpret_cast<IntVector>(s); }
  static i32 signed_distance(u32 s) { return static_cast<i32>(s); }

  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn low{w.r[i->src[0]]};
    const auto high = input_c<S>(w, i);
    const Shift how(i->word);
    LaneVector x;
    if constexpr (S == Shape::scalar_b) {
      const u32 s = how.distance(scalar(w, i, 1));
      if (s < 32) {
        EACH_PART x.part[n] = shift(low[n], high[n], s);
      } else {
        EACH_PART {
          const WordVector sign =
              Right && Signed ? reinterpret_cast<WordVector>(as_signed(high[n]) >> 31) : WordVector{};
          WordVector a = low[n], c = high[n];
          for (u32 step = 32; step <= s; step += 32) Right ? (a = c, c = sign) : (c = a, a = sign);
          x.part[n] = shift(a, c, s & 31);
        }
      }
    } else {
      const RowIn by{w.r[i->src[1]]};
      EACH_PART {
        const WordVector sign = Right && Signed ? reinterpret_cast<WordVector>(as_signed(high[n]) >> 31) : WordVector{};
        const WordVector s = lesser(by[n] & how.wrap_mask, splat(how.bits));
        const WordVector a = low[n], c = high[n];
        const WordVector near = s >= 64 ? sign : s >= 32 ? (Right ? c : a) : (Right ? a : c);
        const WordVector far = s >= 32 ? sign : (Right ? c : a);
        x.part[n] = shift(Right ? near : far, Right ? far : near, s & 31);
      }
    }
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
inline Handler pick_shf(Word w, SmVersion sm) {
  const Shift how(w);
  if (!how.right)
    return how.high ? by_form<Funnel<false, true, false>>(w, sm) : by_form<Funnel<false, false, false>>(w, sm);
  if (how.is_signed)
    return how.high ? by_form<Funnel<true, true, true>>(w, sm) : by_form<Funnel<true, false, true>>(w, sm);
  return how.high ? by_form<Funnel<true, true, false>>(w, sm) : by_form<Funnel<true, false, false>>(w, sm);
}
inline const Record* shf(Warp& w, const Record* i) { return pick_shf(i->word, w.sm)(w, i); }

#if defined(__AVX2__) && !defined(__AVX512F__)
// The host's byte shuffle, with the bytes of each lane chosen by `from`; a byte with its top bit set gives zero.
inline WordVector shuffle_bytes(WordVector x, u32 from) {
  // Shuffles count the bytes of four lanes.
  const __m128i four = _mm_setr_epi32(0, 0x04040404, 0x08080808, 0x0c0c0c0c);
  const __m128i index = _mm_or_si128(_mm_set1_epi32(static_cast<int>(from)), four);
  return reinterpret_cast<WordVector>(
      _mm256_shuffle_epi8(reinterpret_cast<__m256i>(x), _mm256_broadcastsi128_si256(index)));
}
// Two shuffles do for a selector without signs.
inline bool permute_with_shuffles(u32 selector, RowIn a, RowIn c, LaneVector& x) {
  if (selector & 0x8888) return false;
  u32 from_a = 0, from_c = 0;
  for (u32 k = 0; k < 4; ++k) {
    const u32 byte = selector >> 4 * k & 3;
    const bool of_c = selector >> 4 * k & 4;
    from_a |= (of_c ? 0x80 : byte) << 8 * k, from_c |= (of_c ? byte : 0x80) << 8 * k;
  }
  EACH_PART x.part[n] = shuffle_bytes(a[n], from_a) | shuffle_bytes(c[n], from_c);
  return true;
}
#else
inline bool permute_with_shuffles(u32, RowIn, RowIn, LaneVector&) { return false; }
#endif

// PRMT: by the same selector in all lanes, or each by its own.
struct PermuteBytes {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const u32 mode = static_cast<u32>(i->word.bits(72, 3));
    const u32 exec = lanes_of(w, i);
    if constexpr (S == Shape::scalar_b) {
      const RowIn a{w.r[i->src[0]]}, c{w.r[i->src[2]]};
      const u32 selector = byte_selector(mode, scalar(w, i, 1));
      LaneVector x = splat_lanes(0);
      if (permute_with_shuffles(selector, a, c, x)) {
        store_lanes(w.r[i->dst], exec, x);
        return i + 1;
      }
      for (u32 k = 0; k < 4; ++k) {
        const u32 from = selector >> 4 * k & 3, up = 24 - 8 * from, down = 24 - 8 * k;
        const RowIn source = selector >> 4 * k & 4 ? c : a;
        const u32 keep = 0xff000000u;
        if (selector >> 4 * k & 8)
          EACH_PART x.part[n] |= (reinterpret_cast<WordVector>(as_signed(source[n] << up) >> 31) & keep) >> down;
        else
          EACH_PART x.part[n] |= (source[n] << up & keep) >> down;
      }
      store_lanes(w.r[i->dst], exec, x);
    } else {
      LaneRow ta, tb, tc;
      const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb), *c = row(w, i, 2, tc);
      write(w.r[i->dst], exec, [&](u32 l) { return permute_bytes(a[l], b[l], c[l], mode); });
    }
    return i + 1;
  }
};

// SEL: a where psrc holds.
struct Select {
  template <Shape S>
  static const Record* run(Warp& w, const Record* i) {
    const RowIn a{w.r[i->src[0]]};
    const auto b = input_b<S>(w, i);
    const u32 p = psrc(w, i);
    LaneVector x;
    EACH_PART x.part[n] = choose(p, n, a[n], b[n]);
    store_lanes(w.r[i->dst], lanes_of(w, i), x);
    return i + 1;
  }
};
// The second source of a 64-bit instruction whose form says 2, 3 or 7: immediate, register, uniform register, all in
// bits 32-63 (inferred from what ptxas 13 emits for sm_120).
inline u64 uniform_pair(const Warp& w, u32 index) {
  return index == uniform::zero ? 0 : join64(w.ur[index], w.ur[index + 1]);
}
inline Rows64 second_pair(const Warp& w, const Record* i, LaneRow64& spare) {
  const u32 index = static_cast<u32>(i->word.bits(32, 8)), f = i->word.form();
  if (f == 3) return {w.r[index], w.r[index + 1]};
  const u64 x = f == 2 ? static_cast<u64>(i->word.signed_bits(32, 32)) : uniform_pair(w, index);
  store_lanes(spare.low.r, ~0u, splat_lanes(low32(x)));
  store_lanes(spare.high.r, ~0u, splat_lanes(high32(x)));
  return {spare.low.r, spare.high.r};
}
inline const Record* select_64(Warp& w, const Record* i) {
  LaneRow64 ta, tb;
  const Rows64 a = row64<Wide::sign>(w, i, 0, ta), b = second_pair(w, i, tb);
  const u32 p = psrc(w, i);
  write64(w, i->dst, lanes_of(w, i), [&](u32 l) { return p >> l & 1 ? a.at(l) : b.at(l); });
  return i + 1;
}
// MOV with 64 bits: a pair, or (form 2) an immediate at bits 24 to 87.
inline const Record* move_64(Warp& w, const Record* i) {
  LaneRow64 t;
  const Rows64 b = row64<Wide::sign>(w, i, 1, t);
  write64(w, i->dst, lanes_of(w, i), [&](u32 l) { return b.at(l); });
  return i + 1;
}
inline const Record* move_immediate_64(Warp& w, const Record* i) {
  const u64 x = i->word.bits(24, 64);
  const u32 exec = lanes_of(w, i);
  store_lanes(w.r[i->dst], exec, splat_lanes(low32(x)));
  store_lanes(w.r[i->dst + 1], exec, splat_lanes(high32(x)));
  return i + 1;
}
// Bits 72 to 75 choose which lanes of each four are written (Mesa sm70_encode.rs, OpMov).
inline const Record* move(Warp& w, const Record* i) {
  if (w.sm >= 100 && i->word.bit(80)) return move_64(w, i);
  const u32 of_four = static_cast<u32>(i->word.bits(72, 4));
  store_lanes(w.r[i->dst], lanes_of(w, i) & of_four * 0x11111111u, operand(w, i, 1));
  return i + 1;
}
inline Handler pick_mov(Word w, SmVersion sm) {
  return (sm >= 100 && w.bit(80)) || w.bits(72, 4) != 15 ? nullptr : by_form<Unary<Copy>>(w, sm);
}

// P2R, R2P: the predicates P0 to P6 as a byte of a register; only those in the mask (slot 32-63) move.
inline const Record* predicates_to_register(Warp& w, const Record* i) {
  LaneRow ta, tb;
  const u32 *a = row(w, i, 0, ta), *mask = row(w, i, 1, tb);
  const u32 shift = 8 * static_cast<u32>(i->word.bits(76, 2));
  u32 p[7];
  std::memcpy(p, w.p, sizeof p);
  write(w.r[i->dst], lanes_of(w, i), [&](u32 l) {
    u32 bits = 0;
    for (u32 k = 0; k < 7; ++k) bits |= (p[k] >> l & 1) << k;
    const u32 m = mask[l] & 0xff;
    return (a[l] & ~(m << shift)) | (bits & m) << shift;
  });
  return i + 1;
}
inline const Record* register_to_predicates(Warp& w, const Record* i) {
  LaneRow ta, tb;
  const u32 *a = row(w, i, 0, ta), *mask = row(w, i, 1, tb);
  const u32 shift = 8 * static_cast<u32>(i->word.bits(76, 2)), exec = lanes_of(w, i);
  for (u32 k = 0; k < 7; ++k) {
    const u32 moved = exec & collect([&](u32 l) { return mask[l] >> k & 1; });
    const u32 value = collect([&](u32 l) { return a[l] >> (shift + k) & 1; });
    w.p[k] = (w.p[k] & ~moved) | (value & moved);
  }
  return i + 1;
}

// PLOP3: two functions of three predicates; the tables at 64-66 and 72-76, and at 16-23. The third predicate may be a
// uniform one (bit 67).
inline u32 low_table(Word w) { return static_cast<u32>(w.bits(64, 3) | w.bits(72, 5) << 3); }
inline u32 high_table(Word w) { return static_cast<u32>(w.bits(16, 8)); }
// A predicate from the sources' top bits by a table (bits 72-79, as LOP3's). Public lists do not name opcode 0x1f; what
// it does follows from what ptxas 13 makes of add.sat.s32 and sub.sat.s32, where it finds overflows.
inline const Record* logic_of_signs(Warp& w, const Record* i) {
  LaneRow ta, tb, tc;
  const u32 *a = row(w, i, 0, ta), *b = row(w, i, 1, tb), *c = row(w, i, 2, tc);
  const u32 table = static_cast<u32>(i->word.bits(72, 8));
  u32 holds = 0;
  for (u32 l = 0; l < lanes; ++l) holds |= (table >> (a[l] >> 31 << 2 | b[l] >> 31 << 1 | c[l] >> 31) & 1) << l;
  set_predicate(w, i, 0, lanes_of(w, i), holds);
  return i + 1;
}

inline const Record* predicate_logic(Warp& w, const Record* i) {
  const u32 a = psrc(w, i), b = predicate_at(w, i->word, 77);
  const u32 c = i->word.bit(67) ? uniform_predicate_at(w, i->word, 68) : predicate_at(w, i->word, 68);
  const u32 exec = lanes_of(w, i);
  set_predicate(w, i, 0, exec, logic(low_table(i->word), a, b, c));
  set_predicate(w, i, 1, exec, logic(high_table(i->word), a, b, c));
  return i + 1;
}

EGPULAB_SASS_END
