// `egpulab disasm`: a code object's kernels, or raw machine code, as text.
#include <fmt/format.h>

#include <algorithm>

#include "driver/amd/code_object.hpp"
#include "driver/base/file.hpp"
#include "simulator/isa/rdna/disassemble.hpp"
#include "tools/egpulab/command.hpp"

namespace egpulab::tool {
namespace {

namespace rdna = simulator::isa::rdna;

struct DisasmOptions {
  std::string file, kernel, target = "gfx1100";
  bool raw = false, wave64 = false;
};

// The instruction set of a target such as "gfx1201" or "gfx12-generic".
rdna::Generation generation_of(std::string_view file, std::string_view target) {
  if (target.starts_with("gfx11")) return rdna::Generation::gfx11;
  if (target.starts_with("gfx12")) return rdna::Generation::gfx12;
  throw InvalidRequest(fmt::format("{}: code for {}; gfx11* and gfx12* can be disassembled", file, target));
}

// Prints the instructions of code[from, to), stopping at the padding behind the program.
void print_code(Bytes code, u64 from, u64 to, rdna::Generation generation, rdna::WaveSize wave_size) {
  for (u64 at = from; at < to;) {
    const auto line = rdna::disassemble(code.subspan(at, std::min<u64>(20, to - at)), generation, wave_size);
    if (line.text == "s_code_end") break;
    std::string words;
    for (u32 i = 0; i < line.size; i += 4) words += fmt::format(" {:08x}", load<u32>(code, at + i));
    fmt::print("  {:06x}:{:<28} {}\n", at, words, line.text);
    at += line.size;
  }
}

void print_code_object(const DisasmOptions& options, Bytes file) {
  const auto object = driver::amd::CodeObject::parse(options.file, file);
  if (!object) throw InvalidRequest(object.error().message);
  const rdna::Generation generation = generation_of(options.file, object->target());
  const auto image = object->image_at(0);
  if (!image) throw InvalidRequest(image.error().message);
  if (!options.kernel.empty())
    if (const auto wanted = object->kernel(options.kernel); !wanted) throw InvalidRequest(wanted.error().message);
  for (const driver::amd::Kernel& kernel : object->kernels()) {
    if (!options.kernel.empty() && kernel.name != options.kernel) continue;
    u64 end = image->size();
    for (const driver::amd::Kernel& other : object->kernels())
      if (other.entry_offset > kernel.entry_offset) end = std::min(end, other.entry_offset);
    fmt::print("{}: wave{}, {} SGPRs, {} VGPRs, {} bytes LDS, {} bytes scratch\n", kernel.name, kernel.wave_size,
               kernel.sgpr_count, kernel.vgpr_count, kernel.lds_size, kernel.scratch_size);
    print_code(*image, kernel.entry_offset, end, generation,
               kernel.wave_size == 64 ? rdna::WaveSize::wave64 : rdna::WaveSize::wave32);
  }
}

}  // namespace

void add_disasm(Program& program) {
  CLI::App* command = program.app.add_subcommand("disasm", "Disassemble a code object, or raw machine code with --raw");
  auto options = std::make_shared<DisasmOptions>();
  command->add_option("file", options->file, "ELF code object, or little-endian words with --raw")->required();
  command->add_option("--kernel", options->kernel, "Only this kernel");
  command->add_flag("--raw", options->raw, "The file is machine code without a container");
  command->add_option("--target", options->target, "With --raw: the processor, such as gfx1201")->capture_default_str();
  command->add_flag("--wave64", options->wave64, "With --raw: lane masks are 64 bits");
  command->callback([options] {
    const auto file = read_file(options->file);
    if (!file) throw InvalidRequest(file.error().message);
    if (options->raw)
      print_code(*file, 0, align_down(file->size(), 4), generation_of("--target", options->target),
                 options->wave64 ? rdna::WaveSize::wave64 : rdna::WaveSize::wave32);
    else
      print_code_object(*options, *file);
  });
}

}  // namespace egpulab::tool
