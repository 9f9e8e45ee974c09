// PCI identity, BARs and chip.
#include "driver/nvidia/identify.hpp"

#include <fmt/format.h>

#include "driver/nvidia/registers.hpp"
#include "driver/regs/nvidia/pmc.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr u16 nvidia_vendor = 0x10de;
constexpr u32 display_base_class = 0x03;
constexpr u64 registers_needed = 16 * MiB, smallest_vram_bar = 64 * MiB;
// The BAR after a 64-bit BAR1: instance memory and more.
constexpr u8 instance_bar = 3;

std::string known_chips() {
  std::string text;
  for (const regs::nvidia::Chip& c : regs::nvidia::chips) text += fmt::format("{}{}", text.empty() ? "" : ", ", c.name);
  return text;
}

}  // namespace

bool is_supported(u16 vendor, u16 /*device*/, u32 class_code) {
  return vendor == nvidia_vendor && class_code >> 16 == display_base_class;
}

std::string Identity::text() const {
  return fmt::format("{} {:X}{} ({}), {}", chip.name, major_revision, minor_revision, to_string(chip.architecture),
                     bus::pci::to_string(pci));
}

Identity identify(bus::Link& link) {
  using namespace regs::nvidia;
  link.check_alive("reading the PCI identity");
  Identity id;
  id.pci = bus::pci::read_identity(link.device());
  if (id.pci.vendor == 0xffff) link.check_alive("reading the PCI identity");
  if (!is_supported(id.pci.vendor, id.pci.device, id.pci.class_code))
    throw InvalidRequest(fmt::format("the device is {}; expected vendor {:04x} and class {:02x}xxxx (display)",
                                     bus::pci::to_string(id.pci), nvidia_vendor, display_base_class));
  id.registers = link.device().bar(register_bar);
  id.vram = link.device().bar(vram_bar);
  id.instance = link.device().bar(instance_bar);
  const auto need = [](std::string_view what, u8 bar, const bus::BarInfo& info, u64 bytes) {
    if (info.mapped < bytes)
      throw LimitExceeded(
          fmt::format("BAR{} ({}) has {} bytes within reach, {} are needed: the bridge window above the card may be "
                      "unassigned or too small",
                      bar, what, info.mapped, bytes));
  };
  need("registers", register_bar, id.registers, registers_needed);
  need("device memory", vram_bar, id.vram, smallest_vram_bar);
  bus::pci::enable_memory_and_bus_master(link.device());

  // The same place on every generation.
  constexpr auto any = Architecture::ampere;
  id.boot_0 = link.read32(register_bar, bar0_offset<PmcBoot0>(any), PmcBoot0::name);
  id.boot_42 = link.read32(register_bar, bar0_offset<PmcBoot42>(any), PmcBoot42::name);
  const PmcBoot42 boot(id.boot_42);
  const auto architecture = static_cast<Architecture>(boot["ARCHITECTURE"_f]);
  const Chip* chip = find_chip(architecture, static_cast<u8>(boot["IMPLEMENTATION"_f]));
  if (!chip)
    throw InvalidRequest(fmt::format(
        "the chip says {} (architecture {:#x}, implementation {:#x}); this driver knows {}", regs::describe(boot),
        static_cast<u32>(architecture), static_cast<u32>(boot["IMPLEMENTATION"_f]), known_chips()));
  id.chip = *chip;
  id.major_revision = static_cast<u8>(boot["MAJOR_REVISION"_f]);
  id.minor_revision = static_cast<u8>(boot["MINOR_REVISION"_f]);
  return id;
}

}  // namespace egpulab::driver::nvidia
