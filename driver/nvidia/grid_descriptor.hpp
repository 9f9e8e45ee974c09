// Launch descriptors (QMD) as this driver fills them in, of the version that the card's generation takes.
#pragma once

#include <array>
#include <span>
#include <vector>

#include "driver/compute/types.hpp"
#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/nvidia/qmd.hpp"

namespace egpulab::driver::nvidia {

// A grid to launch. Addresses are virtual.
struct Grid {
  struct Bank {
    u32 index = 0;
    u64 address = 0;  // a multiple of 64
    u32 bytes = 0;
  };
  compute::Dim3 blocks{}, threads{};
  u64 program = 0, program_bytes = 0;
  u32 registers = 0, barriers = 0;
  u32 shared_bytes = 0, local_bytes = 0;  // of a block, of a thread
  u32 sass_version = 0;                   // 0x86
  std::span<const Bank> banks{};
};

class GridDescriptor {
 public:
  static constexpr u64 alignment = 256;
  // `shared_configurations`: KiB of an SM's memory that can serve as shared memory, ascending.
  GridDescriptor(regs::nvidia::Architecture architecture, std::span<const u16> shared_configurations);

  u32 bytes() const { return layout_.bytes(); }
  // `words`: bytes() of them.
  void write(const Grid& grid, std::span<u32> words) const;

 private:
  // A number that the version may keep in parts, and without its low bits.
  struct Number {
    regs::nvidia::QmdField low{}, high{};
    bool split = false;
    u8 shift = 0;
  };
  Number number(std::string_view name) const;
  static void set(std::span<u32> words, const Number& n, u64 value, u32 index = 0);

  const regs::nvidia::QmdLayout& layout_;
  std::span<const u16> shared_configurations_;
  std::vector<u32> fixed_;  // what all launches have
  std::array<Number, 3> blocks_, threads_;
  Number program_, prefetch_address_, prefetch_size_, registers_, barriers_, shared_, local_, sass_version_;
  Number bank_valid_, bank_address_, bank_size_, bank_invalidate_, least_shared_, wanted_shared_;
};

}  // namespace egpulab::driver::nvidia
