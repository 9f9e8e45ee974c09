// Copy engine methods. Which are needed for what: open-gpu-doc class dma_copy documents; fills by the remap unit, whose
// elements are components of one or four bytes.
#include "driver/nvidia/copy_commands.hpp"

#include <algorithm>

#include "driver/regs/nvidia/classes/copy.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::copy_methods;
using namespace regs::literals;

namespace {

// LINE_LENGTH_IN has 32 bits; very long lines are cut so that a channel can be switched out in between.
constexpr u64 longest_line = GiB;

constexpr LaunchDma launch{"DATA_TRANSFER_TYPE"_f = LaunchDmaDataTransferType::non_pipelined, "FLUSH_ENABLE"_f = true,
                           "SRC_MEMORY_LAYOUT"_f = true,   // PITCH
                           "DST_MEMORY_LAYOUT"_f = true};  // PITCH

void set_offsets(Pushbuffer& commands, u64 from, u64 to) {
  commands.methods(copy_subchannel, offset_in_upper, {high32(from), low32(from), high32(to), low32(to)});
}

void start(Pushbuffer& commands, LaunchDma what) { commands.method(copy_subchannel, launch_dma, what.raw()); }

// `elements` of `size` to `to`, all of the same value.
void fill_elements(Pushbuffer& commands, u64 to, u64 elements, u32 value, RemapCount size) {
  const SetRemapComponents components{"DST_X"_f = RemapSource::const_a, "DST_Y"_f = RemapSource::no_write,
                                      "DST_Z"_f = RemapSource::no_write, "DST_W"_f = RemapSource::no_write,
                                      "COMPONENT_SIZE"_f = size};
  commands.method(copy_subchannel, set_remap_const_a, value);
  commands.method(copy_subchannel, set_remap_components, components.raw());
  LaunchDma fill = launch;
  fill.set("REMAP_ENABLE"_f = true);
  const u64 element_bytes = size == RemapCount::four ? 4 : 1;
  for (u64 done = 0; done < elements;) {
    const u64 n = std::min(elements - done, longest_line / element_bytes);
    commands.methods(copy_subchannel, offset_out_upper,
                     {high32(to + done * element_bytes), low32(to + done * element_bytes)});
    commands.method(copy_subchannel, line_length_in, static_cast<u32>(n));
    start(commands, fill);
    done += n;
  }
}

}  // namespace

void add_copy(Pushbuffer& commands, u64 to, u64 from, u64 bytes) {
  for (u64 done = 0; done < bytes;) {
    const u64 n = std::min(bytes - done, longest_line);
    set_offsets(commands, from + done, to + done);
    commands.method(copy_subchannel, line_length_in, static_cast<u32>(n));
    start(commands, launch);
    done += n;
  }
}

void add_fill(Pushbuffer& commands, u64 to, u64 bytes, u8 value) {
  const u64 head = std::min(bytes, align_up(to, 4) - to), words = (bytes - head) / 4;
  const u64 tail = bytes - head - 4 * words;
  if (head > 0) fill_elements(commands, to, head, value, RemapCount::one);
  if (words > 0) fill_elements(commands, to + head, words, 0x0101'0101u * value, RemapCount::four);
  if (tail > 0) fill_elements(commands, to + head + 4 * words, tail, value, RemapCount::one);
}

void add_rectangle_copy(Pushbuffer& commands, Lines to, Lines from, u32 line_bytes, u32 lines) {
  if (line_bytes == 0 || lines == 0) return;
  set_offsets(commands, from.va, to.va);
  commands.methods(copy_subchannel, pitch_in,
                   {static_cast<u32>(from.pitch), static_cast<u32>(to.pitch), line_bytes, lines});
  LaunchDma rectangle = launch;
  rectangle.set("MULTI_LINE_ENABLE"_f = true);
  start(commands, rectangle);
}

}  // namespace egpulab::driver::nvidia
