// Instructions across lanes.
#include "simulator/isa/sass/exec/cross_lane.hpp"
#include "simulator/isa/sass/exec/elect.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row lane_table[] = {
    {"SHFL", 0x189, form::only(1) | form::only(2) | form::only(4) | form::only(7), Operands::alu,
     ".{shfl@58:2} P81 d R24 %shuffle_lane %shuffle_limit", 0, shuffle},
    {"VOTE", 0x006, form::only(4), Operands::alu,
     ".{vote@72:2} ?d P81 p87", 0, vote},
    {"VOTEU", 0x086, form::only(4), Operands::alu,
     ".{vote@72:2} ?U16 Q81 p87", 0, vote_uniform},
    {"MATCH", 0x1a1, form::r, Operands::alu,
     ".ALL!79 .ANY@79 .U64@73 P81!79 d a", 0, match},
    {"REDUX", 0x1c4, form::r, Operands::alu,
     ".{redux@78:3} .S32@73 U16 a", 0, reduce},
    {"ELECT", 0x02f, form::only(4), Operands::control,
     ".IGNOREKILL@85 P81 U16 p87", bit91_clear, elect, nullptr, 90},
    {"ELECT", 0x02f, form::only(4), Operands::control,
     ".IGNOREKILL@85 P81 U16 U24", bit91_set, elect, nullptr, 90},
};
// clang-format on

}  // namespace

Rows lane_rows() {
  return lane_table;
}
EGPULAB_SASS_END
