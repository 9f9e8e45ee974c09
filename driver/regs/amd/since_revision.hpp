// A place of a register in one revision of a block: chips of one generation whose memory hubs differ.
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// As Since, from version Major.Minor.Revision on: Navi32's GC 11.0.3 (Linux gfxhub_v3_0_3.c), Navi33's MMHUB 3.0.2
// (mmhub_v3_0_2.c).
template <u8 Major, u8 Minor, u8 Revision, u32 Segment, u32 Dword, class... Fields>
struct SinceRevision : Since<Major, Minor, Segment, Dword, Fields...> {
  static constexpr IpVersion version{Major, Minor, Revision};
};

}  // namespace egpulab::regs::amd
