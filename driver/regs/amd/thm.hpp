// THM: temperatures and fan control.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/thm/thm_13_0_2_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Die temperature.
using ThmTconCurTmp = Register<"THM_TCON_CUR_TMP",
    Thm<0, 0x0, Since<14, 0, 0, 0x0,
        ReadOnly<"PER_STEP_TIME_UP", 4, 0>, ReadOnly<"TMP_MAX_DIFF_UP", 6, 5>, ReadOnly<"TMP_SLEW_DN_EN", 7>,
        ReadOnly<"PER_STEP_TIME_DN", 12, 8>, ReadOnly<"REMOTE_TJ_SEL", 14, 13>, ReadOnly<"CUR_TEMP_TJ_SEL", 17, 16>,
        ReadOnly<"CUR_TEMP_TJ_SLEW_SEL", 18>, ReadOnly<"CUR_TEMP_RANGE_SEL", 19>, ReadOnly<"MCM_EN", 20>,
        ReadOnly<"CUR_TEMP", 31, 21>>>,
    ReadOnly<"PER_STEP_TIME_UP", 4, 0>, ReadOnly<"TMP_MAX_DIFF_UP", 6, 5>, ReadOnly<"TMP_SLEW_DN_EN", 7>,
    ReadOnly<"PER_STEP_TIME_DN", 12, 8>, ReadOnly<"CUR_TEMP_TJ_SEL", 17, 16>, ReadOnly<"CUR_TEMP_TJ_SLEW_SEL", 18>,
    ReadOnly<"CUR_TEMP_RANGE_SEL", 19>, ReadOnly<"MCM_EN", 20>, ReadOnly<"CUR_TEMP", 31, 21>>;
using ThmThermalIntEna = Register<"THM_THERMAL_INT_ENA", Thm<0, 0xa>,
    Bit<"THERM_INTH_SET", 0>, Bit<"THERM_INTL_SET", 1>, Bit<"THERM_TRIGGER_SET", 2>, Bit<"THERM_INTH_CLR", 3>,
    Bit<"THERM_INTL_CLR", 4>, Bit<"THERM_TRIGGER_CLR", 5>>;
using ThmThermalIntCtrl = Register<"THM_THERMAL_INT_CTRL", Thm<0, 0xb>,
    Field<"DIG_THERM_INTH", 7, 0>, Field<"DIG_THERM_INTL", 15, 8>, Field<"TEMP_THRESHOLD", 23, 16>,
    Bit<"THERM_INTH_MASK", 24>, Bit<"THERM_INTL_MASK", 25>, Bit<"THERM_TRIGGER_MASK", 26>,
    Bit<"THERM_PROCHOT_MASK", 27>, Bit<"THERM_IH_HW_ENA", 28>, Field<"MAX_IH_CREDIT", 31, 29>>;
using ThmThermalIntStatus = Register<"THM_THERMAL_INT_STATUS", Thm<0, 0xc>,
    Bit<"THERM_INTH_DETECT", 0>, Bit<"THERM_INTL_DETECT", 1>, Bit<"THERM_TRIGGER_DETECT", 2>,
    Bit<"THERM_PROCHOT_DETECT", 3>>;
// Edge temperature.
using CgMultThermalStatus = Register<"CG_MULT_THERMAL_STATUS", Thm<0, 0x83, Since<14, 0, 0, 0xf>>,
    ReadOnly<"ASIC_MAX_TEMP", 8, 0>, ReadOnly<"CTF_TEMP", 17, 9>>;
using CgMultThermalCtrl = Register<"CG_MULT_THERMAL_CTRL", Thm<0, 0x82, Since<14, 0, 0, 0xe>>,
    Field<"TS_FILTER", 3, 0>, Field<"UNUSED", 8, 4>, Bit<"THERMAL_RANGE_RST", 9>, Field<"TEMP_SEL", 27, 20>>;
using CgThermalStatus = Register<"CG_THERMAL_STATUS", Thm<0, 0x90, Since<14, 0, 0, 0x16>>,
    Field<"FDO_PWM_DUTY", 16, 9>, Field<"TACH_IN_H_DEGLITCH_CNT", 31, 17>>;
using CgFdoCtrl0 = Register<"CG_FDO_CTRL0", Thm<0, 0x8b, Since<14, 0, 0, 0x11>>,
    Field<"FDO_STATIC_DUTY", 7, 0>, Field<"FAN_SPINUP_DUTY", 15, 8>, Bit<"FDO_PWM_MANUAL", 16>,
    Field<"FDO_PWM_HYSTER", 22, 17>, Bit<"FDO_PWM_RAMP_EN", 23>, Field<"FDO_PWM_RAMP", 31, 24>>;
using CgFdoCtrl1 = Register<"CG_FDO_CTRL1", Thm<0, 0x8c, Since<14, 0, 0, 0x12>>,
    Field<"FMAX_DUTY100", 7, 0>, Field<"FMIN_DUTY", 15, 8>, Field<"M", 23, 16>, Field<"TACH_IN_MAX", 31, 24>>;
using CgFdoCtrl2 = Register<"CG_FDO_CTRL2", Thm<0, 0x8d, Since<14, 0, 0, 0x13>>,
    Field<"TMIN", 7, 0>, Field<"FAN_SPINUP_TIME", 10, 8>, Field<"FDO_PWM_MODE", 13, 11>, Field<"TMIN_HYSTER", 16, 14>,
    Field<"TMAX", 24, 17>, Field<"TACH_PWM_RESP_RATE", 31, 25>>;
using CgTachCtrl = Register<"CG_TACH_CTRL",
    Thm<0, 0x8e, Since<14, 0, 0, 0x14>>, Field<"EDGE_PER_REV", 2, 0>, Field<"TARGET_PERIOD", 31, 3>>;
using CgTachStatus = Register<"CG_TACH_STATUS", Thm<0, 0x8f, Since<14, 0, 0, 0x15>>, Field<"TACH_PERIOD", 31, 0>>;

using ThmRegisters = RegisterList<
    ThmTconCurTmp, ThmThermalIntEna, ThmThermalIntCtrl, ThmThermalIntStatus, CgMultThermalStatus, CgMultThermalCtrl,
    CgThermalStatus, CgFdoCtrl0, CgFdoCtrl1, CgFdoCtrl2, CgTachCtrl, CgTachStatus>;
// clang-format on

}  // namespace egpulab::regs::amd
