// A flat memory behind 64 KiB translations, and kernels launched on it, for tests and benchmarks of the engine.
#pragma once

#include <elf.h>

#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <vector>

#include "simulator/isa/rdna/dispatch.hpp"

namespace egpulab::simulator::isa::rdna {

// Pages at any address; what was not allocated faults.
class PagedSpace final : public AddressSpace {
 public:
  static constexpr u64 page = 64 * KiB;

  u64 allocate(u64 bytes) {
    const u64 va = next_;
    next_ += align_up(bytes, page) + page;  // a hole behind each allocation
    for (u64 n = 0; n < align_up(bytes, page); n += page) pages_[va + n] = std::make_unique<std::byte[]>(page);
    return va;
  }
  Expected<Mapping, MemoryFault> map(u64 va, Access access) override {
    const auto it = pages_.find(align_down(va, page));
    if (it == pages_.end()) return Unexpected<MemoryFault>(MemoryFault{va, access, MemoryFault::Reason::unmapped});
    return Mapping{it->second.get(), it->first, page};
  }
  void write(u64 va, const void* from, u64 bytes) {
    for (u64 n = 0; n < bytes; ++n) *at(va + n) = static_cast<const std::byte*>(from)[n];
  }
  void read(u64 va, void* to, u64 bytes) {
    for (u64 n = 0; n < bytes; ++n) static_cast<std::byte*>(to)[n] = *at(va + n);
  }
  template <class T>
  u64 put(const std::vector<T>& v) {
    const u64 va = allocate(v.size() * sizeof(T));
    write(va, v.data(), v.size() * sizeof(T));
    return va;
  }
  template <class T>
  std::vector<T> get(u64 va, std::size_t count) {
    std::vector<T> v(count);
    read(va, v.data(), count * sizeof(T));
    return v;
  }
  void unmap_everything_known() { ++generation_; }

 private:
  std::byte* at(u64 va) { return pages_.at(align_down(va, page)).get() + va % page; }
  std::map<u64, std::unique_ptr<std::byte[]>> pages_;
  u64 next_ = 0x7f0000000000;
};

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
