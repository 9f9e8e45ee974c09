// Registers of PFB.
#include "simulator/nvidia/pfb.hpp"

#include <bit>

#include "driver/regs/nvidia/pdisp.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

constexpr u32 bound_unit = 12;       // VAL counts pages of 4 KiB
constexpr u32 nothing = 0x0fffffff;  // VAL of a lower bound beyond all memory

// LOWER_MAG << LOWER_SCALE MiB, rounded down where it does not fit.
PfbPriMmuLocalMemoryRange memory_range(u64 mib) {
  const u32 bits = static_cast<u32>(std::bit_width(mib));
  const u32 scale = bits > 6 ? bits - 6 : 0;
  return PfbPriMmuLocalMemoryRange("LOWER_SCALE"_f = scale, "LOWER_MAG"_f = static_cast<u32>(mib >> scale));
}

}  // namespace

Pfb::Pfb(Timeline& timeline, Report& report, Registers registers, const DeviceProfile& profile, bool left_up)
    : Block(timeline), report_(report), registers_(registers), usable_(profile.vram.reported), left_up_(left_up) {
  registers.storage(memory_range(profile.vram.reported / MiB));
  registers.storage(PfbPriMmuWpr1AddrLo("VAL"_f = nothing));
  registers.storage(PfbPriMmuLockAddrLo("VAL"_f = nothing));
  registers.storage<PfbPriMmuWpr1AddrHi, PfbPriMmuWpr2AddrLo, PfbPriMmuWpr2AddrHi, PfbPriMmuLockAddrHi>();
  registers.missing(PfbRegisters{});
  // The VBIOS's workspace: the last MiB, as boards with a display have it.
  registers.storage(PdispVgaWorkspaceBase("STATUS_VALID"_f = true,
                                          "ADDR"_f = static_cast<u32>((profile.vram.reported - MiB) / (64 * KiB))));
}

void Pfb::set_wpr2(Region region) {
  wpr2_ = region;
  const bool up = !region.empty();
  registers_.put(PfbPriMmuWpr2AddrLo("VAL"_f = up ? static_cast<u32>(region.begin >> bound_unit) : nothing));
  registers_.put(
      PfbPriMmuWpr2AddrHi("VAL"_f = up ? static_cast<u32>((region.end - wpr_granularity) >> bound_unit) : 0u));
  if (up) report_.milestone("PFB: WPR2 is up", timeline().now());
}

// The whole-chip reset of firmware leaves the region as it is. The fault is about the first power-on only.
void Pfb::reset(Reset kind) {
  if (kind == Reset::mode1) return set_wpr2(wpr2_);
  set_wpr2(left_up_ ? Region{usable_ - 2 * MiB, usable_ - MiB} : Region{});
  left_up_ = false;
}

}  // namespace egpulab::simulator::nvidia
