// What the driver tells GSP-RM before it runs: GSP_SET_SYSTEM_INFO and SET_REGISTRY.
#pragma once

#include <map>
#include <string>

#include "driver/base/types.hpp"
#include "driver/regs/nvidia/gsp/r570_144/system_info.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::nvidia::gsp {

class SystemSettings {
 public:
  regs::nvidia::gsp::r570_144::GspSystemInfo info;

  // Takes a PACKED_REGISTRY_TABLE over. Empty: done; else what is wrong with it.
  std::string set_registry(Bytes table);
  const std::map<std::string, u32>& registry() const { return registry_; }

  void reset() { *this = {}; }
  void visit(StateVisitor& visit) { visit(info), visit(registry_); }

 private:
  std::map<std::string, u32> registry_;  // of strings and binaries the length
};

}  // namespace egpulab::simulator::nvidia::gsp
