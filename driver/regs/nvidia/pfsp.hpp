// PFSP (foundation security processor, Hopper and later): EMEM ports and the queues of its RM channel; and where it and
// GFW say that the card has booted.
// Facts: open-gpu-kernel-modules published hopper/gh100/dev_fsp_pri.h, dev_fsp_addendum.h, dev_therm.h,
// blackwell/gb202/dev_therm.h (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
using PfspEmemc = RegisterArray<"NV_PFSP_EMEMC(#)", SinceHopper<0x8f2ac0>, Repeat<8, 8>,
    Field<"OFFS", 7, 2>, Field<"BLK", 15, 8>, Bit<"AINCW", 24>, Bit<"AINCR", 25>>;
using PfspEmemd = RegisterArray<"NV_PFSP_EMEMD(#)", SinceHopper<0x8f2ac4>, Repeat<8, 8>, Field<"DATA", 31, 0>>;
// Commands: TAIL is the offset of the packet's last word, writing HEAD sends it; FSP answers HEAD = TAIL when it took it.
using PfspQueueHead = RegisterArray<"NV_PFSP_QUEUE_HEAD(#)", SinceHopper<0x8f2c00>, Repeat<8, 8>, Field<"ADDRESS", 31, 0>>;
using PfspQueueTail = RegisterArray<"NV_PFSP_QUEUE_TAIL(#)", SinceHopper<0x8f2c04>, Repeat<8, 8>, Field<"ADDRESS", 31, 0>>;
// Answers: HEAD != TAIL when there is one, from HEAD to the word at TAIL; software sets TAIL = HEAD when it took it.
using PfspMsgqHead = RegisterArray<"NV_PFSP_MSGQ_HEAD(#)", SinceHopper<0x8f2c80>, Repeat<8, 8>, Field<"VAL", 31, 0>>;
using PfspMsgqTail = RegisterArray<"NV_PFSP_MSGQ_TAIL(#)", SinceHopper<0x8f2c84>, Repeat<8, 8>, Field<"VAL", 31, 0>>;
using PfspFalconCommonScratchGroup2 = RegisterArray<"NV_PFSP_FALCON_COMMON_SCRATCH_GROUP_2(#)", SinceHopper<0x8f0320>,
    Repeat<4, 4>, Field<"VAL", 31, 0>>;
// Element 1: version of FSP's microcode, major [11:8], minor [7:0].
using PfspFalconCommonScratchGroup3 = RegisterArray<"NV_PFSP_FALCON_COMMON_SCRATCH_GROUP_3(#)", SinceHopper<0x8f0330>,
    Repeat<4, 4>, Field<"VAL", 31, 0>>;
// 0xff: FSP has booted the card.
using ThermI2csScratch = Register<"NV_THERM_I2CS_SCRATCH",
    Bar0<absent, From<Architecture::hopper, 0x200bc>, From<Architecture::ada, absent>,
         From<Architecture::blackwell_gb10x, 0x200bc>, From<Architecture::blackwell, 0xad00bc>>,
    Field<"DATA", 31, 0>>;
// clang-format on
inline constexpr u32 fsp_boot_completed = 0xff;

using PfspRegisters = RegisterList<PfspEmemc, PfspEmemd, PfspQueueHead, PfspQueueTail, PfspMsgqHead, PfspMsgqTail,
                                   PfspFalconCommonScratchGroup2, PfspFalconCommonScratchGroup3, ThermI2csScratch>;

}  // namespace egpulab::regs::nvidia
