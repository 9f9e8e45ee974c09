// Names of all of NVIDIA's registers that its manuals publish, declared or not: for traces, reports and error messages.
// Data: names/<architecture>.tsv.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "driver/regs/nvidia/registry.hpp"

namespace egpulab::regs::nvidia {

// The registers of one architecture by their offset in BAR0, those of microcontrollers at each unit that has them.
// Built once (a few milliseconds); lookups are logarithmic.
class RegisterNames {
 public:
  struct Entry {
    u32 offset;                        // in BAR0
    std::string name;                  // "NV_PMC_BOOT_0", "NV_PFSP_EMEMC(3)", "GSP.NV_PFALCON_FALCON_CPUCTL"
    const DeclaredRegister* declared;  // null for a register that is merely named
    u32 element;                       // of the declared array
  };

  explicit RegisterNames(Architecture architecture);

  // Null where no register is known there.
  const Entry* find(u32 offset) const;
  const Entry* find(std::string_view name) const;
  // "NV_PMC_BOOT_0", or "0x1234" for an offset without a name.
  std::string name_of(u32 offset) const;
  // "NV_PMC_BOOT_42 {ARCHITECTURE=0x17}", "NAME=0x1" for a register without declared fields, "0x1234=0x1" without a
  // name.
  std::string describe(u32 offset, u32 value) const;
  // Ascending by offset, one entry an offset.
  std::span<const Entry> entries() const { return entries_; }

 private:
  void add_declared(Architecture architecture, std::map<u32, Entry>& known);
  void add_named(Architecture architecture, std::map<u32, Entry>& known);
  std::vector<Entry> entries_;
};

}  // namespace egpulab::regs::nvidia
