// What brings GSP-RM up: the microcontrollers with the programs they know, and FSP where the chip boots through it.
#pragma once

#include <memory>

#include "simulator/core/blocks.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/nvidia/falcon/booter.hpp"
#include "simulator/nvidia/falcon/falcon.hpp"
#include "simulator/nvidia/falcon/fwsec.hpp"
#include "simulator/nvidia/falcon/gsp_front.hpp"
#include "simulator/nvidia/fsp/fsp.hpp"
#include "simulator/nvidia/fsp/gsp_starter.hpp"
#include "simulator/nvidia/pgc6.hpp"

namespace egpulab::simulator::nvidia {

// How a session asked the boot chain to misbehave.
struct BootFaults {
  bool booter_error = false;
  bool fsp_silent = false;
};

class BootChain {
 public:
  // What the chain acts on; all outlive it.
  struct Neighbours {
    PhysicalMemory& memory;
    WriteProtection& protection;
    InterruptSink& interrupts;
    const Pgc6& card_firmware;
  };
  // `rom` is what PROM shows: FWSEC's signatures are those of the card's own ROM.
  BootChain(const DeviceProfile& profile, Timeline& timeline, Report& report, Registers registers, Bytes rom,
            Neighbours neighbours, BootFaults faults);

  // GSP-RM, made after its neighbours.
  void connect(GspFirmware& firmware);
  Falcon& gsp() { return gsp_; }
  // In order of reset and state.
  void add_to(Blocks& blocks);

 private:
  Falcon gsp_, sec2_, pmu_;
  GspFront gsp_front_;
  // Falcon boot
  std::unique_ptr<FwsecProgram> fwsec_;
  std::unique_ptr<BooterProgram> booter_;
  // Boot through FSP
  std::unique_ptr<GspStarter> starter_;
  std::unique_ptr<Fsp> fsp_;
};

// Fuses, which only say what the profile says.
void declare_fuses(Registers registers, const NvidiaProfile& profile);

}  // namespace egpulab::simulator::nvidia
