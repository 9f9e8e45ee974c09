// Looks registers up in AMD's tables.
#include "traces/names_amd.hpp"

#include "driver/regs/amd/ip_text.hpp"
#include "traces/register_text.hpp"

namespace egpulab::traces {
namespace {

constexpr u8 register_bar = 5;

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
  return entry ? text_of_name(entry->name, offset) : std::string();
}

std::string AmdNames::describe(u8 bar, u64 offset, u32 value) const {
  const auto* entry = offset % 4 == 0 ? find(bar, offset) : nullptr;
  if (!entry) return {};
  return text_of_value(entry->name, entry->declared ? entry->declared->info.fields : RegisterFields(), value);
}

std::string AmdNames::differing_fields(u8 bar, u64 offset, u32 expected, u32 found) const {
  const auto* entry = offset % 4 == 0 ? find(bar, offset) : nullptr;
  if (!entry || !entry->declared) return {};
  return text_of_difference(entry->declared->info.fields, expected, found);
}

}  // namespace egpulab::traces
