// All controls by number.
#include "simulator/nvidia/gsp/controls/table.hpp"

#include <algorithm>
#include <vector>

namespace egpulab::simulator::nvidia::gsp {

std::span<const ControlRow> all_controls() {
  static const std::vector<ControlRow> rows = [] {
    std::vector<ControlRow> all;
    for (const auto group : {gpu_controls(), fifo_controls(), graphics_controls(), memory_controls(), system_controls(),
                             channel_controls(), address_space_controls(), debugger_controls()})
      all.insert(all.end(), group.begin(), group.end());
    std::ranges::sort(all, {}, &ControlRow::command);
    return all;
  }();
  return rows;
}

const ControlRow* find_control(u32 command) {
  const auto rows = all_controls();
  const auto row = std::ranges::lower_bound(rows, command, {}, &ControlRow::command);
  return row != rows.end() && row->command == command ? &*row : nullptr;
}

}  // namespace egpulab::simulator::nvidia::gsp
