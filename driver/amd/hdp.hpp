// HDP, the way of CPU accesses to device memory: what was written through the BAR is seen by the GPU after a flush.
#pragma once

#include "driver/amd/registers.hpp"

namespace egpulab::driver::amd {

class Hdp {
 public:
  explicit Hdp(Registers& registers) : registers_(registers) {}

  // Puts the flush registers at their fixed place in the register hole of the MMIO BAR.
  void remap();
  // Posted; ordered before any later register write or doorbell.
  void flush();

 private:
  Registers& registers_;
};

}  // namespace egpulab::driver::amd
