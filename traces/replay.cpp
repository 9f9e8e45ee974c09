// Compares a driver's accesses with the recorded ones, and answers them.
#include "traces/replay.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "traces/error_class.hpp"
#include "traces/parts.hpp"
#include "traces/session_info.hpp"
#include "traces/tell.hpp"

namespace egpulab::traces {
namespace {

std::string divergence_text(const std::string& file, const Divergence::Facts& f) {
  std::string text = fmt::format("{}: the driver leaves the recording at event {}, in phase {}: expected {}, found {}",
                                 file, f.event, f.phase, f.expected, f.found);
  if (!f.difference.empty()) text += fmt::format(" ({})", f.difference);
  if (!f.recent.empty()) text += fmt::format("\n  before it matched:\n    {}", fmt::join(f.recent, "\n    "));
  return text;
}

bool is_device_access(Kind k) { return k == Kind::device_write || k == Kind::device_read; }
// Facts that the stream carries for the reader, not time. The device's own accesses belong to the call that follows.
bool is_fact(Kind k) {
  return !info_of(k).crosses_bus && !is_device_access(k) && k != Kind::sleep && k != Kind::settle &&
         k != Kind::clock_read;
}

}  // namespace

Divergence::Divergence(const std::string& file, Facts facts)
    : Error(divergence_text(file, facts)), facts_(std::move(facts)) {}

class Replay::ReplayedDma final : public bus::DmaBuffer {
 public:
  ReplayedDma(Replay& replay, u32 object, u64 size, std::vector<bus::DmaSegment> segments)
      : replay_(replay), object_(object), size_(size), segments_(std::move(segments)) {}

  u64 size() const override { return size_; }
  const std::vector<bus::DmaSegment>& segments() const override { return segments_; }
  void read(u64 offset, MutableBytes into) override {
    in_parts(into.size(), [&](u64 at, u64 n) {
      replay_.answer_bytes({.address = offset + at, .size = n, .object = object_, .kind = Kind::dma_read},
                           into.subspan(at, n));
    });
  }
  void write(u64 offset, Bytes from) override {
    in_parts(from.size(), [&](u64 at, u64 n) {
      replay_.take({.address = offset + at, .size = n, .object = object_, .kind = Kind::dma_write},
                   from.subspan(at, n));
    });
  }
  void fill(u64 offset, u64 bytes, u8 value) override {
    replay_.take({.address = offset, .value = value, .size = bytes, .object = object_, .kind = Kind::dma_fill});
  }

 private:
  Replay& replay_;
  u32 object_;
  u64 size_;
  std::vector<bus::DmaSegment> segments_;
};

Replay::Replay(Reader reader, u8 device, Names names)
    : reader_(std::move(reader)), cursor_(reader_.cursor()), context_(std::move(names)), device_(device) {
  do more_ = cursor_.next() && !cursor_.after_gap();
  while (more_ && cursor_.event().device != device_);
  if (!more_)
    throw InvalidRequest(fmt::format("{}: holds no event of device {}{}", reader_.name(), device,
                                     reader_.complete() ? "" : "; " + reader_.damage().front()));
  // Time begins where the session does, so that a driver's first look at the clock sees what it saw then.
  time_ = cursor_.event().time;
  skip(Skip::facts);
  if (context_.device()) info_ = *context_.device();
  info_.uri = "trace:" + reader_.name();
  info_.ordinal = device;
}

void Replay::step() {
  const Event& e = cursor_.event();
  time_ = e.time;
  slept_ = 0;
  if (is_device_access(e.kind) && observer_) return show_device_access();
  switch (e.kind) {
    case Kind::state_hash:
      state_hash_ = e.value;
      break;
    default:
      if (!is_register(e.kind)) context_.observe(cursor_);
  }
  advance();
}

void Replay::show_device_access() {
  const Event e = cursor_.event();
  const Bytes payload = cursor_.payload();
  const std::vector<std::byte> content(payload.begin(), payload.end());
  advance();  // first, since the observer may look at the clock
  if (e.kind == Kind::device_write)
    observer_->device_wrote(e.address, content);
  else
    observer_->device_read(e.address, content);
}

void Replay::advance() {
  do more_ = cursor_.next();
  while (more_ && !cursor_.after_gap() && cursor_.event().device != device_);
  if (more_ && cursor_.after_gap()) {
    gap_ = true;
    more_ = false;
  }
}

void Replay::skip(Skip what) {
  while (more_) {
    const Kind k = cursor_.event().kind;
    // Buffers are freed by destructors, in whatever order they run.
    const bool pass = is_fact(k) || k == Kind::dma_free || (what >= Skip::device && is_device_access(k)) ||
                      (what == Skip::time && !info_of(k).crosses_bus);
    if (!pass) return;
    step();
  }
}

bool Replay::finished() {
  skip(Skip::time);
  return !more_ && !gap_;
}

std::string Replay::next_expected() {
  skip(Skip::time);
  return more_ ? tell(cursor_.event(), cursor_.payload(), context_) : std::string{};
}

const Event& Replay::expect(const Event& found) {
  if (!divergence_) skip(Skip::time);
  if (more_ && !divergence_) {
    const Event& e = cursor_.event();
    if (e.kind == found.kind && e.address == found.address && e.bar == found.bar && e.size == found.size &&
        (e.object == found.object || found.kind == Kind::dma_allocate))
      return e;
    if (e.kind == Kind::failure) {
      const Event attempt = attempt_of(e);
      if (attempt.kind == found.kind && attempt.address == found.address && attempt.bar == found.bar) {
        const std::string message(cursor_.text());
        const auto error = static_cast<ErrorClass>(e.detail);
        matched(e);
        step();
        throw_as(error, message);
      }
    }
  }
  diverge(found, {});
}

void Replay::matched(const Event& event) { recent_[matched_++ % recent_.size()] = {cursor_.index(), event}; }

u64 Replay::answer(const Event& found) {
  const Event& e = expect(found);
  const u64 value = e.value;
  matched(e);
  step();
  return value;
}

void Replay::take(const Event& found, Bytes payload) {
  const Event& e = expect(found);
  const u64 value = has_payload_bytes(found.kind) ? format::hash64(payload) : found.value;
  if ((e.value != value || e.detail != found.detail) && !context_.is_volatile(e) &&
      !(is_bar_access(found.kind) && declared_.contains(found.bar, found.address, found.size)))
    diverge(found, payload);
  matched(e);
  step();
}

void Replay::answer_bytes(const Event& found, MutableBytes into) {
  const Event& e = expect(found);
  const Bytes recorded = cursor_.payload();
  std::copy(recorded.begin(), recorded.end(), into.begin());
  matched(e);
  step();
}

std::string Replay::live_phase() const {
  return phases_.empty() ? context_.phase() : fmt::format("{}", fmt::join(phases_, " > "));
}

void Replay::diverge(const Event& found, Bytes payload) {
  if (divergence_) throw *divergence_;
  Divergence::Facts facts;
  facts.phase = live_phase();
  facts.found = tell(found, payload, context_);
  facts.event = more_ ? cursor_.index() : reader_.events();
  if (more_) {
    const Event& e = cursor_.event();
    facts.expected = tell(e, cursor_.payload(), context_);
    const bool only_value = e.kind == found.kind && e.address == found.address && e.bar == found.bar;
    if (only_value && e.size == found.size)
      facts.difference = tell_difference(e, cursor_.payload(), found, payload, context_);
  } else if (gap_ || !reader_.complete()) {
    facts.expected = fmt::format("nothing, since the recording is damaged here ({})", reader_.damage().front());
  } else {
    facts.expected = "nothing, since the recording ends here";
  }
  const u64 shown = std::min<u64>(matched_, recent_.size());
  for (u64 i = matched_ - shown; i < matched_; ++i) {
    const Matched& m = recent_[i % recent_.size()];
    facts.recent.push_back(
        fmt::format("{} {}", m.index,
                    has_payload_bytes(m.event.kind) ? tell_place(m.event, context_) : tell(m.event, {}, context_)));
  }
  divergence_.emplace(reader_.name(), std::move(facts));
  throw *divergence_;
}

u32 Replay::config_read(u16 offset, u8 bytes) {
  return low32(answer({.address = offset, .size = bytes, .kind = Kind::config_read}));
}

void Replay::config_write(u16 offset, u8 bytes, u32 value) {
  take({.address = offset, .value = value, .size = bytes, .kind = Kind::config_write});
}

bus::BarInfo Replay::bar(u8 index) {
  skip(Skip::facts);
  return context_.bar(index);
}

void Replay::resize_bar(u8 index, u64 size) { take({.size = size, .kind = Kind::resize_bar, .bar = index}); }

u32 Replay::read32(u8 bar, u64 offset) {
  return low32(answer({.address = offset, .size = 4, .kind = Kind::read32, .bar = bar}));
}

void Replay::write32(u8 bar, u64 offset, u32 value) {
  take({.address = offset, .value = value, .size = 4, .kind = Kind::write32, .bar = bar});
}

u64 Replay::read64(u8 bar, u64 offset) {
  return answer({.address = offset, .size = 8, .kind = Kind::read64, .bar = bar});
}

void Replay::write64(u8 bar, u64 offset, u64 value) {
  take({.address = offset, .value = value, .size = 8, .kind = Kind::write64, .bar = bar});
}

void Replay::read_block(u8 bar, u64 offset, MutableBytes into) {
  in_parts(into.size(), [&](u64 at, u64 n) {
    answer_bytes({.address = offset + at, .size = n, .kind = Kind::read_block, .bar = bar}, into.subspan(at, n));
  });
}

void Replay::write_block(u8 bar, u64 offset, Bytes from) {
  in_parts(from.size(), [&](u64 at, u64 n) {
    take({.address = offset + at, .size = n, .kind = Kind::write_block, .bar = bar}, from.subspan(at, n));
  });
}

void Replay::flush() { take({.kind = Kind::flush}); }

std::unique_ptr<bus::DmaBuffer> Replay::allocate_dma(const bus::DmaRequest& request) {
  const Event found{.size = request.size, .kind = Kind::dma_allocate, .detail = allocation_detail(request)};
  const Event& e = expect(found);
  if (e.detail != found.detail) diverge(found, {});
  Parsed<DmaFacts> facts = parse_dma_facts(cursor_.payload());
  if (!facts) throw Error(fmt::format("{}: event {}: {}", reader_.name(), cursor_.index(), facts.error().message));
  auto buffer = std::make_unique<ReplayedDma>(*this, e.object, facts->size, std::move(facts->segments));
  matched(e);
  step();
  return buffer;
}

void Replay::reset(bus::ResetKind kind) { take({.kind = Kind::reset, .detail = static_cast<u8>(kind)}); }

u32 Replay::enable_interrupts(u32 vectors) { return low32(answer({.size = vectors, .kind = Kind::enable_interrupts})); }

std::optional<u32> Replay::wait_interrupt(Nanoseconds limit) {
  const u64 vector = answer({.size = static_cast<u64>(limit.count()), .kind = Kind::wait_interrupt});
  return vector == ~u64{0} ? std::nullopt : std::optional(low32(vector));
}

void Replay::mark(bus::Mark mark, std::string_view text) {
  if (mark == bus::Mark::phase_begin) phases_.emplace_back(text);
  if (mark == bus::Mark::phase_end && !phases_.empty()) phases_.pop_back();
}

void Replay::mark_volatile(u8 bar, u64 offset, u32 bytes) { declared_.add(bar, offset, bytes); }

bool Replay::observe_dma(bus::DmaObserver* observer) {
  observer_ = observer;
  return true;
}

// Sleeps and clock reads that the driver does elsewhere than the recorded one did still let time pass, so that its
// loops end.
void Replay::take_time(Kind kind, Nanoseconds otherwise) {
  skip(kind == Kind::clock_read ? Skip::facts : Skip::device);
  while (more_ && cursor_.event().kind == Kind::clock_read && kind != Kind::clock_read) step();
  if (more_ && cursor_.event().kind == kind)
    step();
  else
    slept_ += static_cast<u64>(otherwise.count());
}

Nanoseconds Replay::ReplayClock::now() const {
  replay_.take_time(Kind::clock_read, Nanoseconds{0});
  return Nanoseconds{static_cast<i64>(replay_.time_ + replay_.slept_)};
}

void Replay::ReplayClock::sleep_for(Nanoseconds duration) { replay_.take_time(Kind::sleep, duration); }

void Replay::ReplayClock::settle(Nanoseconds) { replay_.take_time(Kind::settle, Nanoseconds{0}); }

void register_trace_backend(bus::Backends& backends) {
  backends.add(
      "trace", "FILE: a recorded session answers the driver",
      [](bus::Uri uri) -> std::unique_ptr<bus::PciDevice> {
        const std::string device = uri.take("device", "0");
        bus::refuse_unknown_options(uri, "device");
        if (device.empty() || device.size() > 3 || device.find_first_not_of("0123456789") != device.npos ||
            std::stoul(device) > 255)
          throw InvalidRequest(
              fmt::format("bus \"{}\": device \"{}\" is not a number from 0 to 255", uri.text, device));
        Parsed<Reader> reader = Reader::open(uri.name);
        if (!reader) throw InvalidRequest(reader.error().message);
        return std::make_unique<Replay>(std::move(*reader), static_cast<u8>(std::stoul(device)));
      },
      nullptr);
}

}  // namespace egpulab::traces
