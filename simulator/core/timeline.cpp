// The event heap: ordered by (time, order of scheduling), so that equal runs pop equal sequences.
#include "simulator/core/timeline.hpp"

#include <algorithm>
#include <stdexcept>

namespace egpulab::simulator {

Timeline::SinkId Timeline::attach(EventSink& sink) {
  sinks_.push_back(&sink);
  return static_cast<SinkId>(sinks_.size() - 1);
}

void Timeline::schedule(Nanoseconds delay, SinkId sink, u32 kind, u64 payload) {
  if (sink >= sinks_.size()) throw std::logic_error("timeline: event for a sink that never attached");
  delay = std::max(delay, Nanoseconds{0});
  const Nanoseconds at = delay > Nanoseconds::max() - now_ ? Nanoseconds::max() : now_ + delay;
  heap_.push_back({at, next_order_++, sink, kind, payload});
  std::push_heap(heap_.begin(), heap_.end(), later);
  next_due_ = heap_.front().at;
}

void Timeline::cancel(SinkId sink) {
  std::erase_if(heap_, [&](const Event& e) { return e.sink == sink; });
  update_next();
}

void Timeline::cancel(SinkId sink, u32 kind) {
  std::erase_if(heap_, [&](const Event& e) { return e.sink == sink && e.kind == kind; });
  update_next();
}

bool Timeline::pending(SinkId sink, u32 kind) const {
  return std::ranges::any_of(heap_, [&](const Event& e) { return e.sink == sink && e.kind == kind; });
}

bool Timeline::run_to_idle(Nanoseconds limit) {
  if (running_) return idle();
  const Nanoseconds until = limit > Nanoseconds::max() - now_ ? Nanoseconds::max() : now_ + limit;
  while (!heap_.empty() && heap_.front().at <= until) run_one();
  if (!heap_.empty()) now_ = std::max(now_, until);
  return heap_.empty();
}

bool Timeline::run_next(Nanoseconds until) {
  if (running_ || heap_.empty() || heap_.front().at > until) return false;
  run_one();
  return true;
}

void Timeline::visit(StateVisitor& visit) {
  // Sorted, the heap's layout no longer tells the order in which events came and went; a sorted array is a heap.
  std::ranges::sort(heap_, [](const Event& a, const Event& b) { return later(b, a); });
  visit(now_);
  visit(next_order_);
  visit(heap_);
  if (!visit.restoring()) return;
  if (std::ranges::any_of(heap_, [&](const Event& e) { return e.sink >= sinks_.size(); }))
    throw std::runtime_error("timeline: saved event for a block that this machine does not have");
  update_next();
}

void Timeline::run_until(Nanoseconds until) {
  while (!heap_.empty() && heap_.front().at <= until) run_one();
  now_ = std::max(now_, until);
}

void Timeline::run_one() {
  struct Running {
    bool& flag;
    explicit Running(bool& f) : flag(f) { flag = true; }
    ~Running() { flag = false; }  // also when a handler throws (strict mode)
  } guard(running_);
  std::pop_heap(heap_.begin(), heap_.end(), later);
  const Event event = heap_.back();
  heap_.pop_back();
  next_due_ = heap_.empty() ? Nanoseconds::max() : heap_.front().at;
  now_ = std::max(now_, event.at);
  ++events_run_;
  sinks_[event.sink]->on_event(event.kind, event.payload);
}

void Timeline::update_next() {
  std::make_heap(heap_.begin(), heap_.end(), later);
  next_due_ = heap_.empty() ? Nanoseconds::max() : heap_.front().at;
}

}  // namespace egpulab::simulator
