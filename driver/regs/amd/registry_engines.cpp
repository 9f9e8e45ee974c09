// The declarations of the graphics core's other blocks and of SDMA, as a table.
#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/imu.hpp"
#include "driver/regs/amd/registry_table.hpp"
#include "driver/regs/amd/rlc.hpp"
#include "driver/regs/amd/sdma.hpp"
#include "driver/regs/amd/shader.hpp"

namespace egpulab::regs::amd::detail {

Tables engine_registers() {
  static constexpr std::span<const DeclaredRegister> tables[] = {
      table<GrbmRegisters>, table<ShaderRegisters>, table<RlcRegisters>, table<ImuRegisters>, table<SdmaRegisters>};
  return tables;
}

}  // namespace egpulab::regs::amd::detail
