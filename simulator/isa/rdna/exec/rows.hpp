// The families of rows, one file each.
#pragma once

#include "simulator/isa/rdna/exec/level.hpp"

EGPULAB_RDNA_BEGIN
using Rows = std::span<const Row>;
Rows sop1_rows();
Rows sop2_rows();
Rows sop_float_rows();
Rows sopp_rows();
Rows smem_rows();
Rows vop1_rows();
Rows vop2_rows();
Rows vop3_rows();
Rows vop3_two_source_rows();
Rows vopc_float_rows();
Rows vopc_integer_rows();
Rows vop3p_rows();
Rows vopd_rows();
Rows ds_rows();
Rows ds_atomic_rows();
Rows flat_rows();
Rows mubuf_rows();
const Tables& tables();
EGPULAB_RDNA_END
