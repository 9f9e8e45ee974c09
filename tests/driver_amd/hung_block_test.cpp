// Blocks that never answer during the boot: each is told as what it is, in bounded time.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "driver/bus/faulty_device.hpp"
#include "driver/regs/amd/discovery.hpp"
#include "tests/driver_amd/card.hpp"

namespace egpulab::driver::amd::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

struct HungBlock {
  const char* name;
  u64 offset;  // in the register BAR, the same on all these cards; 0: the card's invalidation_ack
  u32 reads_as;
  const char* says;
};

void PrintTo(const HungBlock& b, std::ostream* out) { *out << b.name; }

class Hung : public testing::TestWithParam<std::tuple<Chip, HungBlock>> {};

TEST_P(Hung, BlockIsNamedWithWhatItLastSaid) {
  const auto& [chip, block] = GetParam();
  Card card(chip);
  const u64 offset = block.offset != 0 ? block.offset : chip.invalidation_ack;
  bus::FaultyDevice device(card.pci(), {.stuck = {{{mmio_bar, offset}, block.reads_as}}});
  try {
    Device booted(device, {.firmware = &synthetic_firmware(chip)});
    FAIL() << "the boot went on";
  } catch (const Error& e) {
    EXPECT_THAT(e.what(), HasSubstr(block.says));
  }
  EXPECT_LT(device.clock().now(), std::chrono::seconds(10));
}

// clang-format off
constexpr HungBlock blocks[] = {
    {"MemoryTraining",  0x58184, 0,           "memory training"},                    // MP0_SMN_C2PMSG_33
    {"MemorySize",      0x0378c, 0,           "RCC_CONFIG_MEMSIZE reads 0x0"},
    {"Bootloader",      0x5818c, 0,           "readiness for"},                      // MP0_SMN_C2PMSG_35
    {"BootloaderError", 0x5818c, 0x8000'0009, "error 0x9"},
    {"SecureOs",        0x58244, 0,           "start of the PSP's secure OS"},       // MP0_SMN_C2PMSG_81
    {"Ring",            0x58200, 0,           "for a ring"},                         // MP0_SMN_C2PMSG_64
    {"Smu",             0x58a68, 0,           "SMU"},                                // MP1_SMN_C2PMSG_90
    {"SmuRefusal",      0x58a68, 0xff,        "SMU"},
    {"CommandProcessor", 0x8680, 0x8000'0000, "idle command processors"},            // CP_STAT
    {"TlbInvalidation", 0,       0,           "GC hub TLB invalidation"},            // GCVM_INVALIDATE_ENG17_ACK
};
// clang-format on

INSTANTIATE_TEST_SUITE_P(Boot, Hung, testing::Combine(testing::ValuesIn(generations), testing::ValuesIn(blocks)),
                         [](const auto& row) {
                           return fmt::format("{}_{}", std::get<Chip>(row.param).profile,
                                              std::get<HungBlock>(row.param).name);
                         });

TEST(DamagedDiscovery, IsRefusedWithTheSignatureFound) {
  Card card;
  bus::Link link(card.pci());
  bus::pci::enable_memory_and_bus_master(card.pci());
  const u64 table = 24560 * MiB - regs::amd::discovery::offset_from_vram_end;
  link.write32(vram_bar, table, 0xdead'beef);
  try {
    card.boot();
    FAIL() << "the boot went on";
  } catch (const DeviceFault& e) {
    EXPECT_THAT(e.what(), AllOf(HasSubstr("IP discovery table"), HasSubstr("0xdeadbeef")));
  }
}

TEST(UnansweringSmu, OfARunningCardLeavesTheResetToTheBus) {
  Card card;
  auto device = card.boot();
  const auto running = card.sim().machine()->take_snapshot();
  device.reset();
  card.reopen();
  card.sim().machine()->restore(*running);
  // Its answer register stays empty once; the bus reset then brings the SMU back.
  class DeafUntilReset final : public bus::ForwardingDevice {
   public:
    using ForwardingDevice::ForwardingDevice;
    u32 read32(u8 bar, u64 offset) override {
      const u32 value = ForwardingDevice::read32(bar, offset);
      return deaf_ && bar == mmio_bar && offset == 0x58a68 ? 0 : value;
    }
    void reset(bus::ResetKind kind) override {
      deaf_ = false;
      ForwardingDevice::reset(kind);
    }

   private:
    bool deaf_ = true;
  };
  DeafUntilReset deaf(card.pci());
  Device next(deaf, {.firmware = &synthetic_firmware()});
  EXPECT_EQ(next.boot().found.found, Found::abandoned);
  EXPECT_THAT(next.boot().reset, HasSubstr("reset of the bus"));
}

}  // namespace
}  // namespace egpulab::driver::amd::test
