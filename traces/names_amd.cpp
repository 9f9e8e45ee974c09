// Looks registers up in AMD's tables.
#include "traces/names_amd.hpp"

#include <fmt/format.h>

#include "driver/regs/amd/ip_text.hpp"

namespace egpulab::traces {
namespace {

constexpr u8 register_bar = 5;

std::string number(const regs::FieldInfo& field, u32 word) {
  const u64 v = word >> field.low & field.max();
  const std::string_view name = field.value_name ? field.value_name(v) : std::string_view{};
  if (!name.empty()) return std::string(name);
  return v < 10 ? fmt::format("{}", v) : fmt::format("{:#x}", v);
}

}  // namespace

void AmdNames::learn(std::string_view key, std::string_view value) {
  if (key != regs::amd::ip_bases_fact || value == text_) return;
  // A session with a damaged fact is still worth showing, without names.
  if (Parsed<regs::amd::IpBases> bases = regs::amd::parse_ip_bases(value)) {
    bases_ = std::move(*bases);
    names_.reset();
    text_ = value;
  }
}

const regs::amd::RegisterNames::Entry* AmdNames::find(u8 bar, u64 offset) const {
  if (bar != register_bar || !bases_) return nullptr;
  if (!names_) names_.emplace(*bases_);
  return names_->find(offset & ~u64{3});
}

std::string AmdNames::name(u8 bar, u64 offset) const {
  const auto* entry = find(bar, offset);
  if (!entry) return {};
  const u64 byte = offset & 3;
  return byte == 0 ? std::string(entry->name) : fmt::format("{}+{}", entry->name, byte);
}

std::string AmdNames::describe(u8 bar, u64 offset, u32 value) const {
  const auto* entry = offset % 4 == 0 ? find(bar, offset) : nullptr;
  if (!entry) return {};
  if (!entry->declared || entry->declared->info.fields.empty()) return fmt::format("{} = {:#x}", entry->name, value);
  return fmt::format("{} = {:#x} {}", entry->name, value,
                     regs::describe(entry->declared->info.fields, std::span<const u32>(&value, 1)));
}

std::string AmdNames::differing_fields(u8 bar, u64 offset, u32 expected, u32 found) const {
  const auto* entry = offset % 4 == 0 ? find(bar, offset) : nullptr;
  std::string text;
  if (!entry || !entry->declared) return text;
  for (const regs::FieldInfo& f : entry->declared->info.fields) {
    if (((expected ^ found) >> f.low & f.max()) == 0) continue;
    text += fmt::format("{}{}: expected {}, found {}", text.empty() ? "" : ", ", f.name, number(f, expected),
                        number(f, found));
  }
  return text;
}

}  // namespace egpulab::traces
