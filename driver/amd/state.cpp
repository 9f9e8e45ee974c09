// State on arrival, and the reset of the card.
#include "driver/amd/state.hpp"

#include <array>

#include "driver/amd/well_known.hpp"
#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/nbio.hpp"
#include "driver/regs/amd/psp.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;

namespace {

constexpr u32 marker_register = 7, session_register = 6;
constexpr u32 peer_marker = 0xa000'0000, peer_marker_mask = 0xfff0'0000;  // tinygrad's AM driver

// The header's registers that a chip reset loses: six BARs, then the command register.
constexpr u16 bars = 6;
struct SavedConfig {
  std::array<u32, bars> bar{};
  u32 command = 0;
};

SavedConfig save_config(bus::PciDevice& device) {
  SavedConfig s;
  for (u16 i = 0; i < bars; ++i) s.bar[i] = device.config_read(static_cast<u16>(bus::pci::bar0 + 4 * i), 4);
  s.command = device.config_read(bus::pci::command, 2);
  return s;
}

void restore_config(bus::PciDevice& device, const SavedConfig& s) {
  for (u16 i = 0; i < bars; ++i) {
    const auto offset = static_cast<u16>(bus::pci::bar0 + 4 * i);
    if (device.config_read(offset, 4) != s.bar[i]) device.config_write(offset, 4, s.bar[i]);
  }
  device.config_write(bus::pci::command, 2, s.command | bus::pci::command_memory);
}

void wait_until_ready(bus::Link& link) {
  const u64 memsize = byte_address<RccDev0Epf0RccConfigMemsize>(well_known_bases());
  const u64 boot_status = byte_address<Mp0SmnC2pmsg>(well_known_bases(), psp_mailbox::boot_status);
  u32 size = 0, status = 0;
  link.wait(
      bus::Wait{"the card after its reset", timeouts::after_reset.limit, timeouts::after_reset.interval},
      [&] {
        // Registers read all-ones until the chip is back; that is no lost link yet.
        size = link.read32(mmio_bar, memsize, {}, true);
        if (size == 0 || size == ~u32{0}) return false;
        status = link.read32(mmio_bar, boot_status, {}, true);
        return status != ~u32{0} && (status & 0x8000'0000) != 0;
      },
      [&] { return fmt::format("RCC_CONFIG_MEMSIZE={:#x} MP0_SMN_C2PMSG_33={:#x}", size, status); });
}

}  // namespace

std::string_view to_string(Found found) {
  constexpr std::string_view names[] = {"fresh", "closed", "abandoned", "foreign"};
  return names[static_cast<u32>(found) & 3];
}

FoundState inspect(Registers& registers, Psp& psp) {
  FoundState s;
  s.sign_of_life = psp.sign_of_life();
  // Without the secure OS the graphics core has no power, and its scratch registers say nothing.
  if (s.sign_of_life == 0) {
    s.text = "no firmware runs (power-on or reset)";
    return s;
  }
  s.marker = registers.at<ScratchReg>(marker_register).read(true).raw();
  if (s.marker == boot_area::marker) {
    const u32 session = registers.at<ScratchReg>(session_register).read(true).raw();
    const bool closed = session == static_cast<u32>(boot_area::Session::closed);
    s.found = closed ? Found::closed : Found::abandoned;
    s.text = closed ? "firmware of this driver's last session runs, which ended cleanly"
                    : "firmware of this driver's last session runs, which did not end cleanly";
    return s;
  }
  s.found = Found::foreign;
  s.text = (s.marker & peer_marker_mask) == peer_marker
               ? fmt::format("firmware started by tinygrad runs (SCRATCH_REG7={:#x})", s.marker)
               : fmt::format("firmware started by another driver runs (MP0_SMN_C2PMSG_81={:#x}, SCRATCH_REG7={:#x})",
                             s.sign_of_life, s.marker);
  return s;
}

void reset_card(Registers& registers, Psp& psp, Smu& smu, std::string& how) {
  bus::Link& link = registers.link();
  bus::PciDevice& device = link.device();
  bus::pci::disable_bus_master(device);
  const SavedConfig config = save_config(device);
  if (const auto version = smu.probe()) {
    how = fmt::format("mode 1 reset by the SMU (firmware {:#x})", *version);
    smu.mode1_reset();
  } else {
    // Nobody on the chip can reset it; what lies above it may.
    how = "reset of the bus, since the SMU did not answer";
    device.reset(bus::ResetKind::bus);
  }
  restore_config(device, config);
  wait_until_ready(link);
  if (const u32 alive = psp.sign_of_life(); alive != 0)
    throw DeviceFault(fmt::format(
        "after a {} the PSP's secure OS still runs (MP0_SMN_C2PMSG_81={:#x}, expected 0): power-cycle the card", how,
        alive));
}

}  // namespace egpulab::driver::amd
