// SMU mailboxes and tables. Protocol: Linux smu_cmn.c, smu_v13_0.c, smu_v13_0_0_ppt.c, smu_v13_0_7_ppt.c and
// smu_v14_0_2_ppt.c. The messages sent here have the same numbers in the firmware of 13.0.0, 13.0.7, 13.0.10, 14.0.2
// and 14.0.3; so have the clocks named here. The metrics table has the same number and two layouts.
#include "driver/amd/smu.hpp"

#include <array>

#include "driver/amd/supported.hpp"
#include "driver/regs/amd/smu.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;
using smu::Clock;
using smu::Message;

namespace {

constexpr std::array managed_clocks{Clock::uclk, Clock::fclk, Clock::socclk, Clock::gfxclk};
constexpr u32 how_many = 0xff;          // in place of a level
constexpr u32 fine_grained = 1u << 31;  // of an answer: the two levels are the ends of a range
constexpr u32 no_maximum = 0xffff;
constexpr u32 most_levels = 64;  // beyond that the answer is no count

constexpr u32 clock_argument(Clock clock, u32 value) { return static_cast<u32>(clock) << 16 | value; }

// How the firmware is asked to reset the chip, and how long no register may be touched after it.
struct ModeOneReset {
  IpVersion since;
  bool debug_mailbox;  // else a message like any other
  Nanoseconds duration;
};
constexpr ModeOneReset resets[] = {{{13, 0, 0}, true, timeouts::mode1_reset},
                                   {{13, 0, 7}, false, timeouts::mode1_reset},
                                   {{13, 0, 10}, true, timeouts::mode1_reset},
                                   {{14, 0, 0}, true, timeouts::mode1_reset_smu14}};

template <class Table, class Temperature>
Sensors read_metrics(Vram& vram) {
  const auto m = vram.load<Table>(boot_area::smu_table.offset).metrics;
  const auto temperature = [&](Temperature which) { return u32{m.avg_temperature[static_cast<u32>(which)]}; };
  return {.graphics_clock = m.average_gfxclk_frequency_post_ds,
          .memory_clock = m.average_memclk_frequency_post_ds,
          .graphics_activity = m.average_gfx_activity,
          .memory_activity = m.average_uclk_activity,
          .socket_power = m.average_socket_power,
          .edge = temperature(Temperature::edge),
          .hotspot = temperature(Temperature::hotspot),
          .memory = temperature(Temperature::mem),
          .fan = m.avg_fan_rpm};
}
struct MetricsLayout {
  IpVersion since;
  Sensors (*read)(Vram&);
};
constexpr MetricsLayout layouts[] = {{{13, 0, 0}, read_metrics<smu::MetricsTable, smu::Temperature>},
                                     {{14, 0, 0}, read_metrics<smu::MetricsTable14, smu::Temperature14>}};

std::string message_name(Message m) {
  const std::string_view name = smu::to_string(m);
  return name.empty() ? fmt::format("message {:#x}", static_cast<u32>(m)) : std::string(name);
}

}  // namespace

void Smu::send(Message message, u32 argument, Limit limit) {
  const auto mailbox = [&](u32 index) { return registers_.at<Mp1SmnC2pmsg>(index); };
  mailbox(smu_mailbox::response).write(Mp1SmnC2pmsg(0));
  mailbox(smu_mailbox::argument).write(Mp1SmnC2pmsg(argument));
  mailbox(smu_mailbox::message).write(Mp1SmnC2pmsg(static_cast<u32>(message)));
  const std::string what = fmt::format("SMU message {}({:#x})", message_name(message), argument);
  u32 answer = 0;
  registers_.link().wait(
      bus::Wait{what, limit.limit, limit.interval},
      [&] { return (answer = mailbox(smu_mailbox::response).read()["CONTENT"_f]) != 0; },
      [&] { return fmt::format("MP1_SMN_C2PMSG_90={:#x}", answer); });
  if (answer != static_cast<u32>(smu::Response::ok))
    throw DeviceFault(
        fmt::format("{}: answered {:#x} {}", what, answer, smu::to_string(static_cast<smu::Response>(answer))));
}

u32 Smu::query(Message message, u32 argument) {
  send(message, argument);
  return registers_.at<Mp1SmnC2pmsg>(smu_mailbox::argument).read(true)["CONTENT"_f];
}

std::optional<u32> Smu::probe() {
  try {
    send(Message::get_smu_version, 0, timeouts::smu_alive);
  } catch (const Timeout&) {
    return std::nullopt;
  } catch (const DeviceFault&) {
    return std::nullopt;
  }
  return registers_.at<Mp1SmnC2pmsg>(smu_mailbox::argument).read()["CONTENT"_f];
}

void Smu::start() {
  const u64 table = frame_buffer_.mc(boot_area::smu_table.offset);
  send(Message::set_driver_dram_addr_high, high32(table));
  send(Message::set_driver_dram_addr_low, low32(table));
  send(Message::enable_all_smu_features);
}

std::vector<u32> Smu::clock_levels(Clock clock) {
  const u32 count = query(Message::get_dpm_freq_by_index, clock_argument(clock, how_many)) & ~fine_grained;
  // Firmware that echoes the argument would send us round 16 million times.
  if (count > most_levels)
    throw DeviceFault(
        fmt::format("SMU: clock {} has {} levels (at most {} expected)", static_cast<u32>(clock), count, most_levels));
  std::vector<u32> levels;
  for (u32 i = 0; i < count; ++i)
    levels.push_back(query(Message::get_dpm_freq_by_index, clock_argument(clock, i)) & 0xffff);
  return levels;
}

void Smu::set_clocks(ClockPolicy policy) {
  for (const Clock clock : managed_clocks) {
    u32 low = 0, high = no_maximum;
    if (policy != ClockPolicy::automatic) {
      const std::vector<u32> levels = clock_levels(clock);
      if (levels.empty()) continue;
      low = high = policy == ClockPolicy::highest ? levels.back() : levels.front();
    }
    // A minimum may never be answered while the memory clock cannot move; the maximum still counts.
    try {
      send(Message::set_soft_min_by_freq, clock_argument(clock, low), timeouts::smu_set_clock);
    } catch (const Timeout&) {
    }
    send(Message::set_soft_max_by_freq, clock_argument(clock, high));
  }
}

u32 Smu::power_limit() { return query(Message::get_ppt_limit, 0) & 0xffff; }

void Smu::set_power_limit(u32 watts) { send(Message::set_ppt_limit, watts); }

Sensors Smu::sensors() {
  send(Message::transfer_table_smu2_dram, static_cast<u32>(smu::Table::smu_metrics));
  return row_for(std::span<const MetricsLayout>(layouts), registers_.bases().at(Ip::mp1).version).read(vram_);
}

void Smu::mode1_reset() {
  const ModeOneReset& how = row_for(std::span<const ModeOneReset>(resets), registers_.bases().at(Ip::mp1).version);
  if (how.debug_mailbox) {
    const auto mailbox = [&](u32 index) { return registers_.at<Mp1SmnC2pmsg>(index); };
    mailbox(smu_mailbox::debug_response).write(Mp1SmnC2pmsg(0));
    mailbox(smu_mailbox::debug_argument).write(Mp1SmnC2pmsg(0));
    mailbox(smu_mailbox::debug_message).write(Mp1SmnC2pmsg(static_cast<u32>(smu::DebugMessage::mode1_reset)));
    mailbox(smu_mailbox::debug_response)
        .wait("SMU mode 1 reset", timeouts::smu_message, "CONTENT"_f == static_cast<u32>(smu::Response::ok));
  } else {
    send(Message::mode1_reset);
  }
  registers_.link().clock().sleep_for(how.duration);
}

}  // namespace egpulab::driver::amd
