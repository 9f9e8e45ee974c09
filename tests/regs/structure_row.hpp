// A field of one of our structures, by the vendor's names.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

namespace egpulab::regs::nvidia::test {

struct StructureRow {
  std::string_view structure, field;  // field "-": the structure as a whole
  std::size_t offset, size;
};
std::span<const StructureRow> nvidia_gsp_r570_144_rows();

}  // namespace egpulab::regs::nvidia::test
