// Names of the methods of the host, copy and compute classes, for traces, reports and messages. Data: classes/*.tsv.
#pragma once

#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia {

struct MethodValue {
  u32 value;
  std::string_view name;
};
struct MethodField {
  std::string_view name;
  u16 high, low;
  std::vector<MethodValue> values;
};
struct Method {
  u32 address;  // in bytes; of an array's first
  std::string_view name;
  u32 count, stride;
  std::vector<MethodField> fields;
};

class ClassMethods {
 public:
  explicit ClassMethods(Bytes table);

  // Null where the class has no such method. `index` is set to the number in an array.
  const Method* find(u32 address, u32* index = nullptr) const;
  const Method* find(std::string_view name) const;
  // "LAUNCH_DMA", "SET_MME_SHADOW_SCRATCH(3)", "0x1234" without a name.
  std::string name_of(u32 address) const;
  // "LAUNCH_DMA {DATA_TRANSFER_TYPE=NON_PIPELINED FLUSH_ENABLE=TRUE}": what is not 0; "OFFSET_IN_LOWER=0x1000" for a
  // method that is one number.
  std::string describe(u32 address, u32 data) const;
  std::span<const Method> methods() const { return methods_; }

 private:
  std::vector<Method> methods_;  // ascending by address
};

// By class number, 0xc7c0; the GPFIFO classes' tables have the host's methods. Null for a class without a table. Built
// at first use; good as long as the program.
const ClassMethods* class_methods(u32 class_number);
// The methods that the host itself executes, of all chips.
const ClassMethods& host_class_methods();

}  // namespace egpulab::regs::nvidia
