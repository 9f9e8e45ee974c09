// `egpulab disasm`: the kernels of a code object or a cubin, or raw machine code, as text.
#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "driver/amd/code_object.hpp"
#include "driver/base/file.hpp"
#include "driver/nvidia/cubin_elf.hpp"
#include "simulator/isa/rdna/disassemble.hpp"
#include "simulator/isa/sass/disassemble.hpp"
#include "tools/egpulab/command.hpp"

namespace egpulab::tool {
namespace {

namespace rdna = simulator::isa::rdna;
namespace sass = simulator::isa::sass;

struct DisasmOptions {
  std::string file, kernel, target = "gfx1100";
  bool raw = false, wave64 = false, scheduling = false;
};

// The instruction set of a target such as "gfx1201" or "gfx12-generic".
rdna::Generation generation_of(std::string_view file, std::string_view target) {
  if (target.starts_with("gfx11")) return rdna::Generation::gfx11;
  if (target.starts_with("gfx12")) return rdna::Generation::gfx12;
  throw InvalidRequest(fmt::format("{}: code for {}; gfx11*, gfx12* and sm_* can be disassembled", file, target));
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

void print_sass(Bytes code, sass::SmVersion sm, bool scheduling) {
  for (u64 at = 0; at + sass::instruction_bytes <= code.size(); at += sass::instruction_bytes) {
    const sass::Word word{load<u64>(code, at), load<u64>(code, at + 8)};
    fmt::print("  {:06x}: {:016x} {:016x}  {}\n", at, word.high, word.low, sass::disassemble(word, at, sm).text);
    if (scheduling) fmt::print("          {}\n", sass::scheduling_text(word));
  }
}

void print_cubin(const DisasmOptions& options, Bytes file) {
  const auto elf = driver::nvidia::CubinElf::parse(options.file, file);
  if (!elf) throw InvalidRequest(elf.error().message);
  std::string known;
  bool found = false;
  for (const auto& section : elf->sections()) {
    if (!section.is_code()) continue;
    const std::string_view name = section.name.substr(std::string_view(".text.").size());
    known += fmt::format("{}{}", known.empty() ? "" : ", ", name);
    if (!options.kernel.empty() && name != options.kernel) continue;
    found = true;
    fmt::print("{}: sm_{}, {} instructions\n", name, elf->sm(), section.content.size() / sass::instruction_bytes);
    print_sass(section.content, static_cast<sass::SmVersion>(elf->sm()), options.scheduling);
  }
  if (!found) throw InvalidRequest(fmt::format("{}: no code \"{}\"; it has {}", options.file, options.kernel, known));
}

bool is_cubin(Bytes file) {
  constexpr u64 machine_at = 18;
  return file.size() >= machine_at + 2 && load<u32>(file, 0) == 0x464c457f &&
         load<u16>(file, machine_at) == driver::nvidia::CubinElf::machine_cuda;
}

// The version of a target such as "sm_86".
sass::SmVersion sm_of(const std::string& target) {
  const std::string_view number = std::string_view(target).substr(3);
  u32 version = 0;
  const auto [end, error] = std::from_chars(number.data(), number.data() + number.size(), version);
  if (error != std::errc{} || end != number.data() + number.size() || version < 80 || version > 121)
    throw InvalidRequest(fmt::format("--target: \"{}\"; sm_80 to sm_121 can be disassembled", target));
  return static_cast<sass::SmVersion>(version);
}

}  // namespace

void add_disasm(Program& program) {
  CLI::App* command =
      program.app.add_subcommand("disasm", "Disassemble a code object or a cubin, or raw machine code with --raw");
  auto options = std::make_shared<DisasmOptions>();
  command->add_option("file", options->file, "ELF code object or cubin, or little-endian words with --raw")->required();
  command->add_option("--kernel", options->kernel, "Only this kernel");
  command->add_flag("--raw", options->raw, "The file is machine code without a container");
  command->add_option("--target", options->target, "With --raw: the processor, such as gfx1201 or sm_86")
      ->capture_default_str();
  command->add_flag("--wave64", options->wave64, "With --raw: lane masks are 64 bits");
  command->add_flag("--scheduling", options->scheduling, "SASS: also what each word tells the scheduler");
  command->callback([options] {
    const auto file = read_file(options->file);
    if (!file) throw InvalidRequest(file.error().message);
    if (options->raw && options->target.starts_with("sm_"))
      print_sass(*file, sm_of(options->target), options->scheduling);
    else if (options->raw)
      print_code(*file, 0, align_down(file->size(), 4), generation_of("--target", options->target),
                 options->wave64 ? rdna::WaveSize::wave64 : rdna::WaveSize::wave32);
    else if (is_cubin(*file))
      print_cubin(*options, *file);
    else
      print_code_object(*options, *file);
  });
}

}  // namespace egpulab::tool
