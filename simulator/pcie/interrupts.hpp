// The host's interrupt controller: messages in, pending vectors per device out.
#pragma once

#include <deque>
#include <optional>
#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::pcie {

// Messages are writes to 0xfeexxxxx (Intel SDM volume 3, 11.11); the model puts the device's ordinal where the
// destination is and the vector in the data. Like an interrupt request register it holds a vector once: a device that
// signals faster than the host serves is coalesced.
class InterruptController {
 public:
  static constexpr u32 most_vectors = 256;

  static bool decodes(u64 address) { return address >> 20 == 0xfee; }
  static u64 address_for(u32 ordinal) { return 0xfee00000 | u64{ordinal & 0xff} << 12; }
  static constexpr u32 data_for(u32 vector) { return 0x4000 + vector; }

  void message(u64 address, u32 data);
  std::optional<u32> take(u32 ordinal);
  bool any(u32 ordinal) const { return ordinal < pending_.size() && !pending_[ordinal].empty(); }
  void clear(u32 ordinal);
  void visit(StateVisitor& visit) { visit(pending_); }

 private:
  std::vector<std::deque<u32>> pending_;  // by ordinal, in order of arrival
};

}  // namespace egpulab::simulator::pcie
