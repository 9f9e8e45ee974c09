// Damaged firmware files: every truncation and bit flip ends in pieces within the file or in an error.
#include "driver/firmware/container.hpp"
#include "driver/firmware/crc32.hpp"
#include "fixtures/firmware.hpp"
#include "fixtures/random.hpp"

namespace egpulab::firmware {
namespace {

struct Case {
  const char* file;
  Role role;
};
void PrintTo(const Case& c, std::ostream* out) { *out << c.file; }

constexpr std::size_t header_region = 0x100;

class DamagedFirmware : public testing::TestWithParam<Case> {
 protected:
  // A copy of exactly `size` bytes, so that the sanitizer sees any access beyond it; true where it was accepted.
  bool parse(Bytes bytes, std::size_t size) {
    const std::vector<std::byte> copy(bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(size));
    auto parsed = parse_container(GetParam().role, "damaged", copy);
    if (!parsed) {
      EXPECT_FALSE(parsed.error().message.empty());
      return false;
    }
    for (const Piece& p : parsed->pieces) {
      EXPECT_LE(u64{p.offset} + p.bytes.size(), copy.size());
      EXPECT_EQ(p.bytes.data(), copy.data() + p.offset);
    }
    return true;
  }
  std::vector<std::byte> file() const { return fixtures::synthetic_firmware("gc_11_0_0")->at(GetParam().file); }
};

TEST_P(DamagedFirmware, TruncatedAnywhereIsRefused) {
  const auto bytes = file();
  fixtures::Random random(1);
  for (std::size_t size = 0; size < header_region; ++size) EXPECT_FALSE(parse(bytes, size));
  for (int i = 0; i < 50; ++i) EXPECT_FALSE(parse(bytes, random.below(bytes.size())));
}

TEST_P(DamagedFirmware, WithFlippedHeaderBitsNeverLeavesTheFile) {
  const auto good = file();
  fixtures::Random random(2);
  int accepted = 0;
  for (int round = 0; round < 600; ++round) {
    auto bytes = good;
    bytes.resize(std::min<std::size_t>(bytes.size(), 64 * KiB));
    store(MutableBytes(bytes), 0, static_cast<u32>(bytes.size()));
    for (u64 flips = 1 + random.below(4); flips > 0; --flips)
      bytes[4 + random.below(header_region - 4)] ^= static_cast<std::byte>(1u << random.below(8));
    // Half of the time the size is right again, and the checksum always, so that damage gets past the first checks.
    if (random.below(2)) store(MutableBytes(bytes), 0, static_cast<u32>(bytes.size()));
    store(MutableBytes(bytes), 28, crc32(Bytes(bytes).subspan(32)));
    accepted += parse(bytes, bytes.size());
  }
  RecordProperty("accepted", accepted);
}

INSTANTIATE_TEST_SUITE_P(All, DamagedFirmware,
                         testing::Values(Case{"psp_13_0_0_sos.bin", Role::sos}, Case{"psp_13_0_0_sos.bin", Role::ta},
                                         Case{"smu_13_0_0.bin", Role::smu}, Case{"sdma_6_0_0.bin", Role::sdma},
                                         Case{"gc_11_0_0_mec.bin", Role::mec}, Case{"gc_11_0_0_pfp.bin", Role::pfp},
                                         Case{"gc_11_0_0_mes1.bin", Role::mes}, Case{"gc_11_0_0_imu.bin", Role::imu},
                                         Case{"gc_11_0_0_rlc.bin", Role::rlc}));

}  // namespace
}  // namespace egpulab::firmware
