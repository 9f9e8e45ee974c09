// All declared registers as run-time data, for decoding, listing and checking.
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

struct DeclaredRegister {
  RegisterInfo info;                    // with the fields of Navi31's generation
  Location location;                    // in Navi31's generation; segment absent where it lacks the register
  Location (*location_for)(IpVersion);  // in the generation of that IP version
  std::span<const FieldInfo> (*fields_for)(IpVersion);  // where they differ in that generation; else empty

  bool exists(IpVersion version) const { return location_for(version).segment != absent; }
  RegisterInfo info_for(IpVersion version) const {
    const auto fields = fields_for(version);
    return {info.name, info.dimensions, fields.empty() ? info.fields : fields};
  }
};

// The data of register R; what has this works on any register without being instantiated for each.
template <class R>
inline constexpr DeclaredRegister declaration{R::info(), R::location, &R::location_type::value_for,
                                              &R::location_type::fields_for};

// In no particular order; each register once.
std::span<const DeclaredRegister> declared_registers();
// By the declared name ("GCVM_CONTEXT#_CNTL"); null when there is no such declaration.
const DeclaredRegister* find_declared(std::string_view name);

}  // namespace egpulab::regs::amd
