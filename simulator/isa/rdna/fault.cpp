// Why a wave stopped, in one sentence.
#include <fmt/format.h>

#include "simulator/isa/rdna/launch.hpp"

namespace egpulab::simulator::isa::rdna {

std::string Fault::describe() const {
  static constexpr const char* kinds[] = {"memory fault",   "illegal instruction",    "instruction fetch fault",
                                          "launch refused", "trap without a handler", "instruction budget exceeded"};
  static constexpr const char* reasons[] = {"not mapped",     "not readable", "not writable",
                                            "not executable", "out of range", "bus error"};
  static constexpr const char* accesses[] = {"read", "write", "atomic", "execute"};
  std::string s = fmt::format("{} at pc 0x{:x}", kinds[static_cast<u32>(kind)], pc);
  if (!text.empty()) s += fmt::format(" ({})", text);
  if (kind == Kind::launch) return s;
  s += fmt::format(", workgroup ({},{},{}) wave {} lane {}", group[0], group[1], group[2], wave, lane);
  if (kind == Kind::memory || kind == Kind::instruction_fetch)
    s += fmt::format(": {} of 0x{:x}, {}", accesses[static_cast<u32>(memory.access)], memory.va,
                     reasons[static_cast<u32>(memory.reason)]);
  return s;
}

}  // namespace egpulab::simulator::isa::rdna
