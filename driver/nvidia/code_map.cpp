// Lookup of addresses in loaded code.
#include "driver/nvidia/code_map.hpp"

namespace egpulab::driver::nvidia {

std::string CodeMap::where(u64 pc) const {
  auto after = programs_.upper_bound(pc);
  if (after == programs_.begin()) return {};
  const auto& [base, program] = *--after;
  if (pc - base >= program.cubin->image_bytes()) return {};
  // A kernel's range covers that of the functions behind it: the one that begins last is meant.
  const Cubin::Function* found = nullptr;
  for (const Cubin::Function& f : program.cubin->functions())
    if (pc - base >= f.begin && pc - base < f.end) found = &f;
  if (!found) return fmt::format("{:#x} in the image of {}", pc - base, program.name);
  return fmt::format("{}+{:#x} of {}", found->name, pc - base - found->begin, program.name);
}

}  // namespace egpulab::driver::nvidia
