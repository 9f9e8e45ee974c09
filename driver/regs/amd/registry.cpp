// The table of all declared registers.
#include "driver/regs/amd/registry.hpp"

#include <vector>

#include "driver/regs/amd/registry_table.hpp"

namespace egpulab::regs::amd {

std::span<const DeclaredRegister> declared_registers() {
  static const std::vector<DeclaredRegister> table = [] {
    std::vector<DeclaredRegister> t;
    for (const detail::Tables& tables :
         {detail::memory_registers(), detail::queue_registers(), detail::engine_registers()})
      for (const auto& block : tables) t.insert(t.end(), block.begin(), block.end());
    return t;
  }();
  return table;
}

const DeclaredRegister* find_declared(std::string_view name) {
  for (const DeclaredRegister& r : declared_registers())
    if (r.info.name == name) return &r;
  return nullptr;
}

}  // namespace egpulab::regs::amd
