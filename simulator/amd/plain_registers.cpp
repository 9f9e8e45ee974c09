// The list of registers that only hold a value. From what Linux amdgpu (gfx, gmc, nbio, athub, psp code of 6.1 for
// these IP versions) and tinygrad's AM driver program, without those that a block declares.
#include "simulator/amd/plain_registers.hpp"

#include "driver/regs/amd/athub.hpp"
#include "driver/regs/amd/shader.hpp"

namespace egpulab::simulator::amd {

namespace {

// clang-format off
constexpr std::string_view names[] = {
    // NBIO: link power management and clock gating
    "BIF_CFG_DEV0_EPF0_DEVICE_CNTL2", "BIF_CFG_DEV0_EPF0_PCIE_LTR_CAP", "CPM_CONTROL", "PCIE_CNTL2", "PCIE_LC_CNTL",
    "PCIE_LC_CNTL3", "PCIE_LC_CNTL4", "PCIE_LC_CNTL7", "PCIE_LC_RXRECOVER_RXSTANDBY_CNTL", "PSWUSP0_PCIE_LC_CNTL2",
    "RCC_EP_DEV0_0_EP_PCIE_TX_LTR_CNTL",
    // GC: memory path arbitration
    "GCEA_DRAM_PAGE_BURST", "GCEA_MAM_CTRL", "GCEA_MISC", "GCEA_SDP_ARB_FINAL", "GCEA_SDP_CREDITS", "GCEA_SDP_ENABLE",
    "GCEA_SDP_IO_PRIORITY", "GCEA_SDP_TAG_RESERVE0", "GCEA_SDP_TAG_RESERVE1", "GCEA_SDP_VCC_RESERVE0",
    "GCEA_SDP_VCC_RESERVE1", "GCMC_VM_NB_LOWER_TOP_OF_DRAM2", "GCMC_VM_NB_TOP_OF_DRAM_SLOT1",
    "GCMC_VM_NB_UPPER_TOP_OF_DRAM2", "GUS_DRAM_COMBINE_FLUSH", "GUS_IO_RD_COMBINE_FLUSH", "GUS_IO_WR_COMBINE_FLUSH",
    "GUS_MISC", "GUS_MISC2", "GUS_SDP_CREDITS", "GUS_SDP_ENABLE", "GUS_SDP_TAG_RESERVE1", "GUS_SDP_VCC_RESERVE0",
    "GUS_SDP_VCC_RESERVE1", "GUS_SDP_VCD_RESERVE0", "GUS_SDP_VCD_RESERVE1", "GL1C_UTCL0_CNTL1", "GL2C_CTRL",
    "GL2C_CTRL2", "GL2C_CTRL3", "GL2C_CTRL4", "GL2C_CM_CTRL1", "TCP_CNTL", "TCP_CNTL2", "TA_CNTL_AUX", "TA_CNTL",
    "TA_CNTL2",
    // GC: shader processors
    "SPI_CONFIG_CNTL", "SPI_CONFIG_CNTL_1", "SPI_CONFIG_CNTL_2", "SPI_ARB_PRIORITY", "SPI_ARB_CYCLES_0",
    "SPI_ARB_CYCLES_1", "SPI_GDBG_PER_VMID_CNTL", "SPI_GDBG_TRAP_CONFIG", "SQ_CONFIG", "SQC_CONFIG", "SQG_CONFIG",
    "SQ_INTERRUPT_AUTO_MASK", "SQ_INTERRUPT_MSG_CTRL", "SQ_ARB_CONFIG", "SQ_RUNTIME_CONFIG", "GDS_CONFIG",
    "GDS_COMPUTE_MAX_WAVE_ID", "DIDT_IND_INDEX", "DIDT_IND_DATA",
    // GC: graphics pipeline settings that drivers make for compute, too
    "PA_CL_ENHANCE", "PA_SC_ENHANCE_3", "PA_SC_TILE_STEERING_OVERRIDE", "PA_SC_VRS_SURFACE_CNTL_1",
    // CP: settings without effect on what is executed
    "CP_DEVICE_ID", "CP_MAX_CONTEXT", "CP_RB_WPTR_POLL_CNTL", "CP_RB_WPTR_DELAY", "CP_PQ_WPTR_POLL_CNTL1",
    "CP_IQ_WAIT_TIME1", "CP_IQ_WAIT_TIME2", "CP_IQ_WAIT_TIME3", "CP_EOPQ_WAIT_TIME", "CP_PWR_CNTL", "CPF_GCR_CNTL",
    "CPG_PSP_DEBUG", "CPC_PSP_DEBUG", "CPG_UTCL1_CNTL", "CPC_UTCL1_CNTL", "CPF_UTCL1_CNTL", "CP_CPC_MGCG_SYNC_CNTL",
    "CP_INT_CNTL", "CP_INT_CNTL_RING0", "CP_INT_CNTL_RING1", "CP_DEBUG", "CP_CPC_DEBUG",
};
// Those that drivers of GC 12 and its companions program beside (Linux 6.12 amdgpu, tinygrad).
constexpr std::string_view names12[] = {
    "GC_EA_CPWD_MISC", "GC_EA_CPWD_SDP_ARB_FINAL", "GC_EA_CPWD_SDP_CREDITS", "GC_EA_CPWD_SDP_ENABLE",
    "GC_EA_CPWD_SDP_PRIORITY", "GC_EA_CPWD_SDP_TAG_RESERVE0", "GC_EA_CPWD_SDP_TAG_RESERVE1",
    "GC_EA_CPWD_SDP_TAG_RESERVE2", "GC_EA_CPWD_SDP_VCC_RESERVE0", "GC_EA_CPWD_SDP_VCC_RESERVE1", "GC_EA_SE_MISC",
    "GC_EA_SE_SDP_ARB_FINAL", "GC_EA_SE_SDP_CREDITS", "GC_EA_SE_SDP_ENABLE", "GC_EA_SE_SDP_PRIORITY",
    "GC_EA_SE_SDP_TAG_RESERVE0", "GC_EA_SE_SDP_TAG_RESERVE1", "GC_EA_SE_SDP_TAG_RESERVE2",
    "GC_EA_SE_SDP_VCC_RESERVE0", "GC_EA_SE_SDP_VCC_RESERVE1", "GCR_GENERAL_CNTL", "GL2C_CTRL5", "TD_CNTL",
    "CB_HW_CONTROL_1", "DB_MEM_CONFIG", "CP_DEBUG_2", "CP_UNMAPPED_DOORBELL", "CP_PFP_HEADER_DUMP",
    "CPG_UTCL1_STATUS", "CPF_UTCL1_STATUS", "TCP_WATCH0_ADDR_H", "TCP_WATCH0_ADDR_L",
    "TCP_WATCH1_ADDR_H", "SDMA0_QUEUE_STATUS0", "SDMA1_QUEUE_STATUS0", "IA_UTCL1_STATUS", "IA_UTCL1_STATUS_2",
    "PA_CL_CNTL_STATUS", "RMI_UTCL1_STATUS", "WD_UTCL1_STATUS",
};
// clang-format on

}  // namespace

void declare_plain_registers(Registers registers) {
  using namespace regs::amd;
  registers.plain(names);
  if (registers.version<GdsVmidBase>().major >= 12) registers.plain(names12);
  registers.storage<AthubMiscCntl>();
  if (registers.exists<GdsVmidBase>() && !registers.file().declared(registers.address<GdsVmidBase>(0u)))
    registers.storage<GdsVmidBase, GdsVmidSize, GdsGwsVmid, GdsOaVmid>();
}

}  // namespace egpulab::simulator::amd
