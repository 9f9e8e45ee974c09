// The messages that the SMU takes: number, how long it works on one, what it does.
#pragma once

#include "simulator/amd/smu/smu.hpp"

namespace egpulab::simulator::amd {

struct SmuMessages {
  struct Row {
    regs::amd::smu::Message message;
    Smu::Answer (Smu::*run)(u32 argument);
    Nanoseconds duration;
  };
  // Null for a number that the firmware of this MP1 does not know.
  static const Row* find(u32 number, regs::amd::IpVersion mp1);
  // Whether it changes or tells anything, rather than being answered only.
  static bool acts(const Row& row);
};

}  // namespace egpulab::simulator::amd
