// GSP-RM's parts.
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

PhysicalAddress Heap::take(u64 bytes) {
  bytes = align_up(bytes, SharedMemory::page_bytes);
  if (bytes > end_ - next_) return {};
  const u64 at = next_;
  next_ += bytes;
  return {Aperture::video, at};
}

Rm::Rm(Timeline& t, Report& r, const DeviceProfile& profile, Neighbours neighbours)
    : timeline(t), report(r), card(profile), to(neighbours), queues(neighbours.memory), log(neighbours.memory) {}

void Rm::send_event(r570::RpcEvent event, Bytes payload, Status result) {
  if (queues.attached())
    queues.send({static_cast<u32>(event), static_cast<u32>(result), 0, {payload.begin(), payload.end()}});
}

void Rm::visit(StateVisitor& visit) {
  visit(heap), visit(queues), visit(log), visit(objects), visit(channels), visit(settings), visit(recovery),
      visit(meta);
  for (PhysicalAddress* a : {&bar1_instance, &bar1_directory, &bar2_instance, &bar2_directory})
    visit(a->aperture), visit(a->address);
}

}  // namespace egpulab::simulator::nvidia::gsp
