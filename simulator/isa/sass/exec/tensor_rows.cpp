// Matrix instructions.
#include "simulator/isa/sass/exec/rows.hpp"
#include "simulator/isa/sass/exec/tensor_double.hpp"
#include "simulator/isa/sass/exec/tensor_integer.hpp"
#include "simulator/isa/sass/exec/tensor_move.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row tensor_table[] = {
    {"HMMA", 0x03c, form::r, Operands::alu,
     ".SP@73 .{hmma_shape@75:1+78:1} .{hmma_acc@76:1} .{hmma_type@82:2} d a s t %sparse_metadata@73", 0, tensor::refuse_matrix, tensor::pick_hmma},
    {"IMMA", 0x037, form::r, Operands::alu,
     ".SP@72 .{imma_shape@75:1+85:2} .%imma_types d a.ROW s.COL t %sparse_metadata@72", 0, tensor::refuse_matrix, tensor::pick_imma},
    {"BMMA", 0x03d, form::r, Operands::alu,
     ".{bmma_shape@75:1+76:1} .XOR!78 .AND@78 .POPC d a.ROW s.COL t", 0, tensor::refuse_matrix, tensor::pick_bmma},
    {"DMMA", 0x03f, form::r, Operands::alu,
     ".884 .{round@78:2} d -|a -|s -|t", 0, tensor::refuse_matrix, tensor::pick_dmma, 75, 89},
    {"DMMA", 0x03f, form::r, Operands::alu,
     ".{dmma_shape@76:2} .{round@78:2} d -|a -|s -|t", 0, tensor::refuse_matrix, tensor::pick_dmma, 90},
    {"QMMA", 0x07a, form::r, Operands::alu,
     ".{qmma_shape@75:2} .{hmma_acc@77:1} .{qmma_type@78:1+82:2} .{qmma_type@79:1+84:2} d a.ROW s.COL t", 0,
     tensor::refuse_matrix, tensor::pick_qmma, 89},
    {"OMMA", 0x07f, form::r, Operands::alu,
     "d a s t", 0, nullptr, nullptr, 100},
    {"LDSM", 0x03b, form::only(4), Operands::memory,
     ".{ldsm_kind@78:2} .{ldsm_count@72:2} d %matrix_address", 0, tensor::refuse_matrix, tensor::pick_ldsm},
    {"STSM", 0x044, form::only(4), Operands::memory,
     ".{ldsm_kind@78:2} .{ldsm_count@72:2} %shared_store R32", 0, tensor::refuse_matrix, tensor::pick_stsm, 90},
    {"MOVM", 0x03a, form::r, Operands::alu,
     ".16 .MT88 d a", 0, tensor::refuse_matrix, tensor::pick_movm},
};
// clang-format on

}  // namespace

Rows tensor_rows() {
  return tensor_table;
}
EGPULAB_SASS_END
