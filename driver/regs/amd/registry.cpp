// The table of all declared registers.
#include "driver/regs/amd/registry.hpp"

#include "driver/regs/amd/registry_table.hpp"

namespace egpulab::regs::amd {

std::span<const DeclaredRegister> declared_registers() {
  static const std::vector<DeclaredRegister> table = [] {
    std::vector<DeclaredRegister> t;
    t.reserve(1024);
    detail::append_memory_registers(t);
    detail::append_queue_registers(t);
    detail::append_engine_registers(t);
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
