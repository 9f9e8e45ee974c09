// NV_PGSP registers beside the Falcon's.
#include "simulator/nvidia/falcon/gsp_front.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

GspFront::GspFront(Registers registers, Falcon& falcon) {
  registers.storage<PgspMailbox, PgspQueueTail>();
  registers.on_write<PgspQueueHead, &GspFront::head_written>(this);
  falcon.connect(*this);
}

// Before the firmware runs a ring is remembered by the queue's memory only.
void GspFront::head_written(PgspQueueHead, u32 queue) {
  if (firmware_ && firmware_->running()) firmware_->doorbell(queue);
}

void GspFront::engine_reset() {
  if (firmware_ && firmware_->running()) firmware_->stop();
}

}  // namespace egpulab::simulator::nvidia
