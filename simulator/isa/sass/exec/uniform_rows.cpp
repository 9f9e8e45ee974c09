// The uniform datapath: one value a warp.
#include "simulator/isa/sass/exec/cross_lane.hpp"
#include "simulator/isa/sass/exec/memory_handlers.hpp"
#include "simulator/isa/sass/exec/rows.hpp"
#include "simulator/isa/sass/exec/uniform.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row uniform_table[] = {
    {"UMOV", 0x082, form::only(1) | form::only(4) | form::only(6), Operands::uniform,
     "d s", 0, uniform_all<u_move_any>, nullptr, 75, 90},
    {"UMOV", 0x082, form::only(1) | form::only(4) | form::only(6), Operands::uniform,
     ".64@80 d s", 0, uniform_all<u_move_any>, nullptr, 100},
    {"UMOV.64", 0x082, form::only(2), Operands::uniform,
     "d #24,64", 0, uniform_each_64<u_immediate_64>, nullptr, 100},
    {"USEL", 0x087, form::only(1) | form::only(4), Operands::uniform,
     "d a s p87", 0, uniform_each<u_select>},
    {"USEL.64", 0x087, form::only(2) | form::only(3), Operands::uniform,
     "d a %select_64_source p87", 0, uniform_each_64<u_select_64>, nullptr, 100},
    {"UISETP", 0x08c, form::only(1) | form::only(4), Operands::uniform,
     ".{icmp@76:3} .{isetp@73:1+80:1} .{bool@74:2} .EX@72 P81 P84 a s:i p87 p68@72", 0, uniform_all<u_compare>},
    {"UIADD3", 0x090, form::only(1) | form::only(4), Operands::uniform,
     ".X@74 d ?P81 ?P84 ^a ^b:i ^c:i p87@74 p77@74", 0, uniform_all<u_add_3>},
    {"UIADD3.64", 0x097, form::only(1) | form::only(4), Operands::uniform,
     ".X@74 d ?P81 ^a ^b:i ^c:i p87@74", 0, uniform_all<u_add_3_64>},
    {"ULEA", 0x091, form::only(1) | form::only(4), Operands::uniform,
     ".HI@80 .X@74 .SX32@73 d ?P81 ^a ^b c@80!73 #75,5 p87@74", 0, uniform_all<u_lea>},
    {"ULEA", 0x091, form::only(2), Operands::uniform,
     ".HI@80 .X@74 .SX32@73 d ?P81 ^a b c@80!73 #75,5 p87@74", 0, uniform_all<u_lea>},
    {"ULOP3", 0x092, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".LUT .PAND@80 ?P81 d a b c #72,8 p87", 0, uniform_all<u_logic>},
    {"UPRMT", 0x096, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".{prmt@72:3} d a b c", 0, uniform_each<u_permute>},
    {"USHF", 0x099, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".L!76 .R@76 .W@75 .{shift_type@73:2} .HI@80 d a b c", 0, uniform_each<u_shift>},
    {"USGXT", 0x09a, form::only(1) | form::only(4), Operands::uniform,
     ".W@75 .U32!73 d a s", 0, uniform_each<u_extend>},
    {"UBMSK", 0x09b, form::only(1) | form::only(4), Operands::uniform,
     ".W@75 d a s", 0, uniform_each<u_bit_mask>},
    {"UPLOP3", 0x09c, form::only(4), Operands::uniform,
     ".LUT P81 P84 p87 p77 p68 #64,3+72,5 #16,8", 0, uniform_all<u_predicate_logic>},
    {"UIMAD", 0x0a4, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".U32!73 .X@74 d ?P81 a -b:i ^c:i p87@74", 0, uniform_all<u_mul_add>},
    {"UIMAD.WIDE", 0x0a5, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".U32!73 .X@74 d ?P81 a -b:i ^c:i p87@74", 0, uniform_all<u_mul_add_wide<false>>},
    {"UIMAD.HI", 0x0a7, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     ".U32!73 .X@74 d ?P81 a -b:i ^c:i p87@74", 0, uniform_all<u_mul_add_wide<true>>},
    {"UFLO", 0x0bd, form::only(1) | form::only(4), Operands::uniform,
     ".U32!73 .SH@74 d ?P81 ~s", 0, uniform_each<u_find_leading_one>},
    {"UF2FP", 0x0ba, form::only(1) | form::only(2) | form::only(4), Operands::uniform,
     "d a b c", bit91_set, nullptr, nullptr, 100},
    {"UBREV", 0x0be, form::only(1) | form::only(4), Operands::uniform,
     "d ~s", 0, uniform_each<u_reverse>},
    {"UPOPC", 0x0bf, form::only(1) | form::only(4), Operands::uniform,
     "d ~s", 0, uniform_each<u_pop_count>},
    {"UP2UR", 0x083, form::only(1) | form::only(4), Operands::uniform,
     ".{byte@76:2} d =UPR a s", 0, uniform_each<u_from_predicates>},
    {"UR2UP", 0x084, form::only(1) | form::only(4), Operands::uniform,
     "=UPR a.{byte@76:2} ?#32,8", 0, uniform_all<u_to_predicates>},
    {"ULDC", 0x0b9, form::only(5), Operands::uniform,
     ".{size@73:3} d %constant_address", 0, load_constant_uniform, pick_load_constant_uniform, 75, 90},
    {"ULDC", 0x0bb, form::only(5), Operands::uniform,
     ".{size@73:3} d %constant_address", 0, load_constant_uniform, pick_load_constant_uniform, 75, 90},
    {"LDCU", 0x1ac, form::only(3) | form::only(5), Operands::uniform,
     ".{ldcu_size@73:3} d %ldcu_address", 0, load_constant_uniform, pick_load_constant_uniform, 100},
    {"UIMNMX", 0x098, form::only(1) | form::only(4), Operands::uniform,
     ".{imnmx@73:2} d ?P81 ?P84 a s:i p87", 0, uniform_min_max, nullptr, 100},
    {"UVIMNMX", 0x04a, form::only(1) | form::only(4), Operands::uniform,
     ".{vimnmx@72:2} .RELU@76 d a s p87", bit91_set, uniform_simd_min_max, nullptr, 100},
    {"UIABS", 0x093, form::only(1) | form::only(4) | form::only(6), Operands::uniform,
     "d s", 0, uniform_each<u_abs>, nullptr, 100},
    {"R2UR", 0x1c2, form::r, Operands::alu,
     "?P81 U16 a", 0, register_to_uniform, nullptr, 75, 89},
    {"R2UR", 0x0ca, form::r, Operands::alu,
     ".OR@73 ?P81 U16 a", 0, register_to_uniform, nullptr, 90},
};
// clang-format on

}  // namespace

Rows uniform_rows() {
  return uniform_table;
}
EGPULAB_SASS_END
