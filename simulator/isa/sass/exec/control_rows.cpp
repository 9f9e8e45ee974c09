// Control flow and barriers.
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row control_table[] = {
    {"BRA", 0x147, form::only(4), Operands::control,
     ".{bra@32:2} ?p87 %branch_ur %target", ends_block, nullptr},
    {"BRA.U", 0x147, form::only(2), Operands::control,
     "?p87 q24 %target", ends_block, nullptr},
    {"BRX", 0x149, form::only(1) | form::only(4), Operands::control,
     "?p87 R24 %offset", ends_block, nullptr},
    {"BRXU", 0x158, form::only(4), Operands::control,
     "?p87 U24 %offset", ends_block, nullptr},
    {"BSSY", 0x145, form::only(4), Operands::control,
     "B16 %target", 0, nullptr},
    {"BSYNC", 0x141, form::only(4), Operands::control,
     "?p87 B16", ends_block, nullptr},
    {"BREAK", 0x142, form::only(4), Operands::control,
     "?p87 B16", 0, nullptr},
    {"CALL.ABS", 0x143, form::only(1), Operands::control,
     ".NOINC@86 ?p87 R24", ends_block, nullptr},
    {"CALL.ABS", 0x143, form::only(4), Operands::control,
     ".NOINC@86 ?p87 %absolute", ends_block, nullptr},
    {"CALL.REL", 0x144, form::only(1), Operands::control,
     ".NOINC@86 ?p87 R24 %target", ends_block, nullptr},
    {"CALL.REL", 0x144, form::only(4), Operands::control,
     ".NOINC@86 ?p87 %target", ends_block, nullptr},
    {"RET", 0x150, form::only(4), Operands::control,
     ".REL!85 .ABS@85 .NODEC@86 ?p87 R24 %return_target", ends_block, nullptr},
    {"EXIT", 0x14d, form::only(4), Operands::control,
     ".{exit@84:2} ?p87", ends_block, nullptr},
    {"WARPSYNC", 0x148, form::only(1), Operands::control,
     "%warpsync", ends_block, nullptr},
    {"WARPSYNC", 0x148, form::only(4), Operands::control,
     "?p87 %warpsync_mask", ends_block, nullptr},
    {"ENDCOLLECTIVE", 0x11b, form::only(4), Operands::control,
     "", 0, nullptr, nullptr, 90},
    {"YIELD", 0x146, form::only(4), Operands::control,
     "?p87", ends_block, nullptr},
    {"BMOV", 0x155, form::only(1) | form::only(7), Operands::control,
     ".32 .CLEAR@84 R16 B24", 0, nullptr},
    {"BMOV", 0x156, form::only(1) | form::only(7), Operands::control,
     ".32 B24 R32", 0, nullptr},
    {"BAR", 0x11d, form::only(1) | form::only(2) | form::only(4) | form::only(5), Operands::control,
     ".%bar", ends_block, nullptr},
    {"DEPBAR", 0x11a, form::only(4), Operands::control,
     ".LE@47 %depbar", 0, nullptr},
    {"BPT", 0x15c, form::only(4), Operands::control,
     ".{bpt@84:3} #34,20", ends_block, nullptr},
    {"KILL", 0x15b, form::only(4), Operands::control,
     "?p87", ends_block, nullptr},
    {"RTT", 0x14f, form::only(4), Operands::control,
     "?p87", ends_block, nullptr},
};
// clang-format on

}  // namespace

Rows control_rows() {
  return control_table;
}
EGPULAB_SASS_END
