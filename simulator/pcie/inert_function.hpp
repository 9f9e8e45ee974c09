// A further function of the card that only has a configuration space: audio, USB.
#pragma once

#include "simulator/core/device_profile.hpp"
#include "simulator/pcie/function.hpp"

namespace egpulab::simulator::pcie {

class InertFunction final : public Function {
 public:
  InertFunction(const FunctionProfile& profile, RoutingListener& listener);

 protected:
  void written(u16, u8, u32) override {}
};

}  // namespace egpulab::simulator::pcie
