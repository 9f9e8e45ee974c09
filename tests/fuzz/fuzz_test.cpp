// Every fuzz target in the test suite: its seeds, and mutations of them that are the same on every machine.
// EGPULAB_FUZZ_ROUNDS=N makes N of them, where libFuzzer (tools/fuzz) is not at hand.
#include <cstdlib>
#include <random>

#include "tests/fuzz/target.hpp"

using namespace egpulab;
using fuzz::Input;
using fuzz::Target;

namespace {

struct EveryInput : ::testing::TestWithParam<Target> {};

// What fuzzers do first: flipped bits, telling values, cut ends, repeated and removed pieces.
Input mutated(Input input, std::mt19937& random) {
  static constexpr std::array<u32, 8> telling{0, 1, 0x7f, 0x80, 0xffff, 0x7fffffff, 0x80000000, 0xffffffff};
  for (auto changes = 1 + random() % 4; changes > 0 && !input.empty(); --changes) {
    const std::size_t at = random() % input.size();
    const auto here = input.begin() + static_cast<std::ptrdiff_t>(at);
    switch (random() % 6) {
      case 0:
        *here ^= static_cast<std::byte>(1u << random() % 8);
        break;
      case 1:
        *here = static_cast<std::byte>(random());
        break;
      case 2:
        if (at + 4 <= input.size()) store(MutableBytes(input), at, telling[random() % telling.size()]);
        break;
      case 3:
        input.erase(here, input.end());
        break;
      case 4:
        input.erase(here,
                    here + static_cast<std::ptrdiff_t>(std::min<std::size_t>(input.size() - at, 1 + random() % 64)));
        break;
      default: {
        const Input piece(here, here + static_cast<std::ptrdiff_t>(std::min<std::size_t>(input.size() - at, 64)));
        input.insert(input.begin() + static_cast<std::ptrdiff_t>(random() % (input.size() + 1)), piece.begin(),
                     piece.end());
      }
    }
  }
  return input;
}

}  // namespace

TEST_P(EveryInput, ThatIsValidIsTaken) {
  for (const Input& seed : GetParam().seeds()) GetParam().run(seed);
}

TEST_P(EveryInput, ThatIsEmptyOrDamagedEndsInAnAnswer) {
  GetParam().run({});
  std::mt19937 random(1);
  const std::vector<Input> seeds = GetParam().seeds();
  const char* const more = std::getenv("EGPULAB_FUZZ_ROUNDS");
  const int rounds = more ? std::atoi(more) : 150;
  for (int round = 0; round < rounds; ++round) GetParam().run(mutated(seeds[random() % seeds.size()], random));
}

INSTANTIATE_TEST_SUITE_P(Fuzz, EveryInput, ::testing::ValuesIn(fuzz::targets()),
                         [](const auto& row) { return std::string(row.param.name); });
