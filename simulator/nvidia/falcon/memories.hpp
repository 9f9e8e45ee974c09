// A Falcon's memories: code (IMEM, in tagged blocks), data (DMEM) and the part of data that others reach (EMEM).
#pragma once

#include <string_view>
#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::nvidia {

inline constexpr u32 falcon_block = 256;

// What a block of IMEM holds.
struct ImemTag {
  u16 tag = 0;  // virtual address of the block / 256
  u8 valid = 0;
  u8 secure = 0;  // loaded as secure: only the boot ROM's checks make it executable, and nobody reads it back
  friend bool operator==(const ImemTag&, const ImemTag&) = default;
};

class FalconMemories {
 public:
  FalconMemories(u32 imem_bytes, u32 dmem_bytes, u32 emem_bytes)
      : imem(imem_bytes), dmem(dmem_bytes), emem(emem_bytes), tags(imem_bytes / falcon_block) {}

  std::vector<std::byte> imem, dmem, emem;
  std::vector<ImemTag> tags;  // by physical block

  // All zero, no tag valid: what scrubbing leaves.
  void scrub();
  // The physical block that a virtual address of code is in; npos if none has its tag.
  static constexpr u32 npos = ~u32{0};
  u32 find_block(u32 virtual_address) const;
  // Code from a virtual address on, as far as blocks of consecutive tags lie side by side and are secure.
  Bytes secure_run(u32 virtual_address) const;

  void visit(StateVisitor& visit) { visit(imem), visit(dmem), visit(emem), visit(tags); }
};

// One pair of control and data registers: where the next word goes, and whether it moves on.
struct FalconPort {
  u32 offset = 0;  // bytes
  bool increment_write = false, increment_read = false, secure = false;
  u16 tag = 0;  // IMEM: for the block being written
  void visit(StateVisitor& visit) {
    visit(offset), visit(increment_write), visit(increment_read), visit(secure), visit(tag);
  }
};

}  // namespace egpulab::simulator::nvidia
