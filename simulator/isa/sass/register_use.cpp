// Registers of an instruction, from its syntax; how many of them each operand is, from its opcode.
#include "simulator/isa/sass/register_use.hpp"

#include <algorithm>

#include "simulator/isa/sass/syntax.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct Widths {
  u8 d = 1, a = 1, b = 1, c = 1;  // in registers
};

// Of loads and stores: u8 s8 u16 s16 32 64 128, bits 73 to 75.
u8 access_width(Word w) {
  static constexpr u8 registers[] = {1, 1, 1, 1, 1, 2, 4, 4};
  return registers[w.bits(73, 3)];
}

// Fragments of d[m][n] = a[m][k] * b[k][n] + c in 32 lanes (PTX ISA 9.7.14, "Matrix Fragments"), elements of `bits`
// and of `sum_bits`.
constexpr Widths matrix(u32 m, u32 n, u32 k, u32 bits, u32 sum_bits) {
  const u8 sums = static_cast<u8>(m * n * sum_bits / 1024);
  return {sums, static_cast<u8>(m * k * bits / 1024), static_cast<u8>(k * n * bits / 1024), sums};
}

Widths hmma(Word w) {
  static constexpr u8 depth[] = {8, 16, 4, 32};  // bits 75 and 78
  const u32 tf32 = 2;
  return matrix(16, 8, depth[w.bits(75, 1) | w.bits(78, 1) << 1], w.bits(82, 2) == tf32 ? 32 : 16, w.bit(76) ? 32 : 16);
}
Widths imma(Word w) {
  const u32 bits = w.bit(83) ? 4 : 8;
  static constexpr Widths none{};
  switch (w.bits(75, 1) | w.bits(85, 2) << 1) {
    case 0:
      return matrix(8, 8, 16, bits, 32);
    case 2:
      return matrix(8, 8, 32, bits, 32);
    case 4:
      return matrix(16, 8, 16, bits, 32);
    case 5:
      return matrix(16, 8, 32, bits, 32);
    case 6:
      return matrix(16, 8, 64, bits, 32);
    default:
      return none;
  }
}
Widths bmma(Word w) {
  static constexpr Widths shapes[] = {
      matrix(8, 8, 128, 1, 32), matrix(16, 8, 128, 1, 32), matrix(16, 8, 256, 1, 32), {}};
  return shapes[w.bits(75, 2)];
}
Widths dmma(Word w) {
  static constexpr Widths shapes[] = {matrix(8, 8, 4, 64, 64), matrix(16, 8, 4, 64, 64), matrix(16, 8, 8, 64, 64),
                                      matrix(16, 8, 16, 64, 64)};
  return shapes[w.bits(76, 2)];
}
Widths qmma(Word w) { return matrix(16, 8, w.bits(75, 2) == 1 ? 32 : 16, 8, w.bit(77) ? 32 : 16); }
// LDSM, STSM: matrices of 8 by 8 elements of 16 bits.
u8 matrices(Word w) {
  static constexpr u8 count[] = {1, 2, 4, 4};
  return count[w.bits(72, 2)];
}

// Of atomics, bits 73 to 75; S64 of sm_90 has F32's number of before and counts as one register.
u8 atomic_width(Word w) {
  const u64 type = w.bits(73, 3);
  return type == 2 || type == 5 || type == 6 ? 2 : 1;
}

Widths widths(const Row& row, Word w) {
  switch (w.opcode()) {
    case 0x029:  // DADD
    case 0x028:  // DMUL
    case 0x02b:  // DFMA
      return {2, 2, 2, 2};
    case 0x02a:  // DSETP
      return {0, 2, 2, 0};
    case 0x025:  // IMAD.WIDE
      return {2, 1, 1, 2};
    case 0x027:  // IMAD.HI
      return {1, 1, 1, 2};
    case 0x035:  // IADD.64; HFMA2.MMA before sm_100
      return row.first >= 100 && (w.form() == 1 || w.form() >= 4) ? Widths{2, 2, 2, 0} : Widths{};
    case 0x005:  // CS2R
      return {static_cast<u8>(w.bit(80) ? 2 : 1), 0, 0, 0};
    case 0x03c:
      return hmma(w);
    case 0x037:
      return imma(w);
    case 0x03d:
      return bmma(w);
    case 0x03f:
      return dmma(w);
    case 0x07a:
      return qmma(w);
    case 0x03b:  // LDSM
      return {matrices(w), 1, 1, 1};
    case 0x044:  // STSM
      return {1, 1, matrices(w), 1};
    case 0x180:  // LD, LDG, LDL, LDS, LDC
    case 0x181:
    case 0x182:
    case 0x183:
    case 0x184:
      return {access_width(w), 1, 1, 1};
    case 0x185:  // ST, STG, STL, STS: data is operand b
    case 0x186:
    case 0x187:
    case 0x188:
      return {1, 1, access_width(w), 1};
    case 0x18a:  // ATOM, ATOMG, ATOMS, RED
    case 0x18c:
    case 0x18e:
    case 0x1a8:
      return {atomic_width(w), 1, atomic_width(w), 1};
    case 0x18b:  // compare and swap
    case 0x18d:
    case 0x1a9:
      return {atomic_width(w), 1, atomic_width(w), atomic_width(w)};
    case 0x1a2:  // atomics on floats of sm_90, by bits 73 to 76: F64 is 15
    case 0x1a3:
    case 0x1a6: {
      const u8 width = w.bits(73, 4) == 15 ? 2 : 1;
      return {width, 1, width, 1};
    }
    default:
      return {};
  }
}

// Operands that print through a function: an address, whose register is at 24. How many registers it takes; 0: no
// address.
u8 address_width(PrintFunction call, Word w) {
  static const PrintFunction wide[] = {syntax_function("load_address"), syntax_function("store_address"),
                                       syntax_function("atomic_address"), syntax_function("reduction_address"),
                                       syntax_function("generic_load")};
  static const PrintFunction narrow[] = {syntax_function("shared_load"), syntax_function("shared_store"),
                                         syntax_function("local_load"), syntax_function("local_store"),
                                         syntax_function("matrix_address")};
  const auto among = [call](const auto& all) {
    return std::find(std::begin(all), std::end(all), call) != std::end(all);
  };
  if (!call) return 0;
  // With a uniform base the register is an offset, of 64 bits if bit 90 says so.
  if (among(wide)) return w.bit(72) && (!w.bit(91) || w.bit(90)) ? 2 : 1;
  return among(narrow) ? 1 : 0;
}

}  // namespace

RegisterUse register_use(const Row& row, Word w) {
  RegisterUse use;
  const bool scalar = row.operands == Operands::uniform;
  const u32 form = w.form();
  const bool swapped = form == 2 || form == 3 || form == 7, low_is_register = form <= 1;
  const Widths width = widths(row, w);
  const auto add = [&](u32 at, u8 count, bool written) {
    if (use.count < use.ranges.size() && count != 0)
      use.ranges[use.count++] = {static_cast<u8>(w.bits(at, 8)), count, written, scalar};
  };
  for (const Part& p : parsed(row.syntax)) {
    if (p.modifier || !p.printed(w)) continue;
    if (p.kind == Part::Kind::row) {
      const u32 at = p.field.runs[0].at;
      add(at, at == 16 ? width.d : at == 24 ? width.a : at == 32 ? width.b : width.c, at == 16);
    } else if (p.kind == Part::Kind::uniform) {
      const u32 at = p.field.runs[0].at;
      if (use.count < use.ranges.size()) use.ranges[use.count++] = {static_cast<u8>(w.bits(at, 8)), 1, at == 16, true};
    } else if (p.kind == Part::Kind::call) {
      add(24, address_width(p.call, w), false);
    } else if (p.kind == Part::Kind::source) {
      const char slot = p.slot == 'b' ? (swapped ? 't' : 's') : p.slot == 'c' ? (swapped ? 's' : 't') : p.slot;
      if (slot == 'd') add(16, width.d, true);
      if (slot == 'a') add(24, width.a, false);
      if (slot == 't') add(64, swapped ? width.b : width.c, false);
      if (slot == 's' && low_is_register) add(32, width.b, false);
    }
  }
  return use;
}

bool registers_in_range(const Row& row, Word w, u32 registers) {
  const RegisterUse use = register_use(row, w);
  for (const RegisterRange& r : use.all())
    if (!r.uniform && r.first != 255 && u32{r.first} + r.count > registers) return false;
  return true;
}

}  // namespace egpulab::simulator::isa::sass
