// Debugger sessions.
// Facts: open-gpu-kernel-modules 570.144 (MIT), kernel_sm_debugger_session.c, cl83de.h.
#include "simulator/nvidia/gsp/classes/debugger.hpp"

#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

Status Debugger::construct(Rm& rm, MutableBytes parameters) {
  const auto p = load<r570::Nv83deAllocParameters>(parameters);
  if (p.h_debugger_client_obsolete != 0) return Status::err_invalid_argument;
  if (!rm.objects.has_client(p.h_app_client)) return Status::err_invalid_client;
  if (!rm.objects.find_as<Object>(p.h_app_client, p.h_class3d_object, Kind::engine_object))
    return Status::err_invalid_argument;
  target_client_ = p.h_app_client, target_ = p.h_class3d_object;
  return Status::ok;
}

}  // namespace egpulab::simulator::nvidia::gsp
