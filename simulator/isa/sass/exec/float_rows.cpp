// Single precision.
#include "simulator/isa/sass/exec/float.hpp"
#include "simulator/isa/sass/exec/rows.hpp"
#include "simulator/isa/sass/exec/uniform_float.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row float_table[] = {
    {"FADD", 0x021, form::r | form::c, Operands::alu,
     ".FTZ@80 .{round@78:2} .SAT@77 d -|a -|s:f", 0, float_arithmetic<FloatAdd, 2, true>, pick_float<FloatAdd, 2, true>},
    {"FMUL", 0x020, form::rb, Operands::alu,
     ".FTZ@80 .{fmul_scale@84:3} .{round@78:2} .SAT@77 d -|a -|s:f", 0, float_arithmetic<FloatMul, 2, false>, pick_float<FloatMul, 2, false>},
    {"FFMA", 0x023, form::rbc, Operands::alu,
     ".FTZ@80 .{round@78:2} .SAT@77 d -|a -|b:f -|c:f", 0, float_arithmetic<FloatFma, 3, false>, pick_float<FloatFma, 3, false>},
    {"FMNMX", 0x009, form::rb, Operands::alu,
     ".FTZ@80 .NAN@81 .XORSIGN@82 d -|a -|s:f p87", 0, float_extreme, pick_extreme},
    {"FMNMX3", 0x076, form::rbc, Operands::alu,
     ".FTZ@80 .NAN@81 d -|a -|b:f -|c:f p87", 0, float_extreme_of_three, nullptr, 100},
    {"FSEL", 0x008, form::rb, Operands::alu,
     ".FTZ@80 d -|a -|s:f p87", 0, any<FloatSelect<false>>, pick_select},
    {"FSET", 0x00a, form::rb, Operands::alu,
     ".BF .{fcmp@76:4} .FTZ@80 .{bool@74:2} d -|a -|s:f p87", 0, float_set},
    {"FSETP", 0x00b, form::rb, Operands::alu,
     ".{fcmp@76:4} .FTZ@80 .{bool@74:2} P81 P84 -|a -|s:f p87", 0, float_set_predicate, pick_float_compare},
    {"FSWZADD", 0x022, form::rb, Operands::alu,
     ".FTZ@80 .{round@78:2} .NDV@77 d a t %swizzle_add", 0, float_swizzled_add},
    {"FCHK", 0x102, form::rb, Operands::alu,
     "P81 -|a -|s:f", 0, float_check},
    {"FADD2", 0x04b, form::r | form::c, Operands::alu,
     ".FTZ@80 .{round@78:2} d a s", 0, float_pair<FloatAdd, 2, true>, nullptr, 100},
    {"FMUL2", 0x04a, form::rb, Operands::alu,
     ".FTZ@80 .{round@78:2} d a s", 0, float_pair<FloatMul, 2, false>, nullptr, 100},
    {"FFMA2", 0x049, form::rbc, Operands::alu,
     ".FTZ@80 .{round@78:2} d a b c", 0, float_pair<FloatFma, 3, false>, nullptr, 100},
    {"UFADD", 0x054, form::only(1) | form::only(2), Operands::uniform,
     ".FTZ@80 .{round@78:2} .SAT@77 d -|a -|c:f", 0, uniform_each<u_float<FloatAdd, 2, true>>, nullptr, 100},
    {"UFMUL", 0x056, form::only(1) | form::only(4), Operands::uniform,
     ".FTZ@80 .{fmul_scale@84:3} .{round@78:2} .SAT@77 d -|a -|s:f", 0, uniform_each<u_float<FloatMul, 2, false>>, nullptr, 100},
    {"UFFMA", 0x055, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".FTZ@80 .{round@78:2} .SAT@77 d -|a -|b:f -|c:f", 0, uniform_each<u_float<FloatFma, 3, false>>, nullptr, 100},
    {"UFSEL", 0x051, form::only(1) | form::only(4), Operands::uniform,
     ".FTZ@80 d -|a -|s:f p87", 0, uniform_each<u_float_select>, nullptr, 100},
    {"UFSETP", 0x053, form::only(1) | form::only(4), Operands::uniform,
     ".{fcmp@76:4} .FTZ@80 .{bool@74:2} P81 P84 -|a -|s:f p87", 0, uniform_all<u_float_compare>, nullptr, 100},
    {"UF2I", 0x05c, form::only(1) | form::only(4), Operands::uniform,
     ".FTZ@80 .{int_type@72:1+75:2} .{float_type@84:2} .{round_integer@78:2} .NTZ@77 d -|s:f", 0, uniform_all<u_convert<f2i, true>>, nullptr, 100},
    {"UFRND", 0x05d, form::only(1) | form::only(4), Operands::uniform,
     ".FTZ@80 .{float_type@84:2} .{round_integer@78:2} d -|s:f", 0, uniform_all<u_convert<frnd, true>>, nullptr, 100},
    {"UI2F", 0x05a, form::only(1) | form::only(4), Operands::uniform,
     ".{float_type@75:2} .{int_type@74:1+84:2} .{round@78:2} d ~s:i", 0, uniform_all<u_convert<i2f, false>>, nullptr, 100},
    {"UI2FP", 0x05e, form::only(1) | form::only(4), Operands::uniform,
     ".F32 .{signed32@74:1} .{round@78:2} d s:i", 0, uniform_all<u_convert<i2f, false>>, nullptr, 100},
};
// clang-format on

}  // namespace

Rows float_rows() {
  return float_table;
}
EGPULAB_SASS_END
