// What people look at: show, stats, diff, exports, edit.
#include <nlohmann/json.hpp>
#include <sstream>

#include "driver/regs/amd/ip_text.hpp"
#include "tests/traces/session.hpp"
#include "traces/diff.hpp"
#include "traces/edit.hpp"
#include "traces/export.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"
#include "traces/show.hpp"
#include "traces/stats.hpp"

using namespace egpulab;
using egpulab::testing::drive;
using egpulab::testing::MemoryDevice;
using egpulab::testing::record;
using egpulab::testing::Recording;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;
using ::testing::Not;
using ::testing::SizeIs;

namespace {

// A card whose GC block begins at dword 0x1260, as Navi31's does: register 0x1fab of segment 0 is CP_HQD_ACTIVE.
constexpr u64 cp_hqd_active = 4 * (0x1260 + 0x1fab);
const std::string navi31_bases = "11.0 11.0.0 1260 a000";

std::string shown(const Recording& r, const traces::ShowOptions& options = {}) {
  std::ostringstream out;
  show(r.reader(), options, out);
  return out.str();
}

Recording edited(const Recording& r, const std::string& text) {
  Recording result;
  auto writer = std::make_shared<traces::Writer>(traces::write_to_memory(result.bytes));
  const auto done = edit(r.reader(), {traces::parse_edit(text).value()}, *writer);
  EXPECT_TRUE(done) << done.error().message;
  writer->finish();
  return result;
}

std::string edit_error(const Recording& r, const std::string& text) {
  std::vector<std::byte> bytes;
  traces::Writer writer(traces::write_to_memory(bytes));
  const auto done = edit(r.reader(), {traces::parse_edit(text).value()}, writer);
  return done ? "no error" : done.error().message;
}

}  // namespace

TEST(Show, FoldsPollingLoopsAndIndentsByPhase) {
  EXPECT_THAT(shown(record()), AllOf(HasSubstr("  phase begin run"), HasSubstr("R config VENDOR_ID = 0x744c1002"),
                                     HasSubstr("    R BAR5+0x14 = 0x0  x4 (sleep 10.000 us between)"),
                                     HasSubstr("    W dma \"ring\"+0x8 4 bytes: 07 00 00 00"),
                                     HasSubstr("    device W dma \"ring\"+0x40 4 bytes: 07 00 00 00")));
}

TEST(Show, FiltersByPhaseAndByPlace) {
  EXPECT_THAT(shown(record(), {.phase = "upload"}),
              AllOf(HasSubstr("W BAR0+0x1000 10000 bytes"), Not(HasSubstr("BAR5"))));
  EXPECT_THAT(shown(record(), {.place = "BAR5+0x14"}), AllOf(HasSubstr("x5"), Not(HasSubstr("ring"))));
  EXPECT_THAT(shown(record(), {.first = 3, .last = 3}), Not(HasSubstr("\n        4 ")));
}

TEST(Show, NamesRegistersOfTheRecordedCard) {
  struct Card final : MemoryDevice {
    Card() { info_.facts[std::string(regs::amd::ip_bases_fact)] = navi31_bases; }
  } card;
  Recording session;
  {
    traces::Recorder recorder(card, std::make_shared<traces::Writer>(traces::write_to_memory(session.bytes)));
    recorder.write32(5, cp_hqd_active, 1);
  }
  EXPECT_THAT(shown(session), HasSubstr("W CP_HQD_ACTIVE = 0x1 {ACTIVE=1"));
}

TEST(Show, LearnsNamesFromTheDriver) {
  const Recording session = record([](bus::PciDevice& d) {
    d.describe(regs::amd::ip_bases_fact, navi31_bases);
    return d.read32(5, cp_hqd_active);
  });
  EXPECT_THAT(shown(session), HasSubstr("R CP_HQD_ACTIVE = 0x0 {ACTIVE=0"));
}

TEST(Reissue, NamesRegisterAndField) {
  const Recording session = record([](bus::PciDevice& d) {
    d.describe(regs::amd::ip_bases_fact, navi31_bases);
    return d.read32(5, cp_hqd_active);
  });
  MemoryDevice other;
  other.put_register(cp_hqd_active, 1);
  const traces::ReissueResult result = reissue(session.reader(), other);
  ASSERT_THAT(result.mismatches, SizeIs(1));
  EXPECT_THAT(result.mismatches[0].text(),
              HasSubstr("R CP_HQD_ACTIVE: expected 0x0, found 0x1; ACTIVE: expected 0, found 1"));
}

TEST(Stats, CountsByPhase) {
  const traces::Stats s = stats(record().reader());
  ASSERT_THAT(s.phases, SizeIs(4));
  EXPECT_EQ(s.phases[1].name, "upload");
  EXPECT_EQ(s.phases[1].bytes_written, 10'000u + 4 + 32);
  EXPECT_EQ(s.phases[2].count(traces::Kind::read32), 6u);
  EXPECT_EQ(s.phases[2].round_trips, 6u);
  EXPECT_EQ(s.phases[2].slept, 50'000u);
  EXPECT_EQ(s.phases[2].device_bytes, 4u);
  EXPECT_EQ(s.phases[3].name, "total");
  EXPECT_EQ(s.registers[0].name, "BAR5+0x14");
}

TEST(Stats, AreTextAndJson) {
  const traces::Stats s = stats(record().reader());
  std::ostringstream out;
  print(s, out);
  EXPECT_THAT(out.str(), AllOf(HasSubstr("upload"), HasSubstr("BAR5+0x14")));
  const auto json = nlohmann::json::parse(to_json(s));
  EXPECT_EQ(json["phases"][1]["bytes_written"], 10'036);
}

TEST(Diff, FindsEqualSessionsEqualWhateverTheirPollsAndTimes) {
  const Recording quick = record();
  Recording slow;
  MemoryDevice device;
  device.engine_time = std::chrono::microseconds(700);
  {
    traces::Recorder recorder(device, std::make_shared<traces::Writer>(traces::write_to_memory(slow.bytes)));
    drive(recorder);
  }
  EXPECT_TRUE(diff(quick.reader(), slow.reader()).equal());
}

TEST(Diff, NamesTheFirstRealDifference) {
  const Recording a = record(), b = record([](bus::PciDevice&d) { return drive(d, 8); });
  const traces::DiffResult result = diff(a.reader(), b.reader());
  ASSERT_FALSE(result.equal());
  EXPECT_EQ(result.differences[0].a.phase, "upload");
  EXPECT_THAT(result.differences[0].a.lines, ElementsAre("W dma \"ring\"+0x8 4 bytes: 07 00 00 00"));
  EXPECT_THAT(result.differences[0].values, HasSubstr("expected 07 00 00 00, found 08 00 00 00"));
  EXPECT_THAT(result.differences[0].before, SizeIs(3));
  std::ostringstream out;
  print(result, "a", "b", out);
  EXPECT_THAT(out.str(), HasSubstr("+ W dma \"ring\"+0x8 4 bytes: 08 00 00 00"));
}

TEST(Diff, AlignsBehindAnAddedAccess) {
  const Recording a = record(), b = record([](bus::PciDevice&d) {
                                  d.read32(5, 0x80);
                                  d.write32(5, 0x84, 1);
                                  return drive(d);
                                });
  const traces::DiffResult result = diff(a.reader(), b.reader());
  ASSERT_THAT(result.differences, SizeIs(1));
  EXPECT_EQ(result.differences[0].a.steps, 0u);
  EXPECT_THAT(result.differences[0].b.lines, ElementsAre("R BAR5+0x80 = 0x0", "W BAR5+0x84 = 0x1"));
}

TEST(Diff, StopsAfterAsManyDifferencesAsAskedFor) {
  const auto writes = [](u32 step) {
    return record([step](bus::PciDevice& d) {
      for (u32 i = 0; i < 40; ++i) d.write32(5, 0x100 + 4 * i, i * step);
      return 0u;
    });
  };
  const traces::DiffResult result = diff(writes(1).reader(), writes(2).reader(), {.most = 3});
  EXPECT_THAT(result.differences, SizeIs(3));
  EXPECT_FALSE(result.complete);
}

TEST(Diff, DoesNotCompareVolatileRegisters) {
  const auto session = [](u32 late) {
    return record([late](bus::PciDevice& d) {
      d.mark_volatile(5, MemoryDevice::time, 4);
      d.clock().sleep_for(std::chrono::microseconds(late));
      return d.read32(5, MemoryDevice::time);
    });
  };
  EXPECT_TRUE(diff(session(1).reader(), session(1000).reader()).equal());
}

TEST(Export, PerfettoSlicesNest) {
  std::ostringstream out;
  export_perfetto(record().reader(), out);
  const auto json = nlohmann::json::parse(out.str());
  std::vector<std::string> open, closed;
  for (const auto& e : json["traceEvents"]) {
    if (e["ph"] == "B") open.push_back(e["name"]);
    if (e["ph"] == "E") closed.push_back(e["name"]);
  }
  EXPECT_THAT(open, ElementsAre("upload", "run", "engine"));
  EXPECT_THAT(closed, ElementsAre("upload", "engine", "run"));
}

TEST(Export, JsonLinesHoldEveryEvent) {
  const Recording session = record();
  std::ostringstream out;
  export_json_lines(session.reader(), out);
  std::istringstream in(out.str());
  u64 lines = 0;
  std::vector<std::string> values;
  for (std::string line; std::getline(in, line); ++lines) {
    const auto json = nlohmann::json::parse(line);
    if (json["kind"] == "write32")
      values.push_back(json["register"].get<std::string>() + "=" + json["value"].get<std::string>());
  }
  EXPECT_EQ(lines, session.reader().events());
  EXPECT_THAT(values, ElementsAre("BAR5+0x18=0x10000040", "BAR5+0x10=0x7"));
}

TEST(Edit, OfOneReadIsFoundByBothReplays) {
  const Recording changed = edited(record(), "read:BAR5+0x14:6=0x3");
  MemoryDevice fresh;
  const traces::ReissueResult result = reissue(changed.reader(), fresh);
  ASSERT_THAT(result.mismatches, SizeIs(1));
  EXPECT_THAT(result.mismatches[0].text(),
              AllOf(HasSubstr("phase run"), HasSubstr("BAR5+0x14: expected 0x3, found 0x7")));
  // The driver polls on, since it has not seen its 7.
  traces::Replay replay(changed.reader());
  try {
    drive(replay);
    ADD_FAILURE() << "no divergence";
  } catch (const traces::Divergence& d) {
    EXPECT_EQ(d.facts().phase, "run");
    EXPECT_THAT(d.facts().expected, HasSubstr("R dma \"ring\"+0x40"));
    EXPECT_THAT(d.facts().found, HasSubstr("R BAR5+0x14"));
    EXPECT_THAT(d.facts().recent.back(), HasSubstr("BAR5+0x14 = 0x3"));
  }
}

TEST(Edit, OfARegisterIsNamedByRegisterFieldAndPhase) {
  const Recording session = record([](bus::PciDevice& d) {
    d.describe(regs::amd::ip_bases_fact, navi31_bases);
    bus::Link link(d);
    const bus::Phase phase(link, "queue");
    return link.read32(5, cp_hqd_active);
  });
  const Recording changed = edited(session, "read:CP_HQD_ACTIVE:1=0x1");
  MemoryDevice same;
  const traces::ReissueResult result = reissue(changed.reader(), same);
  ASSERT_THAT(result.mismatches, SizeIs(1));
  EXPECT_THAT(result.mismatches[0].text(),
              HasSubstr("in phase queue: R CP_HQD_ACTIVE: expected 0x1, found 0x0; ACTIVE: expected 1, found 0"));
}

TEST(Edit, ChangesBytesDropsRepeatsAndCuts) {
  const Recording session = record();
  const u64 events = session.reader().events();
  EXPECT_EQ(edited(session, "drop:9").reader().events(), events - 1);
  EXPECT_EQ(edited(session, "repeat:9").reader().events(), events + 1);
  EXPECT_EQ(edited(session, "cut:9").reader().events(), 9u);
  std::ostringstream before;
  show(session.reader(), {.place = "ring\"+0x8"}, before);
  const std::string index = std::to_string(std::stoul(before.str()));
  EXPECT_THAT(shown(edited(session, "byte:" + index + ":1=0xab")), HasSubstr("ring\"+0x8 4 bytes: 07 ab 00 00"));
}

TEST(Edit, KeepsTheHashWhereNothingChanges) {
  const Recording session = record();
  std::vector<std::byte> bytes;
  traces::Writer writer(traces::write_to_memory(bytes));
  ASSERT_TRUE(edit(session.reader(), {}, writer));
  EXPECT_EQ(writer.trace_hash(), session.trace_hash);
}

TEST(Edit, SaysWhatCannotBeChanged) {
  const Recording session = record();
  EXPECT_THAT(edit_error(session, "value:0=1"), HasSubstr("event 0 (device_info) cannot have the value 0x1"));
  EXPECT_THAT(edit_error(session, "drop:9999"), HasSubstr("event 9999 was asked for; the session has"));
  EXPECT_THAT(edit_error(session, "read:BAR5+0x14:99=1"), HasSubstr("6 reads of BAR5+0x14 are in the session"));
  EXPECT_THAT(edit_error(session, "read:BAR5+0x14:1=0x100000000"), HasSubstr("cannot have the value 0x100000000"));
}

TEST(Edit, RefusesTextThatIsNoEdit) {
  EXPECT_FALSE(traces::parse_edit("value:=1"));
  EXPECT_FALSE(traces::parse_edit("value:1"));
  EXPECT_FALSE(traces::parse_edit("read:1=1"));
  EXPECT_FALSE(traces::parse_edit("read:NAME:0=1"));
  EXPECT_FALSE(traces::parse_edit("drop:0x"));
  EXPECT_FALSE(traces::parse_edit("burn:1"));
  EXPECT_THAT(traces::parse_edit("burn:1").error().message, HasSubstr("expected value:EVENT=V"));
}
