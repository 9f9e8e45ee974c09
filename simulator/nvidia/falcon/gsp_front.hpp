// What only the GSP has: registers that ring for its firmware, and the firmware's end when the unit is reset.
#pragma once

#include "simulator/nvidia/falcon/falcon.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

class GspFront final : public FalconObserver {
 public:
  GspFront(Registers registers, Falcon& falcon);
  // GSP-RM, made after the Falcons.
  void connect(GspFirmware& firmware) { firmware_ = &firmware; }

  void engine_reset() override;

 private:
  void head_written(regs::nvidia::PgspQueueHead written, u32 queue);

  GspFirmware* firmware_ = nullptr;
};

}  // namespace egpulab::simulator::nvidia
