// Packet and descriptor layouts against golden rows of the vendors' headers, and against words that drivers really
// sent.
#include <algorithm>
#include <fstream>
#include <set>

#include "driver/regs/amd/aql.hpp"
#include "driver/regs/amd/ih_entry.hpp"
#include "driver/regs/amd/mqd.hpp"
#include "driver/regs/amd/names.hpp"
#include "driver/regs/amd/pm4_packets.hpp"
#include "driver/regs/amd/psp_gfx.hpp"
#include "driver/regs/amd/pte.hpp"
#include "driver/regs/amd/sdma_packets.hpp"
#include "driver/regs/amd/smu_messages.hpp"
#include "tests/regs/golden.hpp"

namespace egpulab::regs::amd::test {
namespace {

struct FieldRow {
  std::string packet, field;
  unsigned word, high, low;
};

std::vector<std::vector<std::string>> table(const std::string& name) {
  std::vector<std::vector<std::string>> rows;
  for (const std::string& line : lines_of(EGPULAB_SOURCE_DIR "/fixtures/registers/" + name + ".tsv"))
    if (!line.starts_with('#')) rows.push_back(split(line, '\t'));
  return rows;
}

std::vector<FieldRow> field_rows(const std::string& name) {
  std::vector<FieldRow> rows;
  for (const auto& c : table(name))
    rows.push_back({c.at(0), c.at(2), static_cast<unsigned>(std::stoul(c.at(1))),
                    static_cast<unsigned>(std::stoul(c.at(3))), static_cast<unsigned>(std::stoul(c.at(4)))});
  return rows;
}

std::string lower(std::string_view text) {
  std::string result(text);
  std::ranges::transform(result, result.begin(), [](char c) { return static_cast<char>(std::tolower(c)); });
  return result;
}

// The field has the row's bits under the row's name, or, where a word means several things, spans them under another.
testing::AssertionResult agrees(std::span<const FieldInfo> fields, const FieldRow& row) {
  const unsigned high = 32 * row.word + row.high, low = 32 * row.word + row.low;
  for (const FieldInfo& f : fields)
    if (lower(f.name) == row.field)
      return f.high == high && f.low == low
                 ? testing::AssertionSuccess()
                 : testing::AssertionFailure() << row.packet << '.' << row.field << " is at other bits";
  const bool spanned = std::ranges::any_of(fields, [&](const FieldInfo& f) { return f.high >= high && f.low <= low; });
  return spanned ? testing::AssertionSuccess()
                 : testing::AssertionFailure() << row.packet << '.' << row.field << " is not declared";
}

TEST(SdmaPackets, EqualTheVendorsLayouts) {
  const auto rows = field_rows("sdma_6_0_packets");
  for (const sdma::PacketInfo& packet : sdma::packets()) {
    std::set<std::string> expected, declared;
    for (const FieldRow& r : rows)
      if (r.packet == packet.name && r.word < packet.dwords)
        expected.insert(fmt::format("{}[{}:{}]", r.field, 32 * r.word + r.high, 32 * r.word + r.low));
    for (const FieldInfo& f : packet.fields) declared.insert(fmt::format("{}[{}:{}]", f.name, f.high, f.low));
    EXPECT_EQ(declared, expected) << packet.name;
  }
}

TEST(SdmaPackets, AreFoundByTheirHeader) {
  EXPECT_EQ(sdma::find_packet(0x1)->name, "COPY_LINEAR");
  EXPECT_EQ(sdma::find_packet(0x0800'0001)->name, "COPY_BROADCAST_LINEAR");
  EXPECT_EQ(sdma::find_packet(0x0003'0005)->name, "FENCE");
  EXPECT_EQ(sdma::find_packet(0x20d)->name, "TIMESTAMP_GET_GLOBAL");
  EXPECT_EQ(sdma::find_packet(0xff), nullptr);
}

// The words are another driver's (tinygrad's, on a 7900 XTX).
TEST(SdmaPackets, DecodeAPollThatADriverSent) {
  const sdma::PollRegmem poll({0xd000'0008, 0x0100'3ff0, 0x2000, 3, 0xffff'ffff, 0x0fff'0004});
  EXPECT_TRUE(poll["mem_poll"_f]);
  EXPECT_EQ(poll["func"_f], sdma::Compare::greater_equal);
  EXPECT_EQ(poll["value"_f], 3u);
  EXPECT_EQ(poll["retry_count"_f], 0xfffu);
}

TEST(Pm4, OpcodesAndEventsHaveTheVendorsNumbers) {
  for (const auto& row : table("pm4_opcodes"))
    EXPECT_EQ(to_string(static_cast<pm4::Opcode>(std::stoul(row.at(1)))), row.at(0));
  for (const auto& row : table("pm4_events"))
    EXPECT_EQ(to_string(static_cast<pm4::EventType>(std::stoul(row.at(1)))), row.at(0));
}

TEST(Pm4, PacketBodiesAgreeWithTheVendorsLayouts) {
  for (const FieldRow& row : field_rows("pm4_packets")) {
    if (row.packet == "GCR_CNTL") {
      EXPECT_TRUE(agrees(pm4::GcrCntl::fields, row));
      continue;
    }
    const auto all = pm4::packets();
    const auto packet = std::ranges::find_if(all, [&](const auto& p) { return to_string(p.opcode) == row.packet; });
    ASSERT_NE(packet, all.end()) << row.packet;
    if (row.word < packet->body_dwords) {
      EXPECT_TRUE(agrees(packet->fields, row));
    }
  }
}

TEST(Pm4, DecodesAReleaseThatADriverSent) {
  const pm4::ReleaseMem release({0x70f514, 0x2000'0000, 0x0100'3ff0, 0x2000, 4, 0, 0});
  EXPECT_EQ(release["event_type"_f], pm4::EventType::cache_flush_and_inv_ts_event);
  EXPECT_EQ(release["event_index"_f], 5u);
  EXPECT_EQ(release["data_sel"_f], pm4::ReleaseData::send_32_bit_low);
  EXPECT_TRUE(release.matches("gl2_wb"_f == true, "gl2_inv"_f == true, "glv_inv"_f == true));
}

TEST(Pm4, MakesHeadersAsDriversDo) {
  EXPECT_EQ(pm4::header(pm4::Opcode::release_mem, 7).raw(), 0xc006'4900u);
  EXPECT_EQ(pm4::header(pm4::Opcode::nop, 0).raw(), 0xffff'1000u);  // a NOP that is its header alone
}

TEST(Pm4, KnowsTheRegistersThatASetPacketReaches) {
  const auto* sh = pm4::register_range(pm4::Opcode::set_sh_reg);
  ASSERT_NE(sh, nullptr);
  const u32 pgm_lo = 0x1260 + ComputePgmLo::location.dword;
  EXPECT_TRUE(pgm_lo >= sh->first && pgm_lo < sh->last);
  EXPECT_EQ(pm4::register_range(pm4::Opcode::nop), nullptr);
}

TEST(Mqd, MirrorsTheRegistersThatTheVendorsStructureNames) {
  std::map<u32, std::string> members;
  for (const auto& row : table("mqd_v11")) members[static_cast<u32>(std::stoul(row.at(0)))] = row.at(1);
  const IpBases gfx11({{Ip::gc, 0, {11, 0, 0}, {0x1260, 0xa000, 0x1c000, 0x2402c00}}});
  const std::map<std::string, std::string> renamed{{"CP_HQD_EOP_DONE_EVENTS", "CP_HQD_EOP_EVENTS"}};
  for (const mqd::Mirror& mirror : mqd::compute) {
    std::string name = members[mirror.dword];
    std::ranges::transform(name, name.begin(), [](char c) { return static_cast<char>(std::toupper(c)); });
    if (const auto other = renamed.find(name); other != renamed.end()) name = other->second;
    auto known = find_by_name(name, gfx11);
    if (!known && name.ends_with("_LO")) known = find_by_name(name.substr(0, name.size() - 3), gfx11);
    ASSERT_TRUE(known) << mirror.dword << ' ' << name;
    EXPECT_EQ(known->location, mirror.location) << name;
  }
}

TEST(Mqd, HoldsTheQueueRegistersInTheOrderOfTheirAddresses) {
  for (const mqd::Mirror& mirror : mqd::compute)
    if (mirror.dword >= mqd::hqd_first_dword) {
      EXPECT_EQ(mirror.dword - mqd::hqd_first_dword, mirror.location.dword - CpMqdBaseAddr::location.dword);
    }
}

TEST(PageTableEntry, HasTheVendorsBits) {
  const Pte pte{"VALID"_f = true, "READABLE"_f = true, "ADDRESS"_f = u64{0x12345}, "MTYPE"_f = MemoryType::uc,
                "PDE_PTE"_f = true};
  EXPECT_EQ(pte.raw(), 1ull << 54 | 3ull << 48 | 0x12345ull << 12 | 0x20 | 1);
}

TEST(InterruptEntry, HasAnEndOfPipeInterruptWhereDriversLook) {
  const ih::Entry entry{"client_id"_f = ih::ClientId::grbm_cp,
                        "source_id"_f = ih::GfxSource::cp_eop_interrupt,
                        "ring_id"_f = 0x14,
                        "vmid"_f = 3,
                        "pasid"_f = 0x8001,
                        "timestamp"_f = 0x1234'5678'9abcu};
  EXPECT_THAT(entry.raw(), testing::ElementsAre(0x0314'b514, 0x5678'9abc, 0x1234, 0x8001, 0, 0, 0, 0));
}

TEST(FirmwareInterfaces, NameTheirCommandsAndAnswers) {
  EXPECT_EQ(to_string(psp::Command::load_ip_fw), "LOAD_IP_FW");
  EXPECT_EQ(to_string(psp::FirmwareType::rs64_mec_p0_stack), "RS64_MEC_P0_STACK");
  EXPECT_EQ(to_string(static_cast<psp::Status>(0xffff000a)), "TEE_ERROR_NOT_SUPPORTED");
  EXPECT_EQ(to_string(smu::Message::get_dpm_freq_by_index), "GetDpmFreqByIndex");
  EXPECT_EQ(static_cast<u32>(smu::Message::mode1_reset), 0x2fu);
  EXPECT_EQ(to_string(static_cast<psp::Command>(0x99)), "");
}

}  // namespace
}  // namespace egpulab::regs::amd::test
