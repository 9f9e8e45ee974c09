// RPC function and event numbers in RpcMessageHeader::function.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), rpc_global_enums.h.
#pragma once

#include <string>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
// What the driver asks of GSP-RM.
enum class RpcFunction : u32 {
  nop = 0, set_guest_system_info = 1, alloc_root = 2, alloc_device = 3, alloc_memory = 4, alloc_ctx_dma = 5,
  alloc_channel_dma = 6, map_memory = 7, bind_ctx_dma = 8, alloc_object = 9, free = 0xa, log = 0xb,
  alloc_vidmem = 0xc, unmap_memory = 0xd, map_memory_dma = 0xe, unmap_memory_dma = 0xf, get_edid = 0x10,
  alloc_disp_channel = 0x11, alloc_disp_object = 0x12, alloc_subdevice = 0x13, alloc_dynamic_memory = 0x14,
  dup_object = 0x15, idle_channels = 0x16, alloc_event = 0x17, send_event = 0x18, remapper_control = 0x19,
  dma_control = 0x1a, dma_fill_pte_mem = 0x1b, manage_hw_resource = 0x1c, bind_arbitrary_ctx_dma = 0x1d,
  create_fb_segment = 0x1e, destroy_fb_segment = 0x1f, alloc_share_device = 0x20, deferred_api_control = 0x21,
  remove_deferred_api = 0x22, sim_escape_read = 0x23, sim_escape_write = 0x24, sim_manage_display_context_dma = 0x25,
  free_vidmem_virt = 0x26, perf_get_pstate_info = 0x27, perf_get_perfmon_sample = 0x28,
  perf_get_virtual_pstate_info = 0x29, perf_get_level_info = 0x2a, map_sema_memory = 0x2b, unmap_sema_memory = 0x2c,
  set_surface_properties = 0x2d, cleanup_surface = 0x2e, unloading_guest_driver = 0x2f, tdr_set_timeout_state = 0x30,
  switch_to_vga = 0x31, gpu_exec_reg_ops = 0x32, get_static_info = 0x33, alloc_virtmem = 0x34, update_pde_2 = 0x35,
  set_page_directory = 0x36, get_static_pstate_info = 0x37, translate_guest_gpu_ptes = 0x38, reserved_57 = 0x39,
  reset_current_gr_context = 0x3a, set_sema_mem_validation_state = 0x3b, get_engine_utilization = 0x3c,
  update_gpu_pdes = 0x3d, get_encoder_capacity = 0x3e, vgpu_pf_reg_read32 = 0x3f, set_guest_system_info_ext = 0x40,
  get_gsp_static_info = 0x41, rmfs_init = 0x42, rmfs_close_queue = 0x43, rmfs_cleanup = 0x44, rmfs_test = 0x45,
  update_bar_pde = 0x46, continuation_record = 0x47, gsp_set_system_info = 0x48, set_registry = 0x49,
  gsp_init_post_objgpu = 0x4a, subdev_event_set_notification = 0x4b, gsp_rm_control = 0x4c, get_static_info2 = 0x4d,
  dump_protobuf_component = 0x4e, unset_page_directory = 0x4f, get_consolidated_static_info = 0x50,
  gmmu_register_fault_buffer = 0x51, gmmu_unregister_fault_buffer = 0x52,
  gmmu_register_client_shadow_fault_buffer = 0x53, gmmu_unregister_client_shadow_fault_buffer = 0x54,
  ctrl_set_vgpu_fb_usage = 0x55, ctrl_nvfbc_sw_session_update_info = 0x56, ctrl_nvenc_sw_session_update_info = 0x57,
  ctrl_reset_channel = 0x58, ctrl_reset_isolated_channel = 0x59, ctrl_gpu_handle_vf_pri_fault = 0x5a,
  ctrl_clk_get_extended_info = 0x5b, ctrl_perf_boost = 0x5c, ctrl_perf_vpstates_get_control = 0x5d,
  ctrl_get_zbc_clear_table = 0x5e, ctrl_set_zbc_color_clear = 0x5f, ctrl_set_zbc_depth_clear = 0x60,
  ctrl_gpfifo_schedule = 0x61, ctrl_set_timeslice = 0x62, ctrl_preempt = 0x63, ctrl_fifo_disable_channels = 0x64,
  ctrl_set_tsg_interleave_level = 0x65, ctrl_set_channel_interleave_level = 0x66, gsp_rm_alloc = 0x67,
  ctrl_get_p2p_caps_v2 = 0x68, ctrl_cipher_aes_encrypt = 0x69, ctrl_cipher_session_key = 0x6a,
  ctrl_cipher_session_key_status = 0x6b, ctrl_dbg_clear_all_sm_error_states = 0x6c,
  ctrl_dbg_read_all_sm_error_states = 0x6d, ctrl_dbg_set_exception_mask = 0x6e, ctrl_gpu_promote_ctx = 0x6f,
  ctrl_gr_ctxsw_preemption_bind = 0x70, ctrl_gr_set_ctxsw_preemption_mode = 0x71, ctrl_gr_ctxsw_zcull_bind = 0x72,
  ctrl_gpu_initialize_ctx = 0x73, ctrl_vaspace_copy_server_reserved_pdes = 0x74, ctrl_fifo_clear_faulted_bit = 0x75,
  ctrl_get_latest_ecc_addresses = 0x76, ctrl_mc_service_interrupts = 0x77, ctrl_dma_set_default_vaspace = 0x78,
  ctrl_get_ce_pce_mask = 0x79, ctrl_get_zbc_clear_table_entry = 0x7a, ctrl_get_nvlink_peer_id_mask = 0x7b,
  ctrl_get_nvlink_status = 0x7c, ctrl_get_p2p_caps = 0x7d, ctrl_get_p2p_caps_matrix = 0x7e, reserved_0 = 0x7f,
  ctrl_reserve_pm_area_smpc = 0x80, ctrl_reserve_hwpm_legacy = 0x81, ctrl_b0cc_exec_reg_ops = 0x82,
  ctrl_bind_pm_resources = 0x83, ctrl_dbg_suspend_context = 0x84, ctrl_dbg_resume_context = 0x85,
  ctrl_dbg_exec_reg_ops = 0x86, ctrl_dbg_set_mode_mmu_debug = 0x87, ctrl_dbg_read_single_sm_error_state = 0x88,
  ctrl_dbg_clear_single_sm_error_state = 0x89, ctrl_dbg_set_mode_errbar_debug = 0x8a,
  ctrl_dbg_set_next_stop_trigger_type = 0x8b, ctrl_alloc_pma_stream = 0x8c, ctrl_pma_stream_update_get_put = 0x8d,
  ctrl_fb_get_info_v2 = 0x8e, ctrl_fifo_set_channel_properties = 0x8f, ctrl_gr_get_ctx_buffer_info = 0x90,
  ctrl_kgr_get_ctx_buffer_ptes = 0x91, ctrl_gpu_evict_ctx = 0x92, ctrl_fb_get_fs_info = 0x93,
  ctrl_grmgr_get_gr_fs_info = 0x94, ctrl_stop_channel = 0x95, ctrl_gr_pc_sampling_mode = 0x96,
  ctrl_perf_rated_tdp_get_status = 0x97, ctrl_perf_rated_tdp_set_control = 0x98, ctrl_free_pma_stream = 0x99,
  ctrl_timer_set_gr_tick_freq = 0x9a, ctrl_fifo_setup_vf_zombie_subctx_pdb = 0x9b,
  get_consolidated_gr_static_info = 0x9c, ctrl_dbg_set_single_sm_single_step = 0x9d,
  ctrl_gr_get_tpc_partition_mode = 0x9e, ctrl_gr_set_tpc_partition_mode = 0x9f, uvm_paging_channel_allocate = 0xa0,
  uvm_paging_channel_destroy = 0xa1, uvm_paging_channel_map = 0xa2, uvm_paging_channel_unmap = 0xa3,
  uvm_paging_channel_push_stream = 0xa4, uvm_paging_channel_set_handles = 0xa5,
  uvm_method_stream_guest_pages_operation = 0xa6, ctrl_internal_quiesce_pma_channel = 0xa7, dce_rm_init = 0xa8,
  register_virtual_event_buffer = 0xa9, ctrl_event_buffer_update_get = 0xaa, get_plcable_address_kind = 0xab,
  ctrl_perf_limits_set_status_v2 = 0xac, ctrl_internal_sriov_promote_pma_stream = 0xad,
  ctrl_get_mmu_debug_mode = 0xae, ctrl_internal_promote_fault_method_buffers = 0xaf,
  ctrl_flcn_get_ctx_buffer_size = 0xb0, ctrl_flcn_get_ctx_buffer_info = 0xb1, disable_channels = 0xb2,
  ctrl_fabric_memory_describe = 0xb3, ctrl_fabric_mem_stats = 0xb4, save_hibernation_data = 0xb5,
  restore_hibernation_data = 0xb6, ctrl_internal_memsys_set_zbc_referenced = 0xb7,
  ctrl_exec_partitions_create = 0xb8, ctrl_exec_partitions_delete = 0xb9, ctrl_gpfifo_get_work_submit_token = 0xba,
  ctrl_gpfifo_set_work_submit_token_notif_index = 0xbb, pma_scrubber_shared_buffer_guest_pages_operation = 0xbc,
  ctrl_master_get_virtual_function_error_cont_intr_mask = 0xbd, set_sysmem_dirty_page_tracking_buffer = 0xbe,
  ctrl_subdevice_get_p2p_caps = 0xbf, ctrl_bus_set_p2p_mapping = 0xc0, ctrl_bus_unset_p2p_mapping = 0xc1,
  ctrl_fla_setup_instance_mem_block = 0xc2, ctrl_gpu_migratable_ops = 0xc3, ctrl_get_total_hs_credits = 0xc4,
  ctrl_get_hs_credits = 0xc5, ctrl_set_hs_credits = 0xc6, ctrl_pm_area_pc_sampler = 0xc7, invalidate_tlb = 0xc8,
  ctrl_gpu_query_ecc_status = 0xc9, ecc_notifier_write_ack = 0xca, ctrl_dbg_get_mode_mmu_debug = 0xcb,
  rm_api_control = 0xcc, ctrl_cmd_internal_gpu_start_fabric_probe = 0xcd,
  ctrl_nvlink_get_inband_received_data = 0xce, get_static_data = 0xcf, reserved_208 = 0xd0,
  ctrl_gpu_get_info_v2 = 0xd1, get_brand_caps = 0xd2, ctrl_cmd_nvlink_inband_send_data = 0xd3,
  update_gpm_guest_buffer_info = 0xd4, ctrl_cmd_internal_control_gsp_trace = 0xd5, ctrl_set_zbc_stencil_clear = 0xd6,
  ctrl_subdevice_get_vgpu_heap_stats = 0xd7, ctrl_subdevice_get_libos_heap_stats = 0xd8,
  ctrl_dbg_set_mode_mmu_gcc_debug = 0xd9, ctrl_dbg_get_mode_mmu_gcc_debug = 0xda, ctrl_reserve_hes = 0xdb,
  ctrl_release_hes = 0xdc, ctrl_reserve_ccu_prof = 0xdd, ctrl_release_ccu_prof = 0xde, reserved = 0xdf,
  ctrl_cmd_get_chiplet_hs_credit_pool = 0xe0, ctrl_cmd_get_hs_credits_mapping = 0xe1,
  ctrl_exec_partitions_export = 0xe2,
};
// clang-format on
// The vendor's name; empty for a value that has none.
std::string_view to_string(RpcFunction value);

// clang-format off
// What GSP-RM tells the driver.
enum class RpcEvent : u32 {
  gsp_init_done = 0x1001, gsp_run_cpu_sequencer = 0x1002, post_event = 0x1003, rc_triggered = 0x1004,
  mmu_fault_queued = 0x1005, os_error_log = 0x1006, rg_line_intr = 0x1007, gpuacct_perfmon_util_samples = 0x1008,
  sim_read = 0x1009, sim_write = 0x100a, semaphore_schedule_callback = 0x100b, ucode_libos_print = 0x100c,
  vgpu_gsp_plugin_triggered = 0x100d, perf_gpu_boost_sync_limits_callback = 0x100e,
  perf_bridgeless_info_update = 0x100f, vgpu_config = 0x1010, display_modeset = 0x1011, extdev_intr_service = 0x1012,
  nvlink_inband_received_data_256 = 0x1013, nvlink_inband_received_data_512 = 0x1014,
  nvlink_inband_received_data_1024 = 0x1015, nvlink_inband_received_data_2048 = 0x1016,
  nvlink_inband_received_data_4096 = 0x1017, timed_semaphore_release = 0x1018, nvlink_is_gpu_degraded = 0x1019,
  pfm_req_hndlr_state_sync_callback = 0x101a, nvlink_fault_up = 0x101b, gsp_lockdown_notice = 0x101c,
  mig_ci_config_update = 0x101d, update_gsp_trace = 0x101e, nvlink_fatal_error_recovery = 0x101f,
  gsp_post_nocat_record = 0x1020, fecs_error = 0x1021, recovery_action = 0x1022,
};
// clang-format on
// The vendor's name; empty for a value that has none.
std::string_view to_string(RpcEvent value);

// "GSP_RM_CONTROL", "GSP_INIT_DONE", or "function 0x1234" for a number that is neither.
std::string rpc_name(u32 function);

}  // namespace egpulab::regs::nvidia::gsp::r570_144
