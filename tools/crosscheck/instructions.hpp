// The kernels of one instruction each (fixtures/kernels/cuda/instructions): their operands, and their runs.
#pragma once

#include "tools/crosscheck/side.hpp"

namespace egpulab::tool {

// "add_rn_f32__fff" of i_f32: what the letters say of its arrays.
struct InstructionForm {
  std::string module;       // "i_f32"
  std::string kernel;       // "add_rn_f32__fff"
  std::string instruction;  // "add.rn.f32"
  char result = 'r';
  std::string sources;  // "ff"
};

// All forms that are compiled for an architecture, in the order of their names.
std::vector<InstructionForm> instruction_forms(u32 sm);
// Sources from the edges of their formats in all pairs, then seeded random ones; the results' array last.
fixtures::SuiteArguments instruction_operands(const InstructionForm& form, u64 seed);
// The form's run with the cubin for `sm`; `cubin` must outlive it.
KernelRun instruction_run(const InstructionForm& form, std::string_view file, Bytes cubin,
                          const fixtures::SuiteArguments& operands);
// "a = 0x3f800000, b = 0x7f800000": the sources of one thread.
std::string operands_text(const InstructionForm& form, const fixtures::SuiteArguments& operands, std::size_t thread);

}  // namespace egpulab::tool
