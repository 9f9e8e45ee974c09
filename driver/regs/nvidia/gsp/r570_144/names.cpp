// Reads the embedded tables of class and control names.
#include "driver/regs/nvidia/gsp/r570_144/names.hpp"

#include <fmt/format.h>

#include <charconv>
#include <vector>

#include "driver/base/embedded.hpp"
#include "driver/regs/nvidia/gsp/named_value.hpp"

namespace egpulab::embedded {
std::span<const File> nvidia_gsp_r570_144_files();
}

namespace egpulab::regs::nvidia::gsp::r570_144 {
namespace {

// Lines "hex number<tab>name", ascending by number; '#' begins a comment.
std::vector<NamedValue> table(std::string_view file_name) {
  std::vector<NamedValue> rows;
  for (const embedded::File& file : embedded::nvidia_gsp_r570_144_files()) {
    if (file.name != file_name) continue;
    std::string_view text{reinterpret_cast<const char*>(file.content.data()), file.content.size()};
    while (!text.empty()) {
      const std::string_view line = text.substr(0, text.find('\n'));
      text.remove_prefix(std::min(text.size(), line.size() + 1));
      const std::size_t tab = line.find('\t');
      if (line.starts_with('#') || tab == std::string_view::npos) continue;
      u32 value = 0;
      std::from_chars(line.data(), line.data() + tab, value, 16);
      rows.push_back({value, line.substr(tab + 1)});
    }
  }
  return rows;
}

std::string describe(std::string_view kind, std::string_view name, u32 value) {
  return name.empty() ? fmt::format("{} {:#x}", kind, value) : fmt::format("{} ({:#x})", name, value);
}

}  // namespace

std::string_view class_name(u32 number) {
  static const std::vector<NamedValue> names = table("classes.tsv");
  return find_name(names, number);
}

std::span<const NamedValue> control_names() {
  static const std::vector<NamedValue> names = table("controls.tsv");
  return names;
}

std::string_view control_name(u32 command) { return find_name(control_names(), command); }

std::string describe_class(u32 number) { return describe("class", class_name(number), number); }
std::string describe_control(u32 command) { return describe("control", control_name(command), command); }

}  // namespace egpulab::regs::nvidia::gsp::r570_144
