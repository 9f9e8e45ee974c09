// A simulated card on a bench, an RX 7900 XTX unless said otherwise: no bus, no driver, registers by hand.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "simulator/amd/gpu.hpp"

namespace egpulab::test {

using namespace regs::amd;
using namespace regs::literals;
using namespace std::chrono_literals;
using simulator::Finding;
using simulator::Reset;

// Host memory at bus address `base`, and a count of the interrupts that arrived.
class BenchHost final : public simulator::HostPort {
 public:
  static constexpr u64 base = 0x1'0000'0000, size = 64 * MiB;

  bool dma_read(u64 bus_address, MutableBytes into) override;
  bool dma_write(u64 bus_address, Bytes from) override;
  Page dma_page(u64 bus_address, bool write) override;
  u64 dma_epoch() const override { return 1; }
  void interrupt(u32) override { ++interrupts; }

  simulator::Memory memory{"host", size};
  u32 interrupts = 0;
};

struct CardParts {
  explicit CardParts(bool strict = true, std::string_view profile_id = "rx7900xtx");

  simulator::DeviceProfile profile;
  simulator::Timeline timeline;
  simulator::Report report;
  BenchHost host;
  simulator::amd::Gpu gpu;
};

class Card : public ::testing::Test, public CardParts {
 protected:
  explicit Card(bool strict = true, std::string_view profile_id = "rx7900xtx") : CardParts(strict, profile_id) {}

  // Registers as software reaches them: directly, or through RSMU_INDEX and RSMU_DATA beyond the BAR.
  template <class R, class... Index>
  R read(Index... index) {
    const u64 address = byte_address<R>(gpu.bases(), index...);
    if (address < mmio_bytes()) return R(gpu.read32(5, address));
    gpu.write32(5, byte_address<BifBxPf0RsmuIndex>(gpu.bases()), static_cast<u32>(address));
    return R(gpu.read32(5, byte_address<BifBxPf0RsmuData>(gpu.bases())));
  }
  template <class R, class... Index>
  void write(R value, Index... index) {
    const u64 address = byte_address<R>(gpu.bases(), index...);
    if (address < mmio_bytes()) return gpu.write32(5, address, value.raw());
    gpu.write32(5, byte_address<BifBxPf0RsmuIndex>(gpu.bases()), static_cast<u32>(address));
    gpu.write32(5, byte_address<BifBxPf0RsmuData>(gpu.bases()), value.raw());
  }
  void pass(Nanoseconds time) { timeline.advance(time); }

  // MC address of a byte of VRAM.
  u64 mc(u64 vram) const { return profile.vram.fb_base + vram; }
  // The finding texts of one kind, "block: what".
  std::vector<std::string> findings(Finding kind) const;

  u64 mmio_bytes() const { return profile.pci.bar(simulator::BarProfile::Role::mmio)->size; }
};

}  // namespace egpulab::test
