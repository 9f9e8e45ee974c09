// Watching one word of the GPU's memory: whoever writes the page that holds it, the listener hears of it.
#pragma once

#include <optional>

#include "simulator/amd/memory_hub.hpp"

namespace egpulab::simulator::amd {

class PageListener {
 public:
  virtual ~PageListener() = default;
  virtual void page_changed() = 0;
};

// The address is translated once, when the watch starts: remapping it later does not move the watch, as an engine that
// polls through its own translation would notice only after an invalidation.
class PageWatch final : private PageWatcher {
 public:
  PageWatch(MemoryHub& hub, PageListener& listener) : hub_(hub), listener_(listener) {}
  ~PageWatch() override { stop(); }
  PageWatch(const PageWatch&) = delete;
  PageWatch& operator=(const PageWatch&) = delete;

  // A fault if the address cannot be read; then nothing is watched.
  std::optional<isa::MemoryFault> start(u8 vmid, u64 va);
  void stop();
  bool active() const { return active_; }

  void visit(StateVisitor& visit);

 private:
  void attach();
  void detach();
  void page_written(u64) override { listener_.page_changed(); }

  MemoryHub& hub_;
  PageListener& listener_;
  bool active_ = false;
  bool system_ = false;  // what the address was translated to
  u64 physical_ = 0;
  // Follow from system_ and physical_:
  Memory* memory_ = nullptr;
  u64 offset_ = 0;
};

}  // namespace egpulab::simulator::amd
