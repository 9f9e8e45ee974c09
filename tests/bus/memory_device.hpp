// A small device for tests: memory behind BARs, a virtual clock, host memory, and one engine.
#pragma once

#include <array>
#include <map>
#include <memory>
#include <vector>

#include "driver/bus/limits.hpp"
#include "driver/bus/pci_device.hpp"

namespace egpulab::testing {

using namespace std::chrono_literals;

// BAR0 is 1 MiB of memory, BAR5 64 KiB of registers. Each access takes 1 us of virtual time. In BAR5:
//   0x10 START   writing v starts the engine; engine_time later DONE reads v, and v is written to the bus address in
//   TARGET 0x14 DONE    what the engine finished last 0x18 TARGET  bus address in host memory; 0 for none 0x1c TIME
//   microseconds, the low 32 bits
// all others store what is written.
class MemoryDevice : public bus::PciDevice {
 public:
  static constexpr u64 start = 0x10, done = 0x14, target = 0x18, time = 0x1c;

  MemoryDevice() {
    info_.uri = "memory:";
    info_.link.description = "in process";
    put_config(0, 2, 0x1002);
    put_config(2, 2, 0x744c);
    bars_[0] = {.address = 0x8'0000'0000, .size = MiB, .mapped = MiB, .is_64bit = true, .prefetchable = true};
    bars_[5] = {.address = 0xf000'0000, .size = 64 * KiB, .mapped = 64 * KiB};
    memory_[0].resize(MiB);
    memory_[5].resize(64 * KiB);
  }

  bus::DeviceInfo info_;
  u64 accesses = 0;
  u32 interrupts = 0;  // pending
  Nanoseconds engine_time = 50us;

  void put_config(u16 offset, u8 bytes, u32 value) { std::memcpy(&config_[offset], &value, bytes); }
  void put_register(u64 offset, u32 value) { store(MutableBytes(memory_[5]), offset, value); }
  u32 get_register(u64 offset) const { return load<u32>(memory_[5], offset); }
  MutableBytes bar_memory(u8 bar) { return memory_[bar]; }

  const bus::DeviceInfo& info() const override { return info_; }
  bus::Clock& clock() override { return clock_; }

  u32 config_read(u16 offset, u8 bytes) override {
    bus::check_config_access(offset, bytes);
    spend();
    u32 value = 0;
    std::memcpy(&value, &config_[offset], bytes);
    return value;
  }
  void config_write(u16 offset, u8 bytes, u32 value) override {
    bus::check_config_access(offset, bytes);
    spend();
    put_config(offset, bytes, value);
  }
  bus::BarInfo bar(u8 index) override { return index < 6 ? bars_[index] : bus::BarInfo{}; }
  void resize_bar(u8 index, u64 size) override {
    spend();
    bars_[index].size = bars_[index].mapped = size;
    memory_[index].resize(size);
  }
  u32 read32(u8 bar, u64 offset) override {
    bus::check_register_access(info_.limits, bar, bars_[bar], offset, 4);
    spend();
    if (bar == 5 && offset == time) return static_cast<u32>(now_ / 1us);
    return load<u32>(memory_[bar], offset);
  }
  void write32(u8 bar, u64 offset, u32 value) override {
    bus::check_register_access(info_.limits, bar, bars_[bar], offset, 4);
    spend();
    store(MutableBytes(memory_[bar]), offset, value);
    if (bar == 5 && offset == start) due_ = now_ + engine_time;
  }
  u64 read64(u8 bar, u64 offset) override {
    bus::check_register_access(info_.limits, bar, bars_[bar], offset, 8);
    spend();
    return load<u64>(memory_[bar], offset);
  }
  void write64(u8 bar, u64 offset, u64 value) override {
    bus::check_register_access(info_.limits, bar, bars_[bar], offset, 8);
    spend();
    store(MutableBytes(memory_[bar]), offset, value);
  }
  void read_block(u8 bar, u64 offset, MutableBytes into) override {
    bus::check_block_access(bar, bars_[bar], offset, into.size());
    spend();
    std::copy_n(memory_[bar].begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
  }
  void write_block(u8 bar, u64 offset, Bytes from) override {
    bus::check_block_access(bar, bars_[bar], offset, from.size());
    spend();
    std::copy(from.begin(), from.end(), memory_[bar].begin() + static_cast<std::ptrdiff_t>(offset));
  }
  void flush() override { spend(); }

  std::unique_ptr<bus::DmaBuffer> allocate_dma(const bus::DmaRequest& request) override {
    bus::check_dma_request(info_.limits, request, 0);
    auto buffer = std::make_unique<Dma>(*this, request, next_bus_address_);
    next_bus_address_ += buffer->size();
    return buffer;
  }
  void reset(bus::ResetKind) override {
    now_ += 100ms;
    due_ = Nanoseconds::max();
    std::fill(memory_[5].begin(), memory_[5].end(), std::byte{0});
  }
  u32 enable_interrupts(u32 vectors) override { return std::min(vectors, 2u); }
  std::optional<u32> wait_interrupt(Nanoseconds limit) override {
    if (interrupts == 0) {
      advance(limit);
      return std::nullopt;
    }
    --interrupts;
    return 1;
  }
  bool observe_dma(bus::DmaObserver* observer) override {
    observer_ = observer;
    return true;
  }

  void advance(Nanoseconds by) {
    now_ += by;
    if (now_ < due_) return;
    due_ = Nanoseconds::max();
    const u32 value = get_register(start);
    put_register(done, value);
    ++interrupts;
    if (const u64 to = get_register(target)) device_write(to, as_bytes(value));
  }

 private:
  class Dma final : public bus::DmaBuffer {
   public:
    Dma(MemoryDevice& device, const bus::DmaRequest& request, u64 address)
        : device_(device), bytes_(align_up(request.size, 4096)), segments_{{address, bytes_.size()}} {
      device_.buffers_[address] = this;
    }
    ~Dma() override { device_.buffers_.erase(segments_[0].bus_address); }
    u64 size() const override { return bytes_.size(); }
    const std::vector<bus::DmaSegment>& segments() const override { return segments_; }
    void read(u64 offset, MutableBytes into) override {
      bus::check_dma_access("test", size(), offset, into.size());
      std::copy_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), into.size(), into.begin());
    }
    void write(u64 offset, Bytes from) override {
      bus::check_dma_access("test", size(), offset, from.size());
      std::copy(from.begin(), from.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(offset));
    }
    void fill(u64 offset, u64 size, u8 value) override {
      bus::check_dma_access("test", bytes_.size(), offset, size);
      std::fill_n(bytes_.begin() + static_cast<std::ptrdiff_t>(offset), size, static_cast<std::byte>(value));
    }

   private:
    MemoryDevice& device_;
    std::vector<std::byte> bytes_;
    std::vector<bus::DmaSegment> segments_;
  };
  struct VirtualClock final : bus::Clock {
    explicit VirtualClock(MemoryDevice& d) : device(d) {}
    Nanoseconds now() const override { return device.now_; }
    void sleep_for(Nanoseconds duration) override { device.advance(duration); }
    MemoryDevice& device;
  };

  void spend() {
    ++accesses;
    advance(1us);
  }
  void device_write(u64 address, Bytes content) {
    const auto after = buffers_.upper_bound(address);
    if (after == buffers_.begin()) return;
    const auto& [base, buffer] = *std::prev(after);
    buffer->write(address - base, content);
    if (observer_) observer_->device_wrote(address, content);
  }

  std::array<std::byte, 4096> config_{};
  std::array<bus::BarInfo, 6> bars_{};
  std::array<std::vector<std::byte>, 6> memory_{};
  std::map<u64, Dma*> buffers_;
  u64 next_bus_address_ = 0x1000'0000;
  Nanoseconds now_{0}, due_ = Nanoseconds::max();
  bus::DmaObserver* observer_ = nullptr;
  VirtualClock clock_{*this};
};

}  // namespace egpulab::testing
