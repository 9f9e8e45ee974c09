// Turns events back into calls.
#include "traces/reissue.hpp"

#include <fmt/format.h>

#include <deque>
#include <map>

#include "traces/error_class.hpp"
#include "traces/session_info.hpp"
#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

// Why a replay cannot go on.
struct Stop : std::runtime_error {
  using std::runtime_error::runtime_error;
};

// An event with its payload, kept beyond the cursor.
struct Kept {
  u64 index;
  Event event;
  std::vector<std::byte> payload;
};

class Session final : private bus::DmaObserver {
 public:
  Session(const Reader& reader, bus::PciDevice& device, const ReissueOptions& options, Names names)
      : reader_(reader), device_(device), clock_(device.clock()), options_(options), context_(std::move(names)) {
    if (options_.compare_device_writes) sees_device_ = device_.observe_dma(this);
  }
  ~Session() override {
    // Buffers end in the order they were made, whatever the session left.
    while (!buffers_.empty()) buffers_.erase(buffers_.begin());
    if (sees_device_) device_.observe_dma(nullptr);
  }
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  ReissueResult run();

 private:
  void pass(Cursor& cursor);
  void replay_wait(Cursor& cursor);
  bool play(const Kept& kept, bool report);
  // Does the event; fills `came` with what reads answered.
  void issue(const Event& e, Bytes payload, Event& came);
  void allocate(const Event& e, Bytes payload);
  void attempt_again(const Event& failure, std::string_view message);
  void check_device_writes(const Kept& at);
  void store_as_other_process(u64 bus_address, Bytes content);
  void report(u64 index, const Event& expected, Bytes expected_payload, const Event& came, Bytes came_payload);
  bus::DmaBuffer& buffer(u32 object);
  Nanoseconds duration(u64 nanoseconds);
  void device_wrote(u64 bus_address, Bytes content) override;
  void device_read(u64, Bytes) override {}

  const Reader& reader_;
  bus::PciDevice& device_;
  bus::Clock& clock_;
  const ReissueOptions& options_;
  Context context_;
  std::map<u32, std::unique_ptr<bus::DmaBuffer>> buffers_;
  std::vector<std::byte> read_;
  std::deque<Kept> expected_writes_;
  std::deque<Kept> seen_writes_;
  bool sees_device_ = false;
  ReissueResult result_;
};

bool compares(Kind k) { return is_read(k); }

ReissueResult Session::run() {
  try {
    for (Cursor cursor = reader_.cursor(); cursor.next();) {
      if (cursor.after_gap())
        throw Stop(fmt::format("events {} to {} are lost: {}", cursor.index() - cursor.lost_before(),
                               cursor.index() - 1, reader_.damage().front()));
      pass(cursor);
    }
    if (!reader_.complete()) result_.stopped = reader_.damage().front();
  } catch (const Stop& stop) {
    result_.stopped = stop.what();
  } catch (const Error& error) {
    result_.stopped = fmt::format("at event {}, in phase {}, the device failed with {}: {}", result_.events,
                                  context_.phase(), to_string(classify(error)), error.what());
  }
  result_.end_time = static_cast<u64>(clock_.now().count());
  return std::move(result_);
}

void Session::pass(Cursor& cursor) {
  const Event& e = cursor.event();
  result_.events = cursor.index();
  if (options_.progress && (e.device == options_.device) && cursor.index() % 65536 == 0)
    options_.progress(cursor.index(), reader_.events());
  if (e.device == options_.device) {
    const bool wait = e.kind == Kind::mark && static_cast<bus::Mark>(e.detail) == bus::Mark::wait_begin;
    if (wait && options_.polls == Polls::until) return replay_wait(cursor);
    if (is_register(e.kind)) {  // most events; nothing to keep
      play({cursor.index(), e, {}}, true);
    } else {
      context_.observe(cursor);
      const Bytes payload = cursor.payload();
      play({cursor.index(), e, {payload.begin(), payload.end()}}, true);
    }
  }
  ++result_.events;
}

bool Session::play(const Kept& kept, bool report_it) {
  const Event& e = kept.event;
  const Bytes payload = kept.payload;
  if (e.kind == Kind::device_write) {
    if (sees_device_) expected_writes_.push_back(kept);
    return true;
  }
  Event came = e;
  issue(e, payload, came);
  const bool timed = info_of(e.kind).crosses_bus || e.kind == Kind::sleep || e.kind == Kind::settle;
  if (timed) {
    if (!expected_writes_.empty()) check_device_writes(kept);
    seen_writes_.clear();
    if (!result_.first_time_difference && static_cast<u64>(clock_.now().count()) != e.time)
      result_.first_time_difference = kept.index;
  }
  if (!compares(e.kind)) return true;
  if (report_it) ++result_.compared;
  const bool same = came.value == e.value || context_.is_volatile(e);
  if (!same && report_it) report(kept.index, e, payload, came, has_payload_bytes(e.kind) ? Bytes(read_) : Bytes{});
  return same;
}

void Session::report(u64 index, const Event& expected, Bytes expected_payload, const Event& came, Bytes came_payload) {
  result_.mismatches.push_back({index, tell_place(expected, context_), context_.phase(),
                                tell_difference(expected, expected_payload, came, came_payload, context_)});
  if (result_.mismatches.size() == options_.most_mismatches)
    throw Stop(fmt::format("stopped at event {} after {} mismatches", index, result_.mismatches.size()));
}

void Session::device_wrote(u64 bus_address, Bytes content) {
  Event e;
  e.kind = Kind::device_write;
  e.address = bus_address;
  e.size = content.size();
  e.value = format::hash64(content);
  seen_writes_.push_back({0, e, {content.begin(), content.end()}});
}

// The device's writes precede the access or sleep that brought them about.
void Session::check_device_writes(const Kept& at) {
  for (; !expected_writes_.empty(); expected_writes_.pop_front()) {
    const Kept expected = std::move(expected_writes_.front());
    ++result_.compared;
    if (seen_writes_.empty()) {
      result_.mismatches.push_back({expected.index, tell_place(expected.event, context_), context_.phase(),
                                    fmt::format("the device did not write before {}", tell_place(at.event, context_))});
      continue;
    }
    const Kept seen = std::move(seen_writes_.front());
    seen_writes_.pop_front();
    if (seen.event.address != expected.event.address)
      result_.mismatches.push_back({expected.index, tell_place(expected.event, context_), context_.phase(),
                                    fmt::format("the device wrote {} instead", tell_place(seen.event, context_))});
    else if (seen.event.value != expected.event.value || seen.event.size != expected.event.size)
      report(expected.index, expected.event, expected.payload, seen.event, seen.payload);
  }
}

bus::DmaBuffer& Session::buffer(u32 object) {
  const auto found = buffers_.find(object);
  if (found == buffers_.end())
    throw Stop(fmt::format("event {} uses DMA buffer {}, which the session does not hold", result_.events, object));
  return *found->second;
}

// A damaged duration must not take the clock beyond what it can say.
Nanoseconds Session::duration(u64 nanoseconds) {
  constexpr u64 latest = u64{1} << 62;
  if (nanoseconds > latest || static_cast<u64>(clock_.now().count()) > latest - nanoseconds)
    throw Stop(fmt::format("event {} lasts {} ns, longer than any session", result_.events, nanoseconds));
  return Nanoseconds{static_cast<i64>(nanoseconds)};
}

void Session::allocate(const Event& e, Bytes payload) {
  const Parsed<DmaFacts> facts = parse_dma_facts(payload);
  if (!facts) throw Stop(fmt::format("event {}: {}", result_.events, facts.error().message));
  auto made = device_.allocate_dma({.size = e.size,
                                    .contiguous = (e.detail & Allocation::contiguous) != 0,
                                    .label = facts->label,
                                    .shared = (e.detail & Allocation::shared) != 0});
  const auto& have = made->segments();
  for (std::size_t i = 0; i < std::max(have.size(), facts->segments.size()); ++i) {
    const bus::DmaSegment want = i < facts->segments.size() ? facts->segments[i] : bus::DmaSegment{};
    const bus::DmaSegment got = i < have.size() ? have[i] : bus::DmaSegment{};
    if (want.bus_address != got.bus_address || want.size != got.size)
      throw Stop(
          fmt::format("event {}: this device puts segment {} of DMA buffer \"{}\" at bus address {:#x} ({:#x} "
                      "bytes), the recording has {:#x} ({:#x} bytes): the recorded commands hold the recorded "
                      "addresses, so the session only replays where they are handed out again",
                      result_.events, i, facts->label, got.bus_address, got.size, want.bus_address, want.size));
  }
  buffers_[e.object] = std::move(made);
}

// What the device found in shared memory lies there again when it looks.
void Session::store_as_other_process(u64 bus_address, Bytes content) {
  for (const auto& [object, buffer] : buffers_) {
    const MutableBytes shared = buffer->shared_memory();
    if (shared.empty()) continue;
    u64 at = 0;
    for (const bus::DmaSegment& segment : buffer->segments()) {
      if (bus_address >= segment.bus_address && bus_address - segment.bus_address < segment.size) {
        at += bus_address - segment.bus_address;
        std::memcpy(shared.data() + at, content.data(), std::min<u64>(content.size(), shared.size() - at));
        return;
      }
      at += segment.size;
    }
  }
}

void Session::attempt_again(const Event& failure, std::string_view message) {
  const Event attempt = attempt_of(failure);
  const bool possible = attempt.kind == Kind::config_read || attempt.kind == Kind::read32 ||
                        attempt.kind == Kind::read64 || attempt.kind == Kind::read_block ||
                        attempt.kind == Kind::reset || attempt.kind == Kind::resize_bar;
  // A damaged size must not become a buffer; that of a BAR does not.
  if (!possible || (attempt.kind != Kind::resize_bar && attempt.size > format::max_payload)) {
    ++result_.skipped;
    return;
  }
  try {
    Event came = attempt;
    issue(attempt, {}, came);
  } catch (const Error& error) {
    const auto recorded = static_cast<ErrorClass>(failure.detail);
    if (classify(error) == recorded) return;
    result_.mismatches.push_back({result_.events, tell_place(attempt, context_), context_.phase(),
                                  fmt::format("expected to fail with {} ({}), failed with {} ({})", to_string(recorded),
                                              message, to_string(classify(error)), error.what())});
    return;
  }
  result_.mismatches.push_back({result_.events, tell_place(attempt, context_), context_.phase(),
                                fmt::format("expected to fail with {} ({}), but succeeded",
                                            to_string(static_cast<ErrorClass>(failure.detail)), message)});
}

void Session::issue(const Event& e, Bytes payload, Event& came) {
  const u64 before = result_.accesses;
  result_.accesses += info_of(e.kind).crosses_bus;
  const auto text = [&] { return std::string_view(reinterpret_cast<const char*>(payload.data()), payload.size()); };
  const auto read = [&](auto&& into) {
    read_.resize(e.size);
    into(MutableBytes(read_));
    came.value = format::hash64(read_);
  };
  switch (e.kind) {
    case Kind::config_read:
      came.value = device_.config_read(static_cast<u16>(e.address), static_cast<u8>(e.size));
      break;
    case Kind::config_write:
      device_.config_write(static_cast<u16>(e.address), static_cast<u8>(e.size), low32(e.value));
      break;
    case Kind::read32:
      came.value = device_.read32(e.bar, e.address);
      break;
    case Kind::write32:
      device_.write32(e.bar, e.address, low32(e.value));
      break;
    case Kind::read64:
      came.value = device_.read64(e.bar, e.address);
      break;
    case Kind::write64:
      device_.write64(e.bar, e.address, e.value);
      break;
    case Kind::read_block:
      read([&](MutableBytes into) { device_.read_block(e.bar, e.address, into); });
      break;
    case Kind::write_block:
      device_.write_block(e.bar, e.address, payload);
      break;
    case Kind::flush:
      device_.flush();
      break;
    case Kind::dma_allocate:
      allocate(e, payload);
      break;
    case Kind::dma_free:
      buffers_.erase(e.object);
      break;
    case Kind::dma_read:
      read([&](MutableBytes into) { buffer(e.object).read(e.address, into); });
      break;
    case Kind::dma_write:
      buffer(e.object).write(e.address, payload);
      break;
    case Kind::dma_fill:
      buffer(e.object).fill(e.address, e.size, static_cast<u8>(e.value));
      break;
    case Kind::reset:
      device_.reset(static_cast<bus::ResetKind>(e.detail));
      break;
    case Kind::resize_bar:
      device_.resize_bar(e.bar, e.size);
      break;
    case Kind::enable_interrupts:
      came.value = device_.enable_interrupts(low32(e.size));
      break;
    case Kind::wait_interrupt: {
      const auto vector = device_.wait_interrupt(duration(e.size));
      came.value = vector ? *vector : ~u64{0};
      break;
    }
    case Kind::sleep:
      clock_.sleep_for(duration(e.size));
      break;
    case Kind::settle:
      clock_.settle(duration(e.size));
      break;
    case Kind::mark:
      device_.mark(static_cast<bus::Mark>(e.detail), text());
      break;
    case Kind::volatile_range:
      device_.mark_volatile(e.bar, e.address, low32(e.size));
      break;
    case Kind::fact:
      if (const auto fact = parse_fact(text())) device_.describe(fact->key, fact->value);
      break;
    case Kind::failure:
      result_.accesses = before;
      attempt_again(e, text());
      break;
    case Kind::state_hash:
      result_.state_hash = e.value;
      break;
    case Kind::device_read:
      store_as_other_process(e.address, payload);
      break;
    case Kind::clock_read:
    case Kind::bar_info:
    case Kind::device_info:
    case Kind::device_write:
      break;
  }
}

// Plays a marked wait by its meaning: what the last turn of the loop saw is what was waited for.
void Session::replay_wait(Cursor& cursor) {
  context_.observe(cursor);
  const u64 begun = cursor.event().time;
  device_.mark(bus::Mark::wait_begin, cursor.text());
  std::vector<Kept> last_turn;
  u64 interval = 0, end = begun;
  bool ended = false;
  while (!ended && cursor.next() && !cursor.after_gap()) {
    const Event& e = cursor.event();
    if (e.device != options_.device) continue;
    context_.observe(cursor);
    const Bytes payload = cursor.payload();
    end = e.time;
    if (e.kind == Kind::sleep || e.kind == Kind::settle) {
      interval = e.size;
      last_turn.clear();
    } else if (e.kind == Kind::mark && static_cast<bus::Mark>(e.detail) == bus::Mark::wait_end) {
      ended = true;
      last_turn.push_back({cursor.index(), e, {payload.begin(), payload.end()}});
    } else if (e.kind != Kind::clock_read && e.kind != Kind::device_write) {
      last_turn.push_back({cursor.index(), e, {payload.begin(), payload.end()}});
    }
  }
  // Hardware may take longer than it did, within reason.
  const u64 limit = 4 * (end - begun) + 1'000'000'000;
  const Nanoseconds start = clock_.now();
  for (bool met = false; !met;) {
    const u64 waited = static_cast<u64>((clock_.now() - start).count());
    const bool last_try = waited >= limit;
    met = true;
    for (const Kept& kept : last_turn) {
      if (kept.event.kind == Kind::mark) continue;
      if (!play(kept, last_try)) met = false;
    }
    if (met || last_try) break;
    // The longer it takes, the less often it is worth looking.
    clock_.sleep_for(duration(std::max({interval, waited / 64, u64{1000}})));
  }
  for (const Kept& kept : last_turn) {
    result_.compared += compares(kept.event.kind);
    if (kept.event.kind == Kind::mark) play(kept, true);
    result_.events = kept.index + 1;
  }
}

}  // namespace

std::string Mismatch::text() const {
  return fmt::format("event {}, in phase {}: {}: {}", event, phase, access, difference);
}

ReissueResult reissue(const Reader& reader, bus::PciDevice& device, const ReissueOptions& options, Names names) {
  return Session(reader, device, options, std::move(names)).run();
}

}  // namespace egpulab::traces
