// Looks names up in tables that are sorted by value.
#pragma once

#include <algorithm>
#include <span>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp {

struct NamedValue {
  u32 value;
  std::string_view name;
};

// Empty where no entry has that value; `table` ascends by value.
constexpr std::string_view find_name(std::span<const NamedValue> table, u32 value) {
  const auto found = std::ranges::lower_bound(table, value, {}, &NamedValue::value);
  return found != table.end() && found->value == value ? found->name : std::string_view();
}

}  // namespace egpulab::regs::nvidia::gsp
