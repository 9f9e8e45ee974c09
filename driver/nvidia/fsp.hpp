// FSP, which boots the GSP since Hopper: messages through its memory (EMEM), and the chain-of-trust request.
#pragma once

#include <vector>

#include "driver/firmware/nvidia_files.hpp"
#include "driver/nvidia/layout.hpp"
#include "driver/nvidia/state.hpp"

namespace egpulab::driver::nvidia {

class Fsp {
 public:
  explicit Fsp(Registers& registers) : registers_(registers) {}

  // Asks it to verify the FMC at `image` and to start it on the GSP with the arguments at `boot_arguments`. Throws
  // FirmwareRejected when it refuses, ChipBusy where it has done so before, Timeout when it says nothing.
  void boot_fmc(const firmware::Fmc& fmc, const FrameBufferLayout& layout, u64 image, u64 boot_arguments);

 private:
  void send(Bytes packet);
  std::vector<u32> answer();

  Registers& registers_;
};

// The FSP's error codes that are published; empty for others.
std::string_view fsp_error_name(u32 code);

}  // namespace egpulab::driver::nvidia
