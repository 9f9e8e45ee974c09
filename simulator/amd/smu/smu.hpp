// SMU 13.0 and 14.0 (power management processor, MP1): message mailboxes, features, clocks, tables, power limit, mode 1
// reset.
#pragma once

#include <map>
#include <optional>

#include "driver/regs/amd/smu.hpp"
#include "driver/regs/amd/thm.hpp"
#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/amd/smu/tables.hpp"
#include "simulator/core/block.hpp"

namespace egpulab::simulator::amd {

class Smu final : public Block, public SmuLoader {
 public:
  Smu(Timeline& timeline, Report& report, Registers registers, const DeviceProfile& profile, McMemory& memory,
      GraphicsBringUp& graphics, ChipReset& chip);

  // From which activity and power are derived.
  void attach(const ActivityCounter& counter) { sensors_.attach(counter); }

  void firmware_started(u32 version) override;

  std::string_view name() const override { return "SMU"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  friend struct SmuMessages;  // the table of messages
  enum Event : u32 { answer, debug_answer, mode1 };

  // What a message leaves in the mailbox.
  struct Answer {
    regs::amd::smu::Response response = regs::amd::smu::Response::ok;
    std::optional<u32> result;
    std::string why;  // of a refusal
  };
  static Answer ok() { return {}; }
  static Answer value(u32 result) { return {.result = result, .why = {}}; }
  static Answer value_or_failed(std::optional<u32> result, const char* why);
  static Answer refuse(regs::amd::smu::Response response, std::string why);

  void mailbox_written(regs::amd::Mp1SmnC2pmsg written, u32 index);
  void finish_message(u32 message);
  void finish_debug_message(u32 message);
  void put_mailbox(u32 index, u32 value) { registers_.put(regs::amd::Mp1SmnC2pmsg(value), index); }
  u32 mailbox(u32 index) const { return registers_.get<regs::amd::Mp1SmnC2pmsg>(index).raw(); }
  bool dpm_running() const;
  void sample();

  // Messages; the argument is the mailbox's.
  Answer test(u32 argument);
  Answer smu_version(u32 argument);
  Answer driver_interface(u32 argument);
  Answer allowed_features(u32 argument);
  Answer enable_all(u32 argument);
  Answer disable_all(u32 argument);
  template <bool High, bool On>
  Answer change_features(u32 argument);
  template <bool High>
  Answer running_features(u32 argument);
  template <bool High, bool Tools>
  Answer dram_address(u32 argument);
  Answer table_to_memory(u32 argument);
  Answer table_from_memory(u32 argument);
  template <smu::Clocks::Limit L>
  Answer limit_clock(u32 argument);
  Answer clock_level(u32 argument);
  Answer lowest_clock(u32 argument);
  Answer highest_clock(u32 argument);
  Answer dc_clock(u32 argument);
  Answer voltage(u32 argument);
  Answer set_power_limit(u32 argument);
  Answer power_limit(u32 argument);
  Answer workload(u32 argument);
  template <bool Allowed>
  Answer gfx_off(u32 argument);
  template <bool In>
  Answer baco(u32 argument);
  Answer reset_chip(u32 argument);
  Answer accept(u32 argument);
  Answer no_value(u32 argument);

  regs::amd::ThmTconCurTmp read_die_temperature(regs::amd::ThmTconCurTmp stored);
  regs::amd::CgMultThermalStatus read_edge_temperature(regs::amd::CgMultThermalStatus stored);

  Report& report_;
  Registers registers_;
  const DeviceProfile& profile_;
  McMemory& memory_;
  GraphicsBringUp& graphics_;
  ChipReset& chip_;
  regs::amd::IpVersion interface_;  // MP1's
  smu::Clocks clocks_;
  smu::Sensors sensors_;
  bool running_ = false;
  u32 version_ = 0;
  u64 features_ = 0;  // running
  u64 driver_dram_ = 0, tools_dram_ = 0;
  u32 power_limit_ = 0;  // watts
  u32 workload_mask_ = 0;
  bool gfx_off_allowed_ = false, in_baco_ = false;
  u32 metrics_counter_ = 0;
  std::map<u32, std::vector<std::byte>> written_tables_;  // by table number
  u32 debug_response_ = 0;                                // survives the mode 1 reset that the SMU itself does
};

}  // namespace egpulab::simulator::amd
