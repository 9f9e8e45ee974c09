// Host memory or a stretch of BAR1 behind one interface.
#include "driver/nvidia/boot_memory.hpp"

#include <fmt/format.h>

#include "driver/nvidia/registers.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr u64 page = 4096;

// A stretch of device memory that the CPU writes through BAR1.
class VramBuffer final : public bus::DmaBuffer {
 public:
  VramBuffer(bus::Link& link, u64 offset, u64 size, u64 address)
      : link_(link), offset_(offset), size_(size), segments_{{address, size}} {}
  u64 size() const override { return size_; }
  const std::vector<bus::DmaSegment>& segments() const override { return segments_; }
  void read(u64 offset, MutableBytes into) override { link_.device().read_block(vram_bar, offset_ + offset, into); }
  void write(u64 offset, Bytes from) override { link_.write_block(vram_bar, offset_ + offset, from); }
  void fill(u64 offset, u64 size, u8 value) override {
    const std::vector<std::byte> bytes(size, std::byte{value});
    write(offset, bytes);
  }

 private:
  bus::Link& link_;
  u64 offset_, size_;
  std::vector<bus::DmaSegment> segments_;
};

}  // namespace

std::unique_ptr<bus::DmaBuffer> BootMemory::allocate(const bus::DmaRequest& request) {
  std::string why;
  try {
    return link_.device().allocate_dma(request);
  } catch (const LimitExceeded& e) {
    why = e.what();
  }
  const bus::BarInfo bar = link_.device().bar(vram_bar);
  const u64 size = align_up(request.size, page);
  if (bar.mapped < vram_next_ || size > bar.mapped - vram_next_)
    throw LimitExceeded(
        fmt::format("{}; and BAR1 shows {} MiB of device memory, which do not hold it instead", why, bar.mapped / MiB));
  auto buffer = std::make_unique<VramBuffer>(link_, vram_next_, size, bar.address + vram_next_);
  vram_next_ += size;
  used_vram_ = true;
  // The padding is read with the last block; the rest is written by whoever asked.
  if (size != request.size) buffer->fill(align_down(request.size, 4), size - align_down(request.size, 4), 0);
  return buffer;
}

u64 bus_address(const bus::DmaBuffer& buffer, u64 offset) {
  for (const bus::DmaSegment& s : buffer.segments()) {
    if (offset < s.size) return s.bus_address + offset;
    offset -= s.size;
  }
  throw InvalidRequest(fmt::format("offset {:#x} is beyond a buffer of {:#x} bytes", offset, buffer.size()));
}

std::vector<u64> page_addresses(const bus::DmaBuffer& buffer, u64 pages) {
  std::vector<u64> out;
  out.reserve(pages);
  for (const bus::DmaSegment& s : buffer.segments())
    for (u64 at = 0; at < s.size && out.size() < pages; at += page) out.push_back(s.bus_address + at);
  if (out.size() < pages)
    throw InvalidRequest(fmt::format("a buffer of {:#x} bytes has no {} pages", buffer.size(), pages));
  return out;
}

}  // namespace egpulab::driver::nvidia
