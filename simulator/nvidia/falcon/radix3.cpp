// Walking the radix-3 tree.
#include "simulator/nvidia/falcon/radix3.hpp"

#include <fmt/format.h>

#include <vector>

namespace egpulab::simulator::nvidia {

namespace {

constexpr u64 page = 4096, entries = page / 8;

std::vector<u64> read_level(PhysicalMemory& memory, Aperture aperture, const std::vector<u64>& pages, u64 count,
                            std::string& error) {
  std::vector<u64> next(count);
  for (std::size_t i = 0; i < pages.size() && error.empty(); ++i) {
    const u64 first = i * entries, n = std::min(entries, count - first);
    if (!memory.read({aperture, pages[i]}, std::as_writable_bytes(std::span(next).subspan(first, n))))
      error = fmt::format("page {:#x} of addresses cannot be read", pages[i]);
  }
  return next;
}

}  // namespace

std::string check_radix3(PhysicalMemory& memory, Aperture aperture, u64 root, u64 bytes) {
  // Pages of each level from the image up to the root, which is one.
  u64 count[4];
  count[3] = (bytes + page - 1) / page;
  for (int level = 3; level > 0; --level) count[level - 1] = (count[level] + entries - 1) / entries;
  if (count[0] != 1) return fmt::format("an image of {:#x} bytes does not fit into a tree of three levels", bytes);
  std::vector<u64> pages{root};
  std::string error;
  for (int level = 0; level < 3 && error.empty(); ++level) {
    pages = read_level(memory, aperture, pages, count[level + 1], error);
    for (std::size_t i = 0; i < pages.size() && error.empty(); ++i)
      if (pages[i] == 0 || pages[i] % page != 0)
        error = fmt::format("entry {} of level {} is {:#x}, which is no page", i, level, pages[i]);
  }
  // The image itself: each page must answer.
  for (std::size_t i = 0; i < pages.size() && error.empty(); ++i)
    if (!memory.page({aperture, pages[i]}, false).memory)
      error = fmt::format("page {} of the image, {:#x}, cannot be read", i, pages[i]);
  return error;
}

}  // namespace egpulab::simulator::nvidia
