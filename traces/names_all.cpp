// The register maps that this build has.
#include "traces/names_amd.hpp"
#include "traces/names_nvidia.hpp"

namespace egpulab::traces {

Names Names::all() {
  Names names;
  names.add(std::make_unique<AmdNames>());
  names.add(std::make_unique<NvidiaNames>());
  return names;
}

}  // namespace egpulab::traces
