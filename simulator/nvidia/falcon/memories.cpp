// Tags of IMEM blocks.
#include "simulator/nvidia/falcon/memories.hpp"

#include <algorithm>

namespace egpulab::simulator::nvidia {

void FalconMemories::scrub() {
  std::ranges::fill(imem, std::byte{0});
  std::ranges::fill(dmem, std::byte{0});
  std::ranges::fill(emem, std::byte{0});
  std::ranges::fill(tags, ImemTag{});
}

u32 FalconMemories::find_block(u32 virtual_address) const {
  const u32 wanted = virtual_address / falcon_block;
  for (u32 block = 0; block < tags.size(); ++block)
    if (tags[block].valid && tags[block].tag == wanted) return block;
  return npos;
}

Bytes FalconMemories::secure_run(u32 virtual_address) const {
  const u32 first = find_block(virtual_address);
  if (first == npos || !tags[first].secure) return {};
  u32 blocks = 1;
  while (first + blocks < tags.size() && tags[first + blocks].valid && tags[first + blocks].secure &&
         tags[first + blocks].tag == tags[first].tag + blocks)
    ++blocks;
  return Bytes(imem).subspan(first * falcon_block, blocks * falcon_block);
}

}  // namespace egpulab::simulator::nvidia
