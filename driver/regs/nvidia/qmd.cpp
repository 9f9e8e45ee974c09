// Reads the embedded tables of launch descriptors' fields.
#include "driver/regs/nvidia/qmd.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/embedded.hpp"
#include "driver/base/error.hpp"
#include "driver/regs/nvidia/tsv.hpp"

namespace egpulab::embedded {
std::span<const File> nvidia_class_files();
}

namespace egpulab::regs::nvidia {

QmdLayout::QmdLayout(u8 major, u8 minor, Bytes table) : major_(major), minor_(minor) {
  for_each_row<5>(table, [this](const std::array<std::string_view, 5>& columns) {
    QmdField field{static_cast<u16>(number(columns[1], 10)), static_cast<u16>(number(columns[2], 10)), 1, 0};
    if (std::string_view dimension = columns[3]; dimension != "-") {
      field.count = static_cast<u16>(number(take(dimension, ':'), 10));
      field.stride = static_cast<u16>(number(dimension, 10));
    }
    fields_.push_back({columns[0], field, columns[4] == "-" ? std::string_view() : columns[4]});
  });
  by_name_.resize(fields_.size());
  for (u32 i = 0; i < by_name_.size(); ++i) by_name_[i] = i;
  std::ranges::sort(by_name_, {}, [this](u32 i) { return fields_[i].name; });
}

std::optional<QmdField> QmdLayout::find(std::string_view name) const {
  const auto found = std::ranges::lower_bound(by_name_, name, {}, [this](u32 i) { return fields_[i].name; });
  if (found == by_name_.end() || fields_[*found].name != name) return std::nullopt;
  return fields_[*found].field;
}

QmdField QmdLayout::field(std::string_view name) const {
  if (const auto found = find(name)) return *found;
  throw InvalidRequest(fmt::format("launch descriptor {}.{} has no field {}", major_, minor_, name));
}

std::string QmdLayout::describe(std::span<const u32> qmd) const {
  std::string text;
  if (qmd.size() * 4 < bytes()) return fmt::format("{} bytes of {}", qmd.size() * 4, bytes());
  for (const QmdNamedField& f : fields_)
    for (u32 i = 0; i < f.field.count; ++i)
      if (const u64 value = qmd_get(qmd, f.field, i); value != 0) {
        const std::string index = f.field.count > 1 ? fmt::format("({})", i) : std::string();
        text += fmt::format("{}{}{}={:#x}", text.empty() ? "" : " ", f.name, index, value);
      }
  return text;
}

const QmdLayout* qmd_layout(u8 major, u8 minor) {
  static const std::vector<QmdLayout> layouts = [] {
    std::vector<QmdLayout> l;
    for (const embedded::File& file : embedded::nvidia_class_files())
      if (file.name.starts_with("qmd_"))
        l.emplace_back(static_cast<u8>(number(file.name.substr(4, 2), 10)),
                       static_cast<u8>(number(file.name.substr(7, 2), 10)), file.content);
    return l;
  }();
  for (const QmdLayout& l : layouts)
    if (l.major() == major && l.minor() == minor) return &l;
  return nullptr;
}

void qmd_set(std::span<u32> qmd, QmdField f, u64 value, u32 index) {
  if (value > f.max())
    throw InvalidRequest(fmt::format("{:#x} does not fit the launch descriptor's bits [{}:{}]", value, f.high, f.low));
  const unsigned low = f.low + index * f.stride, high = f.high + index * f.stride;
  const u64 mask = f.max() << (low % 32), bits = value << (low % 32);
  qmd[low / 32] = (qmd[low / 32] & ~low32(mask)) | low32(bits);
  if (high / 32 != low / 32) qmd[high / 32] = (qmd[high / 32] & ~high32(mask)) | high32(bits);
}

}  // namespace egpulab::regs::nvidia
