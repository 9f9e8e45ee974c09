// PCI identity, BARs and memory size.
#include "driver/amd/identify.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/amd/registers.hpp"
#include "driver/amd/well_known.hpp"
#include "driver/regs/amd/nbio.hpp"
#include "driver/regs/amd/psp.hpp"

namespace egpulab::driver::amd {
namespace {

constexpr u16 amd_vendor = 0x1002;

struct Chip {
  u16 device;
  std::string_view name;
};
// Names of PCI ids, for people: what a chip can do follows from its IP discovery table. Ids: the PCI id repository.
constexpr std::array chips{
    Chip{0x744c, "Radeon RX 7900 XT/XTX (Navi31)"},
    Chip{0x7448, "Radeon Pro W7900 (Navi31)"},
    Chip{0x744a, "Radeon Pro W7900 Dual Slot (Navi31)"},
    Chip{0x745e, "Radeon Pro W7800 (Navi31)"},
    Chip{0x747e, "Radeon RX 7700 XT/7800 XT (Navi32)"},
    Chip{0x7470, "Radeon Pro W7700 (Navi32)"},
    Chip{0x7480, "Radeon RX 7600 (Navi33)"},
    Chip{0x7489, "Radeon Pro W7500 (Navi33)"},
    Chip{0x7550, "Radeon RX 9070/9070 XT (Navi48)"},
    Chip{0x7551, "Radeon AI PRO R9700 (Navi48)"},
    Chip{0x7590, "Radeon RX 9060 XT (Navi44)"},
};

std::string known_ids() {
  std::string text;
  for (const Chip& c : chips) text += fmt::format("{}{:04x}", text.empty() ? "" : ", ", c.device);
  return text;
}

// The last doorbell that we ring, in bytes: SDMA1's.
constexpr u64 doorbell_bytes_needed = 8 * KiB;
// The lowest BAR0 that any board has.
constexpr u64 smallest_vram_bar = 256 * MiB;

u32 read_well_known(bus::Link& link, u64 address, std::string_view name) {
  return link.read32(mmio_bar, address, name);
}

}  // namespace

bool is_supported(u16 vendor, u16 device) {
  return vendor == amd_vendor &&
         std::any_of(chips.begin(), chips.end(), [&](const Chip& c) { return c.device == device; });
}

Identity identify(bus::Link& link) {
  using namespace regs::amd;
  link.check_alive("reading the PCI identity");
  Identity id;
  id.pci = bus::pci::read_identity(link.device());
  if (id.pci.vendor == 0xffff) link.check_alive("reading the PCI identity");
  if (!is_supported(id.pci.vendor, id.pci.device))
    throw InvalidRequest(
        fmt::format("the device is {}, which the AMD driver does not know (expected {:04x} and one of {})",
                    bus::pci::to_string(id.pci), amd_vendor, known_ids()));
  id.name = std::find_if(chips.begin(), chips.end(), [&](const Chip& c) { return c.device == id.pci.device; })->name;
  id.vram = link.device().bar(vram_bar);
  id.doorbells = link.device().bar(doorbell_bar);
  id.mmio = link.device().bar(mmio_bar);
  const auto need = [](std::string_view what, u8 bar, const bus::BarInfo& info, u64 bytes) {
    if (info.mapped < bytes)
      throw LimitExceeded(
          fmt::format("BAR{} ({}) has {} bytes within reach, {} are needed: the bridge window above the "
                      "card may be unassigned or too small",
                      bar, what, info.mapped, bytes));
  };
  need("registers", mmio_bar, id.mmio, 512 * KiB);
  need("doorbells", doorbell_bar, id.doorbells, doorbell_bytes_needed);
  need("device memory", vram_bar, id.vram, smallest_vram_bar);
  bus::pci::enable_memory_and_bus_master(link.device());

  // A virtual function has other mailboxes; a stray set bit here once sent a driver into that path for good.
  const RccDev0Epf0RccIovFuncIdentifier function(read_well_known(
      link, byte_address<RccDev0Epf0RccIovFuncIdentifier>(well_known_bases()), RccDev0Epf0RccIovFuncIdentifier::name));
  if (function["FUNC_IDENTIFIER"_f])
    throw InvalidRequest(
        fmt::format("the function says that it is an SR-IOV virtual function ({}); only physical ones are driven",
                    regs::describe(function)));
  // Until memory training ends there is no memory to read and no table in it.
  const u64 boot_status = byte_address<Mp0SmnC2pmsg>(well_known_bases(), psp_mailbox::boot_status);
  u32 status = 0;
  link.wait(
      {"memory training (MP0_SMN_C2PMSG_33 bit 31)", timeouts::memory_training.limit,
       timeouts::memory_training.interval},
      [&] {
        status = read_well_known(link, boot_status, "MP0_SMN_C2PMSG_33");
        return (status & 0x8000'0000) != 0;
      },
      [&] { return fmt::format("MP0_SMN_C2PMSG_33={:#x}", status); });
  const u32 mib = read_well_known(link, byte_address<RccDev0Epf0RccConfigMemsize>(well_known_bases()),
                                  RccDev0Epf0RccConfigMemsize::name);
  if (mib == 0 || mib == ~u32{0})
    throw DeviceFault(fmt::format(
        "RCC_CONFIG_MEMSIZE reads {:#x}: the card's own firmware has not initialised it (power-cycle it)", mib));
  id.vram_size = u64{mib} * MiB;
  id.vram_visible = std::min(id.vram.mapped, id.vram_size);
  return id;
}

}  // namespace egpulab::driver::amd
