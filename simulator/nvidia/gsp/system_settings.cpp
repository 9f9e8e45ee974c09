// Reads the packed registry table.
// Facts: open-gpu-kernel-modules 570.144 (MIT), g_os_nvoc.h PACKED_REGISTRY_TABLE.
#include "simulator/nvidia/gsp/system_settings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::nvidia::gsp {

using namespace regs::nvidia::gsp::r570_144;

std::string SystemSettings::set_registry(Bytes table) {
  if (table.size() < sizeof(PackedRegistryTable)) return fmt::format("the table has {} bytes, no header", table.size());
  const auto header = load<PackedRegistryTable>(table);
  const u64 entries_end = sizeof header + u64{header.num_entries} * sizeof(PackedRegistryEntry);
  if (header.size > table.size() || entries_end > header.size)
    return fmt::format("the table claims {} entries in {} bytes; {} bytes came", header.num_entries, header.size,
                       table.size());
  std::map<std::string, u32> found;
  for (u32 i = 0; i < header.num_entries; ++i) {
    const auto e = load<PackedRegistryEntry>(table, sizeof header + i * sizeof(PackedRegistryEntry));
    if (e.name_offset < entries_end || e.name_offset >= header.size)
      return fmt::format("entry {} has its name at {:#x}, outside the table", i, e.name_offset);
    const Bytes text = table.subspan(e.name_offset, header.size - e.name_offset);
    const auto end = std::ranges::find(text, std::byte{0});
    if (end == text.end()) return fmt::format("entry {} has a name without an end", i);
    const std::string name(reinterpret_cast<const char*>(text.data()), static_cast<std::size_t>(end - text.begin()));
    found[name] = e.type == 1 ? e.data : e.length;
  }
  registry_ = std::move(found);
  return {};
}

}  // namespace egpulab::simulator::nvidia::gsp
