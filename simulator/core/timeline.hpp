// Virtual time. Pending events are data (who, kind, payload), so that a snapshot can hold them; events of one instant
// run in the order they were scheduled.
#pragma once

#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator {

// Receives the events that it scheduled.
class EventSink {
 public:
  virtual ~EventSink() = default;
  virtual void on_event(u32 kind, u64 payload) = 0;
};

class Timeline {
 public:
  using SinkId = u32;

  Nanoseconds now() const { return now_; }
  // Sinks are numbered in the order they attach; that order is part of the machine's layout.
  SinkId attach(EventSink& sink);
  void schedule(Nanoseconds delay, SinkId sink, u32 kind, u64 payload = 0);
  void cancel(SinkId sink);            // all of its events (a reset)
  void cancel(SinkId sink, u32 kind);
  bool pending(SinkId sink, u32 kind) const;

  // Moves time on by `duration`, running what is due on the way. Safe to call from an event handler's callees: time
  // then moves without running further events.
  void advance(Nanoseconds duration) {
    const Nanoseconds until = now_ + duration;
    if (until < next_due_ || running_)
      now_ = until;
    else
      run_until(until);
  }
  // Runs events until none is left or `limit` has passed; returns true if idle.
  bool run_to_idle(Nanoseconds limit);
  // Runs the next event if it is due at or before `until` (and none is running); false if there is none. Time moves to
  // the event's, not further.
  bool run_next(Nanoseconds until);
  bool idle() const { return heap_.empty(); }
  u64 events_run() const { return events_run_; }  // statistic

  void visit(StateVisitor& visit);

 private:
  struct Event {
    Nanoseconds at;
    u64 order;
    u32 sink, kind;
    u64 payload;
    void visit(StateVisitor& v) { v(at), v(order), v(sink), v(kind), v(payload); }
  };
  static bool later(const Event& a, const Event& b) { return a.at != b.at ? a.at > b.at : a.order > b.order; }
  void run_until(Nanoseconds until);
  void run_one();
  void update_next();

  Nanoseconds now_{0};
  Nanoseconds next_due_ = Nanoseconds::max();
  std::vector<Event> heap_;
  std::vector<EventSink*> sinks_;
  u64 next_order_ = 0;
  u64 events_run_ = 0;
  bool running_ = false;
};

}  // namespace egpulab::simulator
