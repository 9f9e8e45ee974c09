// Runs cases of the corpus; a variable is set by writing its initial value into the cubin.
#include "tools/crosscheck/corpus_run.hpp"

#include "driver/nvidia/cubin_elf.hpp"
#include "fixtures/kernels.hpp"

namespace egpulab::tool {

Parsed<std::vector<std::byte>> with_variable(std::string_view name, Bytes cubin, std::string_view variable,
                                             Bytes content) {
  const auto elf = driver::nvidia::CubinElf::parse(name, cubin);
  if (!elf) return Unexpected<ParseError>(elf.error());
  for (const driver::nvidia::CubinElf::Symbol& s : elf->symbols()) {
    if (s.name != variable || !s.is_defined()) continue;
    const Bytes section = elf->sections()[s.section].content;
    if (s.value > section.size() || content.size() > section.size() - s.value)
      return refuse(fmt::format("{}: {} has no initial value of {} bytes in the file", name, variable, content.size()));
    std::vector<std::byte> changed(cubin.begin(), cubin.end());
    std::copy(content.begin(), content.end(), changed.begin() + (section.data() - cubin.data()) + s.value);
    return changed;
  }
  return refuse(fmt::format("{}: there is no variable {}", name, variable));
}

Parsed<fixtures::SuiteArguments> run_case(Side& side, const fixtures::CorpusCase& test,
                                          const fixtures::SuiteArguments& inputs) {
  const std::string file = corpus_file(test, side.sm());
  const auto cubin = fixtures::kernel(file);
  if (!cubin) return Unexpected<ParseError>(cubin.error());
  std::vector<std::byte> changed;
  if (!test.variable.empty()) {
    auto with = with_variable(file, *cubin, test.variable, test.variable_content());
    if (!with) return Unexpected<ParseError>(with.error());
    changed = *std::move(with);
  }
  return side.run({file,
                   changed.empty() ? *cubin : Bytes(changed),
                   test.entry.kernel,
                   {test.entry.grid, test.entry.block, test.dynamic_shared},
                   inputs});
}

}  // namespace egpulab::tool
