// The declarations of the command processor and its queues, as a table.
#include "driver/regs/amd/compute.hpp"
#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/cp_gfx.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "driver/regs/amd/cp_mec.hpp"
#include "driver/regs/amd/cp_mes.hpp"
#include "driver/regs/amd/registry_table.hpp"

namespace egpulab::regs::amd::detail {

Tables queue_registers() {
  static constexpr std::span<const DeclaredRegister> tables[] = {table<CpRegisters>,    table<CpHqdRegisters>,
                                                                 table<CpMecRegisters>, table<CpMesRegisters>,
                                                                 table<CpGfxRegisters>, table<ComputeRegisters>};
  return tables;
}

}  // namespace egpulab::regs::amd::detail
