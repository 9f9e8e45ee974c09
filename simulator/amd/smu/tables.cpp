// SMU tables. Layout facts: Linux smu13_driver_if_v13_0_0.h (sizes, order); offsets within the PowerPlay table: the
// decoded table of a reference RX 7900 XTX (sibradzic/upp), whose header is 832 bytes and table version 0x29.
#include "simulator/amd/smu/tables.hpp"

#include <algorithm>

namespace egpulab::simulator::amd::smu {

namespace {

struct Row {
  Table table;
  u32 bytes;
  bool writable;
};
constexpr u32 powerplay_bytes = 4804;
constexpr Row rows[] = {
    {Table::pptable, powerplay_bytes - pptable_offset, true},
    {Table::combo_pptable, powerplay_bytes, false},
    {Table::watermarks, 112, true},
    {Table::avfs_psm_debug, 2600, false},
    {Table::smu_metrics, sizeof(regs::amd::smu::MetricsTable), false},
    {Table::driver_smu_config, 80, true},
    {Table::activity_monitor_coeff, 124, true},
    {Table::overdrive, 140, true},
    {Table::i2c_commands, 116, true},
    {Table::driver_info, 372, false},
    {Table::eccinfo, 576, false},
};

const Row* find(Table table) {
  const auto* row = std::ranges::find(rows, table, &Row::table);
  return row == std::end(rows) ? nullptr : row;
}

// Where a clock's DPM levels are in both tables: DRIVER_INFO has the same arrays without the rest of the PPTable.
struct LevelArray {
  std::string_view clock;
  u32 powerplay, driver_info, levels;
};
constexpr LevelArray level_arrays[] = {
    {"GFXCLK", 0x5ec, 0, 16},  {"VCLK0", 0x60c, 32, 8},   {"DCLK0", 0x61c, 48, 8},   {"SOCCLK", 0x62c, 64, 8},
    {"UCLK", 0x63c, 80, 4},    {"DISPCLK", 0x644, 88, 8}, {"DPPCLK", 0x654, 104, 8}, {"DPREFCLK", 0x664, 120, 8},
    {"DCFCLK", 0x674, 136, 8}, {"DTBCLK", 0x684, 152, 8}, {"FCLK", 0x694, 168, 8},
};
constexpr u32 driver_info_dc_limits = 184;

void put_levels(std::vector<std::byte>& table, u32 offset, u32 levels, const ClockDomain& domain) {
  for (u32 i = 0; i < levels && i < domain.mhz.size(); ++i) store(table, offset + 2 * i, domain.mhz[i]);
}

namespace overdrive {  // MHz; everything else starts at 0: no offset, no change
constexpr u32 gfxclk_min = 20, gfxclk_max = 22, uclk_min = 24, uclk_max = 26;
}

namespace powerplay {  // offsets with the header
constexpr u32 structure_size = 0x0, format_revision = 0x2, table_revision = 0x4, table_size = 0x6, platform_caps = 0x12,
              software_shutdown_temperature = 0x1d, version = 0x340, features = 0x344, socket_power_limit = 0x350,
              temperature_limit = 0x372, dc_limits = 0x6a4, fan_maximum_rpm = 0x872, game_clock = 0xe1e,
              boost_clock = 0xe20, overdrive_min = 0xeb0, overdrive_max = 0xf08;
constexpr u32 overdrive_ppt = 0x12;  // in the limits; per cent of the socket power limit
constexpr u32 overdrive_gfxclk_min = 0xa, overdrive_gfxclk_max = 0xc, overdrive_uclk_min = 0xe,
              overdrive_uclk_max = 0x10;
}  // namespace powerplay

}  // namespace

u32 table_size(Table table) {
  const Row* row = find(table);
  return row ? row->bytes : 0;
}

bool table_writable(Table table) {
  const Row* row = find(table);
  return row && row->writable;
}

std::vector<std::byte> make_powerplay_table(const DeviceProfile& profile) {
  std::vector<std::byte> t(powerplay_bytes);
  const PowerProfile& power = profile.power;
  store(t, powerplay::structure_size, static_cast<u16>(powerplay_bytes));
  store(t, powerplay::format_revision, u8{20});
  store(t, powerplay::table_revision, u8{3});
  store(t, powerplay::table_size, static_cast<u16>(pptable_offset));
  store(t, powerplay::platform_caps, u32{8});  // BACO
  store(t, powerplay::software_shutdown_temperature, power.shutdown_c);
  store(t, powerplay::version, u32{0x29});
  store(t, powerplay::features, features_to_run);
  store(t, powerplay::socket_power_limit, power.limit_watts);
  const u16 temperatures[] = {power.edge_limit_c, power.hotspot_limit_c, power.hotspot_limit_c, power.hotspot_limit_c,
                              power.memory_limit_c};
  for (u32 i = 0; i < std::size(temperatures); ++i) store(t, powerplay::temperature_limit + 2 * i, temperatures[i]);
  store(t, powerplay::fan_maximum_rpm, power.fan_max_rpm);
  store(t, powerplay::game_clock, profile.clocks.game_mhz);
  store(t, powerplay::boost_clock, profile.clocks.boost_mhz);
  for (const LevelArray& array : level_arrays)
    if (const ClockDomain* d = profile.clocks.domain(array.clock)) put_levels(t, array.powerplay, array.levels, *d);
  for (const ClockDomain& d : profile.clocks.domains) store(t, powerplay::dc_limits + 4u * d.id, u32{d.dc_limit_mhz});

  const auto percent = [&](u16 watts) {
    const i32 base = std::max<i32>(power.limit_watts, 1), excess = watts - base;
    return static_cast<i16>((excess * 200 + (excess < 0 ? -base : base)) / (2 * base));
  };
  store(t, powerplay::overdrive_min + powerplay::overdrive_ppt, percent(power.limit_min_watts));
  store(t, powerplay::overdrive_max + powerplay::overdrive_ppt, percent(power.limit_max_watts));
  for (const u32 limits : {powerplay::overdrive_min, powerplay::overdrive_max}) {
    const bool low = limits == powerplay::overdrive_min;
    if (const ClockDomain* d = profile.clocks.domain("GFXCLK"))
      store(t, limits + (low ? powerplay::overdrive_gfxclk_min : powerplay::overdrive_gfxclk_max),
            low ? d->mhz.front() : d->mhz.back());
    if (const ClockDomain* d = profile.clocks.domain("UCLK"))
      store(t, limits + (low ? powerplay::overdrive_uclk_min : powerplay::overdrive_uclk_max),
            low ? d->mhz.front() : d->mhz.back());
  }
  return t;
}

std::vector<std::byte> make_overdrive(const DeviceProfile& profile) {
  std::vector<std::byte> t(table_size(Table::overdrive));
  if (const ClockDomain* d = profile.clocks.domain("GFXCLK")) {
    store(t, overdrive::gfxclk_min, d->mhz.front());
    store(t, overdrive::gfxclk_max, d->mhz.back());
  }
  if (const ClockDomain* d = profile.clocks.domain("UCLK")) {
    store(t, overdrive::uclk_min, d->mhz.front());
    store(t, overdrive::uclk_max, d->mhz.back());
  }
  return t;
}

std::vector<std::byte> make_driver_info(const DeviceProfile& profile) {
  std::vector<std::byte> t(table_size(Table::driver_info));
  for (const LevelArray& array : level_arrays)
    if (const ClockDomain* d = profile.clocks.domain(array.clock)) put_levels(t, array.driver_info, array.levels, *d);
  for (const ClockDomain& d : profile.clocks.domains) store(t, driver_info_dc_limits + 2u * d.id, d.dc_limit_mhz);
  return t;
}

regs::amd::smu::MetricsTable make_metrics(const DeviceProfile& profile, const Clocks& clocks, const Sensors& sensors,
                                          u32 counter, bool dpm) {
  using regs::amd::smu::Clock;
  using regs::amd::smu::Temperature;
  regs::amd::smu::MetricsTable table{};
  regs::amd::smu::Metrics& m = table.metrics;
  const u32 activity = sensors.activity();
  for (u32 i = 0; i < std::size(m.curr_clock); ++i) m.curr_clock[i] = clocks.current(i, activity, dpm);
  const auto mhz = [&](Clock c) { return static_cast<u16>(m.curr_clock[static_cast<u32>(c)]); };
  m.average_gfxclk_frequency_target = mhz(Clock::gfxclk);
  m.average_gfxclk_frequency_pre_ds = m.average_gfxclk_frequency_post_ds = mhz(Clock::gfxclk);
  m.average_fclk_frequency_pre_ds = m.average_fclk_frequency_post_ds = mhz(Clock::fclk);
  m.average_memclk_frequency_pre_ds = m.average_memclk_frequency_post_ds = mhz(Clock::uclk);
  m.metrics_counter = counter;

  const u32 watts = sensors.power_milliwatts() / 1000;
  const u16 millivolts = static_cast<u16>(700 + activity * 4 / 10);
  for (u16& v : m.avg_voltage) v = millivolts;
  m.avg_current[0] = static_cast<u16>(std::min(sensors.power_milliwatts() / millivolts * 1000u, 65535u));
  m.average_gfx_activity = static_cast<u16>(activity / 10);
  m.average_uclk_activity = static_cast<u16>(activity / 20);
  m.average_uclk_activity_max = m.average_uclk_activity;
  m.energy_accumulator = sensors.energy();
  m.average_socket_power = static_cast<u16>(watts);
  m.average_total_board_power = static_cast<u16>(watts * 11 / 10);

  const auto set = [&](Temperature t, u32 celsius) {
    m.avg_temperature[static_cast<u32>(t)] = static_cast<u16>(celsius);
  };
  set(Temperature::edge, sensors.edge());
  for (const Temperature t : {Temperature::hotspot, Temperature::hotspot_g, Temperature::hotspot_m})
    set(t, sensors.hotspot());
  set(Temperature::mem, sensors.memory());
  for (const Temperature t :
       {Temperature::vr_gfx, Temperature::vr_mem0, Temperature::vr_mem1, Temperature::vr_soc, Temperature::vr_u})
    set(t, sensors.voltage_regulator());
  m.avg_fan_rpm = static_cast<u16>(sensors.fan_rpm());
  m.avg_fan_pwm = static_cast<u8>(sensors.fan_rpm() * 100 / std::max<u32>(profile.power.fan_max_rpm, 1));

  // The widths x1, x2, x4, x8, x12, x16 are numbered from 1 (Linux smu_v13_0.c, link_width).
  constexpr std::array widths{1, 2, 4, 8, 12, 16};
  const auto width = std::ranges::find(widths, profile.pci.link_width);
  m.pcie_rate = profile.pci.link_generation;
  m.pcie_width = width == widths.end() ? u8{0} : static_cast<u8>(width - widths.begin() + 1);
  m.public_serial_number_lower = low32(profile.unique_id);
  m.public_serial_number_upper = high32(profile.unique_id);
  return table;
}

}  // namespace egpulab::simulator::amd::smu
