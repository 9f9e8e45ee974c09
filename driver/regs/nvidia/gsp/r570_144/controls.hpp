// Commands of GSP_RM_CONTROL that drivers of these chips use; names of all: names.hpp.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), ctrl/*.h.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144::control {

inline constexpr u32 nv2080_gpu_get_info_v2 = 0x20800102;
inline constexpr u32 nv2080_gpu_get_name_string = 0x20800110;
inline constexpr u32 nv2080_gpu_get_short_name_string = 0x20800111;
inline constexpr u32 nv2080_gpu_get_gid_info = 0x2080014a;
inline constexpr u32 nv2080_gpu_get_engines_v2 = 0x20800170;
inline constexpr u32 nv2080_gpu_get_fermi_gpc_info = 0x20800137;
inline constexpr u32 nv2080_gpu_get_fermi_tpc_info = 0x20800138;
inline constexpr u32 nv2080_gpu_promote_ctx = 0x2080012b;
inline constexpr u32 nv2080_gpu_evict_ctx = 0x2080012c;
inline constexpr u32 nv2080_gpu_initialize_ctx = 0x2080012d;
inline constexpr u32 nv2080_gpu_get_constructed_falcon_info = 0x208001b0;
inline constexpr u32 nv2080_bus_get_pci_bar_info = 0x20801803;
inline constexpr u32 nv2080_bus_get_pci_info = 0x20801801;
inline constexpr u32 nv2080_bus_get_info_v2 = 0x20801823;
inline constexpr u32 nv2080_perf_boost = 0x2080200a;
inline constexpr u32 nv2080_event_set_notification = 0x20800301;
inline constexpr u32 nv2080_fb_get_info_v2 = 0x20801303;
inline constexpr u32 nv2080_fb_get_fb_region_info = 0x20801320;
inline constexpr u32 nv2080_ce_get_fault_method_buffer_size = 0x20802a08;
inline constexpr u32 nv2080_ce_get_caps_v2 = 0x20802a03;
inline constexpr u32 nv2080_timer_get_time = 0x20800403;
inline constexpr u32 nv2080_mc_get_arch_info = 0x20801701;
inline constexpr u32 nv2080_fifo_get_device_info_table = 0x20801112;
inline constexpr u32 nv2080_fifo_disable_channels = 0x2080110b;
inline constexpr u32 nv2080_fifo_runlist_set_sched_policy = 0x20801115;
inline constexpr u32 nv2080_fifo_get_channel_mem_info = 0x2080110c;
inline constexpr u32 nv2080_gr_get_info = 0x20801201;
inline constexpr u32 nv2080_gr_get_caps_v2 = 0x20801227;
inline constexpr u32 nv2080_gr_get_zcull_info = 0x20801206;
inline constexpr u32 nv2080_gr_get_global_sm_order = 0x2080121b;
inline constexpr u32 nv2080_internal_intr_get_kernel_table = 0x20800a5c;
inline constexpr u32 nv2080_internal_get_device_info_table = 0x20800a40;
inline constexpr u32 nv2080_internal_get_constructed_falcon_info = 0x20800a42;
inline constexpr u32 nv2080_internal_kgr_init_bug4208224_war = 0x20800a46;
inline constexpr u32 nv2080_internal_init_brightc_state_load = 0x20800ac6;
inline constexpr u32 nv2080_internal_fbsr_init = 0x20800ac2;
inline constexpr u32 nv2080_internal_gmmu_get_static_info = 0x20800a59;
inline constexpr u32 nv2080_internal_gmmu_register_fault_buffer = 0x20800a9b;
inline constexpr u32 nv2080_internal_gmmu_unregister_fault_buffer = 0x20800a9c;
inline constexpr u32 nv2080_internal_bus_flush_with_sysmembar = 0x20800a70;
inline constexpr u32 nv2080_internal_memsys_get_static_config = 0x20800a1c;
inline constexpr u32 nv2080_internal_bif_get_static_info = 0x20800aac;
inline constexpr u32 nv2080_internal_static_kgr_get_info = 0x20800a2a;
inline constexpr u32 nv2080_internal_static_kgr_get_caps = 0x20800a1f;
inline constexpr u32 nv2080_internal_static_kgr_get_global_sm_order = 0x20800a22;
inline constexpr u32 nv2080_internal_static_kgr_get_floorsweeping_masks = 0x20800a26;
inline constexpr u32 nv2080_internal_static_kgr_get_context_buffers_info = 0x20800a32;
inline constexpr u32 nva06c_gpfifo_schedule = 0xa06c0101;
inline constexpr u32 nva06c_bind = 0xa06c0102;
inline constexpr u32 nva06c_preempt = 0xa06c0105;
inline constexpr u32 nva06c_set_timeslice = 0xa06c0103;
inline constexpr u32 nva06c_get_timeslice = 0xa06c0104;
inline constexpr u32 nva06f_gpfifo_schedule = 0xa06f0103;
inline constexpr u32 nva06f_bind = 0xa06f0104;
inline constexpr u32 nvc36f_gpfifo_get_work_submit_token = 0xc36f0108;
inline constexpr u32 nvc36f_gpfifo_set_work_submit_token_notif_index = 0xc36f010a;
inline constexpr u32 nv906f_reset_channel = 0x906f0102;
inline constexpr u32 nv906f_get_class_engineid = 0x906f0101;
inline constexpr u32 nv90f1_vaspace_copy_server_reserved_pdes = 0x90f10106;
inline constexpr u32 nv0080_dma_set_page_directory = 0x801813;
inline constexpr u32 nv0080_dma_unset_page_directory = 0x801814;
inline constexpr u32 nv0080_fifo_get_channellist = 0x80170d;
inline constexpr u32 nv0080_gpu_get_num_subdevices = 0x800280;
inline constexpr u32 nv0080_gpu_get_classlist_v2 = 0x800292;
inline constexpr u32 nv83de_debug_read_all_sm_error_states = 0x83de030c;
inline constexpr u32 nv83de_debug_clear_all_sm_error_states = 0x83de0310;
inline constexpr u32 nv83de_debug_read_mmu_fault_info = 0x83de0328;
inline constexpr u32 nv83de_debug_set_exception_mask = 0x83de0309;
inline constexpr u32 nv0000_gpu_get_attached_ids = 0x201;

}  // namespace egpulab::regs::nvidia::gsp::r570_144::control
