// Conversions between types, and the multi-function unit.
#include "simulator/isa/sass/exec/convert.hpp"
#include "simulator/isa/sass/exec/mufu.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row convert_table[] = {
    {"MUFU", 0x108, form::rb, Operands::alu,
     ".{mufu@74:6} d -|s:f!75 -|s:f@75!76 -|s:d@75@76", 0, mufu, pick_mufu},
    {"F2F", 0x104, form::rb, Operands::alu,
     ".FTZ@80 .{f2f_type@75:3} .{f2f_type@84:3} .{round@78:2} d -|s:f %part_select", 0, convert<f2f, true>},
    {"F2F", 0x110, form::rb, Operands::alu,
     ".FTZ@80 .{f2f_type@75:3} .{f2f_type@84:3} .{round@78:2} d -|s:d", 0, convert<f2f, true>},
    {"F2I", 0x105, form::rb, Operands::alu,
     ".FTZ@80 .{int_type@72:1+75:2} .{float_type@84:3} .{round_integer@78:2} .NTZ@77 d -|s:f %part_select", 0, convert<f2i, true>, pick_float_to_int},
    {"F2I", 0x111, form::rb, Operands::alu,
     ".FTZ@80 .{int_type@72:1+75:2} .{float_type@84:3} .{round_integer@78:2} .NTZ@77 d -|s:d", 0, convert<f2i, true>},
    {"I2F", 0x106, form::rb, Operands::alu,
     ".{float_type@75:3} .{int_type@74:1+84:2} .{round@78:2} d ~s:i %part_select", 0, convert<i2f, false>, pick_int_to_float},
    {"I2F", 0x112, form::rb, Operands::alu,
     ".{float_type@75:3} .{int_type@74:1+84:2} .{round@78:2} d ~s:i %part_select", 0, convert<i2f, false>},
    {"FRND", 0x107, form::rb, Operands::alu,
     ".FTZ@80 .{float_type@84:3} .{round_integer@78:2} d -|s:f", 0, convert<frnd, true>},
    {"FRND", 0x113, form::rb, Operands::alu,
     ".FTZ@80 .{float_type@84:3} .{round_integer@78:2} d -|s:d", 0, convert<frnd, true>},
    {"I2FP", 0x045, form::rb, Operands::alu,
     ".F32 .{signed32@74:1} .{round@78:2} d s:i", 0, convert<i2f, false>, pick_int_to_float},
    {"F2FP", 0x03e, form::rbc, Operands::alu,
     ".RELU@75 .BF16@76 .{f2fp_family@78:1} .{round@79:2} d -|a!78 -|b:f -|c:f@78", 0, float_pack, pick_float_pack, 75, 88},
    // Whether there are an `a`, a `c`, and halves to choose from depends on the family.
    {"F2FP", 0x03e, form::rbc, Operands::alu,
     ".SATFINITE@77 .RELU@75 .{f2fp_to@76:1+86:2} .{f2fp_from@73:2} .{f2fp_family@78:1+89:2} .{round@79:2} "
     "d -a!78!89!90 a@78@90 -|b:f!78!89!90 b:f@78@89 b:f.{h1@88:1}@89!78 b:f.{h1@72:1}@78!89 b:f.{h1@72:1}@90!78 "
     "c:f@78!89 c:f@90!78", 0, float_pack, pick_float_pack, 89},
    {"F2IP", 0x043, form::rb, Operands::alu,
     ".{u8s8@76:1} .F32 .NTZ .RELU@75 d -|a -|s:f t", 0, float_to_bytes},
    {"I2I", 0x038, form::rb, Operands::alu,
     ".{i2i@76:2} .S32 .SAT d s", 0, narrow_integer},
    {"I2IP", 0x039, form::rb, Operands::alu,
     ".{u8s8@76:1} .S32 .SAT d a s t", 0, narrow_integers},
};
// clang-format on

}  // namespace

Rows convert_rows() {
  return convert_table;
}
EGPULAB_SASS_END
