// Names of a warp's errors.
#include "simulator/isa/sass/fault.hpp"

#include <array>

namespace egpulab::simulator::isa::sass {

std::string_view name(WarpError error) {
  static constexpr std::array<std::string_view, 0x13> names{"none",
                                                            "STACK_ERROR",
                                                            "API_STACK_ERROR",
                                                            "RET_EMPTY_STACK_ERROR",
                                                            "PC_WRAP",
                                                            "MISALIGNED_PC",
                                                            "PC_OVERFLOW",
                                                            "MISALIGNED_IMMC_ADDR",
                                                            "MISALIGNED_REG",
                                                            "ILLEGAL_INSTR_ENCODING",
                                                            "ILLEGAL_SPH_INSTR_COMBO",
                                                            "ILLEGAL_INSTR_PARAM",
                                                            "INVALID_CONST_ADDR",
                                                            "OOR_REG",
                                                            "OOR_ADDR",
                                                            "MISALIGNED_ADDR",
                                                            "INVALID_ADDR_SPACE",
                                                            "ILLEGAL_INSTR_PARAM2",
                                                            "INVALID_CONST_ADDR_LDC"};
  if (error == WarpError::mmu_fault) return "MMU_FAULT";
  const auto n = static_cast<std::size_t>(error);
  return n < names.size() ? names[n] : "unknown";
}

}  // namespace egpulab::simulator::isa::sass
