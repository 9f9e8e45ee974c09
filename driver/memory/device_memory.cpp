// Device memory.
#include "driver/memory/device_memory.hpp"

#include <algorithm>
#include <array>

namespace egpulab::memory {

void DeviceMemory::fill(u64 offset, u64 bytes, u8 value) {
  std::array<std::byte, 16 * KiB> block;
  std::fill(block.begin(), block.end(), std::byte{value});
  for (u64 done = 0; done < bytes; done += block.size())
    write(offset + done, Bytes(block).first(std::min<u64>(block.size(), bytes - done)));
}

}  // namespace egpulab::memory
