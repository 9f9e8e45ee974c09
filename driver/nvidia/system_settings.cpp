// GSP_SET_SYSTEM_INFO and SET_REGISTRY. Facts: open-gpu-kernel-modules gsp_static_config.h, g_os_nvoc.h; nouveau
// r535.c.
#include "driver/nvidia/system_settings.hpp"

#include <string_view>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"

namespace egpulab::driver::nvidia {

namespace rm = regs::nvidia::gsp::r570_144;
using regs::nvidia::Architecture;

namespace {

// Where BAR0 mirrors the function's config space.
u32 config_mirror(Architecture a) { return a == Architecture::ampere || a == Architecture::ada ? 0x88000 : 0x92000; }
constexpr u64 highest_user_address = 0x7fff'ffff'f000;

struct Entry {
  std::string_view name;
  u32 value;
};
// RM saves config space by itself and resets by way of the bus above: without another driver on the host.
constexpr Entry registry[] = {{"RMForcePcieConfigSave", 1}, {"RMSecBusResetEnable", 1}};

}  // namespace

rm::GspSystemInfo system_info(const Identity& id) {
  rm::GspSystemInfo info;
  info.gpu_phys_addr = id.registers.address;
  info.gpu_phys_fb_addr = id.vram.address;
  info.gpu_phys_inst_addr = id.instance.address;
  info.max_user_va = highest_user_address;
  info.pci_config_mirror_base = config_mirror(id.chip.architecture);
  info.pci_config_mirror_size = 0x1000;
  info.pci_device_id = u32{id.pci.device} << 16 | id.pci.vendor;
  info.pci_sub_device_id = u32{id.pci.subsystem} << 16 | id.pci.subsystem_vendor;
  info.pci_revision_id = id.pci.revision;
  info.b_is_passthru = 1;
  info.host_page_size = 4096;
  return info;
}

std::vector<std::byte> registry_table() {
  constexpr std::size_t head = sizeof(rm::PackedRegistryTable), entry = sizeof(rm::PackedRegistryEntry);
  std::vector<std::byte> table(head + std::size(registry) * entry);
  for (std::size_t i = 0; i < std::size(registry); ++i) {
    rm::PackedRegistryEntry e;
    e.name_offset = static_cast<u32>(table.size());
    e.type = static_cast<u8>(rm::RegistryType::dword);
    e.data = registry[i].value;
    e.length = sizeof(u32);
    store(MutableBytes(table), head + i * entry, e);
    const Bytes name = std::as_bytes(std::span(registry[i].name));
    table.insert(table.end(), name.begin(), name.end());
    table.push_back(std::byte{0});
  }
  rm::PackedRegistryTable header;
  header.size = static_cast<u32>(table.size());
  header.num_entries = std::size(registry);
  store(MutableBytes(table), 0, header);
  return table;
}

}  // namespace egpulab::driver::nvidia
