// Enforces limits in front of a device.
#include "driver/bus/limited_device.hpp"

#include "driver/bus/limits.hpp"

namespace egpulab::bus {
namespace {

class CountedDma final : public ForwardingDma {
 public:
  CountedDma(std::unique_ptr<DmaBuffer> inner, std::shared_ptr<u64> live, u64 bytes)
      : ForwardingDma(std::move(inner)), live_(std::move(live)), bytes_(bytes) {
    *live_ += bytes_;
  }
  ~CountedDma() override { *live_ -= bytes_; }

 private:
  std::shared_ptr<u64> live_;
  u64 bytes_;
};

}  // namespace

void LimitedDevice::take(const Limits& limits) {
  info_ = inner().info();
  info_.limits = limits;
}

void LimitedDevice::check(u8 bar, u64 offset, u32 bytes) {
  check_register_access(info_.limits, bar, inner().bar(bar), offset, bytes);
}

u32 LimitedDevice::config_read(u16 offset, u8 bytes) {
  check_config_access(offset, bytes);
  return inner().config_read(offset, bytes);
}

void LimitedDevice::config_write(u16 offset, u8 bytes, u32 value) {
  check_config_access(offset, bytes);
  inner().config_write(offset, bytes, value);
}

u32 LimitedDevice::read32(u8 bar, u64 offset) {
  check(bar, offset, 4);
  return inner().read32(bar, offset);
}

void LimitedDevice::write32(u8 bar, u64 offset, u32 value) {
  check(bar, offset, 4);
  inner().write32(bar, offset, value);
}

u64 LimitedDevice::read64(u8 bar, u64 offset) {
  check(bar, offset, 8);
  if (info_.limits.max_register_bytes >= 8) return inner().read64(bar, offset);
  const u32 low = inner().read32(bar, offset);
  return join64(low, inner().read32(bar, offset + 4));
}

void LimitedDevice::write64(u8 bar, u64 offset, u64 value) {
  check(bar, offset, 8);
  if (info_.limits.max_register_bytes >= 8) return inner().write64(bar, offset, value);
  inner().write32(bar, offset, low32(value));
  inner().write32(bar, offset + 4, high32(value));
}

void LimitedDevice::read_block(u8 bar, u64 offset, MutableBytes into) {
  check_block_access(bar, inner().bar(bar), offset, into.size());
  inner().read_block(bar, offset, into);
}

void LimitedDevice::write_block(u8 bar, u64 offset, Bytes from) {
  check_block_access(bar, inner().bar(bar), offset, from.size());
  inner().write_block(bar, offset, from);
}

std::unique_ptr<DmaBuffer> LimitedDevice::allocate_dma(const DmaRequest& request) {
  check_dma_request(info_.limits, request, *live_bytes_);
  const u64 bytes = align_up(request.size, info_.limits.dma_page_size);
  return std::make_unique<CountedDma>(inner().allocate_dma(request), live_bytes_, bytes);
}

}  // namespace egpulab::bus
