// PSP: bootloader mailbox, command ring, firmware loading.
// Sequence: Linux psp_v13_0.c, psp_v14_0.c and amdgpu_psp.c; the peer's trace of the same on a 7900 XTX, and a log of a
// real RX 9070 XT's bring-up.
#include "driver/amd/psp.hpp"

#include <algorithm>
#include <cstring>

#include "driver/amd/supported.hpp"
#include "driver/regs/amd/psp.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;
using psp::BootloaderCommand;
using psp::Command;

namespace {

struct BootComponent {
  SosPart part;  // of the file, which is given to the bootloader
  BootloaderCommand command;
  bool required;
  SosPart only_with = SosPart::unknown;  // skipped where the file lacks this part
};
// 13.0 takes the key database a second time in place of a security patch level table, where the file has one.
constexpr std::array boot_order_13{
    BootComponent{SosPart::kdb, BootloaderCommand::load_key_database, true},
    BootComponent{SosPart::kdb, BootloaderCommand::load_tos_spl_table, true, SosPart::spl},
    BootComponent{SosPart::sys_drv, BootloaderCommand::load_sysdrv, true},
    BootComponent{SosPart::soc_drv, BootloaderCommand::load_socdrv, false},
    BootComponent{SosPart::intf_drv, BootloaderCommand::load_intfdrv, false},
    BootComponent{SosPart::dbg_drv, BootloaderCommand::load_dbgdrv, false},
    BootComponent{SosPart::ras_drv, BootloaderCommand::load_rasdrv, false},
    BootComponent{SosPart::sos, BootloaderCommand::load_sosdrv, true},
};
// 14.0: the debug driver has become the HAD driver, under the same number.
constexpr std::array boot_order_14{
    BootComponent{SosPart::kdb, BootloaderCommand::load_key_database, true},
    BootComponent{SosPart::spl, BootloaderCommand::load_tos_spl_table, true},
    BootComponent{SosPart::sys_drv, BootloaderCommand::load_sysdrv, true},
    BootComponent{SosPart::soc_drv, BootloaderCommand::load_socdrv, false},
    BootComponent{SosPart::intf_drv, BootloaderCommand::load_intfdrv, false},
    BootComponent{SosPart::dbg_drv, BootloaderCommand::load_dbgdrv, false},
    BootComponent{SosPart::ras_drv, BootloaderCommand::load_rasdrv, false},
    BootComponent{SosPart::ipkeymgr_drv, BootloaderCommand::load_ipkeymgrdrv, false},
    BootComponent{SosPart::sos, BootloaderCommand::load_sosdrv, true},
};

struct Generation {
  IpVersion since;
  std::span<const BootComponent> boot_order;
  // Who reserves the trusted memory region: the driver (SETUP_TMR, in the size that LOAD_TOC asks for), or the card's
  // own firmware before any driver (Linux: boot_time_tmr; then LOAD_TOC asks for nothing).
  bool driver_reserves_tmr;
};
constexpr Generation generations[] = {{{13, 0, 0}, boot_order_13, true}, {{14, 0, 0}, boot_order_14, false}};

const Generation& generation(const Registers& r) {
  return row_for(std::span<const Generation>(generations), r.bases().at(Ip::mp0).version);
}

// The ring of the driver ("KM", kernel mode); with another type the PSP drops every frame without a word.
constexpr u32 create_km_ring = static_cast<u32>(psp::RingCommand::init_gpcom_ring);
constexpr u32 frame_dwords = sizeof(psp::RingFrame) / 4;
constexpr u32 tmr_system_address_valid = 2;

const firmware::Piece& required_part(const firmware::FirmwareSet& set, SosPart part, std::string_view name) {
  if (const firmware::Piece* piece = set.sos(part)) return *piece;
  throw FirmwareRejected(fmt::format("the PSP's firmware file has no {}", name));
}

template <class Mailbox = Mp0SmnC2pmsg>
RegisterRef<Mailbox> mailbox(Registers& r, u32 index) {
  return r.at<Mailbox>(index);
}

}  // namespace

u32 Psp::sign_of_life() { return mailbox(registers_, psp_mailbox::sos_alive).read()["CONTENT"_f]; }

void Psp::wait_for_bootloader(std::string_view what) {
  Mp0SmnC2pmsg value;
  registers_.link().wait(
      bus::Wait{what, timeouts::psp_bootloader.limit, timeouts::psp_bootloader.interval},
      [&] {
        value = mailbox(registers_, psp_mailbox::bootloader_command).read();
        return (value.raw() & psp::bootloader_ready) != 0;
      },
      [&] { return regs::describe(value, Mp0SmnC2pmsg::element(psp_mailbox::bootloader_command)); });
  // An error shows in the low byte beside the ready bit.
  if (const u32 error = value.raw() & 0xff; error != 0)
    throw FirmwareRejected(
        fmt::format("PSP bootloader, {}: error {:#x} (MP0_SMN_C2PMSG_35={:#x})", what, error, value.raw()));
}

void Psp::transfer(const firmware::Piece& piece) {
  if (piece.bytes.size() > boot_area::transfer.size)
    throw FirmwareRejected(fmt::format("{}: {} bytes do not fit the PSP's transfer buffer of {}", piece.name,
                                       piece.bytes.size(), boot_area::transfer.size));
  vram_.write(boot_area::transfer.offset, piece.bytes);
  hdp_.flush();
}

void Psp::load_component(const firmware::Piece& piece, BootloaderCommand command) {
  wait_for_bootloader(fmt::format("readiness for {}", psp::to_string(command)));
  transfer(piece);
  const u64 address = frame_buffer_.mc(boot_area::transfer.offset);
  mailbox(registers_, psp_mailbox::bootloader_argument).write(Mp0SmnC2pmsg(static_cast<u32>(address >> 20)));
  mailbox(registers_, psp_mailbox::bootloader_command).write(Mp0SmnC2pmsg(static_cast<u32>(command)));
  // The secure OS takes the mailbox over; its start shows elsewhere.
  if (command != BootloaderCommand::load_sosdrv)
    wait_for_bootloader(fmt::format("{} of {}", psp::to_string(command), piece.name));
}

void Psp::start_secure_os(const firmware::FirmwareSet& set) {
  for (const BootComponent& c : generation(registers_).boot_order) {
    if (c.only_with != SosPart::unknown && !set.sos(c.only_with)) continue;
    const firmware::Piece* piece = set.sos(c.part);
    if (!piece && c.required) required_part(set, c.part, psp::to_string(c.command));
    if (piece) load_component(*piece, c.command);
  }
  u32 alive = 0;
  registers_.link().wait(
      bus::Wait{"start of the PSP's secure OS (MP0_SMN_C2PMSG_81)", timeouts::psp_sos_start.limit,
                timeouts::psp_sos_start.interval},
      [&] { return (alive = sign_of_life()) != 0; }, [&] { return fmt::format("MP0_SMN_C2PMSG_81={:#x}", alive); });
}

void Psp::create_ring() {
  const auto wait = [&](std::string_view what, u32 mask) {
    Mp0SmnC2pmsg value;
    registers_.link().wait(
        bus::Wait{what, timeouts::psp_ring.limit, timeouts::psp_ring.interval},
        [&] {
          value = mailbox(registers_, psp_mailbox::ring_command).read();
          return (value.raw() & mask) == psp::ring_response_flag;
        },
        [&] { return regs::describe(value, Mp0SmnC2pmsg::element(psp_mailbox::ring_command)); });
  };
  wait("readiness of the PSP's secure OS for a ring", psp::ring_response_flag);
  const u64 ring = frame_buffer_.mc(boot_area::psp_ring.offset);
  mailbox(registers_, psp_mailbox::ring_address_low).write(Mp0SmnC2pmsg(low32(ring)));
  mailbox(registers_, psp_mailbox::ring_address_high).write(Mp0SmnC2pmsg(high32(ring)));
  mailbox(registers_, psp_mailbox::ring_size).write(Mp0SmnC2pmsg(boot_area::psp_ring.size));
  mailbox(registers_, psp_mailbox::ring_command).write(Mp0SmnC2pmsg(create_km_ring));
  registers_.link().clock().sleep_for(timeouts::psp_ring_handshake);
  wait("creation of the PSP's command ring", psp::ring_response_flag | psp::ring_status_mask);
  write_pointer_ = mailbox(registers_, psp_mailbox::ring_write_pointer).read()["CONTENT"_f];
  vram_.fill(boot_area::psp_fence.offset, sizeof(u32), 0);
  fence_ = 0;
}

psp::Response Psp::run(psp::CommandBuffer& command, std::string_view what) {
  const u64 buffer = frame_buffer_.mc(boot_area::psp_command.offset),
            fence = frame_buffer_.mc(boot_area::psp_fence.offset);
  psp::RingFrame frame{};
  frame.cmd_buf_addr_lo = low32(buffer);
  frame.cmd_buf_addr_hi = high32(buffer);
  frame.fence_addr_lo = low32(fence);
  frame.fence_addr_hi = high32(fence);
  frame.fence_value = ++fence_;
  vram_.store(boot_area::psp_command.offset, command);
  constexpr u32 ring_dwords = boot_area::psp_ring.size / 4;
  vram_.store(boot_area::psp_ring.offset + 4 * (write_pointer_ % ring_dwords), frame);
  hdp_.flush();
  write_pointer_ = (write_pointer_ + frame_dwords) % ring_dwords;
  mailbox(registers_, psp_mailbox::ring_write_pointer).write(Mp0SmnC2pmsg(write_pointer_));
  u32 seen = 0;
  registers_.link().wait(
      bus::Wait{what, timeouts::psp_command.limit, timeouts::psp_command.interval},
      [&] { return (seen = vram_.load<u32>(boot_area::psp_fence.offset)) == fence_; },
      [&] { return fmt::format("fence {} (expected {})", seen, fence_); });
  psp::Response response;
  vram_.read(boot_area::psp_command.offset + offsetof(psp::CommandBuffer, resp), as_writable_bytes(response));
  if (response.status != 0)
    throw FirmwareRejected(fmt::format("the PSP refused {}: status {:#x}{}{}", what, response.status,
                                       psp::to_string(static_cast<psp::Status>(response.status)).empty() ? "" : " ",
                                       psp::to_string(static_cast<psp::Status>(response.status))));
  return response;
}

void Psp::load_image(const firmware::Piece& piece) {
  transfer(piece);
  const u64 address = frame_buffer_.mc(boot_area::transfer.offset);
  psp::CommandBuffer command{};
  command.cmd_id = Command::load_ip_fw;
  command.cmd.load_ip_fw = {low32(address), high32(address), static_cast<u32>(piece.bytes.size()),
                            static_cast<psp::FirmwareType>(piece.type)};
  run(command, fmt::format("LOAD_IP_FW of {} ({} bytes)", piece.name, piece.bytes.size()));
}

void Psp::load_toc(const firmware::Piece& toc) {
  const u64 address = frame_buffer_.mc(boot_area::transfer.offset);
  transfer(toc);
  psp::CommandBuffer command{};
  command.cmd_id = Command::load_toc;
  command.cmd.load_toc = {low32(address), high32(address), static_cast<u32>(toc.bytes.size())};
  tmr_size_ = run(command, "LOAD_TOC").tmr_size;
}

void Psp::set_up_tmr() {
  const u64 tmr = frame_buffer_.mc(boot_area::tmr.offset);
  psp::CommandBuffer command{};
  command.cmd_id = Command::setup_tmr;
  command.cmd.setup_tmr = {low32(tmr),
                           high32(tmr),
                           tmr_size_,
                           tmr_system_address_valid,
                           low32(boot_area::tmr.offset),
                           high32(boot_area::tmr.offset)};
  run(command, "SETUP_TMR");
}

void Psp::load_firmware(const firmware::FirmwareSet& set) {
  const bool reserves = generation(registers_).driver_reserves_tmr;
  if (reserves) {
    load_toc(required_part(set, SosPart::toc, "table of contents (TOC)"));
    if (tmr_size_ == 0 || tmr_size_ > boot_area::tmr.size)
      throw FirmwareRejected(
          fmt::format("LOAD_TOC asks for a trusted memory region of {:#x} bytes; the driver reserves {:#x}", tmr_size_,
                      boot_area::tmr.size));
  } else if (const firmware::Piece* toc = set.sos(SosPart::toc)) {
    load_toc(*toc);
  }
  load_image(set.smu());
  if (reserves) set_up_tmr();
  for (const firmware::Piece* piece : set.load_order()) load_image(*piece);
  psp::CommandBuffer command{};
  command.cmd_id = Command::autoload_rlc;
  run(command, "AUTOLOAD_RLC");
}

}  // namespace egpulab::driver::amd
