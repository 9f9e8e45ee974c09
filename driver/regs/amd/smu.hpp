// SMU (MP1) mailboxes and interrupt.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/mp/mp_13_0_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// Indices of Mp1SmnC2pmsg in use (drivers/gpu/drm/amd/pm/swsmu/smu13, smu_cmn.c).
namespace smu_mailbox {
inline constexpr u32 debug_argument = 53;  // second mailbox, for debug messages such as the mode 1 reset
inline constexpr u32 debug_response = 54;
inline constexpr u32 message = 66;  // a write sends the message
inline constexpr u32 debug_message = 75;
inline constexpr u32 argument = 82;  // parameter, then result
inline constexpr u32 response = 90;  // write 0 first; see SmuResponse
}  // namespace smu_mailbox

// clang-format off
// Host to SMU mailboxes; smu_mailbox names those in use.
using Mp1SmnC2pmsg = RegisterArray<"MP1_SMN_C2PMSG_#",
    Mp1<0, 0x260, Since<14, 0, 1, 0x60>>, Repeat<96, 0x4, 32>, Field<"CONTENT", 31, 0>>;
using Mp1SmnIhCredit = Register<"MP1_SMN_IH_CREDIT", Mp1<0, 0x2c1, Since<14, 0, 1, 0x140>>,
    Field<"CREDIT_VALUE", 1, 0>, Field<"CLIENT_ID", 23, 16>>;
using Mp1SmnIhSwInt = Register<"MP1_SMN_IH_SW_INT",
    Mp1<0, 0x2c2, Since<14, 0, 1, 0x141>>, Field<"ID", 7, 0>, Bit<"VALID", 8>>;
using Mp1SmnIhSwIntCtrl = Register<"MP1_SMN_IH_SW_INT_CTRL",
    Mp1<0, 0x2c3, Since<14, 0, 1, 0x142>>, Bit<"INT_MASK", 0>, Bit<"INT_ACK", 8>>;
using Mp1SmnFpsCnt = Register<"MP1_SMN_FPS_CNT", Mp1<0, 0x2c4, Since<14, 0, 1, 0x143>>, Field<"COUNT", 31, 0>>;
using Mp1SmnPubCtrl = Register<"MP1_SMN_PUB_CTRL", Mp1<0, 0x2c5, Since<14, 0, 1, 0x144>>, Bit<"LX3_RESET", 0>>;
// INTERRUPTS_ENABLED: the SMU firmware runs.
using Mp1FirmwareFlags = Register<"MP1_FIRMWARE_FLAGS", Mp1<0, 0xbee009, Since<14, 0, 7, 0x4009>>,
    Bit<"INTERRUPTS_ENABLED", 0>, Field<"RESERVED", 31, 1>>;

using SmuRegisters = RegisterList<
    Mp1SmnC2pmsg, Mp1SmnIhCredit, Mp1SmnIhSwInt, Mp1SmnIhSwIntCtrl, Mp1SmnFpsCnt, Mp1SmnPubCtrl, Mp1FirmwareFlags>;
// clang-format on

}  // namespace egpulab::regs::amd
