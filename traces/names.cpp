// Asks the vendors' maps and falls back to BAR and offset.
#include "traces/names.hpp"

#include <fmt/format.h>

namespace egpulab::traces {

template <class F>
std::string Names::first(F&& ask) const {
  for (const auto& map : maps_)
    if (std::string text = ask(*map); !text.empty()) return text;
  return {};
}

void Names::learn(std::string_view key, std::string_view value) {
  for (const auto& map : maps_) map->learn(key, value);
}

std::string Names::note(const Event& event, Bytes payload) {
  std::string text;
  for (const auto& map : maps_) {
    const std::string note = map->note(event, payload);
    if (!note.empty()) text += (text.empty() ? "" : "; ") + note;
  }
  return text;
}

std::string Names::name(u8 bar, u64 offset) const {
  std::string text = first([&](const RegisterNames& n) { return n.name(bar, offset); });
  return text.empty() ? fmt::format("BAR{}+{:#x}", bar, offset) : text;
}

std::string Names::describe(u8 bar, u64 offset, u64 value, u64 bytes) const {
  const auto word = [&](u64 at, u32 v) {
    return first([&](const RegisterNames& n) { return n.describe(bar, at, v); });
  };
  std::string low = word(offset, low32(value));
  if (low.empty()) return fmt::format("{} = {:#x}", name(bar, offset), value);
  if (bytes < 8) return low;
  const std::string high = word(offset + 4, high32(value));
  return high.empty() ? fmt::format("{} (64 bits: {:#x})", low, value) : low + ", " + high;
}

std::string Names::difference(u8 bar, u64 offset, u64 expected, u64 found, u64 bytes) const {
  std::string text = fmt::format("expected {:#x}, found {:#x}", expected, found);
  for (u64 at = 0; at < bytes; at += 4) {
    const u32 e = static_cast<u32>(expected >> 8 * at), f = static_cast<u32>(found >> 8 * at);
    if (e == f) continue;
    const std::string fields =
        first([&](const RegisterNames& n) { return n.differing_fields(bar, offset + at, e, f); });
    if (!fields.empty()) text += "; " + fields;
  }
  return text;
}

}  // namespace egpulab::traces
