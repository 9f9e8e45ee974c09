// How the last user left the card, and how to get from there to a state that GSP-RM boots from.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/nvidia/registers.hpp"

namespace egpulab::driver::nvidia {

enum class Found : u8 {
  fresh,     // WPR2 is down and the GSP's core does not run: after power-on, a reset or a clean unload
  leftover,  // WPR2 is up, but the GSP's core stands still: an unload that did not end
  running,   // GSP-RM runs: nobody unloaded it
};
std::string_view to_string(Found found);

struct FoundState {
  Found found = Found::fresh;
  u64 wpr2_begin = 0, wpr2_end = 0;  // bytes; of what is up
  bool gsp_active = false;
  std::string text;  // one sentence for reports
};

// The card does something that an earlier session started, which inspect() could not see yet: it needs a reset.
class ChipBusy : public DeviceFault {
 public:
  using DeviceFault::DeviceFault;
};

// Looks without changing anything.
FoundState inspect(Registers& registers);

// WPR2 as the registers say; begin not below end where it is down.
struct Wpr2 {
  u64 begin = 0, end = 0;
  bool up() const { return end > begin; }
};
Wpr2 read_wpr2(Registers& registers);

// Stops the card's DMA and resets it: its function where it offers that, then the bus above it. Returns what was done;
// throws DeviceFault where WPR2 stays up.
std::string reset_card(Registers& registers);

// Waits until the card's own firmware has booted it: GFW, since Hopper the FSP. Throws Timeout.
void wait_for_own_firmware(Registers& registers);

}  // namespace egpulab::driver::nvidia
