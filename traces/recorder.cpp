// One event per call, with the time at which the call had ended.
#include "traces/recorder.hpp"

#include "traces/error_class.hpp"
#include "traces/parts.hpp"
#include "traces/session_info.hpp"

namespace egpulab::traces {
namespace {

// What a crash may cost, besides one chunk of events: this much of the session's time.
constexpr Nanoseconds flush_interval = std::chrono::seconds(1);

bool same(const bus::BarInfo& a, const bus::BarInfo& b) {
  return a.address == b.address && a.size == b.size && a.mapped == b.mapped && a.is_64bit == b.is_64bit &&
         a.prefetchable == b.prefetchable;
}

}  // namespace

template <class Attempt>
auto Recorder::attempt(const Event& event, Attempt&& attempt) {
  try {
    return attempt();
  } catch (const Error& error) {
    record_failure(event, error);
    throw;
  }
}

class Recorder::RecordedDma final : public bus::ForwardingDma {
 public:
  RecordedDma(std::unique_ptr<bus::DmaBuffer> inner, Recorder& recorder, u32 object)
      : ForwardingDma(std::move(inner)), recorder_(recorder), object_(object) {}
  ~RecordedDma() override {
    release_inner();
    try {
      recorder_.add({.object = object_, .kind = Kind::dma_free});
    } catch (...) {  // NOLINT(bugprone-empty-catch): the next event meets the same full disk and may throw
    }
  }

  void read(u64 offset, MutableBytes into) override {
    in_parts(into.size(), [&](u64 at, u64 n) {
      const Event e{.address = offset + at, .size = n, .object = object_, .kind = Kind::dma_read};
      recorder_.attempt(e, [&] { ForwardingDma::read(offset + at, into.subspan(at, n)); });
      recorder_.add(e, into.subspan(at, n));
    });
  }
  void write(u64 offset, Bytes from) override {
    in_parts(from.size(), [&](u64 at, u64 n) {
      const Event e{.address = offset + at, .size = n, .object = object_, .kind = Kind::dma_write};
      recorder_.attempt(e, [&] { ForwardingDma::write(offset + at, from.subspan(at, n)); });
      recorder_.add(e, from.subspan(at, n));
    });
  }
  void fill(u64 offset, u64 bytes, u8 value) override {
    const Event e{.address = offset, .value = value, .size = bytes, .object = object_, .kind = Kind::dma_fill};
    recorder_.attempt(e, [&] { ForwardingDma::fill(offset, bytes, value); });
    recorder_.add(e);
  }

 private:
  Recorder& recorder_;
  u32 object_;
};

Recorder::Recorder(std::unique_ptr<bus::PciDevice> device, std::shared_ptr<Writer> writer, RecordOptions options)
    : ForwardingDevice(std::move(device)),
      writer_(std::move(writer)),
      options_(options),
      inner_clock_(inner().clock()) {
  start();
}

Recorder::Recorder(bus::PciDevice& device, std::shared_ptr<Writer> writer, RecordOptions options)
    : ForwardingDevice(device), writer_(std::move(writer)), options_(options), inner_clock_(inner().clock()) {
  start();
}

Recorder::~Recorder() {
  try {
    inner().observe_dma(nullptr);
    writer_->flush();
  } catch (...) {  // NOLINT(bugprone-empty-catch): whoever must know calls writer().flush()
  }
}

void Recorder::start() {
  device_ = static_cast<u8>(inner().info().ordinal);
  last_flush_ = inner_clock_.now();
  add({.kind = Kind::device_info}, device_info_text(inner().info()));
  note_bars();
  if (options_.device_writes || options_.device_reads) inner().observe_dma(this);
}

u64 Recorder::time() {
  last_time_ = inner_clock_.now();
  return static_cast<u64>(last_time_.count());
}

void Recorder::add(Event event, Bytes payload) {
  event.time = time();
  event.device = device_;
  writer_->append(event, payload);
}

void Recorder::add(Event event, std::string_view text) {
  add(event, Bytes(reinterpret_cast<const std::byte*>(text.data()), text.size()));
}

void Recorder::record_failure(const Event& event, const Error& error) {
  Event e = event;
  e.object = failed_attempt(event);
  e.kind = Kind::failure;
  e.detail = static_cast<u8>(classify(error));
  e.value = 0;
  add(e, error.what());
  writer_->flush();  // what follows may well be the end
}

void Recorder::note_bars() {
  for (std::size_t i = 0; i < bars_.size(); ++i) bar(static_cast<u8>(i));
}

void Recorder::record_state_hash(u64 hash) { add({.value = hash, .kind = Kind::state_hash}); }

u32 Recorder::config_read(u16 offset, u8 bytes) {
  Event e{.address = offset, .size = bytes, .kind = Kind::config_read};
  const u32 value = attempt(e, [&] { return inner().config_read(offset, bytes); });
  e.value = value;
  add(e);
  return value;
}

void Recorder::config_write(u16 offset, u8 bytes, u32 value) {
  const Event e{.address = offset, .value = value, .size = bytes, .kind = Kind::config_write};
  attempt(e, [&] { inner().config_write(offset, bytes, value); });
  add(e);
}

bus::BarInfo Recorder::bar(u8 index) {
  const bus::BarInfo info = inner().bar(index);
  if (index < bars_.size() && !same(info, bars_[index])) {
    bars_[index] = info;
    add({.kind = Kind::bar_info, .bar = index}, bar_info_bytes(info));
  }
  return info;
}

void Recorder::resize_bar(u8 index, u64 size) {
  const Event e{.size = size, .kind = Kind::resize_bar, .bar = index};
  attempt(e, [&] { inner().resize_bar(index, size); });
  add(e);
  note_bars();
}

u32 Recorder::read32(u8 bar, u64 offset) {
  Event e{.address = offset, .size = 4, .kind = Kind::read32, .bar = bar};
  const u32 value = attempt(e, [&] { return inner().read32(bar, offset); });
  e.value = value;
  add(e);
  return value;
}

void Recorder::write32(u8 bar, u64 offset, u32 value) {
  const Event e{.address = offset, .value = value, .size = 4, .kind = Kind::write32, .bar = bar};
  attempt(e, [&] { inner().write32(bar, offset, value); });
  add(e);
}

u64 Recorder::read64(u8 bar, u64 offset) {
  Event e{.address = offset, .size = 8, .kind = Kind::read64, .bar = bar};
  e.value = attempt(e, [&] { return inner().read64(bar, offset); });
  add(e);
  return e.value;
}

void Recorder::write64(u8 bar, u64 offset, u64 value) {
  const Event e{.address = offset, .value = value, .size = 8, .kind = Kind::write64, .bar = bar};
  attempt(e, [&] { inner().write64(bar, offset, value); });
  add(e);
}

void Recorder::read_block(u8 bar, u64 offset, MutableBytes into) {
  in_parts(into.size(), [&](u64 at, u64 n) {
    const Event e{.address = offset + at, .size = n, .kind = Kind::read_block, .bar = bar};
    attempt(e, [&] { inner().read_block(bar, offset + at, into.subspan(at, n)); });
    add(e, into.subspan(at, n));
  });
}

void Recorder::write_block(u8 bar, u64 offset, Bytes from) {
  in_parts(from.size(), [&](u64 at, u64 n) {
    const Event e{.address = offset + at, .size = n, .kind = Kind::write_block, .bar = bar};
    attempt(e, [&] { inner().write_block(bar, offset + at, from.subspan(at, n)); });
    add(e, from.subspan(at, n));
  });
}

void Recorder::flush() {
  const Event e{.kind = Kind::flush};
  attempt(e, [&] { inner().flush(); });
  add(e);
}

std::unique_ptr<bus::DmaBuffer> Recorder::allocate_dma(const bus::DmaRequest& request) {
  Event e{.size = request.size, .kind = Kind::dma_allocate, .detail = allocation_detail(request)};
  std::unique_ptr<bus::DmaBuffer> buffer = attempt(e, [&] { return inner().allocate_dma(request); });
  e.object = writer_->new_object();
  if (request.shared)
    for (const bus::DmaSegment& segment : buffer->segments()) shared_[segment.bus_address] = segment.size;
  add(e, dma_facts_bytes(request.label, buffer->size(), buffer->segments()));
  return std::make_unique<RecordedDma>(std::move(buffer), *this, e.object);
}

void Recorder::reset(bus::ResetKind kind) {
  writer_->flush();  // resets are where machines die
  const Event e{.kind = Kind::reset, .detail = static_cast<u8>(kind)};
  attempt(e, [&] { inner().reset(kind); });
  add(e);
  note_bars();
}

u32 Recorder::enable_interrupts(u32 vectors) {
  Event e{.size = vectors, .kind = Kind::enable_interrupts};
  const u32 granted = attempt(e, [&] { return inner().enable_interrupts(vectors); });
  e.value = granted;
  add(e);
  return granted;
}

std::optional<u32> Recorder::wait_interrupt(Nanoseconds limit) {
  Event e{.size = static_cast<u64>(limit.count()), .kind = Kind::wait_interrupt};
  const std::optional<u32> vector = attempt(e, [&] { return inner().wait_interrupt(limit); });
  e.value = vector ? *vector : ~u64{0};
  add(e);
  return vector;
}

void Recorder::mark(bus::Mark mark, std::string_view text) {
  inner().mark(mark, text);
  add({.kind = Kind::mark, .detail = static_cast<u8>(mark)}, text);
  if (last_time_ - last_flush_ >= flush_interval) {
    last_flush_ = last_time_;
    writer_->flush();
  }
}

void Recorder::mark_volatile(u8 bar, u64 offset, u32 bytes) {
  inner().mark_volatile(bar, offset, bytes);
  add({.address = offset, .size = bytes, .kind = Kind::volatile_range, .bar = bar});
}

void Recorder::describe(std::string_view key, std::string_view value) {
  inner().describe(key, value);
  add({.kind = Kind::fact}, fact_bytes(key, value));
}

bool Recorder::observe_dma(bus::DmaObserver* observer) {
  observer_ = observer;
  return inner().observe_dma(observer || options_.device_writes || options_.device_reads ? this : nullptr);
}

void Recorder::device_wrote(u64 bus_address, Bytes content) {
  if (options_.device_writes)
    in_parts(content.size(), [&](u64 at, u64 n) {
      add({.address = bus_address + at, .kind = Kind::device_write}, content.subspan(at, n));
    });
  if (observer_) observer_->device_wrote(bus_address, content);
}

void Recorder::device_read(u64 bus_address, Bytes content) {
  if (options_.device_reads || is_shared(bus_address))
    in_parts(content.size(), [&](u64 at, u64 n) {
      add({.address = bus_address + at, .kind = Kind::device_read}, content.subspan(at, n));
    });
  if (observer_) observer_->device_read(bus_address, content);
}

bool Recorder::is_shared(u64 bus_address) const {
  const auto after = shared_.upper_bound(bus_address);
  return after != shared_.begin() && bus_address - std::prev(after)->first < std::prev(after)->second;
}

Nanoseconds Recorder::RecordedClock::now() const {
  const Nanoseconds now = recorder_.inner_clock_.now();
  // Where time passes by itself, what the driver saw is an input like a read.
  if (now != recorder_.last_time_) recorder_.add({.kind = Kind::clock_read});
  return recorder_.last_time_;
}

void Recorder::RecordedClock::sleep_for(Nanoseconds duration) {
  recorder_.inner_clock_.sleep_for(duration);
  recorder_.add({.size = static_cast<u64>(duration.count()), .kind = Kind::sleep});
}

void Recorder::RecordedClock::settle(Nanoseconds limit) {
  recorder_.inner_clock_.settle(limit);
  recorder_.add({.size = static_cast<u64>(limit.count()), .kind = Kind::settle});
}

}  // namespace egpulab::traces
