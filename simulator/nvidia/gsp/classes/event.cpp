// Events.
// Facts: open-gpu-kernel-modules 570.144 (MIT), event.c, cl0005.h: the low 16 bits of notifyIndex number the notifier.
#include "simulator/nvidia/gsp/classes/event.hpp"

#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

Status Event::construct(Rm& rm, MutableBytes parameters) {
  const auto p = load<r570::Nv0005AllocParameters>(parameters);
  const u32 source = p.h_src_resource != 0 ? p.h_src_resource : parent();
  if (!rm.objects.find(client(), source)) return Status::err_object_not_found;
  source_ = source, notifier_ = p.notify_index & 0xffff;
  return Status::ok;
}

}  // namespace egpulab::simulator::nvidia::gsp
