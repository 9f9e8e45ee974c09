// The families of rows, one file each.
#pragma once

#include "simulator/isa/sass/exec/level.hpp"

EGPULAB_SASS_BEGIN
using Rows = std::span<const Row>;
Rows integer_rows();
Rows logic_rows();
Rows uniform_rows();
Rows float_rows();
Rows half_rows();
Rows double_rows();
Rows convert_rows();
Rows tensor_rows();
Rows memory_rows();
Rows atomic_rows();
Rows lane_rows();
Rows special_rows();
Rows control_rows();
const Tables& tables();
EGPULAB_SASS_END
