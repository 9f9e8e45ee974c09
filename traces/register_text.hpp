// Registers and their fields in words, for the vendors' maps.
#pragma once

#include <string>
#include <string_view>

#include "driver/regs/register.hpp"

namespace egpulab::traces {

using RegisterFields = std::span<const regs::FieldInfo>;

// "NAME", or "NAME+2" for an access that begins at a later byte of it.
std::string text_of_name(std::string_view name, u64 offset);
// "NAME = 0x1", or "NAME = 0x1 {ACTIVE=1}" with declared fields.
std::string text_of_value(std::string_view name, RegisterFields fields, u32 value);
// "ACTIVE: expected 1, found 0", each field that differs.
std::string text_of_difference(RegisterFields fields, u32 expected, u32 found);

}  // namespace egpulab::traces
