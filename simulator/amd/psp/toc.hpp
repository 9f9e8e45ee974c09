// The table of contents that LOAD_TOC gives the PSP: where in the TMR RLC autoload expects each piece of firmware.
#pragma once

#include "driver/regs/amd/firmware_headers.hpp"
#include "simulator/amd/psp/image.hpp"

namespace egpulab::simulator::amd::psp {

// Bytes of TMR that the table's entries span, one function's. Refused: no entry, or entries that do not lie one after the
// other (in psp_13_0_0_sos.bin, psp_13_0_10_sos.bin and psp_14_0_3_sos.bin they do).
Checked<u64> toc_bytes(McMemory& memory, const Image& image, const regs::amd::TocFormat& format);

// What LOAD_TOC answers for graphics firmware of that size: the multimedia firmware's share is added. A real Navi31
// needed 0x1300000 bytes for a table that spans 0x9b0000.
u32 tmr_size_for(u64 graphics_bytes);

}  // namespace egpulab::simulator::amd::psp
