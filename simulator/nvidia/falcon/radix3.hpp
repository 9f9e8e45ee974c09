// The tree of pages through which the GSP's image is handed over: three levels of page addresses, then the image.
#pragma once

#include <string>

#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia {

// Walks the whole tree of an image of `bytes` bytes. Empty, or what is wrong: an address that is not page-aligned or a
// page that cannot be read.
std::string check_radix3(PhysicalMemory& memory, Aperture aperture, u64 root, u64 bytes);

}  // namespace egpulab::simulator::nvidia
