// The discovery table of a simulated card, and what the parser says of damaged ones.
#include "driver/amd/discovery.hpp"

#include "simulator/amd/discovery_table.hpp"

namespace egpulab::driver::amd {
namespace {

using testing::AllOf;
using testing::ElementsAre;
using testing::Field;
using testing::HasSubstr;
namespace layout = regs::amd::discovery;

const simulator::DeviceProfile& card() {
  static const simulator::DeviceProfile profile = *simulator::load_device_profile("rx7900xtx");
  return profile;
}
std::vector<std::byte> table() { return simulator::amd::build_discovery_table(card()); }
template <class T>
std::vector<std::byte> with(std::size_t offset, T value) {
  auto bytes = table();
  store(MutableBytes(bytes), offset, value);
  return bytes;
}
std::string error_of(Bytes bytes) {
  auto parsed = parse_discovery(bytes);
  return parsed ? "accepted" : parsed.error().message;
}
constexpr std::size_t ip_table = sizeof(layout::BinaryHeader);
std::size_t entry_of(layout::Table t) {
  return offsetof(layout::BinaryHeader, tables) + sizeof(layout::TableInfo) * static_cast<std::size_t>(t);
}

TEST(SimulatedTable, TellsTheDriverWhatTheProfileSays) {
  const Discovery found = *parse_discovery(table());

  ASSERT_EQ(found.ips.size(), card().ips.size());
  for (std::size_t i = 0; i < found.ips.size(); ++i) {
    const simulator::IpBlock& block = card().ips[i];
    EXPECT_EQ(found.ips[i].hardware_id, block.hardware_id);
    EXPECT_EQ(found.ips[i].instance, block.instance);
    EXPECT_EQ(regs::amd::to_string(found.ips[i].version), simulator::to_string(block.version));
    EXPECT_EQ(found.ips[i].bases, std::vector<u64>(block.bases.begin(), block.bases.end()));
  }
  EXPECT_EQ(found.gc->compute_units(), 96u);
  EXPECT_EQ(found.gc->wave_size(), 32u);
  EXPECT_EQ(found.mall_size, 96 * MiB);
  EXPECT_TRUE(found.checksum_mismatches.empty());
  EXPECT_LE(found.size, layout::reserved_size);
}

TEST(SimulatedTable, GivesTheRegisterMapsTheirBases) {
  const regs::amd::IpBases bases = parse_discovery(table())->bases();
  EXPECT_EQ(bases.at(regs::amd::Ip::gc).version, (regs::amd::IpVersion{11, 0, 0}));
  EXPECT_EQ(bases.byte_address({regs::amd::Ip::nbio, 2, 0xc3 - 0x0}), 4 * (0xd20u + 0xc3));
}

TEST(Parser, IgnoresWhatFollowsTheTable) {
  auto padded = table();
  padded.resize(layout::reserved_size);
  EXPECT_EQ(error_of(padded), "accepted");
}

TEST(Parser, ReportsChecksumsThatDoNotHold) {
  const Discovery found = *parse_discovery(with<u32>(ip_table + layout::ip_header::id, 0x12345678));
  EXPECT_THAT(found.checksum_mismatches,
              ElementsAre(Field(&ChecksumMismatch::table, "binary"), Field(&ChecksumMismatch::table, "IP discovery")));
}

TEST(Parser, TellsWhereAndWhatItExpected) {
  EXPECT_EQ(error_of(Bytes(table()).first(10)),
            "IP discovery binary: header (offset 0x0): expected at least 60 bytes, found 10");
  EXPECT_EQ(error_of(with<u32>(0, 0xffffffff)),
            "IP discovery binary: header (offset 0x0): expected signature 0x28211407, found 0xffffffff");
  EXPECT_THAT(error_of(with<u16>(10, 0xffff)), HasSubstr("header (offset 0xa): expected a size of 60 to"));
  EXPECT_THAT(error_of(with<u32>(ip_table, 0)), HasSubstr("expected signature IPDS (0x53445049), found 0x00000000"));
  EXPECT_THAT(error_of(with<u16>(ip_table + layout::ip_header::version, 9)),
              HasSubstr("expected version 1 to 4, found 9"));
  EXPECT_THAT(error_of(with<u16>(ip_table + layout::ip_header::num_dies, 17)),
              HasSubstr("expected 1 to 16 dies, found 17"));
  EXPECT_THAT(error_of(with<u16>(ip_table + layout::ip_header::dies + 2, 0xfff0)),
              HasSubstr("die header (offset 0xfff0)"));
  EXPECT_THAT(error_of(with<u16>(ip_table + layout::ip_header::bytes + 2, 0xffff)), HasSubstr("of 65535 of die 0"));
  EXPECT_THAT(error_of(with<u16>(entry_of(layout::Table::gc), 0xf000)),
              HasSubstr("GC info (offset 0x14): expected a table within"));
  EXPECT_THAT(error_of(with<u16>(entry_of(layout::Table::ip_discovery) + 4, 8)),
              HasSubstr("IP discovery (offset 0x3c): expected at least 80"));
}

TEST(Parser, DoesWithoutTablesThatACardLacks) {
  auto bytes = table();
  for (auto t : {layout::Table::gc, layout::Table::harvest, layout::Table::vcn, layout::Table::mall})
    store(MutableBytes(bytes), entry_of(t), layout::TableInfo{});
  const Discovery found = *parse_discovery(bytes);
  EXPECT_FALSE(found.gc);
  EXPECT_FALSE(found.mall_size);
}

TEST(Parser, LeavesHarvestedBlocksOut) {
  auto bytes = table();
  const std::size_t harvest = load<layout::TableInfo>(bytes, entry_of(layout::Table::harvest)).offset;
  store(MutableBytes(bytes), harvest + 8, layout::HarvestEntry{layout::hardware_id("VCN"), 1, 0});
  const Discovery found = *parse_discovery(bytes);
  EXPECT_TRUE(found.find(layout::hardware_id("VCN"), 1)->harvested);
  EXPECT_EQ(found.bases().find(regs::amd::Ip::vcn, 1), nullptr);
  EXPECT_NE(found.bases().find(regs::amd::Ip::vcn, 0), nullptr);
}

// Every byte of the table set to awkward values: a result or an error, never an access beyond the copy.
TEST(Parser, SurvivesDamageAnywhere) {
  const auto good = table();
  int refused = 0;
  for (std::size_t at = 0; at < good.size(); ++at)
    for (int value : {0x00, 0x01, 0x7f, 0x80, 0xff}) {
      const std::vector<std::byte> copy = with<u8>(at, static_cast<u8>(value));
      refused += !parse_discovery(copy);
    }
  EXPECT_GT(refused, 50);
  for (std::size_t size = 0; size < good.size(); ++size)
    EXPECT_FALSE(
        parse_discovery(std::vector<std::byte>(good.begin(), good.begin() + static_cast<std::ptrdiff_t>(size))));
}

}  // namespace
}  // namespace egpulab::driver::amd
