// The PSP's runtime database: what its firmware tells drivers in VRAM, before any of them has loaded anything.
// Facts: Linux drivers/gpu/drm/amd/amdgpu/amdgpu_psp.h (MIT).
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::amd::psp_runtime {

// Where it is: so far below the end of what CONFIG_MEMSIZE reports.
inline constexpr u64 offset_from_vram_end = 0x100000;
inline constexpr u64 reserved_size = 0x10000;

inline constexpr u16 cookie = 0x0ed5;
inline constexpr u16 version_1 = 0x0100;

// Header, a directory of fewer than max_entries entries, then the entries' data; offsets count from the header.
struct Header {
  u16 cookie, version;
  u16 entry_count, padding;
};
static_assert(sizeof(Header) == 8);
struct Entry {
  u32 type;
  u16 offset, size;
};
static_assert(sizeof(Entry) == 8);
inline constexpr u32 max_entries = 0x40;

enum class EntryType : u32 { boot_config = 5, scpm = 6 };

// boot_config: a mask of these, then a reserved word.
inline constexpr u32 boot_config_gecc = 1, boot_config_two_stage_training = 2;
// scpm (secure power management): whether the PowerPlay table and the features are the firmware's own business.
enum class Scpm : u32 { disabled = 0, enabled = 1, enabled_with_error = 2 };

}  // namespace egpulab::regs::amd::psp_runtime
