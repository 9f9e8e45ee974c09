// The vendor's register reset values, from the table that the build embeds.
#include <algorithm>
#include <charconv>
#include <string_view>
#include <vector>

#include "driver/base/embedded.hpp"
#include "simulator/amd/registers.hpp"

namespace egpulab::embedded {
std::span<const File> simulator_amd_data();
}

namespace egpulab::simulator::amd {
namespace {

struct Row {
  std::string_view name;
  u32 value;
};

// Rows "NAME<tab>0xVALUE", ascending by name; lines of '#' are comments.
std::vector<Row> parse(std::string_view text) {
  std::vector<Row> rows;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t tab = line.find("\t0x");
    if (line.starts_with('#') || tab == line.npos) continue;
    Row row{line.substr(0, tab), 0};
    std::from_chars(line.data() + tab + 3, line.data() + line.size(), row.value, 16);
    rows.push_back(row);
  }
  std::ranges::sort(rows, {}, &Row::name);
  return rows;
}

const std::vector<Row>& table() {
  static const std::vector<Row> rows = [] {
    for (const embedded::File& file : embedded::simulator_amd_data())
      if (file.name == "gc_11_0_0_reset.tsv")
        return parse({reinterpret_cast<const char*>(file.content.data()), file.content.size()});
    return std::vector<Row>{};
  }();
  return rows;
}

}  // namespace

std::optional<u32> vendor_reset_value(std::string_view name) {
  const auto row = std::ranges::lower_bound(table(), name, {}, &Row::name);
  if (row == table().end() || row->name != name) return std::nullopt;
  return row->value;
}

}  // namespace egpulab::simulator::amd
