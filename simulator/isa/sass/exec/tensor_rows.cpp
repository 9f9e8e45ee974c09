// Matrix instructions.
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row tensor_table[] = {
    {"HMMA", 0x03c, form::r, Operands::alu,
     ".SP@73 .{hmma_shape@75:1+78:1+73:1} .{hmma_acc@76:1} .{hmma_type@82:2} d a s t %sparse", 0, nullptr},
    {"IMMA", 0x037, form::r, Operands::alu,
     ".SP@84 .{imma_shape@75:1+85:2+84:1} .%imma_types d a.ROW s.COL t %sparse", 0, nullptr},
    {"BMMA", 0x03d, form::r, Operands::alu,
     ".{bmma_shape@75:1+76:1} .{bmma_op@78:1} .POPC d a.ROW s.COL t", 0, nullptr},
    {"DMMA", 0x03f, form::r, Operands::alu,
     ".{dmma_shape@80:2} .{round@78:2} d -|a -|s -|t", 0, nullptr},
    {"QMMA", 0x07a, form::r, Operands::alu,
     ".{qmma_shape@75:1} .{hmma_acc@76:1} .{qmma_a@78:3} .{qmma_b@82:3} d a.ROW s.COL t", 0, nullptr, nullptr, 89},
    {"OMMA", 0x07f, form::r, Operands::alu,
     "d a s t", 0, nullptr, nullptr, 100},
    {"LDSM", 0x03b, form::only(4), Operands::memory,
     ".{ldsm_kind@78:2} .{ldsm_count@72:2} d %shared", 0, nullptr},
    {"MOVM", 0x03a, form::r, Operands::alu,
     ".16 .MT88 d a", 0, nullptr},
};
// clang-format on

}  // namespace

Rows tensor_rows() {
  return tensor_table;
}
EGPULAB_SASS_END
