// Clients, devices and subdevices.
// Facts: open-gpu-kernel-modules 570.144 (MIT), device.c, subdevice.c, alloc_free.c (resservResourceFactory).
#include "simulator/nvidia/gsp/classes/device.hpp"

#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 most_devices = 32;

}  // namespace

Status Client::construct(Rm&, MutableBytes parameters) {
  if (parameters.empty()) return Status::ok;
  auto p = load<r570::Nv0000AllocParameters>(parameters);
  process_ = p.process_id;
  p.h_client = client();
  store(parameters, 0, p);
  return Status::ok;
}

Status Device::construct(Rm& rm, MutableBytes parameters) {
  if (parameters.empty()) return Status::err_invalid_argument;
  const auto p = load<r570::Nv0080AllocParameters>(parameters);
  if (p.device_id >= most_devices) return Status::err_invalid_argument;
  if (p.device_id != 0) return Status::err_invalid_state;  // GSP-RM has one card
  if (p.h_client_share != 0 && !rm.objects.has_client(p.h_client_share)) return Status::err_invalid_client;
  va_mode_ = p.va_mode;
  return Status::ok;
}

Status Subdevice::construct(Rm&, MutableBytes parameters) {
  if (parameters.empty()) return Status::ok;
  return load<r570::Nv2080AllocParameters>(parameters).sub_device_id == 0 ? Status::ok : Status::err_invalid_argument;
}

}  // namespace egpulab::simulator::nvidia::gsp
