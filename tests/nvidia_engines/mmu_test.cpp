// Page tables of both formats, translations that stay until they are invalidated, and faults.
#include <gmock/gmock.h>

#include "driver/regs/nvidia/fault.hpp"
#include "driver/regs/nvidia/pte.hpp"
#include "tests/nvidia_engines/card.hpp"

namespace egpulab::simulator::nvidia::tests {
namespace {

using namespace regs::nvidia;
using testing::HasSubstr;

struct Translation : testing::TestWithParam<Architecture> {
  Card card{GetParam()};
  PageDirectory directory{.bound = true, .base = card.tables.directory()};
  u64 spare = 0x30'0000'0000;

  u64 physical(u64 va) {
    const auto t = card.mmu.resolve(directory, va, FaultAccess::read, false);
    return t ? t->physical.address : ~u64{0};
  }
  FaultType refusal(u64 va, FaultAccess access = FaultAccess::read, bool privileged = false) {
    const auto t = card.mmu.resolve(directory, va, access, privileged);
    EXPECT_FALSE(t);
    return t ? FaultType::poisoned : t.error().type;
  }
};

TEST_P(Translation, SmallPagesLeadWhereTheirEntriesSay) {
  card.tables.map(spare, {Aperture::video, 0x40000}, 0x2000);
  EXPECT_EQ(physical(spare + 0x1234), 0x41234u);
}

TEST_P(Translation, BigPagesAndLargePagesAreOneEntryEach) {
  card.tables.map(spare, {Aperture::video, 0x100000}, 64 * KiB, {.size = 64 * KiB});
  card.tables.map(spare + 2 * MiB, {Aperture::video, 0x400000}, 2 * MiB, {.size = 2 * MiB});
  EXPECT_EQ(physical(spare + 0xabcd), 0x10abcdu);
  EXPECT_EQ(physical(spare + 2 * MiB + 0x123456), 0x523456u);
}

TEST_P(Translation, ABigPageAndSmallPagesShareADirectoryEntry) {
  card.tables.map(spare, {Aperture::video, 0x100000}, 64 * KiB, {.size = 64 * KiB});
  card.tables.map(spare + 64 * KiB, {Aperture::video, 0x7000}, 4096);
  EXPECT_EQ(physical(spare + 8), 0x100008u);
  EXPECT_EQ(physical(spare + 64 * KiB + 8), 0x7008u);
  EXPECT_EQ(refusal(spare + 64 * KiB + 4096), FaultType::pte);
}

TEST_P(Translation, HugePagesOf512MiBAreFoundTwoLevelsUp) {
  card.tables.map(0x40'0000'0000, {Aperture::video, 0}, 512 * MiB, {.size = 512 * MiB});
  EXPECT_EQ(physical(0x40'0000'0000 + 0x0abc'def0), 0x0abc'def0u);
}

TEST_P(Translation, SparsePagesReadAsZeroAndSwallowWrites) {
  card.tables.sparse(spare, 0x1000);
  VirtualSpace space(card.mmu, {});
  space.bind(directory, {}, false);
  EXPECT_FALSE(space.store(spare, u64{5}));
  u64 value = 1;
  EXPECT_FALSE(space.load(spare, value));
  EXPECT_EQ(value, 0u);
}

TEST_P(Translation, WhatIsNotMappedSaysAtWhichLevelItIsMissing) {
  card.tables.map(spare, {Aperture::video, 0}, 0x1000);
  EXPECT_EQ(refusal(spare + 0x1000), FaultType::pte);
  EXPECT_EQ(refusal(spare + 4 * MiB), FaultType::pde);
  EXPECT_EQ(refusal(u64{1} << 60), FaultType::va_limit_violation);
}

TEST_P(Translation, PagesForbidWhatTheirFlagsForbid) {
  card.tables.map(spare, {Aperture::video, 0}, 0x1000, {.read_only = true});
  card.tables.map(spare + 0x1000, {Aperture::video, 0}, 0x1000, {.privileged = true});
  card.tables.map(spare + 0x2000, {Aperture::video, 0}, 0x1000, {.no_atomics = true});
  EXPECT_EQ(refusal(spare, FaultAccess::write), FaultType::ro_violation);
  EXPECT_EQ(refusal(spare + 0x1000), FaultType::priv_violation);
  EXPECT_TRUE(card.mmu.resolve(directory, spare + 0x1000, FaultAccess::read, true));
  EXPECT_EQ(refusal(spare + 0x2000, FaultAccess::atomic), FaultType::atomic_violation);
}

TEST_P(Translation, UnknownKindsAndPeersAreUnsupported) {
  card.tables.map(spare, {Aperture::video, 0}, 0x1000, {.kind = kind_invalid});
  card.tables.map(spare + 0x1000, {Aperture::peer, 0}, 0x1000);
  EXPECT_EQ(refusal(spare), FaultType::unsupported_kind);
  EXPECT_EQ(refusal(spare + 0x1000), FaultType::unsupported_aperture);
}

TEST_P(Translation, MemoryThatDoesNotAnswerIsAFaultToo) {
  card.tables.map(spare, {Aperture::video, 0x4'0000'0000}, 0x1000);
  card.tables.map(spare + 0x1000, {Aperture::system_coherent, 0x1000}, 0x1000);
  EXPECT_EQ(refusal(spare), FaultType::region_violation);
  EXPECT_EQ(refusal(spare + 0x1000), FaultType::poisoned);
}

TEST_P(Translation, AnInstanceBlockWithoutItsFormatBitIsUnbound) {
  const PageDirectory none = card.mmu.directory_of({Aperture::video, 0x5000});
  EXPECT_FALSE(none.bound);
  const auto t = card.mmu.resolve(none, spare, FaultAccess::read, false);
  ASSERT_FALSE(t);
  EXPECT_EQ(t.error().type, FaultType::unbound_inst_block);
}

TEST_P(Translation, AChangedEntryIsSeenOnlyAfterAnInvalidation) {
  card.tables.map(spare, {Aperture::video, 0x1000}, 0x1000);
  EXPECT_EQ(physical(spare), 0x1000u);
  card.tables.map(spare, {Aperture::video, 0x2000}, 0x1000);
  EXPECT_EQ(physical(spare), 0x1000u);
  card.write(MmuInvalidate{"ALL_VA"_f = true, "ALL_PDB"_f = true, "TRIGGER"_f = true});
  EXPECT_EQ(physical(spare), 0x2000u);
}

TEST_P(Translation, TriggerReadsAsSetUntilTheInvalidationIsDone) {
  card.write(MmuInvalidate{"ALL_VA"_f = true, "ALL_PDB"_f = true, "SYS_MEMBAR"_f = true, "TRIGGER"_f = true});
  EXPECT_TRUE(MmuInvalidate(card.read<MmuInvalidate>())["TRIGGER"_f]);
  card.settle();
  EXPECT_FALSE(MmuInvalidate(card.read<MmuInvalidate>())["TRIGGER"_f]);
}

TEST_P(Translation, AnInvalidationOfOneDirectoryLeavesTheOthers) {
  // A second root with the same directories below it.
  const PageDirectory second{.bound = true, .base = {Aperture::video, card.take(4096)}};
  card.vram.write(second.base.address, Bytes(card.vram.data() + card.tables.root(), 4096));
  card.tables.map(spare, {Aperture::video, 0x1000}, 0x1000);
  const auto through_second = [&] {
    return card.mmu.resolve(second, spare, FaultAccess::read, false)->physical.address;
  };
  ASSERT_EQ(physical(spare), 0x1000u);
  ASSERT_EQ(through_second(), 0x1000u);
  card.tables.map(spare, {Aperture::video, 0x2000}, 0x1000);
  card.write(MmuInvalidatePdb{"ADDR"_f = low32(second.base.address >> 12)});
  card.write(MmuInvalidate{"ALL_VA"_f = true, "TRIGGER"_f = true});
  EXPECT_EQ(physical(spare), 0x1000u);
  EXPECT_EQ(through_second(), 0x2000u);
}

INSTANTIATE_TEST_SUITE_P(Formats, Translation, testing::Values(Architecture::ampere, Architecture::blackwell));

struct Faulting : testing::Test {
  Card card;
  MmuFault fault{.instance = {Aperture::video, 0x123000},
                 .address = 0xdead'beef'f000,
                 .type = static_cast<u8>(FaultType::pte),
                 .access = static_cast<u8>(FaultAccess::write),
                 .client = 0x20,
                 .engine = 15,
                 .gpc = false};
  u64 buffer = card.take(4096);
  void enable(u32 entries) {
    card.write(MmuFaultBufferLo{"ADDR_MODE_PHYSICAL"_f = true, "ADDR"_f = low32(buffer) >> 12}, 0u);
    card.write(MmuFaultBufferHi{}, 0u);
    card.write(MmuFaultBufferSize{"VAL"_f = entries, "ENABLE"_f = true}, 0u);
  }
  FaultPacket packet(u32 index) { return FaultPacket(card.vram.load<std::array<u32, 8>>(buffer + 32 * index)); }
};

TEST_F(Faulting, APacketOf32BytesSaysWhoWhereAndWhy) {
  enable(8);
  card.mmu.raise(fault, false, "test");
  const FaultPacket p = packet(0);
  EXPECT_TRUE(p["VALID"_f]);
  EXPECT_EQ(join64(p["ADDR_LO"_f] << 12, p["ADDR_HI"_f]), fault.address);
  EXPECT_EQ(p["INST_LO"_f], 0x123u);
  EXPECT_EQ(p["FAULT_TYPE"_f], FaultType::pte);
  EXPECT_EQ(p["ACCESS_TYPE"_f], 1u);
  EXPECT_EQ(p["ENGINE_ID"_f], 15u);
  EXPECT_EQ(p["CLIENT"_f], 0x20u);
  EXPECT_TRUE(p["MMU_CLIENT_TYPE"_f]);
  EXPECT_EQ(MmuFaultBufferPut(card.read<MmuFaultBufferPut>(0u))["PTR"_f], 1u);
  EXPECT_TRUE(MmuFaultStatus(card.read<MmuFaultStatus>())["NON_REPLAYABLE"_f]);
}

TEST_F(Faulting, ItsVectorIsTheOneOfFaultsThatCannotBeReplayed) {
  enable(8);
  card.mmu.raise(fault, false, "test");
  EXPECT_EQ(card.read<CpuIntrLeaf>(4u), 1u << 4);  // 132
}

TEST_F(Faulting, AFullBufferOverflowsAndSaysSo) {
  enable(2);
  card.mmu.raise(fault, false, "test");
  card.mmu.raise(fault, false, "test");
  EXPECT_TRUE(MmuFaultBufferPut(card.read<MmuFaultBufferPut>(0u))["OVERFLOW"_f]);
  card.write(MmuFaultBufferGet{"PTR"_f = 1u, "OVERFLOW"_f = true}, 0u);
  EXPECT_FALSE(MmuFaultBufferPut(card.read<MmuFaultBufferPut>(0u))["OVERFLOW"_f]);
  EXPECT_FALSE(MmuFaultStatus(card.read<MmuFaultStatus>())["NON_REPLAYABLE"_f]);
}

TEST_F(Faulting, WithoutABufferTheRegistersHoldTheFirstFault) {
  card.mmu.raise(fault, false, "test");
  MmuFault second = fault;
  second.address = 0x1000;
  card.mmu.raise(second, false, "test");
  EXPECT_TRUE(MmuFaultStatus(card.read<MmuFaultStatus>())["VALID"_f]);
  EXPECT_EQ(MmuFaultAddrHi(card.read<MmuFaultAddrHi>())["ADDR"_f], high32(fault.address));
  EXPECT_EQ(MmuFaultInstLo(card.read<MmuFaultInstLo>())["ENGINE_ID"_f], 15u);
}

TEST_F(Faulting, TheResourceManagerHearsOfEachFault) {
  card.mmu.raise(fault, false, "copy engine 3");
  ASSERT_EQ(card.manager.faults.size(), 1u);
  EXPECT_EQ(card.manager.faults[0].address, fault.address);
  EXPECT_THAT(card.report.entries().at(0).what, HasSubstr("copy engine 3 faulted: PTE"));
}

}  // namespace
}  // namespace egpulab::simulator::nvidia::tests
