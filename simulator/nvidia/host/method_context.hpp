// What an engine needs of the channel whose method it executes.
#pragma once

#include <string>

#include "simulator/nvidia/mmu/virtual_space.hpp"

namespace egpulab::simulator::nvidia {

// How a method went.
enum class Step : u8 {
  done,
  again,   // the engine is at work: the same method comes again after that time, in its next phase
  wait,    // the same method comes again when the memory that it watches has changed
  yield,   // done, and other channels are to come first
  failed,  // the channel is dead
};

class MethodContext {
 public:
  virtual ~MethodContext() = default;

  // The address space that the engine works in, with the engine's fault identity.
  virtual VirtualSpace& memory() = 0;
  virtual u64 nanoseconds() const = 0;
  // Where in a method of several phases the engine is; 0 at first, and again when the method is done.
  virtual u32& phase() = 0;
  // The engine is at work for that long: the next phase.
  virtual Step busy(Nanoseconds duration) = 0;
  // Until the page that holds the address is written.
  virtual Step wait_for(u64 va) = 0;
  // The fault goes to the MMU's buffers and to GSP-RM, which ends the channel.
  virtual Step fault(const AccessFault& fault) = 0;
  // An error of the engine itself: ROBUST_CHANNEL_* code.
  virtual Step error(u32 code, const std::string& what) = 0;
  // A warp's error: GSP-RM gets what the SM's registers hold.
  virtual Step warp_exception(WarpException exception, const std::string& what) = 0;
  // The non-stall vector of the engine, which wakes whom waits for semaphores.
  virtual void interrupt() = 0;
  virtual void report(Finding finding, const std::string& what) = 0;
  // How long a transfer takes.
  virtual Nanoseconds transfer_time(u64 bytes, bool over_link) const = 0;
};

// ROBUST_CHANNEL_* codes (open-gpu-kernel-modules nverror.h, MIT).
namespace robust_channel {
inline constexpr u32 gr_exception = 13, pbdma_error = 32, gr_class_error = 69, pbdma_crc = 80;
constexpr u32 copy_engine(u32 instance) {
  constexpr u32 codes[] = {39, 40, 41, 70, 71, 72, 75, 76, 77, 85};
  return instance < std::size(codes) ? codes[instance] : 126 + (instance - 10);
}
}  // namespace robust_channel

}  // namespace egpulab::simulator::nvidia
