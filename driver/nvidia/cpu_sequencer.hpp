// Register sequences that GSP-RM asks the driver to run while it boots (GSP_RUN_CPU_SEQUENCER): what it may not do
// itself, such as resetting its own core.
#pragma once

#include "driver/nvidia/falcon.hpp"

namespace egpulab::driver::nvidia {

class CpuSequencer {
 public:
  CpuSequencer(Registers& registers, FalconUnit& gsp, FalconUnit& sec2, u64 libos_arguments, u32 app_version)
      : registers_(registers), gsp_(gsp), sec2_(sec2), libos_arguments_(libos_arguments), app_version_(app_version) {}

  // Throws RpcBroken for an operation that does not exist or is cut off, Timeout for a poll that never holds.
  void run(Bytes payload);

 private:
  void resume();

  Registers& registers_;
  FalconUnit& gsp_;
  FalconUnit& sec2_;
  u64 libos_arguments_;
  u32 app_version_;
};

}  // namespace egpulab::driver::nvidia
