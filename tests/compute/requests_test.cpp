// Requests that make no sense: refused with a sentence before anything reaches the card.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/compute/session.hpp"

namespace egpulab::compute::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Requests : public testing::Test {
 protected:
  std::unique_ptr<simulator::SimDevice> pci_ = card();
  Device device_ = open(*pci_);
  Queue queue_ = device_.make_queue();
  Program basic_ = device_.load("basic", code("basic"));
  Buffer a_ = device_.allocate(4 * KiB, "a");
};

TEST_F(Requests, AnUnknownKernelIsAnsweredWithTheKnownOnes) {
  EXPECT_THAT(error_of<InvalidRequest>([&] { basic_.kernel("vecsub"); }),
              AllOf(HasSubstr("'vecsub'"), HasSubstr("vecadd"), HasSubstr("saxpy")));
}

TEST_F(Requests, TooFewArgumentsAreAnsweredWithTheSignature) {
  EXPECT_THAT(error_of<InvalidRequest>([&] {
                queue_.launch(basic_.kernel("saxpy"), {.grid = {1}, .block = {256}}, {1.0f, a_});
              }),
              AllOf(HasSubstr("saxpy(f32"), HasSubstr("takes 4 arguments, 2 were given")));
}

TEST_F(Requests, AnArgumentOfAnotherSizeIsNamed) {
  EXPECT_THAT(
      error_of<InvalidRequest>([&] {
        queue_.launch(basic_.kernel("saxpy"), {.grid = {1}, .block = {256}}, {1.0, a_, a_, u32{4}});
      }),
      AllOf(HasSubstr("argument 0"), HasSubstr("a value of 8 bytes"), HasSubstr("expected a value of 4 bytes")));
}

TEST_F(Requests, AWorkgroupLargerThanTheKernelAllowsIsRefused) {
  EXPECT_THAT(error_of<InvalidRequest>([&] {
                queue_.launch(basic_.kernel("vecadd"), {.grid = {1}, .block = {2048}}, {a_, a_, a_});
              }),
              AllOf(HasSubstr("2048"), HasSubstr("at most")));
}

TEST_F(Requests, AnEmptyGridIsRefused) {
  EXPECT_THAT(error_of<InvalidRequest>([&] {
                queue_.launch(basic_.kernel("vecadd"), {.grid = {0}, .block = {256}}, {a_, a_, a_});
              }),
              HasSubstr("no work"));
}

TEST_F(Requests, ACopyBeyondABufferIsRefused) {
  EXPECT_THAT(error_of<InvalidRequest>([&] { queue_.upload(a_, std::vector<std::byte>(8), 4 * KiB - 4); }),
              AllOf(HasSubstr("8 bytes at offset 4092"), HasSubstr("4096")));
}

TEST_F(Requests, ABufferLargerThanTheCardIsRefusedAndOthersStillFit) {
  EXPECT_THAT(error_of<LimitExceeded>([&] { device_.allocate(64 * GiB, "huge"); }), HasSubstr("huge"));
  EXPECT_EQ(device_.allocate(64 * MiB, "fits").size(), 64 * MiB);
}

TEST_F(Requests, CodeForAnotherTargetIsRefused) {
  const Bytes original = code("basic");
  std::vector<std::byte> bytes(original.begin(), original.end());
  constexpr std::size_t flags_at = 48;  // e_flags of an ELF64 header; its low byte is EF_AMDGPU_MACH
  bytes[flags_at] = std::byte{0x4e};    // gfx1201
  EXPECT_THAT(error_of<InvalidRequest>([&] { device_.load("other.co", bytes); }),
              AllOf(HasSubstr("other.co"), HasSubstr("gfx1201"), HasSubstr("gfx1100")));
}

TEST_F(Requests, TruncatedCodeIsRefused) {
  EXPECT_THAT(error_of<InvalidRequest>([&] { device_.load("half.co", code("basic").first(code("basic").size() / 2)); }),
              HasSubstr("half.co"));
}

TEST_F(Requests, AFileThatIsNoElfIsRefused) {
  const std::vector<std::byte> text(100, std::byte{'t'});
  EXPECT_THAT(error_of<InvalidRequest>([&] { device_.load("readme", text); }),
              AllOf(HasSubstr("readme"), HasSubstr("ELF")));
}

TEST_F(Requests, WorkForAClosedDeviceIsRefused) {
  device_.close();
  EXPECT_THAT(error_of<InvalidRequest>([&] { queue_.fill(a_, 0, 16, 0); }), HasSubstr("closed"));
}

TEST(Drivers, ADeviceThatNoDriverKnowsIsNamed) {
  const auto pci = card();
  const Drivers none;
  EXPECT_THAT(error_of<InvalidRequest>([&] { Device::open(*pci, none, {}); }), HasSubstr("1002:744c"));
}

}  // namespace
}  // namespace egpulab::compute::test
