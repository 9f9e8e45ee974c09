// The SMU's messages. Numbers and meaning: Linux smu_v13_0_0_ppsmc.h, smu_v13_0.c, smu_v13_0_0_ppt.c.
#include "simulator/amd/smu/messages.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::amd {

using namespace std::chrono_literals;
using regs::amd::smu::Feature;
using regs::amd::smu::Message;
using regs::amd::smu::Response;
using smu::Clocks;
using smu::Table;

namespace {

constexpr u64 bit(Feature f) { return u64{1} << static_cast<u32>(f); }
constexpr u64 dpm_features =
    bit(Feature::dpm_gfxclk) | bit(Feature::dpm_uclk) | bit(Feature::dpm_fclk) | bit(Feature::dpm_socclk);

}  // namespace

Smu::Answer Smu::refuse(Response response, std::string why) {
  return {.response = response, .result = std::nullopt, .why = std::move(why)};
}
Smu::Answer Smu::value_or_failed(std::optional<u32> result, const char* why) {
  return result ? value(*result) : refuse(Response::failed, why);
}

bool Smu::dpm_running() const { return (features_ & dpm_features) != 0; }

Smu::Answer Smu::accept(u32) { return ok(); }
Smu::Answer Smu::no_value(u32) { return value(0); }
Smu::Answer Smu::test(u32 argument) { return value(argument + 1); }
Smu::Answer Smu::smu_version(u32) { return value(version_); }
Smu::Answer Smu::driver_interface(u32) { return value(profile_.smu.driver_if_version); }

// A real Navi48 answered so: with secure policy (SCPM) only the firmware decides about features.
Smu::Answer Smu::allowed_features(u32) {
  return refuse(Response::cmd_rejected_prereq, "the feature mask is the firmware's own (SCPM)");
}

Smu::Answer Smu::enable_all(u32) {
  features_ = smu::features_to_run(interface_);
  return ok();
}

Smu::Answer Smu::disable_all(u32) {
  features_ = 0;
  return ok();
}

template <bool High, bool On>
Smu::Answer Smu::change_features(u32 argument) {
  const u64 mask = High ? u64{argument} << 32 : argument;
  features_ = On ? features_ | (mask & smu::features_to_run(interface_)) : features_ & ~mask;
  return ok();
}

template <bool High>
Smu::Answer Smu::running_features(u32) {
  return value(High ? high32(features_) : low32(features_));
}

template <bool High, bool Tools>
Smu::Answer Smu::dram_address(u32 argument) {
  u64& address = Tools ? tools_dram_ : driver_dram_;
  address = High ? join64(low32(address), argument) : join64(argument, high32(address));
  return ok();
}

Smu::Answer Smu::table_to_memory(u32 argument) {
  const auto table = static_cast<Table>(argument & 0xffff);
  const u32 bytes = smu::table_size(table, interface_);
  if (bytes == 0) return refuse(Response::failed, fmt::format("no table {}", argument & 0xffff));
  if (driver_dram_ == 0)
    return refuse(Response::cmd_rejected_prereq, "no driver memory: SetDriverDramAddrHigh and Low come first");
  std::vector<std::byte> content;
  const auto written = written_tables_.find(static_cast<u32>(table));
  if (table == Table::smu_metrics) {
    sample();
    content = smu::make_metrics(profile_, interface_, clocks_, sensors_, ++metrics_counter_, dpm_running());
  } else if (written != written_tables_.end()) {
    content = written->second;
  } else if (table == Table::combo_pptable || table == Table::pptable) {
    content = smu::make_powerplay_table(profile_, interface_);
    if (table == Table::pptable) content.erase(content.begin(), content.begin() + smu::pptable_offset(interface_));
  } else if (table == Table::overdrive) {
    content = smu::make_overdrive(profile_, interface_);
  } else if (table == Table::driver_info) {
    content = smu::make_driver_info(profile_, interface_);
  }
  content.resize(bytes);
  if (!memory_.write(driver_dram_, content))
    return refuse(Response::failed, fmt::format("table {} could not be written at {:#x}", argument, driver_dram_));
  return ok();
}

Smu::Answer Smu::table_from_memory(u32 argument) {
  const auto table = static_cast<Table>(argument & 0xffff);
  if (!smu::table_writable(table, interface_))
    return refuse(Response::failed, fmt::format("table {} is not the driver's to write", argument & 0xffff));
  if (driver_dram_ == 0)
    return refuse(Response::cmd_rejected_prereq, "no driver memory: SetDriverDramAddrHigh and Low come first");
  std::vector<std::byte> content(smu::table_size(table, interface_));
  if (!memory_.read(driver_dram_, content))
    return refuse(Response::failed, fmt::format("table {} could not be read at {:#x}", argument, driver_dram_));
  written_tables_[static_cast<u32>(table)] = std::move(content);
  return ok();
}

template <Clocks::Limit L>
Smu::Answer Smu::limit_clock(u32 argument) {
  if (!dpm_running()) return refuse(Response::cmd_rejected_prereq, "DPM features are not enabled");
  if (!clocks_.set_limit(argument >> 16, L, argument & 0xffff))
    return refuse(Response::failed, fmt::format("no clock {}", argument >> 16));
  return ok();
}

Smu::Answer Smu::clock_level(u32 argument) {
  return value_or_failed(clocks_.level(argument >> 16, argument & 0xffff), "no such clock or level");
}
Smu::Answer Smu::lowest_clock(u32 argument) { return value_or_failed(clocks_.lowest(argument >> 16), "no such clock"); }
Smu::Answer Smu::highest_clock(u32 argument) {
  return value_or_failed(clocks_.highest(argument >> 16), "no such clock");
}
Smu::Answer Smu::dc_clock(u32 argument) { return value_or_failed(clocks_.dc_limit(argument >> 16), "no such clock"); }

// Millivolts between the ends of an RDNA3 graphics rail; an estimate.
Smu::Answer Smu::voltage(u32 argument) {
  const auto low = clocks_.lowest(argument >> 16), high = clocks_.highest(argument >> 16);
  const auto mhz = clocks_.level(argument >> 16, argument & 0xffff);
  if (!low || !high || !mhz || (argument & 0xffff) == Clocks::level_count_query)
    return refuse(Response::failed, "no such clock or level");
  return value(700 + (*mhz - *low) * 400 / std::max(*high - *low, 1u));
}

Smu::Answer Smu::set_power_limit(u32 argument) {
  const u32 watts = argument & 0xffff;
  if (watts < 1 || watts > profile_.power.limit_max_watts)
    return refuse(Response::failed, fmt::format("{} W is outside 1 to {} W", watts, profile_.power.limit_max_watts));
  sample();
  power_limit_ = watts;
  return ok();
}
Smu::Answer Smu::power_limit(u32) { return value(power_limit_); }

Smu::Answer Smu::workload(u32 argument) {
  workload_mask_ = argument;
  return ok();
}

template <bool Allowed>
Smu::Answer Smu::gfx_off(u32) {
  gfx_off_allowed_ = Allowed;
  return ok();
}

// Bus active, chip off: only the state is kept; a chip in BACO would not answer to anything but the link.
template <bool In>
Smu::Answer Smu::baco(u32) {
  if (in_baco_ == In) return refuse(Response::cmd_rejected_prereq, In ? "already in BACO" : "not in BACO");
  in_baco_ = In;
  report_.add(Finding::approximated, name(), "BACO: the chip stays powered", timeline().now());
  return ok();
}

Smu::Answer Smu::reset_chip(u32) {
  schedule(10ms, mode1);
  return ok();
}

bool SmuMessages::acts(const Row& row) { return row.run != &Smu::accept && row.run != &Smu::no_value; }

const SmuMessages::Row* SmuMessages::find(u32 number, regs::amd::IpVersion mp1) {
  using M = Message;
  // Durations: 20 us is what the log of a real Navi31 shows between messages; the longer ones are from the same log,
  // EnableAllSmuFeatures from a real Navi48 (40 ms).
  constexpr Nanoseconds quick = 20us;
  // clang-format off
  static constexpr Row rows[] = {
      {M::test_message, &Smu::test, quick},
      {M::get_smu_version, &Smu::smu_version, quick},
      {M::get_driver_if_version, &Smu::driver_interface, quick},
      {M::set_allowed_features_mask_low, &Smu::allowed_features, quick},
      {M::set_allowed_features_mask_high, &Smu::allowed_features, quick},
      {M::enable_all_smu_features, &Smu::enable_all, 40ms},
      {M::disable_all_smu_features, &Smu::disable_all, 1ms},
      {M::enable_smu_features_low, &Smu::change_features<false, true>, quick},
      {M::enable_smu_features_high, &Smu::change_features<true, true>, quick},
      {M::disable_smu_features_low, &Smu::change_features<false, false>, quick},
      {M::disable_smu_features_high, &Smu::change_features<true, false>, quick},
      {M::get_running_smu_features_low, &Smu::running_features<false>, quick},
      {M::get_running_smu_features_high, &Smu::running_features<true>, quick},
      {M::set_driver_dram_addr_high, &Smu::dram_address<true, false>, quick},
      {M::set_driver_dram_addr_low, &Smu::dram_address<false, false>, quick},
      {M::set_tools_dram_addr_high, &Smu::dram_address<true, true>, quick},
      {M::set_tools_dram_addr_low, &Smu::dram_address<false, true>, quick},
      {M::transfer_table_smu2_dram, &Smu::table_to_memory, 600us},
      {M::transfer_table_dram2_smu, &Smu::table_from_memory, 600us},
      {M::use_default_pp_table, &Smu::accept, quick},
      {M::enter_baco, &Smu::baco<true>, 1ms},
      {M::exit_baco, &Smu::baco<false>, 1ms},
      {M::arm_d3, &Smu::accept, quick},
      {M::baco_audio_d3_pme, &Smu::accept, quick},
      {M::set_soft_min_by_freq, &Smu::limit_clock<Clocks::Limit::soft_min>, quick},
      {M::set_soft_max_by_freq, &Smu::limit_clock<Clocks::Limit::soft_max>, quick},
      {M::set_hard_min_by_freq, &Smu::limit_clock<Clocks::Limit::hard_min>, quick},
      {M::set_hard_max_by_freq, &Smu::limit_clock<Clocks::Limit::hard_max>, quick},
      {M::get_min_dpm_freq, &Smu::lowest_clock, quick},
      {M::get_max_dpm_freq, &Smu::highest_clock, quick},
      {M::get_dpm_freq_by_index, &Smu::clock_level, quick},
      {M::override_pcie_parameters, &Smu::accept, 2ms},
      {M::dram_log_set_dram_addr_high, &Smu::accept, quick},
      {M::dram_log_set_dram_addr_low, &Smu::accept, quick},
      {M::dram_log_set_dram_size, &Smu::accept, quick},
      {M::set_workload_mask, &Smu::workload, quick},
      {M::get_voltage_by_dpm, &Smu::voltage, quick},
      {M::set_video_fps, &Smu::accept, quick},
      {M::get_dc_mode_max_dpm_freq, &Smu::dc_clock, quick},
      {M::allow_gfx_off, &Smu::gfx_off<true>, quick},
      {M::disallow_gfx_off, &Smu::gfx_off<false>, quick},
      {M::power_up_vcn, &Smu::accept, 1ms},
      {M::power_down_vcn, &Smu::accept, 500us},
      {M::power_up_jpeg, &Smu::accept, 500us},
      {M::power_down_jpeg, &Smu::accept, 200us},
      {M::prepare_mp1_for_unload, &Smu::accept, quick},
      {M::mode1_reset, &Smu::reset_chip, quick},
      {M::set_system_virtual_dram_addr_high, &Smu::accept, quick},
      {M::set_system_virtual_dram_addr_low, &Smu::accept, quick},
      {M::set_ppt_limit, &Smu::set_power_limit, quick},
      {M::get_ppt_limit, &Smu::power_limit, quick},
      {M::reenable_ac_dc_interrupt, &Smu::accept, quick},
      {M::notify_power_source, &Smu::accept, quick},
      {M::run_dc_btc, &Smu::accept, quick},
      {M::get_debug_data, &Smu::no_value, quick},
      {M::set_temperature_input_select, &Smu::accept, quick},
      {M::set_fw_dstates_mask, &Smu::accept, quick},
      {M::set_throttler_mask, &Smu::accept, quick},
      {M::set_external_client_df_cstate_allow, &Smu::accept, quick},
      {M::set_m_gpu_fan_boost_limit_rpm, &Smu::accept, quick},
      {M::dump_st_bto_dram, &Smu::accept, quick},
      {M::st_bto_dram_log_set_dram_addr_high, &Smu::accept, quick},
      {M::st_bto_dram_log_set_dram_addr_low, &Smu::accept, quick},
      {M::st_bto_dram_log_set_dram_size, &Smu::accept, quick},
      {M::set_gpo_allow, &Smu::accept, quick},
      {M::allow_gfx_dcs, &Smu::accept, quick},
      {M::disallow_gfx_dcs, &Smu::accept, quick},
      {M::enable_audio_stutter_wa, &Smu::accept, quick},
      {M::power_up_umsch, &Smu::accept, quick},
      {M::power_down_umsch, &Smu::accept, quick},
      {M::set_dcs_arch, &Smu::accept, quick},
      {M::trigger_vfflr, &Smu::accept, quick},
      {M::set_num_bad_memory_pages_retired, &Smu::accept, quick},
      {M::set_bad_memory_pages_retired_flags_per_channel, &Smu::accept, quick},
      {M::set_priority_delta_gain, &Smu::accept, quick},
      {M::allow_ih_host_interrupt, &Smu::accept, quick},
      {M::stb_to_dram_log_set_dram_address, &Smu::accept, quick},
      {M::set_obm_trace_buffer_logging, &Smu::accept, quick},
      {M::use_profiling_mode, &Smu::accept, quick},
      {M::enable_shadow_dpm, &Smu::accept, quick},
      {M::update_policy, &Smu::accept, quick},
      {M::ext_pwr_conn_support, &Smu::accept, quick},
      {M::preload_sw_pstate_for_uclk_over_drive, &Smu::accept, quick},
  };
  // clang-format on
  const auto message = regs::amd::smu::message_of(number, mp1);
  if (!message) return nullptr;
  const Row* row = std::ranges::find(rows, *message, &Row::message);
  return row == std::end(rows) ? nullptr : row;
}

}  // namespace egpulab::simulator::amd
