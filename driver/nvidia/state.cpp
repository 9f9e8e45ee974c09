// State on arrival, reset, and the wait for the card's own firmware.
#include "driver/nvidia/state.hpp"

#include <array>

#include "driver/bus/pci_config.hpp"
#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/pfb.hpp"
#include "driver/regs/nvidia/pfsp.hpp"
#include "driver/regs/nvidia/pgc6.hpp"
#include "driver/regs/nvidia/pmc.hpp"
#include "driver/regs/nvidia/riscv.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;

namespace {

// The header's registers that a reset loses: six BARs, then the command register.
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

// Device Capabilities, bit 28: Function Level Reset (PCI Express Base 5.0, 7.5.3.3).
bool offers_function_reset(bus::PciDevice& device) {
  const auto express = bus::pci::find_capability(device, bus::pci::Capability::express);
  constexpr u16 device_capabilities = 4;
  return express && (device.config_read(static_cast<u16>(*express + device_capabilities), 4) >> 28 & 1) != 0;
}

void wait_until_it_answers(Registers& registers) {
  u32 boot = 0;
  registers.link().wait(
      bus::Wait{"the card after its reset", timeouts::after_reset.limit, timeouts::after_reset.interval},
      [&] {
        // Registers read all-ones until the chip is back; that is no lost link yet.
        boot = registers.at<PmcBoot0>().read(true).raw();
        return boot != ~u32{0} && boot != 0 && !is_pri_error(boot);
      },
      [&] { return fmt::format("NV_PMC_BOOT_0={:#x}", boot); });
}

}  // namespace

std::string_view to_string(Found found) {
  constexpr std::string_view names[] = {"fresh", "leftover", "running"};
  return names[static_cast<u32>(found) % std::size(names)];
}

Wpr2 read_wpr2(Registers& registers) {
  const PfbPriMmuWpr2AddrHi high = registers.at<PfbPriMmuWpr2AddrHi>().read();
  if (high["VAL"_f] == 0 || is_pri_error(high.raw())) return {};
  const PfbPriMmuWpr2AddrLo low = registers.at<PfbPriMmuWpr2AddrLo>().read();
  // The upper bound names the last unit of 128 KiB that belongs to the region.
  const u64 begin = u64{low["VAL"_f]} << 12, last = u64{high["VAL"_f]} << 12;
  if (last < begin) return {};
  return {begin, align_down(last, 128 * KiB) + 128 * KiB};
}

FoundState inspect(Registers& registers) {
  FoundState s;
  const Wpr2 wpr2 = read_wpr2(registers);
  const RiscvCpuctl core = registers.of<RiscvCpuctl>(gsp_unit).read();
  s.gsp_active = !is_pri_error(core.raw()) && core["ACTIVE_STAT"_f];
  s.wpr2_begin = wpr2.begin;
  s.wpr2_end = wpr2.end;
  if (s.gsp_active) {
    s.found = Found::running;
    s.text = wpr2.up() ? fmt::format("GSP firmware of an earlier session runs, and WPR2 is up ({:#x} to {:#x})",
                                     wpr2.begin, wpr2.end)
                       : "GSP firmware of an earlier session runs";
  } else if (wpr2.up()) {
    s.found = Found::leftover;
    s.text = fmt::format("WPR2 is up ({:#x} to {:#x}) with the GSP's core at rest: an earlier session did not end",
                         wpr2.begin, wpr2.end);
  } else {
    s.text = "no GSP firmware runs and WPR2 is down (power-on, reset, or an earlier session's clean end)";
  }
  return s;
}

std::string reset_card(Registers& registers) {
  bus::Link& link = registers.link();
  bus::PciDevice& device = link.device();
  bus::pci::disable_bus_master(device);
  const SavedConfig config = save_config(device);
  std::string done;
  const auto reset = [&](bus::ResetKind kind) {
    done += fmt::format("{}reset of the {}", done.empty() ? "" : ", then ", to_string(kind));
    device.reset(kind);
    restore_config(device, config);
    wait_until_it_answers(registers);
    return inspect(registers);
  };
  FoundState after;
  if (offers_function_reset(device)) {
    after = reset(bus::ResetKind::function);
    if (after.found == Found::fresh) return done;
  }
  after = reset(bus::ResetKind::bus);
  if (after.found != Found::fresh)
    throw DeviceFault(fmt::format("after a {} {}: power-cycle the card", done, after.text));
  return done;
}

void wait_for_own_firmware(Registers& registers) {
  if (registers.has<ThermI2csScratch>()) {
    registers.at<ThermI2csScratch>().wait("the FSP's own boot (NV_THERM_I2CS_SCRATCH 0xff)", timeouts::card_firmware,
                                          "DATA"_f == fsp_boot_completed);
    return;
  }
  registers.at<Pgc6AonSecureScratchGroup05PrivLevelMask>().wait(
      "the card's own firmware (GFW) to open its progress register", timeouts::card_firmware,
      "READ_PROTECTION_LEVEL0"_f == true);
  registers.at<Pgc6AonSecureScratchGroup05>(0).wait("the card's own firmware (GFW) to finish its boot",
                                                    timeouts::card_firmware,
                                                    "GFW_BOOT_PROGRESS"_f == gfw_boot_completed);
}

}  // namespace egpulab::driver::nvidia
