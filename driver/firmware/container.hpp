// AMD firmware containers: from a file's bytes to the pieces that are handed to the device, everything checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "driver/regs/amd/firmware_headers.hpp"

namespace egpulab::firmware {

// What a file is for; says which headers are allowed and what its pieces are called.
enum class Role : u8 { sos, ta, smu, sdma, pfp, me, mec, mes, mes_kiq, imu, rlc };
std::string_view to_string(Role role);

// A part of a file that the device takes as one image.
struct Piece {
  regs::amd::PspFirmwareType type = regs::amd::PspFirmwareType::none;  // for LOAD_IP_FW; none in sos and ta files
  regs::amd::SosPart part = regs::amd::SosPart::unknown;               // sos files only
  u32 ta_type = 0;                                                     // ta files only
  std::string name;                                                    // "RS64_MEC", "SOS", ...
  u32 version = 0;
  u32 offset = 0;          // of `bytes` in the file
  Bytes bytes;             // within the file that was parsed
  bool psp_image = false;  // begins with the PSP's "$PS1" header
};

struct SoftPptable {
  u32 id = 0;  // 0 in headers with one table
  Bytes bytes;
};

struct Container {
  Role role{};
  std::string name;
  u16 header_major = 0, header_minor = 0;
  u16 ip_major = 0, ip_minor = 0;
  u32 version = 0;
  u32 feature_version = 0;
  bool crc_checked = false;    // the kinds whose checksum rule is known
  u64 start_address = 0;       // RS64 and MES code: byte address of the first instruction
  u64 data_start_address = 0;  // MES
  std::vector<Piece> pieces;   // in the order in which Linux loads them
  std::vector<SoftPptable> pptables;

  const Piece* find(regs::amd::PspFirmwareType type) const;
  const Piece* find(regs::amd::SosPart part) const;
};

// Parses `file`; `name` is for messages. Refusals name file, field, offset, what was expected and what was found.
// The result's spans point into `file`.
Parsed<Container> parse_container(Role role, std::string_view name, Bytes file);

}  // namespace egpulab::firmware
