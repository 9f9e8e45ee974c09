// Runlists, doorbells, GPFIFO entries, pushbuffer headers, and what is wrong with malformed ones.
#include <gmock/gmock.h>

#include "driver/regs/nvidia/ram.hpp"
#include "driver/regs/nvidia/runlist.hpp"
#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using testing::HasSubstr;

struct Pushbuffer : testing::TestWithParam<Architecture> {
  Pushbuffer() { card.schedule(); }
  Card card{GetParam()};
  TestChannel channel = card.channel();
  u64 mark = card.take(4096);
  u64 marked(u32 at = 0) { return card.vram.load<u64>(mark + at); }
  u64 at(u32 offset = 0) { return Card::va(mark + offset); }
  std::string error() { return card.manager.errors.empty() ? "" : card.manager.errors.back().what; }
};

TEST_P(Pushbuffer, ADoorbellRunsWhatIsInTheRing) {
  channel.run(release(at(), 0x1234'5678'9abc));
  EXPECT_EQ(marked(), 0x1234'5678'9abcu);
  EXPECT_EQ(channel.gp_get(), 1u);
  EXPECT_TRUE(card.manager.errors.empty()) << error();
}

TEST_P(Pushbuffer, WithoutADoorbellNothingRuns) {
  channel.segment(release(at(), 1));
  card.vram.store(channel.userd + userd::gp_put, channel.put);
  card.settle();
  EXPECT_EQ(marked(), 0u);
}

TEST_P(Pushbuffer, TheRingWrapsAround) {
  for (u32 i = 1; i <= 3 * channel.entries; ++i) channel.run(release(at(), i));
  EXPECT_EQ(marked(), 3u * channel.entries);
  EXPECT_EQ(channel.gp_get(), 0u);
}

TEST_P(Pushbuffer, SeveralEntriesRunInOrder) {
  channel.segment(release(at(), 1) + semaphore(at(8), 0, 1));
  channel.segment(release(at(), 2));
  channel.ring_doorbell();
  card.settle();
  EXPECT_EQ(marked(), 2u);
}

TEST_P(Pushbuffer, HeadersOfAllKindsPlaceTheirData) {
  channel.run(std::vector<u32>{0} + immediate(0, udma::nop, 5) + non_inc(0, udma::nop, {1, 2, 3}) +
              once(0, udma::sem_payload_lo, {7, 8, 9}) + inc(0, udma::sem_addr_lo, {low32(at()), high32(at())}) +
              immediate(0, udma::sem_execute, static_cast<u32>(SemOperation::release)));
  EXPECT_EQ(card.vram.load<u32>(mark), 7u);
  EXPECT_TRUE(card.manager.errors.empty()) << error();
}

TEST_P(Pushbuffer, AMethodsDataMayGoOnInTheNextSegment) {
  auto words = release(at(), 0x55);
  channel.segment({words.begin(), words.begin() + 3});
  channel.segment({words.begin() + 3, words.end()});
  channel.ring_doorbell();
  card.settle();
  EXPECT_EQ(marked(), 0x55u);
}

TEST_P(Pushbuffer, EndOfSegmentLeavesTheRest) {
  channel.run(release(at(), 1) + std::vector<u32>{0xe000'0000} + release(at(), 2));
  EXPECT_EQ(marked(), 1u);
}

TEST_P(Pushbuffer, MaskedSubdevicesSkipMethods) {
  const u32 others = SubdeviceMaskEntry{"MASK"_f = 2u, "TERT_OP"_f = TertOp::set_sub_dev_mask}.raw();
  const u32 mine = SubdeviceMaskEntry{"MASK"_f = 1u, "TERT_OP"_f = TertOp::set_sub_dev_mask}.raw();
  channel.run(std::vector<u32>{others} + release(at(), 1) + std::vector<u32>{mine} + release(at(8), 2));
  EXPECT_EQ(marked(), 0u);
  EXPECT_EQ(marked(8), 2u);
}

TEST_P(Pushbuffer, AStoredMaskIsUsedLater) {
  const u32 store = SubdeviceMaskEntry{"MASK"_f = 2u, "TERT_OP"_f = TertOp::store_sub_dev_mask}.raw();
  const u32 use = SubdeviceMaskEntry{"TERT_OP"_f = TertOp::use_sub_dev_mask}.raw();
  channel.run(std::vector<u32>{store} + release(at(), 1) + std::vector<u32>{use} + release(at(8), 2));
  EXPECT_EQ(marked(), 1u);
  EXPECT_EQ(marked(8), 0u);
}

TEST_P(Pushbuffer, ConditionalSegmentsAreNotFetchedForMaskedDevices) {
  const u32 others = SubdeviceMaskEntry{"MASK"_f = 2u, "TERT_OP"_f = TertOp::set_sub_dev_mask}.raw();
  channel.segment({others});
  // Nothing is mapped there: fetching it would fault.
  channel.entry(GpEntry{"FETCH_CONDITIONAL"_f = true, "GET"_f = 0x1000u, "LENGTH"_f = 4u}.raw());
  channel.ring_doorbell();
  card.settle();
  EXPECT_TRUE(card.manager.faults.empty());
  EXPECT_EQ(channel.gp_get(), 2u);
}

TEST_P(Pushbuffer, ControlEntriesDoNothingOrAreIllegal) {
  channel.entry(GpControlEntry{"OPCODE"_f = GpOpcode::nop}.raw());
  channel.segment(release(at(), 1));
  channel.entry(GpControlEntry{"OPCODE"_f = GpOpcode::illegal}.raw());
  channel.segment(release(at(), 2));
  channel.ring_doorbell();
  card.settle();
  EXPECT_EQ(marked(), 1u);
  EXPECT_THAT(error(), HasSubstr("NV_PPBDMA_INTR_0_GPENTRY"));
}

TEST_P(Pushbuffer, SetReferenceShowsInUserd) {
  channel.run(inc(0, udma::set_reference, {0xbeef}));
  EXPECT_EQ(card.vram.load<u32>(channel.userd + userd::ref), 0xbeefu);
}

TEST_P(Pushbuffer, NonStallInterruptsRaiseTheEnginesVector) {
  channel.run(inc(0, udma::non_stall_interrupt, {0}));
  EXPECT_EQ(card.read<CpuIntrLeaf>(0u), 1u);
}

TEST_P(Pushbuffer, SoftwareMethodsGoToTheResourceManager) {
  channel.run(inc(6, 0x200, {5}) + release(at(), 1));
  ASSERT_EQ(card.manager.events.size(), 1u);
  EXPECT_EQ(card.manager.events[0].code, 0x200u);
  EXPECT_EQ(marked(), 1u);
}

// --- What is wrong ---------------------------------------------------------------------------------------------------

TEST_P(Pushbuffer, AnUnknownHostMethodStopsTheChannelAsPbdmaError) {
  channel.run(inc(0, 0xf0, {1}) + release(at(), 1));
  ASSERT_EQ(card.manager.errors.size(), 1u);
  EXPECT_EQ(card.manager.errors[0].code, 32u);
  EXPECT_THAT(error(), HasSubstr("NV_PPBDMA_INTR_0_METHOD: 0xf0 is no method of the host"));
  EXPECT_EQ(marked(), 0u);
  EXPECT_EQ(card.read<CpuIntrLeaf>(6u), 1u);  // the stall vector, 192
}

TEST_P(Pushbuffer, TheIllegalMethodIsAlwaysIllegal) {
  channel.run(inc(0, udma::illegal, {1}));
  EXPECT_THAT(error(), HasSubstr("INTR_0_METHOD: method ILLEGAL"));
}

TEST_P(Pushbuffer, AWordThatIsNoInstructionIsAPbEntryError) {
  channel.run({0xc000'0000});
  EXPECT_THAT(error(), HasSubstr("INTR_0_PBENTRY: 0xc0000000"));
}

TEST_P(Pushbuffer, AHeaderWhoseMethodsRunOverTheEndIsAPbEntryError) {
  channel.run({MethodHeader{"ADDRESS"_f = 0xffeu, "COUNT"_f = 3u, "SEC_OP"_f = SecOp::inc_method}.raw(), 0, 0, 0});
  EXPECT_THAT(error(), HasSubstr("INTR_0_PBENTRY"));
}

TEST_P(Pushbuffer, AnUnmappedSegmentIsAFaultOfTheHost) {
  channel.entry(GpEntry{"GET"_f = 0x1000u, "LENGTH"_f = 4u}.raw());
  channel.ring_doorbell();
  card.settle();
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].address, 0x4000u);
  EXPECT_EQ(card.manager.faults[0].instance.address, channel.instance);
  EXPECT_THAT(card.report.entries().at(0).what, HasSubstr("GRAPHICS channel 1 of runlist 0"));
}

TEST_P(Pushbuffer, APutBeyondTheRingIsAPointerError) {
  card.vram.store(channel.userd + userd::gp_put, u32{1000});
  card.doorbell(0, 1);
  card.settle();
  EXPECT_THAT(error(), HasSubstr("INTR_0_GPPTR: GP_PUT 1000"));
}

TEST_P(Pushbuffer, ADoorbellForADeadChannelSaysSo) {
  card.doorbell(0, 77);
  card.settle();
  EXPECT_THAT(card.report.entries().at(0).what, HasSubstr("channel 77 is not on runlist 0"));
}

TEST_P(Pushbuffer, AReleasedChannelHearsNoDoorbell) {
  card.host.release_channel(0, 1);
  channel.run(release(at(), 1));
  EXPECT_EQ(marked(), 0u);
  EXPECT_EQ(card.report.count(Finding::fault), 1u);
}

TEST_P(Pushbuffer, AResourceManagerMayEndAChannelFromWithinItsError) {
  card.manager.on_error = [&](u32 runlist, u32 id) {
    card.host.preempt(runlist, id);
    card.host.enable_channel(runlist, id, false);
    card.host.release_channel(runlist, id);
  };
  channel.run(inc(0, 0xf0, {1}));
  EXPECT_EQ(card.manager.errors.size(), 1u);
}

TEST_P(Pushbuffer, ADisabledChannelWaitsUntilItIsEnabled) {
  card.host.enable_channel(0, 1, false);
  channel.run(release(at(), 1));
  EXPECT_EQ(marked(), 0u);
  card.host.enable_channel(0, 1, true);
  card.settle();
  EXPECT_EQ(marked(), 1u);
}

TEST_P(Pushbuffer, APreemptedChannelsPlaceIsInRamfcAndItGoesOnFromThere) {
  channel.run(release(at(), 1));
  card.host.preempt(0, 1);
  const u32 get = card.vram.load<u32>(channel.instance + ramfc_layout(GetParam()).gp_get);
  EXPECT_EQ(get, 1u);
  channel.run(release(at(), 2));
  EXPECT_EQ(marked(), 2u);
}

TEST_P(Pushbuffer, AHeaderThatEndsAtTheLastMethodIsNoErrorAndCanBeTakenOff) {
  channel.run(inc(6, 0x3ff8, {1, 2}));
  card.host.preempt(0, 1);
  channel.run(release(at(), 2));
  EXPECT_EQ(marked(), 2u);
}

TEST_P(Pushbuffer, AWrongSignatureInRamfcIsRefused) {
  card.host.preempt(0, 1);
  card.vram.store(channel.instance + RamfcLayout::signature, u32{0x1234});
  channel.run(release(at(), 1));
  EXPECT_THAT(error(), HasSubstr("INTR_0_SIGNATURE"));
}

TEST_P(Pushbuffer, RunlistsThatDoNotAddUpAreBadTsgs) {
  const u64 list = card.take(4096);
  card.vram.write(list, as_bytes(RunlistGroup{"TYPE_TSG"_f = true, "LENGTH"_f = 3u, "TSGID"_f = 4u}.raw()));
  card.host.submit_runlist(0, {Aperture::video, list}, 1);
  EXPECT_THAT(card.manager.events.at(0).what, HasSubstr("RUNLIST_OVERFLOW"));
  card.vram.write(list, as_bytes(RunlistChannel{"CHID"_f = 3u}.raw()));
  card.host.submit_runlist(0, {Aperture::video, list}, 1);
  EXPECT_THAT(card.manager.events.at(1).what, HasSubstr("EXPECTED_A_TSG_HEADER"));
}

TEST_P(Pushbuffer, ChannelRamShowsAndChangesAChannel) {
  const auto claims = card.host.claims();
  Bar0Range& range = *claims.at(0).range;
  const u32 word = 0xd00000 + 4 * 1;
  EXPECT_TRUE(ChramChannel(range.read32(word))["ENABLE"_f]);
  range.write32(word, 3);  // DISABLE_CHANNEL
  EXPECT_FALSE(ChramChannel(range.read32(word))["ENABLE"_f]);
  channel.run(release(at(), 1));
  EXPECT_TRUE(ChramChannel(range.read32(word))["PENDING"_f]);
  range.write32(word, 2);  // ENABLE_CHANNEL
  card.settle();
  EXPECT_EQ(marked(), 1u);
}

INSTANTIATE_TEST_SUITE_P(Generations, Pushbuffer,
                         testing::Values(Architecture::ampere, Architecture::hopper, Architecture::blackwell));

TEST(DoorbellOnBlackwell, WithoutItsEnableBitATokenGoesNowhere) {
  Card card{Architecture::blackwell};
  card.write(UsermodeDoorbell{"VECTOR"_f = 1u});
  EXPECT_THAT(card.report.entries().at(0).what, HasSubstr("RUNLIST_DOORBELL is not set"));
}

TEST(ExtendedSegments, LieAbove40BitsOnHopper) {
  Card card{Architecture::hopper};
  TestChannel channel = card.channel();
  card.schedule();
  const u64 mark = card.take(4096), push = card.take(4096);
  const u64 va = u64{5} << 40 | 0x7000;
  card.tables.map(va, {Aperture::video, push}, 4096);
  const auto words = release(Card::va(mark), 6);
  card.vram.write(push, std::as_bytes(std::span(words)));
  channel.entry(GpControlEntry{"OPERAND"_f = GpExtendedBase{"BASE"_f = 5u}.raw(),
                               "OPCODE"_f = GpOpcode::set_pb_segment_extended_base}
                    .raw());
  channel.entry(GpEntry{"GET"_f = 0x7000u >> 2, "LENGTH"_f = static_cast<u32>(words.size())}.raw());
  channel.ring_doorbell();
  card.settle();
  EXPECT_EQ(card.vram.load<u64>(mark), 6u);
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests
