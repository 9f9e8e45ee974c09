// A card's memory behind its page tables, as the driver maps it, for benchmarks of the SASS engine.
#pragma once

#include "simulator/nvidia/compute/shader_space.hpp"
#include "tests/nvidia_engines/card.hpp"
#include "tools/crosscheck/loaded_cubin.hpp"

namespace egpulab::bench {

// Buffers in VRAM, in pages of 64 KiB; the engine reaches them through the MMU's walks.
class PagedCardMemory final : public tool::DeviceMemory {
 public:
  PagedCardMemory() {
    channel_.bind({.bound = true, .base = card_.tables.directory()}, {}, false);
    space_.refresh();
  }
  u64 allocate(u64 bytes) override {
    const u64 size = align_up(std::max<u64>(bytes, 1), page), va = next_;
    card_.tables.map(va, {simulator::nvidia::Aperture::video, card_.take(size, page)}, size, {.size = page});
    next_ += size + page;
    return va;
  }
  void write(u64 va, Bytes from) override { (void)channel_.write(va, from); }
  void read(u64 va, MutableBytes into) override { (void)channel_.read(va, into); }
  simulator::isa::AddressSpace& space() { return space_; }

 private:
  static constexpr u32 page = 64 * KiB;

  simulator::nvidia::tests::Card card_;
  simulator::nvidia::VirtualSpace channel_{card_.mmu, {}};
  simulator::nvidia::ShaderSpace space_{channel_};
  u64 next_ = 0x7f'0000'0000;
};

}  // namespace egpulab::bench
