// Registers of SMUIO.
#include "simulator/amd/smuio.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;

Smuio::Smuio(Timeline& timeline, Registers registers, const ReferenceClock& clock) : Block(timeline), clock_(clock) {
  registers.storage<GoldenTscIncrementUpper, GoldenTscIncrementLower, SmuioMcmConfig, IpDiscoveryVersion,
                    SmuioMpResetIntr>();
  registers.on_read<GoldenTscCountLower, &Smuio::read_low>(this);
  registers.on_read<GoldenTscCountUpper, &Smuio::read_high>(this);
}

GoldenTscCountLower Smuio::read_low(GoldenTscCountLower) { return GoldenTscCountLower(low32(clock_.ticks())); }
GoldenTscCountUpper Smuio::read_high(GoldenTscCountUpper) {
  return GoldenTscCountUpper(high32(clock_.ticks()) & 0xffffff);
}

}  // namespace egpulab::simulator::amd
