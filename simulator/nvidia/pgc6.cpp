// Secure scratch registers of PGC6.
#include "simulator/nvidia/pgc6.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

Pgc6::Pgc6(Timeline& timeline, Registers registers, const DeviceProfile& profile, bool never_done)
    : Block(timeline),
      registers_(registers),
      boot_time_(std::chrono::microseconds(profile.nvidia.gfw_boot_us)),
      never_done_(never_done) {
  registers.storage<Pgc6AonSecureScratchGroup05PrivLevelMask, Pgc6BsiSecureScratch14, Pgc6AonSecureScratchGroup03,
                    Pgc6AonSecureScratchGroup20, ThermI2csScratch>();
  registers.storage(
      Pgc6AonSecureScratchGroup42("USABLE_FB_SIZE_IN_MB"_f = static_cast<u32>(profile.vram.reported / MiB)));
  registers.on_read<Pgc6AonSecureScratchGroup05, &Pgc6::read_group05>(this);
  registers.on_read<Pgc6AonSecureScratchGroup42, &Pgc6::read_size>(this);
}

// The always-on island forgets with the rest of the chip; its firmware starts again.
void Pgc6::reset(Reset) {
  cancel_events();
  booted_ = false;
  publish();
  if (!never_done_) schedule(boot_time_, 0);
}

void Pgc6::on_event(u32, u64) {
  booted_ = true;
  publish();
}

void Pgc6::publish() {
  registers_.put(Pgc6AonSecureScratchGroup05PrivLevelMask("READ_PROTECTION_LEVEL0"_f = booted_));
  registers_.put(Pgc6BsiSecureScratch14("BOOT_STAGE_3_HANDOFF"_f = booted_));
  if (registers_.exists<ThermI2csScratch>())
    registers_.put(ThermI2csScratch("DATA"_f = booted_ ? fsp_boot_completed : 0u));
}

// Protected from the CPU until the firmware opens it.
Pgc6AonSecureScratchGroup05 Pgc6::read_group05(Pgc6AonSecureScratchGroup05 stored) {
  if (!booted_) return Pgc6AonSecureScratchGroup05(pri_level_error);
  return stored.with("GFW_BOOT_PROGRESS"_f = gfw_boot_completed);
}
// Memory has no size until it is trained.
Pgc6AonSecureScratchGroup42 Pgc6::read_size(Pgc6AonSecureScratchGroup42 stored) {
  return booted_ ? stored : Pgc6AonSecureScratchGroup42(0);
}

}  // namespace egpulab::simulator::nvidia
