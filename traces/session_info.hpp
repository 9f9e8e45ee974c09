// The payloads that are more than bytes or text: what a device is, what a BAR is, what a DMA buffer is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/bus/pci_device.hpp"
#include "traces/event.hpp"

namespace egpulab::traces {

// Of device_info: a JSON object, so that members can be added. Members that are absent get their defaults.
std::string device_info_text(const bus::DeviceInfo& info);
Parsed<bus::DeviceInfo> parse_device_info(std::string_view text);

// Of bar_info: address, size, mapped (u64 each), is_64bit, prefetchable (a byte each).
std::vector<std::byte> bar_info_bytes(const bus::BarInfo& info);
Parsed<bus::BarInfo> parse_bar_info(Bytes payload);

// Of dma_allocate: u32 length of the label, the label, u64 bytes that the buffer has, then (u64 bus address, u64 bytes)
// per segment.
struct DmaFacts {
  std::string label;
  u64 size = 0;
  std::vector<bus::DmaSegment> segments;
};
constexpr u8 allocation_detail(const bus::DmaRequest& request) {
  return static_cast<u8>((request.contiguous ? Allocation::contiguous : 0) | (request.shared ? Allocation::shared : 0));
}
std::vector<std::byte> dma_facts_bytes(std::string_view label, u64 size, const std::vector<bus::DmaSegment>& segments);
Parsed<DmaFacts> parse_dma_facts(Bytes payload);

// Of fact: u32 length of the key, the key, the value.
struct Fact {
  std::string_view key, value;
};
std::vector<std::byte> fact_bytes(std::string_view key, std::string_view value);
Parsed<Fact> parse_fact(std::string_view payload);

}  // namespace egpulab::traces
