// A device behind a poorer link than it has: narrows what the inner device can do, and refuses what is beyond.
#pragma once

#include "driver/bus/forwarding_device.hpp"

namespace egpulab::bus {

// Splits 64-bit accesses low then high where `limits` says so. Used by backends whose transport has the limits, and by
// tests that run a driver under the limits of another link.
class LimitedDevice final : public ForwardingDevice {
 public:
  LimitedDevice(PciDevice& inner, const Limits& limits) : ForwardingDevice(inner) { take(limits); }
  LimitedDevice(std::unique_ptr<PciDevice> inner, const Limits& limits) : ForwardingDevice(std::move(inner)) {
    take(limits);
  }

  const DeviceInfo& info() const override { return info_; }
  u32 config_read(u16 offset, u8 bytes) override;
  void config_write(u16 offset, u8 bytes, u32 value) override;
  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  u64 read64(u8 bar, u64 offset) override;
  void write64(u8 bar, u64 offset, u64 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;
  std::unique_ptr<DmaBuffer> allocate_dma(const DmaRequest& request) override;

 private:
  void take(const Limits& limits);
  void check(u8 bar, u64 offset, u32 bytes);

  DeviceInfo info_;
  std::shared_ptr<u64> live_bytes_ = std::make_shared<u64>(0);  // shared with the buffers, which may outlive this
};

}  // namespace egpulab::bus
