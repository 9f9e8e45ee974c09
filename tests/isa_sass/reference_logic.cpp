// Moves, logic, shifts, bytes and predicates in plain C++ (PTX ISA 9.7.8 and 9.7.9).
#include "tests/isa_sass/reference.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

using Kind = TextOperand::Kind;

// MOV with a fourth operand writes only those lanes of each four whose bit it has.
void mov(Reference& t) {
  const u32 of_four = t.count() > 2 ? t.op(2).value : 15;
  t.each_lane([&](u32 l) {
    if (t.text.has("64"))
      t.set64(t.op(0), l, t.op(1).kind == Kind::immediate ? t.op(1).wide : t.raw64(t.op(1), l));
    else if (t.uniform() || of_four >> l % 4 & 1)
      t.set(t.op(0), l, t.raw(t.op(1), l));
  });
}
void sel(Reference& t) {
  t.each_lane([&](u32 l) {
    const TextOperand& chosen = t.holds(t.op(3), l) ? t.op(1) : t.op(2);
    if (t.text.has("64"))
      t.set64(t.op(0), l, t.raw64(chosen, l));
    else
      t.set(t.op(0), l, t.raw(chosen, l));
  });
}

// LOP3.LUT [P,] d, a, b, c, table, P: bit by bit (PTX ISA, lop3).
void lop3(Reference& t) {
  // LOP3.SIGN.LUT P, P, a, b, c, table: of the top bits.
  if (t.text.has("SIGN")) {
    t.each_lane([&](u32 l) {
      const u32 index = t.raw(t.op(2), l) >> 31 << 2 | t.raw(t.op(3), l) >> 31 << 1 | t.raw(t.op(4), l) >> 31;
      t.set_predicate(t.op(0), l, t.op(5).value >> index & 1);
    });
    return;
  }
  const std::size_t d = t.op(0).is_predicate() ? 1 : 0;
  const u32 table = t.op(d + 4).value;
  t.each_lane([&](u32 l) {
    u32 r = 0;
    for (u32 n = 0; n < 32; ++n) {
      const auto bit = [&](std::size_t which) { return t.raw(t.op(d + which), l) >> n & 1; };
      r |= (table >> (bit(1) * 4 + bit(2) * 2 + bit(3)) & 1) << n;
    }
    t.set(t.op(d), l, r);
    if (!d) return;
    const bool other = t.holds(t.op(d + 5), l);
    t.set_predicate(t.op(0), l, t.text.has("PAND") ? r != 0 && other : r != 0 || other);
  });
}

// SHF.<L, R>[.W].<type>[.HI] d, low, distance, high (PTX ISA, shf; 64-bit types shift the pair as one number).
void shf(Reference& t) {
  const bool right = t.text.has("R"), high = t.text.has("HI"), wrap = t.text.has("W");
  const bool sign = t.text.has("S32") || t.text.has("S64");
  const u32 bits = t.text.has("U64") || t.text.has("S64") ? 64 : 32;
  t.each_lane([&](u32 l) {
    u64 x = join64(t.raw(t.op(1), l), t.raw(t.op(3), l));
    const u32 by = t.raw(t.op(2), l), distance = wrap ? by % bits : by < bits ? by : bits;
    for (u32 n = 0; n < distance; ++n) x = !right ? x << 1 : sign ? static_cast<u64>(static_cast<i64>(x) >> 1) : x >> 1;
    t.set(t.op(0), l, high ? high32(x) : low32(x));
  });
}

// PTX ISA, prmt, with its tables of the modes.
void prmt(Reference& t) {
  static const std::map<std::string, std::array<const char*, 4>> modes{
      {"F4E", {"3210", "4321", "5432", "6543"}}, {"B4E", {"5670", "6701", "7012", "0123"}},
      {"RC8", {"0000", "1111", "2222", "3333"}}, {"ECL", {"3210", "3211", "3222", "3333"}},
      {"ECR", {"0000", "1110", "2210", "3210"}}, {"RC16", {"1010", "3232", "1010", "3232"}}};
  t.each_lane([&](u32 l) {
    const u64 bytes = join64(t.raw(t.op(1), l), t.raw(t.op(3), l));
    const u32 selector = t.raw(t.op(2), l);
    u32 r = 0;
    for (u32 n = 0; n < 4; ++n) {
      u32 from = selector >> 4 * n & 15;
      if (!t.text.dots.empty()) from = static_cast<u32>(modes.at(t.text.dots[0])[selector & 3][3 - n] - '0');
      u32 byte = static_cast<u32>(bytes >> (from & 7) * 8 & 0xff);
      if (from & 8) byte = byte >> 7 ? 0xff : 0;
      r |= byte << 8 * n;
    }
    t.set(t.op(0), l, r);
  });
}
// PTX ISA, szext.
void sgxt(Reference& t) {
  t.each_lane([&](u32 l) {
    const u32 a = t.raw(t.op(1), l), b = t.raw(t.op(2), l), width = b & 31;
    const bool all = b >= 32 && !t.text.has("W");
    const u32 mask = all ? 0 : ~0u << width;
    const bool sign = width != 0 && !all && !t.text.has("U32") && (a >> ((width - 1) & 31) & 1);
    t.set(t.op(0), l, (a & ~mask) | (sign ? mask : 0));
  });
}
// PTX ISA, bmsk.
void bmsk(Reference& t) {
  t.each_lane([&](u32 l) {
    const u32 a = t.raw(t.op(1), l), b = t.raw(t.op(2), l), first = a & 31, sum = first + (b & 31);
    const bool clamp = !t.text.has("W");
    const u32 from = clamp && a >= 32 ? 0 : ~0u << first;
    const u32 to = sum >= 32 || (clamp && (a >= 32 || b >= 32)) ? 0 : ~0u << (sum & 31);
    t.set(t.op(0), l, from & ~to);
  });
}

void plop3(Reference& t) {
  t.each_lane([&](u32 l) {
    const u32 index = u32{t.holds(t.op(2), l)} * 4 + u32{t.holds(t.op(3), l)} * 2 + t.holds(t.op(4), l);
    t.set_predicate(t.op(0), l, t.op(5).value >> index & 1);
    t.set_predicate(t.op(1), l, t.op(6).value >> index & 1);
  });
}
u32 byte_number(const Reference& t) { return t.text.dots.empty() ? 0 : static_cast<u32>(t.text.dots[0][1] - '0'); }
// P2R d, PR, a, mask: seven predicates replace bits of one byte of a.
void p2r(Reference& t) {
  t.each_lane([&](u32 l) {
    u32 r = t.raw(t.op(2), l);
    for (u32 n = 0; n < 8; ++n) {
      if (!(t.raw(t.op(3), l) >> n & 1)) continue;
      const u32 at = 8 * byte_number(t) + n;
      const bool p = n < 7 && (t.uniform() ? t.before.up[n] : t.before.p[n] >> l & 1);
      r = (r & ~(1u << at)) | u32{p} << at;
    }
    t.set(t.op(0), l, r);
  });
}
void r2p(Reference& t) {
  t.each_lane([&](u32 l) {
    const u32 mask = t.count() > 2 ? t.raw(t.op(2), l) : 0x7f;  // is not printed
    for (u32 n = 0; n < 7; ++n) {
      TextOperand p;
      p.kind = t.uniform() ? Kind::uniform_predicate : Kind::predicate, p.index = n;
      if (mask >> n & 1) t.set_predicate(p, l, t.raw(t.op(1), l) >> (8 * t.op(1).byte + n) & 1);
    }
  });
}

}  // namespace

const std::map<std::string, ReferenceFunction>& logic_reference() {
  static const std::map<std::string, ReferenceFunction> all{
      {"MOV", mov},   {"SEL", sel},     {"LOP3", lop3}, {"SHF", shf},  {"PRMT", prmt}, {"SGXT", sgxt},
      {"BMSK", bmsk}, {"PLOP3", plop3}, {"P2R", p2r},   {"P2UR", p2r}, {"R2P", r2p},   {"R2UP", r2p}};
  return all;
}

}  // namespace egpulab::simulator::isa::sass
