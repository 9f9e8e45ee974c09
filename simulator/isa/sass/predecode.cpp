// Instructions to records: operands resolved once, registers checked against what the launch has.
#include "simulator/isa/sass/predecode.hpp"

#include <string_view>

#include "simulator/isa/sass/register_use.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

u32 row_of(u32 field) { return field == 255 ? row::zero : field; }
u16 row_written(u32 field) { return static_cast<u16>(field == 255 ? row::discard : field); }

// Uniform registers have six bits before sm_100 (URZ is 63), eight from then on.
u32 uniform_of(u32 field, SmVersion sm) {
  if (sm < 100) field &= 63;
  return field == (sm < 100 ? 63u : 255u) ? uniform::zero : field;
}
u16 uniform_written(u32 field, SmVersion sm) {
  const u32 n = uniform_of(field, sm);
  return static_cast<u16>(n == uniform::zero ? uniform::discard : n);
}

struct Slot {
  u32 value;
  From from;
};

// Bits 32 to 63, as the form says what lies there.
Slot slot32(Word w, Operands kind, SmVersion sm, Record& r) {
  const u32 field = static_cast<u32>(w.bits(32, 8));
  switch (w.form()) {
    case 2:
    case 4:
      return {static_cast<u32>(w.bits(32, 32)), From::value};
    case 3:
    case 5:
      if (w.bit(91)) {
        r.bank = static_cast<u8>(uniform_of(static_cast<u32>(w.bits(32, 6)), sm));
        return {static_cast<u32>(w.bits(38, 16)), From::bindless};
      }
      r.bank = static_cast<u8>(w.bits(54, 5));
      return {static_cast<u32>(w.bits(38, 16)), From::bank};
    case 6:
    case 7:
      return {uniform_of(field, sm), From::uniform};
    default:
      if (kind == Operands::uniform) return {uniform_of(field, sm), From::uniform};
      return {row_of(field), From::row};
  }
}

void alu_operands(Word w, Operands kind, SmVersion sm, Record& r) {
  const bool scalar = kind == Operands::uniform;
  const u32 d = static_cast<u32>(w.bits(16, 8)), a = static_cast<u32>(w.bits(24, 8)),
            c = static_cast<u32>(w.bits(64, 8));
  r.dst = scalar ? uniform_written(d, sm) : row_written(d);
  r.from[0] = scalar ? From::uniform : From::row;
  r.src[0] = scalar ? uniform_of(a, sm) : row_of(a);
  const Slot low = slot32(w, kind, sm, r);
  const Slot high{scalar ? uniform_of(c, sm) : row_of(c), scalar ? From::uniform : From::row};
  // With the third source in bits 32 to 63, the second is where the third was (Mesa sm70_encode.rs, encode_alu).
  const u32 form = w.form();
  const bool swapped = form == 2 || form == 3 || form == 7;
  const u32 b = swapped ? 2 : 1;
  r.src[b] = low.value, r.from[b] = low.from;
  r.src[3 - b] = high.value, r.from[3 - b] = high.from;
  const bool immediate = low.from == From::value;
  const u32 negative[3] = {w.bit(72), !immediate && w.bit(63), w.bit(75)};
  const u32 absolute[3] = {w.bit(73), !immediate && w.bit(62), w.bit(74)};
  r.negabs = static_cast<u8>(negative[0] | negative[1] << b | negative[2] << (3 - b) | absolute[0] << 3 |
                             absolute[1] << (3 + b) | absolute[2] << (6 - b));
}

void memory_operands(Word w, Record& r) {
  r.dst = row_written(static_cast<u32>(w.bits(16, 8)));
  r.src[0] = row_of(static_cast<u32>(w.bits(24, 8)));
  r.src[1] = row_of(static_cast<u32>(w.bits(32, 8)));
  r.src[2] = row_of(static_cast<u32>(w.bits(64, 8)));
  r.from[0] = r.from[1] = r.from[2] = From::row;
  r.imm = static_cast<i32>(w.signed_bits(40, 24));
}

}  // namespace

Record predecode(Word w, const Decoder& decoder, SmVersion sm, u32 registers) {
  Record r;
  r.word = w;
  const Row* row = decoder.find(w);
  if (!row) {
    r.run = unknown_word;
    return r;
  }
  r.guard = static_cast<u8>(w.bits(12, 3));
  r.guard_not = w.bit(15);
  for (u32 n = 0; n < 2; ++n) {
    const u32 p = static_cast<u32>(w.bits(81 + 3 * n, 3));
    r.pdst[n] = static_cast<u8>(p == predicate::true_ ? predicate::discard : p);
  }
  r.psrc = static_cast<u8>(w.bits(87, 4));
  switch (row->operands) {
    case Operands::alu:
    case Operands::uniform:
      alu_operands(w, row->operands, sm, r);
      break;
    case Operands::memory:
      memory_operands(w, r);
      break;
    case Operands::control:
      r.dst = row_written(static_cast<u32>(w.bits(16, 8)));
      r.src[0] = row_of(static_cast<u32>(w.bits(24, 8)));
      r.src[1] = row_of(static_cast<u32>(w.bits(32, 8)));
      r.from[0] = r.from[1] = From::row;
      break;
  }
  if (row->pick) r.run = row->pick(w, sm);
  if (!r.run) r.run = row->run;
  if (!r.run) r.run = row->flags & no_effect ? no_operation : not_modelled;
  // No compiler's code is known that has cx[] where an instruction computes; loads have it.
  if (row->operands == Operands::alu && (r.from[1] == From::bindless || r.from[2] == From::bindless))
    r.run = not_modelled;
  if (!registers_in_range(*row, w, registers)) r.run = register_out_of_range;
  return r;
}

i64 branch_offset(Word w, SmVersion sm) {
  const i64 high = w.signed_bits(34, 48);
  return sm >= 90 ? (high * 256 + static_cast<i64>(w.bits(16, 8))) * 4 : high * 4;
}

std::optional<u64> direct_target(Word w, SmVersion sm, u64 pc) {
  const auto offset = [&] { return static_cast<u64>(branch_offset(w, sm)); };
  switch (w.low & 0xfff) {
    case 0x947:  // BRA
    case 0x547:  // BRA.U
    case 0x944:  // CALL.REL
      return pc + instruction_bytes + offset();
    case 0x943:  // CALL.ABS
    case 0x94a:  // JMP
      return offset();
    default:
      return {};
  }
}

}  // namespace egpulab::simulator::isa::sass
