// Copies and fills as methods of the copy engine. Addresses are virtual, of any alignment.
#pragma once

#include "driver/nvidia/pushbuffer.hpp"

namespace egpulab::driver::nvidia {

// Each waits for the one before it, and its result is in memory before the next.
void add_copy(Pushbuffer& commands, u64 to, u64 from, u64 bytes);
void add_fill(Pushbuffer& commands, u64 to, u64 bytes, u8 value);

// Lines of a picture in memory, `pitch` bytes apart; negative for bottom up.
struct Lines {
  u64 va = 0;
  i32 pitch = 0;
};
void add_rectangle_copy(Pushbuffer& commands, Lines to, Lines from, u32 line_bytes, u32 lines);

}  // namespace egpulab::driver::nvidia
