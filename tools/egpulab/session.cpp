// Opening, recording and reporting.
#include "tools/egpulab/session.hpp"

#include <fmt/format.h>

#include "simulator/machine/sim_device.hpp"

namespace egpulab::tool {

void BusOptions::add_to(CLI::App& command) {
  command.add_option("--bus", uri, "Device, as `egpulab devices` lists them")->capture_default_str();
  command.add_option("--record", record, "Record the session into this file");
  command.add_option("--firmware", firmware, "Directory with amdgpu/ or nvidia/ firmware files (plain, .xz or .zst)");
  command.add_flag("--strict", strict, strict_help);
}

Session::Session(const Program& program, const BusOptions& options) : options_(options) {
  device_ = program.backends.open(options.uri);
  if (auto* simulated = dynamic_cast<simulator::SimDevice*>(device_.get())) {
    machine_ = simulated->machine();
    if (options.strict) machine_->report().set_strict(true);
  }
  if (options.record.empty()) return;
  writer_ = traces::Writer::create(options.record);
  auto recorder = std::make_unique<traces::Recorder>(std::move(device_), writer_);
  recorder_ = recorder.get();
  device_ = std::move(recorder);
}

Session::~Session() = default;

std::vector<std::unique_ptr<bus::PciDevice>> Session::open_others() {
  std::vector<std::unique_ptr<bus::PciDevice>> others;
  for (u32 ordinal = 0; machine_ && ordinal < machine_->device_count(); ++ordinal) {
    if (ordinal == device_->info().ordinal) continue;
    std::unique_ptr<bus::PciDevice> other = simulator::open_on(machine_, ordinal, options_.uri);
    if (writer_) other = std::make_unique<traces::Recorder>(std::move(other), writer_);
    others.push_back(std::move(other));
  }
  return others;
}

void Session::finish() {
  if (recorder_) {
    if (machine_) recorder_->record_state_hash(machine_->state_hash());
    writer_->finish();
  }
  if (machine_) print_report(machine_->report());
}

void print_report(const simulator::Report& report) {
  static constexpr std::string_view titles[] = {"not modelled", "approximated", "fault", "refused"};
  for (const simulator::Report::Entry& entry : report.entries())
    fmt::print(stderr, "{}: {}: {}{}\n", titles[static_cast<std::size_t>(entry.finding)], entry.block, entry.what,
               entry.count > 1 ? fmt::format(" ({} times)", entry.count) : "");
}

}  // namespace egpulab::tool
