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
    // Tensor memory accesses, reductions of blocks, and barriers of clusters (opcodes as ptxas emits them for sm_90).
    {"UTMALDG", 0x1b4, form::only(2), Operands::memory, "%uniform_address_24 %uniform_address_32", uniform_guard, nullptr, nullptr, 90},
    {"UTMASTG", 0x1b5, form::only(1), Operands::memory, "%uniform_address_24 %uniform_address_32", uniform_guard, nullptr, nullptr, 90},
    {"UTMAREDG", 0x1b6, form::only(1), Operands::memory, "%uniform_address_24 %uniform_address_32", uniform_guard, nullptr, nullptr, 90},
    {"UTMAPF", 0x1b8, form::only(2), Operands::memory, "%uniform_address_24 %uniform_address_32", uniform_guard, nullptr, nullptr, 90},
    {"UTMACCTL", 0x1b9, form::only(4), Operands::memory, "%uniform_address_24", uniform_guard, nullptr, nullptr, 90},
    {"UBLKRED", 0x1bb, form::only(1), Operands::memory, "%uniform_address_32 %uniform_address_24 U64", uniform_guard, nullptr, nullptr, 90},
    {"UCGABAR_ARV", 0x1c7, form::only(4), Operands::memory, "", uniform_guard, nullptr, nullptr, 90},
    {"UCGABAR_WAIT", 0x1c7, form::only(6), Operands::memory, "", uniform_guard, nullptr, nullptr, 90},
    // Matrix instructions of four warps, accesses to several cards' memory, launches behind launches (likewise).
    {"WARPGROUP", 0x1c5, form::only(4), Operands::control, ".ARRIVE!80 .DEPBAR@80", 0, nullptr, nullptr, 90, 90},
    {"HGMMA", 0x1f0, form::only(4), Operands::memory, "d U24 t", 0, nullptr, nullptr, 90, 90},
    {"IGMMA", 0x1f1, form::only(4), Operands::memory, "d U24 t", 0, nullptr, nullptr, 90, 90},
    {"BGMMA", 0x1f2, form::only(4), Operands::memory, "d U24 t", 0, nullptr, nullptr, 90, 90},
    {"QGMMA", 0x1f3, form::only(4), Operands::memory, "d U24 t", 0, nullptr, nullptr, 90, 90},
    {"LDGMC", 0x1a5, form::only(4), Operands::memory, ".E@72 d a", 0, nullptr, nullptr, 90},
    {"STAS", 0x1bd, form::only(6), Operands::memory, "a R32", 0, nullptr, nullptr, 90},
    {"ACQBULK", 0x02e, form::only(4), Operands::control, "", 0, nullptr, nullptr, 90},
    {"PREEXIT", 0x02d, form::only(4), Operands::control, "", 0, nullptr, nullptr, 90},
    // Graphics (opcodes: Mesa src/nouveau/compiler/nak/sm70_encode.rs).
    {"AL2P", 0x120, form::only(4), Operands::memory, "d a #40,10", 0, nullptr},
    {"ALD", 0x121, form::r, Operands::memory, "d a #40,10 R32", 0, nullptr},
    {"AST", 0x122, form::r, Operands::memory, "a #40,10 R32 R64", 0, nullptr},
    {"ISBERD", 0x123, form::only(4), Operands::memory, "d a #40,16", 0, nullptr},
    {"OUT", 0x124, form::rb, Operands::alu, "d a s", 0, nullptr},
    {"PIXLD", 0x125, form::only(4), Operands::memory, "d ?P81", 0, nullptr},
    {"IPA", 0x126, form::r, Operands::memory, "d #64,8 R32", 0, nullptr},
    {"ISBEWR", 0x127, form::only(4), Operands::memory, "a #40,16 R32", 0, nullptr},
    {"LDTRAM", 0x1ad, form::r, Operands::memory, "d #64,8", 0, nullptr},
};
// clang-format on

}  // namespace

std::span<const Row> unsupported_rows() {
  return known_by_name;
}

}  // namespace egpulab::simulator::isa::sass
