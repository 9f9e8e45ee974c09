// Launch descriptors written field by field, of any version.
#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "driver/regs/nvidia/qmd.hpp"
#include "simulator/nvidia/compute/qmd_decode.hpp"

namespace egpulab::simulator::nvidia::tests {

using regs::nvidia::Architecture;
using regs::nvidia::qmd_layout;
using regs::nvidia::qmd_set;
using regs::nvidia::QmdLayout;

struct Version {
  Architecture architecture;
  u8 major, minor;
};

class Qmd {
 public:
  explicit Qmd(Version v) : layout_(*qmd_layout(v.major, v.minor)), words_(96) {
    set("QMD_MAJOR_VERSION", v.major);
    set(v.major == 3 ? "QMD_VERSION" : "QMD_MINOR_VERSION", v.minor);
    for (const char* d : {"CTA_THREAD_DIMENSION0", "CTA_THREAD_DIMENSION1", "CTA_THREAD_DIMENSION2"}) set(d, 1);
    grid(1, 1, 1);
  }
  void set(std::string_view name, u64 value, u32 index = 0) { qmd_set(words_, layout_.field(name), value, index); }
  bool has(std::string_view name) const { return layout_.find(name).has_value(); }
  void grid(u32 x, u32 y, u32 z) {
    set(has("GRID_WIDTH") ? "GRID_WIDTH" : "CTA_RASTER_WIDTH", x);
    set(has("GRID_HEIGHT") ? "GRID_HEIGHT" : "CTA_RASTER_HEIGHT", y);
    set(has("GRID_DEPTH") ? "GRID_DEPTH" : "CTA_RASTER_DEPTH", z);
  }
  void program(u64 at) {
    const bool shifted = has("PROGRAM_ADDRESS_LOWER_SHIFTED4");
    const u64 value = shifted ? at >> 4 : at;
    set(shifted ? "PROGRAM_ADDRESS_LOWER_SHIFTED4" : "PROGRAM_ADDRESS_LOWER", low32(value));
    set(shifted ? "PROGRAM_ADDRESS_UPPER_SHIFTED4" : "PROGRAM_ADDRESS_UPPER", high32(value));
  }
  void release(u64 at, u64 payload) {
    if (has("RELEASE_ENABLE")) {
      set("RELEASE_ENABLE", 1);
      set("RELEASE_PAYLOAD64B", 1);
      set("RELEASE_SEMAPHORE0_ADDR_LOWER", low32(at));
      set("RELEASE_SEMAPHORE0_ADDR_UPPER", high32(at));
      set("RELEASE_SEMAPHORE0_PAYLOAD_LOWER", low32(payload));
      set("RELEASE_SEMAPHORE0_PAYLOAD_UPPER", high32(payload));
      return;
    }
    set("RELEASE0_ENABLE", 1);
    set("RELEASE0_PAYLOAD64B", 1);
    set("RELEASE0_ADDRESS_LOWER", low32(at));
    set("RELEASE0_ADDRESS_UPPER", high32(at));
    set("RELEASE0_PAYLOAD_LOWER", low32(payload));
    set("RELEASE0_PAYLOAD_UPPER", high32(payload));
  }
  void constant(u32 i, u64 at, u32 bytes) {
    const bool shifted = has("CONSTANT_BUFFER_ADDR_LOWER_SHIFTED6");
    const u64 value = shifted ? at >> 6 : at;
    set("CONSTANT_BUFFER_VALID", 1, i);
    set(shifted ? "CONSTANT_BUFFER_ADDR_LOWER_SHIFTED6" : "CONSTANT_BUFFER_ADDR_LOWER", low32(value), i);
    set(shifted ? "CONSTANT_BUFFER_ADDR_UPPER_SHIFTED6" : "CONSTANT_BUFFER_ADDR_UPPER", high32(value), i);
    set("CONSTANT_BUFFER_SIZE_SHIFTED4", bytes >> 4, i);
  }
  void then(u64 descriptor) {
    set("DEPENDENT_QMD0_POINTER", descriptor >> 8);
    set(has("DEPENDENT_QMD_ENABLE") ? "DEPENDENT_QMD_ENABLE" : "DEPENDENT_QMD0_ENABLE", 1);
    set(has("DEPENDENT_QMD_ACTION") ? "DEPENDENT_QMD_ACTION" : "DEPENDENT_QMD0_ACTION", 1);
  }
  std::span<const u32> words() const { return words_; }

 private:
  const QmdLayout& layout_;
  std::vector<u32> words_;
};

}  // namespace egpulab::simulator::nvidia::tests
