// Device profiles: what the shipped ones say, and how faults in a profile are told.
#include "simulator/core/device_profile.hpp"

#include <fstream>
#include <iterator>

namespace egpulab::simulator {
namespace {

using testing::AllOf;
using testing::Contains;
using testing::HasSubstr;

std::string shipped_text() {
  std::ifstream in(EGPULAB_SOURCE_DIR "/fixtures/devices/rx7900xtx.toml", std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}
std::string with(std::string_view from, std::string_view to) {
  std::string text = shipped_text();
  const std::size_t at = text.find(from);
  EXPECT_NE(at, std::string::npos) << from;
  return text.replace(at, from.size(), to);
}
std::string error_of(const std::string& text) {
  auto parsed = parse_device_profile(text, "card.toml");
  return parsed ? "accepted" : parsed.error().message;
}

TEST(ShippedProfiles, AllParseUnderTheirOwnId) {
  ASSERT_THAT(list_device_profiles(), Contains("rx7900xtx"));
  for (const std::string& id : list_device_profiles()) {
    auto profile = load_device_profile(id);
    ASSERT_TRUE(profile) << profile.error().message;
    EXPECT_EQ(profile->id, id);
  }
}

TEST(Rx7900Xtx, IsTheCardThatItsBootLogDescribes) {
  const DeviceProfile card = *load_device_profile("rx7900xtx");

  EXPECT_EQ(card.pci.device, 0x744c);
  EXPECT_EQ(card.pci.bar(BarProfile::Role::mmio)->size, MiB);               // register mmio size: 1048576
  EXPECT_EQ(card.pci.bar(BarProfile::Role::vram)->sizes.back(), 32 * GiB);  // BAR=32768M
  EXPECT_EQ(card.vram.reported, 24560 * MiB);                               // Detected VRAM RAM=24560M
  EXPECT_EQ(card.gc.cus(), 96u);                                            // active_cu_number 96
  EXPECT_EQ(card.clocks.domain("UCLK")->mhz.size(), 4u);                    // GetDpmFreqByIndex 0x20000 to 0x20003
  EXPECT_EQ(card.clocks.domain("FCLK")->mhz.size(), 8u);
  EXPECT_EQ(card.firmware_file("mec")->file, "gc_11_0_0_mec.bin");
}

TEST(Rx7900Xtx, HasTheSegmentBasesOfTheVendorsTable) {
  const DeviceProfile card = *load_device_profile("rx7900xtx");

  ASSERT_NE(card.ip("GC"), nullptr);
  EXPECT_EQ(card.ip("GC")->version, (IpVersion{11, 0, 0}));
  EXPECT_EQ(card.ip("GC")->bases, (std::vector<u32>{0x1260, 0xa000, 0x1c000, 0x02402c00}));
  EXPECT_EQ(card.ip("NBIF")->bases.back(), 0x04040000u);
  EXPECT_EQ(card.ip("VCN", 1)->hardware_id, 12u);
  EXPECT_EQ(card.ip("VCN", 2), nullptr);
}

TEST(ProfileErrors, NameTheLineAndTheKey) {
  EXPECT_THAT(error_of(with("vendor = \"amd\"", "vendor = 3")),
              AllOf(HasSubstr("card.toml:6: vendor must be a string"), HasSubstr("found an integer")));
  EXPECT_THAT(error_of(with("chip = \"navi31\"", "chipp = \"navi31\"")), HasSubstr("chip is missing"));
  EXPECT_THAT(error_of(with("dock = \"native\"", "dock = \"native\"\ncolour = 1")),
              HasSubstr("colour is not a known key"));
  EXPECT_THAT(error_of(with("revision = 0xc8", "revision = 0x1c8")), HasSubstr("pci.revision = 456 is out of range"));
  EXPECT_THAT(error_of(with("role = \"vram\"", "role = \"ram\"")),
              HasSubstr("pci.bar[0].role = \"ram\" is none of vram"));
  EXPECT_THAT(error_of(with("version = \"11.0.0\"", "version = \"11.0\"")), HasSubstr("not of the form 11.0.0"));
  EXPECT_THAT(error_of(with("name = \"GC\"", "name = \"GCX\"")), HasSubstr("no known hardware id"));
  EXPECT_THAT(error_of("id = "), HasSubstr("card.toml:1: "));
}

TEST(ProfileErrors, TellContradictions) {
  EXPECT_THAT(error_of(with("reported_mib = 24560", "reported_mib = 30000")),
              HasSubstr("exceeds the 24576 MiB fitted"));
  EXPECT_THAT(error_of(with("size = 0x10000000\n", "size = 0x10000001\n")), HasSubstr("must be a power of two"));
  EXPECT_THAT(error_of(with("0x400000000, 0x800000000]", "0x400000000, 0x1000000000000]")),
              HasSubstr("must be powers of two from 1 MiB to 128 TiB"));
  EXPECT_THAT(error_of(with("limit_watts = 327", "limit_watts = 500")), HasSubstr("outside limit_min_watts"));
  EXPECT_THAT(error_of(with("offset = 0x50", "offset = 0x4c")), HasSubstr("overlaps the one at 0x48"));
  EXPECT_THAT(error_of(with("instance = 1", "instance = 0")), HasSubstr("given twice"));
}

TEST(ProfileErrors, ListTheKnownIds) {
  EXPECT_THAT(load_device_profile("rx1").error().message, HasSubstr("rx7900xtx, rx9060xt, rx9070xt"));
  EXPECT_THAT(load_device_profile("/nowhere/x.toml").error().message, HasSubstr("cannot be opened"));
}

TEST(ProfilePaths, LoadAFileOfTheUsers) {
  EXPECT_TRUE(load_device_profile(EGPULAB_SOURCE_DIR "/fixtures/devices/rx7900xtx.toml"));
}

TEST(DeviceProfiles, OfAmdHaveTheBlocksThatTheModelNeeds) {
  for (const std::string& id : list_device_profiles()) {
    const auto card = load_device_profile(id);
    ASSERT_TRUE(card) << card.error().message;
    if (card->vendor != "amd") continue;
    for (const char* block : {"GC", "MMHUB", "OSSSYS", "HDP", "NBIF", "MP0", "MP1", "SDMA0", "SMUIO", "THM"})
      EXPECT_NE(card->ip(block), nullptr) << id << ' ' << block;
    for (const char* role : {"sos", "smu", "sdma", "mec", "imu", "rlc"})
      EXPECT_NE(card->firmware_file(role), nullptr) << id << ' ' << role;
  }
}

TEST(ProfileFiles, NameADiscoveryBinaryThatCannotBeRead) {
  const std::string path = ::testing::TempDir() + "/missing_discovery.toml";
  std::ifstream own(EGPULAB_SOURCE_DIR "/fixtures/devices/rx9070xt.toml");
  std::ofstream(path) << "discovery_file = \"nowhere.bin\"\n" << own.rdbuf();
  const auto profile = load_device_profile(path);
  ASSERT_FALSE(profile);
  EXPECT_THAT(profile.error().message, HasSubstr("nowhere.bin"));
}

// A real card's table (amdgpu_top's dump of an RX 9060 XT) has more segments for the firmware processors than Navi31's.
TEST(DeviceProfiles, OfTheRx9060XtHasTheBlocksOfARealCard) {
  const DeviceProfile card = *load_device_profile("rx9060xt");
  EXPECT_EQ(card.ip("GC")->version, (IpVersion{12, 0, 0}));
  EXPECT_EQ(card.ip("MP1")->bases.size(), 15u);
  EXPECT_EQ(card.ip("MP1")->bases[1], 0x16200u);
  EXPECT_EQ(card.vram.reported, 16304 * MiB);
}

}  // namespace
}  // namespace egpulab::simulator
