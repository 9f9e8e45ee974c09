// Errors of GSP-RM, with what a caller needs to react to them.
#pragma once

#include <string>

#include "driver/base/error.hpp"
#include "driver/base/types.hpp"

namespace egpulab::driver::nvidia {

// RM refused a call: an NV_STATUS (regs/nvidia/gsp/r570_144/status.hpp).
class RmError : public DeviceFault {
 public:
  RmError(u32 status, const std::string& what) : DeviceFault(what), status_(status) {}
  u32 status() const { return status_; }

 private:
  u32 status_;
};

// What RM sends does not hold to the protocol: checksum, sequence, length.
class RpcBroken : public DeviceFault {
 public:
  using DeviceFault::DeviceFault;
};

}  // namespace egpulab::driver::nvidia
