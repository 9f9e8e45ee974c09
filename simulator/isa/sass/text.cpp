// Prints a word by its row's syntax.
#include "simulator/isa/sass/text.hpp"

#include <fmt/format.h>

#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/printer.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

using Kind = Part::Kind;

std::string entry_name(std::span<const char* const> table, u64 value) {
  if (value < table.size() && table[value] != nullptr) return table[value];
  return fmt::format("INVALID{}", value);
}

bool all_ones(const Printer& p, const Part& part) {
  const Word w = p.w;
  switch (part.kind) {
    case Kind::source:
      return part.slot == 'd' ? w.bits(16, 8) == 255 : part.slot == 'a' && w.bits(24, 8) == 255;
    case Kind::uniform:
      return p.uniform_register(part.field.runs[0].at) == "URZ";
    case Kind::row:
    case Kind::sets:
    case Kind::sets_uniform:
      return part.field.of(w) == (u64{1} << part.field.width()) - 1;
    case Kind::reads:
    case Kind::reads_uniform:
      return part.field.of(w) == 7 && !w.bit(part.field.runs[0].at + 3u);
    case Kind::unsigned_number:
      return part.field.of(w) == (u64{1} << part.field.width()) - 1;
    default:
      return false;
  }
}

void print_operand(Printer& p, const Part& part) {
  const std::string_view predicates = p.row.operands == Operands::uniform ? "U" : "";
  const u32 at = part.field.runs[0].at;
  switch (part.kind) {
    case Kind::text:
      return p.operand(part.text);
    case Kind::table:
      return p.operand(entry_name(part.table, part.field.of(p.w)));
    case Kind::source:
      return print_source(p, part);
    case Kind::row:
      return p.operand(p.vector_at(at));
    case Kind::uniform:
      return p.operand(p.uniform_register(at));
    case Kind::sets:
      return p.operand(Printer::predicate(part.field.of(p.w), predicates));
    case Kind::sets_uniform:
      return p.operand(Printer::predicate(part.field.of(p.w), "U"));
    case Kind::reads:
      return p.operand(p.read_predicate(at, predicates));
    case Kind::reads_uniform:
      return p.operand(p.read_predicate(at, "U"));
    case Kind::barrier:
      return p.operand(fmt::format("B{}", part.field.of(p.w)));
    case Kind::special:
      return p.operand(special_register(static_cast<u32>(part.field.of(p.w))));
    case Kind::unsigned_number:
      return p.operand(hex(part.field.of(p.w)));
    case Kind::signed_number: {
      const u32 unused = 64 - part.field.width();
      return p.operand(signed_hex(static_cast<i64>(part.field.of(p.w) << unused) >> unused));
    }
    default:
      return;
  }
}

}  // namespace

std::string text(const Row& row, Word w, u64 address, SmVersion sm) {
  Printer p(row, w, address, sm);
  p.mnemonic = row.name;
  for (const Part& part : parsed(row.syntax)) {
    if (!part.printed(w) || (part.optional && all_ones(p, part))) continue;
    if (part.kind == Kind::call)
      part.call(p);
    else if (!part.modifier)
      print_operand(p, part);
    else
      p.modifier(part.kind == Kind::table ? entry_name(part.table, part.field.of(w)) : part.text);
  }
  std::string all;
  if (w.bits(12, 4) != 7)
    all = fmt::format("@{}{} ", w.bit(15) ? "!" : "",
                      Printer::predicate(w.bits(12, 3), guarded_by_uniform(row) ? "U" : ""));
  all += p.mnemonic;
  if (!p.operands.empty()) all += ' ' + p.operands;
  return all + " ;";
}

}  // namespace egpulab::simulator::isa::sass
