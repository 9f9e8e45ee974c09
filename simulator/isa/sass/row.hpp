// One row per instruction form: its opcode, what its fields are, how it prints, and the function that executes it.
// Decoder, disassembler and engine are all made from these rows.
#pragma once

#include <span>

#include "simulator/isa/sass/word.hpp"

namespace egpulab::simulator::isa::sass {

struct Warp;
struct Record;
// Executes one predecoded instruction and returns the next one, or null when the warp has to stop (Warp::stop says
// why).
using Handler = const Record* (*)(Warp&, const Record*);

// Streaming multiprocessor versions as the compiler numbers them: 80, 86, 87, 89, 90, 100, 103, 120.
using SmVersion = u8;

// How predecode fills a Record's operands.
enum class Operands : u8 {
  alu,      // vector: d 16-23, a 24-31, then slot 32-63 and slot 64-71 as the form says
  uniform,  // the same, but d, a, and registers of both slots are uniform registers
  memory,   // d 16-23, address a 24-31, data b 32-39, data c 64-71, signed offset 40-63 in Record::imm
  control,  // none: the handler looks at the word
};

enum Flag : u32 {
  ends_block = 1u << 0,     // control may go elsewhere
  no_effect = 1u << 1,      // changes nothing the model keeps (scheduling hints, cache control)
  uniform_guard = 1u << 2,  // guarded by a uniform predicate though it writes vector state
  bit91_set = 1u << 3,      // the row is for words with bit 91 set,
  bit91_clear = 1u << 4,    //   or clear; without either flag for both
};

struct Row {
  const char* name = nullptr;  // mnemonic without modifiers
  u16 opcode = 0;              // bits 8:0
  u8 forms = 0;                // bit n: exists with bits 11:9 == n
  Operands operands = Operands::alu;
  const char* syntax = nullptr;  // modifiers and operands in the order in which they print (syntax.hpp)
  u32 flags = 0;
  Handler run = nullptr;  // null: decoded and printed; executing it stops the warp with an error that names it
  // Where it saves time: a handler for just this word's modifiers, chosen when it is predecoded. Null from it: `run`.
  Handler (*pick)(Word, SmVersion) = nullptr;
  SmVersion first = 75, last = 255;  // the versions that have it
};

namespace form {
// Sets of forms: registers only; with an immediate, constant or uniform second source; and third source.
inline constexpr u8 r = 1 << 1, b = 1 << 4 | 1 << 5 | 1 << 6, c = 1 << 2 | 1 << 3 | 1 << 7;
inline constexpr u8 rb = r | b, rbc = r | b | c;
constexpr u8 only(u32 n) { return static_cast<u8>(1 << n); }
}  // namespace form

// The rows of all versions, compiled for one level of the host processor.
struct Tables {
  std::span<const std::span<const Row>> families;
};

}  // namespace egpulab::simulator::isa::sass
