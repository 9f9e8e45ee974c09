// What the events so far say about the one at hand: phase, wait, DMA buffers, volatile registers, device.
#pragma once

#include <array>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "traces/names.hpp"
#include "traces/reader.hpp"

namespace egpulab::traces {

// Ranges of BAR space whose values a clock or sensor drives.
class VolatileRanges {
 public:
  void add(u8 bar, u64 offset, u64 bytes);
  bool contains(u8 bar, u64 offset, u64 bytes) const;  // any of these bytes

 private:
  std::array<std::map<u64, u64>, 8> ends_;  // by BAR: start -> end
};

struct DmaObject {
  std::string label;
  u64 size = 0;
  std::vector<bus::DmaSegment> segments;
};

// Follows one device of a session.
class Context {
 public:
  explicit Context(Names names = Names::all()) : names_(std::move(names)) {}

  // Call for every event of the device, in order; a malformed payload is ignored here, since reading has to go on.
  void observe(Cursor& cursor);

  const Names& names() const { return names_; }
  // What the event means beyond its line; for every event after observe(), in order.
  std::string note(const Event& event, Bytes payload) { return names_.note(event, payload); }
  // "boot > psp", "start-up" outside any phase.
  std::string phase() const;
  const std::vector<std::string>& phases() const { return phases_; }
  bool waiting() const { return !waits_.empty(); }
  const VolatileRanges& volatiles() const { return volatiles_; }
  bool is_volatile(const Event& e) const {
    return is_bar_access(e.kind) && volatiles_.contains(e.bar, e.address, e.size);
  }
  const std::map<u32, DmaObject>& buffers() const { return buffers_; }
  const bus::BarInfo& bar(u8 index) const { return bars_[index & 7]; }
  const std::optional<bus::DeviceInfo>& device() const { return device_; }

  // "dma "ring"+0x40"; "host memory 0x1000" for what no buffer holds.
  std::string dma_place(u32 object, u64 offset) const;
  std::string bus_place(u64 address) const;

 private:
  void take_mark(bus::Mark mark, std::string text);

  Names names_;
  std::vector<std::string> phases_, waits_;
  VolatileRanges volatiles_;
  std::map<u32, DmaObject> buffers_;
  std::array<bus::BarInfo, 8> bars_{};
  std::optional<bus::DeviceInfo> device_;
};

}  // namespace egpulab::traces
