// What the card's firmware leaves in VRAM for drivers: the IP discovery table and the PSP's runtime database.
#include "driver/base/error.hpp"
#include "driver/regs/amd/discovery.hpp"
#include "driver/regs/amd/psp_runtime.hpp"
#include "simulator/amd/discovery_check.hpp"
#include "simulator/amd/discovery_table.hpp"
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

class FirmwareTables : public Card {
 protected:
  u64 discovery_at() const { return profile.vram.reported - discovery::offset_from_vram_end; }
  u64 database_at() const { return profile.vram.reported - psp_runtime::offset_from_vram_end; }
  u32 indirect(u64 address) {
    gpu.write32(5, 0x18, static_cast<u32>(address >> 31));
    gpu.write32(5, 0x00, static_cast<u32>(address & 0x7fffffff) | 1u << 31);
    return gpu.read32(5, 0x04);
  }
  // Data of a runtime database entry, found as Linux finds it (amdgpu_psp.c, psp_get_runtime_db_entry).
  std::optional<u32> runtime_entry(psp_runtime::EntryType type) {
    psp_runtime::Header header;
    gpu.read_block(0, database_at(), as_writable_bytes(header));
    if (header.cookie != psp_runtime::cookie || header.entry_count >= psp_runtime::max_entries) return {};
    for (u32 i = 0; i < header.entry_count; ++i) {
      psp_runtime::Entry entry;
      gpu.read_block(0, database_at() + sizeof header + i * sizeof entry, as_writable_bytes(entry));
      if (entry.type == static_cast<u32>(type)) return gpu.read32(0, database_at() + entry.offset);
    }
    return {};
  }
};

TEST_F(FirmwareTables, DiscoveryTableReadsTheSameThroughTheBarAndThroughTheIndirectWindow) {
  discovery::BinaryHeader header;
  gpu.read_block(0, discovery_at(), as_writable_bytes(header));
  ASSERT_EQ(header.signature, discovery::binary_signature);
  std::vector<std::byte> through_bar(align_up(header.size, 4)), through_window(through_bar.size());
  gpu.read_block(0, discovery_at(), through_bar);
  for (u64 at = 0; at < through_window.size(); at += 4) store(through_window, at, indirect(discovery_at() + at));
  EXPECT_EQ(through_bar, through_window);
}

TEST_F(FirmwareTables, DiscoveryTableFitsTheReservedSpaceAndItsChecksumHolds) {
  std::vector<std::byte> table(discovery::reserved_size);
  gpu.read_block(0, discovery_at(), table);
  const auto header = load<discovery::BinaryHeader>(table);
  ASSERT_LE(header.size, discovery::reserved_size);
  const Bytes covered = Bytes(table).subspan(discovery::checksum_start, header.size - discovery::checksum_start);
  EXPECT_EQ(header.checksum, discovery::byte_sum(covered));
}

// What the card says of a binary that it was given to serve; empty where it takes it.
std::string refusal(const simulator::DeviceProfile& profile) {
  try {
    simulator::amd::check_served_discovery(profile);
  } catch (const InvalidRequest& e) {
    return e.what();
  }
  return {};
}

TEST_F(FirmwareTables, ServeABinaryThatDescribesTheModelAndNoOther) {
  using testing::HasSubstr;
  profile.discovery_file = "card.bin";
  profile.discovery = simulator::amd::build_discovery_table(profile);
  EXPECT_EQ(refusal(profile), "");

  auto other = profile;
  other.ips[0].version.minor += 1;
  EXPECT_THAT(refusal(other), HasSubstr("expected the profile's"));
  auto moved = profile;
  moved.ips.back().bases.back() += 0x100;
  EXPECT_THAT(refusal(moved), HasSubstr("bases of"));
  auto more = profile;
  more.ips.push_back(more.ips.back());
  more.ips.back().instance = 9;
  EXPECT_THAT(refusal(more), HasSubstr("it lacks"));
  auto cut = profile;
  cut.discovery.resize(200);
  EXPECT_THAT(refusal(cut), HasSubstr("beyond its 0xc8 bytes"));
  auto foreign = profile;
  foreign.discovery[0] = std::byte{0};
  EXPECT_THAT(refusal(foreign), HasSubstr("signature"));
}

// A driver that tramples on the table finds it again after the card's firmware has run.
TEST_F(FirmwareTables, AreWrittenAnewByEveryReset) {
  for (const Reset kind : {Reset::function, Reset::bus, Reset::mode1, Reset::power}) {
    gpu.write32(0, discovery_at(), 0);
    gpu.write32(0, database_at(), 0);
    gpu.reset(kind);
    EXPECT_EQ(gpu.read32(0, discovery_at()), discovery::binary_signature);
    EXPECT_EQ(gpu.read32(0, database_at()) & 0xffff, psp_runtime::cookie);
  }
}

// Linux trains memory itself where this says so, or where there is no database.
TEST_F(FirmwareTables, RuntimeDatabaseAsksForNoMemoryTraining) {
  EXPECT_EQ(runtime_entry(psp_runtime::EntryType::boot_config), 0u);
}

// With SCPM, Linux sends neither features nor a PowerPlay table; a real Navi31's log shows neither.
TEST_F(FirmwareTables, RuntimeDatabaseSaysThatPowerManagementIsSecured) {
  EXPECT_EQ(runtime_entry(psp_runtime::EntryType::scpm), static_cast<u32>(psp_runtime::Scpm::enabled));
}

TEST_F(FirmwareTables, NothingElseIsInTheBootAreaOfVram) {
  std::vector<std::byte> area(32 * MiB);
  gpu.read_block(0, 0, area);
  EXPECT_TRUE(std::ranges::all_of(area, [](std::byte b) { return b == std::byte{0}; }));
}

}  // namespace
}  // namespace egpulab::test
