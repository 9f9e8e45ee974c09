// How an instruction prints: the small language of Row::syntax, and its parsed form.
//
// A syntax is a list of tokens between spaces: first the modifiers, each beginning with a dot, then the operands, in
// the order in which they print.
//
//   .X            always;  .X@74 if bit 74 is set;  .X!73 if bit 73 is clear
//   .{table@76:3} the entry of a named table for the field of 3 bits at 76; 75:2+85:1 joins fields, lowest first. An
//                 empty entry prints nothing, a missing one prints INVALID and its number
//   .%name        a modifier (or several) that only a function can tell
//
//   d a s t       register 16-23, register 24-31, slot 32-63 (what the form makes of it), register 64-71
//   b c           second and third source: s and t, or t and s in the forms whose third source is the slot
//     prefixes    - may be negated   | may be absolute   ~ may be complemented   ^ negated, or complemented when bit 74
//                 (with carry) is set
//     suffixes    :i signed immediate   :f float   :d upper half of a double   :h two halves that a swizzle picks
//                 :n the same, of which the upper may be negated apart   :v two halves without swizzle
//                  .X or .{table@...} printed behind the register
//   R24 U24       register, uniform register whose number is at that bit
//   P81 Q81       predicate, uniform predicate written;  p87 q87 read, negated by the bit above
//   B16 S72       convergence barrier, special register
//   #72,8 i40,24  immediate, unsigned or signed; fields join as above (64,3+72,5)
//   =PR {t@61:3}  that text; the entry of a table
//   %name         an operand (or several) that only a function can tell
//
//   ?...          not printed when it is all ones (RZ, PT, an immediate of ones)
//   ...@74 ...!73 printed only if the bit is set, clear
//
// In rows of the uniform datapath d, a, s, t, P and p are uniform ones.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

class Printer;
using PrintFunction = void (*)(Printer&);

// Up to three runs of bits, joined with the lowest first.
struct Field {
  struct Run {
    u8 at = 0, width = 0;
  };
  Run runs[3] = {};

  u64 of(Word w) const {
    u64 value = 0;
    u32 shift = 0;
    for (const Run& run : runs) {
      if (run.width == 0) break;
      value |= w.bits(run.at, run.width) << shift;
      shift += run.width;
    }
    return value;
  }
  u32 width() const { return u32{runs[0].width} + runs[1].width + runs[2].width; }
};

struct Part {
  enum class Kind : u8 {
    text,
    table,
    call,
    source,
    row,
    uniform,
    sets,
    sets_uniform,
    reads,
    reads_uniform,
    barrier,
    special,
    unsigned_number,
    signed_number
  };
  struct Condition {
    u8 bit = 0;
    bool set = false, used = false;
    bool holds(Word w) const { return !used || w.bit(bit) == set; }
  };
  Kind kind = Kind::text;
  bool modifier = false, optional = false;
  char slot = 0;    // source: d a s t b c
  char type = 'x';  // source: how its immediates print
  bool negate = false, absolute = false, complement = false, carry = false;
  Field field;
  Condition conditions[3];
  std::string_view text;               // text, or what is printed behind a source
  std::span<const char* const> table;  // table, or behind a source
  PrintFunction call = nullptr;

  bool printed(Word w) const { return conditions[0].holds(w) && conditions[1].holds(w) && conditions[2].holds(w); }
};

// The parsed form of `syntax`, kept for the life of the process. A syntax that breaks the rules above throws
// std::logic_error: rows are ours, and a test parses them all.
const std::vector<Part>& parsed(const char* syntax);

// Tables and functions that syntaxes name (syntax_tables.cpp, text_functions.cpp); null if there is none.
std::span<const char* const> syntax_table(std::string_view name);
PrintFunction syntax_function(std::string_view name);

}  // namespace egpulab::simulator::isa::sass
