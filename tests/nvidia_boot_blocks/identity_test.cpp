// What software reads of a card before it does anything to it.
#include "tests/nvidia_boot_blocks/bench.hpp"

namespace egpulab::test {
namespace {

TEST(Identity, EachCardSaysWhichChipItIs) {
  for (const auto& [profile, architecture, implementation] :
       {std::tuple{"rtx3060", 0x17u, 6u}, std::tuple{"rtx3090", 0x17u, 2u}, std::tuple{"rtxa4000", 0x17u, 4u},
        std::tuple{"rtx4060", 0x19u, 7u}, std::tuple{"rtx4090", 0x19u, 2u}, std::tuple{"rtx5060ti", 0x1bu, 6u},
        std::tuple{"rtx5090", 0x1bu, 2u}, std::tuple{"h100", 0x18u, 0u}}) {
    Bench card({.profile = profile});

    EXPECT_EQ(card.read<PmcBoot42>()["ARCHITECTURE"_f], architecture) << profile;
    EXPECT_EQ(card.read<PmcBoot42>()["IMPLEMENTATION"_f], implementation) << profile;
    EXPECT_EQ(card.read<PmcBoot0>()["ARCHITECTURE_0"_f], architecture) << profile;
  }
}

TEST(Identity, RegistersThatDoNotExistAnswerWithAPriErrorAndAreCounted) {
  Bench card;

  EXPECT_EQ(card.file.read(0x123450), 0xbadf1100u);
  card.file.write(0x123450, 1);

  EXPECT_THAT(card.findings(Finding::unmodelled),
              ElementsAre("BAR0: read of BAR0+0x123450", "BAR0: write of BAR0+0x123450"));
}

TEST(Identity, TheDeviceTableListsGraphicsAndCopyEnginesWithTheirRunlists) {
  Bench card;

  const auto config = card.read<PtopDeviceInfoCfg>();
  const PtopDeviceRow0 first(card.read<PtopDeviceInfo2>(0u).raw()), fourth(card.read<PtopDeviceInfo2>(9u).raw());
  const PtopDeviceRow2 graphics_runlist(card.read<PtopDeviceInfo2>(2u).raw()),
      copy2_runlist(card.read<PtopDeviceInfo2>(11u).raw());

  EXPECT_EQ(config["NUM_ROWS"_f], 353u);
  EXPECT_EQ(first["DEV_TYPE_ENUM"_f], static_cast<u32>(DeviceType::graphics));
  EXPECT_EQ(first["FAULT_ID"_f], 384u);
  EXPECT_EQ(fourth["DEV_TYPE_ENUM"_f], static_cast<u32>(DeviceType::lce));
  EXPECT_EQ(fourth["INSTANCE_ID"_f], 2u);
  EXPECT_NE(graphics_runlist["RUNLIST_PRI_BASE"_f], copy2_runlist["RUNLIST_PRI_BASE"_f]);
  EXPECT_FALSE(copy2_runlist["ROW_CHAIN"_f]);
}

TEST(Identity, DeviceEnablesKeepOnlyBitsOfDevicesThatExist) {
  Bench card;
  const u32 all = card.read<PmcDeviceEnable>(0u).raw();

  card.write(PmcDeviceEnable(~0u), 0u);
  EXPECT_EQ(card.read<PmcDeviceEnable>(0u).raw(), all);
  card.write(PmcDeviceEnable(all & ~(1u << 12)), 0u);
  EXPECT_EQ(card.read<PmcDeviceEnable>(0u).raw(), all & ~(1u << 12));
}

TEST(Timer, CountsVirtualNanosecondsAndCanBeSet) {
  Bench card;
  card.pass(1ms);
  EXPECT_EQ(card.read<PtimerTime0>().raw(), 1'000'000u & ~31u);

  card.write(PtimerTime1(5));
  card.write(PtimerTime0(0x1000));
  card.pass(64ns);

  EXPECT_EQ(card.read<PtimerTime0>().raw(), 0x1040u);
  EXPECT_EQ(card.read<PtimerTime1>().raw(), 5u);
}

TEST(Timer, AlarmInterruptsWhenItsTimeHasCome) {
  Bench card;
  card.write(PtimerIntrEn0{"ALARM"_f = true});
  card.write(PtimerAlarm0(low32(card.ptimer.nanoseconds()) + 3200));

  card.pass(3us);
  EXPECT_THAT(card.interrupts.vectors, IsEmpty());
  card.pass(1us);

  EXPECT_THAT(card.interrupts.vectors, ElementsAre(159u));
  EXPECT_TRUE(card.read<PtimerIntr0>()["ALARM"_f]);
  card.write(PtimerIntr0{"ALARM"_f = true});
  EXPECT_FALSE(card.read<PtimerIntr0>()["ALARM"_f]);
}

TEST(CardFirmware, HidesItsProgressUntilItIsDoneAndThenTellsTheSizeOfMemory) {
  Bench card({.profile = "rtxa4000"});
  EXPECT_FALSE(card.read<Pgc6AonSecureScratchGroup05PrivLevelMask>()["READ_PROTECTION_LEVEL0"_f]);
  EXPECT_EQ(card.read<Pgc6AonSecureScratchGroup05>(0u).raw(), 0xbadf5040u);

  card.pass(50ms);

  EXPECT_TRUE(card.read<Pgc6AonSecureScratchGroup05PrivLevelMask>()["READ_PROTECTION_LEVEL0"_f]);
  EXPECT_EQ(card.read<Pgc6AonSecureScratchGroup05>(0u)["GFW_BOOT_PROGRESS"_f], 0xffu);
  EXPECT_EQ(card.read<Pgc6AonSecureScratchGroup42>()["USABLE_FB_SIZE_IN_MB"_f], 16376u);
}

TEST(CardFirmware, StartsAgainAfterAReset) {
  Bench card;
  card.pass(50ms);
  card.reset(Reset::bus);

  EXPECT_NE(card.read<Pgc6AonSecureScratchGroup05>(0u)["GFW_BOOT_PROGRESS"_f], 0xffu);
  card.pass(50ms);
  EXPECT_EQ(card.read<Pgc6AonSecureScratchGroup05>(0u)["GFW_BOOT_PROGRESS"_f], 0xffu);
}

TEST(CardFirmware, NeverFinishesWhenAskedNotTo) {
  Bench card({.gfw_never_done = true});
  card.pass(60s);
  EXPECT_FALSE(card.read<Pgc6AonSecureScratchGroup05PrivLevelMask>()["READ_PROTECTION_LEVEL0"_f]);
}

TEST(CardFirmware, SpeaksThroughAnotherRegisterOnEachGenerationWithFsp) {
  EXPECT_EQ(Bench({.profile = "h100"}).registers.address<ThermI2csScratch>(), 0x200bcu);
  Bench card({.profile = "rtx5090"});
  EXPECT_EQ(card.registers.address<ThermI2csScratch>(), 0xad00bcu);

  EXPECT_EQ(card.read<ThermI2csScratch>().raw(), 0u);
  card.pass(50ms);
  EXPECT_EQ(card.read<ThermI2csScratch>().raw(), 0xffu);
}

TEST(Protection, IsDownAtPowerOnAndUpOnlyWhereAnEarlierDriverLeftIt) {
  Bench card, left({.wpr2_up = true});
  EXPECT_EQ(card.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);
  EXPECT_NE(left.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);

  left.reset(Reset::function);
  EXPECT_EQ(left.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);
}

TEST(Protection, BoundsReadAsTheFirstPageAndTheLastBlockOf128KiB) {
  Bench card;
  card.pfb.set_wpr2({0x5ffe00000, 0x5fff00000});

  EXPECT_EQ(u64{card.read<PfbPriMmuWpr2AddrLo>()["VAL"_f]} << 12, 0x5ffe00000u);
  EXPECT_EQ(u64{card.read<PfbPriMmuWpr2AddrHi>()["VAL"_f]} << 12, 0x5ffee0000u);
}

TEST(Protection, RegistersIgnoreSoftware) {
  Bench card;
  card.write(PfbPriMmuWpr2AddrHi(0x12345670));
  EXPECT_EQ(card.read<PfbPriMmuWpr2AddrHi>().raw(), 0u);
}

}  // namespace
}  // namespace egpulab::test
