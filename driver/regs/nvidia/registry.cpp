// The table of all declared registers.
#include "driver/regs/nvidia/registry.hpp"

#include <vector>

#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/fuse.hpp"
#include "driver/regs/nvidia/pbus.hpp"
#include "driver/regs/nvidia/pdisp.hpp"
#include "driver/regs/nvidia/pfb.hpp"
#include "driver/regs/nvidia/pfsp.hpp"
#include "driver/regs/nvidia/pgc6.hpp"
#include "driver/regs/nvidia/pmc.hpp"
#include "driver/regs/nvidia/ptimer.hpp"
#include "driver/regs/nvidia/ptop.hpp"
#include "driver/regs/nvidia/riscv.hpp"
#include "driver/regs/nvidia/virtual_function.hpp"

namespace egpulab::regs::nvidia {
namespace {

template <class... R>
constexpr std::array<DeclaredRegister, sizeof...(R)> table_of(RegisterList<R...>*) {
  return {declaration<R>...};
}
template <class List>
inline constexpr auto table = table_of(static_cast<List*>(nullptr));

}  // namespace

std::span<const DeclaredRegister> declared_registers() {
  static const std::vector<DeclaredRegister> all = [] {
    std::vector<DeclaredRegister> t;
    for (const std::span<const DeclaredRegister> block : std::initializer_list<std::span<const DeclaredRegister>>{
             table<FalconRegisters>, table<FuseRegisters>, table<PbusRegisters>, table<PdispRegisters>,
             table<PfbRegisters>, table<PfspRegisters>, table<Pgc6Registers>, table<PmcRegisters>,
             table<PtimerRegisters>, table<PtopRegisters>, table<RiscvRegisters>, table<VirtualFunctionRegisters>})
      t.insert(t.end(), block.begin(), block.end());
    return t;
  }();
  return all;
}

const DeclaredRegister* find_declared(std::string_view name) {
  for (const DeclaredRegister& r : declared_registers())
    if (r.info.name == name) return &r;
  return nullptr;
}

}  // namespace egpulab::regs::nvidia
