// Moves, selection, logic, shifts and predicates.
#include "simulator/isa/sass/exec/counts.hpp"
#include "simulator/isa/sass/exec/logic.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row logic_table[] = {
    {"MOV", 0x002, form::only(1) | form::only(4) | form::only(5) | form::only(6), Operands::alu,
     "d s ?#72,4", 0, move, pick_mov, 75, 90},
    {"MOV", 0x002, form::only(1) | form::only(4) | form::only(5) | form::only(6), Operands::alu,
     ".64@80 d s ?#72,4", 0, move, pick_mov, 100},
    {"MOV.64", 0x002, form::only(2), Operands::alu,
     "d #24,64", 0, move_immediate_64, nullptr, 100},
    {"SEL", 0x007, form::only(1) | form::only(4) | form::only(5) | form::only(6), Operands::alu,
     "d a s p87", 0, any<Select>, by_form<Select>},
    {"SEL.64", 0x007, form::only(2) | form::only(3) | form::only(7), Operands::alu,
     "d a %select_64_source p87", 0, select_64, nullptr, 100},
    {"LOP3", 0x012, form::rbc, Operands::alu,
     ".LUT .PAND@80 ?P81 d a b c #72,8 p87", 0, any<LogicAny>, pick_lop3},
    {"SHF", 0x019, form::rbc, Operands::alu,
     ".L!76 .R@76 .W@75 .{shift_type@73:2} .HI@80 d a b c", 0, shf, pick_shf},
    {"PRMT", 0x016, form::rbc, Operands::alu,
     ".{prmt@72:3} d a b c", 0, any<PermuteBytes>, by_form<PermuteBytes>},
    {"SGXT", 0x01a, form::rb, Operands::alu,
     ".W@75 .U32!73 d a s", 0, sign_extend},
    {"BMSK", 0x01b, form::rb, Operands::alu,
     ".W@75 d a s", 0, make_bit_mask},
    {"PLOP3", 0x01c, form::only(4), Operands::alu,
     ".LUT P81 P84 p87 p77 p68!67 q68@67 #64,3+72,5 #16,8", 0, predicate_logic},
    {"LOP3.SIGN", 0x01f, form::rbc, Operands::alu,
     ".LUT P81 P84 a b c #72,8", 0, logic_of_signs},
    {"P2R", 0x003, form::rb, Operands::alu,
     ".{byte@76:2} d =PR a s", 0, predicates_to_register},
    {"R2P", 0x004, form::rb, Operands::alu,
     "=PR a.{byte@76:2} ?#32,8", 0, register_to_predicates},
};
// clang-format on

}  // namespace

Rows logic_rows() {
  return logic_table;
}
EGPULAB_SASS_END
