// Bad work: what it is told as, and that the session goes on after it.
#include "driver/bus/faulty_device.hpp"
#include "tests/driver_nvidia_channels/session_card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using namespace regs::nvidia;
using testing::AllOf;
using testing::AnyOf;
using testing::HasSubstr;

class Faults : public OnEachBoard {
 protected:
  template <class Error = DeviceFault>
  std::string error_of_work(Channel& channel) {
    return error_of<Error>([&] { card.finish(channel); });
  }
};

TEST_P(Faults, ACopyFromAnUnmappedAddressNamesTheAddressAndTheChannel) {
  const auto to = card.visible(64 * KiB, "to");
  add_copy(card.copies().commands(), to->va(), 0x70'0000'0000, 4 * KiB);
  EXPECT_THAT(error_of_work(card.copies()),
              AllOf(HasSubstr("copy channel 0"), HasSubstr("7000000000"), HasSubstr("far from anything mapped")));
  card.expect_copies_work();
}

TEST_P(Faults, ACopyJustBeyondABufferNamesTheBuffer) {
  const auto from = card.visible(64 * KiB, "first input"), to = card.visible(128 * KiB, "to");
  add_copy(card.copies().commands(), to->va(), from->va() + 60 * KiB, 8 * KiB);
  EXPECT_THAT(error_of_work(card.copies()), HasSubstr("0 bytes beyond 'first input' of"));
  card.expect_copies_work();
}

TEST_P(Faults, AMethodHeaderThatDoesNotExistKillsTheChannelAndIsToldAsPbdmaError) {
  const std::array<u32, 2> words{0xc001'0000, 0};  // SEC_OP 6 is reserved
  card.copies().commands().raw(words);
  EXPECT_THAT(error_of_work(card.copies()), AllOf(HasSubstr("copy channel 0"), HasSubstr("PBDMA")));
  card.expect_copies_work();
}

TEST_P(Faults, AMethodThatTheCopyEngineLacksKillsTheChannel) {
  card.copies().commands().method(copy_subchannel, 0x1ffc, 1);
  EXPECT_THAT(error_of_work(card.copies()), HasSubstr("copy channel 0"));
  card.expect_copies_work();
}

TEST_P(Faults, OneChannelsFaultLosesItsWorkButNotTheSession) {
  const auto to = card.visible(64 * KiB, "to");
  card.copies(1).commands().release(to->va(), 5);
  card.finish(card.copies(1));
  add_fill(card.copies(0).commands(), 0x60'0000'0000, 4 * KiB, 1);
  error_of_work(card.copies(0));
  card.copies(1).commands().release(to->va(), 6);
  card.finish(card.copies(1));
  EXPECT_EQ(to->load<u64>(0), 6u);
  EXPECT_EQ(card.session->shutdown().problems, std::vector<std::string>{});
}

TEST_P(Faults, TheDoorbellOfAChannelThatIsGoneDoesNothing) {
  const auto buffer = card.visible(4 * KiB);
  CopyChannel& gone = card.copies(1);
  gone.stop();
  gone.commands().release(buffer->va(), 5);
  gone.submit();
  card.card.pci().clock().sleep_for(1ms);
  EXPECT_EQ(buffer->load<u64>(0), 0u);
  card.expect_copies_work();
}

// A session through a link that goes down at an access.
class LostLink : public testing::TestWithParam<Board> {
 protected:
  static SessionOptions options() { return {.device = {.firmware = &synthetic_firmware()}, .work_limit = 100ms}; }
};

TEST_P(LostLink, DuringACopyIsToldAsThatAndTheNextSessionWorks) {
  Card card(GetParam());
  u64 accesses = 0;
  {
    bus::FaultyDevice counted(card.pci(), {});
    Session session(counted, options());
    accesses = counted.accesses();
  }
  Card other(GetParam());
  {
    bus::FaultyDevice device(other.pci(), {.drop_at = accesses + 20});
    Session session(device, options());
    const auto buffer = session.memory().allocate({.size = 8 * MiB, .label = "buffer"});
    CopyChannel& copies = session.copy_channel();
    EXPECT_THAT(error_of<LinkLost>([&] {
                  for (u32 i = 0; i < 100; ++i) {
                    add_copy(copies.commands(), buffer->va() + 4 * MiB, buffer->va(), 4 * MiB);
                    session.wait(copies.timeline(), copies.submit(), copies.name());
                  }
                }),
                HasSubstr("all-ones"));
  }
  other.reopen();
  Session again(other.pci(), options());
  EXPECT_EQ(again.shutdown().problems, std::vector<std::string>{});
}

INSTANTIATE_TEST_SUITE_P(Boards, Faults, testing::ValuesIn(boards), name_of);
INSTANTIATE_TEST_SUITE_P(Boards, LostLink, testing::ValuesIn(boards), name_of);

}  // namespace
}  // namespace egpulab::driver::nvidia::test
