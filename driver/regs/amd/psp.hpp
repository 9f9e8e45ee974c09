// PSP (MP0) mailboxes.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/mp/mp_13_0_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// Indices of Mp0SmnC2pmsg in use (drivers/gpu/drm/amd/amdgpu/psp_v13_0.c, amdgpu_psp.c, mxgpu_nv.c).
namespace psp_mailbox {
inline constexpr u32 boot_status = 33;          // bit 31: memory training done, VRAM usable
inline constexpr u32 bootloader_command = 35;   // bit 31: bootloader ready; write a bootloader command
inline constexpr u32 bootloader_argument = 36;  // MC address >> 20 of the image
inline constexpr u32 sos_version = 58;          // version of the loaded sOS firmware
inline constexpr u32 ring_command = 64;         // write a ring command; bit 31: response ready, [15:0] status
inline constexpr u32 ring_write_pointer = 67;   // in dwords
inline constexpr u32 ring_address_low = 69;
inline constexpr u32 ring_address_high = 70;
inline constexpr u32 ring_size = 71;         // in bytes; non-zero after start-up means a ring exists
inline constexpr u32 sos_alive = 81;         // sOS sign of life, non-zero once it runs
inline constexpr u32 vf_ring_command = 101;  // the ring mailboxes of a virtual function
inline constexpr u32 vf_ring_write_pointer = 102;
inline constexpr u32 vf_ring_response = 103;
}  // namespace psp_mailbox

// clang-format off
// Host to PSP mailboxes; psp_mailbox names those in use.
using Mp0SmnC2pmsg = RegisterArray<"MP0_SMN_C2PMSG_#", Mp0<0, 0x60>, Repeat<72, 0x4, 32>, Field<"CONTENT", 31, 0>>;
using Mp0SmnIhCredit = Register<"MP0_SMN_IH_CREDIT", Mp0<0, 0xc1, Since<14, 0, 0, 0x140>>,
    Field<"CREDIT_VALUE", 1, 0>, Field<"CLIENT_ID", 23, 16>>;
using Mp0SmnIhSwInt = Register<"MP0_SMN_IH_SW_INT",
    Mp0<0, 0xc2, Since<14, 0, 0, 0x141>>, Field<"ID", 7, 0>, Bit<"VALID", 8>>;
using Mp0SmnIhSwIntCtrl = Register<"MP0_SMN_IH_SW_INT_CTRL",
    Mp0<0, 0xc3, Since<14, 0, 0, 0x142>>, Bit<"INT_MASK", 0>, Bit<"INT_ACK", 8>>;

using PspRegisters = RegisterList<
    Mp0SmnC2pmsg, Mp0SmnIhCredit, Mp0SmnIhSwInt, Mp0SmnIhSwIntCtrl>;
// clang-format on

}  // namespace egpulab::regs::amd
