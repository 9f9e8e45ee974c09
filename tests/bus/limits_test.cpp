// Requests that a link cannot carry are refused with the request and the limit, before anything is sent.
#include "driver/bus/limits.hpp"

#include "driver/bus/limited_device.hpp"
#include "tests/bus/memory_device.hpp"

using namespace egpulab;
using bus::LimitedDevice;
using bus::Limits;
using egpulab::testing::MemoryDevice;
using ::testing::AllOf;
using ::testing::HasSubstr;

namespace {

template <class Act>
std::string refusal(Act&& act) {
  try {
    act();
    return "accepted";
  } catch (const LimitExceeded& e) {
    return e.what();
  }
}

struct ADwordLink : ::testing::Test {
  MemoryDevice inner;
  LimitedDevice device{inner, Limits{.max_register_bytes = 4}};
};

struct ASmallDmaLink : ::testing::Test {
  MemoryDevice inner;
  LimitedDevice device{inner, Limits{.max_dma_bytes = 512 * KiB, .max_dma_segment = 64 * KiB, .max_dma_segments = 4}};
};

}  // namespace

TEST_F(ADwordLink, SendsLowThenHighOfA64BitWrite) {
  device.write64(5, 0x100, 0x1122334455667788);
  EXPECT_EQ(inner.get_register(0x100), 0x55667788u);
  EXPECT_EQ(inner.get_register(0x104), 0x11223344u);
  EXPECT_EQ(inner.accesses, 2u);
}

TEST_F(ADwordLink, ReadsA64BitRegisterAsTwo) {
  inner.put_register(0x100, 1);
  inner.put_register(0x104, 2);
  EXPECT_EQ(device.read64(5, 0x100), 0x2'0000'0001u);
  EXPECT_EQ(inner.accesses, 2u);
}

TEST_F(ADwordLink, ThatDoesNotSplitRefuses64Bits) {
  LimitedDevice strict(inner, Limits{.max_register_bytes = 4, .split_64bit = false});
  EXPECT_EQ(refusal([&] { strict.write64(5, 0x100, 1); }),
            "BAR5 offset 0x100: a 8-byte access; this link does at most 4 and does not split");
  EXPECT_EQ(inner.accesses, 0u);
}

TEST_F(ADwordLink, RefusesAnUnalignedRegister) {
  EXPECT_EQ(refusal([&] { device.read32(5, 0x102); }),
            "BAR5 offset 0x102: a 4-byte access here is not aligned, as this link needs");
}

TEST_F(ADwordLink, RefusesWhatLiesBeyondTheBar) {
  EXPECT_EQ(refusal([&] { device.read32(5, 0x10000); }),
            "BAR5: 4 bytes at 0x10000 lie beyond the 0x10000 bytes that this link reaches");
  EXPECT_EQ(refusal([&] { device.write32(5, ~u64{0} - 3, 1); }),
            "BAR5: 4 bytes at 0xfffffffffffffffc lie beyond the 0x10000 bytes that this link reaches");
}

TEST_F(ADwordLink, RefusesABarThatTheDeviceLacks) {
  EXPECT_EQ(refusal([&] { device.read32(2, 0); }), "BAR2: the device has no such BAR");
}

TEST_F(ADwordLink, RefusesABlockThatRunsOverTheEnd) {
  std::vector<std::byte> block(16);
  EXPECT_THAT(refusal([&] { device.read_block(0, MiB - 8, block); }),
              HasSubstr("BAR0: 16 bytes at 0xffff8 lie beyond the 0x100000 bytes"));
  EXPECT_THAT(refusal([&] { device.write_block(0, MiB - 8, block); }), HasSubstr("16 bytes at 0xffff8"));
}

TEST(AWindow, SmallerThanTheBarSaysBothSizes) {
  const bus::BarInfo bar{.address = 0x1000, .size = 24 * GiB, .mapped = 256 * MiB};
  EXPECT_THAT(refusal([&] { bus::check_register_access({}, 0, bar, 256 * MiB, 4); }),
              HasSubstr("beyond the 0x10000000 bytes that this link reaches (of 0x600000000)"));
}

TEST(ConfigSpace, TakesAlignedAccessesOf1_2Or4BytesOnly) {
  EXPECT_EQ(refusal([] { bus::check_config_access(0xffc, 4); }), "accepted");
  EXPECT_EQ(refusal([] { bus::check_config_access(0x1000, 4); }),
            "config space: 4 bytes at 0x1000; expected 1, 2 or 4 bytes, naturally aligned, below 0x1000");
  EXPECT_THAT(refusal([] { bus::check_config_access(0x12, 4); }), HasSubstr("4 bytes at 0x12"));
  EXPECT_THAT(refusal([] { bus::check_config_access(0x10, 3); }), HasSubstr("3 bytes at 0x10"));
  EXPECT_THAT(refusal([] { bus::check_config_access(0x10, 0); }), HasSubstr("0 bytes at 0x10"));
}

TEST_F(ASmallDmaLink, CountsWhatIsInUse) {
  auto first = device.allocate_dma({.size = 256 * KiB, .label = "ring"});
  EXPECT_EQ(refusal([&] { device.allocate_dma({.size = 256 * KiB + 1, .label = "fence"}); }),
            "DMA buffer \"fence\" of 0x40001 bytes: this link maps at most 0x80000 bytes, 0x40000 of them in use");
  first.reset();
  EXPECT_EQ(refusal([&] { device.allocate_dma({.size = 256 * KiB, .label = "fence"}); }), "accepted");
}

TEST_F(ASmallDmaLink, RefusesALongContiguousRange) {
  EXPECT_EQ(refusal([&] { device.allocate_dma({.size = 128 * KiB, .contiguous = true, .label = "ring"}); }),
            "DMA buffer \"ring\" of 0x20000 bytes: asked for one segment; this link's longest has 0x10000 bytes");
}

TEST_F(ASmallDmaLink, RefusesMoreSegmentsThanItHas) {
  EXPECT_EQ(refusal([&] { device.allocate_dma({.size = 300 * KiB, .label = "ring"}); }),
            "DMA buffer \"ring\" of 0x4b000 bytes: needs more than this link's 4 segments of 0x10000 bytes");
}

TEST_F(ASmallDmaLink, RefusesABufferOfNothing) {
  EXPECT_THAT(refusal([&] { device.allocate_dma({.size = 0, .label = "ring"}); }),
              HasSubstr("a buffer has at least one byte"));
}

TEST(ALinkWithoutDma, SaysThatTheDeviceCannotReachTheHost) {
  MemoryDevice inner;
  LimitedDevice device(inner, Limits{.host_dma = false});
  EXPECT_EQ(refusal([&] { device.allocate_dma({.size = 4096, .label = "ring"}); }),
            "DMA buffer \"ring\" of 0x1000 bytes: the device cannot reach host memory over this link");
}

TEST(ADmaBuffer, RefusesAccessesOutsideIt) {
  MemoryDevice device;
  const auto buffer = device.allocate_dma({.size = 4096, .label = "ring"});
  EXPECT_THAT(refusal([&] { buffer->store<u64>(4092, 1); }), HasSubstr("0x8 bytes at 0xffc lie outside its 0x1000"));
  EXPECT_THAT(refusal([&] { buffer->fill(~u64{0}, 2, 0); }), HasSubstr("lie outside its 0x1000"));
}
