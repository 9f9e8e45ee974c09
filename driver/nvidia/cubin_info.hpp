// Records of a cubin's .nv.info sections: what the compiler tells loaders about kernels.
// Facts: attribute numbers and formats as CuAssembler (MIT) and public notes on ptxas list them, confirmed on cubins of
// nvcc 13.
#pragma once

#include <optional>

#include "driver/base/types.hpp"

namespace egpulab::driver::nvidia {

enum class CubinAttribute : u8 {
  max_threads = 0x05,      // x, y, z of __launch_bounds__
  param_cbank = 0x0a,      // symbol, u16 offset in bank 0, u16 bytes
  externs = 0x0f,          // symbols that the kernel calls and the file lacks
  reqntid = 0x10,          // x, y, z
  frame_size = 0x11,       // symbol, bytes
  min_stack_size = 0x12,   // symbol, bytes with what it calls, as far as known
  kparam_info = 0x17,      // u32 index, u16 ordinal, u16 offset, u32 flags with the size from bit 18 on
  max_stack_size = 0x23,   // symbol, bytes
  regcount = 0x2f,         // symbol, registers
  cta_per_cluster = 0x3d,  // x, y, z
  kparam_info_v2 = 0x45,   // the same with the size in the flags' low 24 bits
  num_barriers = 0x4c,
};

struct CubinInfoRecord {
  CubinAttribute attribute{};
  u32 value = 0;  // of formats without payload
  Bytes payload;

  std::size_t words() const { return payload.size() / 4; }
  // 0 beyond the payload.
  u32 word(std::size_t i) const { return i < words() ? load<u32>(payload, 4 * i) : 0; }
};

// Takes records off the front of a section's bytes.
class CubinInfoReader {
 public:
  explicit CubinInfoReader(Bytes section) : rest_(section), size_(section.size()) {}
  // Nothing at the end, and where a record is malformed: then broken().
  std::optional<CubinInfoRecord> next() {
    constexpr u8 no_value = 1, byte_value = 2, half_value = 3, with_payload = 4;
    if (rest_.size() < 4) {
      broken_ = !rest_.empty();
      return {};
    }
    const u8 format = load<u8>(rest_);
    const u16 value = load<u16>(rest_, 2);
    CubinInfoRecord r{static_cast<CubinAttribute>(load<u8>(rest_, 1)), 0, {}};
    if (format == byte_value) r.value = value & 0xff;
    if (format == half_value) r.value = value;
    const std::size_t bytes = format == with_payload ? value : 0;
    if (format < no_value || format > with_payload || bytes > rest_.size() - 4) {
      broken_ = true;
      return {};
    }
    r.payload = rest_.subspan(4, bytes);
    rest_ = rest_.subspan(4 + bytes);
    return r;
  }
  bool broken() const { return broken_; }
  u64 offset() const { return size_ - rest_.size(); }

 private:
  Bytes rest_;
  u64 size_;
  bool broken_ = false;
};

}  // namespace egpulab::driver::nvidia
