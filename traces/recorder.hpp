// Writes everything that crosses the bus of a device into a session file, and passes it on.
#pragma once

#include <array>
#include <map>
#include <memory>

#include "driver/bus/forwarding_device.hpp"
#include "traces/writer.hpp"

namespace egpulab::traces {

struct RecordOptions {
  bool device_writes = true;  // what the device writes to host memory, where the backend sees it
  bool device_reads =
      false;  // what it reads there: needed where a client shares that memory and its stores cannot be seen
};

// Several devices may record into one writer, told apart by their ordinals. Errors of the device are recorded and
// passed on; an Error of the recording itself (disk full) names the file.
class Recorder final : public bus::ForwardingDevice, private bus::DmaObserver {
 public:
  Recorder(std::unique_ptr<bus::PciDevice> inner, std::shared_ptr<Writer> writer, RecordOptions options = {});
  Recorder(bus::PciDevice& inner, std::shared_ptr<Writer> writer, RecordOptions options = {});
  ~Recorder() override;

  Writer& writer() { return *writer_; }
  // The hash of the whole simulated machine at this point, for replays to compare with.
  void record_state_hash(u64 hash);

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
  void describe(std::string_view key, std::string_view value) override;
  bool observe_dma(bus::DmaObserver* observer) override;

 private:
  class RecordedDma;
  class RecordedClock final : public bus::Clock {
   public:
    explicit RecordedClock(Recorder& recorder) : recorder_(recorder) {}
    Nanoseconds now() const override;
    void sleep_for(Nanoseconds duration) override;
    void settle(Nanoseconds limit) override;

   private:
    Recorder& recorder_;
  };

  void start();
  u64 time();  // now, as the last event's
  void add(Event event) {
    event.time = time();
    event.device = device_;
    writer_->append(event);
  }
  void add(Event event, Bytes payload);
  void add(Event event, std::string_view text);
  template <class Attempt>
  auto attempt(const Event& event, Attempt&& attempt);
  void record_failure(const Event& event, const Error& error);
  void note_bars();
  bool is_shared(u64 bus_address) const;
  void device_wrote(u64 bus_address, Bytes content) override;
  void device_read(u64 bus_address, Bytes content) override;

  std::shared_ptr<Writer> writer_;
  RecordOptions options_;
  bus::Clock& inner_clock_;
  RecordedClock clock_{*this};
  bus::DmaObserver* observer_ = nullptr;
  std::array<bus::BarInfo, 6> bars_{};
  Nanoseconds last_time_{0}, last_flush_{0};
  // Where another process stores: what the device finds there is an input, always recorded. Bytes by bus address, also
  // of buffers that are gone: an address that is no longer shared is not told.
  std::map<u64, u64> shared_;
  u8 device_ = 0;
};

}  // namespace egpulab::traces
