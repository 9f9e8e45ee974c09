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

Tables memory_registers() {
  static constexpr std::span<const DeclaredRegister> tables[] = {
      table<NbioRegisters>, table<HdpRegisters>, table<AthubRegisters>, table<MmhubRegisters>, table<GcvmRegisters>,
      table<PspRegisters>,  table<SmuRegisters>, table<IhRegisters>,    table<SmuioRegisters>, table<ThmRegisters>};
  return tables;
}

}  // namespace egpulab::regs::amd::detail
