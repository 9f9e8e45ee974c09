// PTOP: the table of the chip's devices (engines), their runlists, resets and fault ids.
// Facts: open-gpu-kernel-modules published ampere/ga100/dev_top.h (MIT); rows as Linux nouveau nvkm/subdev/top/ga100.c
// reads them (MIT).
#pragma once

#include "driver/regs/nvidia/location.hpp"

namespace egpulab::regs::nvidia {

// clang-format off
using PtopDeviceInfoCfg = Register<"NV_PTOP_DEVICE_INFO_CFG", Bar0<0x224fc>,
    ReadOnly<"VERSION", 3, 0>, ReadOnly<"MAX_DEVICES", 15, 4>, ReadOnly<"MAX_ROWS_PER_DEVICE", 19, 16>,
    ReadOnly<"NUM_ROWS", 31, 20>>;
// The GPU's PTOP mirrors the rows of its devices one after the other; CHAIN says that the device goes on.
using PtopDeviceInfo2 = RegisterArray<"NV_PTOP_DEVICE_INFO2(#)", Bar0<0x22800>, Repeat<353, 4>, Field<"ROW", 31, 0>>;
// A device's first, second and third row.
using PtopDeviceRow0 = Bits<32, Field<"FAULT_ID", 10, 0>, Field<"INSTANCE_ID", 23, 16>, Field<"DEV_TYPE_ENUM", 30, 24>, Bit<"ROW_CHAIN", 31>>;
using PtopDeviceRow1 = Bits<32, Field<"RESET_ID", 7, 0>, Field<"DEVICE_PRI_BASE", 25, 8>, Bit<"IS_ENGINE", 30>, Bit<"ROW_CHAIN", 31>>;
using PtopDeviceRow2 = Bits<32, Field<"RLENG_ID", 1, 0>, Field<"RUNLIST_PRI_BASE", 25, 10>, Bit<"ROW_CHAIN", 31>>;
// clang-format on

// NV_PTOP_DEVICE_INFO2_DEV_TYPE_ENUM_*
enum class DeviceType : u8 {
  graphics = 0,
  sec = 13,
  nvenc = 14,
  nvdec = 16,
  ioctrl = 18,
  lce = 19,
  gsp_processor = 20,
  nvjpg = 21,
  ofa = 22,
  fla = 23,
};

using PtopRegisters = RegisterList<PtopDeviceInfoCfg, PtopDeviceInfo2>;

}  // namespace egpulab::regs::nvidia
