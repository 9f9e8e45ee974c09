// What the card has of all that NVIDIA defines for it: registers, RPC functions, classes, controls and methods.
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

std::vector<CoverageRow> Gpu::coverage() const {
  std::vector<CoverageRow> rows;
  for (const RegisterFile::Declared& d : file_.declared())
    rows.push_back({.kind = "register",
                    .block = block_of(d.name),
                    .name = std::string(d.name),
                    .number = d.address,
                    .state = d.acts ? CoverageRow::State::acts : CoverageRow::State::holds,
                    .used = d.touched});
  manager_.add_coverage(rows);
  host_.add_coverage(rows);
  return rows;
}

}  // namespace egpulab::simulator::nvidia
