// The families of this level, gathered.
#include "simulator/isa/sass/exec/rows.hpp"
#include "simulator/isa/sass/unsupported_rows.hpp"

EGPULAB_SASS_BEGIN
const Tables& tables() {
  static const Rows families[] = {integer_rows(), logic_rows(),  uniform_rows(), float_rows(),  half_rows(),
                                  double_rows(),  convert_rows(), tensor_rows(), memory_rows(), atomic_rows(),
                                  lane_rows(),    special_rows(), control_rows(), unsupported_rows()};
  static const Tables all{families};
  return all;
}
EGPULAB_SASS_END
