// Which methods a class has, for engines that must refuse the others.
#pragma once

#include <bitset>

#include "driver/regs/nvidia/methods.hpp"

namespace egpulab::simulator::nvidia {

class MethodTable {
 public:
  static constexpr u32 words = 4096;  // methods that a header can address

  explicit MethodTable(u32 class_number);

  // `address` in bytes, below 4 * words.
  bool has(u32 address) const { return valid_[address / 4]; }
  // "LAUNCH_DMA {DATA_TRANSFER_TYPE=NON_PIPELINED}" or "0x123=0x4".
  std::string describe(u32 address, u32 data) const;
  u32 class_number() const { return class_number_; }

 private:
  u32 class_number_;
  const regs::nvidia::ClassMethods* methods_;  // null: a class without a table, of which nothing is refused
  std::bitset<words> valid_;
};

// Built at first use; good as long as the program.
const MethodTable& method_table(u32 class_number);

}  // namespace egpulab::simulator::nvidia
