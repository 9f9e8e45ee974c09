// Parts that many instructions print: registers, predicates, constants, sources.
#include "simulator/isa/sass/printer.hpp"

#include <fmt/format.h>

namespace egpulab::simulator::isa::sass {

void Printer::modifier(std::string_view name) {
  if (name.empty()) return;
  mnemonic += '.';
  mnemonic += name;
}

void Printer::operand(std::string_view text) {
  if (!operands.empty()) operands += ", ";
  operands += text;
}

void Printer::beside(std::string_view text) {
  if (!operands.empty()) operands += ' ';
  operands += text;
}

std::string Printer::vector_register(u64 number) { return number == 255 ? "RZ" : fmt::format("R{}", number); }

std::string Printer::uniform_register(u32 at, u32 behind) const {
  const u32 width = sm >= 100 ? 8 : 6;
  const u64 number = w.bits(at, width) + behind;
  return number == (1u << width) - 1 ? "URZ" : fmt::format("UR{}", number);
}

std::string Printer::predicate(u64 number, std::string_view prefix) {
  return number == 7 ? fmt::format("{}PT", prefix) : fmt::format("{}P{}", prefix, number);
}

std::string Printer::read_predicate(u32 at, std::string_view prefix) const {
  return (w.bit(at + 3) ? "!" : "") + predicate(w.bits(at, 3), prefix);
}

std::string Printer::constant() const {
  const u64 offset = w.bits(38, 16);
  if (w.bit(91)) return fmt::format("cx[{}][{:#x}]", uniform_register(sm >= 100 ? 24 : 32), offset);
  return fmt::format("c[{:#x}][{:#x}]", w.bits(54, 5), offset);
}

// From sm_90 on the lowest bits lie apart, in 16-23. BSSY has 30 bits only: B and predicates take the others.
i64 Printer::branch_offset() const {
  if (row.opcode == 0x145) return w.signed_bits(34, 30) * 4;
  const i64 words = w.signed_bits(34, 48);
  return (sm >= 90 ? words * 256 + static_cast<i64>(w.bits(16, 8)) : words) * 4;
}

u64 Printer::target() const { return address + instruction_bytes + static_cast<u64>(branch_offset()); }

namespace {

// Where the sign and absolute bits of a slot lie.
struct SlotBits {
  u8 negate, absolute, half_negate, half_absolute, swizzle;
};
constexpr SlotBits slot_a{72, 73, 72, 73, 74}, slot_32{63, 62, 63, 62, 60}, slot_64{75, 74, 84, 83, 81};

char physical(const Part& part, u32 form) {
  const bool third = form == 2 || form == 3 || form == 7;
  if (part.slot == 'b') return third ? 't' : 's';
  if (part.slot == 'c') return third ? 's' : 't';
  return part.slot;
}

std::string immediate(const Printer& p, char type) {
  const u32 value = static_cast<u32>(p.bits(32, 32));
  switch (type) {
    case 'i':
      return signed_hex(static_cast<i32>(value));
    case 'f':
      return float32_text(value);
    case 'd':
      return double_high_text(value);
    case 'h':
    case 'n':
    case 'v': {
      const auto one = p.mnemonic.find("BF16") != std::string::npos ? bf16_text : half_text;
      return one(static_cast<u16>(value >> 16)) + ", " + one(static_cast<u16>(value));
    }
    default:
      return hex(value);
  }
}

std::string behind(const Printer& p, const Part& part) {
  if (!part.table.empty()) {
    const u64 value = part.field.of(p.w);
    const char* name = value < part.table.size() ? part.table[value] : "INVALID";
    return name == nullptr || *name == 0 ? std::string() : std::string(".") + name;
  }
  return part.text.empty() ? std::string() : "." + std::string(part.text);
}

}  // namespace

void print_source(Printer& p, const Part& part) {
  const bool uniform = p.row.operands == Operands::uniform;
  const u32 form = p.w.form();
  const char slot = physical(part, form);
  if (slot == 'd') return p.operand(uniform ? p.uniform_register(16) : p.vector_at(16));

  std::string base;
  bool is_register = !uniform;
  const SlotBits* bits = &slot_a;
  if (slot == 'a') {
    base = uniform ? p.uniform_register(24) : p.vector_at(24);
  } else if (slot == 't') {
    bits = &slot_64;
    base = uniform ? p.uniform_register(64) : p.vector_at(64);
  } else {
    bits = &slot_32;
    is_register = is_register && form == 1;
    if (form == 2 || form == 4) return p.operand(immediate(p, part.type));
    if (form == 3 || form == 5)
      base = p.constant();
    else
      base = form == 1 && !uniform ? p.vector_at(32) : p.uniform_register(32);
  }

  const bool half = part.type == 'h' || part.type == 'n' || part.type == 'v';
  const bool sign = p.bit(half ? bits->half_negate : bits->negate);
  std::string prefix;
  if (sign && part.negate) prefix = "-";
  if (sign && part.complement) prefix = "~";
  if (sign && part.carry) prefix = p.bit(74) ? "~" : "-";
  const char* bar = part.absolute && p.bit(half ? bits->half_absolute : bits->absolute) ? "|" : "";
  static constexpr const char* swizzles[] = {"", ".H1_H0_XX", ".H0_H0", ".H1_H1"};
  const char* swizzle = half && part.type != 'v' ? swizzles[p.bits(bits->swizzle, 2)] : "";
  if (part.type == 'n' && slot == 's' && p.bit(86)) swizzle = ".H0_NH1";
  if (!is_register) return p.operand(prefix + bar + base + swizzle + bar + behind(p, part));
  // The flags go by operand: slot 64 holds the second in the forms whose third is slot 32; instructions as FADD, which
  // have such forms besides that of registers, have no second.
  const bool third = form == 2 || form == 3 || form == 7;
  const bool no_second = p.row.forms == (form::r | form::c);
  const u32 reuse_at = slot == 'a' ? 122 : slot == 't' ? (third ? 123 : 124) : no_second ? 124 : 123;
  const char* reuse = p.bit(reuse_at) && p.sm < 100 ? ".reuse" : "";
  p.operand(prefix + bar + base + bar + reuse + swizzle + behind(p, part));
}

}  // namespace egpulab::simulator::isa::sass
