// Image headers.
#include "simulator/amd/psp/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/regs/amd/firmware_headers.hpp"

namespace egpulab::simulator::amd::psp {

using regs::amd::psp::FirmwareType;
namespace layout = regs::amd::psp_image;

namespace {

// Type fields seen in the images of linux-firmware 20260916 (gfx1100 and gfx1201 alike), at offset 0x58, bits [15:0].
constexpr std::size_t type_offset = 0x58;
struct TypeRow {
  FirmwareType type;
  u32 image;
};
constexpr TypeRow image_types[] = {
    {FirmwareType::smu, 0x1001},
    {FirmwareType::rlc_g, 0x2009},
    {FirmwareType::rlc_v, 0x200a},
    {FirmwareType::rlc_restore_list_gpm_mem, 0x200b},
    {FirmwareType::rlc_restore_list_srm_mem, 0x200c},
    {FirmwareType::toc, 0x200e},
    {FirmwareType::rlc_p, 0x200f},
    {FirmwareType::rlc_iram, 0x2016},
    {FirmwareType::rlc_dram_boot, 0x2017},
    {FirmwareType::imu_i, 0x203b},
    {FirmwareType::imu_d, 0x203c},
    {FirmwareType::sdma_ucode_th0, 0x203e},
    {FirmwareType::sdma_ucode_th1, 0x203f},
    {FirmwareType::cp_mes, 0x2007},
    {FirmwareType::mes_stack, 0x2008},
    {FirmwareType::cp_mes_kiq, 0x2042},
    {FirmwareType::mes_kiq_stack, 0x2043},
    {FirmwareType::rs64_pfp, 0x2044},
    {FirmwareType::rs64_pfp_p0_stack, 0x2045},
    {FirmwareType::rs64_pfp_p1_stack, 0x2045},
    {FirmwareType::rs64_me, 0x2046},
    {FirmwareType::rs64_me_p0_stack, 0x2047},
    {FirmwareType::rs64_me_p1_stack, 0x2047},
    {FirmwareType::rs64_mec, 0x2048},
    {FirmwareType::rs64_mec_p0_stack, 0x2049},
    {FirmwareType::rs64_mec_p1_stack, 0x2049},
    {FirmwareType::rs64_mec_p2_stack, 0x2049},
    {FirmwareType::rs64_mec_p3_stack, 0x2049},
};

// Key databases have no magic in the header; their body says what they are.
constexpr u32 key_database_magic = 0x42444b24;  // "$KDB"
constexpr std::size_t key_database_magic_offset = layout::header_size + 8;
constexpr u32 largest_body = 16 * static_cast<u32>(MiB);

}  // namespace

u32 image_type_of(FirmwareType type) {
  const auto* row = std::ranges::find(image_types, type, &TypeRow::type);
  return row == std::end(image_types) ? 0 : row->image;
}

Checked<Image> read_image(McMemory& memory, u64 address, u64 available) {
  std::array<std::byte, layout::header_size + 16> start{};
  if (available < start.size())
    return refuse(Status::error_short_buffer,
                  fmt::format("image at {:#x} of {:#x} bytes is shorter than its header", address, available));
  if (!memory.read(address, start))
    return refuse(Status::error_access_denied, fmt::format("image at {:#x} cannot be read", address));
  const auto field = [&](std::size_t offset) { return load<u32>(start, offset); };

  if (field(layout::magic) != layout::magic_value && field(key_database_magic_offset) != key_database_magic)
    return refuse(Status::error_bad_format, fmt::format("image at {:#x} has no $PS1 header (found {:#010x} at {:#x})",
                                                        address, field(layout::magic), layout::magic));
  const u32 body = field(layout::signed_size), total = field(layout::image_size);
  const u32 signature = field(layout::is_signed) ? static_cast<u32>(layout::signature_size) : 0;
  if (body == 0 || body > largest_body)
    return refuse(Status::error_bad_format, fmt::format("image at {:#x}: body of {:#x} bytes", address, body));
  const u32 expected = static_cast<u32>(layout::header_size) + body + signature;
  // Newer generations leave the total at 0.
  if (total != 0 && total != expected)
    return refuse(Status::error_bad_format,
                  fmt::format("image at {:#x}: header says {:#x} bytes in all, but header, body of {:#x} and signature "
                              "make {:#x}",
                              address, total, body, expected));
  if (expected > available)
    return refuse(Status::error_short_buffer,
                  fmt::format("image at {:#x} needs {:#x} bytes, {:#x} were given", address, expected, available));
  if (signature == 0) return refuse(Status::error_security, fmt::format("image at {:#x} is not signed", address));
  std::array<std::byte, layout::signature_size> tail{};
  if (!memory.read(address + layout::header_size + body, tail))
    return refuse(Status::error_access_denied, fmt::format("image at {:#x}: its signature cannot be read", address));
  if (std::ranges::all_of(tail, [](std::byte b) { return b == std::byte{0}; }))
    return refuse(Status::error_security, fmt::format("image at {:#x}: its signature is blank", address));
  return Image{.address = address,
               .size = expected,
               .body_size = body,
               .type = field(type_offset) & 0xffff,
               .version = field(layout::version)};
}

}  // namespace egpulab::simulator::amd::psp
