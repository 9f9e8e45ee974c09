// Registers of the HDP.
#include "simulator/amd/hdp.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;

Hdp::Hdp(Timeline& timeline, Registers registers) : Block(timeline), registers_(registers) {
  const auto version = registers.bases().at(Ip::hdp).version;
  registers.storage<HdpNonsurfaceBase, HdpNonsurfaceInfo, HdpNonsurfaceBaseHi, HdpNonsurfFlags, HdpHostPathCntl,
                    HdpOutstandingReq, HdpMiscCntl, HdpMemPowerCtrl, HdpMmhubCntl, HdpClkCntl, HdpDebug0,
                    HdpXdpMmhubError, HdpXdpChkn>();
  registers.storage(HdpVersion(u32{version.minor} | u32{version.major} << 8 | u32{version.revision} << 16));
  registers.on_write<HdpNonsurfFlagsClr, &Hdp::clear_flags>(this);
}

void Hdp::clear_flags(HdpNonsurfFlagsClr written) {
  registers_.put(HdpNonsurfFlags(registers_.get<HdpNonsurfFlags>().raw() & ~written.raw()));
}

}  // namespace egpulab::simulator::amd
