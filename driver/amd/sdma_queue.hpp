// SDMA: the copy engines, and a queue of one of them.
#pragma once

#include "driver/amd/queue.hpp"
#include "driver/amd/sdma_packets.hpp"

namespace egpulab::driver::amd {

class SdmaEngines {
 public:
  explicit SdmaEngines(Registers& registers) : registers_(registers) {}
  static constexpr u32 count = 2;

  // Sets translation and cache policies and lets the firmware run.
  void start();
  void reset();

 private:
  void start_f32(u32 engine);
  void start_mcu(u32 engine);

  Registers& registers_;
};

class SdmaQueue final : public HardwareQueue {
 public:
  // Queue 0 of engine `engine`.
  SdmaQueue(QueueContext context, u32 engine, Allocation& signals, u64 signal_offset);
  ~SdmaQueue() override;

  // Adds work after all earlier work of this queue. Very large work is submitted in parts.
  void copy(u64 to, u64 from, u64 bytes);
  void fill_bytes(u64 to, u8 value, u64 bytes);
  void fill(u64 to, u32 pattern, u64 bytes);
  void wait_for(const Timeline& other, u64 value);
  void timestamp(u64 va);

  bool has_pending() const override { return !packets_.empty(); }
  void stop() override;
  void recover() override;
  std::string describe() override;

  static constexpr u64 ring_bytes = 64 * KiB;

 private:
  std::span<const u32> finish_commands(u64 value) override;
  void clear_commands() override { packets_.clear(); }
  u64 padding_for(u64 count) const override;
  u64 doorbell_value() const override { return 4 * ring_.write_pointer(); }
  void begin();
  void activate();
  template <class Add>
  void add_in_parts(u64 bytes, Add&& add);

  u32 engine_;
  u32 hdp_request_, hdp_done_;
  SdmaBuilder packets_;
  bool active_ = false;
};

}  // namespace egpulab::driver::amd
