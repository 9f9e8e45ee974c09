// Memory queue descriptors (MQD) of gfx11: which dword mirrors which register, and the dwords that mirror none.
// Facts: Linux drivers/gpu/drm/amd/include/v11_structs.h (MIT).
#pragma once

#include "driver/regs/amd/compute.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "driver/regs/amd/sdma.hpp"

namespace egpulab::regs::amd::mqd {

// Dword `dword` of the descriptor is loaded into, and saved from, the register at `location`.
struct Mirror {
  u32 dword;
  Location location;
};

inline constexpr u32 compute_dwords = 512, sdma_dwords = 128;
inline constexpr u32 compute_header = 0xc0310800;  // dword 0

namespace detail {
template <class R>
constexpr Mirror entry(u32 dword) {
  return {dword, R::location};
}
constexpr Mirror user_data_entry(u32 n) {
  Location l = ComputeUserData::location;
  l.dword += n;
  return {65 + n, l};
}
template <class R>
constexpr Mirror sdma_entry(u32 dword) {
  return {dword, R::location};  // of engine 0, queue 0
}

// clang-format off
inline constexpr Mirror compute[] = {
    entry<ComputeDispatchInitiator>(1),
    entry<ComputeDimX>(2),
    entry<ComputeDimY>(3),
    entry<ComputeDimZ>(4),
    entry<ComputeStartX>(5),
    entry<ComputeStartY>(6),
    entry<ComputeStartZ>(7),
    entry<ComputeNumThreadX>(8),
    entry<ComputeNumThreadY>(9),
    entry<ComputeNumThreadZ>(10),
    entry<ComputePipelinestatEnable>(11),
    entry<ComputePerfcountEnable>(12),
    entry<ComputePgmLo>(13),
    entry<ComputePgmHi>(14),
    entry<ComputeDispatchPktAddrLo>(15),
    entry<ComputeDispatchPktAddrHi>(16),
    entry<ComputeDispatchScratchBaseLo>(17),
    entry<ComputeDispatchScratchBaseHi>(18),
    entry<ComputePgmRsrc1>(19),
    entry<ComputePgmRsrc2>(20),
    entry<ComputeVmid>(21),
    entry<ComputeResourceLimits>(22),
    entry<ComputeStaticThreadMgmtSe0>(23),
    entry<ComputeStaticThreadMgmtSe1>(24),
    entry<ComputeTmpringSize>(25),
    entry<ComputeStaticThreadMgmtSe2>(26),
    entry<ComputeStaticThreadMgmtSe3>(27),
    entry<ComputeRestartX>(28),
    entry<ComputeRestartY>(29),
    entry<ComputeRestartZ>(30),
    entry<ComputeThreadTraceEnable>(31),
    entry<ComputeMiscReserved>(32),
    entry<ComputeDispatchId>(33),
    entry<ComputeThreadgroupId>(34),
    entry<ComputeReqCtrl>(35),
    entry<ComputeUserAccum0>(37),
    entry<ComputeUserAccum1>(38),
    entry<ComputeUserAccum2>(39),
    entry<ComputeUserAccum3>(40),
    entry<ComputePgmRsrc3>(41),
    entry<ComputeDdidIndex>(42),
    entry<ComputeShaderChksum>(43),
    entry<ComputeStaticThreadMgmtSe4>(44),
    entry<ComputeStaticThreadMgmtSe5>(45),
    entry<ComputeStaticThreadMgmtSe6>(46),
    entry<ComputeStaticThreadMgmtSe7>(47),
    entry<ComputeDispatchInterleave>(48),
    entry<ComputeRelaunch>(49),
    entry<ComputeWaveRestoreAddrLo>(50),
    entry<ComputeWaveRestoreAddrHi>(51),
    user_data_entry(0), user_data_entry(1), user_data_entry(2), user_data_entry(3),
    user_data_entry(4), user_data_entry(5), user_data_entry(6), user_data_entry(7),
    user_data_entry(8), user_data_entry(9), user_data_entry(10), user_data_entry(11),
    user_data_entry(12), user_data_entry(13), user_data_entry(14), user_data_entry(15),
    entry<CpMqdBaseAddr>(128),
    entry<CpMqdBaseAddrHi>(129),
    entry<CpHqdActive>(130),
    entry<CpHqdVmid>(131),
    entry<CpHqdPersistentState>(132),
    entry<CpHqdPipePriority>(133),
    entry<CpHqdQueuePriority>(134),
    entry<CpHqdQuantum>(135),
    entry<CpHqdPqBase>(136),
    entry<CpHqdPqBaseHi>(137),
    entry<CpHqdPqRptr>(138),
    entry<CpHqdPqRptrReportAddr>(139),
    entry<CpHqdPqRptrReportAddrHi>(140),
    entry<CpHqdPqWptrPollAddr>(141),
    entry<CpHqdPqWptrPollAddrHi>(142),
    entry<CpHqdPqDoorbellControl>(143),
    entry<CpHqdPqControl>(145),
    entry<CpHqdIbBaseAddr>(146),
    entry<CpHqdIbBaseAddrHi>(147),
    entry<CpHqdIbRptr>(148),
    entry<CpHqdIbControl>(149),
    entry<CpHqdIqTimer>(150),
    entry<CpHqdIqRptr>(151),
    entry<CpHqdDequeueRequest>(152),
    entry<CpHqdDmaOffload>(153),
    entry<CpHqdSemaCmd>(154),
    entry<CpHqdMsgType>(155),
    entry<CpHqdAtomic0PreopLo>(156),
    entry<CpHqdAtomic0PreopHi>(157),
    entry<CpHqdAtomic1PreopLo>(158),
    entry<CpHqdAtomic1PreopHi>(159),
    entry<CpHqdHqStatus0>(160),
    entry<CpHqdHqControl0>(161),
    entry<CpMqdControl>(162),
    entry<CpHqdHqStatus1>(163),
    entry<CpHqdHqControl1>(164),
    entry<CpHqdEopBaseAddr>(165),
    entry<CpHqdEopBaseAddrHi>(166),
    entry<CpHqdEopControl>(167),
    entry<CpHqdEopRptr>(168),
    entry<CpHqdEopWptr>(169),
    entry<CpHqdEopEvents>(170),
    entry<CpHqdCtxSaveBaseAddrLo>(171),
    entry<CpHqdCtxSaveBaseAddrHi>(172),
    entry<CpHqdCtxSaveControl>(173),
    entry<CpHqdCntlStackOffset>(174),
    entry<CpHqdCntlStackSize>(175),
    entry<CpHqdWgStateOffset>(176),
    entry<CpHqdCtxSaveSize>(177),
    entry<CpHqdGdsResourceState>(178),
    entry<CpHqdError>(179),
    entry<CpHqdEopWptrMem>(180),
    entry<CpHqdAqlControl>(181),
    entry<CpHqdPqWptrLo>(182),
    entry<CpHqdPqWptrHi>(183),
};
inline constexpr Mirror sdma[] = {
    sdma_entry<SdmaQueueRbCntl>(0),
    sdma_entry<SdmaQueueRbBase>(1),
    sdma_entry<SdmaQueueRbBaseHi>(2),
    sdma_entry<SdmaQueueRbRptr>(3),
    sdma_entry<SdmaQueueRbRptrHi>(4),
    sdma_entry<SdmaQueueRbWptr>(5),
    sdma_entry<SdmaQueueRbWptrHi>(6),
    sdma_entry<SdmaQueueRbRptrAddrHi>(7),
    sdma_entry<SdmaQueueRbRptrAddrLo>(8),
    sdma_entry<SdmaQueueIbCntl>(9),
    sdma_entry<SdmaQueueIbRptr>(10),
    sdma_entry<SdmaQueueIbOffset>(11),
    sdma_entry<SdmaQueueIbBaseLo>(12),
    sdma_entry<SdmaQueueIbBaseHi>(13),
    sdma_entry<SdmaQueueIbSize>(14),
    sdma_entry<SdmaQueueSkipCntl>(15),
    sdma_entry<SdmaQueueContextStatus>(16),
    sdma_entry<SdmaQueueDoorbell>(17),
    sdma_entry<SdmaQueueDoorbellLog>(18),
    sdma_entry<SdmaQueueDoorbellOffset>(19),
    sdma_entry<SdmaQueueCsaAddrLo>(20),
    sdma_entry<SdmaQueueCsaAddrHi>(21),
    sdma_entry<SdmaQueueScheduleCntl>(22),
    sdma_entry<SdmaQueueIbSubRemain>(23),
    sdma_entry<SdmaQueuePreempt>(24),
    sdma_entry<SdmaQueueDummyReg>(25),
    sdma_entry<SdmaQueueRbWptrPollAddrHi>(26),
    sdma_entry<SdmaQueueRbWptrPollAddrLo>(27),
    sdma_entry<SdmaQueueRbAqlCntl>(28),
    sdma_entry<SdmaQueueMinorPtrUpdate>(29),
    sdma_entry<SdmaQueueRbPreempt>(30),
    sdma_entry<SdmaQueueMidcmdData0>(31),
    sdma_entry<SdmaQueueMidcmdData1>(32),
    sdma_entry<SdmaQueueMidcmdData2>(33),
    sdma_entry<SdmaQueueMidcmdData3>(34),
    sdma_entry<SdmaQueueMidcmdData4>(35),
    sdma_entry<SdmaQueueMidcmdData5>(36),
    sdma_entry<SdmaQueueMidcmdData6>(37),
    sdma_entry<SdmaQueueMidcmdData7>(38),
    sdma_entry<SdmaQueueMidcmdData8>(39),
    sdma_entry<SdmaQueueMidcmdData9>(40),
    sdma_entry<SdmaQueueMidcmdData10>(41),
    sdma_entry<SdmaQueueMidcmdCntl>(42),
};
// clang-format on
}  // namespace detail

// Compute queues. The dispatch state (COMPUTE_*) comes first, the queue's registers from dword 128 on.
inline constexpr std::span<const Mirror> compute{detail::compute};
// SDMA queues; locations are those of engine 0, queue 0.
inline constexpr std::span<const Mirror> sdma{detail::sdma};

// CP_MQD_BASE_ADDR .. CP_HQD_PQ_WPTR_HI are mirrored in the order of their addresses from this dword on: one dword
// each.
inline constexpr u32 hqd_first_dword = 128,
                     hqd_registers = CpHqdPqWptrHi::location.dword - CpMqdBaseAddr::location.dword + 1;

// Dwords of a compute MQD that mirror no register.
namespace compute_dword {
inline constexpr u32 csinvoc_count_lo = 81, query_time_lo = 86, connect_start_time_lo = 88, connect_end_time_lo = 90,
                     connect_end_pq_rptr = 93, readindex_lo = 96, save_start_time_lo = 98, save_end_time_lo = 100,
                     disable_queue = 106, pq_exe_status_lo = 114, packet_id_lo = 116, packet_exe_status_lo = 118,
                     ctx_save_base_addr_lo = 124, iqtimer_pkt_header = 192, set_resources_header = 228,
                     queue_doorbell_id0 = 240, control_buf_addr_lo = 256;
}  // namespace compute_dword
namespace sdma_dword {
inline constexpr u32 engine_id = 126, queue_id = 127;
}  // namespace sdma_dword

}  // namespace egpulab::regs::amd::mqd
