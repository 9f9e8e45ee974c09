// A recorded session as a device: answers a driver that does what the recorded one did.
#pragma once

#include <array>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "driver/bus/backends.hpp"
#include "driver/bus/pci_device.hpp"
#include "traces/context.hpp"

namespace egpulab::traces {

// The first access of a driver that differs from the recording.
class Divergence : public Error {
 public:
  struct Facts {
    u64 event = 0;                    // index of the recorded event that was due
    std::string phase;                // of the driver, or of the recording if the driver marks none
    std::string expected, found;      // accesses as text
    std::string difference;           // of their values, where only those differ
    std::vector<std::string> recent;  // accesses that matched before, oldest first
  };
  Divergence(const std::string& file, Facts facts);
  const Facts& facts() const { return facts_; }

 private:
  Facts facts_;
};

// Also the clock: time is the recorded one, so that a polling loop takes the same turns again. Sleeps and reads of the
// clock may differ from the recording, accesses may not: kind, place, size, and the values of writes, except those of
// registers declared volatile. Marks come from the driver and are not compared.
class Replay final : public bus::PciDevice {
 public:
  // `device` is the ordinal of the device in the session. Throws InvalidRequest when the session has none of that.
  explicit Replay(Reader reader, u8 device = 0, Names names = Names::all());

  // Whether the driver has made every recorded access.
  bool finished();
  // The next recorded access as text; empty at the end.
  std::string next_expected();
  u64 matched() const { return matched_; }  // accesses
  const std::optional<Divergence>& divergence() const { return divergence_; }
  // As recorded; nothing when the session holds none (yet).
  std::optional<u64> state_hash() const { return state_hash_; }

  const bus::DeviceInfo& info() const override { return info_; }
  bus::Clock& clock() override { return clock_; }
  u32 config_read(u16 offset, u8 bytes) override;
  void config_write(u16 offset, u8 bytes, u32 value) override;
  bus::BarInfo bar(u8 index) override;
  void resize_bar(u8 index, u64 size) override;
  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  u64 read64(u8 bar, u64 offset) override;
  void write64(u8 bar, u64 offset, u64 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;
  void flush() override;
  std::unique_ptr<bus::DmaBuffer> allocate_dma(const bus::DmaRequest& request) override;
  void reset(bus::ResetKind kind) override;
  u32 enable_interrupts(u32 vectors) override;
  std::optional<u32> wait_interrupt(Nanoseconds limit) override;
  void mark(bus::Mark mark, std::string_view text) override;
  void mark_volatile(u8 bar, u64 offset, u32 bytes) override;
  bool observe_dma(bus::DmaObserver* observer) override;

 private:
  class ReplayedDma;
  class ReplayClock final : public bus::Clock {
   public:
    explicit ReplayClock(Replay& replay) : replay_(replay) {}
    Nanoseconds now() const override;
    void sleep_for(Nanoseconds duration) override;
    void settle(Nanoseconds limit) override;

   private:
    Replay& replay_;
  };
  // What to pass on the way to the next event: facts; also the device's accesses; also sleeps and clock reads.
  enum class Skip : u8 { facts, device, time };

  void step();  // past the current event
  void advance();
  void show_device_access();
  void skip(Skip what);
  void take_time(Kind kind, Nanoseconds otherwise);
  // The recorded event that `found` must be, without looking at values; throws what was recorded if that failed.
  const Event& expect(const Event& found);
  u64 answer(const Event& found);
  void take(const Event& found, Bytes payload = {});  // compares the value too, and steps
  void answer_bytes(const Event& found, MutableBytes into);
  [[noreturn]] void diverge(const Event& found, Bytes payload);
  void matched(const Event& event);
  std::string live_phase() const;

  Reader reader_;
  Cursor cursor_;
  Context context_;
  VolatileRanges declared_;  // by the driver that is being answered
  bus::DeviceInfo info_;
  ReplayClock clock_{*this};
  bus::DmaObserver* observer_ = nullptr;
  std::vector<std::string> phases_;
  std::optional<Divergence> divergence_;
  std::optional<u64> state_hash_;
  struct Matched {
    u64 index;
    Event event;
  };
  std::array<Matched, 8> recent_{};
  u64 matched_ = 0;
  u64 time_ = 0, slept_ = 0;
  u8 device_ = 0;
  bool more_ = false, gap_ = false;
};

// Adds "trace:FILE", with the option device=ORDINAL.
void register_trace_backend(bus::Backends& backends);

}  // namespace egpulab::traces
