// Integer arithmetic and comparison.
#include "simulator/isa/sass/exec/counts.hpp"
#include "simulator/isa/sass/exec/order.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row integer_table[] = {
    {"IADD3", 0x010, form::rbc, Operands::alu,
     ".X@74 d ?P81 ?P84 ^a ^b:i ^c:i p87@74 p77@74", 0, any<AddThree>, pick_iadd3},
    {"VIADD", 0x036, form::rb, Operands::alu,
     "d -a -s", 0, simd_add, pick_viadd, 90},
    {"IMAD", 0x024, form::rbc, Operands::alu,
     ".%imad_alias .U32!73 .X@74 d ?P81 a -b:i ^c:i p87@74", 0, any<MulAddAny>, pick_imad},
    {"IMAD.WIDE", 0x025, form::rbc, Operands::alu,
     ".U32!73 .X@74 d ?P81 a -b:i ^c:i p87@74", 0, mul_add_wide<false>, pick_imad_wide<false>},
    {"IMAD.HI", 0x027, form::rbc, Operands::alu,
     ".U32!73 .X@74 d ?P81 a -b:i ^c:i p87@74", 0, mul_add_wide<true>, pick_imad_wide<true>},
    {"IDP", 0x026, form::rbc, Operands::alu,
     ".{idp@76:2} .%idp_types d a b c", 0, dot_product},
    {"IABS", 0x013, form::rb, Operands::alu,
     "d s:i", 0, any<Unary<Abs>>, by_form<Unary<Abs>>},
    {"VABSDIFF", 0x014, form::rbc, Operands::alu,
     ".U32!73 d a b:i c:i", 0, difference},
    {"VABSDIFF4", 0x015, form::rbc, Operands::alu,
     ".U8!73 .S8@73 .ACC@75 d a b c", 0, difference_of_bytes},
    {"IMNMX", 0x017, form::rb, Operands::alu,
     ".U32!73 d a s:i p87", 0, min_max, pick_imnmx, 75, 89},
    {"IMNMX", 0x017, form::rb, Operands::alu,
     ".{imnmx@73:2} d ?P81 ?P84 a s:i p87", 0, min_max, pick_imnmx, 100},
    {"VIMNMX", 0x048, form::rb, Operands::alu,
     ".{vimnmx@72:2} .RELU@76 d ?P81 ?P84 a s p87", 0, simd_min_max, pick_vimnmx, 90},
    {"VIADDMNMX", 0x046, form::rbc, Operands::alu,
     ".{vimnmx@72:2} .RELU@76 d a -b c p87", 0, add_min_max, nullptr, 90},
    {"VIMNMX3", 0x00f, form::rbc, Operands::alu,
     ".{vimnmx@72:2} .RELU@76 d a b c p87", 0, min_max_3, nullptr, 90},
    {"ISETP", 0x00c, form::rb, Operands::alu,
     ".{icmp@76:3} .{isetp@73:1+80:1} .{bool@74:2} .EX@72 P81 P84 a s:i p87 p68@72", 0, set_predicate_integer, pick_isetp},
    {"LEA", 0x011, form::rb, Operands::alu,
     ".HI@80 .X@74 .SX32@73 d ?P81 ^a ^b c@80!73 #75,5 p87@74", 0, lea, pick_lea},
    {"LEA", 0x011, form::c, Operands::alu,
     ".HI@80 .X@74 .SX32@73 d ?P81 ^a b c@80!73 #75,5 p87@74", 0, lea, pick_lea},
    {"IADD.64", 0x035, form::rb, Operands::alu,
     ".X@74 d ?P81 ^a ^s:i p87@74", 0, add_64, nullptr, 100},
    {"POPC", 0x109, form::rb, Operands::alu,
     "d ~s", 0, pop_count},
    {"FLO", 0x100, form::rb, Operands::alu,
     ".U32!73 .SH@74 d ?P81 ~s", 0, leading_one},
    {"BREV", 0x101, form::rb, Operands::alu,
     "d ~s", 0, reverse},
};
// clang-format on

}  // namespace

Rows integer_rows() {
  return integer_table;
}
EGPULAB_SASS_END
