// Packets that nobody would send: engines stop with a report, and the machine goes on.
#include <random>

#include "simulator/amd/cp/packet.hpp"
#include "simulator/amd/sdma/packet.hpp"
#include "tests/amd_engines/sdma_bench.hpp"

namespace egpulab::test {
namespace {

class RandomPackets : public SdmaBench, public ::testing::WithParamInterface<u32> {
 protected:
  RandomPackets() : random(GetParam()), data(allocate(64 * page)) { machine->report().set_strict(false); }

  // An address in VRAM, in nowhere, or anything; small numbers are more likely than large ones.
  u32 word() {
    switch (random() % 5) {
      case 0:
        return low32(data) + static_cast<u32>(random() % (64 * page));
      case 1:
        return high32(data);
      case 2:
        return static_cast<u32>(random() % 64);
      case 3:
        return static_cast<u32>(random() % 0x10000);
      default:
        return static_cast<u32>(random());
    }
  }
  Dwords words(std::size_t count) {
    Dwords all(count);
    for (u32& w : all) w = word();
    return all;
  }
  // Whatever the packets did to the card: after a reset of the whole chip a queue works.
  void expect_life_after_reset() {
    gpu.reset(simulator::Reset::mode1);
    pass(1s);
    bring_up();
    Queue q = open();
    const u64 target = allocate();
    submit(q, write_memory(target, {1}));
    EXPECT_EQ(peek<u32>(target), 1u);
  }

  std::mt19937_64 random;
  u64 data;
};

TEST_P(RandomPackets, OfComputeQueuesAreSurvived) {
  std::vector<u32> opcodes;
  for (u32 op = 0; op < 256; ++op)
    if (simulator::amd::cp::packet_row(static_cast<pm4::Opcode>(op))) opcodes.push_back(op);
  for (u32 n = 0; n < 60; ++n) {
    const u32 count = static_cast<u32>(random() % 10) + 1;
    const u32 opcode = opcodes[random() % opcodes.size()];
    Queue q = open({.pipe = n % 4, .number = n / 4 % 8, .doorbell = 0x10 + n % 32 * 2, .log2_dwords = 6});
    submit(q, Dwords{pm4::header(static_cast<pm4::Opcode>(opcode), count).raw()} + words(count), 50us);
  }
  pass(100us);
  expect_life_after_reset();
}

TEST_P(RandomPackets, OfSdmaAreSurvived) {
  std::vector<u32> headers;
  for (u32 op = 0; op < 64; ++op)
    for (u32 sub = 0; sub < 64; ++sub)
      if (simulator::amd::sdma::packet_row(op | sub << 8)) headers.push_back(op | sub << 8);
  for (u32 n = 0; n < 60; ++n) {
    const u32 header = headers[random() % headers.size()] | (word() & 0xffff0000);
    Ring r = open_ring({.engine = n % 2, .queue = n / 2 % 8, .doorbell = 0x200 + n % 16 * 2, .log2_dwords = 6});
    submit(r, Dwords{header} + words(24), 50us);
  }
  pass(100us);
  expect_life_after_reset();
}

INSTANTIATE_TEST_SUITE_P(Seeds, RandomPackets, ::testing::Range(1u, 7u));

}  // namespace
}  // namespace egpulab::test
