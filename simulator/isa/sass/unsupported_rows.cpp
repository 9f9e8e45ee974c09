// Instructions that are known by name only: textures, surfaces, tensor memory, graphics.
// They decode, so that disassembly and faults can name them; nothing executes them.
#include "simulator/isa/sass/unsupported_rows.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// clang-format off
constexpr Row known_by_name[] = {
    // Textures: bindless ones have a number of their own.
    {"TEX", 0x160, form::only(5) | form::only(7), Operands::memory,
     ".SCR@60 .{lod@87:3} .AOFFI@76 .NDV@77 .DC@78 R64 R16 R24 ?R32 U40@91 =0x0@91 #54,5!91 #40,14!91 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TEX", 0x161, form::only(1), Operands::memory,
     ".SCR@60 .B .{lod@87:3} .AOFFI@76 .NDV@77 .DC@78 R64 R16 R24 ?R32 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TLD4", 0x163, form::only(5) | form::only(7), Operands::memory,
     ".SCR@60 .{component@87:2} .AOFFI@76 .NDV@77 .DC@78 R64 R16 R24 ?R32 U40@91 =0x0@91 #54,5!91 #40,14!91 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TLD4", 0x164, form::only(1), Operands::memory,
     ".SCR@60 .{component@87:2} .B .AOFFI@76 .NDV@77 .DC@78 R64 R16 R24 ?R32 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TLD", 0x166, form::only(5) | form::only(7), Operands::memory,
     ".SCR@60 .{lod@87:3} .AOFFI@76 .MS@78 R64 R16 R24 ?R32 U40@91 =0x0@91 #54,5!91 #40,14!91 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TLD", 0x167, form::only(1), Operands::memory,
     ".SCR@60 .B .{lod@87:3} .AOFFI@76 .MS@78 R64 R16 R24 ?R32 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TMML", 0x169, form::only(5) | form::only(7), Operands::memory,
     ".NDV@77 R64 R16 R24 ?R32 U40@91 =0x0@91 #54,5!91 #40,14!91 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TMML", 0x16a, form::only(1), Operands::memory,
     ".B .NDV@77 R64 R16 R24 ?R32 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TXD", 0x16c, form::only(5) | form::only(7), Operands::memory,
     ".AOFFI@76 R64 R16 R24 ?R32 U40@91 =0x0@91 #54,5!91 #40,14!91 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TXD", 0x16d, form::only(1), Operands::memory,
     ".B .AOFFI@76 R64 R16 R24 ?R32 {texture_dim@61:3} ?#72,4", 0, nullptr},
    {"TXQ", 0x16f, form::only(5) | form::only(7), Operands::memory,
     "R64 R16 R24 {texture_query@62:2} U40@91 =0x0@91 #54,5!91 #40,14!91 ?#72,4", 0, nullptr},
    {"TXQ", 0x170, form::only(1), Operands::memory,
     ".B R64 R16 R24 {texture_query@62:2} ?#72,4", 0, nullptr},
    // Surfaces.
    {"SULD", 0x199, form::only(5) | form::only(7), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{size@73:3} .{order@77:4} .{clamp@59:2} R16 %register_address U40@91 =0x0@91 #54,5!91 #40,14!91", 0, nullptr},
    {"SULD", 0x19a, form::only(4), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{size@73:3} .{order@77:4} .{clamp@59:2} R16 %register_address R64", 0, nullptr},
    {"SUST", 0x19b, form::only(5) | form::only(7), Operands::memory,
     ".P .{surface_dim@61:3} .{order@77:4} .{surface_mask@72:4} .{clamp@59:2} %register_address R32 U40@91 =0x0@91 #54,5!91 #40,14!91", 0, nullptr},
    {"SUST", 0x19c, form::only(4), Operands::memory,
     ".P .{surface_dim@61:3} .{order@77:4} .{surface_mask@72:4} .{clamp@59:2} %register_address R32 R64", 0, nullptr},
    {"SUST", 0x19d, form::only(5) | form::only(7), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{size@73:3} .{order@77:4} .{clamp@59:2} %register_address R32 U40@91 =0x0@91 #54,5!91 #40,14!91", 0, nullptr},
    {"SUST", 0x19e, form::only(4), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{size@73:3} .{order@77:4} .{clamp@59:2} %register_address R32 R64", 0, nullptr},
    {"SUATOM", 0x194, form::only(5) | form::only(7), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{atom_op@87:4} .{clamp@59:2} R16 %register_address R32 U40@91 =0x0@91 #54,5!91 #40,14!91", 0, nullptr},
    {"SUATOM", 0x195, form::only(4), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{atom_op@87:4} .{clamp@59:2} R16 %register_address R32 R64", 0, nullptr},
    {"SURED", 0x197, form::only(5) | form::only(7), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{atom_op@87:4} .{clamp@59:2} R16 %register_address R32 U40@91 =0x0@91 #54,5!91 #40,14!91", 0, nullptr},
    {"SURED", 0x198, form::only(4), Operands::memory,
     ".D .BA@72 .{surface_dim@61:3} .{atom_op@87:4} .{clamp@59:2} R16 %register_address R32 R64", 0, nullptr},
};
// clang-format on

}  // namespace

std::span<const Row> unsupported_rows() {
  return known_by_name;
}

}  // namespace egpulab::simulator::isa::sass
