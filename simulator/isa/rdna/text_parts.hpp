// Pieces of assembly text: registers, constants and the immediates that have a syntax of their own.
#pragma once

#include <optional>
#include <string>

#include "simulator/isa/rdna/launch.hpp"
#include "simulator/isa/rdna/row.hpp"

namespace egpulab::simulator::isa::rdna {

std::string vgpr_text(u32 first, u32 count);
// Empty where no such register or tuple exists.
std::string sgpr_text(u32 encoding, u32 count);
// Inline constants and the read-only scalar sources, encodings 128 to 254.
constexpr bool constant_is_number(u32 encoding) {
  return (encoding >= 128 && encoding <= 208) || (encoding >= 240 && encoding <= 248) || encoding == 255;
}
std::string constant_text(u32 encoding, Type type);
// -16 to 64 in decimal, the rest in hexadecimal.
std::string immediate_text(u32 value);
// A literal operand: as the inline constant of its type that has the same value, where there is one.
std::string literal_text(u32 literal, Type type);
std::string dpp_control_text(u32 control);                     // empty if reserved
std::string swizzle_text(u32 offset);                          // DS_SWIZZLE_B32
std::string message_text(u32 message, Generation generation);  // S_SENDMSG_RTN
// " th:TH_LOAD_NT"; `kind` is LOAD, STORE or ATOMIC. Empty for the default.
std::string temporal_hint_text(const char* kind, u32 hint, u32 scope);
std::string buffer_format_text(u32 format);  // MTBUF
// Text of a 16-bit immediate of that type (may be empty: not printed); nothing if the type is no immediate.
std::optional<std::string> immediate_operand_text(Type type, u32 immediate, Generation generation);

}  // namespace egpulab::simulator::isa::rdna
