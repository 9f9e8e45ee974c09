// How the last user left the card, and how to get from there to a state that we know.
#pragma once

#include <string>

#include "driver/amd/identify.hpp"
#include "driver/amd/psp.hpp"
#include "driver/amd/smu.hpp"

namespace egpulab::driver::amd {

enum class Found : u8 {
  fresh,      // no firmware runs: after power-on or a reset
  closed,     // this driver ended cleanly: its firmware runs and can be used again
  abandoned,  // this driver did not end its session: queues and page tables of a dead process may be active
  foreign,    // firmware of another driver runs
};
std::string_view to_string(Found found);

struct FoundState {
  Found found = Found::fresh;
  u32 sign_of_life = 0;  // of the PSP's secure OS
  u32 marker = 0;        // SCRATCH_REG7; read only where firmware runs
  std::string text;      // one sentence for reports
};

// Looks without changing anything.
FoundState inspect(Registers& registers, Psp& psp);

// Stops the device's DMA and resets the whole chip: by the SMU where it answers, else by a reset of the bus. Afterwards
// the card is as after power-on. Throws DeviceFault when it is not. `how` receives what was done.
void reset_card(Registers& registers, Psp& psp, Smu& smu, std::string& how);

}  // namespace egpulab::driver::amd
