// The first 32 MiB of device memory: everything that firmware keeps using across our sessions, at fixed places, so that
// a later session can take the card over warm. Nothing else of ours lies below `end`.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::driver::amd::boot_area {

struct Region {
  u64 offset;  // bytes from the start of VRAM
  u64 size;    // bytes
  constexpr u64 end() const { return offset + size; }
};

// Images for the PSP; its bootloader takes MC addresses in units of 1 MiB.
inline constexpr Region transfer{0, 1 * MiB};
inline constexpr Region psp_ring{transfer.end(), 4 * KiB};
inline constexpr Region psp_command{psp_ring.end(), 4 * KiB};
inline constexpr Region psp_fence{psp_command.end(), 4 * KiB};
// Tables that the SMU copies to and from memory; the largest is under 16 KiB.
inline constexpr Region smu_table{psp_fence.end(), 16 * KiB};
// Where accesses go that hit no aperture, and those that fault.
inline constexpr Region default_page{smu_table.end(), 4 * KiB};
inline constexpr Region fault_page{default_page.end(), 4 * KiB};
// Root tables of the address spaces: their addresses stay in registers.
inline constexpr Region root_tables{fault_page.end(), 2 * 4 * KiB};
// One descriptor per hardware queue.
inline constexpr Region queue_descriptors{root_tables.end(), 8 * 4 * KiB};
inline constexpr Region ih_ring{256 * KiB * 5, 256 * KiB};
inline constexpr Region ih_write_pointer{ih_ring.end(), 4 * KiB};
// Trusted memory region of the PSP; LOAD_TOC says how much of it is needed. 1 MiB aligned (PSP_TMR_ALIGNMENT of Linux).
inline constexpr Region tmr{4 * MiB, 24 * MiB};
inline constexpr u64 end = 32 * MiB;

static_assert(queue_descriptors.end() <= ih_ring.offset && ih_write_pointer.end() <= tmr.offset && tmr.end() <= end);

// The last 64 MiB belong to the card's own firmware: IP discovery in the last 64 KiB, and regions that it reserves.
inline constexpr u64 reserved_at_end = 64 * MiB;

// What our driver leaves in SCRATCH_REG7 once the firmware runs with this layout. Change it with the layout.
inline constexpr u32 marker = 0xe6'9b'00'01;
// In SCRATCH_REG6.
enum class Session : u32 { closed = 0, open = 1 };

}  // namespace egpulab::driver::amd::boot_area
