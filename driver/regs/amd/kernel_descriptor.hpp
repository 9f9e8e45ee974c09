// The 64 bytes that a code object (amdhsa) has for each kernel.
// Facts: LLVM AMDGPUUsage, "Kernel Descriptor" (Apache-2.0 with LLVM exception).
#pragma once

#include <cstddef>

#include "driver/regs/bits.hpp"

namespace egpulab::regs::amd {

struct KernelDescriptor {
  u32 group_segment_fixed_size;    // LDS bytes
  u32 private_segment_fixed_size;  // scratch bytes per work-item
  u32 kernarg_size;                // bytes; 0 also means "not stated"
  u32 reserved0;
  i64 kernel_code_entry_byte_offset;  // from the descriptor's own address; 256-byte aligned
  u8 reserved1[20];
  u32 compute_pgm_rsrc3;
  u32 compute_pgm_rsrc1;
  u32 compute_pgm_rsrc2;
  u16 kernel_code_properties;
  u16 kernarg_preload;
  u32 reserved2;
};
static_assert(sizeof(KernelDescriptor) == 64 && offsetof(KernelDescriptor, compute_pgm_rsrc3) == 44 &&
              offsetof(KernelDescriptor, kernel_code_properties) == 56);

// Which user SGPRs the kernel expects, in this order, and its wave size.
using KernelCodeProperties =
    Bits<16, Bit<"ENABLE_SGPR_PRIVATE_SEGMENT_BUFFER", 0>, Bit<"ENABLE_SGPR_DISPATCH_PTR", 1>,
         Bit<"ENABLE_SGPR_QUEUE_PTR", 2>, Bit<"ENABLE_SGPR_KERNARG_SEGMENT_PTR", 3>, Bit<"ENABLE_SGPR_DISPATCH_ID", 4>,
         Bit<"ENABLE_SGPR_FLAT_SCRATCH_INIT", 5>, Bit<"ENABLE_SGPR_PRIVATE_SEGMENT_SIZE", 6>,
         Bit<"ENABLE_WAVEFRONT_SIZE32", 10>, Bit<"USES_DYNAMIC_STACK", 11>>;

}  // namespace egpulab::regs::amd
