// One side of a transfer: virtual or physical addresses, rows that lie at a pitch or in blocks.
#pragma once

#include <optional>
#include <vector>

#include "simulator/nvidia/ce/block_linear.hpp"
#include "simulator/nvidia/mmu/virtual_space.hpp"

namespace egpulab::simulator::nvidia {

class CopyPort {
 public:
  CopyPort(VirtualSpace& space, u64 address) : space_(space), address_(address) {}
  void set_physical(Aperture aperture) { physical_ = aperture; }
  void set_pitch(u64 pitch) { pitch_ = pitch; }
  void set_blocks(const BlockLinear& layout, u64 x, u64 y, u64 z) { blocks_ = layout, x_ = x, y_ = y, z_ = z; }
  bool linear() const { return !blocks_; }

  // Address of byte `offset` of a row at a pitch.
  u64 at(u64 row, u64 offset) const { return address_ + row * pitch_ + offset; }

  std::optional<AccessFault> read(u64 row, u64 offset, MutableBytes into);
  std::optional<AccessFault> write(u64 row, u64 offset, Bytes from);
  std::optional<AccessFault> fill(u64 row, u64 offset, u64 bytes, Bytes pattern);
  // Between two sides that are both linear.
  std::optional<AccessFault> copy_from(CopyPort& source, u64 row, u64 offset, u64 bytes);
  bool is_system(u64 row);

  Expected<Mmu::Target, AccessFault> resolve(u64 address, FaultAccess access);

 private:
  template <class Act>
  std::optional<AccessFault> each_run(u64 row, u64 offset, u64 bytes, FaultAccess access, Act&& act);

  VirtualSpace& space_;
  u64 address_, pitch_ = 0;
  std::optional<Aperture> physical_;
  std::optional<BlockLinear> blocks_;
  u64 x_ = 0, y_ = 0, z_ = 0;
};

}  // namespace egpulab::simulator::nvidia
