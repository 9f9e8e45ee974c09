// A wish to be told of something (NV01_EVENT and its kinds): answered with POST_EVENT when it happens.
#pragma once

#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

class Event final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  bool depends_on(u32 handle) const override { return handle == source_; }
  void visit(StateVisitor& visit) override { visit(source_), visit(notifier_); }

  u32 source() const { return source_; }      // the object that it is about
  u32 notifier() const { return notifier_; }  // NV2080_NOTIFIERS_* and the like

 private:
  u32 source_ = 0, notifier_ = 0;
};

}  // namespace egpulab::simulator::nvidia::gsp
