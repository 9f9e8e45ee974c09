// Parameters of controls of channels, channel groups, runlists and address spaces.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct Nv2080CtrlFifoDeviceEntry {  // NV2080_CTRL_FIFO_DEVICE_ENTRY
  u32 engine_data[16]{};
  u32 pbdma_ids[2]{};
  u32 pbdma_fault_ids[2]{};
  u32 num_pbdmas = 0;
  u8 engine_name[16]{};
};
static_assert(sizeof(Nv2080CtrlFifoDeviceEntry) == 100);

struct Nv2080CtrlFifoGetDeviceInfoTableParams {  // NV2080_CTRL_FIFO_GET_DEVICE_INFO_TABLE_PARAMS
  u32 base_index = 0;
  u32 num_entries = 0;
  u8 b_more = 0;
  u8 pad_9[3]{};
  Nv2080CtrlFifoDeviceEntry entries[32]{};
};
static_assert(sizeof(Nv2080CtrlFifoGetDeviceInfoTableParams) == 3212);

struct Nv2080CtrlFifoDisableChannelsParams {  // NV2080_CTRL_FIFO_DISABLE_CHANNELS_PARAMS
  u8 b_disable = 0;
  u8 pad_1[3]{};
  u32 num_channels = 0;
  u8 b_only_disable_scheduling = 0;
  u8 b_rewind_gp_put = 0;
  u8 pad_a[6]{};
  u64 p_runlist_preempt_event = 0;
  u32 h_client_list[64]{};
  u32 h_channel_list[64]{};
};
static_assert(sizeof(Nv2080CtrlFifoDisableChannelsParams) == 536);

struct Nv2080CtrlFifoRunlistSetSchedPolicyParams {  // NV2080_CTRL_FIFO_RUNLIST_SET_SCHED_POLICY_PARAMS
  u32 flags = 0;
  u32 sched_policy = 0;
};
static_assert(sizeof(Nv2080CtrlFifoRunlistSetSchedPolicyParams) == 8);

struct Nv2080CtrlFifoMemInfo {  // NV2080_CTRL_FIFO_MEM_INFO
  u32 aperture = 0;
  u8 pad_4[4]{};
  u64 base = 0;
  u64 size = 0;
};
static_assert(sizeof(Nv2080CtrlFifoMemInfo) == 24);

struct Nv2080CtrlFifoChannelMemInfo {  // NV2080_CTRL_FIFO_CHANNEL_MEM_INFO
  Nv2080CtrlFifoMemInfo inst{};
  Nv2080CtrlFifoMemInfo ramfc{};
  Nv2080CtrlFifoMemInfo method_buf[2]{};
  u32 method_buf_count = 0;
  u8 pad_64[4]{};
};
static_assert(sizeof(Nv2080CtrlFifoChannelMemInfo) == 104);

struct Nv2080CtrlCmdFifoGetChannelMemInfoParams {  // NV2080_CTRL_CMD_FIFO_GET_CHANNEL_MEM_INFO_PARAMS
  u32 h_channel = 0;
  u8 pad_4[4]{};
  Nv2080CtrlFifoChannelMemInfo ch_mem_info{};
};
static_assert(sizeof(Nv2080CtrlCmdFifoGetChannelMemInfoParams) == 112);

struct Nva06fCtrlGpfifoScheduleParams {  // NVA06F_CTRL_GPFIFO_SCHEDULE_PARAMS
  u8 b_enable = 0;
  u8 b_skip_submit = 0;
};
static_assert(sizeof(Nva06fCtrlGpfifoScheduleParams) == 2);

using Nva06cCtrlGpfifoScheduleParams = Nva06fCtrlGpfifoScheduleParams;  // NVA06C_CTRL_GPFIFO_SCHEDULE_PARAMS

struct Nva06cCtrlPreemptParams {  // NVA06C_CTRL_PREEMPT_PARAMS
  u8 b_wait = 0;
  u8 b_manual_timeout = 0;
  u8 pad_2[2]{};
  u32 timeout_us = 0;
};
static_assert(sizeof(Nva06cCtrlPreemptParams) == 8);

struct Nva06cCtrlTimesliceParams {  // NVA06C_CTRL_TIMESLICE_PARAMS
  u64 timeslice_us = 0;
};
static_assert(sizeof(Nva06cCtrlTimesliceParams) == 8);

struct Nva06fCtrlBindParams {  // NVA06F_CTRL_BIND_PARAMS
  u32 engine_type = 0;
};
static_assert(sizeof(Nva06fCtrlBindParams) == 4);

struct Nvc36fCtrlCmdGpfifoGetWorkSubmitTokenParams {  // NVC36F_CTRL_CMD_GPFIFO_GET_WORK_SUBMIT_TOKEN_PARAMS
  u32 work_submit_token = 0;
};
static_assert(sizeof(Nvc36fCtrlCmdGpfifoGetWorkSubmitTokenParams) == 4);

struct Nvc36fCtrlGpfifoSetWorkSubmitTokenNotifIndexParams {  // NVC36F_CTRL_GPFIFO_SET_WORK_SUBMIT_TOKEN_NOTIF_INDEX_PARAMS
  u32 index = 0;
};
static_assert(sizeof(Nvc36fCtrlGpfifoSetWorkSubmitTokenNotifIndexParams) == 4);

struct Nv906fCtrlCmdResetChannelParams {  // NV906F_CTRL_CMD_RESET_CHANNEL_PARAMS
  u32 engine_id = 0;
  u32 subdevice_instance = 0;
  u32 reset_reason = 0;
  u8 b_is_rc_pending = 0;
  u8 pad_d[3]{};
};
static_assert(sizeof(Nv906fCtrlCmdResetChannelParams) == 16);

struct Nv90f1CtrlVaspaceCopyServerReservedPdesParamsLevels {  // NV90F1_CTRL_VASPACE_COPY_SERVER_RESERVED_PDES_PARAMS_levels
  u64 phys_address = 0;
  u64 size = 0;
  u32 aperture = 0;
  u8 page_shift = 0;
  u8 pad_15[3]{};
};
static_assert(sizeof(Nv90f1CtrlVaspaceCopyServerReservedPdesParamsLevels) == 24);

struct Nv90f1CtrlVaspaceCopyServerReservedPdesParams {  // NV90F1_CTRL_VASPACE_COPY_SERVER_RESERVED_PDES_PARAMS
  u32 h_sub_device = 0;
  u32 sub_device_id = 0;
  u64 page_size = 0;
  u64 virt_addr_lo = 0;
  u64 virt_addr_hi = 0;
  u32 num_levels_to_copy = 0;
  u8 pad_24[4]{};
  Nv90f1CtrlVaspaceCopyServerReservedPdesParamsLevels levels[6]{};
};
static_assert(sizeof(Nv90f1CtrlVaspaceCopyServerReservedPdesParams) == 184);

struct Nv0080CtrlFifoGetChannellistParams {  // NV0080_CTRL_FIFO_GET_CHANNELLIST_PARAMS
  u32 num_channels = 0;
  u8 pad_4[4]{};
  u64 p_channel_handle_list = 0;
  u64 p_channel_list = 0;
};
static_assert(sizeof(Nv0080CtrlFifoGetChannellistParams) == 24);

struct Nv906fCtrlGetClassEngineidParams {  // NV906F_CTRL_GET_CLASS_ENGINEID_PARAMS
  u32 h_object = 0;
  u32 class_engine_id = 0;
  u32 class_id = 0;
  u32 engine_id = 0;
};
static_assert(sizeof(Nv906fCtrlGetClassEngineidParams) == 16);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
