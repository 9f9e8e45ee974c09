// The families of this level, gathered.
#include "simulator/isa/rdna/exec/fused.hpp"
#include "simulator/isa/rdna/exec/rows.hpp"
#include "simulator/isa/rdna/exec/wrappers.hpp"

EGPULAB_RDNA_BEGIN
const Tables& tables() {
  static const Rows families[] = {sop1_rows(), sop2_rows(), sop_float_rows(), sopp_rows(), smem_rows(), vop1_rows(), vop2_rows(),
                                  vop3_rows(), vop3_two_source_rows(), vopc_float_rows(), vopc_integer_rows(),
                                  vop3p_rows(), vopd_rows(), ds_rows(), ds_atomic_rows(), flat_rows(), mubuf_rows()};
  static const Tables all{families, &wrappers(), pairs()};
  return all;
}
EGPULAB_RDNA_END
