// CRC-32 as zlib and AMD's firmware headers use it (polynomial 0xedb88320, reflected, inverted).
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::firmware {

u32 crc32(Bytes bytes);

}  // namespace egpulab::firmware
