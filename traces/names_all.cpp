// The register maps that this build has.
#include "traces/names_amd.hpp"

namespace egpulab::traces {

Names Names::all() {
  Names names;
  names.add(std::make_unique<AmdNames>());
  return names;
}

}  // namespace egpulab::traces
