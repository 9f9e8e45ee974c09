// The seam between the compute front end and whatever executes shader code.
#pragma once

#include <optional>
#include <string>

#include "simulator/nvidia/compute/launch.hpp"
#include "simulator/nvidia/mmu/virtual_space.hpp"

namespace egpulab::simulator::nvidia {

// A grid that could not be run to its end: a warp's error as its SM's registers hold it (runlist and channel are filled
// in by the host), an access that faulted, or else a ROBUST_CHANNEL_* code and one sentence.
struct ShaderError {
  u32 code = 0;
  std::string what;
  std::optional<WarpException> warp;
  std::optional<AccessFault> fault;
};

class ShaderEngine {
 public:
  virtual ~ShaderEngine() = default;
  struct Outcome {
    bool failed = false;
    ShaderError error;
    Nanoseconds duration{0};
  };
  // Runs the whole grid against this address space; stores are visible when it returns.
  virtual Outcome run(const Launch& launch, VirtualSpace& memory) = 0;
};

}  // namespace egpulab::simulator::nvidia
