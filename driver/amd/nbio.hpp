// NBIO, the bus interface: doorbell routing.
#pragma once

#include "driver/amd/registers.hpp"

namespace egpulab::driver::amd {

// Doorbells, as dwords from the start of their BAR (Linux amdgpu_doorbell.h, AMDGPU_NAVI10_DOORBELL_*, two dwords
// each).
namespace doorbell {
inline constexpr u32 first_compute = 2 * 0x3, compute_queues = 8, last_user_queue = 2 * 0x8a, sdma = 2 * 0x100,
                     sdma_engine_stride = 2 * 0xa, sdma_range = 20;
constexpr u32 compute(u32 queue) { return first_compute + 2 * queue; }
constexpr u32 sdma_engine(u32 engine) { return sdma + sdma_engine_stride * engine; }
}  // namespace doorbell

class Nbio {
 public:
  explicit Nbio(Registers& registers) : registers_(registers) {}

  // Lets doorbells through to the engines.
  void open_doorbells();
  // Routes doorbell ranges to the graphics core and to SDMA.
  void route_doorbells();
  void close_doorbells();

 private:
  Registers& registers_;
};

}  // namespace egpulab::driver::amd
