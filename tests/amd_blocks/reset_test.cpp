// Resets of the whole card: what each kind takes away, what it leaves, and how the card can be used after it.
#include "simulator/core/state_visitors.hpp"
#include "tests/amd_blocks/psp_bench.hpp"

namespace egpulab::test {
namespace {

using regs::amd::smu::Message;
using ::testing::ElementsAre;
using ::testing::HasSubstr;

class ResetOf : public PspBench, public ::testing::WithParamInterface<Reset> {
 protected:
  void bring_up() {
    start_ring();
    load_all();
    ASSERT_EQ(smu(Message::enable_all_smu_features), 1u);
  }
  // Hashes by block, so that a failure names the one that differs. Left out: the SMU, whose sensors know the time, and
  // the engines, whose queues count how often they were restarted.
  std::map<std::string, u64> states() {
    std::map<std::string, u64> hashes;
    simulator::StateHasher registers;
    for (const auto& r : gpu.registers().declared()) {
      u32 value = gpu.registers().get(r.address);
      registers(value);
    }
    hashes["registers"] = registers.digest();
    for (simulator::Block* block : gpu.blocks().all()) {
      if (block->name() == "SMU" || block->name() == "CP" || block->name() == "SDMA") continue;
      simulator::StateHasher hasher;
      block->visit(hasher);
      hashes[std::string(block->name())] = hasher.digest();
    }
    return hashes;
  }
};

TEST_P(ResetOf, ARunningCardStopsFirmwareAndGraphicsCore) {
  bring_up();
  gpu.reset(GetParam());
  EXPECT_EQ(mailbox(psp_mailbox::sos_alive), 0u);
  EXPECT_EQ(smu(Message::test_message), 0u);
  EXPECT_FALSE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
}

TEST_P(ResetOf, ARunningCardLetsItComeUpAgain) {
  bring_up();
  gpu.reset(GetParam());
  pass(200ms);
  bring_up();
  EXPECT_TRUE(read<RlcRlcsBootloadStatus>()["BOOTLOAD_COMPLETE"_f]);
}

TEST_P(ResetOf, ACardThatIsBusyCancelsWhatWasUnderWay) {
  start_ring();
  gpu.write_block(0, image_at, synthetic_set().smu().bytes);
  write(Mp1SmnC2pmsg(static_cast<u32>(Message::get_smu_version)), smu_mailbox::message);
  mailbox(psp_mailbox::ring_command, static_cast<u32>(psp::RingCommand::destroy_rings));
  gpu.reset(GetParam());
  pass(1s);
  EXPECT_EQ(mailbox(psp_mailbox::ring_command), 0u) << "an answer of before the reset";
  EXPECT_EQ(read<Mp1SmnC2pmsg>(smu_mailbox::response).raw(), 0u);
}

TEST_P(ResetOf, ACardShutsItsDoorbells) {
  write(RccDev0Epf0RccDoorbellAperEn("BIF_DOORBELL_APER_EN"_f = true));
  gpu.reset(GetParam());
  gpu.write64(2, 0x18, 1);
  EXPECT_THAT(findings(Finding::fault), ElementsAre(HasSubstr("RCC_DOORBELL_APER_EN is 0")));
}

TEST_P(ResetOf, ACardPutsTheFlushRegisterBack) {
  write(BifBx0RemapHdpMemFlushCntl(0x7f000));
  gpu.reset(GetParam());
  EXPECT_EQ(read<BifBx0RemapHdpMemFlushCntl>().raw(), 0x385cu);
}

TEST_P(ResetOf, ACardKeepsMemoryUnlessItsPowerWasLost) {
  gpu.write64(0, 0x12345678, 0x1122334455667788);
  gpu.reset(GetParam());
  EXPECT_EQ(gpu.read64(0, 0x12345678), GetParam() == Reset::power ? 0u : 0x1122334455667788u);
}

TEST_P(ResetOf, ACardKeepsBiosScratchUnlessItsPowerWasLost) {
  write(BifBx0BiosScratch(0x55), 3u);
  gpu.reset(GetParam());
  EXPECT_EQ(read<BifBx0BiosScratch>(3u).raw(), GetParam() == Reset::power ? 0u : 0x55u);
  EXPECT_EQ(read<BifBx0BiosScratch>(7u).raw(), 1u << 9) << "posted";
}

TEST_P(ResetOf, ACardLeavesOneStateWhateverWasBefore) {
  gpu.reset(GetParam());
  pass(1s);
  const auto fresh = states();
  bring_up();
  EXPECT_NE(states(), fresh);
  gpu.reset(GetParam());
  pass(1s);
  EXPECT_EQ(states(), fresh);
}

INSTANTIATE_TEST_SUITE_P(Kinds, ResetOf, ::testing::Values(Reset::function, Reset::bus, Reset::mode1, Reset::power),
                         [](const auto& kind) -> std::string {
                           switch (kind.param) {
                             case Reset::function:
                               return "function";
                             case Reset::bus:
                               return "bus";
                             case Reset::mode1:
                               return "mode1";
                             case Reset::power:
                               return "power";
                           }
                           return {};
                         });

}  // namespace
}  // namespace egpulab::test
