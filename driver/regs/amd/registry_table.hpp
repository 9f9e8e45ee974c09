// Makes tables of declarations out of RegisterLists; the tables are in several files so that none is slow to compile.
#pragma once

#include "driver/regs/amd/registry.hpp"

namespace egpulab::regs::amd::detail {

template <class... R>
constexpr std::array<DeclaredRegister, sizeof...(R)> table_of(RegisterList<R...>*) {
  return {declaration<R>...};
}
template <class List>
inline constexpr auto table = table_of(static_cast<List*>(nullptr));

using Tables = std::span<const std::span<const DeclaredRegister>>;
Tables memory_registers();
Tables queue_registers();
Tables engine_registers();

}  // namespace egpulab::regs::amd::detail
