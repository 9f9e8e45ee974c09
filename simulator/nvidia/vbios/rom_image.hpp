// The ROM that PROM shows: made from a device profile, or a real card's; and what the card itself knows of FWSEC in it.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "driver/regs/nvidia/vbios.hpp"
#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::nvidia::vbios {

// Images of types 0x00 (base, with BIT), 0x03 (EFI), 0xe0 twice (the vendor's own: tables, then microcode). Code is
// filled with bytes that follow from the profile; nothing here executes it. Chips that boot through FSP have no FWSEC.
std::vector<std::byte> build_rom(const DeviceProfile& profile);

// FWSEC as the ROM carries it. Signatures ascend by the fuse version that they are for.
struct Fwsec {
  regs::nvidia::vbios::FalconUcodeDescV3 descriptor{};
  std::vector<std::array<std::byte, 384>> signatures;
  std::vector<std::byte> code;  // IMEM
  std::vector<std::byte> data;  // DMEM before anybody patched it
};
// Follows the ROM's own tables. An error says what is broken and where.
Parsed<Fwsec> find_fwsec(Bytes rom);

// Deterministic bytes for what is opaque: code and signatures.
void fill_opaque(MutableBytes into, u64 seed);

}  // namespace egpulab::simulator::nvidia::vbios
