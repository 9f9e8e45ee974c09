// Where the boot chain puts GSP-RM in device memory: the write-protected region 2 (WPR2) at its end.
#pragma once

#include <string>

#include "driver/base/types.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::driver::nvidia {

struct MemoryRange {
  u64 offset = 0, size = 0;
  u64 end() const { return offset + size; }
};

// Offsets in device memory, from its end downwards. Since Hopper the FMC chooses offsets by itself from the sizes;
// then all offsets are 0 until GSP-RM tells them.
struct FrameBufferLayout {
  u64 size = 0;  // of usable device memory
  bool chosen_by_firmware = false;
  MemoryRange vga_workspace;
  MemoryRange frts;
  MemoryRange boot_binary;
  MemoryRange image;  // GSP-RM
  MemoryRange heap;
  u64 wpr_begin = 0, wpr_end = 0;
  MemoryRange non_wpr_heap;
  u32 pmu_reserved = 0;
  // Of the FSP's message: distance of FRTS from the end of memory.
  u64 frts_from_end = 0;
};

struct LayoutNeeds {
  u64 image_size = 0;
  u64 bootloader_size = 0;
  u64 vga_workspace = 0;  // its offset where the VBIOS named it, else 0
};

// Throws DeviceFault where memory is too small for it.
FrameBufferLayout make_layout(regs::nvidia::Architecture architecture, u64 memory_size, const LayoutNeeds& needs);

// Size of GSP-RM's heap in WPR2 for a card with that much memory.
u64 gsp_heap_size(regs::nvidia::Architecture architecture, u64 memory_size);

}  // namespace egpulab::driver::nvidia
