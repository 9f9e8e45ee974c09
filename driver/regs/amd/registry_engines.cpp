// The declarations of the graphics core's other blocks and of SDMA, as a table.
#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/imu.hpp"
#include "driver/regs/amd/registry_table.hpp"
#include "driver/regs/amd/rlc.hpp"
#include "driver/regs/amd/sdma.hpp"
#include "driver/regs/amd/shader.hpp"

namespace egpulab::regs::amd::detail {

void append_engine_registers(std::vector<DeclaredRegister>& table) {
  append_all<GrbmRegisters, ShaderRegisters, RlcRegisters, ImuRegisters, SdmaRegisters>(table);
}

}  // namespace egpulab::regs::amd::detail
