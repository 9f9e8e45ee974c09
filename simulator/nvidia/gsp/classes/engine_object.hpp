// What a channel lets its pushbuffers bind to a subchannel: 3D, compute, copy, inline-to-memory and video classes.
#pragma once

#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

class EngineObject final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
};

}  // namespace egpulab::simulator::nvidia::gsp
