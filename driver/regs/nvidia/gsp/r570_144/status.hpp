// Status codes: what RM returns in RpcMessageHeader::rpc_result and in status fields.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), nvstatuscodes.h, rpc_headers.h.
#pragma once

#include <string>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
// NV_STATUS, and the RPC layer's own results.
enum class Status : u32 {
  ok = 0, err_generic = 0xffff, err_broken_fb = 1, err_buffer_too_small = 2, err_busy_retry = 3,
  err_callback_not_scheduled = 4, err_card_not_present = 5, err_cycle_detected = 6, err_dma_in_use = 7,
  err_dma_mem_not_locked = 8, err_dma_mem_not_unlocked = 9, err_dual_link_inuse = 0xa, err_ecc_error = 0xb,
  err_fifo_bad_access = 0xc, err_freq_not_supported = 0xd, err_gpu_dma_not_initialized = 0xe, err_gpu_is_lost = 0xf,
  err_gpu_in_fullchip_reset = 0x10, err_gpu_not_full_power = 0x11, err_gpu_uuid_not_found = 0x12,
  err_hot_switch = 0x13, err_i2c_error = 0x14, err_i2c_speed_too_high = 0x15, err_illegal_action = 0x16,
  err_in_use = 0x17, err_inflate_compressed_data_failed = 0x18, err_insert_duplicate_name = 0x19,
  err_insufficient_resources = 0x1a, err_insufficient_permissions = 0x1b, err_insufficient_power = 0x1c,
  err_invalid_access_type = 0x1d, err_invalid_address = 0x1e, err_invalid_argument = 0x1f, err_invalid_base = 0x20,
  err_invalid_channel = 0x21, err_invalid_class = 0x22, err_invalid_client = 0x23, err_invalid_command = 0x24,
  err_invalid_data = 0x25, err_invalid_device = 0x26, err_invalid_dma_specifier = 0x27, err_invalid_event = 0x28,
  err_invalid_flags = 0x29, err_invalid_function = 0x2a, err_invalid_heap = 0x2b, err_invalid_index = 0x2c,
  err_invalid_irq_level = 0x2d, err_invalid_limit = 0x2e, err_invalid_lock_state = 0x2f, err_invalid_method = 0x30,
  err_invalid_object = 0x31, err_invalid_object_buffer = 0x32, err_invalid_object_handle = 0x33,
  err_invalid_object_new = 0x34, err_invalid_object_old = 0x35, err_invalid_object_parent = 0x36,
  err_invalid_offset = 0x37, err_invalid_operation = 0x38, err_invalid_owner = 0x39, err_invalid_param_struct = 0x3a,
  err_invalid_parameter = 0x3b, err_invalid_path = 0x3c, err_invalid_pointer = 0x3d, err_invalid_registry_key = 0x3e,
  err_invalid_request = 0x3f, err_invalid_state = 0x40, err_invalid_string_length = 0x41, err_invalid_read = 0x42,
  err_invalid_write = 0x43, err_invalid_xlate = 0x44, err_irq_not_firing = 0x45, err_irq_edge_triggered = 0x46,
  err_memory_training_failed = 0x47, err_mismatched_slave = 0x48, err_mismatched_target = 0x49,
  err_missing_table_entry = 0x4a, err_module_load_failed = 0x4b, err_more_data_available = 0x4c,
  err_more_processing_required = 0x4d, err_multiple_memory_types = 0x4e, err_no_free_fifos = 0x4f,
  err_no_intr_pending = 0x50, err_no_memory = 0x51, err_no_such_domain = 0x52, err_no_valid_path = 0x53,
  err_not_compatible = 0x54, err_not_ready = 0x55, err_not_supported = 0x56, err_object_not_found = 0x57,
  err_object_type_mismatch = 0x58, err_operating_system = 0x59, err_other_device_found = 0x5a,
  err_out_of_range = 0x5b, err_overlapping_uvm_commit = 0x5c, err_page_table_not_avail = 0x5d,
  err_pid_not_found = 0x5e, err_protection_fault = 0x5f, err_rc_error = 0x60, err_rejected_vbios = 0x61,
  err_reset_required = 0x62, err_state_in_use = 0x63, err_signal_pending = 0x64, err_timeout = 0x65,
  err_timeout_retry = 0x66, err_too_many_primaries = 0x67, err_uvm_address_in_use = 0x68,
  err_max_session_limit_reached = 0x69, err_lib_rm_version_mismatch = 0x6a, err_priv_sec_violation = 0x6b,
  err_gpu_in_debug_mode = 0x6c, err_feature_not_enabled = 0x6d, err_resource_lost = 0x6e, err_pmu_not_ready = 0x6f,
  err_flcn_error = 0x70, err_fatal_error = 0x71, err_memory_error = 0x72, err_invalid_license = 0x73,
  err_nvlink_init_error = 0x74, err_nvlink_minion_error = 0x75, err_nvlink_clock_error = 0x76,
  err_nvlink_training_error = 0x77, err_nvlink_configuration_error = 0x78, err_riscv_error = 0x79,
  err_fabric_manager_not_present = 0x7a, err_already_signalled = 0x7b, err_queue_task_slot_not_available = 0x7c,
  err_key_rotation_in_progress = 0x7d, err_test_only_code_not_enabled = 0x7e, err_secure_boot_failed = 0x7f,
  err_insufficient_zbc_entry = 0x80, err_nvlink_fabric_not_ready = 0x81, err_nvlink_fabric_failure = 0x82,
  err_gpu_memory_onlining_failure = 0x83, err_reduction_manager_not_available = 0x84,
  err_resource_retirement_error = 0x86, warn_hot_switch = 0x10001, warn_incorrect_perfmon_data = 0x10002,
  warn_mismatched_slave = 0x10003, warn_mismatched_target = 0x10004, warn_more_processing_required = 0x10005,
  warn_nothing_to_do = 0x10006, warn_null_object = 0x10007, warn_out_of_range = 0x10008, vmiop_inval = 0xff000001,
  vmiop_resource = 0xff000002, vmiop_range = 0xff000003, vmiop_read_only = 0xff000004, vmiop_not_found = 0xff000005,
  vmiop_no_address_space = 0xff000006, vmiop_timeout = 0xff000007, vmiop_not_allowed_in_callback = 0xff000008,
  vmiop_ecc_mismatch = 0xff000009, vmiop_not_supported = 0xff00000a, rpc_unknown_function = 0xff100001,
  rpc_invalid_message_format = 0xff100002, rpc_handle_not_found = 0xff100003, rpc_handle_exists = 0xff100004,
  rpc_unknown_rm_error = 0xff100005, rpc_unknown_vmiop_error = 0xff100006, rpc_reserved_handle = 0xff100007,
  rpc_cuda_profiling_disabled = 0xff100008, rpc_api_control_not_supported = 0xff100009, rpc_pending = 0xffffffff,
};
// clang-format on
// The vendor's name; empty for a value that has none.
std::string_view to_string(Status value);

// "NV_ERR_INVALID_OBJECT (0x31)", or "status 0x1234" for a code without a name.
std::string describe_status(u32 code);

}  // namespace egpulab::regs::nvidia::gsp::r570_144
