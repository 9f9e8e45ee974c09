// A PciDevice that passes everything on to another: the base of decorators, which override what they change.
#pragma once

#include <memory>

#include "driver/bus/pci_device.hpp"

namespace egpulab::bus {

class ForwardingDevice : public PciDevice {
 public:
  explicit ForwardingDevice(PciDevice& inner) : inner_(inner) {}
  explicit ForwardingDevice(std::unique_ptr<PciDevice> inner) : owned_(std::move(inner)), inner_(*owned_) {}

  PciDevice& inner() { return inner_; }

  const DeviceInfo& info() const override { return inner_.info(); }
  Clock& clock() override { return inner_.clock(); }
  u32 config_read(u16 offset, u8 bytes) override { return inner_.config_read(offset, bytes); }
  void config_write(u16 offset, u8 bytes, u32 value) override { inner_.config_write(offset, bytes, value); }
  BarInfo bar(u8 index) override { return inner_.bar(index); }
  void resize_bar(u8 index, u64 size) override { inner_.resize_bar(index, size); }
  u32 read32(u8 bar, u64 offset) override { return inner_.read32(bar, offset); }
  void write32(u8 bar, u64 offset, u32 value) override { inner_.write32(bar, offset, value); }
  u64 read64(u8 bar, u64 offset) override { return inner_.read64(bar, offset); }
  void write64(u8 bar, u64 offset, u64 value) override { inner_.write64(bar, offset, value); }
  void read_block(u8 bar, u64 offset, MutableBytes into) override { inner_.read_block(bar, offset, into); }
  void write_block(u8 bar, u64 offset, Bytes from) override { inner_.write_block(bar, offset, from); }
  void flush() override { inner_.flush(); }
  std::unique_ptr<DmaBuffer> allocate_dma(const DmaRequest& request) override { return inner_.allocate_dma(request); }
  void reset(ResetKind kind) override { inner_.reset(kind); }
  u32 enable_interrupts(u32 vectors) override { return inner_.enable_interrupts(vectors); }
  std::optional<u32> wait_interrupt(Nanoseconds limit) override { return inner_.wait_interrupt(limit); }
  void mark(Mark mark, std::string_view text) override { inner_.mark(mark, text); }
  void mark_volatile(u8 bar, u64 offset, u32 bytes) override { inner_.mark_volatile(bar, offset, bytes); }
  void describe(std::string_view key, std::string_view value) override { inner_.describe(key, value); }
  bool observe_dma(DmaObserver* observer) override { return inner_.observe_dma(observer); }
  bool shared_store_awaited() override { return inner_.shared_store_awaited(); }

 private:
  std::unique_ptr<PciDevice> owned_;
  PciDevice& inner_;
};

// The same for a buffer.
class ForwardingDma : public DmaBuffer {
 public:
  explicit ForwardingDma(std::unique_ptr<DmaBuffer> inner) : inner_(std::move(inner)) {}

  u64 size() const override { return inner_->size(); }
  const std::vector<DmaSegment>& segments() const override { return inner_->segments(); }
  void read(u64 offset, MutableBytes into) override { inner_->read(offset, into); }
  void write(u64 offset, Bytes from) override { inner_->write(offset, from); }
  void fill(u64 offset, u64 size, u8 value) override { inner_->fill(offset, size, value); }
  MutableBytes shared_memory() override { return inner_->shared_memory(); }
  int shared_descriptor() const override { return inner_->shared_descriptor(); }

 protected:
  void release_inner() { inner_.reset(); }

 private:
  std::unique_ptr<DmaBuffer> inner_;
};

}  // namespace egpulab::bus
