// Names of registers by address and the other way round, with Navi31's IP bases.
#include "driver/regs/amd/names.hpp"

#include "driver/base/error.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "driver/regs/amd/gcvm.hpp"
#include "driver/regs/amd/mmhub.hpp"
#include "driver/regs/amd/nbio.hpp"
#include "driver/regs/amd/psp.hpp"
#include "driver/regs/amd/sdma.hpp"
#include "driver/regs/amd/smu.hpp"

namespace egpulab::regs::amd {
namespace {

// As AMD's own driver has them: amd/MxGPU-Virtualization libgv/core/hw/navi3/asic_reg/navi3/navi3_offset.h (MIT).
IpBases navi31() {
  return IpBases({
      {Ip::gc, 0, {11, 0, 0}, {0x1260, 0xa000, 0x1c000, 0x2402c00}},
      {Ip::mmhub, 0, {3, 0, 0}, {0x1a000, 0x2408800}},
      {Ip::nbio, 0, {4, 3, 0}, {0, 0x14, 0xd20, 0x10400, 0x241b000, 0x4040000}},
      {Ip::mp0, 0, {13, 0, 0}, {0x16000, 0xdc0000, 0xe00000, 0xe40000, 0x243fc00}},
      {Ip::mp1, 0, {13, 0, 0}, {0x16000, 0xdc0000, 0xe00000, 0xe40000, 0x243fc00}},
      {Ip::hdp, 0, {6, 0, 0}, {0xf20, 0x240a400}},
      {Ip::osssys, 0, {6, 0, 0}, {0x10a0, 0x240a000}},
  });
}

// Addresses that a driver of this card was seen to use, recorded by a peer (tinygrad's AM driver).
TEST(ByteAddress, EqualsWhatAnotherDriverUses) {
  const IpBases bases = navi31();
  EXPECT_EQ(byte_address<RccDev0Epf0RccConfigMemsize>(bases), 0x378cu);
  EXPECT_EQ(byte_address<CpHqdActive>(bases), 0xc82cu);
  EXPECT_EQ(byte_address<GcvmInvalidateEngReq>(bases, 17), 0xa470u);
  EXPECT_EQ(byte_address<Mp0SmnC2pmsg>(bases, 81), 0x58244u);
  EXPECT_EQ(byte_address<SdmaF32Cntl>(bases, 0), 0x3e268u);
  EXPECT_EQ(byte_address<S2aDoorbellEntryCtrl>(bases, 2), 0x141e908u);
}

TEST(ByteAddress, NamesTheBlockOrSegmentThatTheCardLacks) {
  const IpBases bases({{Ip::gc, 0, {11, 0, 0}, {0x1260}}});
  EXPECT_THAT([&] { return byte_address<Mp0SmnC2pmsg>(bases, 81); },
              testing::ThrowsMessage<InvalidRequest>("the card's IP discovery lists no MP0 instance 0"));
  EXPECT_THAT([&] { return byte_address<SdmaF32Cntl>(bases, 0); },
              testing::ThrowsMessage<InvalidRequest>(testing::HasSubstr("GC 11.0.0 has 1 segments")));
}

// Bases of a real RX 9070 XT's discovery table.
IpBases navi48() {
  return IpBases({
      {Ip::gc, 0, {12, 0, 1}, {0x1260, 0xa000, 0x1c000, 0x2402c00}},
      {Ip::mmhub, 0, {4, 1, 0}, {0x1a000, 0x2408800}},
      {Ip::nbio, 0, {6, 3, 1}, {0, 0x14, 0xd20, 0x10400, 0x241b000, 0x4040000}},
      {Ip::mp0, 0, {14, 0, 3}, {0x16000, 0x16200, 0x1ce00}},
      {Ip::mp1, 0, {14, 0, 3}, {0x16000, 0x16200, 0x1ce00}},
  });
}

// Addresses in the log of a real RX 9070 XT's bring-up, and those that a peer's driver uses for it.
TEST(ByteAddress, EqualsWhatARealGfx12CardHas) {
  const IpBases bases = navi48();
  EXPECT_EQ(byte_address<RccDev0Epf0RccConfigMemsize>(bases), 0x378cu);
  EXPECT_EQ(byte_address<Mp1SmnC2pmsg>(bases, 66), 0x58a08u);
  EXPECT_EQ(byte_address<Mp0SmnC2pmsg>(bases, 81), 0x58244u);
  EXPECT_EQ(byte_address<GcvmInvalidateEngReq>(bases, 17), 0xa2e0u);
  EXPECT_EQ(byte_address<SdmaMcuCntl>(bases, 0), 0x3e238u);
  EXPECT_EQ(byte_address<S2aDoorbellEntryCtrl>(bases, 0), 0x3bacu);
}

TEST(ByteAddress, NamesARegisterThatTheGenerationLacks) {
  EXPECT_FALSE(exists<SdmaF32Cntl>(navi48()));
  EXPECT_FALSE(exists<SdmaMcuCntl>(navi31()));
  EXPECT_THAT([] { return byte_address<SdmaF32Cntl>(navi48(), 0); },
              testing::ThrowsMessage<InvalidRequest>("register SDMA#_F32_CNTL: GC 12.0.1 has no such register"));
  EXPECT_THAT([] { return byte_address<SdmaMcuCntl>(navi31(), 0); },
              testing::ThrowsMessage<InvalidRequest>("register SDMA#_MCU_CNTL: GC 11.0.0 has no such register"));
}

// The log of a real RX 9070 XT: 0x03fffc00 before a driver has written it. In MMHUB 3 bit 25 has no name.
TEST(LaterGeneration, HasItsOwnFields) {
  const As<4, MmvmContextCntl> cntl{0x03fffc00};
  EXPECT_FALSE(cntl["RETRY_OTHER_FAULT"_f]);  // bit 9; 8 before
  EXPECT_TRUE(cntl["SECURE_PROTECTION_FAULT_ENABLE_DEFAULT"_f]);
  const RegisterNames names(navi48());
  EXPECT_THAT(names.describe(byte_address<MmvmContextCntl>(navi48(), 0), cntl.raw()),
              testing::HasSubstr("SECURE_PROTECTION_FAULT_ENABLE_DEFAULT=1"));
}

using Moved = Register<"MOVED", Gc<0, 0x10, Since<12, 0, 1, 0x20>>>;

TEST(ByteAddress, FollowsTheGenerationOfTheBlock) {
  EXPECT_EQ(byte_address<Moved>(IpBases({{Ip::gc, 0, {11, 0, 3}, {0x100, 0x200}}})), 4u * 0x110);
  EXPECT_EQ(byte_address<Moved>(IpBases({{Ip::gc, 0, {12, 0, 1}, {0x100, 0x200}}})), 4u * 0x220);
}

TEST(RegisterNames, FindsDeclaredRegistersByAddress) {
  const RegisterNames names(navi31());
  EXPECT_EQ(names.name_of(0xc82c), "CP_HQD_ACTIVE");
  EXPECT_EQ(names.name_of(0xa470), "GCVM_INVALIDATE_ENG17_REQ");
  EXPECT_EQ(names.name_of(0x58244), "MP0_SMN_C2PMSG_81");
  EXPECT_EQ(names.name_of(0x10134408), "RCC_DEV0_EPF2_STRAP2");
}

TEST(RegisterNames, DescribesADeclaredRegisterWithItsFields) {
  const RegisterNames names(navi31());
  EXPECT_EQ(names.describe(0xc82c, 1), "CP_HQD_ACTIVE {ACTIVE=1 BUSY_GATE=0}");
}

TEST(RegisterNames, DescribesAMerelyNamedRegisterAndAnUnknownAddressAsNumbers) {
  const RegisterNames names(navi31());
  const auto tcp_debug = find_by_name("GL2C_WBINVL2", navi31());
  ASSERT_TRUE(tcp_debug);
  EXPECT_EQ(find_declared("GL2C_WBINVL2"), nullptr);
  EXPECT_EQ(names.describe(navi31().byte_address(tcp_debug->location), 0x10), "GL2C_WBINVL2=0x10");
  EXPECT_EQ(names.describe(0x3, 7), "0x3=0x7");
}

TEST(RegisterNames, FindsRegistersByName) {
  const RegisterNames names(navi31());
  const auto* entry = names.find("SDMA1_QUEUE3_RB_CNTL");
  ASSERT_NE(entry, nullptr);
  EXPECT_EQ(entry->address, byte_address<SdmaQueueRbCntl>(navi31(), 1, 3));
  EXPECT_EQ(names.find("CP_HQD_ACTIV"), nullptr);
}

TEST(RegisterNames, AreAscendingAndCoverTheCard) {
  const RegisterNames names(navi31());
  EXPECT_GT(names.entries().size(), 8000u);
  EXPECT_TRUE(std::ranges::is_sorted(names.entries(), std::ranges::less_equal{}, &RegisterNames::Entry::address));
}

TEST(RegisterNames, AreNotBorrowedFromAnotherMajorVersion) {
  const RegisterNames names(IpBases({{Ip::mmhub, 0, {5, 0, 0}, {0x1a000}}}));
  EXPECT_EQ(names.find("DAGB0_RDCLI0"), nullptr);
}

TEST(ResetValue, IsTheVendorsWhereItIsNotZero) {
  EXPECT_EQ(reset_value("SDMA0_GB_ADDR_CONFIG", navi31()), 0x545u);  // also read on a real Navi31
  EXPECT_EQ(reset_value("CP_HQD_ACTIVE", navi31()), std::nullopt);
  EXPECT_EQ(reset_value("NO_SUCH_REGISTER", navi31()), std::nullopt);
}

}  // namespace
}  // namespace egpulab::regs::amd
