// Instructions that are known by name only: textures, surfaces, tensor memory, graphics.
// They decode, so that disassembly and faults can name them; nothing executes them.
#include "simulator/isa/sass/unsupported_rows.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
constexpr Row known_by_name[] = {
    // Textures: bindless ones have a number of their own.
    {"TEX", 0x160, form::only(5) | form::only(7), Operands::memory,
     "%texture", 0, nullptr},
    {"TEX", 0x161, form::only(1), Operands::memory,
     "%texture", 0, nullptr},
    {"TLD4", 0x163, form::only(5) | form::only(7), Operands::memory,
     "%texture", 0, nullptr},
    {"TLD4", 0x164, form::only(1), Operands::memory,
     "%texture", 0, nullptr},
    {"TLD", 0x166, form::only(5) | form::only(7), Operands::memory,
     "%texture", 0, nullptr},
    {"TLD", 0x167, form::only(1), Operands::memory,
     "%texture", 0, nullptr},
    {"TMML", 0x169, form::only(5) | form::only(7), Operands::memory,
     "%texture", 0, nullptr},
    {"TMML", 0x16a, form::only(1), Operands::memory,
     "%texture", 0, nullptr},
    {"TXD", 0x16c, form::only(5) | form::only(7), Operands::memory,
     "%texture", 0, nullptr},
    {"TXD", 0x16d, form::only(1), Operands::memory,
     "%texture", 0, nullptr},
    {"TXQ", 0x16f, form::only(5) | form::only(7), Operands::memory,
     "%texture", 0, nullptr},
    {"TXQ", 0x170, form::only(1), Operands::memory,
     "%texture", 0, nullptr},
    // Surfaces.
    {"SULD", 0x199, form::only(5) | form::only(7), Operands::memory,
     "%surface", 0, nullptr},
    {"SULD", 0x19a, form::only(4), Operands::memory,
     "%surface", 0, nullptr},
    {"SUST", 0x19b, form::only(5) | form::only(7), Operands::memory,
     "%surface", 0, nullptr},
    {"SUST", 0x19c, form::only(4), Operands::memory,
     "%surface", 0, nullptr},
    {"SUST", 0x19d, form::only(5) | form::only(7), Operands::memory,
     "%surface", 0, nullptr},
    {"SUST", 0x19e, form::only(4), Operands::memory,
     "%surface", 0, nullptr},
    {"SUATOM", 0x194, form::only(5) | form::only(7), Operands::memory,
     "%surface", 0, nullptr},
    {"SUATOM", 0x195, form::only(4), Operands::memory,
     "%surface", 0, nullptr},
    {"SURED", 0x197, form::only(5) | form::only(7), Operands::memory,
     "%surface", 0, nullptr},
    {"SURED", 0x198, form::only(4), Operands::memory,
     "%surface", 0, nullptr},
};
// clang-format on

}  // namespace

std::span<const Row> unsupported_rows() {
  return known_by_name;
}

}  // namespace egpulab::simulator::isa::sass
