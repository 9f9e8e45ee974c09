// Single precision.
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row float_table[] = {
    {"FADD", 0x021, form::r | form::c, Operands::alu,
     ".FTZ@80 .{round@78:2} .SAT@77 d -|a -|s:f", 0, nullptr},
    {"FMUL", 0x020, form::rb, Operands::alu,
     ".FTZ@80 .{fmul_scale@84:3} .{round@78:2} .SAT@77 d -|a -|s:f", 0, nullptr},
    {"FFMA", 0x023, form::rbc, Operands::alu,
     ".FTZ@80 .{round@78:2} .SAT@77 d -|a -|b:f -|c:f", 0, nullptr},
    {"FMNMX", 0x009, form::rb, Operands::alu,
     ".FTZ@80 .NAN@81 d -|a -|s:f p87", 0, nullptr},
    {"FMNMX3", 0x076, form::rbc, Operands::alu,
     ".FTZ@80 .NAN@81 d -|a -|b:f -|c:f p87 p77", 0, nullptr, nullptr, 100},
    {"FSEL", 0x008, form::rb, Operands::alu,
     ".FTZ@80 d -|a -|s:f p87", 0, nullptr},
    {"FSET", 0x00a, form::rb, Operands::alu,
     ".BF@71 .{fcmp@76:4} .FTZ@80 .{bool@74:2} d -|a -|s:f p87", 0, nullptr},
    {"FSETP", 0x00b, form::rb, Operands::alu,
     ".{fcmp@76:4} .FTZ@80 .{bool@74:2} P81 P84 -|a -|s:f p87", 0, nullptr},
    {"FSWZADD", 0x022, form::rb, Operands::alu,
     ".FTZ@80 .{round@78:2} .NDV@77 d a R64 %swizzle_add", 0, nullptr},
    {"FCHK", 0x102, form::rb, Operands::alu,
     "P81 -|a -|s:f", 0, nullptr},
    {"FADD2", 0x04c, form::r | form::c, Operands::alu,
     ".FTZ@80 .{round@78:2} d a s", 0, nullptr, nullptr, 100},
    {"FMUL2", 0x04d, form::rb, Operands::alu,
     ".FTZ@80 .{round@78:2} d a s", 0, nullptr, nullptr, 100},
    {"FFMA2", 0x049, form::rbc, Operands::alu,
     ".FTZ@80 .{round@78:2} d a b c", 0, nullptr, nullptr, 100},
};
// clang-format on

}  // namespace

Rows float_rows() {
  return float_table;
}
EGPULAB_SASS_END
