// NBIO and HDP: what software finds before it knows anything of the card.
#include "driver/regs/amd/discovery.hpp"
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

using Nbio = Card;

// Linux reads it at dword 0xde3 before it knows any base address (amdgpu_discovery.c, mmRCC_CONFIG_MEMSIZE).
TEST_F(Nbio, ConfigMemsizeTellsTheMemoryThatARealCardReports) { EXPECT_EQ(gpu.read32(5, 4 * 0xde3), 24560u); }

TEST_F(Nbio, DiscoveryTableIsReadThroughTheIndirectWindowDwordByDword) {
  const u64 table = 24560 * MiB - discovery::offset_from_vram_end;
  gpu.write32(5, 0x18, static_cast<u32>(table >> 31));
  gpu.write32(5, 0x00, static_cast<u32>(table & 0x7fffffff) | 1u << 31);
  EXPECT_EQ(gpu.read32(5, 0x04), discovery::binary_signature);
}

TEST_F(Nbio, IndirectWindowReachesRegistersWhenTheApertureBitIsClear) {
  gpu.write32(5, 0x00, static_cast<u32>(byte_address<ScratchReg>(gpu.bases(), 3u)));
  gpu.write32(5, 0x04, 0xcafe);
  EXPECT_EQ(read<ScratchReg>(3u).raw(), 0xcafeu);
}

TEST_F(Nbio, IndirectWindowBeyondVramGivesAllOnesAndSaysSo) {
  gpu.write32(5, 0x18, 0x100);
  gpu.write32(5, 0x00, 1u << 31);
  EXPECT_EQ(gpu.read32(5, 0x04), ~0u);
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("MM_DATA read of VRAM 0x8000000000")));
}

TEST_F(Nbio, IndirectWindowOntoADataRegisterReadsZeroAndSaysSo) {
  gpu.write32(5, 0x00, 0x04);  // MM_DATA itself
  gpu.write32(5, 0x04, 0xcafe);
  EXPECT_EQ(gpu.read32(5, 0x04), 0u);
  EXPECT_THAT(findings(Finding::fault).at(0), HasSubstr("indirect access to the data register at 0x4"));
  gpu.write32(5, 0x50, 0x04);  // RSMU_DATA onto MM_DATA
  EXPECT_EQ(gpu.read32(5, 0x54), 0u);
}

TEST_F(Nbio, StrapBeyondTheBarIsReachedByItsByteAddress) {
  gpu.write32(5, 0x50, 0x10134408);
  gpu.write32(5, 0x54, 0x80);
  EXPECT_TRUE(read<RccDev0Epf2Strap2>()["STRAP_NO_SOFT_RESET_DEV0_F2"_f]);
}

// A real card's value (Navi48, before any driver): the register's own place.
TEST_F(Nbio, HdpFlushRemapPointsAtTheFlushRegisterItselfAfterReset) {
  EXPECT_EQ(gpu.read32(5, 0x3934), 0x385cu);
  EXPECT_EQ(read<BifBx0RemapHdpRegFlushCntl>().raw(), 0x3858u);
}

// Linux moves the flush into the last page of the register BAR (soc21.c, MMIO_REG_HOLE_OFFSET) so that user space may
// have it.
TEST_F(Nbio, RemappedFlushAddressIsNotARegisterOfItsOwn) {
  write(BifBx0RemapHdpMemFlushCntl(0x7f000));
  gpu.write32(5, 0x7f000, 0);
  EXPECT_EQ(gpu.read32(5, 0x7f000), 0u);  // newer kernels read back to push the write
  EXPECT_TRUE(findings(Finding::unmodelled).empty());
}

TEST_F(Nbio, EngineAsksForAFlushAndFindsItsBitInDone) {
  write(BifBxPf0GpuHdpFlushReq("CP2"_f = true));
  EXPECT_EQ(read<BifBxPf0GpuHdpFlushDone>(), BifBxPf0GpuHdpFlushDone("CP2"_f = true));
}

TEST_F(Nbio, MemsizeAndFlushDoneAreReadOnly) {
  write(RccDev0Epf0RccConfigMemsize(7));
  write(BifBxPf0GpuHdpFlushDone(7));
  EXPECT_EQ(read<RccDev0Epf0RccConfigMemsize>().raw(), 24560u);
  EXPECT_EQ(read<BifBxPf0GpuHdpFlushDone>().raw(), 0u);
}

// Linux nbio_v4_3.c, mc_access_enable: used around resets.
TEST_F(Nbio, ShutFramebufferReadsAllOnesAndLosesWrites) {
  gpu.write32(0, 0x1000, 1);
  write(BifBx0BifFbEn("FB_READ_EN"_f = false, "FB_WRITE_EN"_f = false));
  gpu.write32(0, 0x1000, 2);
  EXPECT_EQ(gpu.read32(0, 0x1000), ~0u);
  write(BifBx0BifFbEn("FB_READ_EN"_f = true, "FB_WRITE_EN"_f = true));
  EXPECT_EQ(gpu.read32(0, 0x1000), 1u);
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("VRAM write"), HasSubstr("VRAM read")));
}

TEST_F(Nbio, RasStatusIsClearedByItsClearBitOnly) {
  write(BifBx0BifDoorbellIntCntl("RAS_CNTLR_INTERRUPT_STATUS"_f = true, "DOORBELL_INTERRUPT_STATUS"_f = true));
  write(read<BifBx0BifDoorbellIntCntl>().with("RAS_CNTLR_INTERRUPT_CLEAR"_f = true));
  EXPECT_EQ(read<BifBx0BifDoorbellIntCntl>(), BifBx0BifDoorbellIntCntl("DOORBELL_INTERRUPT_STATUS"_f = true));
}

TEST_F(Nbio, BiosScratchSaysPostedAndOutlivesAModeOneReset) {
  EXPECT_EQ(read<BifBx0BiosScratch>(7u).raw(), 1u << 9);
  write(BifBx0BiosScratch(0x1234), 3u);
  gpu.reset(Reset::mode1);
  EXPECT_EQ(read<BifBx0BiosScratch>(3u).raw(), 0x1234u);
  gpu.reset(Reset::power);
  EXPECT_EQ(read<BifBx0BiosScratch>(3u).raw(), 0u);
}

TEST_F(Nbio, VramSurvivesAModeOneResetButNotLossOfPower) {
  gpu.write64(0, 0x2000, 0x1122334455667788);
  gpu.reset(Reset::mode1);
  EXPECT_EQ(gpu.read64(0, 0x2000), 0x1122334455667788u);
  gpu.reset(Reset::power);
  EXPECT_EQ(gpu.read64(0, 0x2000), 0u);
}

// The BAR may be 32 GiB while 24 are fitted.
TEST_F(Nbio, BarBeyondFittedMemoryReadsAllOnes) {
  EXPECT_EQ(gpu.read32(0, 24 * GiB), ~0u);
  gpu.write64(0, 24 * GiB, 1);
  EXPECT_EQ(report.count(Finding::fault), 2u);
}

TEST_F(Nbio, BlockAccessToTheRegisterBarGoesRegisterByRegister) {
  const std::array<u32, 2> values{5, 6};
  gpu.write_block(5, byte_address<ScratchReg>(gpu.bases(), 0u), as_bytes(values));
  EXPECT_EQ(read<ScratchReg>(1u).raw(), 6u);
}

class LenientNbio : public Card {
 protected:
  LenientNbio() : Card(false) {}
};

// Newer kernels write the high half, too (amdgpu_device.c, amdgpu_device_indirect_rreg_ext).
TEST_F(LenientNbio, HighHalfOfTheIndexCounts) {
  gpu.write32(5, 0x50, static_cast<u32>(byte_address<ScratchReg>(gpu.bases(), 0u)));
  write(BifBxPf0RsmuIndexHi(1));
  gpu.write32(5, 0x54, 7);
  EXPECT_EQ(read<ScratchReg>(0u).raw(), 0u);
  EXPECT_THAT(findings(Finding::unmodelled), ElementsAre(HasSubstr("write of MMIO+0x10003")));
}

TEST_F(LenientNbio, UnknownRegisterIsCountedByItsVendorName) {
  gpu.read32(5, gpu.bases().byte_address(find_by_name("SPI_SHADER_PGM_LO_PS", gpu.bases())->location));
  gpu.write32(5, 0xffff0, 1);
  EXPECT_THAT(findings(Finding::unmodelled),
              ElementsAre(HasSubstr("read of SPI_SHADER_PGM_LO_PS"), HasSubstr("write of MMIO+0xffff0")));
}

}  // namespace
}  // namespace egpulab::test
