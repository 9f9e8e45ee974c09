// Special registers.
#include "simulator/isa/sass/exec/control.hpp"
#include "simulator/isa/sass/exec/rows.hpp"
#include "simulator/isa/sass/exec/special.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row special_table[] = {
    {"S2R", 0x119, form::only(4), Operands::control,
     "R16 S72", 0, special_to_register<false>},
    {"S2UR", 0x1c3, form::only(4), Operands::control,
     "U16 S72", 0, special_to_uniform<false>},
    {"CS2R", 0x005, form::only(4), Operands::control,
     ".32!80 R16 S72", 0, special_to_register<true>},
    {"CS2UR", 0x0cb, form::only(4), Operands::control,
     ".32!80 U16 S72", 0, special_to_uniform<true>, nullptr, 90},
    {"B2R", 0x11c, form::only(1), Operands::control,
     ".{b2r@77:2} R16 ?P81", 0, read_result},
    {"LEPC", 0x14e, form::only(1), Operands::control,
     "R16", 0, load_pc},
    {"LEPC", 0x14e, form::only(4), Operands::control,
     "R16 %pc_ahead", 0, load_pc_ahead, nullptr, 90},
    {"NOP", 0x118, form::only(4), Operands::control,
     "", no_effect, nullptr},
    {"NANOSLEEP", 0x15d, form::rb, Operands::alu,
     "?p87 s", 0, nano_sleep},
};
// clang-format on

}  // namespace

Rows special_rows() {
  return special_table;
}
EGPULAB_SASS_END
