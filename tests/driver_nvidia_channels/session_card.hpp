// A simulated card with a session of work on it.
#pragma once

#include <gmock/gmock.h>

#include <algorithm>

#include "driver/nvidia/copy_commands.hpp"
#include "driver/nvidia/session.hpp"
#include "fixtures/random.hpp"
#include "tests/driver_nvidia/card.hpp"

namespace egpulab::driver::nvidia::test {

using namespace std::chrono_literals;

// One board of each generation that people have.
inline constexpr Board boards[] = {rtx3090, rtx4090, rtx5090};

inline std::vector<std::byte> random_bytes(u64 seed, std::size_t size) {
  fixtures::Random random(seed);
  std::vector<std::byte> bytes(size);
  std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random.next() >> 56); });
  return bytes;
}

class SessionCard {
 public:
  explicit SessionCard(const Board& board, std::string_view options = {}) : card(board, options) { boot(); }

  void boot() {
    session = std::make_unique<Session>(
        card.pci(), SessionOptions{.device = {.firmware = &synthetic_firmware()}, .work_limit = 100ms});
  }
  std::unique_ptr<Allocation> visible(u64 bytes, const std::string& label = "buffer") {
    return session->memory().allocate({.size = bytes, .placement = Placement::visible, .label = label});
  }
  std::unique_ptr<Allocation> host(u64 bytes, const std::string& label = "host buffer") {
    return session->memory().allocate({.size = bytes, .placement = Placement::host, .label = label});
  }
  CopyChannel& copies(u32 index = 0) { return session->copy_channel(index); }
  void finish(Channel& channel) { session->wait(channel.timeline(), channel.submit(), channel.name()); }
  static std::vector<std::byte> contents(Allocation& a, u64 offset, u64 bytes) {
    std::vector<std::byte> data(bytes);
    a.read(offset, data);
    return data;
  }
  // That the session still does what it is for.
  void expect_copies_work() {
    const auto from = visible(64 * KiB, "from"), to = visible(64 * KiB, "to");
    from->store<u32>(4096, 0x1234'5678);
    add_copy(copies().commands(), to->va(), from->va(), 64 * KiB);
    finish(copies());
    EXPECT_EQ(to->load<u32>(4096), 0x1234'5678u);
  }

  Card card;
  std::unique_ptr<Session> session;
};

class OnEachBoard : public testing::TestWithParam<Board> {
 protected:
  SessionCard card{GetParam()};
};

}  // namespace egpulab::driver::nvidia::test
