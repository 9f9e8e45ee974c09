// The one place that says what a request beyond a link's limits is refused with.
#pragma once

#include "driver/bus/pci_device.hpp"

namespace egpulab::bus {

// Throw LimitExceeded naming the request and the limit. Backends call them before anything is sent.

// A single access of 4 or 8 bytes. An 8-byte access on a 4-byte link passes when the link splits it.
void check_register_access(const Limits& limits, u8 bar, const BarInfo& info, u64 offset, u32 bytes);
void check_block_access(u8 bar, const BarInfo& info, u64 offset, u64 bytes);
// 1, 2 or 4 bytes, naturally aligned, inside 4 KiB.
void check_config_access(u16 offset, u8 bytes);
// `live_bytes` is what all live buffers have together.
void check_dma_request(const Limits& limits, const DmaRequest& request, u64 live_bytes);
void check_dma_access(std::string_view label, u64 size, u64 offset, u64 bytes);

}  // namespace egpulab::bus
