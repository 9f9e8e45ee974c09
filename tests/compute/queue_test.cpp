// Queues, events and memory of the compute runtime.
#include <gtest/gtest.h>

#include <numeric>
#include <optional>

#include "fixtures/random.hpp"
#include "tests/compute/session.hpp"

namespace egpulab::compute::test {
namespace {

constexpr u32 items = 4096;
constexpr Shape whole{.grid = {items / 256}, .block = {256}};

std::vector<float> counting(float first) {
  std::vector<float> values(items);
  std::iota(values.begin(), values.end(), first);
  return values;
}

Bytes bytes_of(const std::vector<float>& values) { return std::as_bytes(std::span(values)); }

std::vector<std::byte> random_bytes(std::size_t count) {
  fixtures::Random random(3);
  std::vector<std::byte> bytes(count);
  for (std::byte& b : bytes) b = static_cast<std::byte>(random.next() >> 56);
  return bytes;
}

class Queues : public OnBoth {
 protected:
  Buffer buffer(std::string_view label, MemoryKind kind = MemoryKind::device) {
    return device_.allocate(items * sizeof(float), label, kind);
  }
  std::unique_ptr<simulator::SimDevice> pci_ = card(gpu());
  Device device_ = open(*pci_);
  Queue queue_ = device_.make_queue();
  Kernel vecadd_ = device_.load("basic", code("basic", gpu().target)).kernel("vecadd");
};

TEST_P(Queues, FactsSayWhatTheCardIs) {
  const DeviceFacts& f = device_.facts();
  EXPECT_EQ(f.vendor, "AMD");
  EXPECT_EQ(f.target, gpu().target);
  EXPECT_EQ(f.compute_units, gpu().target == std::string_view("gfx1100") ? 96u : 64u);
  EXPECT_EQ(f.wave_size, 32u);
  EXPECT_FALSE(f.warm);
}

TEST_P(Queues, WorkOfOneQueueRunsInOrder) {
  const Buffer a = buffer("a"), b = buffer("b"), c = buffer("c");
  queue_.upload(a, bytes_of(counting(0)));
  queue_.upload(b, bytes_of(counting(1)));
  queue_.launch(vecadd_, whole, {a, b, c});
  queue_.launch(vecadd_, whole, {c, c, c});
  queue_.copy(a, 0, c, 0, a.size());
  queue_.launch(vecadd_, whole, {a, c, b});
  const std::vector<float> result = queue_.download<float>(b);
  for (u32 i = 0; i < items; ++i) ASSERT_EQ(result[i], 4.0f * (2.0f * static_cast<float>(i) + 1.0f)) << i;
}

// More queues than the driver takes of the card: some share one of its.
TEST_P(Queues, AnotherQueuesWorkDoesNotStartAKernelBeforeItsArgumentsAreThere) {
  const Buffer a = buffer("a"), b = buffer("b"), c = buffer("c"), other = buffer("other");
  queue_.upload(a, bytes_of(counting(0)));
  queue_.upload(b, bytes_of(counting(1)));
  queue_.finish();
  queue_.launch(vecadd_, whole, {a, b, c});
  std::vector<Queue> queues;
  for (u32 n = 0; n < 8; ++n) queues.push_back(device_.make_queue());
  for (Queue& q : queues) {
    q.launch(vecadd_, whole, {a, a, other});
    q.finish();
  }
  const std::vector<float> result = queue_.download<float>(c);
  for (u32 i = 0; i < items; ++i) ASSERT_EQ(result[i], 2.0f * static_cast<float>(i) + 1.0f) << i;
}

TEST_P(Queues, WhatAQueueCollectedBeforeItEndedRunsWithItsArguments) {
  const Buffer a = buffer("a"), b = buffer("b"), c = buffer("c"), other = buffer("other");
  queue_.upload(a, bytes_of(counting(0)));
  queue_.upload(b, bytes_of(counting(1)));
  queue_.finish();
  std::optional<Queue> ended = device_.make_queue();
  ended->launch(vecadd_, whole, {a, b, c});
  ended.reset();
  std::vector<Queue> queues;
  for (u32 n = 0; n < 8; ++n) queues.push_back(device_.make_queue());
  for (Queue& q : queues) {
    q.launch(vecadd_, whole, {a, a, other});
    q.finish();
  }
  const std::vector<float> result = queue_.download<float>(c);
  for (u32 i = 0; i < items; ++i) ASSERT_EQ(result[i], 2.0f * static_cast<float>(i) + 1.0f) << i;
}

TEST_P(Queues, CopiesOfOddSizesAtOddPlacesArriveAndNothingElseChanges) {
  const Buffer from = device_.allocate(64 * KiB, "from"), to = device_.allocate(64 * KiB, "to");
  const std::vector<std::byte> data = random_bytes(64 * KiB);
  queue_.upload(from, data);
  queue_.fill(to, 0, to.size(), 0xa5);
  queue_.copy(to, 4099, from, 17, 12347);
  std::vector<std::byte> expected(64 * KiB, std::byte{0xa5});
  std::copy_n(data.begin() + 17, 12347, expected.begin() + 4099);
  EXPECT_EQ(queue_.download<std::byte>(to), expected);
}

TEST_P(Queues, FillsOfOddSizesAtOddPlacesLeaveTheirNeighboursAlone) {
  const Buffer buffer = device_.allocate(4 * KiB, "buffer");
  queue_.fill(buffer, 0, buffer.size(), 0x11);
  queue_.fill(buffer, 3, 1021, 0xee);
  std::vector<std::byte> expected(4 * KiB, std::byte{0x11});
  std::fill_n(expected.begin() + 3, 1021, std::byte{0xee});
  EXPECT_EQ(queue_.download<std::byte>(buffer), expected);
}

TEST_P(Queues, TransfersLargerThanTheirStagingMemoryArrive) {
  const Buffer buffer = device_.allocate(20 * MiB + 4, "large");
  const std::vector<std::byte> data = random_bytes(20 * MiB + 4);
  queue_.fill(buffer, 0, buffer.size(), 0);  // keeps the engine busy, so that the upload goes through it
  queue_.upload(buffer, data);
  EXPECT_EQ(queue_.download<std::byte>(buffer), data);
}

TEST_P(Queues, KernelsReadAndWriteHostMemory) {
  const Buffer a = buffer("a", MemoryKind::host), b = buffer("b"), c = buffer("c", MemoryKind::host);
  queue_.upload(a, bytes_of(counting(0)));
  queue_.upload(b, bytes_of(counting(5)));
  queue_.launch(vecadd_, whole, {a, b, c});
  const std::vector<float> result = queue_.download<float>(c);
  for (u32 i = 0; i < items; ++i) ASSERT_EQ(result[i], 2.0f * static_cast<float>(i) + 5.0f) << i;
}

TEST_P(Queues, AnArgumentMayStartInsideABuffer) {
  const Buffer all = device_.allocate(3 * items * sizeof(float), "all");
  queue_.upload(all, bytes_of(counting(1)), 0);
  queue_.upload(all, bytes_of(counting(2)), items * sizeof(float));
  queue_.launch(vecadd_, whole, {all, {all, items * sizeof(float)}, {all, 2 * items * sizeof(float)}});
  const std::vector<float> result = queue_.download<float>(all);
  for (u32 i = 0; i < items; ++i) ASSERT_EQ(result[2 * items + i], 2.0f * static_cast<float>(i) + 3.0f) << i;
}

TEST_P(Queues, AnEventIsDoneOnceItsWorkIs) {
  const Buffer a = buffer("a");
  queue_.fill(a, 0, a.size(), 0);
  queue_.launch(vecadd_, whole, {a, a, a});
  const Event event = queue_.record();
  event.wait();
  EXPECT_TRUE(event.done());
}

TEST_P(Queues, TimesOfEventsBracketTheWorkBetweenThem) {
  const Buffer a = buffer("a");
  queue_.fill(a, 0, a.size(), 0);
  const Event start = queue_.record(true);
  for (int i = 0; i < 8; ++i) queue_.launch(vecadd_, whole, {a, a, a});
  const Event middle = queue_.record(true);
  for (int i = 0; i < 80; ++i) queue_.launch(vecadd_, whole, {a, a, a});
  const Event end = queue_.record(true);
  EXPECT_GT(elapsed(start, middle).count(), 0);
  EXPECT_GT(elapsed(middle, end), elapsed(start, middle));
}

TEST_P(Queues, TimeOfAnEventWithoutTimeIsRefused) {
  const Event event = queue_.record(), other = queue_.record(true);
  EXPECT_THROW(elapsed(event, other), InvalidRequest);
}

TEST_P(Queues, OneQueueWaitsForAnEventOfAnother) {
  Queue other = device_.make_queue();
  const Buffer a = buffer("a"), b = buffer("b"), c = buffer("c");
  queue_.upload(a, bytes_of(counting(0)));
  queue_.upload(b, bytes_of(counting(0)));
  for (int i = 0; i < 4; ++i) queue_.launch(vecadd_, whole, {b, a, b});
  other.wait_for(queue_.record());
  other.launch(vecadd_, whole, {b, b, c});
  const std::vector<float> result = other.download<float>(c);
  for (u32 i = 0; i < items; ++i) ASSERT_EQ(result[i], 10.0f * static_cast<float>(i)) << i;
}

TEST_P(Queues, ThousandsOfLaunchesGoRoundTheRings) {
  const Buffer one = buffer("one"), sum = buffer("sum");
  queue_.upload(one, bytes_of(std::vector<float>(items, 1.0f)));
  queue_.fill(sum, 0, sum.size(), 0);
  constexpr Shape small{.grid = {1}, .block = {32}};
  constexpr u32 launches = 5000;
  const Kernel add = device_.load("basic", code("basic", gpu().target)).kernel("vecadd_guard");
  for (u32 i = 0; i < launches; ++i) {
    queue_.launch(add, small, {sum, one, sum, u32{32}});
    if (i % 7 == 0) queue_.flush();
  }
  const std::vector<float> result = queue_.download<float>(sum);
  EXPECT_EQ(result[0], static_cast<float>(launches));
  EXPECT_EQ(result[31], static_cast<float>(launches));
  EXPECT_EQ(result[32], 0.0f);
}

TEST_P(Queues, LaunchesThatAreNeverFlushedGoOutByThemselves) {
  const Buffer one = buffer("one"), sum = buffer("sum");
  queue_.upload(one, bytes_of(std::vector<float>(items, 1.0f)));
  queue_.fill(sum, 0, sum.size(), 0);
  constexpr u32 launches = 4500;  // arguments of 64 bytes go round their ring of 256 KiB within a submission
  for (u32 i = 0; i < launches; ++i) queue_.launch(vecadd_, {.grid = {1}, .block = {256}}, {sum, one, sum});
  EXPECT_EQ(queue_.download<float>(sum)[255], static_cast<float>(launches));
}

TEST_P(Queues, MemoryOfFreedBuffersComesBack) {
  const u64 before = device_.free_memory();
  for (int i = 0; i < 64; ++i) {
    const Buffer large = device_.allocate(4 * GiB, "large");
    queue_.fill(large, 4 * GiB - 64, 64, 1);
  }
  queue_.finish();
  device_.allocate(4 * KiB, "small");
  EXPECT_GE(device_.free_memory() + 16 * MiB, before);
}

INSTANTIATE_TEST_SUITE_P(Cards, Queues, testing::ValuesIn(generations), name_of);

}  // namespace
}  // namespace egpulab::compute::test
