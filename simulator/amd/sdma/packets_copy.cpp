// Packets that copy: linear, to two destinations, boxes.
#include "simulator/amd/sdma/queue.hpp"

namespace egpulab::simulator::amd::sdma {

using namespace regs::amd::sdma;

namespace {

constexpr u64 slice = 1 * MiB;  // of a long copy, after which others get a turn

// Copies the next slice of `bytes`; done when there is none left.
Step copy(Queue& queue, u64 from, std::initializer_list<u64> to, u64 bytes, bool backwards) {
  u64& done = queue.progress();
  const u64 step = std::min(slice, bytes - done);
  const u64 at = backwards ? bytes - done - step : done;
  VmSpace& memory = queue.memory();
  bool over_link = memory.is_system(from + at);
  for (const u64 target : to) {
    if (!queue.check(memory.copy(target + at, from + at, step, backwards))) return Step::failed;
    over_link = over_link || memory.is_system(target + at);
  }
  queue.transfer(step * to.size(), over_link);
  done += step;
  return done < bytes ? Step::again : Step::done;
}

Step copy_linear(Queue& queue, Words words) {
  if (words.size() == 9) {
    const auto p = packet_as<CopyBroadcastLinear>(words);
    return copy(
        queue, join64(p["src_addr_31_0"_f], p["src_addr_63_32"_f]),
        {join64(p["dst1_addr_31_0"_f], p["dst1_addr_63_32"_f]), join64(p["dst2_addr_31_0"_f], p["dst2_addr_63_32"_f])},
        u64{p["count"_f]} + 1, false);
  }
  constexpr u32 read_and_write_compression = 0xf0000;
  if (words.size() == 8 && (words[7] & read_and_write_compression) != 0 && queue.progress() == 0)
    queue.report(Finding::approximated, "COPY_LINEAR of compressed memory: the bytes are copied as they are");
  const auto p = packet_as<CopyLinear>(words);
  return copy(queue, join64(p["src_addr_31_0"_f], p["src_addr_63_32"_f]),
              {join64(p["dst_addr_31_0"_f], p["dst_addr_63_32"_f])}, u64{p["count"_f]} + 1, p["backwards"_f]);
}

// With CPV there is an eighth dword, of compression (Linux sdma_v7_0.c, where it is always there and mostly 0).
u32 copy_linear_size(Words words) {
  const bool broadcast = (words[0] >> 27 & 1) != 0, compression = (words[0] >> 19 & 1) != 0;
  return broadcast ? 9 : compression ? 8 : 7;
}

// The older form counts in 22 bits and has no flags.
Step copy_linear_bc(Queue& queue, Words words) {
  return copy(queue, join64(words[3], words[4]), {join64(words[5], words[6])}, u64{words[1] & 0x3fffff} + 1, false);
}

struct Box {
  u64 address, x, y, z, pitch, slice_pitch;  // in elements
  u64 row(u64 row, u64 plane, u64 element) const {
    return address + ((z + plane) * slice_pitch + (y + row) * pitch + x) * element;
  }
};

// One row at a time; `progress` counts copy_rows.
Step copy_box(Queue& queue, const Box& from, const Box& to, u64 width, u64 height, u64 depth, u64 element) {
  u64& row = queue.progress();
  VmSpace& memory = queue.memory();
  u64 moved = 0;
  for (; row < height * depth && moved < slice; ++row) {
    const u64 source = from.row(row % height, row / height, element),
              target = to.row(row % height, row / height, element);
    if (!queue.check(memory.copy(target, source, width * element))) return Step::failed;
    moved += width * element;
  }
  queue.transfer(moved, memory.is_system(from.address) || memory.is_system(to.address));
  return row < height * depth ? Step::again : Step::done;
}

// Sizes and pitches are given minus 1; the older form has narrower z and pitch.
template <bool narrow>
Step copy_subwindow(Queue& queue, Words w) {
  const auto z = [](u32 word) -> u64 { return word & (narrow ? 0x7ff : 0x1fff); };
  const auto pitch = [](u32 word) -> u64 { return (narrow ? word >> 13 & 0x3fff : word >> 13) + 1; };
  const Box from{join64(w[1], w[2]),         w[3] & 0x3fff, w[3] >> 16 & 0x3fff, z(w[4]), pitch(w[4]),
                 (w[5] & 0xfffffff) + u64{1}};
  const Box to{join64(w[6], w[7]),          w[8] & 0x3fff, w[8] >> 16 & 0x3fff, z(w[9]), pitch(w[9]),
               (w[10] & 0xfffffff) + u64{1}};
  return copy_box(queue, from, to, (w[11] & 0x3fff) + u64{1}, (w[11] >> 16 & 0x3fff) + u64{1}, z(w[12]) + 1,
                  u64{1} << (w[0] >> 29));
}

Step copy_subwindow_large(Queue& queue, Words w) {
  const Box from{join64(w[1], w[2]), w[3], w[4], w[5], w[6] + u64{1}, join64(w[7], w[8] & 0xffff) + 1};
  const Box to{join64(w[9], w[10]), w[11], w[12], w[13], w[14] + u64{1}, join64(w[15], w[16] & 0xffff) + 1};
  return copy_box(queue, from, to, w[17] + u64{1}, w[18] + u64{1}, w[19] + u64{1}, 1);
}

Step write_linear(Queue& queue, Words words) {
  const auto p = packet_as<WriteUntiled>(words);
  const u64 address = join64(p["dst_addr_31_0"_f] & ~3u, p["dst_addr_63_32"_f]);
  return queue.write(address, std::as_bytes(words.subspan(4))) ? Step::done : Step::failed;
}

u32 write_linear_size(Words words) { return 4 + (words[3] & 0xfffff) + 1; }

constexpr PacketRow copy_rows[] = {
    {Op::copy, 0, "COPY_LINEAR", 7, copy_linear, copy_linear_size},
    {Op::copy, 4, "COPY_LINEAR_SUBWIN", 13, copy_subwindow<false>},
    {Op::copy, 16, "COPY_LINEAR_BC", 7, copy_linear_bc},
    {Op::copy, 20, "COPY_LINEAR_SUBWIN_BC", 13, copy_subwindow<true>},
    {Op::copy, 36, "COPY_LINEAR_SUBWIN_LARGE", 20, copy_subwindow_large},
    {Op::write, 0, "WRITE_UNTILED", 5, write_linear, write_linear_size},
};

}  // namespace

std::span<const PacketRow> copy_packets() { return copy_rows; }

}  // namespace egpulab::simulator::amd::sdma
