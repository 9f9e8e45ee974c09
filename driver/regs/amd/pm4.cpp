// Names of PM4 opcodes and events.
#include "driver/regs/amd/pm4.hpp"

namespace egpulab::regs::amd::pm4 {
namespace {

struct Named {
  u8 value;
  std::string_view name;
};

// clang-format off
constexpr Named opcodes[] = {
    {0x10, "NOP"}, {0x11, "SET_BASE"}, {0x12, "CLEAR_STATE"}, {0x13, "INDEX_BUFFER_SIZE"}, {0x15, "DISPATCH_DIRECT"},
    {0x16, "DISPATCH_INDIRECT"}, {0x17, "INDIRECT_BUFFER_END"}, {0x19, "INDIRECT_BUFFER_CNST_END"},
    {0x1d, "ATOMIC_GDS"}, {0x1e, "ATOMIC_MEM"}, {0x1f, "OCCLUSION_QUERY"}, {0x20, "SET_PREDICATION"},
    {0x21, "REG_RMW"}, {0x22, "COND_EXEC"}, {0x23, "PRED_EXEC"}, {0x24, "DRAW_INDIRECT"},
    {0x25, "DRAW_INDEX_INDIRECT"}, {0x26, "INDEX_BASE"}, {0x27, "DRAW_INDEX_2"}, {0x28, "CONTEXT_CONTROL"},
    {0x2a, "INDEX_TYPE"}, {0x2c, "DRAW_INDIRECT_MULTI"}, {0x2d, "DRAW_INDEX_AUTO"}, {0x2f, "NUM_INSTANCES"},
    {0x30, "DRAW_INDEX_MULTI_AUTO"}, {0x32, "INDIRECT_BUFFER_PRIV"}, {0x33, "INDIRECT_BUFFER_CNST"},
    {0x34, "STRMOUT_BUFFER_UPDATE"}, {0x35, "DRAW_INDEX_OFFSET_2"}, {0x36, "DRAW_PREAMBLE"}, {0x37, "WRITE_DATA"},
    {0x38, "DRAW_INDEX_INDIRECT_MULTI"}, {0x39, "MEM_SEMAPHORE"}, {0x3a, "DRAW_INDEX_MULTI_INST"}, {0x3b, "COPY_DW"},
    {0x3c, "WAIT_REG_MEM"}, {0x3d, "PERF_COUNTER_WINDOW"}, {0x3f, "INDIRECT_BUFFER"}, {0x40, "COPY_DATA"},
    {0x41, "CP_DMA"}, {0x42, "PFP_SYNC_ME"}, {0x43, "SURFACE_SYNC"}, {0x44, "ME_INITIALIZE"}, {0x45, "COND_WRITE"},
    {0x46, "EVENT_WRITE"}, {0x47, "EVENT_WRITE_EOP"}, {0x48, "EVENT_WRITE_EOS"}, {0x49, "RELEASE_MEM"},
    {0x4a, "PREAMBLE_CNTL"}, {0x4c, "DISPATCH_MESH_INDIRECT_MULTI"}, {0x4d, "DISPATCH_TASKMESH_GFX"},
    {0x4e, "DISPATCH_MESH_DIRECT"}, {0x50, "DMA_DATA"}, {0x51, "CONTEXT_REG_RMW"}, {0x52, "GFX_CNTX_UPDATE"},
    {0x53, "BLK_CNTX_UPDATE"}, {0x54, "PERFMON_CONTROL"}, {0x55, "INCR_UPDT_STATE"}, {0x58, "ACQUIRE_MEM"},
    {0x59, "REWIND"}, {0x5a, "INTERRUPT"}, {0x5b, "GEN_PDEPTE"}, {0x5c, "INDIRECT_BUFFER_PASID"},
    {0x5d, "PRIME_UTCL2"}, {0x5e, "LOAD_UCONFIG_REG"}, {0x5f, "LOAD_SH_REG"}, {0x60, "LOAD_CONFIG_REG"},
    {0x61, "LOAD_CONTEXT_REG"}, {0x62, "LOAD_COMPUTE_STATE"}, {0x63, "LOAD_SH_REG_INDEX"},
    {0x64, "LOAD_UCONFIG_REG_INDEX"}, {0x68, "SET_CONFIG_REG"}, {0x69, "SET_CONTEXT_REG"},
    {0x6a, "SET_CONTEXT_REG_INDEX"}, {0x71, "SET_VGPR_REG_DI_MULTI"}, {0x72, "SET_SH_REG_DI"},
    {0x73, "SET_CONTEXT_REG_INDIRECT"}, {0x74, "SET_SH_REG_DI_MULTI"}, {0x75, "GFX_PIPE_LOCK"}, {0x76, "SET_SH_REG"},
    {0x77, "SET_SH_REG_OFFSET"}, {0x78, "SET_QUEUE_REG"}, {0x79, "SET_UCONFIG_REG"}, {0x7a, "SET_UCONFIG_REG_INDEX"},
    {0x7c, "FORWARD_HEADER"}, {0x7d, "SCRATCH_RAM_WRITE"}, {0x7e, "SCRATCH_RAM_READ"}, {0x80, "LOAD_CONST_RAM"},
    {0x81, "WRITE_CONST_RAM"}, {0x83, "DUMP_CONST_RAM"}, {0x84, "INCREMENT_CE_COUNTER"},
    {0x85, "INCREMENT_DE_COUNTER"}, {0x86, "WAIT_ON_CE_COUNTER"}, {0x88, "WAIT_ON_DE_COUNTER_DIFF"},
    {0x8b, "SWITCH_BUFFER"}, {0x8c, "DISPATCH_DRAW_PREAMBLE"}, {0x8d, "DISPATCH_DRAW"}, {0x8e, "GET_LOD_STATS"},
    {0x8f, "DRAW_MULTI_PREAMBLE"}, {0x90, "FRAME_CONTROL"}, {0x91, "INDEX_ATTRIBUTES_INDIRECT"},
    {0x92, "WAIT_FOR_WRITE_CONFIRM"}, {0x93, "WAIT_REG_MEM64"}, {0x94, "COND_PREEMPT"}, {0x95, "HDP_FLUSH"},
    {0x96, "COPY_DATA_RB"}, {0x98, "INVALIDATE_TLBS"}, {0x99, "AQL_PACKET"}, {0x9a, "DMA_DATA_FILL_MULTI"},
    {0x9b, "SET_SH_REG_INDEX"}, {0x9c, "DRAW_INDIRECT_COUNT_MULTI"}, {0x9d, "DRAW_INDEX_INDIRECT_COUNT_MULTI"},
    {0x9e, "DUMP_CONST_RAM_OFFSET"}, {0x9f, "LOAD_CONTEXT_REG_INDEX"}, {0xa0, "SET_RESOURCES"}, {0xa1, "MAP_PROCESS"},
    {0xa2, "MAP_QUEUES"}, {0xa3, "UNMAP_QUEUES"}, {0xa4, "QUERY_STATUS"}, {0xa5, "RUN_LIST"},
    {0xa6, "MAP_PROCESS_VM"}, {0xa9, "DISPATCH_TASK_STATE_INIT"}, {0xaa, "DISPATCH_TASKMESH_DIRECT_ACE"},
    {0xab, "CONTEXT_PUSH"}, {0xac, "CONTEXT_POP"}, {0xad, "DISPATCH_TASKMESH_INDIRECT_MULTI_ACE"},
    {0xae, "EXECUTE_INDIRECT"}, {0xaf, "BUILD_UNTYPED_SRD"}, {0xb1, "EVENT_WRITE_ZPASS"}, {0xb2, "TIMESTAMP"},
    {0xb3, "UBER_DRAWS"}, {0xb4, "EXECUTE_INDIRECT_V2"}, {0xb7, "MARKER"}, {0xb8, "SET_CONTEXT_REG_PAIRS"},
    {0xb9, "SET_CONTEXT_REG_PAIRS_PACKED"}, {0xba, "SET_SH_REG_PAIRS"}, {0xbb, "SET_SH_REG_PAIRS_PACKED"},
    {0xbd, "SET_SH_REG_PAIRS_PACKED_N"}, {0xf0, "SET_Q_PREEMPTION_MODE"},
};
constexpr Named events[] = {
    {0x01, "SAMPLE_STREAMOUTSTATS1"}, {0x02, "SAMPLE_STREAMOUTSTATS2"}, {0x03, "SAMPLE_STREAMOUTSTATS3"},
    {0x04, "CACHE_FLUSH_TS"}, {0x05, "CONTEXT_DONE"}, {0x06, "CACHE_FLUSH"}, {0x07, "CS_PARTIAL_FLUSH"},
    {0x08, "VGT_STREAMOUT_SYNC"}, {0x0a, "VGT_STREAMOUT_RESET"}, {0x0b, "END_OF_PIPE_INCR_DE"},
    {0x0c, "END_OF_PIPE_IB_END"}, {0x0d, "RST_PIX_CNT"}, {0x0e, "BREAK_BATCH"}, {0x0f, "VS_PARTIAL_FLUSH"},
    {0x10, "PS_PARTIAL_FLUSH"}, {0x11, "FLUSH_HS_OUTPUT"}, {0x12, "FLUSH_DFSM"}, {0x13, "RESET_TO_LOWEST_VGT"},
    {0x14, "CACHE_FLUSH_AND_INV_TS_EVENT"}, {0x15, "WAIT_SYNC"}, {0x16, "CACHE_FLUSH_AND_INV_EVENT"},
    {0x17, "PERFCOUNTER_START"}, {0x18, "PERFCOUNTER_STOP"}, {0x19, "PIPELINESTAT_START"},
    {0x1a, "PIPELINESTAT_STOP"}, {0x1b, "PERFCOUNTER_SAMPLE"}, {0x1c, "FLUSH_ES_OUTPUT"},
    {0x1d, "BIN_CONF_OVERRIDE_CHECK"}, {0x1e, "SAMPLE_PIPELINESTAT"}, {0x1f, "SO_VGTSTREAMOUT_FLUSH"},
    {0x20, "SAMPLE_STREAMOUTSTATS"}, {0x21, "RESET_VTX_CNT"}, {0x22, "BLOCK_CONTEXT_DONE"}, {0x23, "CS_CONTEXT_DONE"},
    {0x24, "VGT_FLUSH"}, {0x25, "TGID_ROLLOVER"}, {0x26, "SQ_NON_EVENT"}, {0x27, "SC_SEND_DB_VPZ"},
    {0x28, "BOTTOM_OF_PIPE_TS"}, {0x29, "FLUSH_SX_TS"}, {0x2a, "DB_CACHE_FLUSH_AND_INV"},
    {0x2b, "FLUSH_AND_INV_DB_DATA_TS"}, {0x2c, "FLUSH_AND_INV_DB_META"}, {0x2d, "FLUSH_AND_INV_CB_DATA_TS"},
    {0x2e, "FLUSH_AND_INV_CB_META"}, {0x2f, "CS_DONE"}, {0x30, "PS_DONE"}, {0x31, "FLUSH_AND_INV_CB_PIXEL_DATA"},
    {0x32, "SX_CB_RAT_ACK_REQUEST"}, {0x33, "THREAD_TRACE_START"}, {0x34, "THREAD_TRACE_STOP"},
    {0x35, "THREAD_TRACE_MARKER"}, {0x36, "THREAD_TRACE_DRAW"}, {0x37, "THREAD_TRACE_FINISH"},
    {0x38, "PIXEL_PIPE_STAT_CONTROL"}, {0x39, "PIXEL_PIPE_STAT_DUMP"}, {0x3a, "PIXEL_PIPE_STAT_RESET"},
    {0x3b, "CONTEXT_SUSPEND"}, {0x3c, "OFFCHIP_HS_DEALLOC"}, {0x3d, "ENABLE_NGG_PIPELINE"},
    {0x3e, "ENABLE_LEGACY_PIPELINE"}, {0x3f, "DRAW_DONE"},
};
// clang-format on

constexpr auto by_value(std::span<const Named> names) {
  std::array<std::string_view, 256> table{};
  for (const Named& n : names) table[n.value] = n.name;
  return table;
}
constexpr auto opcode_names = by_value(opcodes);
constexpr auto event_names = by_value(events);

}  // namespace

std::string_view to_string(Opcode opcode) {
  return static_cast<u32>(opcode) < 256 ? opcode_names[static_cast<u32>(opcode)] : std::string_view{};
}
std::string_view to_string(EventType event) {
  return static_cast<u32>(event) < 256 ? event_names[static_cast<u32>(event)] : std::string_view{};
}

}  // namespace egpulab::regs::amd::pm4
