// All declared registers as run-time data, for decoding, listing and checking.
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

struct DeclaredRegister {
  RegisterInfo info;
  Location location;                    // in Navi31's generation
  Location (*location_for)(IpVersion);  // in the generation of that IP version
};

// In no particular order; each register once.
std::span<const DeclaredRegister> declared_registers();
// By the declared name ("GCVM_CONTEXT#_CNTL"); null when there is no such declaration.
const DeclaredRegister* find_declared(std::string_view name);

}  // namespace egpulab::regs::amd
