// Which classes a chip's engines answer to.
// Facts: open-gpu-kernel-modules 570.144 g_allclasses.h and the class lists of each chip's HAL (MIT).
#pragma once

#include <algorithm>
#include <array>

#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/nvidia/class_ids.hpp"

namespace egpulab::simulator::nvidia {

struct ChipClasses {
  u32 graphics, compute;
  std::array<u32, 2> copy;
  u32 inline_to_memory = regs::nvidia::classes::kepler_inline_to_memory_b;
  u32 two_d = regs::nvidia::classes::fermi_twod_a;

  bool is_copy(u32 c) const { return std::ranges::find(copy, c) != copy.end(); }
};

constexpr ChipClasses chip_classes(regs::nvidia::Architecture a) {
  using namespace regs::nvidia::classes;
  using regs::nvidia::Architecture;
  switch (a) {
    case Architecture::ampere:
      return {ampere_b, ampere_compute_b, {ampere_dma_copy_b, ampere_dma_copy_a}};
    case Architecture::ada:
      return {ada_a, ada_compute_a, {ampere_dma_copy_b, ampere_dma_copy_a}};
    case Architecture::hopper:
      return {hopper_a, hopper_compute_a, {hopper_dma_copy_a, hopper_dma_copy_a}};
    case Architecture::blackwell_gb10x:
      return {blackwell_a, blackwell_compute_a, {blackwell_dma_copy_a, blackwell_dma_copy_a}};
    case Architecture::blackwell:
      return {blackwell_b, blackwell_compute_b, {blackwell_dma_copy_b, blackwell_dma_copy_b}};
  }
  return {};
}

}  // namespace egpulab::simulator::nvidia
