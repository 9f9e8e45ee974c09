// The buffers that the graphics and compute engine keeps a channel's state in, in the sizes that RM reports, and the
// first context of a session, from which RM makes the image that later ones start from ("golden").
#pragma once

#include <memory>
#include <vector>

#include "driver/nvidia/channel_memory.hpp"

namespace egpulab::driver::nvidia {

// A channel's own buffers, and the shared ones as it maps them; they live as long as its context.
using ContextBuffers = std::vector<std::unique_ptr<Allocation>>;

class GraphicsContext {
 public:
  // Makes the golden image: a client, an address space over `space` and a channel of their own, which it ends again.
  GraphicsContext(Gsp& gsp, GpuMemory& memory, const EngineClasses& classes);

  // Gives a channel of `client` its context. To be called before an object of the compute class is made on it.
  ContextBuffers promote(RmClient& client, u32 channel);

 private:
  struct Buffer {
    std::size_t row = 0;  // of the table of kinds
    u64 size = 0, alignment = 0;
  };
  void read_sizes(RmClient& client);
  ContextBuffers promote(RmClient& client, u32 channel, bool golden);

  GpuMemory& memory_;
  std::vector<Buffer> buffers_;
  ContextBuffers shared_;  // by index in buffers_; null for what each channel has of its own
};

}  // namespace egpulab::driver::nvidia
