// Events.
#include "driver/nvidia/compute_objects.hpp"

namespace egpulab::driver::nvidia {

void NvidiaEvent::wait(std::optional<Nanoseconds> limit) {
  if (core_->closed()) throw InvalidRequest("waiting for an event of a device that was closed");
  core_->session().wait(channel_.timeline(), fence_, channel_.name(), limit);
}

std::optional<Nanoseconds> NvidiaEvent::time() {
  if (slot_ == no_slot) return std::nullopt;
  wait({});
  return core_->read_time_slot(slot_);
}

}  // namespace egpulab::driver::nvidia
