// Device memory as the CPU reaches it, whatever leads there.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::memory {

// Offsets count bytes from the start of device memory.
class DeviceMemory {
 public:
  virtual ~DeviceMemory() = default;
  // Bytes from the start that a BAR shows: there accesses are as good as any.
  virtual u64 visible() const = 0;
  bool is_visible(u64 offset, u64 bytes) const { return offset <= visible() && bytes <= visible() - offset; }
  // Writes are posted. Throw LimitExceeded for what the CPU cannot reach.
  virtual void write(u64 offset, Bytes from) = 0;
  virtual void read(u64 offset, MutableBytes into) = 0;

  void fill(u64 offset, u64 bytes, u8 value);
  template <class T>
  void store(u64 offset, const T& value) {
    write(offset, as_bytes(value));
  }
  template <class T>
  T load(u64 offset) {
    T value;
    read(offset, as_writable_bytes(value));
    return value;
  }
};

}  // namespace egpulab::memory
