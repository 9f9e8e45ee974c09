// NVIDIA's registers by their offset in BAR0.
#include <gtest/gtest.h>

#include <set>

#include "driver/regs/nvidia/names.hpp"

namespace egpulab::regs::nvidia::test {
namespace {

TEST(NvidiaRegisterNames, DescribeDeclaredRegistersByTheirFields) {
  const RegisterNames names(Architecture::ampere);
  EXPECT_EQ(names.describe(0xa00, 0x172a1000),
            "NV_PMC_BOOT_42 {MINOR_EXTENDED_REVISION=0 MINOR_REVISION=1 MAJOR_REVISION=0xa IMPLEMENTATION=2 "
            "ARCHITECTURE=0x17}");
  EXPECT_EQ(names.name_of(0x118238), "NV_PGC6_AON_SECURE_SCRATCH_GROUP_05(1)");
  EXPECT_EQ(names.name_of(0xbb0090), "NV_VIRTUAL_FUNCTION_DOORBELL");
}

TEST(NvidiaRegisterNames, TellTheMicrocontrollerOfFalconAndRiscvRegisters) {
  const RegisterNames names(Architecture::ada);
  EXPECT_EQ(names.name_of(0x1100f4), "GSP.NV_PFALCON_FALCON_HWCFG2");
  EXPECT_EQ(names.name_of(0x840118), "SEC2.NV_PFALCON_FALCON_DMATRFCMD");
  EXPECT_EQ(names.name_of(0x111388), "GSP.NV_PRISCV_RISCV_CPUCTL");
  EXPECT_EQ(names.describe(0x840118, 0x2),
            "SEC2.NV_PFALCON_FALCON_DMATRFCMD {FULL=0 IDLE=1 SEC=0 IMEM=0 WRITE=0 SIZE=0 CTXDMA=0 SET_DMTAG=0}");
  EXPECT_EQ(names.name_of(0x110c00), "NV_PGSP_QUEUE_HEAD(0)");
}

TEST(NvidiaRegisterNames, FollowWhatAnArchitectureMovedOrTookAway) {
  EXPECT_EQ(RegisterNames(Architecture::ada).name_of(0x1700), "NV_PBUS_BAR0_WINDOW");
  EXPECT_EQ(RegisterNames(Architecture::blackwell).name_of(0x1700), "0x1700");
  EXPECT_EQ(RegisterNames(Architecture::blackwell).name_of(0x10fd40), "NV_XAL_EP_BAR0_WINDOW");
  EXPECT_EQ(RegisterNames(Architecture::blackwell).name_of(0x8f2c04), "NV_PFSP_QUEUE_TAIL(0)");
  EXPECT_EQ(RegisterNames(Architecture::ampere).name_of(0x8f2c04), "0x8f2c04");
  EXPECT_EQ(RegisterNames(Architecture::blackwell).name_of(0xad00bc), "NV_THERM_I2CS_SCRATCH");
}

TEST(NvidiaRegisterNames, KnowRegistersThatNobodyDeclared) {
  const RegisterNames names(Architecture::ampere);
  const RegisterNames::Entry* intr = names.find("NV_PMC_INTR_EN(1)");
  ASSERT_NE(intr, nullptr);
  EXPECT_EQ(intr->offset, 0x144u);
  EXPECT_EQ(intr->declared, nullptr);
  EXPECT_EQ(names.describe(0x144, 5), "NV_PMC_INTR_EN(1)=0x5");
  EXPECT_EQ(names.describe(0xfffff0, 5), "0xfffff0=0x5");
}

TEST(NvidiaRegisterNames, HaveOneNameAnOffsetInsideBar0) {
  for (const Architecture a : {Architecture::ampere, Architecture::hopper, Architecture::ada,
                               Architecture::blackwell_gb10x, Architecture::blackwell}) {
    const RegisterNames names(a);
    std::set<u32> offsets;
    for (const RegisterNames::Entry& e : names.entries()) {
      EXPECT_TRUE(offsets.insert(e.offset).second) << e.name;
      EXPECT_LT(e.offset, 16 * MiB) << e.name;
      EXPECT_EQ(e.offset % 4, 0u) << e.name;
    }
    EXPECT_GT(offsets.size(), 1200u) << to_string(a);
  }
}

}  // namespace
}  // namespace egpulab::regs::nvidia::test
