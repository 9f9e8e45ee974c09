// PTIMER: the nanosecond clock of the card.
// Facts: open-gpu-doc manuals turing/tu104/dev_timer; Linux nouveau nvkm/subdev/timer/regsnv04.h (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
using PtimerIntr0 = Register<"NV_PTIMER_INTR_0", Bar0<0x9100>, Bit<"ALARM", 0, Access::w1c>, Bit<"TIMER", 1, Access::w1c>>;
using PtimerIntrEn0 = Register<"NV_PTIMER_INTR_EN_0", Bar0<0x9140>, Bit<"ALARM", 0>, Bit<"TIMER", 1>>;
using PtimerNumerator = Register<"NV_PTIMER_NUMERATOR", Bar0<0x9200>, Field<"VALUE", 15, 0>>;
using PtimerDenominator = Register<"NV_PTIMER_DENOMINATOR", Bar0<0x9210>, Field<"VALUE", 15, 0>>;
// Nanoseconds [31:5]; the lower bits read as 0.
using PtimerTime0 = Register<"NV_PTIMER_TIME_0", Bar0<0x9400>, Field<"NSEC", 31, 5>>;
using PtimerTime1 = Register<"NV_PTIMER_TIME_1", Bar0<0x9410>, Field<"NSEC", 28, 0>>;
// An interrupt when TIME_0 reaches it.
using PtimerAlarm0 = Register<"NV_PTIMER_ALARM_0", Bar0<0x9420>, Field<"NSEC", 31, 5>>;
// clang-format on

using PtimerRegisters = RegisterList<PtimerIntr0, PtimerIntrEn0, PtimerNumerator, PtimerDenominator, PtimerTime0,
                                     PtimerTime1, PtimerAlarm0>;

}  // namespace egpulab::regs::nvidia
