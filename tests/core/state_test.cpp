// Saving, restoring and hashing through one visit().
#include <gtest/gtest.h>

#include "simulator/core/blocks.hpp"
#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator {
namespace {

struct Inner {
  u8 small = 0;
  u64 large = 0;
  void visit(StateVisitor& v) { v(small), v(large); }
};
struct Everything {
  bool flag = false;
  std::string text;
  std::vector<u32> numbers;
  std::vector<Inner> inners;
  std::deque<u16> queue;
  std::optional<u32> maybe;
  std::map<u32, std::string> names;
  std::array<u8, 3> few{};
  Nanoseconds time{0};
  void visit(StateVisitor& v) {
    v(flag), v(text), v(numbers), v(inners), v(queue), v(maybe), v(names), v(few), v(time);
  }
};

Everything sample() {
  return {true, "ring", {1, 2}, {{3, 4}, {5, 6}}, {7}, 8, {{9, "nine"}}, {1, 2, 3}, Nanoseconds{10}};
}

std::vector<std::byte> saved(Everything& state) {
  std::vector<std::byte> bytes;
  StateSaver saver(bytes);
  state.visit(saver);
  return bytes;
}

u64 hashed(Everything& state) {
  StateHasher hasher;
  state.visit(hasher);
  return hasher.digest();
}

TEST(State, EveryKindOfFieldComesBack) {
  Everything original = sample();
  const auto bytes = saved(original);
  Everything copy;

  StateRestorer restorer(bytes);
  copy.visit(restorer);
  restorer.finish();

  EXPECT_EQ(saved(copy), bytes);
  EXPECT_EQ(copy.names.at(9), "nine");
  EXPECT_EQ(copy.inners[1].large, 6u);
}

TEST(State, TheHashFollowsEveryField) {
  Everything a = sample(), b = sample();
  EXPECT_EQ(hashed(a), hashed(b));
  b.inners[1].small = 0;
  EXPECT_NE(hashed(a), hashed(b));
}

TEST(State, TruncatedBytesAreRefusedWithTheirPlace) {
  Everything original = sample();
  auto bytes = saved(original);
  bytes.pop_back();
  StateRestorer restorer(bytes);

  EXPECT_THROW(original.visit(restorer), StateMismatch);
}

TEST(State, ADamagedCountIsRefusedNotAllocated) {
  std::vector<std::byte> bytes(16, std::byte{0x7f});
  std::vector<u32> numbers;
  StateRestorer restorer(bytes);

  EXPECT_THROW(restorer(numbers), StateMismatch);
}

TEST(State, LeftOverBytesAreRefused) {
  Everything original = sample();
  auto bytes = saved(original);
  bytes.push_back(std::byte{0});
  StateRestorer restorer(bytes);
  original.visit(restorer);

  EXPECT_THROW(restorer.finish(), StateMismatch);
}

struct Counter final : Block {
  Counter(Timeline& t, std::string_view n) : Block(t), label(n) {}
  std::string_view name() const override { return label; }
  void reset(Reset) override { value = 0; }
  void visit(StateVisitor& v) override { v(value); }
  std::string_view label;
  u32 value = 0;
};

TEST(Blocks, SaveAndRestoreByNameInOrder) {
  Timeline timeline;
  Counter ih(timeline, "IH"), psp(timeline, "PSP");
  Blocks blocks;
  blocks.add(ih);
  blocks.add(psp);
  ih.value = 3;
  std::vector<std::byte> bytes;
  StateSaver saver(bytes);
  blocks.visit(saver);
  blocks.reset(Reset::bus);
  ASSERT_EQ(ih.value, 0u);

  StateRestorer restorer(bytes);
  blocks.visit(restorer);

  EXPECT_EQ(ih.value, 3u);
  EXPECT_EQ(blocks.find("PSP"), &psp);
}

TEST(Blocks, StateOfAnotherLayoutIsRefusedByName) {
  Timeline timeline;
  Counter ih(timeline, "IH"), psp(timeline, "PSP");
  Blocks one, other;
  one.add(ih);
  other.add(psp);
  std::vector<std::byte> bytes;
  StateSaver saver(bytes);
  one.visit(saver);
  StateRestorer restorer(bytes);

  EXPECT_THROW(other.visit(restorer), StateMismatch);
  EXPECT_THROW(one.add(ih), std::logic_error);
}

}  // namespace
}  // namespace egpulab::simulator
