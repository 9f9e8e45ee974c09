// Watching one word of the GPU's memory: whoever writes the page that holds it, the listener hears of it.
#pragma once

#include <optional>

#include "simulator/nvidia/mmu/virtual_space.hpp"

namespace egpulab::simulator::nvidia {

class MemoryListener {
 public:
  virtual ~MemoryListener() = default;
  virtual void memory_changed() = 0;
};

// The address is translated once, when the wait starts: remapping it later does not move the watch.
class MemoryWait final : private PageWatcher {
 public:
  MemoryWait(Mmu& mmu, MemoryListener& listener) : mmu_(mmu), listener_(listener) {}
  ~MemoryWait() override { stop(); }
  MemoryWait(const MemoryWait&) = delete;
  MemoryWait& operator=(const MemoryWait&) = delete;

  // A fault if the address cannot be read; then nothing is watched.
  std::optional<AccessFault> start(VirtualSpace& space, u64 va);
  void stop();
  bool active() const { return active_; }

  void visit(StateVisitor& visit);

 private:
  void attach();
  void detach();
  void page_written(u64) override { listener_.memory_changed(); }

  Mmu& mmu_;
  MemoryListener& listener_;
  bool active_ = false;
  PhysicalAddress at_;
  // Follow from it:
  Memory* memory_ = nullptr;
  u64 offset_ = 0;
};

}  // namespace egpulab::simulator::nvidia
