// Half precision and bf16, two to a register.
#include "simulator/isa/sass/exec/half.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row half_table[] = {
    {"HADD2", 0x030, form::r | form::c, Operands::alu,
     ".F32@78 .BF16_V2@85 .FTZ@80 .SAT@77 d -|a:h -|s:h", 0, half_arithmetic<HalfOp::add>, pick_half<HalfOp::add>},
    {"HMUL2", 0x032, form::rb, Operands::alu,
     ".BF16_V2@85 .FTZ@80 .SAT@77 d -|a:h -|s:h", 0, half_arithmetic<HalfOp::mul>, pick_half<HalfOp::mul>},
    {"HFMA2", 0x031, form::rbc, Operands::alu,
     ".BF16_V2@85 .FTZ@80 .SAT@77 .RELU@79 d -|a:h -|b:n -|c:h p87@79", 0, half_arithmetic<HalfOp::fma>, pick_half<HalfOp::fma>},
    {"HFMA2.MMA", 0x035, form::rbc, Operands::alu,
     ".BF16_V2@85 .FTZ@80 .SAT@77 .RELU@79 d -|a:v -|b:v -|c:v p87@79", 0, half_arithmetic<HalfOp::fma>, pick_half<HalfOp::fma>, 75, 90},
    {"HMNMX2", 0x040, form::rb, Operands::alu,
     ".BF16_V2@85 .FTZ@80 .NAN@81 .XORSIGN@82 d -|a:h -|s:h p87", 0, half_extreme},
    {"HSET2", 0x033, form::r | form::c, Operands::alu,
     ".BF@71 .BF16_V2@65 .{fcmp@76:4} .FTZ@80 .{bool@69:2} d -|a:h -|s:h p87", 0, half_set},
    {"HSETP2", 0x034, form::r | form::c, Operands::alu,
     ".BF16_V2@65 .{fcmp@76:4} .FTZ@80 .{bool@69:2} P81 P84 -|a:h -|s:h p87", 0, half_set_predicate},
};
// clang-format on

}  // namespace

Rows half_rows() {
  return half_table;
}
EGPULAB_SASS_END
