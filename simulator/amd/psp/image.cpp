// Image headers.
#include "simulator/amd/psp/image.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/regs/amd/firmware_headers.hpp"

namespace egpulab::simulator::amd::psp {

using regs::amd::psp::FirmwareType;
namespace layout = regs::amd::psp_image;
namespace type = regs::amd::psp_image_type;

namespace {

struct TypeRow {
  FirmwareType type;
  u32 image;
  u32 image14 = 0;  // since PSP 14.0, where it is another
};
constexpr TypeRow image_types[] = {
    {FirmwareType::smu, type::smu},
    {FirmwareType::rlc_g, type::rlc_g},
    {FirmwareType::rlc_v, type::rlc_v},
    {FirmwareType::rlc_restore_list_gpm_mem, type::rlc_restore_list_gpm},
    {FirmwareType::rlc_restore_list_srm_mem, type::rlc_restore_list_srm},
    {FirmwareType::toc, type::toc},
    {FirmwareType::rlc_p, type::rlc_p},
    {FirmwareType::rlc_iram, type::rlc_iram},
    {FirmwareType::rlc_dram_boot, type::rlc_dram},
    {FirmwareType::reg_list, type::rl},
    {FirmwareType::imu_i, type::imu_i},
    {FirmwareType::imu_d, type::imu_d},
    {FirmwareType::sdma_ucode_th0, type::sdma_context, type::sdma_rs64},
    {FirmwareType::sdma_ucode_th1, type::sdma_control},
    {FirmwareType::cp_mes, type::mes},
    {FirmwareType::mes_stack, type::mes_data},
    {FirmwareType::cp_mes_kiq, type::mes_kiq},
    {FirmwareType::mes_kiq_stack, type::mes_kiq_data},
    {FirmwareType::rs64_pfp, type::pfp},
    {FirmwareType::rs64_pfp_p0_stack, type::pfp_data},
    {FirmwareType::rs64_pfp_p1_stack, type::pfp_data},
    {FirmwareType::rs64_me, type::me},
    {FirmwareType::rs64_me_p0_stack, type::me_data},
    {FirmwareType::rs64_me_p1_stack, type::me_data},
    {FirmwareType::rs64_mec, type::mec},
    {FirmwareType::rs64_mec_p0_stack, type::mec_data},
    {FirmwareType::rs64_mec_p1_stack, type::mec_data},
    {FirmwareType::rs64_mec_p2_stack, type::mec_data},
    {FirmwareType::rs64_mec_p3_stack, type::mec_data},
};

constexpr u32 largest_body = 16 * static_cast<u32>(MiB);

}  // namespace

u32 image_type_of(FirmwareType firmware, regs::amd::IpVersion mp0) {
  const auto* row = std::ranges::find(image_types, firmware, &TypeRow::type);
  if (row == std::end(image_types)) return 0;
  return mp0.major >= 14 && row->image14 != 0 ? row->image14 : row->image;
}

Checked<Image> read_image(McMemory& memory, u64 address, u64 available) {
  std::array<std::byte, layout::header_size + 16> start{};
  if (available < start.size())
    return refuse(Status::error_short_buffer,
                  fmt::format("image at {:#x} of {:#x} bytes is shorter than its header", address, available));
  if (!memory.read(address, start))
    return refuse(Status::error_access_denied, fmt::format("image at {:#x} cannot be read", address));
  const auto field = [&](std::size_t offset) { return load<u32>(start, offset); };

  // Key databases have no magic in the header; their body says what they are.
  if (field(layout::magic) != layout::magic_value &&
      field(layout::key_database_magic) != layout::key_database_magic_value)
    return refuse(Status::error_bad_format, fmt::format("image at {:#x} has no $PS1 header (found {:#010x} at {:#x})",
                                                        address, field(layout::magic), layout::magic));
  const u32 body = field(layout::signed_size), total = field(layout::image_size);
  const u32 signature = field(layout::is_signed) ? static_cast<u32>(layout::signature_size) : 0;
  if (body == 0 || body > largest_body)
    return refuse(Status::error_bad_format, fmt::format("image at {:#x}: body of {:#x} bytes", address, body));
  const u32 expected = static_cast<u32>(layout::header_size) + body + signature;
  // Newer generations leave the total at 0, or it counts neither the signature nor the padding before it (seen in
  // psp_14_0_2_sos.bin and psp_14_0_3_sos.bin).
  const u32 unsigned_total = expected - signature;
  if (total != 0 && total != expected && (total > unsigned_total || unsigned_total - total >= 16))
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
               .type = field(layout::type) & 0xffff,
               .version = field(layout::version),
               .key = load<KeyId>(start, regs::amd::psp_keys::in_image_header)};
}

}  // namespace egpulab::simulator::amd::psp
