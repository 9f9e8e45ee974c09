// Register and field values as text, and the errors of the typed accessors.
#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "driver/regs/register.hpp"

namespace egpulab::regs {
namespace {

std::string number(u64 v) { return v < 10 ? fmt::format("{}", v) : fmt::format("{:#x}", v); }

u64 extract_words(std::span<const u32> words, const FieldInfo& field) {
  u64 v = 0;
  for (unsigned bit = field.low & ~31u; bit <= field.high; bit += 32) {
    const u64 word = bit / 32 < words.size() ? words[bit / 32] : 0;
    v |= bit >= field.low ? word << (bit - field.low) : word >> (field.low - bit);
  }
  return v & field.max();
}

// The vendor's numbers of an element, outer dimension first.
using Indices = std::array<u32, 4>;
Indices indices_of(const RegisterInfo& info, u32 element) {
  Indices indices{};
  for (std::size_t d = info.dimensions.size(); d-- > 0; element /= info.dimensions[d].count)
    indices[d] = info.dimensions[d].first + element % info.dimensions[d].count;
  return indices;
}

// `index` replaces the '#' that fields of arrays may carry.
std::string describe_fields(std::span<const FieldInfo> fields, std::span<const u32> words, u32 index) {
  if (fields.empty()) return {};
  std::string text;
  for (char separator = '{'; const FieldInfo& f : fields) {
    const u64 v = extract_words(words, f);
    const std::string_view value_name = f.value_name ? f.value_name(v) : std::string_view{};
    text += separator;
    for (const char c : f.name)
      if (c == '#')
        text += std::to_string(index);
      else
        text += c;
    text += '=';
    text += value_name.empty() ? number(v) : std::string(value_name);
    separator = ' ';
  }
  return text + '}';
}

}  // namespace

namespace detail {

void value_out_of_range(std::string_view field, u64 value, unsigned width) {
  throw InvalidRequest(fmt::format("value {:#x} does not fit field {}, which has {} bits", value, field, width));
}

void index_out_of_range(std::string_view name, u32 index, u32 first, u32 count) {
  throw InvalidRequest(fmt::format("register {} has indices {} to {}, and index {} was asked for", name, first,
                                   first + count - 1, index));
}

}  // namespace detail

std::string RegisterInfo::element_name(u32 element) const {
  const Indices indices = indices_of(*this, element);
  std::string text;
  for (std::size_t next = 0; const char c : name) {
    if (c == '#')
      text += std::to_string(indices[next++]);
    else
      text += c;
  }
  return text;
}

const FieldInfo* RegisterInfo::find_field(std::string_view field) const {
  for (const FieldInfo& f : fields)
    if (f.name == field) return &f;
  return nullptr;
}

std::string describe(std::span<const FieldInfo> fields, std::span<const u32> words) {
  return describe_fields(fields, words, 0);
}

std::string describe(const RegisterInfo& info, u32 value, u32 element) {
  std::string text = info.element_name(element);
  if (info.fields.empty()) return text + fmt::format("={:#x}", value);
  const u32 index = info.dimensions.empty() ? 0 : indices_of(info, element)[info.dimensions.size() - 1];
  return text + ' ' + describe_fields(info.fields, std::span<const u32>(&value, 1), index);
}

}  // namespace egpulab::regs
