// The SMU's mailboxes. Facts: Linux drivers/gpu/drm/amd/pm/swsmu/smu13/, smu_cmn.c; kernel log of a real Navi31.
#include "simulator/amd/smu/smu.hpp"

#include <fmt/format.h>

#include "simulator/amd/smu/messages.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;
using namespace std::chrono_literals;
using regs::amd::smu::DebugMessage;
using regs::amd::smu::Message;
using regs::amd::smu::Response;

namespace {

constexpr Nanoseconds message_time = 20us;  // as between the messages of the log
constexpr Nanoseconds mode1_delay = 10ms;   // from the answer to the reset
// The SMU's view of its flags register through the public window of its address space (Linux smu_v13_0.c, MP1_Public).
constexpr u64 public_firmware_flags = 0x03b10024;

}  // namespace

Smu::Smu(Timeline& timeline, Report& report, Registers registers, const DeviceProfile& profile, McMemory& memory,
         GraphicsBringUp& graphics, ChipReset& chip)
    : Block(timeline),
      report_(report),
      registers_(registers),
      profile_(profile),
      memory_(memory),
      graphics_(graphics),
      chip_(chip),
      interface_(registers.bases().at(Ip::mp1).version),
      clocks_(profile.clocks),
      sensors_(profile.power) {
  registers.on_write<Mp1SmnC2pmsg, &Smu::mailbox_written>(this);
  registers.storage<Mp1SmnIhCredit, Mp1SmnIhSwInt, Mp1SmnIhSwIntCtrl, Mp1SmnFpsCnt, Mp1SmnPubCtrl, Mp1FirmwareFlags>();
  if (!registers.file().declared(public_firmware_flags))
    registers.file().add(public_firmware_flags, "MP1_FIRMWARE_FLAGS", {.rw = 0});
  registers.storage<ThmThermalIntEna, ThmThermalIntCtrl, ThmThermalIntStatus, CgMultThermalCtrl, CgThermalStatus,
                    CgFdoCtrl0, CgFdoCtrl1, CgFdoCtrl2, CgTachCtrl, CgTachStatus>();
  registers.on_read<ThmTconCurTmp, &Smu::read_die_temperature>(this);
  registers.on_read<CgMultThermalStatus, &Smu::read_edge_temperature>(this);
  reset(Reset::power);
}

void Smu::reset(Reset kind) {
  cancel_events();
  clocks_.reset();
  sensors_.reset(timeline().now());
  running_ = false;
  version_ = profile_.smu.firmware_version;
  features_ = 0;
  driver_dram_ = tools_dram_ = 0;
  power_limit_ = profile_.power.limit_watts;
  workload_mask_ = 0;
  gfx_off_allowed_ = in_baco_ = false;
  metrics_counter_ = 0;
  written_tables_.clear();
  if (kind != Reset::mode1) debug_response_ = 0;
  put_mailbox(smu_mailbox::debug_response, debug_response_);
}

void Smu::visit(StateVisitor& visit) {
  visit(clocks_), visit(sensors_), visit(running_), visit(version_), visit(features_), visit(driver_dram_);
  visit(tools_dram_), visit(power_limit_), visit(workload_mask_), visit(gfx_off_allowed_), visit(in_baco_);
  visit(metrics_counter_), visit(written_tables_), visit(debug_response_);
}

void Smu::firmware_started(u32 version) {
  running_ = true;
  report_.milestone("SMU: runs", timeline().now());
  if (version != 0) version_ = version;
  registers_.put(Mp1FirmwareFlags("INTERRUPTS_ENABLED"_f = true));
  registers_.file().put(public_firmware_flags, 1);
}

void Smu::mailbox_written(Mp1SmnC2pmsg written, u32 index) {
  const bool debug = index == smu_mailbox::debug_message;
  if (index == smu_mailbox::debug_response) debug_response_ = written.raw();
  if (!debug && index != smu_mailbox::message) return;
  if (!running_) {
    report_.add(Finding::refused, name(),
                fmt::format("{}message {:#x} before the SMU's firmware is loaded: no answer", debug ? "debug " : "",
                            written.raw()),
                timeline().now());
    return;
  }
  const Event event = debug ? debug_answer : answer;
  if (event_pending(event)) {
    report_.add(Finding::refused, name(), fmt::format("message {:#x} while another is worked on", written.raw()),
                timeline().now());
    put_mailbox(debug ? smu_mailbox::debug_response : smu_mailbox::response,
                static_cast<u32>(Response::cmd_rejected_busy));
    return;
  }
  if (debug) return schedule(message_time, debug_answer, written.raw());
  const SmuMessages::Row* row = SmuMessages::find(written.raw(), interface_);
  // The graphics core gets power first: its autoload runs while the SMU enables the rest.
  if (row && row->message == Message::enable_all_smu_features) graphics_.set_power(true);
  schedule(row ? row->duration : message_time, answer, written.raw());
}

void Smu::on_event(u32 kind, u64 payload) {
  switch (kind) {
    case answer:
      finish_message(low32(payload));
      break;
    case debug_answer:
      finish_debug_message(low32(payload));
      break;
    case mode1:
      chip_.mode1_reset();
      break;
    default:
      break;
  }
}

void Smu::finish_message(u32 message) {
  const SmuMessages::Row* row = SmuMessages::find(message, interface_);
  const Answer a = row ? (this->*row->run)(mailbox(smu_mailbox::argument))
                       : refuse(Response::unknown_cmd, fmt::format("no message {:#x}", message));
  if (a.response != Response::ok)
    report_.add(Finding::refused, name(),
                fmt::format("{} ({:#x}): {}: {}", row ? to_string(row->message) : "message",
                            mailbox(smu_mailbox::argument), to_string(a.response), a.why),
                timeline().now());
  if (a.result) put_mailbox(smu_mailbox::argument, *a.result);
  put_mailbox(smu_mailbox::response, static_cast<u32>(a.response));
}

void Smu::finish_debug_message(u32 message) {
  Response response = Response::ok;
  switch (static_cast<DebugMessage>(message)) {
    case DebugMessage::mode1_reset:
      schedule(mode1_delay, mode1);
      break;
    case DebugMessage::test_message:
      put_mailbox(smu_mailbox::debug_argument, mailbox(smu_mailbox::debug_argument) + 1);
      break;
    case DebugMessage::debug_dump_exit:
      break;
    default:
      response = Response::unknown_cmd;
      report_.add(Finding::refused, name(), fmt::format("no debug message {:#x}", message), timeline().now());
  }
  debug_response_ = static_cast<u32>(response);
  put_mailbox(smu_mailbox::debug_response, debug_response_);
}

void Smu::sample() { sensors_.sample(timeline().now(), power_limit_); }

// CUR_TEMP counts eighths of a degree.
ThmTconCurTmp Smu::read_die_temperature(ThmTconCurTmp) {
  sample();
  return ThmTconCurTmp(sensors_.edge() * 8 << 21);
}

CgMultThermalStatus Smu::read_edge_temperature(CgMultThermalStatus) {
  sample();
  return CgMultThermalStatus(sensors_.hotspot() | sensors_.edge() << 9);
}

}  // namespace egpulab::simulator::amd
