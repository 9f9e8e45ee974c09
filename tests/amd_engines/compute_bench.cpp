// Programming compute queues.
#include "tests/amd_engines/compute_bench.hpp"

namespace egpulab::test {

void ComputeBench::start_engine() {
  write(CpMecDoorbellRangeLower(0));
  write(CpMecDoorbellRangeUpper(0x7f8));
  for (u32 pipe = 0; pipe < 4; ++pipe)
    write(CpMe1PipeIntCntl("CMP_QUERY_STATUS_INT_ENABLE"_f = true, "PRIV_REG_INT_ENABLE"_f = true,
                           "OPCODE_ERROR_INT_ENABLE"_f = true, "TIME_STAMP_INT_ENABLE"_f = true,
                           "RESERVED_BIT_ERROR_INT_ENABLE"_f = true),
          pipe);
  // gfx_v11_0_cp_compute_enable
  write(CpMecRs64Cntl("MEC_PIPE0_ACTIVE"_f = true, "MEC_PIPE1_ACTIVE"_f = true, "MEC_PIPE2_ACTIVE"_f = true,
                      "MEC_PIPE3_ACTIVE"_f = true));
}

ComputeBench::Queue ComputeBench::open(Queue q) {
  q.ring = allocate(u64{4} << q.log2_dwords);
  q.read_pointer = allocate();
  q.write_pointer = q.read_pointer + 0x100;
  program(q);
  connect(q);
  return q;
}

void ComputeBench::program(const Queue& q) {
  select(q);
  write(CpHqdVmid("VMID"_f = u32{q.vmid}));
  write(CpHqdPqBase(static_cast<u32>(q.ring >> 8)));
  write(CpHqdPqBaseHi(static_cast<u32>(q.ring >> 40)));
  write(CpHqdPqControl("QUEUE_SIZE"_f = q.log2_dwords - 1, "RPTR_BLOCK_SIZE"_f = 5u, "UNORD_DISPATCH"_f = true,
                       "PRIV_STATE"_f = true, "KMD_QUEUE"_f = true));
  write(CpHqdPqRptr(0));
  write(CpHqdPqWptrLo(0));
  write(CpHqdPqWptrHi(0));
  write(CpHqdPqRptrReportAddr(low32(q.read_pointer)));
  write(CpHqdPqRptrReportAddrHi(high32(q.read_pointer)));
  write(CpHqdPqWptrPollAddr(low32(q.write_pointer)));
  write(CpHqdPqWptrPollAddrHi(high32(q.write_pointer)));
  write(CpHqdPqDoorbellControl("DOORBELL_OFFSET"_f = q.doorbell, "DOORBELL_EN"_f = true));
  deselect();
}

void ComputeBench::append(Queue& q, const Dwords& words) {
  const u64 mask = (u64{1} << q.log2_dwords) - 1;
  for (const u32 word : words) poke(q.ring + 4 * (q.written++ & mask), word);
}

Dwords ComputeBench::launch_state(u64 program, u64 pointer, u32 threads) {
  const Dwords all_units(2, ~0u);
  return set_sh<ComputePgmLo>({low32(program >> 8), high32(program >> 8)}) +
         set_sh<ComputePgmRsrc1>(
             {ComputePgmRsrc1("VGPRS"_f = 3u).raw(), ComputePgmRsrc2("USER_SGPR"_f = 2u, "TGID_X_EN"_f = true).raw()}) +
         set_sh<ComputeStaticThreadMgmtSe0>(all_units) + set_sh<ComputeStaticThreadMgmtSe2>(all_units) +
         set_sh<ComputeUserData>({low32(pointer), high32(pointer)}, 0u) + set_sh<ComputeNumThreadX>({threads, 1, 1});
}

u64 ComputeBench::load(const Dwords& program) {
  const u64 at = allocate();
  put(at, program);
  return at;
}

}  // namespace egpulab::test
