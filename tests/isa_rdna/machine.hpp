// Kernels launched on a flat memory, for tests and benchmarks of the engine.
#pragma once

#include <elf.h>

#include <fstream>
#include <iterator>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulator/isa/rdna/dispatch.hpp"
#include "tests/isa/paged_space.hpp"

namespace egpulab::simulator::isa::rdna {

class QuietEnvironment final : public Environment {
 public:
  u64 realtime() override { return ticks += 100; }
  void interrupt(u32 data) override { interrupts.push_back(data); }
  u64 ticks = 0;
  std::vector<u32> interrupts;
};

// A kernel in memory: the launch that its descriptor asks for, and what else that says.
struct LoadedKernel {
  Launch launch;
  u32 private_bytes = 0;  // scratch per work-item
  u32 properties = 0;     // kernel_code_properties: which user SGPRs it wants
};

// A code object's segments copied to memory, and the descriptor of one kernel (AMDHSA: LLVM's AMDGPUUsage).
inline LoadedKernel load_kernel(PagedSpace& space, Bytes elf, const std::string& kernel) {
  const auto* bytes = reinterpret_cast<const char*>(elf.data());
  const auto* h = reinterpret_cast<const Elf64_Ehdr*>(bytes);
  const auto* program = reinterpret_cast<const Elf64_Phdr*>(bytes + h->e_phoff);
  const u64 base = space.allocate(256 * KiB);
  for (int n = 0; n < h->e_phnum; ++n)
    if (program[n].p_type == PT_LOAD)
      space.write(base + program[n].p_vaddr, bytes + program[n].p_offset, program[n].p_filesz);
  const auto* section = reinterpret_cast<const Elf64_Shdr*>(bytes + h->e_shoff);
  for (int n = 0; n < h->e_shnum; ++n) {
    if (section[n].sh_type != SHT_RELA) continue;
    constexpr u32 relative64 = 13;  // R_AMDGPU_RELATIVE64: tables of addresses
    const auto* relocation = reinterpret_cast<const Elf64_Rela*>(bytes + section[n].sh_offset);
    for (u64 k = 0; k < section[n].sh_size / sizeof(Elf64_Rela); ++k) {
      if (ELF64_R_TYPE(relocation[k].r_info) != relative64) throw std::runtime_error("a relocation of unknown type");
      const u64 value = base + static_cast<u64>(relocation[k].r_addend);
      space.write(base + relocation[k].r_offset, &value, 8);
    }
  }
  for (int n = 0; n < h->e_shnum; ++n) {
    if (section[n].sh_type != SHT_DYNSYM) continue;
    const char* names = bytes + section[section[n].sh_link].sh_offset;
    const auto* symbol = reinterpret_cast<const Elf64_Sym*>(bytes + section[n].sh_offset);
    for (u64 k = 0; k < section[n].sh_size / sizeof(Elf64_Sym); ++k) {
      if (names + symbol[k].st_name != kernel + ".kd") continue;
      u8 d[64];
      space.read(base + symbol[k].st_value, d, 64);
      const Bytes kd = std::as_bytes(std::span(d));
      LoadedKernel loaded;
      Launch& l = loaded.launch;
      l.program = base + symbol[k].st_value + static_cast<u64>(load<i64>(kd, 16));
      l.rsrc1 = load<u32>(kd, 48), l.rsrc2 = load<u32>(kd, 52), l.rsrc3 = load<u32>(kd, 44);
      l.rsrc2 |= static_cast<u32>(align_up(load<u32>(kd, 0), 512) / 512) << 15;
      loaded.private_bytes = load<u32>(kd, 4), loaded.properties = load<u16>(kd, 56);
      l.wave_size = loaded.properties & 0x400 ? WaveSize::wave32 : WaveSize::wave64;
      return loaded;
    }
  }
  throw std::runtime_error("no kernel " + kernel);
}
inline Launch load_kernel(PagedSpace& space, const std::string& file, const std::string& kernel) {
  std::ifstream in(file, std::ios::binary);
  std::vector<char> elf((std::istreambuf_iterator<char>(in)), {});
  if (elf.size() < sizeof(Elf64_Ehdr)) throw std::runtime_error(file + ": no code object");
  return load_kernel(space, std::as_bytes(std::span(elf)), kernel).launch;
}

}  // namespace egpulab::simulator::isa::rdna
