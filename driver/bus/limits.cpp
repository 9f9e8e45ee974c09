// Checks of requests against what the link can do.
#include "driver/bus/limits.hpp"

#include <fmt/format.h>

namespace egpulab::bus {
namespace {

void check_window(u8 bar, const BarInfo& info, u64 offset, u64 bytes) {
  if (info.size == 0) throw LimitExceeded(fmt::format("BAR{}: the device has no such BAR", bar));
  if (offset > info.mapped || bytes > info.mapped - offset)
    throw LimitExceeded(fmt::format("BAR{}: {} bytes at {:#x} lie beyond the {:#x} bytes that this link reaches{}", bar,
                                    bytes, offset, info.mapped,
                                    info.mapped < info.size ? fmt::format(" (of {:#x})", info.size) : ""));
}

}  // namespace

void check_register_access(const Limits& limits, u8 bar, const BarInfo& info, u64 offset, u32 bytes) {
  check_window(bar, info, offset, bytes);
  if (bytes > limits.max_register_bytes && !limits.split_64bit)
    throw LimitExceeded(
        fmt::format("BAR{} offset {:#x}: a {}-byte access; this link does at most {} and does not split", bar, offset,
                    bytes, limits.max_register_bytes));
  if (offset % bytes != 0 && !limits.unaligned_registers)
    throw LimitExceeded(fmt::format("BAR{} offset {:#x}: a {}-byte access here is not aligned, as this link needs", bar,
                                    offset, bytes));
}

void check_block_access(u8 bar, const BarInfo& info, u64 offset, u64 bytes) { check_window(bar, info, offset, bytes); }

void check_config_access(u16 offset, u8 bytes) {
  const bool good = (bytes == 1 || bytes == 2 || bytes == 4) && offset % bytes == 0 && offset + bytes <= 0x1000;
  if (!good)
    throw LimitExceeded(fmt::format(
        "config space: {} bytes at {:#x}; expected 1, 2 or 4 bytes, naturally aligned, below 0x1000", bytes, offset));
}

void check_dma_request(const Limits& limits, const DmaRequest& request, u64 live_bytes) {
  const auto refuse = [&](std::string why) {
    throw LimitExceeded(fmt::format("DMA buffer \"{}\" of {:#x} bytes: {}", request.label, request.size, why));
  };
  if (!limits.host_dma) refuse("the device cannot reach host memory over this link");
  if (request.size == 0) refuse("a buffer has at least one byte");
  if (request.size > limits.max_dma_bytes || live_bytes > limits.max_dma_bytes - request.size)
    refuse(fmt::format("this link maps at most {:#x} bytes, {:#x} of them in use", limits.max_dma_bytes, live_bytes));
  if (request.contiguous && request.size > limits.max_dma_segment)
    refuse(fmt::format("asked for one segment; this link's longest has {:#x} bytes", limits.max_dma_segment));
  const u64 segment = limits.max_dma_segment;
  if (request.size / segment + (request.size % segment != 0) > limits.max_dma_segments)
    refuse(fmt::format("needs more than this link's {} segments of {:#x} bytes", limits.max_dma_segments, segment));
}

void check_dma_access(std::string_view label, u64 size, u64 offset, u64 bytes) {
  if (offset > size || bytes > size - offset)
    throw LimitExceeded(
        fmt::format("DMA buffer \"{}\": {:#x} bytes at {:#x} lie outside its {:#x}", label, bytes, offset, size));
}

}  // namespace egpulab::bus
