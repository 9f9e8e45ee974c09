// Control flow and barriers.
#include "simulator/isa/sass/exec/control.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row control_table[] = {
    {"BRA", 0x147, form::only(4), Operands::control,
     ".{bra@32:2} ?p87 %branch_uniform %target", ends_block, branch, pick_branch},
    {"BRA.U", 0x147, form::only(2), Operands::control,
     "?p87 q24 %target", ends_block, branch_uniform},
    {"BRX", 0x149, form::only(1) | form::only(4), Operands::control,
     "?p87 R24 %offset_beside", ends_block, jump_relative},
    {"BRXU", 0x158, form::only(4), Operands::control,
     "?p87 U24 %offset_beside", ends_block, jump_uniform},
    {"BSSY", 0x145, form::only(4), Operands::control,
     ".{reconverge@72:2} B16 %target", 0, set_barrier},
    {"BSYNC", 0x141, form::only(4), Operands::control,
     ".{reconverge@72:2} ?p87 B16", ends_block, sync_barrier},
    {"BREAK", 0x142, form::only(4), Operands::control,
     ".{reconverge@72:2} ?p87 B16", 0, break_barrier},
    {"CALL.ABS", 0x143, form::only(1), Operands::control,
     ".NOINC@86 ?p87 R24", ends_block, jump_absolute},
    {"CALL.ABS", 0x143, form::only(4), Operands::control,
     ".NOINC@86 ?p87 %absolute", ends_block, branch},
    {"CALL.REL", 0x144, form::only(1), Operands::control,
     ".NOINC@86 ?p87 R24 %target_beside", ends_block, jump_relative},
    {"CALL.REL", 0x144, form::only(4), Operands::control,
     ".NOINC@86 ?p87 %target", ends_block, branch},
    {"RET", 0x150, form::only(4), Operands::control,
     ".REL!85 .ABS@85 .NODEC@86 ?p87 R24 %return_target", ends_block, return_to},
    {"EXIT", 0x14d, form::only(4), Operands::control,
     ".{exit@84:2} ?p87", ends_block, exit_warp},
    {"WARPSYNC", 0x148, form::r, Operands::control,
     ".EXCLUSIVE@86 ?p87 R32", ends_block, warp_sync, nullptr, 75, 89},
    {"WARPSYNC", 0x148, form::r, Operands::control,
     ".COLLECTIVE@86 ?p87 R24 %target@86", ends_block, warp_sync, nullptr, 90},
    {"WARPSYNC", 0x148, form::only(4), Operands::control,
     "?p87 %warpsync_mask", ends_block, warp_sync},
    {"ENDCOLLECTIVE", 0x11b, form::only(4), Operands::control,
     "", 0, nothing, nullptr, 90},
    {"YIELD", 0x146, form::only(4), Operands::control,
     "?p87", ends_block, yield_warp},
    {"BMOV", 0x155, form::only(1), Operands::control,
     ".32 .CLEAR@84 R16 %convergence_at_24", 0, read_barrier},
    {"BMOV", 0x155, form::only(7), Operands::control,
     ".32 .CLEAR@84 B16 %convergence_at_24", 0, read_barrier},
    {"BMOV", 0x156, form::only(1), Operands::control,
     ".32 .PQUAD@84 %convergence_at_24 R32", 0, write_barrier},
    {"BMOV", 0x156, form::only(7), Operands::control,
     ".32 .PQUAD@84 %convergence_at_24 B16", 0, write_barrier},
    {"BAR", 0x11d, form::only(1) | form::only(2) | form::only(4) | form::only(5), Operands::control,
     ".{bar@77:2} .{bar_op@74:2}@78 .DEFER_BLOCKING@80 %bar_operands p87@78", ends_block, cta_barrier},
    {"DEPBAR", 0x11a, form::only(4), Operands::control,
     ".LE@47 %depbar_operands", 0, nothing},
    {"BPT", 0x15c, form::only(4), Operands::control,
     ".{bpt@84:3} #34,20", ends_block, trap},
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
