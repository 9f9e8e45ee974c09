// A card's IP blocks as one line of text: what a trace carries so that its registers can be named without the card.
#pragma once

#include "driver/base/expected.hpp"
#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// The key of this text among a device's facts (driver/bus/pci_device.hpp).
inline constexpr std::string_view ip_bases_fact = "amd.ip_bases";

// "11.0 11.0.0 1260 a000 2402c00; 34.0 3.0.0 1a000 2408800": hardware id, instance, version, bases in hexadecimal
// (dword addresses, one per segment).
std::string ip_bases_text(const IpBases& bases);
Parsed<IpBases> parse_ip_bases(std::string_view text);

}  // namespace egpulab::regs::amd
