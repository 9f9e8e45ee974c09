// What register answers mean.
#include "driver/nvidia/registers.hpp"

namespace egpulab::driver::nvidia {

u32 Registers::present(u32 offset, std::string_view name) const {
  if (offset == regs::nvidia::absent)
    throw InvalidRequest(fmt::format("{} does not exist on {}", name, to_string(architecture_)));
  return offset;
}

std::string describe_answer(const regs::RegisterInfo& info, u32 value, u32 element) {
  if (!is_pri_error(value)) return regs::describe(info, value, element);
  return fmt::format("{}={:#x}, an error of the register bus (no access, or the unit is in reset)",
                     info.element_name(element), value);
}

}  // namespace egpulab::driver::nvidia
