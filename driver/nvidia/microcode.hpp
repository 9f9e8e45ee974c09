// Signed microcode for a Falcon, ready to load: which signature the card's fuses ask for is patched in.
#pragma once

#include <string>
#include <vector>

#include "driver/firmware/nvidia_files.hpp"
#include "driver/nvidia/registers.hpp"
#include "driver/nvidia/vbios.hpp"

namespace egpulab::driver::nvidia {

struct Microcode {
  std::string name;              // for messages
  std::vector<std::byte> image;  // offsets below count from its start
  u32 code_offset = 0, code_size = 0;
  u32 data_offset = 0, data_size = 0;
  u32 code_virtual = 0;  // address of the code, and where it starts
  u32 code_physical = 0, data_physical = 0;
  u32 signature = 0;  // in DMEM
  u32 engine_id_mask = 0, ucode_id = 0;
};

// What FWSEC is to do.
enum class FwsecCommand : u8 {
  frts,               // set up the first part of WPR2
  stop_before_reset,  // bring the GSP back to where GSP-RM can be stopped (FWSEC-SB)
};

// Both throw FirmwareRejected where no signature is for the card's fuses, or the microcode is not as expected.
Microcode prepare_fwsec(Registers& registers, const Fwsec& fwsec, FwsecCommand command, u64 frts_offset, u64 frts_size);
Microcode prepare_booter(Registers& registers, const firmware::Booter& booter);

}  // namespace egpulab::driver::nvidia
