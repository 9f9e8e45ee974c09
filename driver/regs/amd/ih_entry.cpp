// Names of interrupt clients and sources.
#include "driver/regs/amd/ih_entry.hpp"

namespace egpulab::regs::amd::ih {
namespace {

struct Named {
  u32 value;
  std::string_view name;
};
// clang-format off
constexpr Named clients[] = {
    {0x0, "IH"}, {0x2, "ATHUB"}, {0x3, "BIF"}, {0x4, "DCN"}, {0x5, "ISP"}, {0x6, "MP3"}, {0x7, "RLC"}, {0xa, "GFX"},
    {0xb, "IMU"}, {0xe, "VCN1"}, {0xf, "THM"}, {0x10, "VCN"}, {0x12, "VMC"}, {0x14, "GRBM_CP"}, {0x16, "ROM_SMUIO"},
    {0x17, "DF"}, {0x19, "PWR"}, {0x1a, "LSDMA"}, {0x1e, "MP0"}, {0x1f, "MP1"},
};
constexpr Named gfx_sources[] = {
    {0, "UTCL2_FAULT"}, {1, "UTCL2_DATA_POISONING"}, {10, "MEM_ACCES_MON"}, {48, "SDMA_ATOMIC_RTN_DONE"},
    {49, "SDMA_TRAP"}, {50, "SDMA_SRBMWRITE"}, {51, "SDMA_CTXEMPTY"}, {52, "SDMA_PREEMPT"}, {53, "SDMA_IB_PREEMPT"},
    {54, "SDMA_DOORBELL_INVALID"}, {55, "SDMA_QUEUE_HANG"}, {56, "SDMA_ATOMIC_TIMEOUT"}, {57, "SDMA_POLL_TIMEOUT"},
    {58, "SDMA_PAGE_TIMEOUT"}, {59, "SDMA_PAGE_NULL"}, {60, "SDMA_PAGE_FAULT"}, {61, "SDMA_VM_HOLE"},
    {62, "SDMA_ECC"}, {63, "SDMA_FROZEN"}, {64, "SDMA_SRAM_ECC"}, {65, "SDMA_SEM_INCOMPLETE_TIMEOUT"},
    {66, "SDMA_SEM_WAIT_FAIL_TIMEOUT"}, {177, "CP_GENERIC_INT"}, {180, "CP_PM4_PKT_RSVD_BIT_ERROR"},
    {181, "CP_EOP_INTERRUPT"}, {183, "CP_BAD_OPCODE_ERROR"}, {184, "CP_PRIV_REG_FAULT"}, {185, "CP_PRIV_INSTR_FAULT"},
    {186, "CP_WAIT_MEM_SEM_FAULT"}, {187, "CP_CTX_EMPTY_INTERRUPT"}, {188, "CP_CTX_BUSY_INTERRUPT"},
    {192, "CP_ME_WAIT_REG_MEM_POLL_TIMEOUT"}, {193, "CP_SIG_INCOMPLETE"}, {194, "CP_PREEMPT_ACK"}, {195, "CP_GPF"},
    {196, "CP_GDS_ALLOC_ERROR"}, {197, "CP_ECC_ERROR"}, {199, "CP_COMPUTE_QUERY_STATUS"}, {200, "CP_VM_DOORBELL"},
    {201, "CP_FUE_ERROR"}, {202, "RLC_STRM_PERF_MONITOR_INTERRUPT"}, {232, "GRBM_RD_TIMEOUT_ERROR"},
    {233, "GRBM_REG_GUI_IDLE"}, {239, "SQ_INTERRUPT_ID"},
};
// clang-format on

template <class E>
std::string_view name_of(std::span<const Named> names, E value) {
  for (const Named& n : names)
    if (n.value == static_cast<u32>(value)) return n.name;
  return {};
}

}  // namespace

std::string_view to_string(ClientId client) { return name_of(clients, client); }
std::string_view to_string(GfxSource source) { return name_of(gfx_sources, source); }

}  // namespace egpulab::regs::amd::ih
