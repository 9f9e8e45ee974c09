// What the card has of all that NVIDIA defines for it: registers, RPC functions, classes, controls, methods and
// instructions.
#include <algorithm>

#include "simulator/nvidia/gpu.hpp"

namespace egpulab::simulator::nvidia {

namespace {

// "NV_PFB_PRI_MMU_WPR2_ADDR_LO" belongs to PFB, "GSP.NV_PFALCON_..." to the GSP.
std::string block_of(std::string_view name) {
  if (const auto dot = name.find('.'); dot != name.npos) return std::string(name.substr(0, dot));
  if (name.starts_with("NV_")) name.remove_prefix(3);
  return std::string(name.substr(0, name.find('_')));
}

}  // namespace

// All registers that the vendor's manuals name for the architecture.
std::vector<CoverageRow> Gpu::coverage() const {
  std::vector<CoverageRow> rows;
  const std::vector<RegisterFile::Declared> declared = file_.declared();  // by address
  for (const auto& entry : names().entries()) {
    const auto d = std::ranges::lower_bound(declared, entry.offset, {}, &RegisterFile::Declared::address);
    const bool there = d != declared.end() && d->address == entry.offset;
    const bool claimed = (entry.offset >> claim_shift) < claimed_.size() && claimed_[entry.offset >> claim_shift] != 0;
    rows.push_back({.kind = "register",
                    .block = block_of(entry.name),
                    .name = entry.name,
                    .number = entry.offset,
                    .state = claimed || (there && d->acts) ? CoverageRow::State::acts
                             : there                       ? CoverageRow::State::holds
                                                           : CoverageRow::State::missing,
                    .used = there ? std::optional(d->touched) : std::nullopt});
  }
  manager_.add_coverage(rows);
  host_.add_coverage(rows);
  shaders_.add_coverage(rows);
  return rows;
}

}  // namespace egpulab::simulator::nvidia
