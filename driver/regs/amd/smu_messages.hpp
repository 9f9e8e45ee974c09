// The SMU firmware's interface: messages, answers, clocks, features, tables, and the metrics tables.
// Facts: Linux drivers/gpu/drm/amd/pm/swsmu/inc/pmfw_if/smu_v13_0_0_ppsmc.h, smu_v14_0_2_ppsmc.h,
// smu13_driver_if_v13_0_0.h and smu14_driver_if_v14_0.h (MIT).
#pragma once

#include <string_view>

#include "driver/base/types.hpp"
#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd::smu {

// clang-format off
// Up to 0xff the value is the message's number in interface 13.0; 14.0 has most of them at the same number (see
// message_of). Above are messages that only 14.0 has: 0x100 and their number there.
enum class Message : u32 {
  test_message = 0x1, get_smu_version = 0x2, get_driver_if_version = 0x3, set_allowed_features_mask_low = 0x4,
  set_allowed_features_mask_high = 0x5, enable_all_smu_features = 0x6, disable_all_smu_features = 0x7,
  enable_smu_features_low = 0x8, enable_smu_features_high = 0x9, disable_smu_features_low = 0xa,
  disable_smu_features_high = 0xb, get_running_smu_features_low = 0xc, get_running_smu_features_high = 0xd,
  set_driver_dram_addr_high = 0xe, set_driver_dram_addr_low = 0xf, set_tools_dram_addr_high = 0x10,
  set_tools_dram_addr_low = 0x11, transfer_table_smu2_dram = 0x12, transfer_table_dram2_smu = 0x13,
  use_default_pp_table = 0x14, enter_baco = 0x15, exit_baco = 0x16, arm_d3 = 0x17, baco_audio_d3_pme = 0x18,
  set_soft_min_by_freq = 0x19, set_soft_max_by_freq = 0x1a, set_hard_min_by_freq = 0x1b, set_hard_max_by_freq = 0x1c,
  get_min_dpm_freq = 0x1d, get_max_dpm_freq = 0x1e, get_dpm_freq_by_index = 0x1f, override_pcie_parameters = 0x20,
  dram_log_set_dram_addr_high = 0x21, dram_log_set_dram_addr_low = 0x22, dram_log_set_dram_size = 0x23,
  set_workload_mask = 0x24, get_voltage_by_dpm = 0x25, set_video_fps = 0x26, get_dc_mode_max_dpm_freq = 0x27,
  allow_gfx_off = 0x28, disallow_gfx_off = 0x29, power_up_vcn = 0x2a, power_down_vcn = 0x2b, power_up_jpeg = 0x2c,
  power_down_jpeg = 0x2d, prepare_mp1_for_unload = 0x2e, mode1_reset = 0x2f, set_system_virtual_dram_addr_high = 0x30,
  set_system_virtual_dram_addr_low = 0x31, set_ppt_limit = 0x32, get_ppt_limit = 0x33,
  reenable_ac_dc_interrupt = 0x34, notify_power_source = 0x35, run_dc_btc = 0x36, get_debug_data = 0x37,
  set_temperature_input_select = 0x38, set_fw_dstates_mask = 0x39, set_throttler_mask = 0x3a,
  set_external_client_df_cstate_allow = 0x3b, set_m_gpu_fan_boost_limit_rpm = 0x3c, dump_st_bto_dram = 0x3d,
  st_bto_dram_log_set_dram_addr_high = 0x3e, st_bto_dram_log_set_dram_addr_low = 0x3f,
  st_bto_dram_log_set_dram_size = 0x40, set_gpo_allow = 0x41, allow_gfx_dcs = 0x42, disallow_gfx_dcs = 0x43,
  enable_audio_stutter_wa = 0x44, power_up_umsch = 0x45, power_down_umsch = 0x46, set_dcs_arch = 0x47,
  trigger_vfflr = 0x48, set_num_bad_memory_pages_retired = 0x49,
  set_bad_memory_pages_retired_flags_per_channel = 0x4a, set_priority_delta_gain = 0x4b,
  allow_ih_host_interrupt = 0x4c,
  stb_to_dram_log_set_dram_address = 0x13e, set_obm_trace_buffer_logging = 0x141, use_profiling_mode = 0x142,
  enable_shadow_dpm = 0x14e, mode3_reset = 0x14f, set_driver_dram_addr = 0x150, set_tools_dram_addr = 0x151,
  transfer_table_smu2_dram_with_addr = 0x152, transfer_table_dram2_smu_with_addr = 0x153,
  get_all_running_smu_features = 0x154, get_svi3_voltage = 0x155, update_policy = 0x156,
  ext_pwr_conn_support = 0x157, preload_sw_pstate_for_uclk_over_drive = 0x158,
};
// Second mailbox (smu_mailbox::debug_message).
enum class DebugMessage : u32 { test_message = 1, mode1_reset = 2, debug_dump_exit = 3 };

// smu_mailbox::response; 0 while the message is being worked on.
enum class Response : u32 {
  none = 0, ok = 0x1, cmd_rejected_busy = 0xfc, cmd_rejected_prereq = 0xfd, unknown_cmd = 0xfe, failed = 0xff
};

// PPCLK: bits [31:16] of the argument of the frequency messages; the low bits are MHz, or a DPM level of
// get_dpm_freq_by_index (0xff: how many there are).
enum class Clock : u32 {
  gfxclk, socclk, uclk, fclk, dclk_0, vclk_0, dclk_1, vclk_1, dispclk, dppclk, dprefclk, dcfclk, dtbclk, count
};

// Bits of the 64-bit feature mask.
enum class Feature : u32 {
  fw_data_read = 0, dpm_gfxclk = 1, dpm_gfx_power_optimizer = 2, dpm_uclk = 3, dpm_fclk = 4, dpm_socclk = 5,
  dpm_mp0clk = 6, dpm_link = 7, dpm_dcn = 8, vmemp_scaling = 9, vddio_mem_scaling = 10, ds_gfxclk = 11,
  ds_socclk = 12, ds_fclk = 13, ds_lclk = 14, ds_dcfclk = 15, ds_uclk = 16, gfx_ulv = 17, fw_dstate = 18, gfxoff = 19,
  baco = 20, mm_dpm = 21, soc_mpclk_ds = 22, baco_mpclk_ds = 23, throttlers = 24, smartshift = 25, gthr = 26,
  acdc = 27, vr0hot = 28, fw_ctf = 29, fan_control = 30, gfx_dcs = 31, gfx_read_margin = 32, led_display = 33,
  gfxclk_spread_spectrum = 34, out_of_band_monitor = 35, optimized_vmin = 36, gfx_imu = 37, boot_time_cal = 38,
  gfx_pcc_dfll = 39, soc_cg = 40, df_cstate = 41, gfx_edc = 42, boot_power_opt = 43, clock_power_down_bypass = 44,
  ds_vcn = 45, baco_cg = 46, mem_temp_read = 47, athub_mmhub_pg = 48, soc_pcc = 49, edc_pwrbrk = 50,
};

// Argument of the transfer_table messages.
enum class Table : u32 {
  pptable = 0, combo_pptable = 1, watermarks = 2, avfs_psm_debug = 3, pmstatuslog = 4, smu_metrics = 5,
  driver_smu_config = 6, activity_monitor_coeff = 7, overdrive = 8, i2c_commands = 9, driver_info = 10, eccinfo = 11,
  custom_sku_table = 12,  // 14.0
};

// Indices into the metrics' arrays.
enum class Temperature : u32 {
  edge, hotspot, hotspot_g, hotspot_m, mem, vr_gfx, vr_mem0, vr_mem1, vr_soc, vr_u, liquid0, liquid1, plx, count
};
enum class Throttler : u32 {
  temp_edge = 0, temp_hotspot = 1, temp_hotspot_g = 2, temp_hotspot_m = 3, temp_mem = 4, temp_vr_gfx = 5,
  temp_vr_mem0 = 6, temp_vr_mem1 = 7, temp_vr_soc = 8, temp_vr_u = 9, temp_liquid0 = 10, temp_liquid1 = 11,
  temp_plx = 12, tdc_gfx = 13, tdc_soc = 14, tdc_u = 15, ppt0 = 16, ppt1 = 17, ppt2 = 18, ppt3 = 19, fit = 20,
  gfx_apcc_plus = 21, count = 22
};
enum class SviPlane : u32 { gfx, soc, vmemp, vddio_mem, u, count };
// clang-format on

// What a number in the mailbox means to the firmware of this MP1, and the other way round. Nothing where that interface
// has no such message.
std::optional<Message> message_of(u32 number, IpVersion mp1);
std::optional<u32> number_of(Message message, IpVersion mp1);

// The vendor's name ("GetSmuVersion"); empty for a value without one.
std::string_view to_string(Message message);
std::string_view to_string(Response response);

// Table smu_metrics, of driver interface 0x3d (firmware of 2023 and later). MHz, percent, mV, mA, W, degrees Celsius,
// RPM.
struct Metrics {
  u32 curr_clock[static_cast<u32>(Clock::count)];
  u16 average_gfxclk_frequency_target, average_gfxclk_frequency_pre_ds, average_gfxclk_frequency_post_ds;
  u16 average_fclk_frequency_pre_ds, average_fclk_frequency_post_ds;
  u16 average_memclk_frequency_pre_ds, average_memclk_frequency_post_ds;
  u16 average_vclk0_frequency, average_dclk0_frequency, average_vclk1_frequency, average_dclk1_frequency;
  u16 pcie_busy, dgpu_w_max, padding0;
  u32 metrics_counter;
  u16 avg_voltage[static_cast<u32>(SviPlane::count)];
  u16 avg_current[static_cast<u32>(SviPlane::count)];
  u16 average_gfx_activity, average_uclk_activity, vcn0_activity_percentage, vcn1_activity_percentage;
  u32 energy_accumulator;
  u16 average_socket_power, average_total_board_power;
  u16 avg_temperature[static_cast<u32>(Temperature::count)];
  u16 avg_temperature_fan_intake;
  u8 pcie_rate, pcie_width;
  u8 avg_fan_pwm, padding1;
  u16 avg_fan_rpm;
  u8 throttling_percentage[static_cast<u32>(Throttler::count)];
  u8 vmax_throttling_percentage, padding2[3];
  u32 d3hot_entry_count_per_mode[4], d3hot_exit_count_per_mode[4], arm_msg_received_count_per_mode[4];
  u16 apu_stapm_smart_shift_limit, apu_stapm_limit, avg_apu_socket_power, average_uclk_activity_max;
  u32 public_serial_number_lower, public_serial_number_upper;
};
static_assert(sizeof(Metrics) == 244);
// As transferred: the metrics, 29 spare dwords and 8 of the firmware's own.
struct MetricsTable {
  Metrics metrics;
  u32 spare[29];
  u32 mmhub_padding[8];
};
static_assert(sizeof(MetricsTable) == 392);

// The same of interface 14.0: fewer clocks, rails and sensors, more averages.
enum class Clock14 : u32 {
  gfxclk,
  socclk,
  uclk,
  fclk,
  dclk_0,
  vclk_0,
  dispclk,
  dppclk,
  dprefclk,
  dcfclk,
  dtbclk,
  count
};
enum class Temperature14 : u32 {
  edge,
  hotspot,
  hotspot_gfx,
  hotspot_soc,
  mem,
  vr_gfx,
  vr_soc,
  vr_mem0,
  vr_mem1,
  liquid0,
  liquid1,
  plx,
  count
};
struct Metrics14 {
  u32 curr_clock[static_cast<u32>(Clock14::count)];
  u16 average_gfxclk_frequency_target, average_gfxclk_frequency_pre_ds, average_gfxclk_frequency_post_ds;
  u16 average_fclk_frequency_pre_ds, average_fclk_frequency_post_ds;
  u16 average_memclk_frequency_pre_ds, average_memclk_frequency_post_ds;
  u16 average_vclk0_frequency, average_dclk0_frequency, average_vclk1_frequency, average_dclk1_frequency;
  u16 pcie_busy, dgpu_w_max, padding0;
  u16 moving_average_gfxclk_frequency_target, moving_average_gfxclk_frequency_pre_ds,
      moving_average_gfxclk_frequency_post_ds;
  u16 moving_average_fclk_frequency_pre_ds, moving_average_fclk_frequency_post_ds;
  u16 moving_average_memclk_frequency_pre_ds, moving_average_memclk_frequency_post_ds;
  u16 moving_average_vclk0_frequency, moving_average_dclk0_frequency;
  u16 moving_average_gfx_activity, moving_average_uclk_activity, moving_average_vcn0_activity_percentage;
  u16 moving_average_pcie_busy, moving_average_uclk_activity_max, moving_average_socket_power, moving_average_padding;
  u32 metrics_counter;
  u16 avg_voltage[4], avg_current[4];  // VDD_GFX, VDD_SOC, VDDCI_MEM, VDDIO_MEM
  u16 average_gfx_activity, average_uclk_activity, vcn0_activity_percentage, vcn1_activity_percentage;
  u32 energy_accumulator;
  u16 average_socket_power, average_total_board_power;
  u16 avg_temperature[static_cast<u32>(Temperature14::count)];
  u16 avg_temperature_fan_intake;
  u8 pcie_rate, pcie_width;
  u8 avg_fan_pwm, padding1;
  u16 avg_fan_rpm;
  u8 throttling_percentage[21];
  u8 vmax_throttling_percentage, padding2[2];
  u32 d3hot_entry_count_per_mode[4], d3hot_exit_count_per_mode[4], arm_msg_received_count_per_mode[4];
  u16 apu_stapm_smart_shift_limit, apu_stapm_limit, avg_apu_socket_power, average_uclk_activity_max;
  u32 public_serial_number_lower, public_serial_number_upper;
};
static_assert(sizeof(Metrics14) == 260);
struct MetricsTable14 {
  Metrics14 metrics;
  u32 spare[30];
  u32 mmhub_padding[8];
};
static_assert(sizeof(MetricsTable14) == 412);

}  // namespace egpulab::regs::amd::smu
