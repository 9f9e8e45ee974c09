// Address translation as engines meet it: apertures, page tables, stale translations, faults. Expectations from Linux's
// gfxhub_v3_0.c, gmc_v11_0.c and amdgpu_vm.c.
#include "driver/regs/amd/mmhub.hpp"
#include "tests/amd_engines/compute_bench.hpp"

namespace egpulab::test {
namespace {

// Data goes through the page tables of VMID 3 by indirect buffers that a queue of VMID 0 runs.
class MemoryHubs : public ComputeBench {
 protected:
  static constexpr u8 vmid = 3;
  static constexpr u64 va = 0x2000'0000'0000, buffer_va = 0x1000'0000'0000;

  MemoryHubs() {
    buffer = allocate();
    map(vmid, buffer_va, leaf(offset(buffer)));
    queue = open();
  }
  // A queue that met a fault stands still; it is connected anew first.
  void run(const Dwords& packets) {
    if (read_queue<CpHqdError>(queue).raw() != 0) {
      write_queue(queue, CpHqdActive(0));
      queue.written = 0;
      program(queue);
      connect(queue);
    }
    put(buffer, packets);
    submit(queue, indirect(buffer_va, static_cast<u32>(packets.size()), vmid));
  }
  void store(u64 address, u32 value) { run(write_memory(address, {value})); }
  u64 fault_page() {
    return join64(read<GcvmL2ProtectionFaultAddrLo32>().raw(), read<GcvmL2ProtectionFaultAddrHi32>().raw());
  }

  u64 buffer = 0;
  Queue queue;
};

TEST_F(MemoryHubs, FourLevelsOfTablesLeadToVram) {
  const u64 target = allocate();
  map(vmid, va, leaf(offset(target)));
  store(va + 0x10, 0xcafe);
  EXPECT_EQ(peek<u32>(target + 0x10), 0xcafeu);
  EXPECT_TRUE(drained(queue));
}

TEST_F(MemoryHubs, SystemPagesLeadToHostMemory) {
  const u64 target = allocate_host();
  map(vmid, va, leaf(target, true));
  store(va + 8, 0xcafe);
  EXPECT_EQ(peek_host<u32>(target + 8), 0xcafeu);
}

TEST_F(MemoryHubs, DirectoryEntryCanBeAHugePage) {
  map(vmid, va, leaf(0x4000'0000), 1);
  store(va + 2 * MiB - 4, 1);
  EXPECT_EQ(peek<u32>(mc(0x4000'0000 + 2 * MiB - 4)), 1u);
}

TEST_F(MemoryHubs, DirectoryEntryOfTheSecondLevelMapsAGibibyte) {
  map(vmid, va, leaf(0x1'0000'0000), 2);
  store(va + 0x3fff'fffc, 1);
  EXPECT_EQ(peek<u32>(mc(0x1'3fff'fffc)), 1u);
}

TEST_F(MemoryHubs, AccessAcrossPagesFollowsEachPage) {
  const u64 first = allocate(), unused = allocate(), second = allocate();
  map(vmid, va, leaf(offset(first)));
  map(vmid, va + page, leaf(offset(second)));
  run(write_memory(va + page - 4, {1, 2}));
  EXPECT_EQ(peek<u32>(first + page - 4), 1u);
  EXPECT_EQ(peek<u32>(second), 2u);
  EXPECT_EQ(peek<u32>(unused), 0u);
}

TEST_F(MemoryHubs, StaleTranslationIsUsedUntilItIsInvalidated) {
  const u64 before = allocate(), after = allocate();
  map(vmid, va, leaf(offset(before)));
  store(va, 1);
  map(vmid, va, leaf(offset(after)));
  store(va, 2);
  EXPECT_EQ(peek<u32>(before), 2u);
  invalidate(vmid);
  store(va, 3);
  EXPECT_EQ(peek<u32>(after), 3u);
  EXPECT_EQ(peek<u32>(before), 2u);
}

TEST_F(MemoryHubs, UnmappedPageStaysReachableUntilItIsInvalidated) {
  const u64 target = allocate();
  map(vmid, va, leaf(offset(target)));
  store(va, 1);
  map(vmid, va, Pte(0));
  store(va, 2);
  EXPECT_EQ(peek<u32>(target), 2u);
  invalidate(vmid);
  store(va, 3);
  EXPECT_EQ(peek<u32>(target), 2u);
  EXPECT_THAT(findings(Finding::fault), testing::Contains(HasSubstr("no page is mapped")));
}

TEST_F(MemoryHubs, InvalidatingAnotherVmidChangesNothing) {
  const u64 before = allocate(), after = allocate();
  map(vmid, va, leaf(offset(before)));
  store(va, 1);
  map(vmid, va, leaf(offset(after)));
  invalidate(vmid + 1);
  store(va, 2);
  EXPECT_EQ(peek<u32>(before), 2u);
}

TEST_F(MemoryHubs, PageThatWasMissingIsFoundOnceItIsMapped) {
  store(va, 1);
  const u64 target = allocate();
  map(vmid, va, leaf(offset(target)));
  store(va, 2);
  EXPECT_EQ(peek<u32>(target), 2u);
}

TEST_F(MemoryHubs, InvalidationIsAcknowledgedForTheVmidsThatWereAsked) {
  invalidate(vmid);
  EXPECT_EQ(read<GcvmInvalidateEngAck>(17u)["PER_VMID_INVALIDATE_ACK"_f], 1u << vmid);
}

TEST_F(MemoryHubs, EmptyingTheSecondLevelCacheDropsAllTranslations) {
  const u64 before = allocate(), after = allocate();
  map(vmid, va, leaf(offset(before)));
  store(va, 1);
  map(vmid, va, leaf(offset(after)));
  write(GcvmL2Cntl2("INVALIDATE_ALL_L1_TLBS"_f = true, "INVALIDATE_L2_CACHE"_f = true));
  store(va, 2);
  EXPECT_EQ(peek<u32>(after), 2u);
}

TEST_F(MemoryHubs, FragmentLetsOneTranslationServeItsNeighbours) {
  const u64 block = mc(0x400'0000), other = allocate();
  for (u64 n = 0; n < 4; ++n) {
    Pte entry = leaf(offset(block) + n * page);
    entry.set("FRAGMENT"_f = 2u);
    map(vmid, va + n * page, entry);
  }
  store(va, 1);
  map(vmid, va + 3 * page, leaf(offset(other)));
  store(va + 3 * page, 2);
  EXPECT_EQ(peek<u32>(block + 3 * page), 2u);  // stale: the fragment was cached as a whole
}

// --- Faults ----------------------------------------------------------------------------------------------------------

TEST_F(MemoryHubs, MissingPageLatchesAddressAndStatus) {
  store(va + 0x5000, 1);
  const auto status = read<GcvmL2ProtectionFaultStatus>();
  EXPECT_EQ(status["VMID"_f], vmid);
  EXPECT_EQ(status["CID"_f], 5u);  // CPC
  EXPECT_EQ(status["RW"_f], 1u);
  EXPECT_EQ(status["PERMISSION_FAULTS"_f], 0x5u);  // valid and write, as logs of real cards show it
  EXPECT_EQ(status["MORE_FAULTS"_f], 0u);
  EXPECT_EQ(fault_page(), (va + 0x5000) >> 12);
  EXPECT_FALSE(drained(queue) && peek<u32>(queue.ring) == 0);
  EXPECT_THAT(findings(Finding::fault),
              ElementsAre("GCVM: write of 0x200000005000 by CPC, VMID 3: no page is mapped",
                          AllOf(HasSubstr("CP: MEC1 pipe 0 queue 0, indirect buffer"),
                                HasSubstr("page fault at 0x200000005000; the queue stops here"))));
}

TEST_F(MemoryHubs, FaultInterruptsWithThePageAsLinuxDecodesIt) {
  store(va + 0x5000, 1);
  const auto entries = interrupts();
  ASSERT_EQ(entries.size(), 1u);
  EXPECT_EQ(entries[0]["client_id"_f], ih::ClientId::gfx);
  EXPECT_EQ(entries[0]["source_id"_f], static_cast<u32>(ih::GfxSource::utcl2_fault));
  EXPECT_EQ(entries[0]["vmid"_f], vmid);
  const u64 address = u64{entries[0]["source_data0"_f]} << 12 | (u64{entries[0]["source_data1"_f]} & 0xf) << 44;
  EXPECT_EQ(address, va + 0x5000);
  EXPECT_NE(entries[0]["source_data1"_f] & 0x20, 0u);  // a write
}

TEST_F(MemoryHubs, ContextThatWantsNoInterruptGetsNone) {
  write(GcvmContextCntl("ENABLE_CONTEXT"_f = true, "PAGE_TABLE_DEPTH"_f = 3u), u32{vmid});
  store(va, 1);
  EXPECT_THAT(interrupts(), IsEmpty());
  EXPECT_EQ(fault_page(), va >> 12);
}

TEST_F(MemoryHubs, FirstFaultStaysUntilSoftwareClearsIt) {
  store(va, 1);
  store(va + 0x9000, 1);
  EXPECT_EQ(fault_page(), va >> 12);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["MORE_FAULTS"_f], 1u);
  write(GcvmL2ProtectionFaultCntl("CLEAR_PROTECTION_FAULT_STATUS_ADDR"_f = true));
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>().raw(), 0u);
  EXPECT_EQ(fault_page(), 0u);
  store(va + 0xa000, 1);
  EXPECT_EQ(fault_page(), (va + 0xa000) >> 12);
}

TEST_F(MemoryHubs, WriteToAReadOnlyPageIsAPermissionFault) {
  const u64 target = allocate();
  map(vmid, va, read_only(leaf(offset(target))));
  store(va, 1);
  EXPECT_EQ(peek<u32>(target), 0u);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["PERMISSION_FAULTS"_f], 0x4u);
  EXPECT_THAT(findings(Finding::fault), testing::Contains(HasSubstr("the page may not be written")));
}

TEST_F(MemoryHubs, ReadOnlyPageCanBeRead) {
  const u64 source = allocate(), target = allocate();
  poke<u32>(source, 7);
  map(vmid, va, read_only(leaf(offset(source))));
  map(vmid, va + page, leaf(offset(target)));
  run(pm4_packet(pm4::Opcode::copy_data,
                 pm4::CopyData("src_sel"_f = pm4::CopySource::memory, "dst_sel"_f = pm4::CopyDestination::memory,
                               "src_addr_lo_or_reg_or_imm"_f = low32(va), "src_addr_hi_or_imm_hi"_f = high32(va),
                               "dst_addr_lo_or_reg"_f = low32(va + page), "dst_addr_hi"_f = high32(va + page))));
  EXPECT_EQ(peek<u32>(target), 7u);
}

TEST_F(MemoryHubs, AddressBeyondTheContextsRangeIsARangeFault) {
  write(GcvmContextPageTableEndAddrLo32(static_cast<u32>((va >> 12) - 1)), u32{vmid});
  write(GcvmContextPageTableEndAddrHi32(static_cast<u32>(((va >> 12) - 1) >> 32)), u32{vmid});
  store(va, 1);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["WALKER_ERROR"_f], 1u);
}

TEST_F(MemoryHubs, ContextThatIsOffTranslatesNothing) {
  write(GcvmContextCntl("PAGE_TABLE_DEPTH"_f = 3u), u32{vmid});
  store(va, 1);
  EXPECT_THAT(findings(Finding::fault), testing::Contains(HasSubstr("outside the context's range")));
}

TEST_F(MemoryHubs, HostPageThatTheIommuRefusesIsAMappingError) {
  map(vmid, va, leaf(0xf'0000'0000, true));
  store(va, 1);
  EXPECT_EQ(read<GcvmL2ProtectionFaultStatus>()["MAPPING_ERROR"_f], 1u);
  EXPECT_THAT(findings(Finding::fault), testing::Contains(HasSubstr("IOMMU: device 0: DMA to page 0xf00000000")));
}

// --- VMID 0 and its apertures ----------------------------------------------------------------------------------------

TEST_F(MemoryHubs, AgpApertureLeadsToHostMemoryWithoutTables) {
  const u64 target = allocate_host(), agp = 0x90'0000'0000;
  write(GcmcVmAgpBot(static_cast<u32>(agp >> 24)));
  write(GcmcVmAgpTop(static_cast<u32>((agp + 4 * GiB - 1) >> 24)));
  write(GcmcVmAgpBase(static_cast<u32>(target >> 24)));
  submit(queue, write_memory(agp + target % (16 * MiB), {0xcafe}));
  EXPECT_EQ(peek_host<u32>(target), 0xcafeu);
}

TEST_F(MemoryHubs, RestOfTheSystemApertureEndsInTheDefaultPage) {
  const u64 target = allocate(), inside = 0x90'0000'0000;
  write(GcmcVmSystemApertureLowAddr(static_cast<u32>(mc(0) >> 18)));
  write(GcmcVmSystemApertureHighAddr(static_cast<u32>(inside >> 18)));
  write(GcmcVmSystemApertureDefaultAddrLsb(static_cast<u32>(offset(target) >> 12)));
  write(GcmcVmSystemApertureDefaultAddrMsb(static_cast<u32>(offset(target) >> 44)));
  submit(queue, write_memory(inside + 0x20, {0xcafe}));
  EXPECT_EQ(peek<u32>(target + 0x20), 0xcafeu);
  EXPECT_THAT(findings(Finding::fault), IsEmpty());
}

// --- The MMHUB has its own registers and translations ----------------------------------------------------------------

TEST_F(MemoryHubs, InvalidationSemaphoreIsTakenByReadingIt) {
  EXPECT_TRUE(read<MmvmInvalidateEngSem>(17u)["SEMAPHORE"_f]);
  EXPECT_FALSE(read<MmvmInvalidateEngSem>(17u)["SEMAPHORE"_f]);
  write(MmvmInvalidateEngSem(0), 17u);
  EXPECT_TRUE(read<MmvmInvalidateEngSem>(17u)["SEMAPHORE"_f]);
}

TEST_F(MemoryHubs, InvalidatingTheMultimediaHubLeavesTheGraphicsHubAlone) {
  const u64 before = allocate(), after = allocate();
  map(vmid, va, leaf(offset(before)));
  store(va, 1);
  map(vmid, va, leaf(offset(after)));
  write(MmvmInvalidateEngReq("PER_VMID_INVALIDATE_REQ"_f = 1u << vmid, "INVALIDATE_L2_PTES"_f = true,
                             "INVALIDATE_L1_PTES"_f = true),
        17u);
  EXPECT_EQ(read<MmvmInvalidateEngAck>(17u)["PER_VMID_INVALIDATE_ACK"_f], 1u << vmid);
  store(va, 2);
  EXPECT_EQ(peek<u32>(before), 2u);
}

}  // namespace
}  // namespace egpulab::test
