// Virtual time: order, cancelling, re-entrance, and events as data.
#include "simulator/core/timeline.hpp"

#include <gtest/gtest.h>

#include <functional>

#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator {
namespace {

using namespace std::chrono_literals;
using ::testing::ElementsAre;

// Writes down what it hears.
struct Listener final : EventSink {
  explicit Listener(Timeline& t) : timeline(t), id(t.attach(*this)) {}
  void on_event(u32 kind, u64 payload) override {
    heard.push_back(fmt::format("{}:{}@{}", kind, payload, timeline.now().count()));
    if (then) then();
  }
  Timeline& timeline;
  Timeline::SinkId id;
  std::vector<std::string> heard;
  std::function<void()> then;
};

TEST(Timeline, EventsOfOneInstantRunInTheOrderTheyWereScheduled) {
  Timeline timeline;
  Listener a(timeline);
  timeline.schedule(20ns, a.id, 1);
  timeline.schedule(10ns, a.id, 2);
  timeline.schedule(20ns, a.id, 3);

  timeline.advance(30ns);

  EXPECT_THAT(a.heard, ElementsAre("2:0@10", "1:0@20", "3:0@20"));
  EXPECT_EQ(timeline.now(), 30ns);
}

TEST(Timeline, AnEventBeyondTheAdvanceStaysPending) {
  Timeline timeline;
  Listener a(timeline);
  timeline.schedule(100ns, a.id, 1);

  timeline.advance(99ns);

  EXPECT_THAT(a.heard, ElementsAre());
  EXPECT_TRUE(timeline.pending(a.id, 1));
}

TEST(Timeline, CancellingOneKindLeavesTheOthers) {
  Timeline timeline;
  Listener a(timeline);
  timeline.schedule(10ns, a.id, 1);
  timeline.schedule(10ns, a.id, 2);

  timeline.cancel(a.id, 1);
  timeline.advance(1us);

  EXPECT_THAT(a.heard, ElementsAre("2:0@10"));
}

TEST(Timeline, TimeThatPassesInsideAHandlerRunsNoFurtherEvents) {
  Timeline timeline;
  Listener a(timeline);
  a.then = [&] { timeline.advance(50ns); };
  timeline.schedule(10ns, a.id, 1);
  timeline.schedule(20ns, a.id, 2);

  timeline.advance(30ns);

  EXPECT_THAT(a.heard, ElementsAre("1:0@10", "2:0@60")) << "the second is late, but not inside the first";
}

TEST(Timeline, RunningToIdleFollowsChainsUpToTheLimit) {
  Timeline timeline;
  Listener a(timeline);
  a.then = [&] { timeline.schedule(10ns, a.id, 1); };
  timeline.schedule(10ns, a.id, 1);

  EXPECT_FALSE(timeline.run_to_idle(35ns));

  EXPECT_EQ(a.heard.size(), 3u);
  EXPECT_EQ(timeline.now(), 35ns);
}

TEST(Timeline, AHandlerThatThrowsLeavesTheTimelineUsable) {
  Timeline timeline;
  Listener a(timeline);
  a.then = [] { throw std::runtime_error("strict"); };
  timeline.schedule(10ns, a.id, 1);
  timeline.schedule(20ns, a.id, 2);
  EXPECT_THROW(timeline.advance(1us), std::runtime_error);

  a.then = nullptr;
  timeline.advance(1us);

  EXPECT_THAT(a.heard, ElementsAre("1:0@10", "2:0@20"));
}

TEST(Timeline, PendingEventsSurviveASaveAndRestore) {
  Timeline timeline;
  Listener a(timeline);
  timeline.schedule(20ns, a.id, 1, 7);
  timeline.schedule(10ns, a.id, 2);
  std::vector<std::byte> saved;
  StateSaver saver(saved);
  timeline.visit(saver);
  timeline.advance(1us);
  a.heard.clear();

  StateRestorer restorer(saved);
  timeline.visit(restorer);
  timeline.advance(1us);

  EXPECT_THAT(a.heard, ElementsAre("2:0@10", "1:7@20"));
}

TEST(Timeline, AnEndlessSleepDoesNotOverflow) {
  Timeline timeline;
  Listener a(timeline);
  timeline.advance(1s);
  timeline.schedule(Nanoseconds::max(), a.id, 1);

  EXPECT_TRUE(timeline.pending(a.id, 1));
  EXPECT_FALSE(timeline.run_to_idle(1s));
}

}  // namespace
}  // namespace egpulab::simulator
