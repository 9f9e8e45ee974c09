// Reads the embedded tables of names: lines of columns between tabs, '#' begins a comment.
#pragma once

#include <array>
#include <charconv>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia {

// The part before the separator, which is taken off the text with it.
constexpr std::string_view take(std::string_view& text, char separator) {
  const std::string_view part = text.substr(0, text.find(separator));
  text.remove_prefix(part.size() + (part.size() < text.size() ? 1 : 0));
  return part;
}
inline u32 number(std::string_view text, int base) {
  u32 value = 0;
  std::from_chars(text.data(), text.data() + text.size(), value, base);
  return value;
}

// Calls `row` with the columns of each line, the missing ones empty.
template <std::size_t Columns, class Row>
void for_each_row(Bytes file, Row row) {
  std::string_view text{reinterpret_cast<const char*>(file.data()), file.size()};
  while (!text.empty()) {
    std::string_view line = take(text, '\n');
    if (line.empty() || line.front() == '#') continue;
    std::array<std::string_view, Columns> columns;
    for (std::string_view& column : columns) column = take(line, '\t');
    row(columns);
  }
}

}  // namespace egpulab::regs::nvidia
