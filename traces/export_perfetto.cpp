// Slices, counters and instants. Format: "Trace Event Format",
// chromium.org/developers/how-tos/trace-event-profiling-tool.
#include <fmt/format.h>
#include <fmt/ostream.h>

#include <nlohmann/json.hpp>

#include "traces/export.hpp"
#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

using Json = nlohmann::ordered_json;
constexpr u64 counter_samples = 2000;  // over the session: enough to see its shape

// Threads of a device's process.
constexpr int phases_thread = 1, waits_thread = 2, counters_thread = 3;

class Output {
 public:
  explicit Output(std::ostream& out) : out_(out) { out_ << "{\"displayTimeUnit\":\"ns\",\"traceEvents\":["; }
  ~Output() { out_ << "\n]}\n"; }
  void put(const char* type, u8 device, int thread, u64 time, const Json& more) {
    Json event{{"ph", type}, {"pid", device}, {"tid", thread}, {"ts", static_cast<double>(time) / 1000}};
    event.update(more);
    out_ << (first_ ? "\n" : ",\n") << event.dump(-1, ' ', false, Json::error_handler_t::replace);
    first_ = false;
  }

 private:
  std::ostream& out_;
  bool first_ = true;
};

struct Counters {
  u64 reads = 0, writes = 0, host_bytes = 0, device_bytes = 0;
};

// One device's slices and counters.
struct Track {
  std::vector<std::string> phases, waits;
  Counters counters;
  u64 sampled = 0, last = 0;
};

class Exporter {
 public:
  Exporter(std::ostream& out, u64 interval) : out_(out), interval_(std::max<u64>(1, interval)) {}

  void take(Cursor& cursor) {
    const Event& e = cursor.event();
    Track& track = tracks_[e.device];
    track.last = e.time;
    count(track, e);
    if (e.time - track.sampled >= interval_) sample(track, e.device);
    switch (e.kind) {
      case Kind::mark:
        mark(track, e, std::string(cursor.text()));
        break;
      case Kind::reset:
        instant(e, "reset " + tell_reset(e.detail));
        break;
      case Kind::failure:
        instant(e, std::string(cursor.text()));
        break;
      case Kind::device_info:
        name(e.device, "process_name", 0, fmt::format("device {}", e.device));
        name(e.device, "thread_name", phases_thread, "phases");
        name(e.device, "thread_name", waits_thread, "waits");
        break;
      default:
        break;
    }
  }
  void finish() {
    for (auto& [device, track] : tracks_) {
      while (!track.waits.empty()) end(track.waits, device, waits_thread, track.last);
      while (!track.phases.empty()) end(track.phases, device, phases_thread, track.last);
      sample(track, device);
    }
  }

 private:
  void begin(std::vector<std::string>& open, const Event& e, int thread, std::string name) {
    out_.put("B", e.device, thread, e.time, {{"name", name}});
    open.push_back(std::move(name));
  }
  void end(std::vector<std::string>& open, u8 device, int thread, u64 time) {
    out_.put("E", device, thread, time, {{"name", open.back()}});
    open.pop_back();
  }
  void name(u8 device, const char* what, int thread, const std::string& text) {
    out_.put("M", device, thread, 0, {{"name", what}, {"args", {{"name", text}}}});
  }
  void instant(const Event& e, const std::string& name) {
    out_.put("i", e.device, phases_thread, e.time, {{"name", name}, {"s", "p"}});
  }
  void mark(Track& track, const Event& e, std::string text) {
    switch (static_cast<bus::Mark>(e.detail)) {
      case bus::Mark::phase_begin:
        return begin(track.phases, e, phases_thread, std::move(text));
      case bus::Mark::phase_end:
        // What an exception skipped ends here too.
        while (!track.waits.empty()) end(track.waits, e.device, waits_thread, e.time);
        if (std::find(track.phases.begin(), track.phases.end(), text) == track.phases.end()) return;
        while (track.phases.back() != text) end(track.phases, e.device, phases_thread, e.time);
        return end(track.phases, e.device, phases_thread, e.time);
      case bus::Mark::wait_begin:
        return begin(track.waits, e, waits_thread, std::move(text));
      case bus::Mark::wait_end:
        if (!track.waits.empty()) end(track.waits, e.device, waits_thread, e.time);
        return;
      case bus::Mark::note:
        return instant(e, text);
    }
  }
  static void count(Track& track, const Event& e) {
    if (e.kind == Kind::device_write || e.kind == Kind::device_read) track.counters.device_bytes += e.size;
    if (!info_of(e.kind).crosses_bus || e.kind == Kind::failure || e.kind == Kind::wait_interrupt) return;
    ++(is_read(e.kind) ? track.counters.reads : track.counters.writes);
    if (e.kind <= Kind::write_block || e.kind == Kind::dma_read || e.kind == Kind::dma_write)
      track.counters.host_bytes += e.size;
  }
  // Totals since the sample before.
  void sample(Track& track, u8 device) {
    out_.put("C", device, counters_thread, track.sampled,
             {{"name", "accesses"}, {"args", {{"reads", track.counters.reads}, {"writes", track.counters.writes}}}});
    out_.put(
        "C", device, counters_thread, track.sampled,
        {{"name", "bytes"}, {"args", {{"host", track.counters.host_bytes}, {"device", track.counters.device_bytes}}}});
    track.counters = {};
    track.sampled = track.last;
  }

  Output out_;
  u64 interval_;
  std::map<u8, Track> tracks_;
};

}  // namespace

void export_perfetto(const Reader& reader, std::ostream& out) {
  u64 longest = 0;
  for (Cursor c = reader.cursor(); c.next();) longest = std::max(longest, c.event().time);
  Exporter exporter(out, longest / counter_samples);
  for (Cursor c = reader.cursor(); c.next();) exporter.take(c);
  exporter.finish();
}

}  // namespace egpulab::traces
