// Atomics and reductions.
#include "simulator/isa/sass/exec/atomic.hpp"
#include "simulator/isa/sass/exec/rows.hpp"

EGPULAB_SASS_BEGIN
namespace {

// clang-format off
constexpr Row atomic_table[] = {
    {"ATOM", 0x18a, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{atom_op@87:4} .%atomic_type .{order@77:4} P81 d %atomic_address R32", 0, atomic::atom<atomic::Where::generic>},
    {"ATOM", 0x18a, form::only(7), Operands::memory,
     ".E@72 .{atom_special@87:4} .{order@77:4} P81 d %atomic_address", 0, nullptr},
    {"ATOM", 0x18b, form::only(1), Operands::memory,
     ".E@72 .%compare_and_swap .{order@77:4} P81 d %load_address R32 R64", 0, atomic::cas<atomic::Where::generic>},
    {"ATOM", 0x1a2, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .ADD .{atom_float@73:4} .{order@77:4} P81 d %atomic_address R32", 0, atomic::atom_float<atomic::Where::generic>, nullptr, 90},
    {"ATOMG", 0x1a8, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{atom_op@87:4} .%atomic_type .{order@77:4} P81 d %atomic_address R32", 0, atomic::atom<atomic::Where::global>},
    {"ATOMG", 0x1a9, form::only(1), Operands::memory,
     ".E@72 .%compare_and_swap .{order@77:4} P81 d %load_address R32 R64", 0, atomic::cas<atomic::Where::global>},
    {"ATOMG", 0x1a3, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .ADD .{atom_float@73:4} .{order@77:4} P81 d %atomic_address R32", 0, atomic::atom_float<atomic::Where::global>, nullptr, 90},
    {"ATOMS", 0x18c, form::only(1) | form::only(4), Operands::memory,
     ".{atom_op@87:4} .{atoms_type@73:2} d %shared_store R32", 0, atomic::atoms},
    {"ATOMS", 0x18c, form::only(7), Operands::memory,
     ".{atom_special@87:4} d %shared_store", 0, atomic::atoms_count},
    {"ATOMS", 0x18d, form::only(1), Operands::memory,
     ".%compare_and_swap d %shared_load R32 R64", 0, atomic::cas<atomic::Where::shared>},
    {"ATOMS", 0x18d, form::only(2), Operands::memory,
     ".%compare_and_swap P81 %shared_load R32 R64", 0, atomic::cas_to_predicate, nullptr, 100},
    {"RED", 0x18e, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{red_op@87:3} .%atomic_type .{order@77:4} %reduction_address R32", 0, atomic::red, nullptr, 75, 89},
    {"REDG", 0x18e, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .{red_op@87:3} .%atomic_type .{order@77:4} %reduction_address R32", 0, atomic::red, nullptr, 90},
    {"REDG", 0x1a6, form::only(1) | form::only(4), Operands::memory,
     ".E@72 .ADD .{atom_float@73:4} .{order@77:4} %reduction_address R32", 0, atomic::red_float, nullptr, 90},
};
// clang-format on

}  // namespace

Rows atomic_rows() {
  return atomic_table;
}
EGPULAB_SASS_END
