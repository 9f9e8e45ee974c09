// Bootloader commands and their order.
#include "simulator/amd/psp/bootloader.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <span>

#include "driver/regs/amd/firmware_headers.hpp"

namespace egpulab::simulator::amd::psp {

using namespace std::chrono_literals;

namespace {

// `needs`: what must have been loaded. Keys come first because nothing can be verified without them, then the table of
// lowest acceptable versions (SPL), then the system driver that the others build on. SOC, INTF, DBG and RAS drivers are
// there in newer sets only. Types: as in the images of linux-firmware 20260916; 13.0 drivers give the key database for
// the SPL command too (Linux psp_v13_0.c), so that one is not checked.
// Times are of the size that a real Navi31's log shows between its bootloader messages.
namespace type = regs::amd::psp_image_type;
struct Row {
  BootloaderCommand command;
  u32 image_type;  // 0: not checked
  Nanoseconds duration;
  bool takes_image;
  std::array<BootloaderCommand, 2> needs;
};
using enum BootloaderCommand;
constexpr auto nothing = static_cast<BootloaderCommand>(0);
// clang-format off
constexpr Row rows[] = {
    {load_key_database,  type::kdb, 300us, true,  {nothing, nothing}},
    {load_tos_spl_table, 0,      100us, true,  {load_key_database, nothing}},
    {load_sysdrv,        type::sys_drv, 20ms,  true,  {load_key_database, load_tos_spl_table}},
    {load_socdrv,        type::soc_drv, 2ms, true,  {load_sysdrv, nothing}},
    {load_intfdrv,       type::intf_drv, 2ms, true, {load_sysdrv, nothing}},
    {load_dbgdrv,        type::dbg_drv, 2ms, true,  {load_sysdrv, nothing}},
    {load_rasdrv,        type::ras_drv, 2ms, true,  {load_sysdrv, nothing}},
    {load_sosdrv,        type::sos, 30ms,  true,  {load_sysdrv, nothing}},  // Linux reads C2PMSG_81 20 ms after it and waits for a change
    {dram_long_train,    0,      200ms, false, {nothing, nothing}},
    {dram_short_train,   0,      5ms,   false, {nothing, nothing}},
    {load_ipkeymgrdrv,   type::ipkeymgr_drv, 2ms, true, {load_sysdrv, nothing}},
};
// clang-format on

// The argument register gives the address in MiB; images are in a buffer of that size.
constexpr u64 buffer_size = MiB;

const Row* find(BootloaderCommand command) {
  const auto* row = std::ranges::find(rows, command, &Row::command);
  return row == std::end(rows) ? nullptr : row;
}

// The sets of 13.0.10 have no table of lowest versions (psp_13_0_10_sos.bin), and Linux then leaves the command out.
constexpr regs::amd::IpVersion without_spl{13, 0, 10};

u32 bit(BootloaderCommand command) {
  const Row* row = find(command);
  return row ? 1u << (row - rows) : 0;
}

}  // namespace

Nanoseconds Bootloader::duration(BootloaderCommand command) {
  const Row* row = find(command);
  return row ? row->duration : Nanoseconds{0};
}

bool Bootloader::loaded(BootloaderCommand command) const { return (loaded_ & bit(command)) != 0; }

Checked<u32> Bootloader::run(BootloaderCommand command, u64 address) {
  const Row* row = find(command);
  if (!row)
    return refuse(Status::error_not_supported, fmt::format("no bootloader command {:#x}", static_cast<u32>(command)));
  for (const BootloaderCommand need : row->needs)
    if (need != nothing && !loaded(need) && !(need == load_tos_spl_table && version_ == without_spl))
      return refuse(Status::error_bad_state, fmt::format("{} must come before it", to_string(need)));
  u32 version = 0;
  if (row->takes_image) {
    const Checked<Image> image = read_image(memory_, address, buffer_size);
    if (!image) return Unexpected<Refusal>(image.error());
    if (row->image_type != 0 && image->type != 0 && image->type != row->image_type)
      return refuse(Status::error_security, fmt::format("image at {:#x} has type {:#x}, expected {:#x}", address,
                                                        image->type, row->image_type));
    version = image->version;
    if (command == load_key_database) keys_.load(memory_, *image);
  }
  loaded_ |= bit(command);
  return version;
}

}  // namespace egpulab::simulator::amd::psp
