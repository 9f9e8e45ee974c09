// Launch descriptors (QMD) of the compute classes: where each version keeps what. Data: classes/qmd_*.tsv.
//
//   const QmdLayout& layout = *qmd_layout(5, 0);
//   static const QmdField width = layout.field("GRID_WIDTH");      // once; then it costs a shift and a mask
//   qmd_set(words, width, 64);      qmd_get(words, width);      qmd_get(words, layout.field("RELEASE_ENABLE"), 1);
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"
#include "driver/regs/bits.hpp"

namespace egpulab::regs::nvidia {

// Bits [high:low] of the descriptor; `count` of them, `stride` bits apart.
struct QmdField {
  u16 high = 0, low = 0, count = 1, stride = 0;
  constexpr unsigned width() const { return high - low + 1u; }
  constexpr u64 max() const { return (u64{1} << width()) - 1; }  // fields have at most 32 bits
};

struct QmdNamedField {
  std::string_view name;  // "CONSTANT_BUFFER_VALID", as the vendor's headers have it, without the version
  QmdField field;
  std::string_view values;  // "0:FALSE,1:TRUE", in hex
};

class QmdLayout {
 public:
  QmdLayout(u8 major, u8 minor, Bytes table);

  u8 major() const { return major_; }
  u8 minor() const { return minor_; }
  u32 bytes() const { return major_ < 4 ? 256 : 384; }
  std::optional<QmdField> find(std::string_view name) const;
  // Throws InvalidRequest for a field that this version lacks.
  QmdField field(std::string_view name) const;
  std::span<const QmdNamedField> fields() const { return fields_; }
  // "GRID_WIDTH=0x40 REGISTER_COUNT=0x10 ...": what is not 0, by name.
  std::string describe(std::span<const u32> qmd) const;

 private:
  u8 major_, minor_;
  std::vector<QmdNamedField> fields_;  // ascending by low
  std::vector<u32> by_name_;
};

// Versions 3.0 (Ampere, Ada), 4.0 (Hopper), 4.1 and 5.0 (Blackwell); null for others. Good as long as the program.
const QmdLayout* qmd_layout(u8 major, u8 minor);

// The caller has checked that the descriptor is as long as the layout says.
inline u64 qmd_get(std::span<const u32> qmd, QmdField f, u32 index = 0) {
  const unsigned low = f.low + index * f.stride, high = f.high + index * f.stride;
  u64 v = qmd[low / 32];
  if (high / 32 != low / 32) v |= u64{qmd[high / 32]} << 32;
  return v >> (low % 32) & f.max();
}
// Throws InvalidRequest for a value that is too wide.
void qmd_set(std::span<u32> qmd, QmdField f, u64 value, u32 index = 0);

}  // namespace egpulab::regs::nvidia
