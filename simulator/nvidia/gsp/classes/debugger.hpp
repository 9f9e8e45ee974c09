// A debugger session on a compute object (GT200_DEBUGGER): reads what faults left behind.
#pragma once

#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

class Debugger final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  bool depends_on(u32 handle) const override { return target_client_ == client() && handle == target_; }
  void visit(StateVisitor& visit) override { visit(target_client_), visit(target_), visit(exception_mask_); }

  void set_exception_mask(u32 mask) { exception_mask_ = mask; }

 private:
  u32 target_client_ = 0, target_ = 0, exception_mask_ = 0;
};

}  // namespace egpulab::simulator::nvidia::gsp
