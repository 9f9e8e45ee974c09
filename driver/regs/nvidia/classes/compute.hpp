// Methods of the compute classes; among them those that write inline data to memory (I2M).
// Facts: NVIDIA open-gpu-doc classes clc6c0, clc7c0, clc9c0, clcbc0, clcdc0, clcec0.h (MIT);
// fields as the newest class has them. Addresses count bytes; arrays have a stride.
#pragma once

#include "driver/regs/bits.hpp"

namespace egpulab::regs::nvidia::compute_methods {

inline constexpr u32
    set_object = 0x0,
    no_operation = 0x100, set_notify_a = 0x104, set_notify_b = 0x108, notify = 0x10c, wait_for_idle = 0x110,
    load_mme_instruction_ram_pointer = 0x114, load_mme_instruction_ram = 0x118,
    load_mme_start_address_ram_pointer = 0x11c, load_mme_start_address_ram = 0x120, set_mme_shadow_ram_control = 0x124,
    set_global_render_enable_a = 0x130, set_global_render_enable_b = 0x134, set_global_render_enable_c = 0x138,
    send_go_idle = 0x13c, pm_trigger = 0x140, pm_trigger_wfi = 0x144, fe_atomic_sequence_begin = 0x148,
    fe_atomic_sequence_end = 0x14c, set_instrumentation_method_header = 0x150, set_instrumentation_method_data = 0x154,
    set_report_semaphore_payload_lower = 0x158, set_report_semaphore_payload_upper = 0x15c,
    set_report_semaphore_address_lower = 0x160, set_report_semaphore_address_upper = 0x164,
    report_semaphore_execute = 0x168, line_length_in = 0x180, line_count = 0x184, offset_out_upper = 0x188,
    offset_out = 0x18c, pitch_out = 0x190, set_dst_block_size = 0x194, set_dst_width = 0x198, set_dst_height = 0x19c,
    set_dst_depth = 0x1a0, set_dst_layer = 0x1a4, set_dst_origin_bytes_x = 0x1a8, set_dst_origin_samples_y = 0x1ac,
    launch_dma = 0x1b0, load_inline_data = 0x1b4, set_i2m_semaphore_a = 0x1dc, set_i2m_semaphore_b = 0x1e0,
    set_i2m_semaphore_c = 0x1e4, set_sm_scg_control = 0x1e8, set_mme_switch_state = 0x1ec, set_i2m_spare_noop00 = 0x1f0,
    set_i2m_spare_noop01 = 0x1f4, set_i2m_spare_noop02 = 0x1f8, set_i2m_spare_noop03 = 0x1fc,
    set_valid_span_overflow_area_a = 0x200, set_valid_span_overflow_area_b = 0x204,
    set_valid_span_overflow_area_c = 0x208, update_all_compute_control = 0x20c, perfmon_transfer = 0x210,
    set_qmd_virtualization_base_a = 0x214, set_qmd_virtualization_base_b = 0x218, invalidate_shader_caches = 0x21c,
    set_reserved_sw_method00 = 0x220, set_reserved_sw_method01 = 0x224, set_reserved_sw_method02 = 0x228,
    set_reserved_sw_method03 = 0x22c, set_reserved_sw_method04 = 0x230, set_reserved_sw_method05 = 0x234,
    set_reserved_sw_method06 = 0x238, set_reserved_sw_method07 = 0x23c, invalidate_texture_header_cache_no_wfi = 0x244,
    set_cwd_ref_counter = 0x248, set_reserved_sw_method08 = 0x24c, set_reserved_sw_method09 = 0x250,
    set_reserved_sw_method10 = 0x254, set_reserved_sw_method11 = 0x258, set_reserved_sw_method12 = 0x25c,
    set_reserved_sw_method13 = 0x260, set_reserved_sw_method14 = 0x264, set_reserved_sw_method15 = 0x268,
    set_scg_control = 0x270, set_compute_class_version = 0x280, check_compute_class_version = 0x284,
    set_qmd_version = 0x288, check_qmd_version = 0x290, invalidate_sked_caches = 0x298,
    set_qmd_virtualization_control = 0x29c, set_shader_shared_memory_window_a = 0x2a0,
    set_shader_shared_memory_window_b = 0x2a4, scg_hysteresis_control = 0x2a8, set_cwd_slot_count = 0x2b0,
    send_pcas_a = 0x2b4, send_pcas_b = 0x2b8, send_signaling_pcas_b = 0x2bc, send_signaling_pcas2_b = 0x2c0,
    set_sked_cache_control = 0x2cc, set_shader_local_memory_non_throttled_a = 0x2e4,
    set_shader_local_memory_non_throttled_b = 0x2e8, set_shader_local_memory_non_throttled_c = 0x2ec,
    set_spa_version = 0x310, set_inline_qmd_address_a = 0x318, set_inline_qmd_address_b = 0x31c,
    load_inline_qmd_data = 0x320, load_inline_qmd_data_stride = 0x4, set_falcon00 = 0x500, set_falcon01 = 0x504,
    set_falcon02 = 0x508, set_falcon03 = 0x50c, set_falcon04 = 0x510, set_falcon05 = 0x514, set_falcon06 = 0x518,
    set_falcon07 = 0x51c, set_falcon08 = 0x520, set_falcon09 = 0x524, set_falcon10 = 0x528, set_falcon11 = 0x52c,
    set_falcon12 = 0x530, set_falcon13 = 0x534, set_falcon14 = 0x538, set_falcon15 = 0x53c,
    set_mme_mem_address_a = 0x550, set_mme_mem_address_b = 0x554, set_mme_data_ram_address = 0x558,
    mme_dma_read = 0x55c, mme_dma_read_fifoed = 0x560, mme_dma_write = 0x564, mme_dma_reduction = 0x568,
    mme_dma_sysmembar = 0x56c, mme_dma_sync = 0x570, set_mme_data_fifo_config = 0x574, event_start_trigger = 0x74c,
    event_stop_trigger = 0x75c, set_shader_local_memory_a = 0x790, set_shader_local_memory_b = 0x794,
    set_texture_header_version = 0x7ac, set_shader_local_memory_window_a = 0x7b0,
    set_shader_local_memory_window_b = 0x7b4, set_monitored_fence_signal_address_base_a = 0x7b8,
    set_monitored_fence_signal_address_base_b = 0x7bc, throttle_sm = 0x7fc, set_shader_cache_control = 0xd94,
    set_scg_compute_scheduling_parameters = 0xda0, set_scg_compute_scheduling_parameters_stride = 0x4,
    set_sm_timeout_interval = 0xde4, mme_dma_write_method_barrier = 0xdec, set_wfi_filter_state = 0xf10,
    event_stop_trigger_wfi = 0xffc, invalidate_texture_data_cache_no_wfi = 0x1288,
    activate_perf_settings_for_compute_context = 0x12a8, invalidate_sampler_cache = 0x1330,
    invalidate_texture_header_cache = 0x1334, invalidate_texture_data_cache = 0x1338,
    invalidate_sampler_cache_no_wfi = 0x1424, invalidate_sampler_cache_by_tag = 0x1458,
    invalidate_texture_header_cache_by_tag = 0x145c, invalidate_texture_data_cache_by_tag = 0x1460,
    set_mme_task_event_state = 0x1464, set_shader_exceptions = 0x1528, set_render_enable_a = 0x1550,
    set_render_enable_b = 0x1554, set_render_enable_c = 0x1558, set_tex_sampler_pool_a = 0x155c,
    set_tex_sampler_pool_b = 0x1560, set_tex_sampler_pool_c = 0x1564, set_tex_header_pool_a = 0x1574,
    set_tex_header_pool_b = 0x1578, set_tex_header_pool_c = 0x157c, invalidate_shader_caches_no_wfi = 0x1698,
    invalidate_sampler_cache_by_tag_no_wfi = 0x1930, invalidate_texture_header_cache_by_tag_no_wfi = 0x1934,
    invalidate_texture_data_cache_by_tag_no_wfi = 0x1938, set_render_enable_override = 0x1944, pipe_nop = 0x1a2c,
    set_spare00 = 0x1a30, set_spare01 = 0x1a34, set_spare02 = 0x1a38, set_spare03 = 0x1a3c,
    set_report_semaphore_a = 0x1b00, set_report_semaphore_b = 0x1b04, set_report_semaphore_c = 0x1b08,
    set_report_semaphore_d = 0x1b0c, set_trap_handler_a = 0x25f8, set_trap_handler_b = 0x25fc,
    set_bindless_texture = 0x2608, set_shader_performance_snapshot_counter_value = 0x32f4,
    set_shader_performance_snapshot_counter_value_stride = 0x4,
    set_shader_performance_snapshot_counter_value_upper = 0x3314,
    set_shader_performance_snapshot_counter_value_upper_stride = 0x4,
    enable_shader_performance_snapshot_counter = 0x3334, disable_shader_performance_snapshot_counter = 0x3338,
    set_shader_performance_counter_value_upper = 0x333c, set_shader_performance_counter_value_upper_stride = 0x4,
    set_shader_performance_counter_value = 0x335c, set_shader_performance_counter_value_stride = 0x4,
    set_shader_performance_counter_event = 0x337c, set_shader_performance_counter_event_stride = 0x4,
    set_shader_performance_counter_control_a = 0x339c, set_shader_performance_counter_control_a_stride = 0x4,
    set_shader_performance_counter_control_b = 0x33bc, set_shader_performance_counter_control_b_stride = 0x4,
    set_shader_performance_counter_trap_control = 0x33dc, start_shader_performance_counter = 0x33e0,
    stop_shader_performance_counter = 0x33e4, set_shader_performance_counter_sctl_filter = 0x33e8,
    set_shader_performance_counter_core_mio_filter = 0x33ec, set_mme_shadow_scratch = 0x3400,
    set_mme_shadow_scratch_stride = 0x4;

enum class LaunchDmaReductionFormat : u32 {
  unsigned_32 = 0,
  signed_32 = 1,
};
constexpr std::string_view to_string(LaunchDmaReductionFormat v) {
  constexpr std::string_view names[] = {"UNSIGNED_32", "SIGNED_32"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaCompletionType : u32 {
  flush_disable = 0,
  flush_only = 1,
  release_semaphore = 2,
};
constexpr std::string_view to_string(LaunchDmaCompletionType v) {
  constexpr std::string_view names[] = {"FLUSH_DISABLE", "FLUSH_ONLY", "RELEASE_SEMAPHORE"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaInterruptType : u32 {
  none = 0,
  interrupt = 1,
};
constexpr std::string_view to_string(LaunchDmaInterruptType v) {
  constexpr std::string_view names[] = {"NONE", "INTERRUPT"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class LaunchDmaReductionOp : u32 {
  red_add = 0,
  red_min = 1,
  red_max = 2,
  red_inc = 3,
  red_dec = 4,
  red_and = 5,
  red_or = 6,
  red_xor = 7,
};
constexpr std::string_view to_string(LaunchDmaReductionOp v) {
  constexpr std::string_view names[] = {"RED_ADD", "RED_MIN", "RED_MAX", "RED_INC",
                                        "RED_DEC", "RED_AND", "RED_OR",  "RED_XOR"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using LaunchDma = Bits<32, Bit<"DST_MEMORY_LAYOUT", 0>,  // 0 BLOCKLINEAR 1 PITCH
                       Bit<"REDUCTION_ENABLE", 1>, Field<"REDUCTION_FORMAT", 3, 2, LaunchDmaReductionFormat>,
                       Field<"COMPLETION_TYPE", 5, 4, LaunchDmaCompletionType>, Bit<"SYSMEMBAR_DISABLE", 6>,
                       Field<"INTERRUPT_TYPE", 9, 8, LaunchDmaInterruptType>,
                       Bit<"SEMAPHORE_STRUCT_SIZE", 12>,  // 0 FOUR_WORDS 1 ONE_WORD
                       Field<"REDUCTION_OP", 15, 13, LaunchDmaReductionOp>>;

using SendSignalingPcasB = Bits<32, Bit<"INVALIDATE", 0>, Bit<"SCHEDULE", 1>>;

enum class SendSignalingPcas2BPcasAction : u32 {
  nop = 0,
  invalidate = 1,
  schedule = 2,
  invalidate_copy_schedule = 3,
  increment_put = 6,
  decrement_dependence = 7,
  prefetch = 8,
  prefetch_schedule = 9,
  invalidate_prefetch_copy_schedule = 10,
  invalidate_prefetch_copy_force_require_scheduling = 11,
  increment_dependence = 12,
  increment_cwd_ref_counter = 13,
};
constexpr std::string_view to_string(SendSignalingPcas2BPcasAction v) {
  constexpr std::string_view names[] = {"NOP",
                                        "INVALIDATE",
                                        "SCHEDULE",
                                        "INVALIDATE_COPY_SCHEDULE",
                                        "",
                                        "",
                                        "INCREMENT_PUT",
                                        "DECREMENT_DEPENDENCE",
                                        "PREFETCH",
                                        "PREFETCH_SCHEDULE",
                                        "INVALIDATE_PREFETCH_COPY_SCHEDULE",
                                        "INVALIDATE_PREFETCH_COPY_FORCE_REQUIRE_SCHEDULING",
                                        "INCREMENT_DEPENDENCE",
                                        "INCREMENT_CWD_REF_COUNTER"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SendSignalingPcas2B = Bits<32, Field<"PCAS_ACTION", 3, 0, SendSignalingPcas2BPcasAction>, Field<"SELECT", 13, 8>,
                                 Field<"OFFSET_MINUS_ONE", 23, 14>>;

using InvalidateShaderCaches =
    Bits<32, Bit<"INSTRUCTION", 0>, Bit<"LOCKS", 1>, Bit<"FLUSH_DATA", 2>, Bit<"DATA", 4>, Bit<"CONSTANT", 12>>;

using InvalidateShaderCachesNoWfi = Bits<32, Bit<"INSTRUCTION", 0>, Bit<"GLOBAL_DATA", 4>, Bit<"CONSTANT", 12>>;

enum class SetReportSemaphoreDOperation : u32 {
  release = 0,
  trap = 3,
};
constexpr std::string_view to_string(SetReportSemaphoreDOperation v) {
  constexpr std::string_view names[] = {"RELEASE", "", "", "TRAP"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class SetReportSemaphoreDReductionOp : u32 {
  red_add = 0,
  red_min = 1,
  red_max = 2,
  red_inc = 3,
  red_dec = 4,
  red_and = 5,
  red_or = 6,
  red_xor = 7,
};
constexpr std::string_view to_string(SetReportSemaphoreDReductionOp v) {
  constexpr std::string_view names[] = {"RED_ADD", "RED_MIN", "RED_MAX", "RED_INC",
                                        "RED_DEC", "RED_AND", "RED_OR",  "RED_XOR"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
enum class SetReportSemaphoreDReductionFormat : u32 {
  unsigned_32 = 0,
  signed_32 = 1,
};
constexpr std::string_view to_string(SetReportSemaphoreDReductionFormat v) {
  constexpr std::string_view names[] = {"UNSIGNED_32", "SIGNED_32"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetReportSemaphoreD =
    Bits<32, Field<"OPERATION", 1, 0, SetReportSemaphoreDOperation>, Bit<"FLUSH_DISABLE", 2>,
         Bit<"REDUCTION_ENABLE", 3>, Field<"REDUCTION_OP", 11, 9, SetReportSemaphoreDReductionOp>,
         Field<"REDUCTION_FORMAT", 18, 17, SetReportSemaphoreDReductionFormat>, Bit<"CONDITIONAL_TRAP", 19>,
         Bit<"AWAKEN_ENABLE", 20>, Bit<"STRUCTURE_SIZE", 28>>;  // 0 FOUR_WORDS 1 ONE_WORD

enum class RenderEnable : u32 {
  never = 0,
  always = 1,
  conditional = 2,
  render_if_equal = 3,
  render_if_not_equal = 4,
};
constexpr std::string_view to_string(RenderEnable v) {
  constexpr std::string_view names[] = {"FALSE", "TRUE", "CONDITIONAL", "RENDER_IF_EQUAL", "RENDER_IF_NOT_EQUAL"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetRenderEnableC = Bits<32, Field<"MODE", 2, 0, RenderEnable>>;

enum class Gobs : u32 {
  one_gob = 0,
  two_gobs = 1,
  four_gobs = 2,
  eight_gobs = 3,
  sixteen_gobs = 4,
  thirtytwo_gobs = 5,
};
constexpr std::string_view to_string(Gobs v) {
  constexpr std::string_view names[] = {"ONE_GOB",    "TWO_GOBS",     "FOUR_GOBS",
                                        "EIGHT_GOBS", "SIXTEEN_GOBS", "THIRTYTWO_GOBS"};
  return static_cast<u32>(v) < std::size(names) ? names[static_cast<u32>(v)] : std::string_view();
}
using SetDstBlockSize = Bits<32, Field<"WIDTH", 3, 0>, Field<"HEIGHT", 7, 4, Gobs>, Field<"DEPTH", 11, 8, Gobs>>;

}  // namespace egpulab::regs::nvidia::compute_methods
