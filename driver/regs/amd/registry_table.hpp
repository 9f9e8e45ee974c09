// Makes tables of declarations out of RegisterLists; the tables are in several files so that none is slow to compile.
#pragma once

#include <vector>

#include "driver/regs/amd/registry.hpp"

namespace egpulab::regs::amd::detail {

template <class... R>
void append(std::vector<DeclaredRegister>& table, RegisterList<R...>*) {
  (table.push_back({R::info(), R::location, &R::location_type::value_for}), ...);
}
template <class... Lists>
void append_all(std::vector<DeclaredRegister>& table) {
  (append(table, static_cast<Lists*>(nullptr)), ...);
}

void append_memory_registers(std::vector<DeclaredRegister>& table);
void append_queue_registers(std::vector<DeclaredRegister>& table);
void append_engine_registers(std::vector<DeclaredRegister>& table);

}  // namespace egpulab::regs::amd::detail
