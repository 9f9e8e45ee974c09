// Copies and fills over sizes, alignments and kinds of memory, byte by byte.
#include "tests/driver_nvidia_channels/session_card.hpp"

namespace egpulab::driver::nvidia::test {
namespace {

class Copies : public OnEachBoard {
 protected:
  // Copies `bytes` between odd places of two buffers and looks at every byte around.
  void expect_copy(Allocation& to, u64 to_offset, Allocation& from, u64 from_offset, u64 bytes) {
    std::vector<std::byte> expected(to.size(), std::byte{0xee});
    to.write(0, expected);
    add_copy(card.copies().commands(), to.va() + to_offset, from.va() + from_offset, bytes);
    card.finish(card.copies());
    const std::vector<std::byte> source = card.contents(from, from_offset, bytes);
    std::ranges::copy(source, expected.begin() + static_cast<std::ptrdiff_t>(to_offset));
    EXPECT_TRUE(card.contents(to, 0, to.size()) == expected)
        << bytes << " bytes from offset " << from_offset << " to " << to_offset;
  }
};

TEST_P(Copies, ArriveWholeWhateverTheSizeAndAlignment) {
  const auto from = card.visible(256 * KiB, "from"), to = card.visible(256 * KiB, "to");
  from->write(0, random_bytes(1, from->size()));
  struct Case {
    u64 to, from, bytes;
  };
  for (const Case& c : {Case{0, 0, 1},
                        {1, 0, 3},
                        {3, 5, 4},
                        {0, 0, 256},
                        {4095, 1, 2},
                        {17, 4099, 12347},
                        {0, 1, 65535},
                        {65537, 65536, 65536},
                        {0, 0, 256 * KiB}})
    expect_copy(*to, c.to, *from, c.from, c.bytes);
}

TEST_P(Copies, GoBetweenHostMemoryAndDeviceMemory) {
  const auto host = card.host(128 * KiB), vram = card.visible(128 * KiB);
  host->write(0, random_bytes(2, host->size()));
  expect_copy(*vram, 100, *host, 4097, 70000);
  vram->write(0, random_bytes(3, vram->size()));
  expect_copy(*host, 4095, *vram, 7, 80001);
}

TEST_P(Copies, CrossBigSmallAndHugePages) {
  // Sizes that the page tables map by 2 MiB, 64 KiB and 4 KiB entries.
  const auto from = card.visible(4 * MiB + 68 * KiB, "from"), to = card.visible(4 * MiB + 68 * KiB, "to");
  from->write(0, random_bytes(4, from->size()));
  expect_copy(*to, 3, *from, 5, from->size() - 16);
}

TEST_P(Copies, SeeTheResultOfTheOneBefore) {
  const auto a = card.visible(64 * KiB, "a"), b = card.visible(64 * KiB, "b"), c = card.visible(64 * KiB, "c");
  const std::vector<std::byte> data = random_bytes(5, 64 * KiB);
  a->write(0, data);
  Pushbuffer& commands = card.copies().commands();
  add_fill(commands, b->va(), 64 * KiB, 0);
  add_copy(commands, b->va(), a->va(), 64 * KiB);
  add_copy(commands, c->va(), b->va(), 64 * KiB);
  card.finish(card.copies());
  EXPECT_TRUE(card.contents(*c, 0, 64 * KiB) == data);
}

TEST_P(Copies, FillsCoverExactlyTheirBytes) {
  const auto buffer = card.visible(64 * KiB);
  struct Case {
    u64 offset, bytes;
  };
  for (const Case& c : {Case{0, 1}, {1, 2}, {3, 1}, {2, 7}, {5, 4096}, {4094, 9}, {0, 64 * KiB}, {13, 50001}}) {
    std::vector<std::byte> expected(buffer->size(), std::byte{0x11});
    buffer->write(0, expected);
    add_fill(card.copies().commands(), buffer->va() + c.offset, c.bytes, 0xc3);
    card.finish(card.copies());
    std::fill_n(expected.begin() + static_cast<std::ptrdiff_t>(c.offset), c.bytes, std::byte{0xc3});
    EXPECT_TRUE(card.contents(*buffer, 0, buffer->size()) == expected) << c.bytes << " bytes at " << c.offset;
  }
}

TEST_P(Copies, RectanglesKeepTheirLines) {
  constexpr u32 lines = 37, line_bytes = 131, from_pitch = 1024, to_pitch = 500;
  const auto from = card.visible(64 * KiB, "from"), to = card.visible(64 * KiB, "to");
  from->write(0, random_bytes(6, from->size()));
  std::vector<std::byte> expected(to->size(), std::byte{0});
  to->write(0, expected);
  add_rectangle_copy(card.copies().commands(), {to->va() + 3, to_pitch}, {from->va() + 11, from_pitch}, line_bytes,
                     lines);
  card.finish(card.copies());
  const std::vector<std::byte> source = card.contents(*from, 0, from->size());
  for (u32 l = 0; l < lines; ++l)
    std::copy_n(source.begin() + 11 + l * from_pitch, line_bytes, expected.begin() + 3 + l * to_pitch);
  EXPECT_TRUE(card.contents(*to, 0, to->size()) == expected);
}

TEST_P(Copies, ManySubmissionsGoRoundTheRings) {
  const auto a = card.visible(4 * KiB, "a"), b = card.visible(4 * KiB, "b");
  for (u32 i = 0; i < 3 * Channel::gpfifo_entries; ++i) {
    add_copy(card.copies().commands(), b->va(), a->va(), 64);
    card.copies().submit();
  }
  a->store<u64>(0, 0x0123'4567'89ab'cdef);
  add_copy(card.copies().commands(), b->va(), a->va(), 64);
  card.finish(card.copies());
  EXPECT_EQ(b->load<u64>(0), 0x0123'4567'89ab'cdefu);
}

INSTANTIATE_TEST_SUITE_P(Boards, Copies, testing::ValuesIn(boards), name_of);

}  // namespace
}  // namespace egpulab::driver::nvidia::test
