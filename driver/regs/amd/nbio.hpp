// NBIO (bus interface): VRAM size, indirect access, HDP flush, doorbell routing, BIOS scratch.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/nbio/nbio_4_3_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Indirect access
// Indirect window: byte address [30:0] of VRAM (MM_APER=1) or of a register (MM_APER=0), for MM_DATA.
using BifBxPf0MmIndex = Register<"BIF_BX_PF0_MM_INDEX", Nbio<0, 0x0>, Field<"MM_OFFSET", 30, 0>, Bit<"MM_APER", 31>>;
// Reads or writes the dword that MM_INDEX and MM_INDEX_HI select.
using BifBxPf0MmData = Register<"BIF_BX_PF0_MM_DATA", Nbio<0, 0x1>, Field<"MM_DATA", 31, 0>>;
// Address bits 31 and up of a VRAM access through MM_DATA.
using BifBxPf0MmIndexHi = Register<"BIF_BX_PF0_MM_INDEX_HI", Nbio<0, 0x6>, Field<"MM_OFFSET_HI", 31, 0>>;
// Byte address of a register beyond the MMIO BAR, for RSMU_DATA.
using BifBxPf0RsmuIndex = Register<"BIF_BX_PF0_RSMU_INDEX",
    Nbio<1, 0x0, Since<6, 3, 1, 0x0,
        Field<"RSMU_INDEX", 31, 0>>>>;
// Reads or writes the register that RSMU_INDEX selects.
using BifBxPf0RsmuData = Register<"BIF_BX_PF0_RSMU_DATA",
    Nbio<1, 0x1, Since<6, 3, 1, 0x1,
        Field<"RSMU_DATA", 31, 0>>>>;
using BifBxPf0RsmuIndexHi = Register<"BIF_BX_PF0_RSMU_INDEX_HI",
    Nbio<1, 0x2, Since<6, 3, 1, 0x2,
        Field<"RSMU_INDEX_HI", 7, 0>>>>;

// Identity and sizes
// VRAM size in MiB; 0 or all-ones before the card is posted.
using RccDev0Epf0RccConfigMemsize = Register<"RCC_DEV0_EPF0_RCC_CONFIG_MEMSIZE", Nbio<2, 0xc3>,
    ReadOnly<"CONFIG_MEMSIZE", 31, 0>>;
using RccDev0Epf0RccConfigReserved = Register<"RCC_DEV0_EPF0_RCC_CONFIG_RESERVED", Nbio<2, 0xc4>,
    Field<"CONFIG_RESERVED", 31, 0>>;
// 0 on bare metal; tells an SR-IOV virtual function from a physical one.
using RccDev0Epf0RccIovFuncIdentifier = Register<"RCC_DEV0_EPF0_RCC_IOV_FUNC_IDENTIFIER", Nbio<2, 0xc5>,
    ReadOnly<"FUNC_IDENTIFIER", 0>, ReadOnly<"IOV_ENABLE", 31>>;
using RccStrap0RccDev0Epf0Strap0 = Register<"RCC_STRAP0_RCC_DEV0_EPF0_STRAP0", Nbio<2, 0x16, Since<6, 3, 2, 0x1c>>,
    Field<"STRAP_DEVICE_ID_DEV0_F0", 15, 0>, Field<"STRAP_MAJOR_REV_ID_DEV0_F0", 19, 16>,
    Field<"STRAP_MINOR_REV_ID_DEV0_F0", 23, 20>, Field<"STRAP_ATI_REV_ID_DEV0_F0", 27, 24>,
    Bit<"STRAP_FUNC_EN_DEV0_F0", 28>, Bit<"STRAP_LEGACY_DEVICE_TYPE_EN_DEV0_F0", 29>,
    Bit<"STRAP_D1_SUPPORT_DEV0_F0", 30>, Bit<"STRAP_D2_SUPPORT_DEV0_F0", 31>>;
using RccStrap0RccBifStrap2 = Register<"RCC_STRAP0_RCC_BIF_STRAP2",
    Nbio<2, 0x2, Since<6, 3, 2, 0x5,
        Bit<"STRAP_PCIESWUS_INDEX_APER_RANGE", 0>, Bit<"STRAP_SWUS_SPT", 1>, Bit<"STRAP_SUC_IND_ACCESS_DIS", 3>,
        Bit<"STRAP_SUM_IND_ACCESS_DIS", 4>, Bit<"STRAP_ENDP_LINKDOWN_DROP_DMA", 5>,
        Bit<"STRAP_SWITCH_LINKDOWN_DROP_DMA", 6>, Bit<"STRAP_SWUS_SEC_LVL_OVRD_EN", 7>,
        Bit<"STRAP_GMI_DNS_SDP_CLKREQ_TOGGLE_DIS", 8>, Bit<"STRAP_ACS_MSKSEV_EP_HIDE_DIS", 9>,
        Field<"STRAP_CFG_PG_FW_INTERLOCK_EXIT_EN", 11, 10>, Bit<"STRAP_USB_PD_FUNC_DIS", 12>,
        Bit<"RESERVED_BIF_STRAP2", 13>, Bit<"STRAP_LTR_IN_ASPML1_DIS", 14>,
        Bit<"STRAP_GFXAZ_POWERSTATE_INTERLOCK_EN", 15>, Field<"STRAP_PWRBRK_DEGLITCH_CYCLE", 23, 16>,
        Bit<"STRAP_PWRBRK_DEGLITCH_BYPASS", 24>, Bit<"STRAP_VLINK_PMETO_LDN_EXIT_BY_LNKRST_DIS", 31>>>,
    Bit<"STRAP_PCIESWUS_INDEX_APER_RANGE", 0>, Bit<"STRAP_SUC_IND_ACCESS_DIS", 3>, Bit<"STRAP_SUM_IND_ACCESS_DIS", 4>,
    Bit<"STRAP_ENDP_LINKDOWN_DROP_DMA", 5>, Bit<"STRAP_SWITCH_LINKDOWN_DROP_DMA", 6>,
    Bit<"STRAP_GMI_DNS_SDP_CLKREQ_TOGGLE_DIS", 8>, Bit<"STRAP_ACS_MSKSEV_EP_HIDE_DIS", 9>,
    Field<"STRAP_CFG_PG_FW_INTERLOCK_EXIT_EN", 11, 10>, Bit<"RESERVED_BIF_STRAP2", 13>,
    Bit<"STRAP_LTR_IN_ASPML1_DIS", 14>, Bit<"STRAP_GFXAZ_POWERSTATE_INTERLOCK_EN", 15>,
    Field<"STRAP_PWRBRK_DEGLITCH_CYCLE", 23, 16>, Bit<"STRAP_PWRBRK_DEGLITCH_BYPASS", 24>,
    Bit<"STRAP_VLINK_PMETO_LDN_EXIT_BY_LNKRST_DIS", 31>>;
using RccStrap0RccBifStrap3 = Register<"RCC_STRAP0_RCC_BIF_STRAP3", Nbio<2, 0x3, Since<6, 3, 2, 0x6>>,
    Field<"STRAP_VLINK_ASPM_IDLE_TIMER", 15, 0>, Field<"STRAP_VLINK_PM_L1_ENTRY_TIMER", 31, 16>>;
using RccStrap0RccBifStrap5 = Register<"RCC_STRAP0_RCC_BIF_STRAP5",
    Nbio<2, 0x5, Since<6, 3, 2, 0x8,
        Field<"STRAP_VLINK_LDN_ENTRY_TIMER", 15, 0>, Bit<"STRAP_VLINK_LDN_ON_SWUS_LDN_EN", 16>,
        Bit<"STRAP_VLINK_LDN_ON_SWUS_SECRST_EN", 17>, Bit<"STRAP_VLINK_ENTER_COMPLIANCE_DIS", 18>,
        Bit<"STRAP_IGNORE_PSN_ON_VDM1_DIS", 19>, Bit<"STRAP_SMN_ERR_STATUS_MASK_EN_UPS", 20>,
        Bit<"STRAP_REG_PROTECTION_DIS", 21>, Field<"STRAP_SMN_ERRRSP_DATA_FORCE", 23, 22>,
        Bit<"STRAP_INTERMEDIATERSP_DATA_ALLF_DATA_FORCE", 24>, Field<"STRAP_EMER_POWER_REDUCTION_SUPPORTED", 26, 25>,
        Bit<"STRAP_EMER_POWER_REDUCTION_INIT_REQ", 27>, Field<"STRAP_PWRBRK_STATUS_TIMER", 30, 28>,
        Bit<"STRAP_BIF_GFX_REG_APER_REMAPPING_EN", 31>>>,
    Field<"STRAP_VLINK_LDN_ENTRY_TIMER", 15, 0>, Bit<"STRAP_VLINK_LDN_ON_SWUS_LDN_EN", 16>,
    Bit<"STRAP_VLINK_LDN_ON_SWUS_SECRST_EN", 17>, Bit<"STRAP_VLINK_ENTER_COMPLIANCE_DIS", 18>,
    Bit<"STRAP_IGNORE_PSN_ON_VDM1_DIS", 19>, Bit<"STRAP_SMN_ERR_STATUS_MASK_EN_UPS", 20>,
    Field<"STRAP_SMN_ERRRSP_DATA_FORCE", 23, 22>, Bit<"STRAP_INTERMEDIATERSP_DATA_ALLF_DATA_FORCE", 24>,
    Field<"STRAP_EMER_POWER_REDUCTION_SUPPORTED", 26, 25>, Bit<"STRAP_EMER_POWER_REDUCTION_INIT_REQ", 27>,
    Field<"STRAP_PWRBRK_STATUS_TIMER", 30, 28>>;
// Only reachable through RSMU_INDEX/DATA.
using RccDev0Epf2Strap2 = Register<"RCC_DEV0_EPF2_STRAP2",
    Nbio<5, 0xd102, Since<6, 3, 5, 0xd102,
        Bit<"STRAP_NO_SOFT_RESET_DEV0_F2", 7>, Bit<"STRAP_RESIZE_BAR_EN_DEV0_F2", 8>,
        Field<"STRAP_MAX_PASID_WIDTH_DEV0_F2", 13, 9>, Bit<"STRAP_MSI_PERVECTOR_MASK_CAP_DEV0_F2", 14>,
        Bit<"STRAP_AER_EN_DEV0_F2", 16>, Bit<"STRAP_ACS_EN_DEV0_F2", 17>, Bit<"STRAP_CPL_ABORT_ERR_EN_DEV0_F2", 20>,
        Bit<"STRAP_DPA_EN_DEV0_F2", 21>, Field<"STRAP_MSI_MULTI_CAP_DEV0_F2", 26, 24>,
        Bit<"STRAP_PASID_EN_DEV0_F2", 28>, Bit<"STRAP_PASID_EXE_PERMISSION_SUPPORTED_DEV0_F2", 29>,
        Bit<"STRAP_PASID_GLOBAL_INVALIDATE_SUPPORTED_DEV0_F2", 30>, Bit<"STRAP_PASID_PRIV_MODE_SUPPORTED_DEV0_F2", 31>>>,
    Bit<"STRAP_NO_SOFT_RESET_DEV0_F2", 7>, Bit<"STRAP_RESIZE_BAR_EN_DEV0_F2", 8>,
    Field<"STRAP_MAX_PASID_WIDTH_DEV0_F2", 13, 9>, Bit<"STRAP_MSI_PERVECTOR_MASK_CAP_DEV0_F2", 14>,
    Bit<"STRAP_AER_EN_DEV0_F2", 16>, Bit<"STRAP_ACS_EN_DEV0_F2", 17>, Bit<"STRAP_CPL_ABORT_ERR_EN_DEV0_F2", 20>,
    Bit<"STRAP_DPA_EN_DEV0_F2", 21>, Bit<"STRAP_VC_EN_DEV0_F2", 23>, Field<"STRAP_MSI_MULTI_CAP_DEV0_F2", 26, 24>,
    Bit<"STRAP_PASID_EN_DEV0_F2", 28>, Bit<"STRAP_PASID_EXE_PERMISSION_SUPPORTED_DEV0_F2", 29>,
    Bit<"STRAP_PASID_GLOBAL_INVALIDATE_SUPPORTED_DEV0_F2", 30>, Bit<"STRAP_PASID_PRIV_MODE_SUPPORTED_DEV0_F2", 31>>;
using RegsRomOffsetCtrl = Register<"REGS_ROM_OFFSET_CTRL", Nbio<5, 0xcc23>, Field<"ROM_OFFSET", 6, 0>>;

// HDP flush
// Byte offset in the MMIO BAR at which a write flushes the HDP: drivers read it, then write there.
using BifBx0RemapHdpMemFlushCntl = Register<"BIF_BX0_REMAP_HDP_MEM_FLUSH_CNTL", Nbio<2, 0x12d>,
    Field<"ADDRESS", 18, 2>>;
// The same for register writes.
using BifBx0RemapHdpRegFlushCntl = Register<"BIF_BX0_REMAP_HDP_REG_FLUSH_CNTL", Nbio<2, 0x12e>,
    Field<"ADDRESS", 18, 2>>;
using BifBxPf0HdpRegCoherencyFlushCntl = Register<"BIF_BX_PF0_HDP_REG_COHERENCY_FLUSH_CNTL", Nbio<2, 0xf6>,
    Bit<"HDP_REG_FLUSH_ADDR", 0>>;
// A write flushes host writes to VRAM out of the HDP.
using BifBxPf0HdpMemCoherencyFlushCntl = Register<"BIF_BX_PF0_HDP_MEM_COHERENCY_FLUSH_CNTL", Nbio<2, 0xf7>,
    Bit<"HDP_MEM_FLUSH_ADDR", 0>>;
using BifBxPf0HdpMemCoherencyFlushOnlyCntl = Register<"BIF_BX_PF0_HDP_MEM_COHERENCY_FLUSH_ONLY_CNTL", Nbio<2, 0xf9>,
    Bit<"HDP_MEM_FLUSH_ONLY_ADDR", 0>>;
using BifBxPf0HdpMemCoherencyInvalidateOnlyCntl = Register<"BIF_BX_PF0_HDP_MEM_COHERENCY_INVALIDATE_ONLY_CNTL", Nbio<2, 0xfa>,
    Bit<"HDP_MEM_INVALIDATE_ONLY_ADDR", 0>>;
// Engines ask for an HDP flush, one bit per engine; the same bit of GPU_HDP_FLUSH_DONE answers.
using BifBxPf0GpuHdpFlushReq = Register<"BIF_BX_PF0_GPU_HDP_FLUSH_REQ", Nbio<2, 0x106>,
    Bit<"CP0", 0>, Bit<"CP1", 1>, Bit<"CP2", 2>, Bit<"CP3", 3>, Bit<"CP4", 4>, Bit<"CP5", 5>, Bit<"CP6", 6>,
    Bit<"CP7", 7>, Bit<"CP8", 8>, Bit<"CP9", 9>, Bit<"SDMA0", 10>, Bit<"SDMA1", 11>, Bit<"RSVD_ENG0", 12>,
    Bit<"RSVD_ENG1", 13>, Bit<"RSVD_ENG2", 14>, Bit<"RSVD_ENG3", 15>, Bit<"RSVD_ENG4", 16>, Bit<"RSVD_ENG5", 17>,
    Bit<"RSVD_ENG6", 18>, Bit<"RSVD_ENG7", 19>, Bit<"RSVD_ENG8", 20>, Bit<"RSVD_ENG9", 21>, Bit<"RSVD_ENG10", 22>,
    Bit<"RSVD_ENG11", 23>, Bit<"RSVD_ENG12", 24>, Bit<"RSVD_ENG13", 25>, Bit<"RSVD_ENG14", 26>, Bit<"RSVD_ENG15", 27>,
    Bit<"RSVD_ENG16", 28>, Bit<"RSVD_ENG17", 29>, Bit<"RSVD_ENG18", 30>, Bit<"RSVD_ENG19", 31>>;
// Answers GPU_HDP_FLUSH_REQ.
using BifBxPf0GpuHdpFlushDone = Register<"BIF_BX_PF0_GPU_HDP_FLUSH_DONE", Nbio<2, 0x107>,
    ReadOnly<"CP0", 0>, ReadOnly<"CP1", 1>, ReadOnly<"CP2", 2>, ReadOnly<"CP3", 3>, ReadOnly<"CP4", 4>,
    ReadOnly<"CP5", 5>, ReadOnly<"CP6", 6>, ReadOnly<"CP7", 7>, ReadOnly<"CP8", 8>, ReadOnly<"CP9", 9>,
    ReadOnly<"SDMA0", 10>, ReadOnly<"SDMA1", 11>, ReadOnly<"RSVD_ENG0", 12>, ReadOnly<"RSVD_ENG1", 13>,
    ReadOnly<"RSVD_ENG2", 14>, ReadOnly<"RSVD_ENG3", 15>, ReadOnly<"RSVD_ENG4", 16>, ReadOnly<"RSVD_ENG5", 17>,
    ReadOnly<"RSVD_ENG6", 18>, ReadOnly<"RSVD_ENG7", 19>, ReadOnly<"RSVD_ENG8", 20>, ReadOnly<"RSVD_ENG9", 21>,
    ReadOnly<"RSVD_ENG10", 22>, ReadOnly<"RSVD_ENG11", 23>, ReadOnly<"RSVD_ENG12", 24>, ReadOnly<"RSVD_ENG13", 25>,
    ReadOnly<"RSVD_ENG14", 26>, ReadOnly<"RSVD_ENG15", 27>, ReadOnly<"RSVD_ENG16", 28>, ReadOnly<"RSVD_ENG17", 29>,
    ReadOnly<"RSVD_ENG18", 30>, ReadOnly<"RSVD_ENG19", 31>>;

// Doorbells
// 1 lets writes to the doorbell BAR through to the engines.
using RccDev0Epf0RccDoorbellAperEn = Register<"RCC_DEV0_EPF0_RCC_DOORBELL_APER_EN", Nbio<2, 0xc0>,
    Bit<"BIF_DOORBELL_APER_EN", 0>>;
using BifBxPf0DoorbellSelfringGpaAperBaseHigh = Register<"BIF_BX_PF0_DOORBELL_SELFRING_GPA_APER_BASE_HIGH", Nbio<2, 0xf3>,
    Field<"DOORBELL_SELFRING_GPA_APER_BASE_HIGH", 31, 0>>;
using BifBxPf0DoorbellSelfringGpaAperBaseLow = Register<"BIF_BX_PF0_DOORBELL_SELFRING_GPA_APER_BASE_LOW", Nbio<2, 0xf4>,
    Field<"DOORBELL_SELFRING_GPA_APER_BASE_LOW", 31, 0>>;
// Lets the GPU ring its own doorbells through the aperture at GPA_APER_BASE.
using BifBxPf0DoorbellSelfringGpaAperCntl = Register<"BIF_BX_PF0_DOORBELL_SELFRING_GPA_APER_CNTL", Nbio<2, 0xf5>,
    Bit<"DOORBELL_SELFRING_GPA_APER_EN", 0>, Bit<"DOORBELL_SELFRING_GPA_APER_MODE", 1>,
    Field<"DOORBELL_SELFRING_GPA_APER_SIZE", 19, 8>>;
using BifBx0BifDoorbellCntl = Register<"BIF_BX0_BIF_DOORBELL_CNTL", Nbio<2, 0xfd>,
    Bit<"SELF_RING_DIS", 0>, Bit<"TRANS_CHECK_DIS", 1>, Bit<"UNTRANS_LBACK_EN", 2>,
    Bit<"NON_CONSECUTIVE_BE_ZERO_DIS", 3>, Bit<"DOORBELL_MONITOR_EN", 4>, Bit<"DB_MNTR_INTGEN_DIS", 24>,
    Bit<"DB_MNTR_INTGEN_MODE_0", 25>, Bit<"DB_MNTR_INTGEN_MODE_1", 26>, Bit<"DB_MNTR_INTGEN_MODE_2", 27>>;
// Doorbell and RAS interrupt status; drivers check the RAS bits.
using BifBx0BifDoorbellIntCntl = Register<"BIF_BX0_BIF_DOORBELL_INT_CNTL", Nbio<2, 0xfe>,
    Bit<"DOORBELL_INTERRUPT_STATUS", 0>, Bit<"RAS_CNTLR_INTERRUPT_STATUS", 1>,
    Bit<"RAS_ATHUB_ERR_EVENT_INTERRUPT_STATUS", 2>, Bit<"DOORBELL_INTERRUPT_CLEAR", 16>,
    Bit<"RAS_CNTLR_INTERRUPT_CLEAR", 17>, Bit<"RAS_ATHUB_ERR_EVENT_INTERRUPT_CLEAR", 18>,
    Bit<"RAS_CNTLR_ERR_EVENT_INTERRUPT_ENABLE", 23>, Bit<"DOORBELL_INTERRUPT_DISABLE", 24>,
    Bit<"RAS_CNTLR_INTERRUPT_DISABLE", 25>, Bit<"RAS_ATHUB_ERR_EVENT_INTERRUPT_DISABLE", 26>,
    Bit<"SET_DB_INTR_STATUS_WHEN_RB_ENABLE", 28>, Bit<"SET_IOH_RAS_INTR_STATUS_WHEN_RB_ENABLE", 29>,
    Bit<"SET_ATH_RAS_INTR_STATUS_WHEN_RB_ENABLE", 30>, Bit<"TIMEOUT_ERR_EVENT_INTERRUPT_ENABLE", 31>>;
// Routes a range of doorbells to an engine. Only reachable through RSMU_INDEX/DATA.
using S2aDoorbellEntryCtrl = RegisterArray<"S2A_DOORBELL_ENTRY_#_CTRL",
    Nbio<3, 0x4f7640, Since<6, 3, 2, 0x1cb,
        Bit<"S2A_DOORBELL_PORT#_ENABLE", 0>, Field<"S2A_DOORBELL_PORT#_AWID", 5, 1>,
        Bit<"S2A_DOORBELL_PORT#_FENCE_ENABLE", 6>, Field<"S2A_DOORBELL_PORT#_RANGE_OFFSET", 16, 7>,
        Field<"S2A_DOORBELL_PORT#_RANGE_SIZE", 24, 17>, Bit<"S2A_DOORBELL_PORT#_64BIT_SUPPORT_DIS", 25>,
        Bit<"S2A_DOORBELL_PORT#_NEED_DEDUCT_RANGE_OFFSET", 26>, Bit<"S2A_DOORBELL_PORT#_DROP_EN", 27>,
        Field<"S2A_DOORBELL_PORT#_AWADDR_31_28_VALUE", 31, 28>>>,
    Repeat<16, 0x4>,
    Bit<"S2A_DOORBELL_PORT#_ENABLE", 0>, Field<"S2A_DOORBELL_PORT#_AWID", 5, 1>,
    Bit<"S2A_DOORBELL_PORT#_FENCE_ENABLE", 6>, Field<"S2A_DOORBELL_PORT#_RANGE_OFFSET", 16, 7>,
    Field<"S2A_DOORBELL_PORT#_RANGE_SIZE", 24, 17>, Bit<"S2A_DOORBELL_PORT#_64BIT_SUPPORT_DIS", 25>,
    Bit<"S2A_DOORBELL_PORT#_NEED_DEDUCT_RANGE_OFFSET", 26>, Field<"S2A_DOORBELL_PORT#_AWADDR_31_28_VALUE", 31, 28>>;
using S2aDoorbellCommonCtrlReg = Register<"S2A_DOORBELL_COMMON_CTRL_REG",
    Nbio<3, 0x4f7650, Since<6, 3, 2, 0x1db,
        Bit<"S2A_DOORBELL_FENCE_ONCE_TRIGGER_DIS", 0>, Bit<"S2A_DOORBE_FENCE_INTR_ENABLE", 1>>>,
    Bit<"S2A_DOORBELL_FENCE_ONCE_TRIGGER_DIS", 0>>;

// Interrupts and memory path
// Lets host reads and writes through to VRAM.
using BifBx0BifFbEn = Register<"BIF_BX0_BIF_FB_EN", Nbio<2, 0x100>, Bit<"FB_READ_EN", 0>, Bit<"FB_WRITE_EN", 1>>;
// Where and how interrupts that the IH cannot deliver go (dummy read).
using BifBx0InterruptCntl = Register<"BIF_BX0_INTERRUPT_CNTL", Nbio<2, 0xf1>,
    Bit<"IH_DUMMY_RD_OVERRIDE", 0>, Bit<"IH_DUMMY_RD_EN", 1>, Bit<"IH_REQ_NONSNOOP_EN", 3>,
    Field<"IH_INTR_DLY_CNTR", 7, 4>, Bit<"GEN_IH_INT_EN", 8>, Bit<"BIF_RB_REQ_NONSNOOP_EN", 15>,
    Bit<"DUMMYRD_BYPASS_IN_MSI_EN", 16>, Bit<"ALWAYS_SEND_INTPKT_AFTER_DUMMYRD_DIS", 17>,
    Bit<"BIF_RB_REQ_RELAX_ORDER_EN", 18>>;
using BifBx0InterruptCntl2 = Register<"BIF_BX0_INTERRUPT_CNTL2", Nbio<2, 0xf2>, Field<"IH_DUMMY_RD_ADDR", 31, 0>>;
using BifBxPf0BifTransPending = Register<"BIF_BX_PF0_BIF_TRANS_PENDING", Nbio<2, 0x108>,
    Bit<"BIF_MST_TRANS_PENDING", 0>, Bit<"BIF_SLV_TRANS_PENDING", 1>>;
using BifBxPf0BifBmeStatus = Register<"BIF_BX_PF0_BIF_BME_STATUS", Nbio<2, 0xeb>,
    Bit<"DMA_ON_BME_LOW", 0>, Bit<"CLEAR_DMA_ON_BME_LOW", 16>>;

// BIOS scratch
// VBIOS and driver hand-over; bit 9 of number 7 set = the card is posted.
using BifBx0BiosScratch = RegisterArray<"BIF_BX0_BIOS_SCRATCH_#", Nbio<1, 0x38>, Repeat<16, 0x4>,
    Field<"BIOS_SCRATCH_#", 31, 0>>;
using BifBx0SbiosScratch0 = Register<"BIF_BX0_SBIOS_SCRATCH_0", Nbio<1, 0x34>, Field<"SBIOS_SCRATCH_0", 31, 0>>;
using BifBx0SbiosScratch1 = Register<"BIF_BX0_SBIOS_SCRATCH_1", Nbio<1, 0x35>, Field<"SBIOS_SCRATCH_1", 31, 0>>;

using NbioRegisters = RegisterList<
    BifBxPf0MmIndex, BifBxPf0MmData, BifBxPf0MmIndexHi, BifBxPf0RsmuIndex, BifBxPf0RsmuData, BifBxPf0RsmuIndexHi,
    RccDev0Epf0RccConfigMemsize, RccDev0Epf0RccConfigReserved, RccDev0Epf0RccIovFuncIdentifier,
    RccStrap0RccDev0Epf0Strap0, RccStrap0RccBifStrap2, RccStrap0RccBifStrap3, RccStrap0RccBifStrap5,
    RccDev0Epf2Strap2, RegsRomOffsetCtrl, BifBx0RemapHdpMemFlushCntl, BifBx0RemapHdpRegFlushCntl,
    BifBxPf0HdpRegCoherencyFlushCntl, BifBxPf0HdpMemCoherencyFlushCntl, BifBxPf0HdpMemCoherencyFlushOnlyCntl,
    BifBxPf0HdpMemCoherencyInvalidateOnlyCntl, BifBxPf0GpuHdpFlushReq, BifBxPf0GpuHdpFlushDone,
    RccDev0Epf0RccDoorbellAperEn, BifBxPf0DoorbellSelfringGpaAperBaseHigh, BifBxPf0DoorbellSelfringGpaAperBaseLow,
    BifBxPf0DoorbellSelfringGpaAperCntl, BifBx0BifDoorbellCntl, BifBx0BifDoorbellIntCntl, S2aDoorbellEntryCtrl,
    S2aDoorbellCommonCtrlReg, BifBx0BifFbEn, BifBx0InterruptCntl, BifBx0InterruptCntl2, BifBxPf0BifTransPending,
    BifBxPf0BifBmeStatus, BifBx0BiosScratch, BifBx0SbiosScratch0, BifBx0SbiosScratch1>;
// clang-format on

}  // namespace egpulab::regs::amd
