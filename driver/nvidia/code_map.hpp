// Which code lies where: so that an address in an error report becomes a kernel and an offset.
#pragma once

#include <map>

#include "driver/nvidia/cubin.hpp"

namespace egpulab::driver::nvidia {

class CodeMap {
 public:
  // The program stays at this address until it is removed.
  void add(u64 base, const std::string& name, const Cubin& program) { programs_[base] = {name, &program}; }
  void remove(u64 base) { programs_.erase(base); }
  // "vecadd+0x40 of vecadd.cubin"; empty where no code was loaded.
  std::string where(u64 pc) const;

 private:
  struct Program {
    std::string name;
    const Cubin* cubin = nullptr;
  };
  std::map<u64, Program> programs_;  // by address
};

}  // namespace egpulab::driver::nvidia
