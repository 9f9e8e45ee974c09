// Streams that no client would send: whatever arrives, a conversation ends in an answer or an error, never otherwise.
#include <gmock/gmock.h>

#include <random>

#include "tests/ports/client.hpp"
#include "tests/ports/served_card.hpp"
#include "traces/reader.hpp"
#include "traces/recorder.hpp"
#include "traces/reissue.hpp"

namespace egpulab::simulator::ports::tinygpu::tests {
namespace {

using Random = std::mt19937;  // its sequence is the standard's, so that a failing seed fails everywhere

u64 number(Random& random) {
  switch (random() % 4) {
    case 0:
      return random() % 64;
    case 1:
      return random() % (1 << 20);
    case 2:
      return u64{1} << random() % 64;
    default:
      return u64{random()} << 32 | random();
  }
}

// A request with plausible and wild numbers, and sometimes another amount of payload than it announces.
std::vector<std::byte> any_request(Random& random) {
  Ask ask{.command = static_cast<Command>(random() % 13),
          .bar = static_cast<u32>(random() % 7),
          .a0 = number(random),
          .a1 = random() % 8 ? random() % 300 : number(random),
          .a2 = number(random),
          .device = static_cast<u32>(random() % 16 ? 0 : random())};
  // Sizes that the simulator would have to honour are not the subject.
  if (ask.command == Command::mmio_read || ask.command == Command::map_sysmem) ask.a1 %= 1 << 16, ask.a0 %= 1 << 28;
  std::vector<std::byte> payload;
  if (Request::parse(wire(ask)).payload_bytes() != 0) payload.resize((ask.a1 + (random() % 32 == 0)) % 4096);
  for (std::byte& b : payload) b = static_cast<std::byte>(random());
  return wire(ask, payload);
}

// Feeds the stream in pieces of random sizes; returns what came out and whether the conversation held.
struct Outcome {
  bool held = true;
  std::vector<std::byte> out;
  std::string error;
};
// What arrives in one piece, and all the answers to it.
bool feed(Session& session, Bytes piece, std::vector<std::byte>& all) {
  StreamBuffer out;
  bool held = true;
  do {
    const MutableBytes room = session.room();
    const std::size_t n = std::min(room.size(), piece.size());
    std::ranges::copy(piece.first(n), room.begin());
    held = session.received(n, out);
    piece = piece.subspan(n);
    all.insert(all.end(), out.bytes().begin(), out.bytes().end());
    out.clear();
  } while (held && (session.more() || !piece.empty()));
  return held;
}
Outcome converse(std::vector<Served>& devices, Bytes stream, Random& random, std::size_t most) {
  Session session(devices);
  Outcome outcome;
  while (outcome.held && !stream.empty()) {
    const std::size_t n = std::min<std::size_t>(1 + random() % most, stream.size());
    outcome.held = feed(session, stream.first(n), outcome.out);
    stream = stream.subspan(n);
  }
  outcome.error = session.error();
  return outcome;
}

class SessionFuzz : public ::testing::TestWithParam<u32> {};
INSTANTIATE_TEST_SUITE_P(Seeds, SessionFuzz, ::testing::Range(0u, 24u));

TEST_P(SessionFuzz, RandomBytesEndInAnErrorThatNamesTheProblem) {
  Random random(GetParam());
  const auto card = open_card("sim:rx7900xtx?bar0=256M");
  std::vector<Served> devices{{card.get(), "0000:03:00.0"}};
  std::vector<std::byte> noise(4096);
  for (std::byte& b : noise) b = static_cast<std::byte>(random());

  const Outcome outcome = converse(devices, noise, random, 100);

  EXPECT_EQ(outcome.held, outcome.error.empty());
}

TEST_P(SessionFuzz, RequestsWithWildNumbersAreAnsweredOrEndTheStream) {
  Random random(GetParam() + 1000);
  const auto card = open_card("sim:rx7900xtx?bar0=256M");
  std::vector<Served> devices{{card.get(), "0000:03:00.0"}};
  std::vector<std::byte> stream;
  for (int i = 0; i < 300; ++i) {
    const auto request = any_request(random);
    stream.insert(stream.end(), request.begin(), request.end());
  }

  const Outcome outcome = converse(devices, stream, random, 2000);

  EXPECT_EQ(outcome.held, outcome.error.empty());
}

TEST_P(SessionFuzz, ARecordingOfWildRequestsIsReadableAndReplays) {
  Random random(GetParam() + 3000);
  std::vector<std::byte> trace, stream;
  for (int i = 0; i < 200; ++i) {
    const auto request = any_request(random);
    stream.insert(stream.end(), request.begin(), request.end());
  }
  {
    auto card = open_card("sim:rx7900xtx?bar0=256M");
    const auto machine = dynamic_cast<SimDevice&>(*card).machine();
    traces::Recorder recorder(std::move(card), std::make_shared<traces::Writer>(traces::write_to_memory(trace)));
    std::vector<Served> devices{{.device = &recorder, .bus_id = "0000:03:00.0"}};
    converse(devices, stream, random, 500);
    recorder.record_state_hash(machine->state_hash());
    recorder.writer().finish();
  }

  const auto session = traces::Reader::from_bytes(trace, "wild requests");
  ASSERT_TRUE(session) << session.error().message;
  EXPECT_TRUE(session->complete());
  const auto again = open_card("sim:rx7900xtx?bar0=256M");
  const traces::ReissueResult replayed = traces::reissue(*session, *again);

  EXPECT_EQ(replayed.stopped, "");
  EXPECT_TRUE(replayed.mismatches.empty()) << replayed.mismatches[0].text();
  EXPECT_EQ(dynamic_cast<SimDevice&>(*again).machine()->state_hash(), replayed.state_hash);
}

TEST_P(SessionFuzz, HowAStreamIsCutIntoPiecesChangesNothing) {
  Random random(GetParam() + 2000);
  std::vector<std::byte> stream;
  for (int i = 0; i < 40; ++i) {
    const auto request = any_request(random);
    stream.insert(stream.end(), request.begin(), request.end());
  }
  const auto at_once = open_card("sim:rx7900xtx?bar0=256M"), in_pieces = open_card("sim:rx7900xtx?bar0=256M");
  std::vector<Served> first{{at_once.get(), "0000:03:00.0"}}, second{{in_pieces.get(), "0000:03:00.0"}};

  Session whole(first);
  Outcome expected;
  expected.held = feed(whole, stream, expected.out);
  const Outcome found = converse(second, stream, random, 7);

  EXPECT_EQ(found.held, expected.held);
  EXPECT_EQ(found.out, expected.out);
  EXPECT_EQ(found.error, whole.error());
}

}  // namespace
}  // namespace egpulab::simulator::ports::tinygpu::tests
