// Builds SDMA command streams.
#pragma once

#include <span>
#include <vector>

#include "driver/regs/amd/sdma_packets.hpp"

namespace egpulab::driver::amd {

using namespace regs::literals;

class SdmaBuilder {
 public:
  // Bytes of any alignment; split into packets of at most `largest_copy`.
  void copy(u64 to, u64 from, u64 bytes);
  // `bytes` and `to` are multiples of 4.
  void fill(u64 to, u32 pattern, u64 bytes);
  void fill_bytes(u64 to, u8 value, u64 bytes);
  // Waits until the dword at `va` is at least `value` (unsigned).
  void wait_at_least(u64 va, u32 value);
  // What the CPU wrote into VRAM before the doorbell becomes visible to what follows.
  void flush_hdp(u32 request_dword, u32 done_dword, u32 client);
  // After all earlier packets: the dword at `va`.
  void fence(u64 va, u32 value);
  // The 100 MHz counter at `va` (8-byte aligned) after all earlier packets.
  void timestamp(u64 va);
  void nop(u32 dwords);

  // Bytes of one packet; the count field has room for more, Linux (sdma_v6_0_buffer_funcs) does not use it.
  static constexpr u64 largest_copy = u64{1} << 22;

  std::span<const u32> words() const { return words_; }
  bool empty() const { return words_.empty(); }
  void clear() { words_.clear(); }

 private:
  template <unsigned Width, class... Fields>
  void packet(const regs::Bits<Width, Fields...>& p) {
    words_.insert(words_.end(), p.raw().begin(), p.raw().end());
  }
  void fill_unit(u64 to, u32 data, u32 log2_size, u64 bytes);

  std::vector<u32> words_;
};

}  // namespace egpulab::driver::amd
