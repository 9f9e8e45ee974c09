// sOS commands. Facts: Linux drivers/gpu/drm/amd/amdgpu/{psp_gfx_if.h,amdgpu_psp.c,amdgpu_fw_attestation.c}; order and
// sizes: kernel log of a real Navi31, register log of a real Navi48.
#include "simulator/amd/psp/secure_os.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <vector>

#include "driver/regs/amd/firmware_headers.hpp"
#include "driver/regs/amd/ih.hpp"
#include "simulator/amd/psp/toc.hpp"

namespace egpulab::simulator::amd::psp {

namespace {

constexpr u64 tmr_alignment = MiB;  // PSP_TMR_ALIGNMENT
constexpr u64 image_alignment = 4 * KiB;
constexpr u32 gecc = 1;  // BOOT_CONFIG_GECC, the one setting there is
constexpr u32 attestation_cookie = 0x143b6a37;
constexpr u64 attestation_size = 4 * KiB;
constexpr u32 sriov_spatial_part = 0x27;  // multi-die accelerators only

// The generations whose firmware has a TMR before any driver runs (Linux amdgpu_psp.c, boot_time_tmr).
bool has_boot_time_tmr(regs::amd::IpVersion v) {
  using V = regs::amd::IpVersion;
  return v == V{13, 0, 6} || v == V{13, 0, 14} || v == V{14, 0, 2} || v == V{14, 0, 3};
}

std::string describe(FirmwareType type) {
  const std::string_view name = to_string(type);
  return name.empty() ? fmt::format("type {}", static_cast<u32>(type)) : std::string(name);
}

// Up to PSP 13 the SMU's image has its version in network byte order (seen: 00 4e 87 00 for 78.135.0).
u32 smu_version(u32 v, regs::amd::IpVersion mp0) {
  if (mp0.major >= 14) return v;
  return v << 24 | (v & 0xff00) << 8 | (v >> 8 & 0xff00) | v >> 24;
}

Response success() { return Response{}; }

}  // namespace

SecureOs::SecureOs(Neighbours neighbours, regs::amd::IpVersion version, const KeyDatabase& keys)
    : to_(neighbours), keys_(keys), version_(version), tmr_from_boot_(has_boot_time_tmr(version)) {}

Checked<Image> SecureOs::read_known(u64 address, u64 available) {
  Checked<Image> image = read_image(to_.memory, address, available);
  if (!image) return image;
  if (const Checked<void> known = keys_.check(*image); !known) return Unexpected<Refusal>(known.error());
  return image;
}

void SecureOs::reset() {
  toc_tmr_size_ = 0;
  tmr_ = {};
  firmware_.clear();
  sessions_.clear();
  next_session_ = 1;
}

void SecureOs::visit(StateVisitor& visit) {
  visit(toc_tmr_size_), visit(tmr_), visit(firmware_), visit(sessions_), visit(next_session_), visit(boot_config_);
}

u64 SecureOs::payload(const CommandBuffer& c) {
  switch (c.cmd_id) {
    case Command::load_ip_fw:
      return c.cmd.load_ip_fw.fw_size;
    case Command::load_toc:
      return c.cmd.load_toc.toc_size;
    case Command::load_ta:
    case Command::load_asd:
      return c.cmd.load_ta.app_len;
    default:
      return 0;
  }
}

bool SecureOs::modelled(Command command) {
  switch (command) {
    case Command::invoke_cmd:
    case Command::save_restore:
    case Command::setup_vmr:
    case Command::destroy_vmr:
      return false;
    default:
      return true;
  }
}

Checked<Response> SecureOs::execute(const CommandBuffer& c) {
  switch (c.cmd_id) {
    case Command::load_toc:
      return load_toc(c.cmd.load_toc);
    case Command::setup_tmr:
      return setup_tmr(c.cmd.setup_tmr);
    case Command::destroy_tmr:
      return destroy_tmr();
    case Command::load_ip_fw:
      return load_ip_firmware(c.cmd.load_ip_fw);
    case Command::autoload_rlc:
      return autoload_rlc();
    case Command::load_ta:
    case Command::load_asd:
      return load_application(join64(c.cmd.load_ta.app_phy_addr_lo, c.cmd.load_ta.app_phy_addr_hi),
                              c.cmd.load_ta.app_len);
    case Command::unload_ta:
      return unload_application(c.cmd.unload_ta);
    case Command::invoke_cmd:
      return invoke(c.cmd.invoke_cmd);
    case Command::prog_reg:
      return program_register(c.cmd.prog_reg);
    case Command::boot_cfg:
      return boot_config(c.cmd.boot_cfg);
    case Command::get_fw_attestation:
      return firmware_attestation();
    case Command::save_restore:
    case Command::setup_vmr:
    case Command::destroy_vmr:
      return refuse(Status::error_not_supported, "this sOS does not have the command");
  }
  if (static_cast<u32>(c.cmd_id) == sriov_spatial_part)
    return refuse(Status::error_not_supported, "SRIOV_SPATIAL_PART: the chip has one partition");
  return refuse(Status::unknown_command, fmt::format("no command {:#x}", static_cast<u32>(c.cmd_id)));
}

Checked<Response> SecureOs::load_toc(const regs::amd::psp::LoadToc& c) {
  const Checked<Image> image = read_known(join64(c.toc_phy_addr_lo, c.toc_phy_addr_hi), c.toc_size);
  if (!image) return Unexpected<Refusal>(image.error());
  if (image->type != 0 && image->type != image_type_of(FirmwareType::toc, version_))
    return refuse(Status::error_bad_format, fmt::format("LOAD_TOC: image has type {:#x}", image->type));
  const Checked<u64> graphics = toc_bytes(to_.memory, *image, regs::amd::toc_format(version_.major, version_.revision));
  if (!graphics) return Unexpected<Refusal>(graphics.error());
  toc_tmr_size_ = tmr_size_for(*graphics);
  Response r = success();
  r.tmr_size = tmr_from_boot_ ? 0 : toc_tmr_size_;  // a real Navi48 answers 0
  return r;
}

Checked<Response> SecureOs::setup_tmr(const regs::amd::psp::SetupTmr& c) {
  const u64 address = join64(c.buf_phy_addr_lo, c.buf_phy_addr_hi);
  if (tmr_from_boot_) return success();  // nothing to set up
  if (toc_tmr_size_ == 0) return refuse(Status::error_bad_state, "SETUP_TMR before LOAD_TOC");
  if (tmr_.size != 0) return refuse(Status::error_access_conflict, "SETUP_TMR: there is a TMR already");
  if (address % tmr_alignment != 0)
    return refuse(Status::error_bad_parameters,
                  fmt::format("SETUP_TMR: address {:#x} is not aligned to {:#x}", address, tmr_alignment));
  if (c.buf_size < toc_tmr_size_)
    return refuse(Status::error_short_buffer,
                  fmt::format("SETUP_TMR: {:#x} bytes given, the TOC needs {:#x}", c.buf_size, toc_tmr_size_));
  std::array<std::byte, 4> probe{};
  if (!to_.memory.read(address, probe) || !to_.memory.read(address + c.buf_size - probe.size(), probe))
    return refuse(Status::error_bad_parameters,
                  fmt::format("SETUP_TMR: {:#x} bytes at {:#x} are not memory", c.buf_size, address));
  tmr_ = {.address = address, .size = c.buf_size};
  return success();
}

Checked<Response> SecureOs::destroy_tmr() {
  if (tmr_.size == 0) return refuse(Status::error_bad_state, "DESTROY_TMR: there is no TMR");
  tmr_ = {};
  firmware_.clear();
  return success();
}

// Copies the image into the TMR, one piece of room per type; the value is where it went.
Checked<u64> SecureOs::place(const Image& image, u32 type) {
  if (tmr_.size == 0) return u64{0};
  const auto known = firmware_.find(type);
  u64 address = known == firmware_.end() ? 0 : known->second.address;
  if (address == 0 || known->second.size < image.size) {
    const u64 room = align_up(image.size, image_alignment);
    if (room > tmr_.size - attestation_size - tmr_.used)
      return refuse(Status::error_out_of_memory,
                    fmt::format("TMR of {:#x} bytes is full: {:#x} more are needed", tmr_.size, room));
    address = tmr_.address + tmr_.used;
    tmr_.used += room;
  }
  std::vector<std::byte> bytes(image.size);
  if (!to_.memory.read(image.address, bytes) || !to_.memory.write(address, bytes))
    return refuse(Status::error_access_denied, fmt::format("copy to the TMR at {:#x} failed", address));
  return address;
}

Checked<Response> SecureOs::load_ip_firmware(const regs::amd::psp::LoadIpFirmware& c) {
  const auto refused = [&](Status status, const std::string& why) {
    return refuse(status, fmt::format("LOAD_IP_FW {}: {}", describe(c.fw_type), why));
  };
  if (c.fw_type == FirmwareType::none || to_string(c.fw_type).empty())
    return refused(Status::error_not_supported, "no such firmware");
  // The SMU's own firmware goes to its own memory and may come first.
  if (c.fw_type != FirmwareType::smu && tmr_.size == 0 && !tmr_from_boot_)
    return refused(Status::error_bad_state, "there is no TMR yet");
  const Checked<Image> image = read_known(join64(c.fw_phy_addr_lo, c.fw_phy_addr_hi), c.fw_size);
  if (!image) return refused(image.error().status, image.error().why);
  const u32 expected = image_type_of(c.fw_type, version_);
  if (expected != 0 && image->type != 0 && image->type != expected)
    return refused(Status::error_security,
                   fmt::format("image has type {:#x}, this firmware has {:#x}", image->type, expected));

  Response r = success();
  if (c.fw_type == FirmwareType::smu) {
    to_.smu.firmware_started(smu_version(image->version, version_));
  } else {
    const auto type = static_cast<u32>(c.fw_type);
    const Checked<u64> address = place(*image, type);
    if (!address) return refused(address.error().status, address.error().why);
    r.fw_addr_lo = low32(*address), r.fw_addr_hi = high32(*address);
    firmware_[type] = {.version = image->version, .address = *address, .size = image->size};
    to_.graphics.firmware_placed(type);
  }
  return r;
}

Checked<Response> SecureOs::autoload_rlc() {
  const std::string missing = to_.graphics.start_autoload();
  if (!missing.empty())
    return refuse(Status::error_item_not_found, fmt::format("AUTOLOAD_RLC: {} not loaded", missing));
  return success();
}

Checked<Response> SecureOs::load_application(u64 address, u32 bytes) {
  const Checked<Image> image = read_known(address, bytes);
  if (!image) return Unexpected<Refusal>(image.error());
  Response r = success();
  r.session_id = next_session_++;
  sessions_[r.session_id] = image->version;
  return r;
}

Checked<Response> SecureOs::unload_application(const regs::amd::psp::UnloadTa& c) {
  if (sessions_.erase(c.session_id) == 0)
    return refuse(Status::error_item_not_found, fmt::format("UNLOAD_TA: no session {}", c.session_id));
  return success();
}

// The applications themselves are not modelled: the command arrives, the shared buffer stays as it is.
Checked<Response> SecureOs::invoke(const regs::amd::psp::InvokeCommand& c) {
  if (!sessions_.contains(c.session_id))
    return refuse(Status::error_item_not_found, fmt::format("INVOKE_CMD: no session {}", c.session_id));
  Response r = success();
  r.session_id = c.session_id;
  return r;
}

// For drivers that may not write these registers themselves; ids of Linux amdgpu_psp.h (PSP_REG_*).
Checked<Response> SecureOs::program_register(const regs::amd::psp::ProgramRegister& c) {
  using namespace regs::amd;
  switch (c.reg_id) {
    case 0:
      to_.registers.file().write(to_.registers.address<IhRbCntl>(), c.reg_value);
      return success();
    case 1:
      to_.registers.file().write(to_.registers.address<IhRbCntlRing1>(), c.reg_value);
      return success();
    default:
      return refuse(Status::error_bad_parameters, fmt::format("PROG_REG: no register {}", c.reg_id));
  }
}

Checked<Response> SecureOs::boot_config(const regs::amd::psp::BootConfig& c) {
  constexpr u32 set = 1, get = 2, invalidate = 3;
  Response r = success();
  if (c.sub_cmd == set)
    boot_config_ = (boot_config_ & ~c.boot_config_valid) | (c.boot_config & c.boot_config_valid & gecc);
  else if (c.sub_cmd == invalidate)
    boot_config_ = 0;
  else if (c.sub_cmd != get)
    return refuse(Status::error_bad_parameters, fmt::format("BOOT_CFG: no sub-command {}", c.sub_cmd));
  r.uresp[0] = boot_config_;
  return r;
}

// A table of what was loaded, in the TMR's last page.
Checked<Response> SecureOs::firmware_attestation() {
  if (tmr_.size == 0) return refuse(Status::error_bad_state, "GET_FW_ATTESTATION: there is no TMR");
  struct Record {
    u16 legacy_id, id;
    u32 version;
    u16 function;
    u8 source, valid;
    u32 application;
  };
  static_assert(sizeof(Record) == 16);
  std::vector<std::byte> table(attestation_size);
  store(table, 0, u32{1});
  store(table, 4, attestation_cookie);
  std::size_t at = 8;
  for (const auto& [type, f] : firmware_) {
    const auto id = static_cast<u16>(type);
    store(table, at, Record{id, id, f.version, 0, 0, 1, 0});
    at += sizeof(Record);
  }
  const u64 address = tmr_.address + tmr_.size - attestation_size;
  if (!to_.memory.write(address, table))
    return refuse(Status::error_access_denied, fmt::format("GET_FW_ATTESTATION: {:#x} cannot be written", address));
  Response r = success();
  r.uresp[0] = low32(address), r.uresp[1] = high32(address);
  return r;
}

}  // namespace egpulab::simulator::amd::psp
