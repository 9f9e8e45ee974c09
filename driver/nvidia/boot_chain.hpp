// From the card's own firmware to a running GSP-RM and back: FWSEC and the booter on SEC2 up to Ada, the FSP and the
// FMC since Hopper.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "driver/nvidia/falcon.hpp"
#include "driver/nvidia/fsp.hpp"
#include "driver/nvidia/gsp_memory.hpp"

namespace egpulab::driver::nvidia {

class BootChain {
 public:
  virtual ~BootChain() = default;
  // Starts GSP-RM. Throws FirmwareRejected, ChipBusy, DeviceFault, Timeout, LinkLost.
  virtual void boot(const GspMemory& gsp) = 0;
  // After GSP-RM said that it is done: takes the card back to where it can boot again. What fails is added to
  // `problems`; throws LinkLost.
  virtual void unload(std::vector<std::string>& problems) = 0;
};

struct ChainParts {
  Registers& registers;
  FalconUnit& gsp;
  FalconUnit& sec2;
  BootMemory& memory;
  const firmware::NvidiaFirmware& firmware;
  const FrameBufferLayout& layout;
};

// `fwsec`: the VBIOS's, which the chain keeps for the unload.
std::unique_ptr<BootChain> make_sec2_chain(const ChainParts& parts, Fwsec fwsec);
std::unique_ptr<BootChain> make_fsp_chain(const ChainParts& parts);

}  // namespace egpulab::driver::nvidia
