// Double precision.
#include "simulator/isa/sass/exec/double.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row double_table[] = {
    {"DADD", 0x029, form::r | form::c, Operands::alu,
     ".{round@78:2} d -|a -|c:d", 0, double_arithmetic<DoubleAdd, 2, true>},
    {"DMUL", 0x028, form::rb, Operands::alu,
     ".{round@78:2} d -|a -|s:d", 0, double_arithmetic<DoubleMul, 2, false>},
    {"DFMA", 0x02b, form::rbc, Operands::alu,
     ".{round@78:2} d -|a -|b:d -|c:d", 0, double_arithmetic<DoubleFma, 3, false>},
    {"DSETP", 0x02a, form::r | form::c, Operands::alu,
     ".{dcmp@76:4} .{bool@74:2} P81 P84 -|a -|s:d p87", 0, double_set_predicate},
};
// clang-format on

}  // namespace

Rows double_rows() {
  return double_table;
}
EGPULAB_SASS_END
