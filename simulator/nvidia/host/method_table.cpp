// From named methods to one bit each.
#include "simulator/nvidia/host/method_table.hpp"

#include <fmt/format.h>

#include <map>

namespace egpulab::simulator::nvidia {

MethodTable::MethodTable(u32 class_number)
    : class_number_(class_number), methods_(regs::nvidia::class_methods(class_number)) {
  if (!methods_) {
    valid_.set();
    return;
  }
  for (const regs::nvidia::Method& m : methods_->methods())
    for (u32 i = 0; i < m.count; ++i)
      if (const u32 word = (m.address + i * m.stride) / 4; word < words) valid_.set(word);
}

std::string MethodTable::describe(u32 address, u32 data) const {
  return methods_ ? methods_->describe(address, data) : fmt::format("{:#x}={:#x}", address, data);
}

const MethodTable& method_table(u32 class_number) {
  static std::map<u32, MethodTable> tables;
  const auto found = tables.find(class_number);
  return found != tables.end() ? found->second : tables.emplace(class_number, MethodTable(class_number)).first->second;
}

}  // namespace egpulab::simulator::nvidia
