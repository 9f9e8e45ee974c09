// Order across channels, time stamps, and what ends a wait that nothing ends.
#include "tests/driver_nvidia_channels/session_card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::AllOf;
using testing::HasSubstr;

class Semaphores : public OnEachBoard {};

TEST_P(Semaphores, AChannelWaitsForAnother) {
  CopyChannel& first = card.copies(0);
  CopyChannel& second = card.copies(1);
  const auto a = card.visible(1 * MiB, "a"), b = card.visible(1 * MiB, "b"), c = card.visible(1 * MiB, "c");
  const std::vector<std::byte> data = random_bytes(1, 1 * MiB);
  a->write(0, data);
  // The second's work comes first to the card, and must not run before the first's.
  second.wait_for(first.timeline(), first.timeline().next());
  add_copy(second.commands(), c->va(), b->va(), 1 * MiB);
  const u64 last = second.submit();
  add_copy(first.commands(), b->va(), a->va(), 1 * MiB);
  first.submit();
  card.session->wait(second.timeline(), last, second.name());
  EXPECT_TRUE(card.contents(*c, 0, 1 * MiB) == data);
}

TEST_P(Semaphores, AChannelWaitsForAnotherThatIsAtWork) {
  CopyChannel& first = card.copies(0);
  CopyChannel& second = card.copies(1);
  const auto host = card.host(1 * MiB, "host"), a = card.visible(1 * MiB, "a"), b = card.visible(1 * MiB, "b");
  const auto stamps = card.host(4 * KiB, "stamps");
  const std::vector<std::byte> data = random_bytes(1, 1 * MiB);
  host->write(0, data);
  add_copy(first.commands(), a->va(), host->va(), 1 * MiB);
  first.submit();
  first.timestamp(stamps->va());
  second.wait_for(first.timeline(), first.submit());
  add_copy(second.commands(), b->va(), a->va(), 1 * MiB);
  card.finish(second);
  EXPECT_TRUE(card.contents(*b, 0, 1 * MiB) == data);
}

TEST_P(Semaphores, TheComputeChannelAndACopyChannelWaitForEachOther) {
  Channel& compute = card.session->compute_channel();
  CopyChannel& copies = card.copies();
  const auto a = card.visible(4 * KiB, "a"), b = card.visible(4 * KiB, "b");
  a->store<u32>(0, 77);
  add_copy(copies.commands(), b->va(), a->va(), 4 * KiB);
  compute.wait_for(copies.timeline(), copies.submit());
  compute.commands().release(b->va() + 8, 99);
  card.finish(compute);
  EXPECT_EQ(b->load<u32>(0), 77u);
  EXPECT_EQ(b->load<u64>(8), 99u);
}

TEST_P(Semaphores, TimeStampsCountNanosecondsAndOnlyGrow) {
  const auto stamps = card.visible(4 * KiB, "stamps"), data = card.visible(8 * MiB, "data");
  CopyChannel& copies = card.copies();
  copies.timestamp(stamps->va());
  add_copy(copies.commands(), data->va() + 4 * MiB, data->va(), 4 * MiB);
  copies.timestamp(stamps->va() + 16);
  const Nanoseconds before = card.card.pci().clock().now();
  card.finish(copies);
  const auto took = Nanoseconds(stamps->load<u64>(24) - stamps->load<u64>(8));
  EXPECT_GT(took, Nanoseconds(0));
  EXPECT_LE(took, card.card.pci().clock().now() - before);
}

TEST_P(Semaphores, AWaitThatNothingEndsTimesOutWithTheChannelsStateAndTheSessionGoesOn) {
  CopyChannel& copies = card.copies();
  copies.wait_for(card.session->compute_channel().timeline(), 1000);
  const std::string error =
      error_of<Timeout>([&] { card.session->wait(copies.timeline(), copies.submit(), copies.name(), 5ms); });
  EXPECT_THAT(error, AllOf(HasSubstr("gave up after 5 ms waiting for copy channel 0: 0 of 1"), HasSubstr("GP_GET"),
                           HasSubstr("made anew")));
  card.expect_copies_work();
}

TEST_P(Semaphores, FourCopyChannelsRunAtOnceAndAFifthIsRefused) {
  std::vector<std::unique_ptr<Allocation>> from, to;
  for (u32 i = 0; i < Session::copy_channels; ++i) {
    from.push_back(card.visible(256 * KiB, "from"));
    to.push_back(card.visible(256 * KiB, "to"));
    from[i]->write(0, random_bytes(i, 256 * KiB));
    add_copy(card.copies(i).commands(), to[i]->va(), from[i]->va(), 256 * KiB);
    card.copies(i).submit();
  }
  for (u32 i = 0; i < Session::copy_channels; ++i) {
    card.session->wait(card.copies(i).timeline(), card.copies(i).timeline().submitted(), "all");
    EXPECT_TRUE(card.contents(*to[i], 0, 256 * KiB) == random_bytes(i, 256 * KiB)) << i;
  }
  EXPECT_THAT(error_of<InvalidRequest>([&] { card.copies(4); }), HasSubstr("there are 4"));
}

INSTANTIATE_TEST_SUITE_P(Boards, Semaphores, testing::ValuesIn(boards), name_of);

}  // namespace
}  // namespace egpulab::driver::nvidia::test
