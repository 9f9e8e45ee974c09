// Values of fields by their names where they have one.
#include "traces/register_text.hpp"

#include <fmt/format.h>

namespace egpulab::traces {
namespace {

std::string number(const regs::FieldInfo& field, u32 word) {
  const u64 v = word >> field.low & field.max();
  const std::string_view name = field.value_name ? field.value_name(v) : std::string_view{};
  if (!name.empty()) return std::string(name);
  return v < 10 ? fmt::format("{}", v) : fmt::format("{:#x}", v);
}

}  // namespace

std::string text_of_name(std::string_view name, u64 offset) {
  const u64 byte = offset & 3;
  return byte == 0 ? std::string(name) : fmt::format("{}+{}", name, byte);
}

std::string text_of_value(std::string_view name, RegisterFields fields, u32 value) {
  if (fields.empty()) return fmt::format("{} = {:#x}", name, value);
  return fmt::format("{} = {:#x} {}", name, value, regs::describe(fields, std::span<const u32>(&value, 1)));
}

std::string text_of_difference(RegisterFields fields, u32 expected, u32 found) {
  std::string text;
  for (const regs::FieldInfo& f : fields) {
    if (((expected ^ found) >> f.low & f.max()) == 0) continue;
    text += fmt::format("{}{}: expected {}, found {}", text.empty() ? "" : ", ", f.name, number(f, expected),
                        number(f, found));
  }
  return text;
}

}  // namespace egpulab::traces
