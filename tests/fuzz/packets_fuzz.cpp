// PM4 and SDMA streams of a hostile driver: the engines fault, hang in virtual time, or finish.
#include "tests/amd_engines/sdma_bench.hpp"
#include "tests/fuzz/target.hpp"

namespace egpulab::fuzz {
namespace {

using namespace egpulab::test;

// A card with one compute queue and one SDMA queue, put back before each input.
class Engines final : public SdmaBench {
 public:
  Engines() : compute_(open()), sdma_(open_ring()), target_(allocate()), fresh_(machine->take_snapshot()) {}
  void TestBody() override {}

  void run(Bytes input) {
    machine->restore(*fresh_);
    machine->report().clear();
    machine->report().set_strict(false);  // what the model lacks is counted, and the stream goes on
    Source source{input};
    const bool copy_engine = source.take<u8>() % 2 == 1;
    Dwords words(std::min<std::size_t>(source.rest.size() / 4, 1000));
    if (!words.empty()) std::memcpy(words.data(), source.rest.data(), words.size() * 4);
    constexpr Nanoseconds long_enough = std::chrono::microseconds(100);
    if (copy_engine) {
      Ring ring = sdma_;
      submit(ring, words, long_enough);
    } else {
      Queue queue = compute_;
      submit(queue, words, long_enough);
    }
  }

  std::vector<Input> seeds() {
    const u64 program = load(code::store_group);
    std::vector<Input> all;
    const auto add = [&](u8 engine, const Dwords& words) {
      Input seed{std::byte{engine}};
      const Bytes bytes = std::as_bytes(std::span(words));
      seed.insert(seed.end(), bytes.begin(), bytes.end());
      all.push_back(std::move(seed));
    };
    add(0, write_memory(target_, {1, 2, 3}) + release(target_, 7));
    add(0, wait_memory(target_, pm4::Compare::equal, 0) + partial_flush());
    add(0, write_register(0x1000, 1));
    add(0, indirect(target_, 16));
    add(0, launch_state(program, target_) + dispatch(4) + partial_flush() + release(target_ + 0x100, 1));
    add(1, copy(target_, target_ + 0x100, 64) + fence(target_, 1) + trap(3));
    add(1, fill(target_, 0x12345678, 256));
    add(1, poll_memory(target_, sdma::Compare::equal, 0) + fence(target_ + 8, 2));
    return all;
  }

 private:
  Queue compute_;
  Ring sdma_;
  u64 target_;
  std::shared_ptr<const simulator::Machine::Snapshot> fresh_;
};

Engines& engines() {
  static Engines all;
  return all;
}

const Registration packets_registration({"Packets", [](Bytes input) { engines().run(input); },
                                         [] { return engines().seeds(); }});

}  // namespace
}  // namespace egpulab::fuzz
