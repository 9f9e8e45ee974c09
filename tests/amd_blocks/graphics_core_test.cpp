// GRBM, RLC, IMU and the clocks: what drivers see of the graphics core beside its engines.
#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/psp_gfx.hpp"
#include "driver/regs/amd/smuio.hpp"
#include "tests/amd_blocks/card.hpp"

namespace egpulab::test {
namespace {

using simulator::amd::Grbm;
using simulator::amd::Microcontroller;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

struct Engine final : simulator::amd::GrbmEngine {
  bool busy() const override { return working; }
  void hold_in_reset(bool asserted) override { resets.push_back(asserted); }
  bool working = false;
  std::vector<bool> resets;
};

class GraphicsBus : public ::testing::Test {
 protected:
  GraphicsBus() {
    grbm.attach(Grbm::Unit::compute, compute);
    grbm.attach(Grbm::Unit::sdma0, sdma);
  }
  template <class R>
  void write(R value) {
    file.write(registers.address<R>(), value.raw());
  }
  template <class R>
  R read() {
    return R(file.read(registers.address<R>()));
  }
  simulator::DeviceProfile profile = simulator::load_device_profile("rx7900xtx").value();
  simulator::Timeline timeline;
  simulator::Report report{true};
  IpBases bases{{{Ip::gc, 0, {11, 0, 0}, {0x1260, 0xa000, 0x1c000, 0x02402c00}}}};
  simulator::RegisterFile file{"MMIO", 1 * MiB, timeline, report};
  simulator::amd::Registers registers{file, bases};
  Grbm grbm{timeline, registers, profile};
  Engine compute, sdma;
};

TEST_F(GraphicsBus, BankSelectionIsWhatGfxCntlSays) {
  write(GrbmGfxCntl("MEID"_f = 1u, "PIPEID"_f = 2u, "QUEUEID"_f = 5u, "VMID"_f = 8u));
  EXPECT_EQ(grbm.selected(), (simulator::amd::GrbmSelection{.me = 1, .pipe = 2, .queue = 5, .vmid = 8}));
}

TEST_F(GraphicsBus, SoftResetHoldsAnEngineFromSettingTheBitToClearingIt) {
  write(GrbmSoftReset("SOFT_RESET_SDMA0"_f = true));
  write(GrbmSoftReset("SOFT_RESET_SDMA0"_f = true));
  write(GrbmSoftReset(0));
  EXPECT_THAT(sdma.resets, ElementsAre(true, false));
  EXPECT_TRUE(compute.resets.empty());
}

TEST_F(GraphicsBus, ResetOfTheWholeCommandProcessorReachesCompute) {
  write(GrbmSoftReset("SOFT_RESET_CP"_f = true, "SOFT_RESET_CPC"_f = true));
  write(GrbmSoftReset("SOFT_RESET_CP"_f = true));
  write(GrbmSoftReset(0));
  EXPECT_THAT(compute.resets, ElementsAre(true, false));
}

TEST_F(GraphicsBus, BusyEngineShowsInTheStatusOfItsUnitOnly) {
  sdma.working = true;
  EXPECT_TRUE(read<GrbmStatus2>()["SDMA_BUSY"_f]);
  EXPECT_FALSE(read<GrbmStatus>()["GUI_ACTIVE"_f]);
  compute.working = true;
  EXPECT_TRUE(read<GrbmStatus>()["GUI_ACTIVE"_f]);
  EXPECT_TRUE(read<GrbmStatus2>()["CPC_BUSY"_f]);
}

// Drivers wait for CP_STAT 0 after autoload (gfx_v11_0.c); it is about the graphics front end.
TEST_F(GraphicsBus, ComputeWorkDoesNotShowInCpStat) {
  compute.working = true;
  EXPECT_EQ(read<CpStat>().raw(), 0u);
}

// The vendor's own default values (gc_11_0_0_default.h) for the same chip.
TEST_F(GraphicsBus, FusesOfTheProfileAreTheVendorsForAFullNavi31) {
  EXPECT_EQ(read<CcGcShaderArrayConfig>().raw(), *reset_value("CC_GC_SHADER_ARRAY_CONFIG", bases));
  EXPECT_EQ(read<CcGcSaUnitDisable>().raw(), *reset_value("CC_GC_SA_UNIT_DISABLE", bases));
  EXPECT_EQ(read<GbAddrConfig>().raw(), *reset_value("GB_ADDR_CONFIG", bases));
}

// RLC and IMU alone: firmware comes from the PSP, power from the SMU.
class Autoload : public ::testing::Test {
 protected:
  using Type = psp::FirmwareType;
  void place(std::initializer_list<Type> types) {
    for (const Type t : types) rlc.firmware_placed(static_cast<u32>(t));
  }
  void place_loader() { place({Type::imu_i, Type::imu_d, Type::rlc_iram, Type::rlc_dram_boot, Type::rlc_g}); }
  void bring_up() {
    place_loader();
    rlc.start_autoload();
    rlc.set_power(true);
    timeline.advance(1s);
  }
  template <class R>
  void write(R value) {
    file.write(registers.address<R>(), value.raw());
  }
  template <class R>
  R read() {
    return R(file.read(registers.address<R>()));
  }
  simulator::Timeline timeline;
  simulator::Report report{true};
  IpBases bases{{{Ip::gc, 0, {11, 0, 0}, {0x1260, 0xa000, 0x1c000, 0x02402c00}}}};
  simulator::RegisterFile file{"MMIO", 1 * MiB, timeline, report};
  simulator::amd::Registers registers{file, bases};
  simulator::amd::ReferenceClock clock{timeline, 100'000};
  simulator::amd::Rlc rlc{timeline, report, registers, clock};
};

TEST_F(Autoload, NamesTheFirmwareThatIsMissing) {
  place({Type::imu_i, Type::rlc_g, Type::rlc_iram});
  EXPECT_EQ(rlc.start_autoload(), "IMU_D, RLC_DRAM_BOOT");
}

// On a real Navi48 autoload finished only after EnableAllSmuFeatures.
TEST_F(Autoload, WaitsForPowerFromTheSmu) {
  place_loader();
  EXPECT_EQ(rlc.start_autoload(), "");
  timeline.advance(1s);
  EXPECT_FALSE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
  rlc.set_power(true);
  timeline.advance(1s);
  EXPECT_TRUE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
}

TEST_F(Autoload, TakesTheImuOutOfReset) {
  EXPECT_EQ(read<GfxImuCoreCtrl>().raw(), 0x9u);  // of a cold Navi48
  bring_up();
  EXPECT_EQ(read<GfxImuCoreCtrl>().raw(), 0x8u);
  EXPECT_EQ(read<GfxImuGfxResetCtrl>().raw(), 0x1fu);  // what Linux imu_v11_0.c waits for
}

TEST_F(Autoload, EngineWithoutFirmwareStaysDown) {
  place({Type::rs64_mec, Type::rs64_mec_p0_stack});
  bring_up();
  EXPECT_TRUE(rlc.loaded(Microcontroller::mec));
  EXPECT_FALSE(rlc.loaded(Microcontroller::mes));
}

TEST_F(Autoload, CodeWithoutItsDataDoesNotRun) {
  place({Type::rs64_mec});
  bring_up();
  EXPECT_FALSE(rlc.loaded(Microcontroller::mec));
}

TEST_F(Autoload, SafeModeCommandIsTakenDownByTheFirmware) {
  bring_up();
  write(RlcSafeMode("CMD"_f = true, "MESSAGE"_f = 1u));
  EXPECT_TRUE(read<RlcSafeMode>()["CMD"_f]);
  timeline.advance(2us);
  EXPECT_EQ(read<RlcSafeMode>(), RlcSafeMode("MESSAGE"_f = 1u));
}

TEST_F(Autoload, SafeModeWithoutFirmwareIsNeverAnswered) {
  write(RlcSafeMode("CMD"_f = true));
  timeline.advance(1s);
  EXPECT_TRUE(read<RlcSafeMode>()["CMD"_f]);
  EXPECT_EQ(report.count(Finding::fault), 1u);
}

TEST_F(Autoload, ClockCountIsLatchedByACapture) {
  timeline.advance(1ms);
  write(RlcCaptureGpuClockCount("CAPTURE"_f = true));
  timeline.advance(1ms);
  EXPECT_EQ(read<RlcGpuClockCountLsb>().raw(), 100'000u);
}

using Clocks = Card;

// Linux reads upper, lower, upper again (gfx_v11_0_get_gpu_clock_counter).
TEST_F(Clocks, GoldenTimestampCountsTheReferenceClock) {
  pass(50s);
  EXPECT_EQ(read<GoldenTscCountUpper>().raw(), 1u);
  EXPECT_EQ(read<GoldenTscCountLower>().raw(), static_cast<u32>(5'000'000'000));
}

TEST_F(Clocks, TimestampRunsOnThroughAReset) {
  pass(1s);
  gpu.reset(Reset::mode1);
  EXPECT_EQ(read<GoldenTscCountLower>().raw(), 100'000'000u);
}

TEST_F(Clocks, ScratchRegistersAreLostInAModeOneReset) {
  write(ScratchReg(0xa0000008), 7u);
  EXPECT_EQ(gpu.read32(5, 0x3011c), 0xa0000008u);
  gpu.reset(Reset::mode1);
  EXPECT_EQ(gpu.read32(5, 0x3011c), 0u);
}

}  // namespace
}  // namespace egpulab::test
