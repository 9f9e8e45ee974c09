// CRC-32 by liblzma, which the decompression links anyway.
#include "driver/firmware/crc32.hpp"

#include <lzma.h>

namespace egpulab::firmware {

u32 crc32(Bytes bytes) { return lzma_crc32(reinterpret_cast<const u8*>(bytes.data()), bytes.size(), 0); }

}  // namespace egpulab::firmware
