// The block-linear memory layout of surfaces: GOBs of 64 bytes by 8 rows, gathered in blocks.
// Facts: open-gpu-doc classes dma-copy (SET_*_BLOCK_SIZE); envytools memory/g80-surface, "tiled layout" of Fermi and
// later (MIT); Mesa src/nouveau/nil (MIT).
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::simulator::nvidia {

struct BlockLinear {
  u32 width_gobs_log2 = 0, height_gobs_log2 = 0, depth_gobs_log2 = 0;
  u64 width_bytes = 0, height = 0;  // of the surface; depth matters to nobody here

  static constexpr u64 gob_width = 64, gob_height = 8, gob_bytes = 512, run = 16;

  // Offset of byte `x` of row `y` of slice `z`. Bytes x..x+15 of a run aligned to 16 lie side by side.
  constexpr u64 offset(u64 x, u64 y, u64 z) const {
    const u64 block_width = gob_width << width_gobs_log2, block_height = gob_height << height_gobs_log2;
    const u64 depth = u64{1} << depth_gobs_log2;
    const u64 blocks_x = (width_bytes + block_width - 1) / block_width;
    const u64 blocks_y = (height + block_height - 1) / block_height;
    const u64 block = (z / depth * blocks_y + y / block_height) * blocks_x + x / block_width;
    const u64 gob = ((((z % depth) << height_gobs_log2) + y % block_height / gob_height) << width_gobs_log2) +
                    x % block_width / gob_width;
    const u64 gobs = u64{1} << (width_gobs_log2 + height_gobs_log2 + depth_gobs_log2);
    return (block * gobs + gob) * gob_bytes + (x % 64 / 32) * 256 + (y % 8 / 2) * 64 + (x % 32 / 16) * 32 + y % 2 * 16 +
           x % 16;
  }
};

}  // namespace egpulab::simulator::nvidia
