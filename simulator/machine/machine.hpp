// A whole simulated computer: time, host memory behind an IOMMU, a PCIe fabric and the GPUs in it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "simulator/core/device_profile.hpp"
#include "simulator/core/endpoint.hpp"
#include "simulator/machine/endpoint_factory.hpp"
#include "simulator/pcie/enumerator.hpp"
#include "simulator/pcie/fabric.hpp"

namespace egpulab::simulator {

struct MachineOptions {
  std::vector<std::string> profiles;  // ids or paths of .toml files, one per GPU
  std::string dock;                   // empty: the first profile's
  u64 seed = 0;
  bool strict = false;      // unmodelled accesses throw
  std::optional<u64> bar0;  // bytes; nothing: as the dock's host does; 0: the largest that fits
  std::string faults;       // see Faults::parse
  EndpointFactory factory;  // empty: make_endpoint
};

// One thread owns a machine. Equal options and equal accesses give equal states, whatever the host.
class Machine : public std::enable_shared_from_this<Machine>, private EventSink {
 public:
  class Snapshot;

  // Throws InvalidRequest naming what is wrong with the options. Afterwards the buses are enumerated.
  explicit Machine(MachineOptions options);
  ~Machine() override;
  Machine(const Machine&) = delete;
  Machine& operator=(const Machine&) = delete;

  const MachineOptions& options() const { return options_; }
  Timeline& timeline() { return timeline_; }
  Report& report() { return report_; }
  pcie::Fabric& fabric() { return *fabric_; }
  pcie::Enumerator& enumerator() { return *enumerator_; }
  pcie::HostMemory& host_memory() { return *host_memory_; }
  pcie::InterruptController& interrupts() { return interrupts_; }
  const pcie::DockProfile& dock() const { return *dock_; }
  Faults& faults() { return faults_; }

  u32 device_count() const { return static_cast<u32>(endpoints_.size()); }
  const DeviceProfile& profile(u32 ordinal) const { return *profiles_[ordinal]; }
  Endpoint& endpoint(u32 ordinal) { return *endpoints_[ordinal]; }
  pcie::EndpointFunction& function(u32 ordinal) { return *fabric_->endpoints()[ordinal]; }

  // Resets as an operating system does them, configuration restored afterwards; takes virtual time. Function: only for
  // parts that offer it, else LimitExceeded. Bus: the link nearest to the card that is down, else the card's own.
  // Power: memory is lost, buses are enumerated anew.
  void reset(u32 ordinal, bus::ResetKind kind);
  void resize_bar(u32 ordinal, u8 bar, u64 size);

  // What host access number accesses() + 1 meets; counts it.
  enum class Meets : u8 { nothing, all_ones, drop };
  Meets count_access(u32 ordinal) { return ++accesses_ < next_fault_ ? Meets::nothing : meet_fault(ordinal); }
  u64 accesses() const { return accesses_; }

  // Restoring an instant whose pages mostly did not change since takes microseconds.
  std::shared_ptr<const Snapshot> take_snapshot();
  void restore(const Snapshot& snapshot);
  // Files: versioned, compressed, checksummed. Errors name the file and what is wrong with it; a machine that cannot be
  // restored is left as it was.
  void save(const std::string& path);
  Parsed<bool> load(const std::string& path);

  // Registers, non-zero memory pages, queues, pending events, translations and time; no caches, no statistics. The same
  // on every host and compiler.
  u64 state_hash();
  // The hash part by part, to find out what differs: "timeline", "fabric", "gpu0", "gpu0 VRAM", ...
  std::vector<std::pair<std::string, u64>> state_hashes();

  std::vector<const RegisterFile*> register_files() const;
  // What the GPUs have of what their vendors define.
  std::vector<CoverageRow> coverage() const;

  // Moves on when BARs may lie elsewhere or have another size for a reason other than the driver's own writes.
  u64 layout_epoch() const { return layout_epoch_; }
  // One driver at a time holds a device; see SimDevice.
  bool claim(u32 ordinal);
  void release(u32 ordinal);

 private:
  void on_event(u32 kind, u64 payload) override;
  Meets meet_fault(u32 ordinal);
  void arm_faults();
  void choose_bar_sizes(u32 ordinal);
  std::vector<Memory*> memories();
  void visit(StateVisitor& visit);
  template <class Part>
  void visit_parts(StateVisitor& visit, Part&& after_each);
  std::vector<std::byte> saved_state();

  MachineOptions options_;
  const pcie::DockProfile* dock_ = nullptr;
  Faults faults_;
  Report report_;
  Timeline timeline_;
  Timeline::SinkId sink_;
  pcie::InterruptController interrupts_;
  std::unique_ptr<pcie::HostMemory> host_memory_;
  std::unique_ptr<pcie::Fabric> fabric_;
  std::unique_ptr<pcie::Enumerator> enumerator_;
  std::vector<std::unique_ptr<DeviceProfile>> profiles_;
  std::vector<std::unique_ptr<Endpoint>> endpoints_;
  std::vector<bool> claimed_;
  u64 accesses_ = 0;
  u64 next_fault_ = ~u64{0};
  u64 layout_epoch_ = 1;
};

class Machine::Snapshot {
 public:
  std::vector<std::byte> state;
  std::vector<std::shared_ptr<const Memory::Snapshot>> memories;
};

}  // namespace egpulab::simulator
