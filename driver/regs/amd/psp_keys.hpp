// The keys that PSP images are signed with: whose signature an image names, and the list in a key database.
// Facts: image header field of cwerling/psptool; the database's layout as seen in the psp_*_sos.bin of linux-firmware
// 20260916, where every image of a generation names a key of that generation's database.
#pragma once

#include <array>

#include "driver/base/types.hpp"

namespace egpulab::regs::amd::psp_keys {

using KeyId = std::array<u8, 16>;
inline constexpr std::size_t in_image_header = 0x38;  // KeyId of the signature; zeros: the image does not say

// In the body of a database: entries one after the other, 0x150 bytes with a key of 2048 bits, 0x250 with one of 4096
// (psp_13_0_0_sos.bin has 14 of the former, one of the latter).
inline constexpr std::size_t first_entry = 0x50;
namespace entry {
inline constexpr std::size_t size = 0x0;  // u32, of the entry
inline constexpr std::size_t id = 0x10;   // KeyId
inline constexpr u32 bytes = 0x150, bytes_4096 = 0x250, shortest = 0x20;
}  // namespace entry

}  // namespace egpulab::regs::amd::psp_keys
