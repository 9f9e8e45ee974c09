// The seam between the compute front end and whatever executes shader code.
#pragma once

#include <memory>
#include <optional>
#include <string>

#include "simulator/nvidia/compute/launch.hpp"
#include "simulator/nvidia/mmu/virtual_space.hpp"

namespace egpulab::simulator::nvidia {

// A grid that could not be run to its end: a warp's error as its SM's registers hold it (runlist and channel are filled
// in by the host), an access that faulted, or else a ROBUST_CHANNEL_* code; and one sentence.
struct ShaderError {
  u32 code = 0;
  std::string what;
  std::optional<WarpException> warp;
  std::optional<AccessFault> fault;
};

// What a grid tells of while it runs, and the time it sees.
class ShaderSurroundings {
 public:
  virtual ~ShaderSurroundings() = default;
  virtual u64 nanoseconds() const = 0;
  virtual void report(Finding finding, const std::string& what) = 0;
};

// A grid in progress.
class ShaderGrid {
 public:
  virtual ~ShaderGrid() = default;
  enum class State : u8 { running, finished, failed };
  struct Slice {
    State state = State::finished;
    Nanoseconds duration{0};
    ShaderError error;
  };
  // Runs for a while; stores are visible when it returns. What is behind `surroundings` lives for the call only.
  virtual Slice run(ShaderSurroundings& surroundings) = 0;
  virtual void visit(StateVisitor& v) = 0;
};

class ShaderEngine {
 public:
  virtual ~ShaderEngine() = default;
  // `memory` must outlive the grid, or at least not be used by it any more: only run() does.
  virtual std::unique_ptr<ShaderGrid> start(const Launch& launch, VirtualSpace& memory) = 0;
  // One whose state is to be restored by visit().
  virtual std::unique_ptr<ShaderGrid> restored(VirtualSpace& memory) = 0;
  // Code written since is executed from now on.
  virtual void invalidate_instructions() {}
};

}  // namespace egpulab::simulator::nvidia
