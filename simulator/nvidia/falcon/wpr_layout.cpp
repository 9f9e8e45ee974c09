// Checks of GspFwWprMeta.
#include "simulator/nvidia/falcon/wpr_layout.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/regs/nvidia/pfb.hpp"
#include "simulator/nvidia/falcon/radix3.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia::gsp::r570_144;

namespace {

constexpr u64 most_bytes = 256 * MiB;  // of any image; far beyond what there is

std::string check_range(PhysicalMemory& memory, std::string_view what, u64 address, u64 size) {
  if (size == 0 || size > most_bytes) return fmt::format("{} has a size of {:#x}", what, size);
  for (const u64 at : {address, address + size - 1})
    if (!memory.page({Aperture::system_coherent, align_down(at, 4096)}, false).memory)
      return fmt::format("{} at bus address {:#x} cannot be read", what, at);
  return {};
}

}  // namespace

std::string check_images(PhysicalMemory& memory, const WprMeta& m) {
  if (m.magic != wpr_meta_magic) return fmt::format("magic is {:#x}, expected {:#x}", m.magic, wpr_meta_magic);
  if (m.revision != wpr_meta_revision) return fmt::format("revision is {}, expected {}", m.revision, wpr_meta_revision);
  if (m.size_of_radix3_elf == 0 || m.size_of_radix3_elf > most_bytes)
    return fmt::format("the GSP image has a size of {:#x}", m.size_of_radix3_elf);
  if (std::string e =
          check_radix3(memory, Aperture::system_coherent, m.sysmem_addr_of_radix3_elf, m.size_of_radix3_elf);
      !e.empty())
    return "radix-3 tree of the GSP image: " + e;
  if (std::string e = check_range(memory, "the bootloader", m.sysmem_addr_of_bootloader, m.size_of_bootloader);
      !e.empty())
    return e;
  for (const u64 offset : {m.bootloader_code_offset, m.bootloader_data_offset, m.bootloader_manifest_offset})
    if (offset >= m.size_of_bootloader)
      return fmt::format("offset {:#x} is beyond the bootloader's {:#x} bytes", offset, m.size_of_bootloader);
  if (std::string e = check_range(memory, "the GSP image's signature", m.sysmem_addr_of_signature, m.size_of_signature);
      !e.empty())
    return e;
  // Drivers hand it over in whole pages; its first 4 KiB hold the signature.
  std::array<std::byte, 4096> signature{};
  const u64 size = std::min<u64>(m.size_of_signature, signature.size());
  memory.read({Aperture::system_coherent, m.sysmem_addr_of_signature}, std::span(signature).first(size));
  if (std::ranges::all_of(signature, [](std::byte b) { return b == std::byte{0}; }))
    return "the GSP image is unsigned: its signature is all zero";
  return {};
}

std::string check_layout(const WprMeta& m, Region frts, u64 usable) {
  constexpr u64 granularity = regs::nvidia::wpr_granularity;
  if (frts.empty()) return "WPR2 is not up: FWSEC-FRTS has not run";
  if (m.frts_offset != frts.begin || m.frts_offset + m.frts_size != frts.end)
    return fmt::format("FRTS is said to be {:#x} to {:#x}, FWSEC set WPR2 to {:#x} to {:#x}", m.frts_offset,
                       m.frts_offset + m.frts_size, frts.begin, frts.end);
  if (m.fb_size != usable) return fmt::format("VRAM is said to have {:#x} bytes, it has {:#x}", m.fb_size, usable);
  if (m.gsp_fw_wpr_start % granularity != 0 || m.gsp_fw_wpr_end % granularity != 0)
    return fmt::format("WPR2 from {:#x} to {:#x} is not aligned to 128 KiB", m.gsp_fw_wpr_start, m.gsp_fw_wpr_end);
  // In ascending order, each beginning where the one before may have ended.
  const struct {
    std::string_view name;
    u64 begin, size;
  } parts[] = {{"heap outside of WPR2", m.non_wpr_heap_offset, m.non_wpr_heap_size},
               {"metadata", m.gsp_fw_wpr_start, sizeof(WprMeta)},
               {"heap", m.gsp_fw_heap_offset, m.gsp_fw_heap_size},
               {"GSP image", m.gsp_fw_offset, m.size_of_radix3_elf},
               {"bootloader", m.boot_bin_offset, m.size_of_bootloader},
               {"FRTS", m.frts_offset, m.frts_size}};
  u64 end = 0;
  std::string_view before = "VRAM's start";
  for (const auto& part : parts) {
    if (part.size == 0 || part.begin < end || part.begin > usable || part.size > usable - part.begin)
      return fmt::format("{} at {:#x} with {:#x} bytes overlaps {} (up to {:#x}), is empty or leaves VRAM", part.name,
                         part.begin, part.size, before, end);
    end = part.begin + part.size;
    before = part.name;
  }
  if (m.gsp_fw_wpr_end < end || m.gsp_fw_wpr_end > usable)
    return fmt::format("WPR2 ends at {:#x}, FRTS at {:#x}, VRAM at {:#x}", m.gsp_fw_wpr_end, end, usable);
  return {};
}

}  // namespace egpulab::simulator::nvidia
