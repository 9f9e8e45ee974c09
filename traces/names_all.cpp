// The register maps that this build has.
#include "traces/names.hpp"

namespace egpulab::traces {

Names Names::all() { return {}; }

}  // namespace egpulab::traces
