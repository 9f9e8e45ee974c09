// GRBM (register bus) and configuration of the graphics core: status, reset, register banks, scratch registers, fuses.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/ip.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Status and reset
// READ_TIMEOUT: clocks until an unanswered register read returns an error.
using GrbmCntl = Register<"GRBM_CNTL",
    Gc<0, 0xda0, Since<12, 0, 0, 0xda0,
        Field<"READ_TIMEOUT", 11, 0>, Field<"SED_READ_TIMEOUT", 27, 16>, Bit<"REPORT_LAST_RDERR", 31>>>,
    Field<"READ_TIMEOUT", 7, 0>, Bit<"REPORT_LAST_RDERR", 31>>;
// What is busy in the graphics core.
using GrbmStatus = Register<"GRBM_STATUS",
    Gc<0, 0xda4, Since<12, 0, 0, 0xda4,
        ReadOnly<"ME0PIPE0_CMDFIFO_AVAIL", 3, 0>, ReadOnly<"SDMA_RQ_PENDING", 6>,
        ReadOnly<"ME0PIPE0_CF_RQ_PENDING", 7>, ReadOnly<"ME0PIPE0_PF_RQ_PENDING", 8>, ReadOnly<"SC_CLEAN", 11>,
        ReadOnly<"DB_CLEAN", 12>, ReadOnly<"CB_CLEAN", 13>, ReadOnly<"TA_BUSY", 14>, ReadOnly<"GE_BUSY_NO_DMA", 16>,
        ReadOnly<"SX_BUSY", 20>, ReadOnly<"GE_BUSY", 21>, ReadOnly<"SPI_BUSY", 22>, ReadOnly<"BCI_BUSY", 23>,
        ReadOnly<"SC_BUSY", 24>, ReadOnly<"PA_BUSY", 25>, ReadOnly<"DB_BUSY", 26>, ReadOnly<"ANY_ACTIVE", 27>,
        ReadOnly<"CP_COHERENCY_BUSY", 28>, ReadOnly<"CP_BUSY", 29>, ReadOnly<"CB_BUSY", 30>,
        ReadOnly<"GUI_ACTIVE", 31>>>,
    ReadOnly<"ME0PIPE0_CMDFIFO_AVAIL", 3, 0>, ReadOnly<"SDMA_RQ_PENDING", 6>, ReadOnly<"ME0PIPE0_CF_RQ_PENDING", 7>,
    ReadOnly<"ME0PIPE0_PF_RQ_PENDING", 8>, ReadOnly<"GDS_DMA_RQ_PENDING", 9>, ReadOnly<"DB_CLEAN", 12>,
    ReadOnly<"CB_CLEAN", 13>, ReadOnly<"TA_BUSY", 14>, ReadOnly<"GDS_BUSY", 15>, ReadOnly<"GE_BUSY_NO_DMA", 16>,
    ReadOnly<"SX_BUSY", 20>, ReadOnly<"GE_BUSY", 21>, ReadOnly<"SPI_BUSY", 22>, ReadOnly<"BCI_BUSY", 23>,
    ReadOnly<"SC_BUSY", 24>, ReadOnly<"PA_BUSY", 25>, ReadOnly<"DB_BUSY", 26>, ReadOnly<"ANY_ACTIVE", 27>,
    ReadOnly<"CP_COHERENCY_BUSY", 28>, ReadOnly<"CP_BUSY", 29>, ReadOnly<"CB_BUSY", 30>, ReadOnly<"GUI_ACTIVE", 31>>;
using GrbmStatus2 = Register<"GRBM_STATUS2",
    Gc<0, 0xda2, Since<12, 0, 0, 0xda2,
        ReadOnly<"ME0PIPE1_CMDFIFO_AVAIL", 3, 0>, ReadOnly<"ME0PIPE1_CF_RQ_PENDING", 4>,
        ReadOnly<"ME0PIPE1_PF_RQ_PENDING", 5>, ReadOnly<"ME1PIPE0_RQ_PENDING", 6>, ReadOnly<"ME1PIPE1_RQ_PENDING", 7>,
        ReadOnly<"RLC_RQ_PENDING", 14>, ReadOnly<"UTCL2_BUSY", 15>, ReadOnly<"EA_BUSY", 16>,
        ReadOnly<"UTCL2_RQ_PENDING", 18>, ReadOnly<"SDMA_SCH_RQ_PENDING", 19>, ReadOnly<"EA_LINK_BUSY", 20>,
        ReadOnly<"SDMA_BUSY", 21>, ReadOnly<"SDMA0_RQ_PENDING", 22>, ReadOnly<"SDMA1_RQ_PENDING", 23>,
        ReadOnly<"RLC_BUSY", 26>, ReadOnly<"TCP_BUSY", 27>, ReadOnly<"CPF_BUSY", 28>, ReadOnly<"CPC_BUSY", 29>,
        ReadOnly<"CPG_BUSY", 30>>>,
    ReadOnly<"ME0PIPE1_CMDFIFO_AVAIL", 3, 0>, ReadOnly<"ME0PIPE1_CF_RQ_PENDING", 4>,
    ReadOnly<"ME0PIPE1_PF_RQ_PENDING", 5>, ReadOnly<"ME1PIPE0_RQ_PENDING", 6>, ReadOnly<"ME1PIPE1_RQ_PENDING", 7>,
    ReadOnly<"ME1PIPE2_RQ_PENDING", 8>, ReadOnly<"ME1PIPE3_RQ_PENDING", 9>, ReadOnly<"RLC_RQ_PENDING", 14>,
    ReadOnly<"UTCL2_BUSY", 15>, ReadOnly<"EA_BUSY", 16>, ReadOnly<"RMI_BUSY", 17>, ReadOnly<"UTCL2_RQ_PENDING", 18>,
    ReadOnly<"SDMA_SCH_RQ_PENDING", 19>, ReadOnly<"EA_LINK_BUSY", 20>, ReadOnly<"SDMA_BUSY", 21>,
    ReadOnly<"SDMA0_RQ_PENDING", 22>, ReadOnly<"SDMA1_RQ_PENDING", 23>, ReadOnly<"RLC_BUSY", 26>,
    ReadOnly<"TCP_BUSY", 27>, ReadOnly<"CPF_BUSY", 28>, ReadOnly<"CPC_BUSY", 29>, ReadOnly<"CPG_BUSY", 30>>;
using GrbmStatus3 = Register<"GRBM_STATUS3",
    Gc<0, 0xda7, Since<12, 0, 0, 0xda7,
        ReadOnly<"GRBM_RLC_INTR_CREDIT_PENDING", 5>, ReadOnly<"GRBM_CPF_INTR_CREDIT_PENDING", 7>,
        ReadOnly<"MESPIPE0_RQ_PENDING", 8>, ReadOnly<"MESPIPE1_RQ_PENDING", 9>, ReadOnly<"CH_BUSY", 14>,
        ReadOnly<"GL2CC_BUSY", 15>, ReadOnly<"GL1CC_BUSY", 16>, ReadOnly<"PC_BUSY", 26>, ReadOnly<"GL1XCC_BUSY", 27>,
        ReadOnly<"UTCL1_BUSY", 30>, ReadOnly<"PMM_BUSY", 31>>>,
    ReadOnly<"GRBM_RLC_INTR_CREDIT_PENDING", 5>, ReadOnly<"GRBM_CPF_INTR_CREDIT_PENDING", 7>,
    ReadOnly<"MESPIPE0_RQ_PENDING", 8>, ReadOnly<"MESPIPE1_RQ_PENDING", 9>, ReadOnly<"PH_BUSY", 13>,
    ReadOnly<"CH_BUSY", 14>, ReadOnly<"GL2CC_BUSY", 15>, ReadOnly<"GL1CC_BUSY", 16>, ReadOnly<"SEDC_BUSY", 25>,
    ReadOnly<"PC_BUSY", 26>, ReadOnly<"GL1H_BUSY", 27>, ReadOnly<"GUS_LINK_BUSY", 28>, ReadOnly<"GUS_BUSY", 29>,
    ReadOnly<"UTCL1_BUSY", 30>, ReadOnly<"PMM_BUSY", 31>>;
using GrbmStatusSe0 = Register<"GRBM_STATUS_SE0",
    Gc<0, 0xda5, Since<12, 0, 0, 0xda5,
        ReadOnly<"SC_CLEAN", 0>, ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>,
        ReadOnly<"TCP_BUSY", 4>, ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1XCC_BUSY", 6>, ReadOnly<"PC_BUSY", 7>,
        ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>, ReadOnly<"SX_BUSY", 26>,
        ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>, ReadOnly<"CB_BUSY", 31>>>,
    ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>, ReadOnly<"TCP_BUSY", 4>,
    ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1H_BUSY", 6>, ReadOnly<"PC_BUSY", 7>, ReadOnly<"SEDC_BUSY", 8>,
    ReadOnly<"RMI_BUSY", 21>, ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>,
    ReadOnly<"SX_BUSY", 26>, ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>,
    ReadOnly<"CB_BUSY", 31>>;
using GrbmStatusSe1 = Register<"GRBM_STATUS_SE1",
    Gc<0, 0xda6, Since<12, 0, 0, 0xda6,
        ReadOnly<"SC_CLEAN", 0>, ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>,
        ReadOnly<"TCP_BUSY", 4>, ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1XCC_BUSY", 6>, ReadOnly<"PC_BUSY", 7>,
        ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>, ReadOnly<"SX_BUSY", 26>,
        ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>, ReadOnly<"CB_BUSY", 31>>>,
    ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>, ReadOnly<"TCP_BUSY", 4>,
    ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1H_BUSY", 6>, ReadOnly<"PC_BUSY", 7>, ReadOnly<"SEDC_BUSY", 8>,
    ReadOnly<"RMI_BUSY", 21>, ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>,
    ReadOnly<"SX_BUSY", 26>, ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>,
    ReadOnly<"CB_BUSY", 31>>;
using GrbmStatusSe2 = Register<"GRBM_STATUS_SE2",
    Gc<0, 0xdae, Since<12, 0, 0, 0xdae,
        ReadOnly<"SC_CLEAN", 0>, ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>,
        ReadOnly<"TCP_BUSY", 4>, ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1XCC_BUSY", 6>, ReadOnly<"PC_BUSY", 7>,
        ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>, ReadOnly<"SX_BUSY", 26>,
        ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>, ReadOnly<"CB_BUSY", 31>>>,
    ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>, ReadOnly<"TCP_BUSY", 4>,
    ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1H_BUSY", 6>, ReadOnly<"PC_BUSY", 7>, ReadOnly<"SEDC_BUSY", 8>,
    ReadOnly<"RMI_BUSY", 21>, ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>,
    ReadOnly<"SX_BUSY", 26>, ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>,
    ReadOnly<"CB_BUSY", 31>>;
using GrbmStatusSe3 = Register<"GRBM_STATUS_SE3",
    Gc<0, 0xdaf, Since<12, 0, 0, 0xdaf,
        ReadOnly<"SC_CLEAN", 0>, ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>,
        ReadOnly<"TCP_BUSY", 4>, ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1XCC_BUSY", 6>, ReadOnly<"PC_BUSY", 7>,
        ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>, ReadOnly<"SX_BUSY", 26>,
        ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>, ReadOnly<"CB_BUSY", 31>>>,
    ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>, ReadOnly<"TCP_BUSY", 4>,
    ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1H_BUSY", 6>, ReadOnly<"PC_BUSY", 7>, ReadOnly<"SEDC_BUSY", 8>,
    ReadOnly<"RMI_BUSY", 21>, ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>,
    ReadOnly<"SX_BUSY", 26>, ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>,
    ReadOnly<"CB_BUSY", 31>>;
using GrbmStatusSe4 = Register<"GRBM_STATUS_SE4", Gc<0, 0xdb0, Gone<12, 0>>,
    ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>, ReadOnly<"TCP_BUSY", 4>,
    ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1H_BUSY", 6>, ReadOnly<"PC_BUSY", 7>, ReadOnly<"SEDC_BUSY", 8>,
    ReadOnly<"RMI_BUSY", 21>, ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>,
    ReadOnly<"SX_BUSY", 26>, ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>,
    ReadOnly<"CB_BUSY", 31>>;
using GrbmStatusSe5 = Register<"GRBM_STATUS_SE5", Gc<0, 0xdb1, Gone<12, 0>>,
    ReadOnly<"DB_CLEAN", 1>, ReadOnly<"CB_CLEAN", 2>, ReadOnly<"UTCL1_BUSY", 3>, ReadOnly<"TCP_BUSY", 4>,
    ReadOnly<"GL1CC_BUSY", 5>, ReadOnly<"GL1H_BUSY", 6>, ReadOnly<"PC_BUSY", 7>, ReadOnly<"SEDC_BUSY", 8>,
    ReadOnly<"RMI_BUSY", 21>, ReadOnly<"BCI_BUSY", 22>, ReadOnly<"PA_BUSY", 24>, ReadOnly<"TA_BUSY", 25>,
    ReadOnly<"SX_BUSY", 26>, ReadOnly<"SPI_BUSY", 27>, ReadOnly<"SC_BUSY", 29>, ReadOnly<"DB_BUSY", 30>,
    ReadOnly<"CB_BUSY", 31>>;
// Holds a block in reset while its bit is 1.
using GrbmSoftReset = Register<"GRBM_SOFT_RESET", Gc<0, 0xda8>,
    Bit<"SOFT_RESET_CP", 0>, Bit<"SOFT_RESET_RLC", 2>, Bit<"SOFT_RESET_UTCL2", 15>, Bit<"SOFT_RESET_GFX", 16>,
    Bit<"SOFT_RESET_CPF", 17>, Bit<"SOFT_RESET_CPC", 18>, Bit<"SOFT_RESET_CPG", 19>, Bit<"SOFT_RESET_CAC", 20>,
    Bit<"SOFT_RESET_EA", 22>, Bit<"SOFT_RESET_SDMA0", 23>, Bit<"SOFT_RESET_SDMA1", 24>>;
using GrbmReadError = Register<"GRBM_READ_ERROR", Gc<0, 0xdb6>,
    ReadOnly<"READ_ADDRESS", 19, 2>, ReadOnly<"READ_PIPEID", 21, 20>, ReadOnly<"READ_MEID", 23, 22>,
    ReadOnly<"READ_ERROR", 31>>;
using GrbmReadError2 = Register<"GRBM_READ_ERROR2", Gc<0, 0xdb7>,
    ReadOnly<"READ_REQUESTER_MESPIPE0", 9>, ReadOnly<"READ_REQUESTER_MESPIPE1", 10>,
    ReadOnly<"READ_REQUESTER_MESPIPE2", 11>, ReadOnly<"READ_REQUESTER_MESPIPE3", 12>,
    ReadOnly<"READ_REQUESTER_SDMA0", 13>, ReadOnly<"READ_REQUESTER_SDMA1", 14>, ReadOnly<"READ_REQUESTER_RLC", 18>,
    ReadOnly<"READ_REQUESTER_GDS_DMA", 19>, ReadOnly<"READ_REQUESTER_ME0PIPE0_CF", 20>,
    ReadOnly<"READ_REQUESTER_ME0PIPE0_PF", 21>, ReadOnly<"READ_REQUESTER_ME0PIPE1_CF", 22>,
    ReadOnly<"READ_REQUESTER_ME0PIPE1_PF", 23>, ReadOnly<"READ_REQUESTER_ME1PIPE0", 24>,
    ReadOnly<"READ_REQUESTER_ME1PIPE1", 25>, ReadOnly<"READ_REQUESTER_ME1PIPE2", 26>,
    ReadOnly<"READ_REQUESTER_ME1PIPE3", 27>, ReadOnly<"READ_REQUESTER_ME2PIPE0", 28>,
    ReadOnly<"READ_REQUESTER_ME2PIPE1", 29>, ReadOnly<"READ_REQUESTER_ME2PIPE2", 30>,
    ReadOnly<"READ_REQUESTER_ME2PIPE3", 31>>;
using GrbmWriteError = Register<"GRBM_WRITE_ERROR",
    Gc<0, 0xdbf, Since<12, 0, 0, 0xdbf,
        ReadOnly<"WRITE_REQUESTER_RLC", 0>, ReadOnly<"WRITE_SSRCID", 5, 2>, ReadOnly<"WRITE_VFID", 11, 7>,
        ReadOnly<"WRITE_VF", 12>, ReadOnly<"WRITE_VMID", 16, 13>, ReadOnly<"TMZ", 17>,
        ReadOnly<"CP_SECURE_WR_ILLEGAL", 18>, ReadOnly<"WRITE_PIPEID", 21, 20>, ReadOnly<"WRITE_MEID", 23, 22>,
        ReadOnly<"WRITE_ERROR", 31>>>,
    ReadOnly<"WRITE_REQUESTER_RLC", 0>, ReadOnly<"WRITE_SSRCID", 5, 2>, ReadOnly<"WRITE_VFID", 11, 8>,
    ReadOnly<"WRITE_VF", 12>, ReadOnly<"WRITE_VMID", 16, 13>, ReadOnly<"TMZ", 17>, ReadOnly<"WRITE_PIPEID", 21, 20>,
    ReadOnly<"WRITE_MEID", 23, 22>, ReadOnly<"WRITE_ERROR", 31>>;
using GrbmIntCntl = Register<"GRBM_INT_CNTL", Gc<0, 0xdb8>,
    Bit<"RDERR_INT_ENABLE", 0>, Bit<"GUI_IDLE_INT_ENABLE", 19>>;
using GrbmChipRevision = Register<"GRBM_CHIP_REVISION", Gc<0, 0xdc1>, ReadOnly<"CHIP_REVISION", 7, 0>>;
using GrbmPwrCntl = Register<"GRBM_PWR_CNTL", Gc<0, 0xda3>,
    Field<"ALL_REQ_TYPE", 1, 0>, Field<"GFX_REQ_TYPE", 3, 2>, Field<"ALL_RSP_TYPE", 5, 4>,
    Field<"GFX_RSP_TYPE", 7, 6>, Bit<"GFX_REQ_EN", 14>, Bit<"ALL_REQ_EN", 15>>;
using GrbmInvalidPipe = Register<"GRBM_INVALID_PIPE", Gc<0, 0xdc9>,
    Field<"ADDR", 19, 2>, Field<"PIPEID", 21, 20>, Field<"MEID", 23, 22>, Field<"QUEUEID", 26, 24>,
    Field<"SSRCID", 30, 27>, Bit<"INVALID_PIPE", 31>>;

// Banks
// Which ME, pipe, queue and VMID the banked registers (CP_HQD_*, SH_MEM_*, ...) mean.
using GrbmGfxCntl = Register<"GRBM_GFX_CNTL", Gc<1, 0x900>,
    Field<"PIPEID", 1, 0>, Field<"MEID", 3, 2>, Field<"VMID", 7, 4>, Field<"QUEUEID", 10, 8>, Field<"CTXID", 13, 11>>;
// Which shader engine, array and instance a banked register means; broadcast bits write to all.
using GrbmGfxIndex = Register<"GRBM_GFX_INDEX",
    Gc<1, 0x2200, Since<12, 0, 1, 0x2200,
        Field<"INSTANCE_INDEX", 6, 0>, Field<"SA_INDEX", 9, 8>, Field<"SE_INDEX", 19, 16>,
        Bit<"SA_BROADCAST_WRITES", 29>, Bit<"INSTANCE_BROADCAST_WRITES", 30>, Bit<"SE_BROADCAST_WRITES", 31>>>,
    Field<"INSTANCE_INDEX", 7, 0>, Field<"SA_INDEX", 15, 8>, Field<"SE_INDEX", 23, 16>,
    Bit<"SA_BROADCAST_WRITES", 29>, Bit<"INSTANCE_BROADCAST_WRITES", 30>, Bit<"SE_BROADCAST_WRITES", 31>>;
using GrbmSeRemapCntl = Register<"GRBM_SE_REMAP_CNTL", Gc<1, 0x5a08>,
    Bit<"SE0_REMAP_EN", 0>, Field<"SE0_REMAP", 3, 1>, Bit<"SE1_REMAP_EN", 4>, Field<"SE1_REMAP", 7, 5>,
    Bit<"SE2_REMAP_EN", 8>, Field<"SE2_REMAP", 11, 9>, Bit<"SE3_REMAP_EN", 12>, Field<"SE3_REMAP", 15, 13>,
    Bit<"SE4_REMAP_EN", 16>, Field<"SE4_REMAP", 19, 17>, Bit<"SE5_REMAP_EN", 20>, Field<"SE5_REMAP", 23, 21>,
    Bit<"SE6_REMAP_EN", 24>, Field<"SE6_REMAP", 27, 25>, Bit<"SE7_REMAP_EN", 28>, Field<"SE7_REMAP", 31, 29>>;
using GrbmCamIndex = Register<"GRBM_CAM_INDEX", Gc<1, 0x5e10>, Field<"CAM_INDEX", 3, 0>>;
using GrbmCamData = Register<"GRBM_CAM_DATA", Gc<1, 0x5e11>,
    Field<"CAM_ADDR", 15, 0>, Field<"CAM_REMAPADDR", 31, 16>>;
using GrbmCamDataUpper = Register<"GRBM_CAM_DATA_UPPER", Gc<1, 0x5e12>,
    Field<"CAM_ADDR", 1, 0>, Field<"CAM_REMAPADDR", 17, 16>>;

// Scratch
// Plain storage that survives drivers; 6 and 7 are used by drivers to find their own state again.
using ScratchReg = RegisterArray<"SCRATCH_REG#", Gc<1, 0x2040>, Repeat<8, 0x4>, Field<"SCRATCH_REG#", 31, 0>>;
using GrbmScratchReg = RegisterArray<"GRBM_SCRATCH_REG#", Gc<0, 0xde0>, Repeat<8, 0x4>, Field<"SCRATCH_REG#", 31, 0>>;

// Configuration and fuses
// Pipes, banks and shader engines for address swizzling.
using GbAddrConfig = Register<"GB_ADDR_CONFIG",
    Gc<0, 0x13de, Since<12, 0, 0, 0x13de,
        Field<"NUM_PIPES", 2, 0>, Field<"PIPE_INTERLEAVE_SIZE", 5, 3>, Field<"MAX_COMPRESSED_FRAGS", 7, 6>,
        Field<"NUM_PKRS", 10, 8>, Field<"NUM_SHADER_ENGINES", 22, 19>, Field<"NUM_RB_PER_SE", 27, 26>>>,
    Field<"NUM_PIPES", 2, 0>, Field<"PIPE_INTERLEAVE_SIZE", 5, 3>, Field<"MAX_COMPRESSED_FRAGS", 7, 6>,
    Field<"NUM_PKRS", 10, 8>, Field<"NUM_SHADER_ENGINES", 20, 19>, Field<"NUM_RB_PER_SE", 27, 26>>;
using GbAddrConfigRead = Register<"GB_ADDR_CONFIG_READ",
    Gc<0, 0x13e2, Since<12, 0, 0, 0x13e2,
        Field<"NUM_PIPES", 2, 0>, Field<"PIPE_INTERLEAVE_SIZE", 5, 3>, Field<"MAX_COMPRESSED_FRAGS", 7, 6>,
        Field<"NUM_PKRS", 10, 8>, Field<"NUM_SHADER_ENGINES", 22, 19>, Field<"NUM_RB_PER_SE", 27, 26>>>,
    Field<"NUM_PIPES", 2, 0>, Field<"PIPE_INTERLEAVE_SIZE", 5, 3>, Field<"MAX_COMPRESSED_FRAGS", 7, 6>,
    Field<"NUM_PKRS", 10, 8>, Field<"NUM_SHADER_ENGINES", 20, 19>, Field<"NUM_RB_PER_SE", 27, 26>>;
using GbBackendMap = Register<"GB_BACKEND_MAP", Gc<0, 0x13df>, Field<"BACKEND_MAP", 31, 0>>;
// WGPs fused off, one bit each; banked by GRBM_GFX_INDEX.
using CcGcShaderArrayConfig = Register<"CC_GC_SHADER_ARRAY_CONFIG", Gc<0, 0x100f>, Field<"INACTIVE_WGPS", 31, 16>>;
using CcGcSaUnitDisable = Register<"CC_GC_SA_UNIT_DISABLE", Gc<0, 0xfe9, Gone<12, 0>>, Field<"SA_DISABLE", 23, 8>>;
using CcGcPrimConfig = Register<"CC_GC_PRIM_CONFIG", Gc<0, 0xfe0, Gone<12, 0>>, Field<"INACTIVE_PA", 19, 4>>;
using CcRbBackendDisable = Register<"CC_RB_BACKEND_DISABLE",
    Gc<0, 0x13dd, Since<12, 0, 0, 0x13dd,
        Field<"BACKEND_DISABLE", 7, 4>>>,
    Field<"RESERVED", 3, 2>, Field<"BACKEND_DISABLE", 31, 4>>;
// WGPs switched off by the user, likewise.
using GcUserShaderArrayConfig = Register<"GC_USER_SHADER_ARRAY_CONFIG", Gc<1, 0x5b90>,
    Field<"INACTIVE_WGPS", 31, 16>>;
using GcUserSaUnitDisable = Register<"GC_USER_SA_UNIT_DISABLE", Gc<1, 0x5b92, Gone<12, 0>>, Field<"SA_DISABLE", 23, 8>>;
using GcUserRbBackendDisable = Register<"GC_USER_RB_BACKEND_DISABLE",
    Gc<1, 0x5b94, Since<12, 0, 1, 0x5b94,
        Field<"BACKEND_DISABLE", 7, 4>>>,
    Field<"BACKEND_DISABLE", 31, 4>>;
using GcUserPrimConfig = Register<"GC_USER_PRIM_CONFIG", Gc<1, 0x5b91, Gone<12, 0>>, Field<"INACTIVE_PA", 19, 4>>;
using CgtsTccDisable = Register<"CGTS_TCC_DISABLE", Gc<1, 0x5006, Gone<12, 0>>,
    Field<"HI_TCC_DISABLE", 15, 8>, Field<"TCC_DISABLE", 31, 16>>;
using CgtsUserTccDisable = Register<"CGTS_USER_TCC_DISABLE", Gc<1, 0x5b96, Gone<12, 0>>,
    Field<"HI_TCC_DISABLE", 15, 8>, Field<"TCC_DISABLE", 31, 16>>;
using Gl1PipeSteer = Register<"GL1_PIPE_STEER",
    Gc<1, 0x5b84, Since<12, 0, 1, 0x5b84,
        Field<"PIPE0", 1, 0>, Field<"PIPE1", 3, 2>, Field<"PIPE2", 5, 4>, Field<"PIPE3", 7, 6>, Bit<"MODE", 8>>>,
    Field<"PIPE0", 1, 0>, Field<"PIPE1", 3, 2>, Field<"PIPE2", 5, 4>, Field<"PIPE3", 7, 6>>;
using Gl2PipeSteer = RegisterArray<"GL2_PIPE_STEER_#", Gc<1, 0x5b80>, Repeat<4, 0x4>>;
using ChPipeSteer = Register<"CH_PIPE_STEER",
    Gc<1, 0x5b88, Since<12, 0, 1, 0x5b88,
        Field<"PIPE0", 1, 0>, Field<"PIPE1", 3, 2>, Field<"PIPE2", 5, 4>, Field<"PIPE3", 7, 6>, Bit<"MODE", 8>>>,
    Field<"PIPE0", 1, 0>, Field<"PIPE1", 3, 2>, Field<"PIPE2", 5, 4>, Field<"PIPE3", 7, 6>>;

// Fuses since gfx12
// Shader arrays fused off, one bit each; banked by GRBM_GFX_INDEX.
using GrbmCcGcSaUnitDisable = Register<"GRBM_CC_GC_SA_UNIT_DISABLE",
    Gc<absent, 0, Since<12, 0, 0, 0xfe9>>,
    Field<"SA_DISABLE", 23, 8>>;
// Shader arrays switched off by the user, likewise.
using GrbmGcUserSaUnitDisable = Register<"GRBM_GC_USER_SA_UNIT_DISABLE",
    Gc<absent, 0, Since<12, 0, 1, 0x5b92>>,
    Field<"SA_DISABLE", 23, 8>>;
using Gl1xPipeSteer = Register<"GL1X_PIPE_STEER",
    Gc<absent, 0, Since<12, 0, 1, 0x5b85>>,
    Field<"PIPE0", 1, 0>, Field<"PIPE1", 3, 2>, Field<"PIPE2", 5, 4>, Field<"PIPE3", 7, 6>, Bit<"MODE", 8>>;

using GrbmRegisters = RegisterList<
    GrbmCntl, GrbmStatus, GrbmStatus2, GrbmStatus3, GrbmStatusSe0, GrbmStatusSe1, GrbmStatusSe2, GrbmStatusSe3,
    GrbmStatusSe4, GrbmStatusSe5, GrbmSoftReset, GrbmReadError, GrbmReadError2, GrbmWriteError, GrbmIntCntl,
    GrbmChipRevision, GrbmPwrCntl, GrbmInvalidPipe, GrbmGfxCntl, GrbmGfxIndex, GrbmSeRemapCntl, GrbmCamIndex,
    GrbmCamData, GrbmCamDataUpper, ScratchReg, GrbmScratchReg, GbAddrConfig, GbAddrConfigRead, GbBackendMap,
    CcGcShaderArrayConfig, CcGcSaUnitDisable, CcGcPrimConfig, CcRbBackendDisable, GcUserShaderArrayConfig,
    GcUserSaUnitDisable, GcUserRbBackendDisable, GcUserPrimConfig, CgtsTccDisable, CgtsUserTccDisable, Gl1PipeSteer,
    Gl2PipeSteer, ChPipeSteer, GrbmCcGcSaUnitDisable, GrbmGcUserSaUnitDisable, Gl1xPipeSteer>;
// clang-format on

}  // namespace egpulab::regs::amd
