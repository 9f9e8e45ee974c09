// The pages that the message queues live in: software gives their addresses in a list that the first of them holds.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"
#include "simulator/core/state.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

class SharedMemory {
 public:
  static constexpr u64 page_bytes = 4096;

  explicit SharedMemory(PhysicalMemory& memory) : memory_(memory) {}

  // Reads the list of pages. Empty: done; else why the arguments are refused.
  std::string attach(const regs::nvidia::gsp::r570_144::MessageQueueInitArguments& arguments);
  void detach() { pages_.clear(); }
  u64 bytes() const { return pages_.size() * page_bytes; }

  // False: beyond the list, or the bus refused.
  bool read(u64 offset, MutableBytes into);
  bool write(u64 offset, Bytes from);
  template <class T>
  std::optional<T> load(u64 offset) {
    T v{};
    if (!read(offset, as_writable_bytes(v))) return std::nullopt;
    return v;
  }
  template <class T>
  bool store(u64 offset, const T& value) {
    return write(offset, as_bytes(value));
  }

  void visit(StateVisitor& visit) { visit(pages_); }

 private:
  PhysicalMemory& memory_;
  std::vector<u64> pages_;  // bus addresses
};

}  // namespace egpulab::simulator::nvidia::gsp
