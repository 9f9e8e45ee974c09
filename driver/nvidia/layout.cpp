// Sizes and alignments of WPR2's parts. Facts: open-gpu-kernel-modules gsp_fw_wpr_meta.h, gsp_fw_heap.h,
// kernel_gsp_tu102.c and kernel_gsp_gh100.c (layout), nouveau r570 rm.c, nova-core fb.rs and fb/hal.
#include "driver/nvidia/layout.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"
#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"

namespace egpulab::driver::nvidia {
namespace {

using regs::nvidia::Architecture;
namespace wpr_heap = regs::nvidia::gsp::r570_144::wpr_heap;

// What differs between the generations.
struct Sizes {
  Architecture since;
  bool chosen_by_firmware;
  u64 base_rm;       // GSP-RM's own working memory
  u64 non_wpr_heap;  // outside of WPR2
  u64 vga_workspace;
  u32 pmu_reserved;
};
constexpr Sizes generations[] = {
    {Architecture::ampere, false, wpr_heap::base_rm_size, 1 * MiB, 1 * MiB, 0},
    {Architecture::hopper, true, wpr_heap::base_rm_size_hopper, 2 * MiB, 128 * KiB, 0},
    {Architecture::ada, false, wpr_heap::base_rm_size, 1 * MiB, 1 * MiB, 0},
    {Architecture::blackwell_gb10x, true, wpr_heap::base_rm_size_hopper, 2 * MiB, 128 * KiB, 0x1820000},
    {Architecture::blackwell, true, wpr_heap::base_rm_size_hopper, 2 * MiB + 128 * KiB, 128 * KiB, 0x1820000},
};
const Sizes& sizes_of(Architecture architecture) {
  const Sizes* found = &generations[0];
  for (const Sizes& s : generations)
    if (s.since <= architecture) found = &s;
  return *found;
}

constexpr u64 frts_size = 1 * MiB, wpr_alignment = 128 * KiB, image_alignment = 64 * KiB;
// The metadata that the booter writes at the region's start.
constexpr u64 wpr_meta_size = sizeof(regs::nvidia::gsp::r570_144::GspFwWprMeta);

}  // namespace

u64 gsp_heap_size(Architecture architecture, u64 memory_size) {
  const u64 gibs = align_up(memory_size, GiB) / GiB;
  const u64 wanted = wpr_heap::os_size + sizes_of(architecture).base_rm + align_up(wpr_heap::client_alloc_size, MiB) +
                     align_up(wpr_heap::per_gib_of_framebuffer * gibs, MiB);
  return std::clamp(wanted, wpr_heap::minimum, wpr_heap::maximum);
}

FrameBufferLayout make_layout(Architecture architecture, u64 memory_size, const LayoutNeeds& needs) {
  const Sizes& sizes = sizes_of(architecture);
  FrameBufferLayout l;
  l.size = memory_size;
  l.heap.size = gsp_heap_size(architecture, memory_size);
  const u64 total = l.heap.size + needs.image_size + needs.bootloader_size + 8 * MiB + sizes.pmu_reserved;
  if (memory_size < total)
    throw DeviceFault(fmt::format(
        "the card reports {} MiB of device memory; GSP-RM alone needs {} MiB (heap {} MiB, image {} MiB)",
        memory_size / MiB, align_up(total, MiB) / MiB, l.heap.size / MiB, align_up(needs.image_size, MiB) / MiB));
  l.chosen_by_firmware = sizes.chosen_by_firmware;
  l.pmu_reserved = sizes.pmu_reserved;
  l.frts.size = frts_size;
  l.non_wpr_heap.size = sizes.non_wpr_heap;
  l.vga_workspace.size = sizes.vga_workspace;
  l.image.size = needs.image_size;
  l.boot_binary.size = needs.bootloader_size;
  if (l.chosen_by_firmware) {
    l.frts_from_end = align_up(l.non_wpr_heap.size + l.pmu_reserved, 2 * MiB);
    return l;
  }
  const u64 lowest_workspace = memory_size - sizes.vga_workspace;
  if (needs.vga_workspace == 0)
    l.vga_workspace.offset = lowest_workspace;
  else if (needs.vga_workspace < lowest_workspace || needs.vga_workspace >= memory_size)
    l.vga_workspace.offset = memory_size - 128 * KiB;  // the VBIOS's own stays below; nobody uses it from here on
  else
    l.vga_workspace.offset = needs.vga_workspace;
  l.vga_workspace.size = memory_size - l.vga_workspace.offset;
  l.wpr_end = align_down(l.vga_workspace.offset, wpr_alignment);
  l.frts.offset = l.wpr_end - frts_size;
  l.frts_from_end = memory_size - l.frts.offset;
  l.boot_binary.offset = align_down(l.frts.offset - needs.bootloader_size, 4 * KiB);
  l.image.offset = align_down(l.boot_binary.offset - needs.image_size, image_alignment);
  l.heap.offset = align_down(l.image.offset - l.heap.size, MiB);
  l.heap.size = align_down(l.image.offset, MiB) - l.heap.offset;
  l.wpr_begin = align_down(l.heap.offset - wpr_meta_size, MiB);
  l.non_wpr_heap.offset = align_down(l.wpr_begin - l.non_wpr_heap.size, MiB);
  return l;
}

}  // namespace egpulab::driver::nvidia
