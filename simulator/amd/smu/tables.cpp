// SMU tables. Layout facts: Linux smu13_driver_if_v13_0_0.h and smu14_driver_if_v14_0.h (sizes, order); offsets within
// the PowerPlay table: the decoded tables of a reference RX 7900 XTX and of an RX 9070 (sibradzic/upp), whose headers
// are 832 bytes, table version 0x29, and 1344 bytes, version 0x1b.
#include "simulator/amd/smu/tables.hpp"

#include <algorithm>

namespace egpulab::simulator::amd::smu {

using regs::amd::IpVersion;

namespace {

struct Row {
  Table table;
  u32 bytes13, bytes14;
  bool writable;
};
// Where a clock's DPM levels are: in the PowerPlay table (header included) and in DRIVER_INFO, which has the same
// arrays without the rest.
struct LevelArray {
  std::string_view clock;
  u32 powerplay, driver_info, levels;
};
// Offsets in the PowerPlay table with its header; 0: not filled in.
struct Powerplay {
  u32 bytes, header, version_at, table_version, platform_caps, software_shutdown_temperature;
  u8 format_revision, table_revision;
  u32 features, socket_power_limit, temperature_limit, dc_limits, dc_limit_bytes, fan_maximum_rpm, game_clock,
      boost_clock, overdrive_min, overdrive_max;
  u32 driver_info_dc_limits;
  std::span<const LevelArray> arrays;
};

constexpr LevelArray level_arrays13[] = {
    {"GFXCLK", 0x5ec, 0, 16},  {"VCLK0", 0x60c, 32, 8},   {"DCLK0", 0x61c, 48, 8},   {"SOCCLK", 0x62c, 64, 8},
    {"UCLK", 0x63c, 80, 4},    {"DISPCLK", 0x644, 88, 8}, {"DPPCLK", 0x654, 104, 8}, {"DPREFCLK", 0x664, 120, 8},
    {"DCFCLK", 0x674, 136, 8}, {"DTBCLK", 0x684, 152, 8}, {"FCLK", 0x694, 168, 8},
};
constexpr Powerplay powerplay13{.bytes = 4804,
                                .header = 832,
                                .version_at = 832,
                                .table_version = 0x29,
                                .platform_caps = 0x12,
                                .software_shutdown_temperature = 0x1d,
                                .format_revision = 20,
                                .table_revision = 3,
                                .features = 0x344,
                                .socket_power_limit = 0x350,
                                .temperature_limit = 0x372,
                                .dc_limits = 0x6a4,
                                .dc_limit_bytes = 4,
                                .fan_maximum_rpm = 0x872,
                                .game_clock = 0xe1e,
                                .boost_clock = 0xe20,
                                .overdrive_min = 0xeb0,
                                .overdrive_max = 0xf08,
                                .driver_info_dc_limits = 184,
                                .arrays = level_arrays13};

// Header and, within the table, PFE_Settings (28 bytes), SkuTable (3552), CustomSkuTable (360) and BoardTable.
constexpr u32 header14 = 1344, sku14 = header14 + 28, custom14 = header14 + 3580;
constexpr LevelArray level_arrays14[] = {
    {"GFXCLK", sku14 + 568, 0, 16},  {"VCLK0", sku14 + 600, 32, 8},     {"DCLK0", sku14 + 616, 48, 8},
    {"SOCCLK", sku14 + 632, 64, 8},  {"UCLK", sku14 + 648, 80, 6},      {"DISPCLK", sku14 + 672, 92, 8},
    {"DPPCLK", sku14 + 688, 108, 8}, {"DPREFCLK", sku14 + 704, 124, 8}, {"DCFCLK", sku14 + 720, 140, 8},
    {"DTBCLK", sku14 + 736, 156, 8}, {"FCLK", sku14 + 752, 172, 8},
};
constexpr Powerplay powerplay14{.bytes = header14 + 4468,
                                .header = header14,
                                .version_at = sku14,
                                .table_version = 0x1b,
                                .platform_caps = 0x20,
                                .software_shutdown_temperature = 0x2b,
                                .format_revision = 23,
                                .table_revision = 5,
                                .features = header14 + 4,
                                .socket_power_limit = custom14,
                                .temperature_limit = custom14 + 20,
                                .dc_limits = sku14 + 768,
                                .dc_limit_bytes = 4,
                                .fan_maximum_rpm = custom14 + 122,
                                .game_clock = sku14 + 2578,
                                .boost_clock = sku14 + 2580,
                                .overdrive_min = 0,
                                .overdrive_max = 0,
                                .driver_info_dc_limits = 188,
                                .arrays = level_arrays14};

constexpr Row rows[] = {
    {Table::pptable, powerplay13.bytes - powerplay13.header, powerplay14.bytes - powerplay14.header, true},
    {Table::combo_pptable, powerplay13.bytes, powerplay14.bytes, false},
    {Table::watermarks, 112, 112, true},
    {Table::avfs_psm_debug, 2600, 1400, false},
    {Table::smu_metrics, sizeof(regs::amd::smu::MetricsTable), sizeof(regs::amd::smu::MetricsTable14), false},
    {Table::driver_smu_config, 80, 84, true},
    {Table::activity_monitor_coeff, 124, 140, true},
    {Table::overdrive, 140, 156, true},
    {Table::i2c_commands, 116, 116, true},
    {Table::driver_info, 372, 372, false},
    {Table::eccinfo, 576, 576, false},
    {Table::custom_sku_table, 0, 360, true},
};

bool is14(IpVersion mp1) { return mp1.major >= 14; }
const Powerplay& powerplay_of(IpVersion mp1) { return is14(mp1) ? powerplay14 : powerplay13; }

const Row* find(Table table) {
  const auto* row = std::ranges::find(rows, table, &Row::table);
  return row == std::end(rows) ? nullptr : row;
}

void put_levels(std::vector<std::byte>& table, u32 offset, u32 levels, const ClockDomain& domain) {
  for (u32 i = 0; i < levels && i < domain.mhz.size(); ++i) store(table, offset + 2 * i, domain.mhz[i]);
}

namespace overdrive {  // MHz; everything else starts at 0: no offset, no change
constexpr u32 gfxclk_min = 20, gfxclk_max = 22, uclk_min = 24, uclk_max = 26, uclk_min14 = 28, uclk_max14 = 30;
}

namespace powerplay {  // the same in both
constexpr u32 structure_size = 0x0, format_revision = 0x2, table_revision = 0x4, table_size = 0x6;
constexpr u32 overdrive_ppt = 0x12;  // in the limits; per cent of the socket power limit
constexpr u32 overdrive_gfxclk_min = 0xa, overdrive_gfxclk_max = 0xc, overdrive_uclk_min = 0xe,
              overdrive_uclk_max = 0x10;
}  // namespace powerplay

}  // namespace

u32 table_size(Table table, IpVersion mp1) {
  const Row* row = find(table);
  return !row ? 0 : is14(mp1) ? row->bytes14 : row->bytes13;
}

bool table_writable(Table table, IpVersion mp1) { return table_size(table, mp1) != 0 && find(table)->writable; }

u32 pptable_offset(IpVersion mp1) { return powerplay_of(mp1).header; }

u64 features_to_run(IpVersion mp1) { return is14(mp1) ? 0x048cf19e38fffcfb : 0x0003ebb871ffffff; }

std::vector<std::byte> make_powerplay_table(const DeviceProfile& profile, IpVersion mp1) {
  const Powerplay& layout = powerplay_of(mp1);
  std::vector<std::byte> t(layout.bytes);
  const PowerProfile& power = profile.power;
  store(t, powerplay::structure_size, static_cast<u16>(layout.bytes));
  store(t, powerplay::format_revision, layout.format_revision);
  store(t, powerplay::table_revision, layout.table_revision);
  store(t, powerplay::table_size, static_cast<u16>(layout.header));
  store(t, layout.platform_caps, u32{8});  // BACO
  store(t, layout.software_shutdown_temperature, power.shutdown_c);
  store(t, layout.version_at, layout.table_version);
  store(t, layout.features, features_to_run(mp1));
  store(t, layout.socket_power_limit, power.limit_watts);
  const u16 temperatures[] = {power.edge_limit_c, power.hotspot_limit_c, power.hotspot_limit_c, power.hotspot_limit_c,
                              power.memory_limit_c};
  for (u32 i = 0; i < std::size(temperatures); ++i) store(t, layout.temperature_limit + 2 * i, temperatures[i]);
  store(t, layout.fan_maximum_rpm, power.fan_max_rpm);
  if (layout.game_clock != 0) store(t, layout.game_clock, profile.clocks.game_mhz);
  if (layout.boost_clock != 0) store(t, layout.boost_clock, profile.clocks.boost_mhz);
  for (const LevelArray& array : layout.arrays)
    if (const ClockDomain* d = profile.clocks.domain(array.clock)) put_levels(t, array.powerplay, array.levels, *d);
  for (const ClockDomain& d : profile.clocks.domains) store(t, layout.dc_limits + 4u * d.id, u32{d.dc_limit_mhz});
  if (layout.overdrive_min == 0) return t;  // nothing is known to read the limits of 14.0

  const auto percent = [&](u16 watts) {
    const i32 base = std::max<i32>(power.limit_watts, 1), excess = watts - base;
    return static_cast<i16>((excess * 200 + (excess < 0 ? -base : base)) / (2 * base));
  };
  store(t, layout.overdrive_min + powerplay::overdrive_ppt, percent(power.limit_min_watts));
  store(t, layout.overdrive_max + powerplay::overdrive_ppt, percent(power.limit_max_watts));
  for (const u32 limits : {layout.overdrive_min, layout.overdrive_max}) {
    const bool low = limits == layout.overdrive_min;
    if (const ClockDomain* d = profile.clocks.domain("GFXCLK"))
      store(t, limits + (low ? powerplay::overdrive_gfxclk_min : powerplay::overdrive_gfxclk_max),
            low ? d->mhz.front() : d->mhz.back());
    if (const ClockDomain* d = profile.clocks.domain("UCLK"))
      store(t, limits + (low ? powerplay::overdrive_uclk_min : powerplay::overdrive_uclk_max),
            low ? d->mhz.front() : d->mhz.back());
  }
  return t;
}

std::vector<std::byte> make_overdrive(const DeviceProfile& profile, IpVersion mp1) {
  std::vector<std::byte> t(table_size(Table::overdrive, mp1));
  if (is14(mp1)) {  // the graphics clock is an offset there, 0 of them
    if (const ClockDomain* d = profile.clocks.domain("UCLK")) {
      store(t, overdrive::uclk_min14, d->mhz.front());
      store(t, overdrive::uclk_max14, d->mhz.back());
    }
    return t;
  }
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

std::vector<std::byte> make_driver_info(const DeviceProfile& profile, IpVersion mp1) {
  const Powerplay& layout = powerplay_of(mp1);
  std::vector<std::byte> t(table_size(Table::driver_info, mp1));
  for (const LevelArray& array : layout.arrays)
    if (const ClockDomain* d = profile.clocks.domain(array.clock)) put_levels(t, array.driver_info, array.levels, *d);
  for (const ClockDomain& d : profile.clocks.domains)
    store(t, layout.driver_info_dc_limits + 2u * d.id, d.dc_limit_mhz);
  return t;
}

namespace {

// Both interfaces' metrics have the members that follow.
template <class MetricsT>
void fill_metrics(MetricsT& m, const DeviceProfile& profile, const Clocks& clocks, const Sensors& sensors, u32 counter,
                  bool dpm) {
  using regs::amd::smu::Clock;
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

  m.avg_fan_rpm = static_cast<u16>(sensors.fan_rpm());
  m.avg_fan_pwm = static_cast<u8>(sensors.fan_rpm() * 100 / std::max<u32>(profile.power.fan_max_rpm, 1));

  // The widths x1, x2, x4, x8, x12, x16 are numbered from 1 (Linux smu_v13_0.c, link_width).
  constexpr std::array widths{1, 2, 4, 8, 12, 16};
  const auto width = std::ranges::find(widths, profile.pci.link_width);
  m.pcie_rate = profile.pci.link_generation;
  m.pcie_width = width == widths.end() ? u8{0} : static_cast<u8>(width - widths.begin() + 1);
  m.public_serial_number_lower = low32(profile.unique_id);
  m.public_serial_number_upper = high32(profile.unique_id);
}

template <class MetricsT, class Sensor>
void set_temperatures(MetricsT& m, std::initializer_list<Sensor> sensors, u32 celsius) {
  for (const Sensor s : sensors) m.avg_temperature[static_cast<u32>(s)] = static_cast<u16>(celsius);
}

void fill_temperatures(regs::amd::smu::Metrics& m, const Sensors& sensors) {
  using enum regs::amd::smu::Temperature;
  set_temperatures(m, {edge}, sensors.edge());
  set_temperatures(m, {hotspot, hotspot_g, hotspot_m}, sensors.hotspot());
  set_temperatures(m, {mem}, sensors.memory());
  set_temperatures(m, {vr_gfx, vr_mem0, vr_mem1, vr_soc, vr_u}, sensors.voltage_regulator());
}

// The moving averages are those of the last sample: the model has no shorter ones.
void fill_temperatures(regs::amd::smu::Metrics14& m, const Sensors& sensors) {
  using enum regs::amd::smu::Temperature14;
  set_temperatures(m, {edge}, sensors.edge());
  set_temperatures(m, {hotspot, hotspot_gfx, hotspot_soc}, sensors.hotspot());
  set_temperatures(m, {mem}, sensors.memory());
  set_temperatures(m, {vr_gfx, vr_soc, vr_mem0, vr_mem1}, sensors.voltage_regulator());
  m.moving_average_gfxclk_frequency_target = m.average_gfxclk_frequency_target;
  m.moving_average_gfxclk_frequency_pre_ds = m.average_gfxclk_frequency_pre_ds;
  m.moving_average_gfxclk_frequency_post_ds = m.average_gfxclk_frequency_post_ds;
  m.moving_average_fclk_frequency_pre_ds = m.average_fclk_frequency_pre_ds;
  m.moving_average_fclk_frequency_post_ds = m.average_fclk_frequency_post_ds;
  m.moving_average_memclk_frequency_pre_ds = m.average_memclk_frequency_pre_ds;
  m.moving_average_memclk_frequency_post_ds = m.average_memclk_frequency_post_ds;
  m.moving_average_gfx_activity = m.average_gfx_activity;
  m.moving_average_uclk_activity = m.moving_average_uclk_activity_max = m.average_uclk_activity;
  m.moving_average_socket_power = m.average_socket_power;
}

template <class TableT>
std::vector<std::byte> metrics_table(const DeviceProfile& profile, const Clocks& clocks, const Sensors& sensors,
                                     u32 counter, bool dpm) {
  TableT table{};
  fill_metrics(table.metrics, profile, clocks, sensors, counter, dpm);
  fill_temperatures(table.metrics, sensors);
  const Bytes bytes = as_bytes(table);
  return {bytes.begin(), bytes.end()};
}

}  // namespace

std::vector<std::byte> make_metrics(const DeviceProfile& profile, IpVersion mp1, const Clocks& clocks,
                                    const Sensors& sensors, u32 counter, bool dpm) {
  if (is14(mp1)) return metrics_table<regs::amd::smu::MetricsTable14>(profile, clocks, sensors, counter, dpm);
  return metrics_table<regs::amd::smu::MetricsTable>(profile, clocks, sensors, counter, dpm);
}

}  // namespace egpulab::simulator::amd::smu
