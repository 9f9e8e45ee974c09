// NVIDIA's firmware files for GSP-RM: from a file's bytes to the pieces that the boot chain takes, everything checked.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"

namespace egpulab::firmware {

// booter_load, booter_unload: signed microcode for SEC2's Falcon.
struct Booter {
  std::string name;
  Bytes image;                    // offsets below count from its start
  u32 code_offset, code_size;     // IMEM
  u32 data_offset, data_size;     // DMEM
  u32 signature_offset;           // where the chosen signature goes
  std::vector<Bytes> signatures;  // the last is for fuse_version, each before it for one less
  u32 fuse_version;
  u32 engine_id_mask, ucode_id;
};

// bootloader: what the GSP's RISC-V core runs first, up to Ada; part of what is verified since Hopper.
struct Bootloader {
  std::string name;
  Bytes image;
  regs::nvidia::gsp::r570_144::RmRiscvUcodeDesc descriptor;
};

// gsp: GSP-RM itself with a signature for each family of chips.
struct GspImage {
  std::string name;
  std::string version;  // ".fwversion": "570.144"
  Bytes image;
  Bytes signature;
};

// fmc: what the FSP loads into the GSP since Hopper.
struct Fmc {
  std::string name;
  Bytes image, hash, signature, public_key;
};

// `name` is for messages. Refusals name file, field, offset, what was expected and what was found. Spans of the results
// point into `file`.
Parsed<Booter> parse_booter(std::string_view name, Bytes file);
Parsed<Bootloader> parse_bootloader(std::string_view name, Bytes file);
// `family` as in the signatures' names: "ga10x". Refuses a file without signature for it, naming those it has.
Parsed<GspImage> parse_gsp_image(std::string_view name, Bytes file, std::string_view family);
Parsed<Fmc> parse_fmc(std::string_view name, Bytes file);

}  // namespace egpulab::firmware
