// Reads and checks what the driver hands to GSP-RM.
// Facts: open-gpu-kernel-modules 570.144 gsp_fw_wpr_meta.h, libos_init_args.h, kernel_gsp.c (names of the regions).
#include "simulator/nvidia/gsp/boot_arguments.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace r570 = regs::nvidia::gsp::r570_144;

namespace {

constexpr u64 page = 4096;
constexpr u32 most_regions = 16;  // a driver gives six
constexpr u64 rm_arguments_index = 100;

Unexpected<BootRefusal> refuse(u64 argument, u64 value, std::string why) {
  return Unexpected<BootRefusal>(BootRefusal{std::move(why), argument, value});
}

std::string region_name(u64 id) {
  std::string name;
  for (int shift = 56; shift >= 0; shift -= 8)
    if (const char c = static_cast<char>(id >> shift & 0xff)) name.push_back(c);
  return name;
}

}  // namespace

const BootArguments::Region* BootArguments::log(std::string_view name) const {
  const auto found = std::ranges::find(regions, name, &Region::name);
  return found == regions.end() ? nullptr : &*found;
}

Expected<BootArguments, BootRefusal> read_boot_arguments(PhysicalMemory& memory, const GspBoot& boot, Region wpr2,
                                                         std::vector<BootArguments::Region>& logs) {
  BootArguments b;
  // The logs come first: what is wrong later is told there.
  const BootArguments::Region* rm_arguments = nullptr;
  BootArguments::Region arguments_region;
  for (u32 i = 0; i < most_regions; ++i) {
    r570::LibosMemoryRegionInitArgument r;
    const PhysicalAddress at{boot.libos_arguments.aperture, boot.libos_arguments.address + i * sizeof r};
    if (!memory.read(at, as_writable_bytes(r)))
      return refuse(1 + i, at.address, fmt::format("libos argument {} at {:#x} cannot be read", i, at.address));
    if (r.id8 == 0) break;
    const std::string name = region_name(r.id8);
    if (r.kind != static_cast<u8>(r570::LibosRegionKind::contiguous))
      return refuse(1 + i, r.kind, fmt::format("libos region {} has kind {}; expected 1, contiguous", name, r.kind));
    if (r.loc != static_cast<u8>(r570::LibosRegionLocation::sysmem) &&
        r.loc != static_cast<u8>(r570::LibosRegionLocation::framebuffer))
      return refuse(1 + i, r.loc,
                    fmt::format("libos region {} is in location {}; expected 1, system memory, or 2, "
                                "framebuffer",
                                name, r.loc));
    if (r.pa % page != 0 || r.size == 0 || r.size % page != 0)
      return refuse(1 + i, r.pa,
                    fmt::format("libos region {} is {:#x} bytes at {:#x}; expected whole pages", name, r.size, r.pa));
    const bool video = r.loc == static_cast<u8>(r570::LibosRegionLocation::framebuffer);
    BootArguments::Region region{name, {video ? Aperture::video : Aperture::system_coherent, r.pa}, r.size};
    if (name == "RMARGS")
      arguments_region = region, rm_arguments = &arguments_region;
    else
      logs.push_back(region), b.regions.push_back(region);
  }

  if (!memory.read(boot.wpr_meta, as_writable_bytes(b.meta)))
    return refuse(0, boot.wpr_meta.address, fmt::format("WPR metadata at {:#x} cannot be read", boot.wpr_meta.address));
  if (b.meta.magic != r570::wpr_meta_magic)
    return refuse(0, b.meta.magic,
                  fmt::format("WPR metadata has magic {:#x}; expected {:#x}", b.meta.magic, r570::wpr_meta_magic));
  if (b.meta.revision != r570::wpr_meta_revision)
    return refuse(0, b.meta.revision,
                  fmt::format("WPR metadata has revision {}; expected {}", b.meta.revision, r570::wpr_meta_revision));
  if (b.meta.gsp_fw_heap_size == 0) return refuse(0, 0, "WPR metadata gives GSP-RM no heap");
  const u64 heap_end = b.meta.gsp_fw_heap_offset + b.meta.gsp_fw_heap_size;
  if (b.meta.gsp_fw_heap_offset != 0 && !wpr2.empty() &&
      (b.meta.gsp_fw_heap_offset < wpr2.begin || heap_end > wpr2.end))
    return refuse(0, b.meta.gsp_fw_heap_offset,
                  fmt::format("GSP-RM's heap {:#x} to {:#x} is not inside WPR2, {:#x} to {:#x}",
                              b.meta.gsp_fw_heap_offset, heap_end, wpr2.begin, wpr2.end));

  if (!rm_arguments) return refuse(rm_arguments_index, 0, "libos has no region RMARGS");
  if (rm_arguments->bytes < sizeof b.arguments)
    return refuse(rm_arguments_index, rm_arguments->bytes,
                  fmt::format("libos region RMARGS has {:#x} bytes; expected {:#x} at least", rm_arguments->bytes,
                              sizeof b.arguments));
  if (!memory.read(rm_arguments->at, as_writable_bytes(b.arguments)))
    return refuse(rm_arguments_index, rm_arguments->at.address,
                  fmt::format("RM arguments at {:#x} cannot be read", rm_arguments->at.address));
  return b;
}

}  // namespace egpulab::simulator::nvidia::gsp
