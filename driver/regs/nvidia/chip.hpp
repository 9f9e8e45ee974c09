// NVIDIA's chips as NV_PMC_BOOT_42 identifies them (open-gpu-doc manuals, dev_boot): architecture in bits 29:24,
// implementation in bits 23:20.
#pragma once

#include <compare>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia {

enum class Architecture : u8 { ampere = 0x17, hopper = 0x18, ada = 0x19, blackwell_gb10x = 0x1a, blackwell = 0x1b };
constexpr std::string_view to_string(Architecture a) {
  switch (a) {
    case Architecture::ampere:
      return "Ampere";
    case Architecture::hopper:
      return "Hopper";
    case Architecture::ada:
      return "Ada";
    case Architecture::blackwell_gb10x:
      return "Blackwell (GB10x)";
    case Architecture::blackwell:
      return "Blackwell";
  }
  return {};
}

struct Chip {
  std::string_view name;  // "GA102"
  Architecture architecture{};
  u8 implementation = 0;
};

inline constexpr Chip chips[] = {
    {"GA102", Architecture::ampere, 2},    {"GA103", Architecture::ampere, 3},    {"GA104", Architecture::ampere, 4},
    {"GA106", Architecture::ampere, 6},    {"GA107", Architecture::ampere, 7},    {"GH100", Architecture::hopper, 0},
    {"AD102", Architecture::ada, 2},       {"AD103", Architecture::ada, 3},       {"AD104", Architecture::ada, 4},
    {"AD106", Architecture::ada, 6},       {"AD107", Architecture::ada, 7},       {"GB202", Architecture::blackwell, 2},
    {"GB203", Architecture::blackwell, 3}, {"GB205", Architecture::blackwell, 5}, {"GB206", Architecture::blackwell, 6},
    {"GB207", Architecture::blackwell, 7},
};

// The fact (bus::DeviceInfo::facts, PciDevice::describe) that names the chip of a session: "GA102".
inline constexpr std::string_view chip_fact = "nvidia.chip";

// Null where there is no such chip.
constexpr const Chip* find_chip(std::string_view name) {
  for (const Chip& c : chips)
    if (c.name == name) return &c;
  return nullptr;
}
constexpr const Chip* find_chip(Architecture architecture, u8 implementation) {
  for (const Chip& c : chips)
    if (c.architecture == architecture && c.implementation == implementation) return &c;
  return nullptr;
}

}  // namespace egpulab::regs::nvidia
