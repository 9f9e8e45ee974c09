// The life of a session: small BAR1, host memory that is missing, end and the next one, snapshots.
#include "tests/driver_nvidia_channels/session_card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

using testing::HasSubstr;
using testing::IsEmpty;

class Sessions : public testing::TestWithParam<Board> {};

TEST_P(Sessions, WorkThroughABar1Of256MiB) {
  SessionCard card(GetParam(), "bar1=256M");
  EXPECT_EQ(card.session->device().vram().visible, 256 * MiB);
  card.expect_copies_work();
  // Memory that the CPU cannot reach serves as well, by way of the engine.
  const auto hidden = card.session->memory().allocate({.size = 4 * MiB, .label = "hidden"});
  EXPECT_FALSE(hidden->cpu_access());
  const auto host = card.host(4 * MiB), back = card.host(4 * MiB);
  const std::vector<std::byte> data = random_bytes(1, 4 * MiB);
  host->write(0, data);
  add_copy(card.copies().commands(), hidden->va(), host->va(), 4 * MiB);
  add_copy(card.copies().commands(), back->va(), hidden->va(), 4 * MiB);
  card.finish(card.copies());
  EXPECT_TRUE(card.contents(*back, 0, 4 * MiB) == data);
}

TEST_P(Sessions, DeviceMemoryBeyondBar1IsReadAndWrittenThroughTheWindow) {
  SessionCard card(GetParam(), "bar1=256M");
  Device& device = card.session->device();
  Vram vram(device.registers(), device.vram().size, device.vram().visible);
  const auto hidden = card.session->memory().allocate({.size = 64 * KiB, .contiguous = true, .label = "hidden"});
  const u64 offset = hidden->vram_offset(0, 64 * KiB);
  const std::vector<std::byte> data = random_bytes(2, 4099);
  vram.write(offset + 1, data);
  std::vector<std::byte> seen(data.size());
  vram.read(offset + 1, seen);
  EXPECT_TRUE(seen == data);
  const auto host = card.host(64 * KiB);
  add_copy(card.copies().commands(), host->va(), hidden->va(), 64 * KiB);
  card.finish(card.copies());
  EXPECT_TRUE(card.contents(*host, 1, data.size()) == data);
}

TEST_P(Sessions, EndCleanlyAndTheNextStartsAnew) {
  SessionCard card(GetParam());
  card.expect_copies_work();
  EXPECT_THAT(card.session->shutdown().problems, IsEmpty());
  card.session.reset();
  card.card.reopen();
  card.boot();
  EXPECT_EQ(card.session->device().boot().found.found, Found::fresh);
  card.expect_copies_work();
}

TEST_P(Sessions, ACardLeftRunningIsResetAndWorks) {
  SessionCard card(GetParam());
  const auto running = card.card.sim().machine()->take_snapshot();
  card.session.reset();
  card.card.sim().machine()->restore(*running);
  card.card.reopen();
  card.boot();
  EXPECT_EQ(card.session->device().boot().found.found, Found::running);
  card.expect_copies_work();
}

TEST_P(Sessions, ARestoredMachineDoesTheSameWorkAgain) {
  SessionCard card(GetParam());
  const auto from = card.visible(1 * MiB, "from"), to = card.visible(1 * MiB, "to");
  from->write(0, random_bytes(3, 1 * MiB));
  CopyChannel& copies = card.copies();
  add_copy(copies.commands(), to->va(), from->va(), 1 * MiB);
  const u64 fence = copies.submit();
  const auto machine = card.card.sim().machine();
  const auto in_flight = machine->take_snapshot();
  machine->timeline().advance(10ms);
  const u64 hash = machine->state_hash();
  machine->restore(*in_flight);
  EXPECT_NE(machine->state_hash(), hash);
  machine->timeline().advance(10ms);
  EXPECT_EQ(machine->state_hash(), hash);
  card.session->wait(copies.timeline(), fence, copies.name());
  EXPECT_TRUE(card.contents(*to, 0, 1 * MiB) == random_bytes(3, 1 * MiB));
}

TEST_P(Sessions, LeaveNothingUnmodelledAndNoFaultBehind) {
  SessionCard card(GetParam());
  card.expect_copies_work();
  card.session->shutdown();
  for (const simulator::Report::Entry& e : card.card.sim().machine()->report().entries())
    EXPECT_EQ(e.finding, simulator::Finding::approximated) << e.block << ": " << e.what;
}

TEST_P(Sessions, ALinkWithoutHostMemoryIsRefusedWithTheReason) {
  EXPECT_THAT(error_of<LimitExceeded>([] { const SessionCard card(GetParam(), "dock=asm2464pd"); }),
              HasSubstr("which the card cannot reach over this link"));
}

INSTANTIATE_TEST_SUITE_P(Boards, Sessions, testing::ValuesIn(boards), name_of);

}  // namespace
}  // namespace egpulab::driver::nvidia::test
