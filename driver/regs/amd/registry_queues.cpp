// The declarations of the command processor and its queues, as a table.
#include "driver/regs/amd/compute.hpp"
#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/cp_gfx.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "driver/regs/amd/cp_mec.hpp"
#include "driver/regs/amd/cp_mes.hpp"
#include "driver/regs/amd/registry_table.hpp"

namespace egpulab::regs::amd::detail {

void append_queue_registers(std::vector<DeclaredRegister>& table) {
  append_all<CpRegisters, CpHqdRegisters, CpMecRegisters, CpMesRegisters, CpGfxRegisters, ComputeRegisters>(table);
}

}  // namespace egpulab::regs::amd::detail
