// One device's check.
#include "tools/check/check.hpp"

#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "driver/base/file.hpp"
#include "simulator/machine/sim_device.hpp"
#include "traces/recorder.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"

namespace egpulab::check {
namespace {

using Problem = std::optional<std::string>;

std::shared_ptr<simulator::Machine> machine_of(bus::PciDevice& device) {
  auto* simulated = dynamic_cast<simulator::SimDevice*>(&device);
  return simulated ? simulated->machine() : nullptr;
}

Problem complaints(const simulator::Report& report) {
  std::string all;
  for (const simulator::Report::Entry& e : report.entries())
    if (e.finding != simulator::Finding::approximated)
      all += fmt::format("{}{}: {} ({} times)", all.empty() ? "" : "; ", e.block, e.what, e.count);
  if (all.empty()) return {};
  return all;
}

Problem replay_as_driver(const traces::Reader& recording, bus::PciDevice& fresh, u64 state_hash) {
  const traces::ReissueResult result = traces::reissue(recording, fresh);
  if (!result.mismatches.empty()) return result.mismatches.front().text();
  if (!result.stopped.empty()) return result.stopped;
  if (const u64 found = machine_of(fresh)->state_hash(); found != state_hash)
    return fmt::format("state hash: expected {:#018x}, found {:#018x}", state_hash, found);
  return {};
}

Problem replay_as_device(const traces::Reader& recording, const WorkloadOptions& options) {
  traces::Replay replay(recording);
  MeteredDevice device(replay);
  Phases phases(device, {});
  run_workload(device, phases, options);
  if (!phases.ok()) return phases.first_problem();
  if (!replay.finished())
    return fmt::format("the driver ended before the recording did; next was {}", replay.next_expected());
  return {};
}

}  // namespace

DeviceResult check(const bus::Backends& backends, const std::string& uri, const CheckOptions& options) {
  DeviceResult result;
  result.bus = uri;

  std::unique_ptr<bus::PciDevice> opened = backends.open(uri);
  const std::shared_ptr<simulator::Machine> machine = machine_of(*opened);
  if (machine && options.strict) machine->report().set_strict(true);

  std::vector<std::byte> bytes;
  const auto writer = options.trace_file ? traces::Writer::create(*options.trace_file)
                                         : std::make_shared<traces::Writer>(traces::write_to_memory(bytes));
  auto recorder = std::make_unique<traces::Recorder>(std::move(opened), writer);
  MeteredDevice device(*recorder);
  Phases phases(device, options.progress);
  run_workload(device, phases, options.workload);
  if (machine) {
    result.state_hash = machine->state_hash();
    recorder->record_state_hash(*result.state_hash);
  }
  writer->finish();
  result.trace_hash = writer->trace_hash();

  if (machine) {
    const auto recording = options.trace_file ? traces::Reader::open(*options.trace_file)
                                              : traces::Reader::from_bytes(std::move(bytes), "the recording");
    if (!recording) throw Error(recording.error().message);
    // Not through the recorder: its session is over.
    const auto fresh = backends.open(uri);
    MeteredDevice metered(*fresh);
    Phases replays(metered, options.progress);
    replays.run("nothing unmodelled, no faults", [&] { return complaints(machine->report()); });
    replays.run("replay as driver", [&] { return replay_as_driver(*recording, *fresh, *result.state_hash); });
    replays.run("replay as device", [&] { return replay_as_device(*recording, options.workload); });
    result.ok = replays.ok();
    result.phases = phases.take();
    for (PhaseResult& phase : replays.take()) result.phases.push_back(std::move(phase));
  } else {
    result.phases = phases.take();
  }
  result.ok = result.ok && phases.ok();
  return result;
}

nlohmann::json to_json(const std::vector<DeviceResult>& results) {
  const auto hash = [](const std::optional<u64>& h) {
    return h ? nlohmann::json(fmt::format("{:#018x}", *h)) : nlohmann::json();
  };
  nlohmann::json devices = nlohmann::json::array();
  bool ok = true;
  for (const DeviceResult& result : results) {
    ok = ok && result.ok;
    nlohmann::json phases = nlohmann::json::array();
    for (const PhaseResult& p : result.phases) {
      phases.push_back({{"name", p.name},
                        {"ok", p.ok},
                        {"accesses", p.accesses},
                        {"virtual_ns", p.virtual_time.count()},
                        {"wall_ns", p.wall.count()}});
      if (!p.ok) phases.back()["problem"] = p.problem;
    }
    devices.push_back({{"bus", result.bus},
                       {"ok", result.ok},
                       {"trace_hash", hash(result.trace_hash)},
                       {"state_hash", hash(result.state_hash)},
                       {"phases", std::move(phases)}});
  }
  return {{"ok", ok}, {"devices", std::move(devices)}};
}

}  // namespace egpulab::check
