// The roots of an object tree: client (NV01_ROOT), device (NV01_DEVICE_0) and subdevice (NV20_SUBDEVICE_0).
#pragma once

#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

class Client final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  void visit(StateVisitor& visit) override { visit(process_); }

 private:
  u32 process_ = 0;
};

class Device final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  void visit(StateVisitor& visit) override { visit(va_mode_); }

 private:
  u32 va_mode_ = 0;
};

class Subdevice final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  void visit(StateVisitor& visit) override { visit(notifications_); }
  // NV2080_NOTIFIERS_* by which events are wanted: NV2080_CTRL_EVENT_SET_NOTIFICATION_ACTION_*.
  std::map<u32, u32>& notifications() { return notifications_; }

 private:
  std::map<u32, u32> notifications_;
};

}  // namespace egpulab::simulator::nvidia::gsp
