// A case of the corpus on a side.
#pragma once

#include "fixtures/cuda_corpus.hpp"
#include "tools/crosscheck/side.hpp"

namespace egpulab::tool {

// "k01_basic.sm_86.cubin".
inline std::string corpus_file(const fixtures::CorpusCase& test, u32 sm) {
  return test.entry.file(fmt::format("sm_{}", sm));
}
// Runs it with the cubin for the side's architecture; variables of the module hold what the case says.
Parsed<fixtures::SuiteArguments> run_case(Side& side, const fixtures::CorpusCase& test,
                                          const fixtures::SuiteArguments& inputs);

// The file with other initial content of a module's variable.
Parsed<std::vector<std::byte>> with_variable(std::string_view name, Bytes cubin, std::string_view variable,
                                             Bytes content);

}  // namespace egpulab::tool
