// A bus as a command opens it: by URI, recorded if asked, strict if asked, reported on at the end.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulator/machine/machine.hpp"
#include "tools/egpulab/command.hpp"
#include "traces/recorder.hpp"

namespace egpulab::tool {

struct BusOptions {
  std::string uri = "sim:rx7900xtx";
  std::string record;  // file; empty: not recorded
  std::string
      firmware;  // directory that holds amdgpu/ or nvidia/; empty: the synthetic set on a simulator, else the system's
  bool strict = false;

  // Adds --bus, --record, --firmware and --strict.
  void add_to(CLI::App& command);
};

class Session {
 public:
  // Throws what opening the bus throws.
  Session(const Program& program, const BusOptions& options);
  ~Session();

  bus::PciDevice& device() { return *device_; }
  // The machine behind a `sim:` bus; null for others.
  const std::shared_ptr<simulator::Machine>& machine() const { return machine_; }
  const BusOptions& options() const { return options_; }
  // Opens the other devices of the same machine (`sim:...?gpus=2`), recorded into the same file.
  std::vector<std::unique_ptr<bus::PciDevice>> open_others();

  // Ends the recording, with the state hash where the bus is simulated. Says on stderr what the simulator found:
  // unmodelled accesses, faults, refusals.
  void finish();
  // What a process does at its end: the device is closed, its DMA memory goes.
  void close() { device_.reset(); }

 private:
  BusOptions options_;
  std::shared_ptr<simulator::Machine> machine_;
  std::shared_ptr<traces::Writer> writer_;
  std::unique_ptr<bus::PciDevice> device_;
  traces::Recorder* recorder_ = nullptr;
};

// What a report holds, one line each.
void print_report(const simulator::Report& report);

}  // namespace egpulab::tool
