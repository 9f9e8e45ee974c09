// A hardware block: a named piece of state that acts through registers and events.
#pragma once

#include <string_view>

#include "simulator/core/state.hpp"
#include "simulator/core/timeline.hpp"

namespace egpulab::simulator {

// How deep a reset goes. `mode1` is the whole ASIC by its own firmware; `function` is FLR; `bus` a secondary bus
// reset; `power` a power cycle, after which memory is lost too.
enum class Reset : u8 { function, mode1, bus, power };

class Block : public EventSink {
 public:
  explicit Block(Timeline& timeline) : timeline_(timeline), sink_(timeline.attach(*this)) {}
  Block(const Block&) = delete;
  Block& operator=(const Block&) = delete;

  virtual std::string_view name() const = 0;
  virtual void reset(Reset kind) = 0;
  // Everything that decides what the block does next; no caches, no statistics. Register values that live in the
  // RegisterFile are visited there.
  virtual void visit(StateVisitor& visit) = 0;
  void on_event(u32, u64) override {}

 protected:
  Timeline& timeline() const { return timeline_; }
  void schedule(Nanoseconds delay, u32 kind, u64 payload = 0) { timeline_.schedule(delay, sink_, kind, payload); }
  void cancel_events() { timeline_.cancel(sink_); }
  void cancel_event(u32 kind) { timeline_.cancel(sink_, kind); }
  bool event_pending(u32 kind) const { return timeline_.pending(sink_, kind); }

 private:
  Timeline& timeline_;
  Timeline::SinkId sink_;
};

}  // namespace egpulab::simulator
