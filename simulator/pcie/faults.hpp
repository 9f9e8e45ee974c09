// Faults of link and host that a session asks for by name: "link-loss@1200,no-interrupts".
// Scenarios: real bring-up failures (links that drop silently, posted writes that vanish, IOMMU refusals).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator {

// A fault that can be asked for. Endpoints add their own kinds, which reach them through Faults::find.
struct FaultKind {
  std::string_view name;
  // What N counts in "name@N".
  // `own_count`: something of the device's own, the first where no N is given.
  enum class Trigger : u8 { always, host_access, device_access, time_or_access, own_count } trigger;
  std::string_view help;
};
std::span<const FaultKind> link_fault_kinds();

struct Fault {
  std::string name;
  u64 at = 0;  // the N-th access, from 1
  std::optional<Nanoseconds> time;
  bool fired = false;
};

class Faults {
 public:
  // `text` is a list "kind", "kind@N" or "kind@5ms", separated by commas; empty: none. An unknown kind is refused with
  // the list of the known ones.
  static Parsed<Faults> parse(std::string_view text, std::span<const FaultKind> device_kinds = {});

  bool empty() const { return faults_.empty(); }
  const Fault* find(std::string_view name) const;
  bool has(std::string_view name) const { return find(name) != nullptr; }
  std::vector<Fault>& all() { return faults_; }

  // The next host access (counted from 1) after `done` that has a fault on it; ~0 if none.
  u64 next_host_access(u64 done) const;
  u64 next_device_access(u64 done) const;

 private:
  std::vector<Fault> faults_;
};

}  // namespace egpulab::simulator
