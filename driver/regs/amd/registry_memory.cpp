// The declarations of the bus interface, the memory hubs and the firmware processors, as a table.
#include "driver/regs/amd/athub.hpp"
#include "driver/regs/amd/gcvm.hpp"
#include "driver/regs/amd/hdp.hpp"
#include "driver/regs/amd/ih.hpp"
#include "driver/regs/amd/mmhub.hpp"
#include "driver/regs/amd/nbio.hpp"
#include "driver/regs/amd/psp.hpp"
#include "driver/regs/amd/registry_table.hpp"
#include "driver/regs/amd/smu.hpp"
#include "driver/regs/amd/smuio.hpp"
#include "driver/regs/amd/thm.hpp"

namespace egpulab::regs::amd::detail {

void append_memory_registers(std::vector<DeclaredRegister>& table) {
  append_all<NbioRegisters, HdpRegisters, AthubRegisters, MmhubRegisters, GcvmRegisters, PspRegisters, SmuRegisters,
             IhRegisters, SmuioRegisters, ThmRegisters>(table);
}

}  // namespace egpulab::regs::amd::detail
