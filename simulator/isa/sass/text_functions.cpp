// What the language of syntaxes cannot say: addresses, branch targets, and aliases of IMAD and F2FP.
#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "simulator/isa/sass/printer.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// "[R2.64+UR4+0x10]" of its parts, any of which may be missing; "[RZ]" when all are.
std::string brackets(std::string base, const std::string& uniform, i64 offset) {
  if (!uniform.empty()) base += (base.empty() ? "" : "+") + uniform;
  if (base.empty() && offset == 0) base = "RZ";
  if (offset != 0) base += (base.empty() ? "" : "+") + signed_hex(offset);
  return '[' + base + ']';
}

// LD, LDG, ST, STG, ATOM...: bit 91 adds a uniform register: a descriptor (bit 76), or a base, to which
// the register adds 64 or 32 bits. Before sm_90 the descriptor prints only where bit 101 is set.
void global_address(Printer& p, u32 uniform_at, bool wide, bool descriptor, i64 offset) {
  std::string base;
  if (p.bits(24, 8) != 255) base = p.vector_at(24);
  if (!p.bit(91)) return p.operand(brackets(base, "", offset));
  if (descriptor) {
    if (base.empty()) base = "RZ";
    const std::string address = brackets(base + (wide ? ".64" : ".U32"), "", offset);
    return p.operand(p.sm >= 90 || p.bit(101) ? fmt::format("desc[{}]{}", p.uniform_register(uniform_at), address)
                                              : address);
  }
  if (!base.empty()) base += wide ? ".64" : ".U32";
  p.operand(brackets(base, p.uniform_register(uniform_at), offset));
}
i64 memory_offset(const Printer& p) { return p.w.signed_bits(40, 24); }
void load_address(Printer& p) { global_address(p, 32, p.bit(90), p.bit(76), memory_offset(p)); }
void store_address(Printer& p) { global_address(p, 64, p.bit(90), p.bit(76), memory_offset(p)); }
// Of 256 bits: the offset counts in 32 bytes; the mask prints where not all is loaded.
void wide_load_address(Printer& p) { global_address(p, 32, p.bit(75), p.bit(76), p.w.signed_bits(40, 17) * 32); }
void wide_store_address(Printer& p) { global_address(p, 64, p.bit(75), p.bit(76), p.w.signed_bits(40, 19) * 32); }
void wide_load_mask(Printer& p) {
  if (const u64 mask = p.bits(57, 7) | u64{p.bit(72)} << 7; mask != 0xff) p.operand(hex(mask));
}
// ATOM, ATOMG: bit 71 says that there is a descriptor, 70 that the register has 64 bits. From sm_100 on the uniform
// register's number takes these, and 63 and 76 say so; floats, whose type takes 76, have 90. RED: 71 (then 81) and 90.
void atomic_address(Printer& p) {
  if (p.sm < 100) return global_address(p, 64, p.bit(70), p.bit(71), memory_offset(p));
  const bool is_float = p.row.opcode == 0x1a2 || p.row.opcode == 0x1a3;
  global_address(p, 64, p.bit(is_float ? 90 : 76), p.bit(63), p.w.signed_bits(40, 23));
}
void reduction_address(Printer& p) { global_address(p, 64, p.bit(90), p.bit(p.sm >= 100 ? 81 : 71), memory_offset(p)); }

// LDS, STS, LDL, ...: before sm_90 the register can be scaled.
void window_address(Printer& p, u32 uniform_at, bool scaled) {
  static constexpr const char* scales[] = {"", ".X4", ".X8", ".X16"};
  std::string base;
  if (p.bits(24, 8) != 255) base = p.vector_at(24) + (scaled && p.sm < 90 ? scales[p.bits(78, 2)] : "");
  p.operand(brackets(base, p.bit(91) ? p.uniform_register(uniform_at) : "", memory_offset(p)));
}
void shared_load(Printer& p) { window_address(p, 32, true); }
void shared_store(Printer& p) { window_address(p, 64, true); }
void matrix_address(Printer& p) { window_address(p, 32, false); }
void local_load(Printer& p) { window_address(p, 32, false); }
void local_store(Printer& p) { window_address(p, 64, false); }

// LDG, LD: the predicate of bits 64-66 is stored as its complement; PT prints nothing.
void load_predicate(Printer& p) {
  const u64 number = 7 - p.bits(64, 3);
  if (number != 7 || p.bit(67)) p.operand((p.bit(67) ? "!" : "") + Printer::predicate(number));
}

void ldgsts_shared(Printer& p) {
  const std::string uniform = p.w.form() == 6 ? p.uniform_register(64) : "";
  const std::string base = p.bits(16, 8) == 255 ? "" : p.vector_at(16);
  p.operand(brackets(base, uniform, p.w.signed_bits(44, 20)));
}
void ldgsts_global(Printer& p) {
  const i64 offset = p.w.signed_bits(32, 12);
  const bool shared_has_uniform = p.w.form() == 6;
  const std::string base = p.vector_at(24) + (p.sm >= 100 || p.bit(70) ? ".64" : ".U32");
  if (p.bit(76)) {
    // The descriptor is in the register behind the shared address's.
    const std::string address = brackets(base, "", offset);
    if (p.sm < 90 && !p.bit(101)) return p.operand(address);
    return p.operand(fmt::format("desc[{}]{}", p.uniform_register(64, shared_has_uniform ? 1 : 0), address));
  }
  const std::string uniform = p.uniform_register(64);
  p.operand(brackets(base, shared_has_uniform || uniform == "URZ" ? "" : uniform, offset));
}
void ldgsts_size(Printer& p) {
  static constexpr const char* sizes[] = {"", "64", "128"};
  const u64 width = p.sm >= 100 ? p.bits(74, 2) : p.bits(73, 3) - 4;
  p.modifier(width < std::size(sizes) ? sizes[width] : "INVALID");
}

// c[bank][register + offset] of LDC; of ULDC with a uniform register, if any. With a handle cx[UR][register + offset]:
// LDC as form 2, ULDC with bit 91 (Mesa src/nouveau/compiler/nak/sm70_encode.rs).
void constant_address(Printer& p) {
  const u64 bank = p.bits(54, 5);
  const bool uniform = p.row.operands == Operands::uniform;
  const bool handle = uniform ? p.row.opcode == 0x0b9 && p.bit(91) : p.w.form() == 2;
  const u32 index_at = handle ? 64 : 24;
  std::string base;
  if (!uniform && p.bits(index_at, 8) != 255) base = p.vector_at(index_at);
  if (uniform && p.row.opcode == 0x0bb) base = p.uniform_register(24);
  const i64 offset = base.empty() ? static_cast<i64>(p.bits(38, 16)) : p.w.signed_bits(38, 16);
  const std::string inner =
      uniform && base.empty() ? '[' + hex(static_cast<u64>(offset)) + ']' : brackets(base, "", offset);
  p.operand(handle ? fmt::format("cx[{}]{}", p.uniform_register(24), inner) : fmt::format("c[{:#x}]{}", bank, inner));
}
// LDCU: the offset has 17 bits. A bank's number and a uniform register, or a register with a buffer's handle.
void ldcu_address(Printer& p) {
  const bool bindless = p.w.form() == 5;
  const u32 index_at = bindless ? 64 : 24;
  const std::string base = p.bits(index_at, 8) == 255 ? "" : p.uniform_register(index_at);
  const u64 offset = p.bits(37, 17);
  const std::string inner = base.empty() ? '[' + hex(offset) + ']' : brackets(base, "", p.w.signed_bits(37, 17));
  p.operand(bindless ? fmt::format("cx[{}]{}", p.uniform_register(24), inner)
                     : fmt::format("c[{:#x}]{}", p.bits(54, 5), inner));
}
// Generic stores without a uniform register: the offset has 32 bits.
void address_32(Printer& p) {
  p.operand(brackets(p.bits(24, 8) == 255 ? "" : p.vector_at(24), "", p.w.signed_bits(32, 32)));
}
void generic_load(Printer& p) { p.bit(91) ? load_address(p) : address_32(p); }
void syncs_address(Printer& p) { p.operand(brackets("", p.uniform_register(24), memory_offset(p))); }
void uniform_address_24(Printer& p) { p.operand('[' + p.uniform_register(24) + ']'); }
void uniform_address_32(Printer& p) { p.operand('[' + p.uniform_register(32) + ']'); }
void register_address(Printer& p) { p.operand('[' + p.vector_at(24) + ']'); }
// CCTL: the operations on a whole cache have no address.
void cctl_address(Printer& p) {
  const u64 op = p.bits(87, 4);
  if (op != 4 && (op < 6 || op > 8)) address_32(p);
}

void target(Printer& p) { p.operand(hex(p.target())); }
void target_beside(Printer& p) { p.beside(hex(p.target())); }
void offset_beside(Printer& p) { p.beside(signed_hex(p.branch_offset())); }
void absolute(Printer& p) { p.operand(hex(p.bits(34, 46) * 4)); }
// RET: relative to its own function, or absolute.
void return_target(Printer& p) { p.beside(p.bit(85) ? hex(static_cast<u64>(p.branch_offset())) : hex(p.target())); }
// LEPC: so many bytes behind the next instruction.
void pc_ahead(Printer& p) {
  p.operand(hex(p.address + instruction_bytes + p.bits(24, 8) + static_cast<u64>(p.w.signed_bits(34, 48)) * 256));
}
void branch_uniform(Printer& p) {
  if (p.bit(91)) p.operand((p.sm < 100 && p.bit(30) ? "~" : "") + p.uniform_register(24));
}
void warpsync_mask(Printer& p) {
  const u64 mask = p.bits(32, 32);
  if (mask == 0)
    p.modifier("ALL");
  else
    p.operand(hex(mask));
}
// Barrier number and count of threads: immediates, registers, or both in one register.
void bar_operands(Printer& p) {
  const u32 form = p.w.form();
  const u64 count = p.bits(42, 12);
  if (form == 1 || form == 2)
    p.operand(p.vector_at(32));
  else
    p.operand(hex(p.bits(54, 4)));
  if (form == 1 || form == 4)
    p.operand(p.vector_at(32));
  else if (count != 0)
    p.operand(hex(count));
}
void depbar_operands(Printer& p) {
  p.operand(fmt::format("SB{}", p.bits(44, 3)));
  p.operand(hex(p.bits(38, 6)));
  std::string list;
  for (u32 n = 6; n-- > 0;)
    if (p.bit(32 + n)) list += (list.empty() ? "" : ",") + std::to_string(n);
  if (!list.empty()) p.operand('{' + list + '}');
}
// The names that BMOV has for the state of the convergence unit beyond B0-B15.
std::string convergence_state(u64 number) {
  static constexpr const char* names[] = {"THREAD_STATE_ENUM.0",
                                          "THREAD_STATE_ENUM.1",
                                          "THREAD_STATE_ENUM.2",
                                          "THREAD_STATE_ENUM.3",
                                          "THREAD_STATE_ENUM.4",
                                          "TRAP_RETURN_PC.LO",
                                          "TRAP_RETURN_PC.HI",
                                          "TRAP_RETURN_MASK",
                                          "MEXITED",
                                          "MKILL",
                                          "MACTIVE",
                                          "MATEXIT",
                                          "OPT_STACK",
                                          "API_CALL_DEPTH",
                                          "ATEXIT_PC.LO",
                                          "ATEXIT_PC.HI"};
  return number < 16 ? fmt::format("B{}", number) : names[(number - 16) & 15];
}
void convergence_at_24(Printer& p) { p.operand(convergence_state(p.bits(24, 5))); }

// Moves, shifts and sums that the compiler writes as IMAD are printed by what they do.
void imad_alias(Printer& p) {
  if (p.bit(74)) return;
  const u32 form = p.w.form();
  const bool third = form == 2 || form == 3 || form == 7;
  const bool b_register = form == 1 || third;
  const u64 b = third ? p.bits(64, 8) : p.bits(32, 8);
  const u32 value = static_cast<u32>(p.bits(32, 32));
  if (p.bits(24, 8) == 255 && b_register && b == 255 && form != 7) return p.modifier("MOV");
  if (form != 4) return;
  if (value == 1 && (p.bit(73) || p.bits(64, 8) == 255)) return p.modifier(p.bit(73) ? "IADD" : "MOV");
  if (p.bits(64, 8) == 255 && value > 1 && value != 0x10000 && std::has_single_bit(value)) p.modifier("SHL");
}

void idp_types(Printer& p) {
  static constexpr const char* types[] = {"U8", "S8", "U16", "S16"};
  p.modifier(types[p.bits(73, 1) | static_cast<u64>(p.bit(76)) << 1]);
  p.modifier(types[p.bits(74, 1)]);
}
// Types of the sources: signs 76 and 78, four bits wide 83 and 84.
void imma_types(Printer& p) {
  static constexpr const char* types[] = {"U8", "S8", "U4", "S4"};
  p.modifier(types[p.bits(76, 1) | p.bits(83, 1) << 1]);
  p.modifier(types[p.bits(78, 1) | p.bits(84, 1) << 1]);
  if (p.bit(82)) p.modifier("SAT");
}
// Sparse matrices: the register of the metadata, and which of its halves.
void sparse_metadata(Printer& p) {
  p.operand(p.vector_at(40) + (p.bit(50) ? ".reuse" : ""));
  p.operand(hex(p.bits(48, 2)));
}

// ATOMG, RED: what is added, and how it is rounded.
void atomic_type(Printer& p) {
  static constexpr const char* types[] = {"", "S32", "64", "F32.FTZ.RN", "F16x2.RN", "S64", "F64.RN", "BF16x2.RN"};
  static constexpr const char* hopper_types[] = {"", "S32", "64", "S64"};
  const u64 type = p.bits(73, 3);
  if (p.sm < 90) return p.modifier(types[type]);
  p.modifier(type < std::size(hopper_types) ? hopper_types[type] : "INVALID");
}
void compare_and_swap(Printer& p) {
  p.modifier(p.bits(87, 2) == 3 ? "CAST.SPIN" : "CAS");
  if (p.bits(73, 3) == 2) p.modifier("64");
}

// SEL.64: an immediate of 32 bits, or 33 with a sign; a register where other instructions have a constant.
void select_64_source(Printer& p) {
  const u32 form = p.w.form();
  if (form == 2) return p.operand(signed_hex(static_cast<i64>(p.bits(32, 32)) - (p.bit(64) ? i64{1} << 32 : 0)));
  p.operand(form == 7 || p.row.operands == Operands::uniform ? p.uniform_register(32) : p.vector_at(32));
}
void shuffle_lane(Printer& p) {
  const u32 form = p.w.form();
  p.operand(form == 1 || form == 2 ? p.vector_at(32) : hex(p.bits(53, 5)));
}
void shuffle_limit(Printer& p) {
  const u32 form = p.w.form();
  p.operand(form == 1 || form == 4 ? p.vector_at(64) : hex(p.bits(40, 13)));
}
// FSWZADD: for each lane of a quad the signs of both sources.
void swizzle_add(Printer& p) {
  std::string signs;
  for (u32 n = 0; n < 4; ++n)
    for (u32 at : {38 - 2 * n, 46 - 2 * n}) signs += "PN?Z"[p.bits(at, 2)];
  p.operand(signs);
}

// A source of 8 or 16 bits: which part of its register.
void part_select(Printer& p) {
  const u64 part = p.bits(60, 2);
  if (part != 0 && p.bits(84, 2) < 2) p.operands += (p.bits(84, 2) == 0 ? ".B" : ".H") + std::to_string(part);
}

struct NamedFunction {
  std::string_view name;
  PrintFunction call;
};
constexpr NamedFunction syntax_functions[] = {
    {"load_address", load_address},
    {"store_address", store_address},
    {"wide_load_address", wide_load_address},
    {"wide_store_address", wide_store_address},
    {"wide_load_mask", wide_load_mask},
    {"atomic_address", atomic_address},
    {"shared_load", shared_load},
    {"shared_store", shared_store},
    {"matrix_address", matrix_address},
    {"local_load", local_load},
    {"local_store", local_store},
    {"load_predicate", load_predicate},
    {"ldgsts_shared", ldgsts_shared},
    {"ldgsts_global", ldgsts_global},
    {"ldgsts_size", ldgsts_size},
    {"constant_address", constant_address},
    {"ldcu_address", ldcu_address},
    {"reduction_address", reduction_address},
    {"address_32", address_32},
    {"generic_load", generic_load},
    {"syncs_address", syncs_address},
    {"uniform_address_24", uniform_address_24},
    {"uniform_address_32", uniform_address_32},
    {"register_address", register_address},
    {"cctl_address", cctl_address},
    {"target", target},
    {"target_beside", target_beside},
    {"offset_beside", offset_beside},
    {"absolute", absolute},
    {"return_target", return_target},
    {"pc_ahead", pc_ahead},
    {"branch_uniform", branch_uniform},
    {"warpsync_mask", warpsync_mask},
    {"bar_operands", bar_operands},
    {"depbar_operands", depbar_operands},
    {"convergence_at_24", convergence_at_24},
    {"imad_alias", imad_alias},
    {"idp_types", idp_types},
    {"imma_types", imma_types},
    {"sparse_metadata", sparse_metadata},
    {"atomic_type", atomic_type},
    {"compare_and_swap", compare_and_swap},
    {"select_64_source", select_64_source},
    {"shuffle_lane", shuffle_lane},
    {"shuffle_limit", shuffle_limit},
    {"swizzle_add", swizzle_add},
    {"part_select", part_select},
};

}  // namespace

PrintFunction syntax_function(std::string_view name) {
  const auto found = std::ranges::find(syntax_functions, name, &NamedFunction::name);
  return found == std::end(syntax_functions) ? nullptr : found->call;
}

}  // namespace egpulab::simulator::isa::sass
