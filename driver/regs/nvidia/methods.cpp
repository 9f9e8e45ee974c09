// Reads the embedded method tables and writes methods by name.
#include "driver/regs/nvidia/methods.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/base/embedded.hpp"
#include "driver/regs/nvidia/tsv.hpp"

namespace egpulab::embedded {
std::span<const File> nvidia_class_files();
}

namespace egpulab::regs::nvidia {
namespace {

// "TYPE[1:0]=0:NONE,1:PIPELINED"
MethodField parse_field(std::string_view text) {
  MethodField field{};
  std::string_view head = take(text, '=');
  field.name = take(head, '[');
  field.high = static_cast<u16>(number(take(head, ':'), 10));
  field.low = static_cast<u16>(number(take(head, ']'), 10));
  while (!text.empty()) {
    std::string_view value = take(text, ',');
    const u32 n = number(take(value, ':'), 16);
    field.values.push_back({n, value});
  }
  return field;
}

std::string value_text(const MethodField& field, u32 value) {
  for (const MethodValue& v : field.values)
    if (v.value == value) return std::string(v.name);
  return value < 10 ? fmt::format("{}", value) : fmt::format("{:#x}", value);
}

Bytes file_of(std::string_view name) {
  for (const embedded::File& file : embedded::nvidia_class_files())
    if (file.name == name) return file.content;
  return {};
}

}  // namespace

ClassMethods::ClassMethods(Bytes table) {
  for_each_row<4>(table, [this](const std::array<std::string_view, 4>& columns) {
    Method method{number(columns[0], 16), columns[1], 1, 4, {}};
    if (std::string_view dimension = columns[2]; dimension != "-") {
      method.count = number(take(dimension, ':'), 10);
      method.stride = number(dimension, 10);
    }
    if (std::string_view fields = columns[3]; fields != "-")
      while (!fields.empty()) method.fields.push_back(parse_field(take(fields, ' ')));
    methods_.push_back(std::move(method));
  });
}

const Method* ClassMethods::find(u32 address, u32* index) const {
  const auto after = std::ranges::upper_bound(methods_, address, {}, &Method::address);
  if (after == methods_.begin()) return nullptr;
  const Method& method = after[-1];
  const u32 n = (address - method.address) / method.stride;
  if (n >= method.count || (address - method.address) % method.stride != 0) return nullptr;
  if (index) *index = n;
  return &method;
}

const Method* ClassMethods::find(std::string_view name) const {
  const auto found = std::ranges::find(methods_, name, &Method::name);
  return found == methods_.end() ? nullptr : &*found;
}

std::string ClassMethods::name_of(u32 address) const {
  u32 index = 0;
  const Method* method = find(address, &index);
  if (!method) return fmt::format("{:#x}", address);
  return method->count == 1 ? std::string(method->name) : fmt::format("{}({})", method->name, index);
}

std::string ClassMethods::describe(u32 address, u32 data) const {
  std::string text = name_of(address);
  const Method* method = find(address);
  const bool number_only =
      !method || method->fields.empty() || (method->fields.size() == 1 && method->fields[0].values.empty());
  if (number_only) return text + fmt::format("={:#x}", data);
  std::string fields;
  for (auto field = method->fields.rbegin(); field != method->fields.rend(); ++field) {  // the lowest first
    const u32 width = field->high - field->low + 1u;
    const u32 value = data >> field->low & (width == 32 ? ~u32{0} : (u32{1} << width) - 1);
    if (value == 0) continue;
    fields += fmt::format("{}{}={}", fields.empty() ? "" : " ", field->name, value_text(*field, value));
  }
  return text + " {" + fields + "}";
}

const ClassMethods* class_methods(u32 class_number) {
  static const std::map<u32, ClassMethods> tables = [] {
    std::map<u32, ClassMethods> t;
    for (const embedded::File& file : embedded::nvidia_class_files())
      if (!file.name.starts_with("qmd")) t.emplace(number(file.name.substr(0, 4), 16), ClassMethods(file.content));
    return t;
  }();
  const auto found = tables.find(class_number);
  return found == tables.end() ? nullptr : &found->second;
}

const ClassMethods& host_class_methods() {
  static const ClassMethods methods(file_of("c56f.tsv"));
  return methods;
}

}  // namespace egpulab::regs::nvidia
