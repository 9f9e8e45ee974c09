// Tables of contents.
#include "simulator/amd/psp/toc.hpp"

#include <fmt/format.h>

#include <vector>

namespace egpulab::simulator::amd::psp {

namespace {

constexpr u64 multimedia_bytes = 0x950000;

}  // namespace

Checked<u64> toc_bytes(McMemory& memory, const Image& image, const regs::amd::TocFormat& toc) {
  std::vector<std::byte> body(image.body_size);
  if (!memory.read(image.address + regs::amd::psp_image::header_size, body))
    return refuse(Status::error_access_denied, "LOAD_TOC: the table cannot be read");
  // Copies for virtual functions have places in the table, and none in the TMR of a card without any.
  u64 end = 0, copies = 0;
  u32 entries = 0;
  for (std::size_t at = 0; at + toc.bytes <= body.size(); at += toc.bytes) {
    const u32 place = load<u32>(body, at);
    if (toc.id(place) == 0) break;
    const u64 first = toc.offset(place);
    if (first < end)
      return refuse(Status::error_bad_format,
                    fmt::format("LOAD_TOC: entry {} (id {:#x}) is at {:#x}, where entries before it reach to {:#x}",
                                entries, toc.id(place), first, end));
    const u32 extent = load<u32>(body, at + 4);
    const u64 others = toc.is_copied(extent) ? toc.size(extent) * (toc.functions - 1) : 0;
    end = first + toc.size(extent) + others;
    copies += others;
    ++entries;
  }
  if (entries == 0) return refuse(Status::error_bad_format, "LOAD_TOC: the table has no entries");
  return end - copies;
}

u32 tmr_size_for(u64 graphics_bytes) { return static_cast<u32>(align_up(graphics_bytes + multimedia_bytes, 4 * KiB)); }

}  // namespace egpulab::simulator::amd::psp
