// IH: rings, overflow, interrupts, filters. Behaviour as Linux's ih_v6_0.c programs and expects it.
#include "simulator/amd/ih.hpp"

#include "driver/regs/amd/ih_entry.hpp"
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

using simulator::amd::InterruptEntry;
using ::testing::ElementsAre;
using ::testing::HasSubstr;
using ::testing::IsEmpty;

// VRAM from MC address 0 on.
class FlatMemory final : public simulator::amd::McMemory {
 public:
  bool read(u64 address, MutableBytes into) override {
    if (!memory.contains(address, into.size())) return false;
    memory.read(address, into);
    return true;
  }
  bool write(u64 address, Bytes from) override {
    if (!memory.contains(address, from.size())) return false;
    memory.write(address, from);
    return true;
  }
  simulator::Memory memory{"VRAM", 1 * MiB};
};

class InterruptHandler : public ::testing::Test {
 protected:
  static constexpr u64 ring0 = 0x10000, ring1 = 0x20000, write_back = 0x30000;
  static constexpr u32 entries = 8;  // of 32 bytes: 64 dwords

  InterruptHandler() { ih.connect(vram); }

  template <class R, class... I>
  void write(R value, I... index) {
    file.write(registers.address<R>(index...), value.raw());
  }
  template <class R, class... I>
  R read(I... index) {
    return R(file.read(registers.address<R>(index...)));
  }
  IhRbCntl ring0_control() const {
    return IhRbCntl("RB_ENABLE"_f = true, "RB_SIZE"_f = 6u, "WPTR_WRITEBACK_ENABLE"_f = true,
                    "WPTR_OVERFLOW_ENABLE"_f = true, "ENABLE_INTR"_f = true, "RPTR_REARM"_f = true, "MC_SPACE"_f = 4u);
  }
  void enable_ring0() { enable_ring0(ring0_control()); }
  void enable_ring0(IhRbCntl control) {
    write(IhRbBase(ring0 >> 8));
    write(IhRbWptrAddrLo(static_cast<u32>(write_back)));
    write(control);
  }
  void enable_ring1() {
    write(IhRbBaseRing1(ring1 >> 8));
    write(IhRbCntlRing1("RB_ENABLE"_f = true, "RB_SIZE"_f = 6u, "RB_FULL_DRAIN_ENABLE"_f = true, "MC_SPACE"_f = 4u));
  }
  void raise(u32 data) { ih.raise({.client_id = 0x14, .source_id = 181, .source_data = {data}}); }
  void raise_many(u32 count) {
    for (u32 i = 0; i < count; ++i) raise(i);
  }
  ih::Entry entry(u64 ring, u32 index) { return ih::Entry(vram.memory.load<std::array<u32, 8>>(ring + 32 * index)); }
  std::vector<std::string> reported() const {
    std::vector<std::string> all;
    for (const auto& e : report.entries()) all.push_back(e.what);
    return all;
  }

  simulator::Timeline timeline;
  simulator::Report report{true};
  IpBases bases{{{Ip::osssys, 0, {6, 0, 0}, {0x10a0, 0x0240a000}}}};
  simulator::RegisterFile file{"MMIO", 1 * MiB, timeline, report};
  simulator::amd::Registers registers{file, bases};
  simulator::amd::ReferenceClock clock{timeline, 100'000};
  FlatMemory vram;
  BenchHost host;
  simulator::amd::Ih ih{timeline, report, registers, clock, host};
};

TEST_F(InterruptHandler, EntryHoldsSourceTimeAndTheProcessOfItsVmid) {
  enable_ring0();
  write(IhVmidLut("PASID"_f = 0x8001u), 5u);
  timeline.advance(1ms);
  ih.raise({.client_id = 0x0a, .source_id = 49, .ring_id = 0x10, .vmid = 5, .source_data = {1, 2, 3, 4}});
  const ih::Entry e = entry(ring0, 0);
  EXPECT_EQ(e["client_id"_f], ih::ClientId::gfx);
  EXPECT_EQ(e["source_id"_f], 49u);
  EXPECT_EQ(e["ring_id"_f], 0x10u);
  EXPECT_EQ(e["vmid"_f], 5u);
  EXPECT_EQ(e["timestamp"_f], 100'000u);
  EXPECT_EQ(e["pasid"_f], 0x8001u);
  EXPECT_EQ(e["source_data3"_f], 4u);
}

TEST_F(InterruptHandler, VmidOfTheMultimediaHubIsLookedUpInItsOwnTable) {
  enable_ring0();
  write(IhVmidLut("PASID"_f = 1u), 3u);
  write(IhVmidLutMm("PASID"_f = 2u), 3u);
  ih.raise({.client_id = 0x12, .vmid = 3, .vmid_is_mmhub = true});
  EXPECT_EQ(entry(ring0, 0)["pasid"_f], 2u);
  EXPECT_TRUE(entry(ring0, 0)["vmid_src"_f]);
}

TEST_F(InterruptHandler, WritePointerIsWrittenBackInBytes) {
  enable_ring0();
  raise_many(3);
  EXPECT_EQ(vram.memory.load<u32>(write_back), 96u);
  EXPECT_EQ(read<IhRbWptr>().raw(), 96u);
}

TEST_F(InterruptHandler, WritePointerWrapsAtTheRingsSize) {
  enable_ring0();
  raise_many(5);
  write(IhRbRptr(5 * 32));
  raise_many(4);
  EXPECT_EQ(read<IhRbWptr>()["OFFSET"_f] * 4, 32u);
  EXPECT_FALSE(read<IhRbWptr>()["RB_OVERFLOW"_f]);
}

TEST_F(InterruptHandler, FullRingIsOverwrittenAndFlaggedInRegisterAndMemory) {
  enable_ring0();
  raise_many(entries);
  EXPECT_TRUE(read<IhRbWptr>()["RB_OVERFLOW"_f]);
  EXPECT_EQ(vram.memory.load<u32>(write_back) & 1, 1u);
  EXPECT_EQ(entry(ring0, entries - 1)["source_data0"_f], entries - 1);
}

// Linux switches WPTR_OVERFLOW_CLEAR on and off again.
TEST_F(InterruptHandler, OverflowStaysUntilItIsClearedByTheControlBit) {
  enable_ring0();
  raise_many(entries);
  write(IhRbRptr(0));
  EXPECT_TRUE(read<IhRbWptr>()["RB_OVERFLOW"_f]);
  write(ring0_control().with("WPTR_OVERFLOW_CLEAR"_f = true));
  write(ring0_control());
  EXPECT_FALSE(read<IhRbWptr>()["RB_OVERFLOW"_f]);
}

TEST_F(InterruptHandler, HeldClearBitHidesOverflows) {
  enable_ring0(ring0_control().with("WPTR_OVERFLOW_CLEAR"_f = true));
  raise_many(entries + 3);
  EXPECT_FALSE(read<IhRbWptr>()["RB_OVERFLOW"_f]);
}

TEST_F(InterruptHandler, WithoutOverflowEntriesWaitUntilTheReadPointerMoves) {
  enable_ring0(ring0_control().with("WPTR_OVERFLOW_ENABLE"_f = false));
  raise_many(entries + 1);
  EXPECT_TRUE(read<IhRbStatus>()["RB_FULL"_f]);
  EXPECT_EQ(read<IhRbWptr>().raw(), (entries - 1) * 32u);
  write(IhRbRptr(64));
  EXPECT_EQ(read<IhRbWptr>().raw(), 32u);
  EXPECT_EQ(entry(ring0, 0)["source_data0"_f], entries);
}

TEST_F(InterruptHandler, MessageIsSentOncePerReadPointerUpdateWithRearm) {
  enable_ring0();
  raise_many(3);
  EXPECT_EQ(host.interrupts, 1u);
  write(IhRbRptr(96));
  raise(9);
  EXPECT_EQ(host.interrupts, 2u);
}

TEST_F(InterruptHandler, EntriesThatCameMeanwhileInterruptAgainAtTheRearm) {
  enable_ring0();
  raise_many(3);
  write(IhRbRptr(32));
  EXPECT_EQ(host.interrupts, 2u);
}

TEST_F(InterruptHandler, NoMessageWhileInterruptsAreNotEnabled) {
  enable_ring0(ring0_control().with("ENABLE_INTR"_f = false));
  raise(1);
  EXPECT_EQ(host.interrupts, 0u);
  EXPECT_EQ(read<IhRbWptr>().raw(), 32u);
}

TEST_F(InterruptHandler, ReadPointerComesThroughItsDoorbell) {
  enable_ring0();
  write(IhDoorbellRptr("OFFSET"_f = 0x1e8u, "ENABLE"_f = true));
  raise_many(2);
  EXPECT_TRUE(ih.doorbell(0x1e8, 64, 4));
  EXPECT_EQ(read<IhRbRptr>().raw(), 64u);
  EXPECT_FALSE(ih.doorbell(0x1ea, 64, 4));
}

TEST_F(InterruptHandler, InterruptBeforeTheRingIsEnabledIsLostAndNamed) {
  raise(1);
  EXPECT_THAT(reported(), ElementsAre("interrupt of client 0x14 source 0xb5 lost: ring 0 is not enabled"));
}

TEST_F(InterruptHandler, RingOutsideMemoryIsReported) {
  enable_ring0();
  write(IhRbBaseHi(0x7f));
  raise(1);
  EXPECT_THAT(reported(), testing::Contains(HasSubstr("ring 0 entry could not be written")));
}

// MC_SPACE 2: the ring is in host memory by bus address.
TEST_F(InterruptHandler, RingMayBeInHostMemory) {
  enable_ring0(ring0_control().with("MC_SPACE"_f = 2u));
  write(IhRbBase(static_cast<u32>(BenchHost::base >> 8)));
  raise(7);
  EXPECT_EQ(host.memory.load<u32>(16), 7u);
}

// Linux 6.6, ih_v6_0.c: page faults of the graphics hub go to ring 1, which is announced by an entry of client 0.
TEST_F(InterruptHandler, RedirectedSourceGoesToRingOneAndIsAnnouncedInRingZero) {
  enable_ring0();
  enable_ring1();
  write(IhRing1ClientCfgIndex(0));
  write(IhRing1ClientCfgData(0x0001000a));
  ih.raise({.client_id = 0x0a, .source_id = 0, .source_data = {0xfa}});
  EXPECT_EQ(entry(ring1, 0)["source_data0"_f], 0xfau);
  EXPECT_EQ(entry(ring0, 0)["client_id"_f], ih::ClientId::ih);
  EXPECT_EQ(entry(ring0, 0)["ring_id"_f], 1u);
  EXPECT_EQ(entry(ring0, 0)["source_data0"_f], 32u);
}

TEST_F(InterruptHandler, OtherSourceOfARedirectedClientStaysInRingZero) {
  enable_ring0();
  enable_ring1();
  write(IhRing1ClientCfgIndex(0));
  write(IhRing1ClientCfgData(0x0001000a));
  ih.raise({.client_id = 0x0a, .source_id = 49});
  EXPECT_EQ(read<IhRbWptrRing1>().raw(), 0u);
  EXPECT_EQ(entry(ring0, 0)["source_id"_f], 49u);
}

TEST_F(InterruptHandler, RingOneWithThresholdIsAnnouncedOnceItHoldsSoMany) {
  enable_ring0();
  enable_ring1();
  write(read<IhRbCntlRing1>().with("RB_USED_INT_THRESHOLD"_f = 1u));
  write(IhRing1ClientCfgData(0x0a));
  ih.raise({.client_id = 0x0a});
  EXPECT_EQ(read<IhRbWptr>().raw(), 0u);
  ih.raise({.client_id = 0x0a});
  EXPECT_EQ(entry(ring0, 0)["source_data0"_f], 64u);
}

TEST_F(InterruptHandler, DropFilterSwallowsWhatMatchesAndSaysThatItDid) {
  enable_ring0();
  write(IhIntDropMatchValue0("CLIENT_ID_MATCH_VALUE"_f = 0x14u));
  write(IhIntDropMatchMask0("CLIENT_ID_MATCH_MASK"_f = 0xffu));
  write(IhIntDropCntl("INT_DROP_EN"_f = true, "CLIENT_ID_MATCH_EN"_f = true));
  raise(1);
  ih.raise({.client_id = 0x0f});
  EXPECT_EQ(entry(ring0, 0)["client_id"_f], ih::ClientId::thm);
  EXPECT_EQ(read<IhRbWptr>().raw(), 32u);
  EXPECT_TRUE(read<IhIntDropCntl>()["INT_DROPPED"_f]);
}

TEST_F(InterruptHandler, ResetForgetsRingsAndRedirections) {
  enable_ring0();
  raise_many(3);
  file.reset();
  ih.reset(Reset::mode1);
  EXPECT_EQ(read<IhRbWptr>().raw(), 0u);
  raise(1);
  EXPECT_THAT(reported(), ElementsAre(HasSubstr("ring 0 is not enabled")));
}

}  // namespace
}  // namespace egpulab::test
