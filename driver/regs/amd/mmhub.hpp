// MMHUB: memory hub of the multimedia engines and of host accesses: apertures, address spaces, faults, invalidation.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/mmhub/mmhub_3_0_0_offset.h and _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/since_revision.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Where VRAM and the apertures lie
// MC address of the first VRAM byte, bits [47:24].
using MmmcVmFbLocationBase = Register<"MMMC_VM_FB_LOCATION_BASE",
    Mmhub<0, 0x8ec, SinceRevision<3, 0, 2, 0, 0x86c>, Since<4, 1, 0, 0x554>>, Field<"FB_BASE", 23, 0>>;
// MC address of the last VRAM byte, bits [47:24].
using MmmcVmFbLocationTop = Register<"MMMC_VM_FB_LOCATION_TOP",
    Mmhub<0, 0x8ed, SinceRevision<3, 0, 2, 0, 0x86d>, Since<4, 1, 0, 0x555>>, Field<"FB_TOP", 23, 0>>;
// Physical position of VRAM for PTEs, bits [47:24].
using MmmcVmFbOffset = Register<"MMMC_VM_FB_OFFSET",
    Mmhub<0, 0x8d7, SinceRevision<3, 0, 2, 0, 0x857>, Since<4, 1, 0, 0x4c7>>, Field<"FB_OFFSET", 23, 0>>;
using MmmcVmAgpTop = Register<"MMMC_VM_AGP_TOP",
    Mmhub<0, 0x8ee, SinceRevision<3, 0, 2, 0, 0x86e>, Since<4, 1, 0, 0x556>>, Field<"AGP_TOP", 23, 0>>;
using MmmcVmAgpBot = Register<"MMMC_VM_AGP_BOT",
    Mmhub<0, 0x8ef, SinceRevision<3, 0, 2, 0, 0x86f>, Since<4, 1, 0, 0x557>>, Field<"AGP_BOT", 23, 0>>;
using MmmcVmAgpBase = Register<"MMMC_VM_AGP_BASE",
    Mmhub<0, 0x8f0, SinceRevision<3, 0, 2, 0, 0x870>, Since<4, 1, 0, 0x558>>, Field<"AGP_BASE", 23, 0>>;
// Where accesses outside every aperture go, address >> 12.
using MmmcVmSystemApertureDefaultAddrLsb = Register<"MMMC_VM_SYSTEM_APERTURE_DEFAULT_ADDR_LSB",
    Mmhub<0, 0x8d8, SinceRevision<3, 0, 2, 0, 0x858>, Since<4, 1, 0, 0x4c8>>,
    Field<"PHYSICAL_PAGE_NUMBER_LSB", 31, 0>>;
using MmmcVmSystemApertureDefaultAddrMsb = Register<"MMMC_VM_SYSTEM_APERTURE_DEFAULT_ADDR_MSB",
    Mmhub<0, 0x8d9, SinceRevision<3, 0, 2, 0, 0x859>, Since<4, 1, 0, 0x4c9>>,
    Field<"PHYSICAL_PAGE_NUMBER_MSB", 3, 0>>;
// MC address >> 18 below which VMID 0 accesses are translated.
using MmmcVmSystemApertureLowAddr = Register<"MMMC_VM_SYSTEM_APERTURE_LOW_ADDR",
    Mmhub<0, 0x8f1, SinceRevision<3, 0, 2, 0, 0x871>, Since<4, 1, 0, 0x559>>,
    Field<"LOGICAL_ADDR", 29, 0>>;
// MC address >> 18 above which VMID 0 accesses are translated.
using MmmcVmSystemApertureHighAddr = Register<"MMMC_VM_SYSTEM_APERTURE_HIGH_ADDR",
    Mmhub<0, 0x8f2, SinceRevision<3, 0, 2, 0, 0x872>, Since<4, 1, 0, 0x55a>>,
    Field<"LOGICAL_ADDR", 29, 0>>;
using MmmcVmLocalFbAddressStart = Register<"MMMC_VM_LOCAL_FB_ADDRESS_START",
    Mmhub<0, 0x8e2, SinceRevision<3, 0, 2, 0, 0x862>, Since<4, 1, 0, 0x4d1,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using MmmcVmLocalFbAddressEnd = Register<"MMMC_VM_LOCAL_FB_ADDRESS_END",
    Mmhub<0, 0x8e3, SinceRevision<3, 0, 2, 0, 0x863>, Since<4, 1, 0, 0x4d2,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using MmmcVmLocalFbAddressLockCntl = Register<"MMMC_VM_LOCAL_FB_ADDRESS_LOCK_CNTL",
    Mmhub<0, 0x8e4, SinceRevision<3, 0, 2, 0, 0x864>, Since<4, 1, 0, 0x4d3>>, Bit<"LOCK", 0>>;
using MmmcVmCacheableDramAddressStart = Register<"MMMC_VM_CACHEABLE_DRAM_ADDRESS_START",
    Mmhub<0, 0x8dd, SinceRevision<3, 0, 2, 0, 0x85d>, Since<4, 1, 0, 0x4cc,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using MmmcVmCacheableDramAddressEnd = Register<"MMMC_VM_CACHEABLE_DRAM_ADDRESS_END",
    Mmhub<0, 0x8de, SinceRevision<3, 0, 2, 0, 0x85e>, Since<4, 1, 0, 0x4cd,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using MmmcVmLocalSysmemAddressStart = Register<"MMMC_VM_LOCAL_SYSMEM_ADDRESS_START",
    Mmhub<0, 0x8df, SinceRevision<3, 0, 2, 0, 0x85f>, Since<4, 1, 0, 0x4ce,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using MmmcVmLocalSysmemAddressEnd = Register<"MMMC_VM_LOCAL_SYSMEM_ADDRESS_END",
    Mmhub<0, 0x8e0, SinceRevision<3, 0, 2, 0, 0x860>, Since<4, 1, 0, 0x4cf,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using MmmcVmAptCntl = Register<"MMMC_VM_APT_CNTL", Mmhub<0, 0x8e1, SinceRevision<3, 0, 2, 0, 0x861>, Since<4, 1, 0, 0x4d0>>,
    Bit<"FORCE_MTYPE_UC", 0>, Bit<"DIRECT_SYSTEM_EN", 1>, Field<"FRAG_APT_INTXN_MODE", 3, 2>,
    Bit<"CHECK_IS_LOCAL", 4>, Bit<"CAP_FRAG_SIZE_2M", 5>, Field<"LOCAL_SYSMEM_APERTURE_CNTL", 7, 6>>;
using MmmcVmSteering = Register<"MMMC_VM_STEERING",
    Mmhub<0, 0x8da, SinceRevision<3, 0, 2, 0, 0x85a>, Since<4, 1, 0, 0x4ca>>, Field<"DEFAULT_STEERING", 1, 0>>;
using MmmcVmFbNoallocCntl = Register<"MMMC_VM_FB_NOALLOC_CNTL",
    Mmhub<0, 0x8e8, SinceRevision<3, 0, 2, 0, 0x868>, Gone<4, 1>>,
    Bit<"LOCAL_FB_NOALLOC_NOPTE", 0>, Bit<"REMOTE_FB_NOALLOC_NOPTE", 1>, Bit<"ROUTER_ATCL2_NOALLOC", 2>,
    Bit<"ROUTER_GPA_MODE2_NOALLOC", 3>, Bit<"ROUTER_GPA_MODE3_NOALLOC", 4>>;
// L1 TLBs on or off, and how addresses inside the system aperture are treated.
using MmmcVmMxL1TlbCntl = Register<"MMMC_VM_MX_L1_TLB_CNTL",
    Mmhub<0, 0x8f3, SinceRevision<3, 0, 2, 0, 0x873>, Since<4, 1, 0, 0x55b,
        Bit<"ENABLE_L1_TLB", 0>, Field<"SYSTEM_ACCESS_MODE", 4, 3>, Bit<"SYSTEM_APERTURE_UNMAPPED_ACCESS", 5>,
        Bit<"ENABLE_ADVANCED_DRIVER_MODEL", 6>, Field<"ECO_BITS", 10, 7>, Field<"MTYPE", 12, 11>>>,
    Bit<"ENABLE_L1_TLB", 0>, Field<"SYSTEM_ACCESS_MODE", 4, 3>, Bit<"SYSTEM_APERTURE_UNMAPPED_ACCESS", 5>,
    Bit<"ENABLE_ADVANCED_DRIVER_MODEL", 6>, Field<"ECO_BITS", 10, 7>, Field<"MTYPE", 13, 11>>;

// The L2 translation cache
// The L2 translation cache.
using MmvmL2Cntl = Register<"MMVM_L2_CNTL", Mmhub<0, 0x700, SinceRevision<3, 0, 2, 0, 0x680>, Since<4, 1, 0, 0x4e4>>,
    Bit<"ENABLE_L2_CACHE", 0>, Bit<"ENABLE_L2_FRAGMENT_PROCESSING", 1>, Field<"L2_CACHE_PTE_ENDIAN_SWAP_MODE", 3, 2>,
    Field<"L2_CACHE_PDE_ENDIAN_SWAP_MODE", 5, 4>, Bit<"L2_PDE0_CACHE_TAG_GENERATION_MODE", 8>,
    Bit<"ENABLE_L2_PTE_CACHE_LRU_UPDATE_BY_WRITE", 9>, Bit<"ENABLE_L2_PDE0_CACHE_LRU_UPDATE_BY_WRITE", 10>,
    Bit<"ENABLE_DEFAULT_PAGE_OUT_TO_SYSTEM_MEMORY", 11>, Field<"L2_PDE0_CACHE_SPLIT_MODE", 14, 12>,
    Field<"EFFECTIVE_L2_QUEUE_SIZE", 17, 15>, Bit<"PDE_FAULT_CLASSIFICATION", 18>,
    Field<"CONTEXT1_IDENTITY_ACCESS_MODE", 20, 19>, Field<"IDENTITY_MODE_FRAGMENT_SIZE", 25, 21>,
    Field<"L2_PTE_CACHE_ADDR_MODE", 27, 26>>;
// Writing 1 to INVALIDATE_ALL_L1_TLBS or INVALIDATE_L2_CACHE empties these caches.
using MmvmL2Cntl2 = Register<"MMVM_L2_CNTL2", Mmhub<0, 0x701, SinceRevision<3, 0, 2, 0, 0x681>, Since<4, 1, 0, 0x4e5>>,
    Bit<"INVALIDATE_ALL_L1_TLBS", 0>, Bit<"INVALIDATE_L2_CACHE", 1>, Bit<"DISABLE_INVALIDATE_PER_DOMAIN", 21>,
    Bit<"DISABLE_BIGK_CACHE_OPTIMIZATION", 22>, Field<"L2_PTE_CACHE_VMID_MODE", 25, 23>,
    Field<"INVALIDATE_CACHE_MODE", 27, 26>, Field<"PDE_CACHE_EFFECTIVE_SIZE", 30, 28>>;
using MmvmL2Cntl3 = Register<"MMVM_L2_CNTL3", Mmhub<0, 0x702, SinceRevision<3, 0, 2, 0, 0x682>, Since<4, 1, 0, 0x4e6>>,
    Field<"BANK_SELECT", 5, 0>, Field<"L2_CACHE_UPDATE_MODE", 7, 6>,
    Field<"L2_CACHE_UPDATE_WILDCARD_REFERENCE_VALUE", 12, 8>, Field<"L2_CACHE_BIGK_FRAGMENT_SIZE", 19, 15>,
    Bit<"L2_CACHE_BIGK_ASSOCIATIVITY", 20>, Field<"L2_CACHE_4K_EFFECTIVE_SIZE", 23, 21>,
    Field<"L2_CACHE_BIGK_EFFECTIVE_SIZE", 27, 24>, Bit<"L2_CACHE_4K_FORCE_MISS", 28>,
    Bit<"L2_CACHE_BIGK_FORCE_MISS", 29>, Bit<"PDE_CACHE_FORCE_MISS", 30>, Bit<"L2_CACHE_4K_ASSOCIATIVITY", 31>>;
using MmvmL2Cntl4 = Register<"MMVM_L2_CNTL4", Mmhub<0, 0x718, SinceRevision<3, 0, 2, 0, 0x698>, Since<4, 1, 0, 0x4fd>>,
    Field<"L2_CACHE_4K_PARTITION_COUNT", 5, 0>, Bit<"VMC_TAP_PDE_REQUEST_PHYSICAL", 6>,
    Bit<"VMC_TAP_PTE_REQUEST_PHYSICAL", 7>, Field<"MM_NONRT_IFIFO_ACTIVE_TRANSACTION_LIMIT", 17, 8>,
    Field<"MM_SOFTRT_IFIFO_ACTIVE_TRANSACTION_LIMIT", 27, 18>, Bit<"BPM_CGCGLS_OVERRIDE", 28>,
    Bit<"GC_CH_FGCG_OFF", 29>, Bit<"VFIFO_HEAD_OF_QUEUE", 30>, Bit<"VFIFO_VISIBLE_BANK_SILOS", 31>>;
using MmvmL2Cntl5 = Register<"MMVM_L2_CNTL5", Mmhub<0, 0x71e, SinceRevision<3, 0, 2, 0, 0x69e>, Since<4, 1, 0, 0x503>>,
    Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"WALKER_PRIORITY_CLIENT_ID", 13, 5>,
    Bit<"WALKER_FETCH_PDE_NOALLOC_ENABLE", 14>, Bit<"WALKER_FETCH_PDE_MTYPE_ENABLE", 15>,
    Bit<"MM_CLIENT_RET_FGCG_OFF", 16>, Bit<"UTCL2_ATC_REQ_FGCG_OFF", 17>>;
using MmvmL2Status = Register<"MMVM_L2_STATUS", Mmhub<0, 0x703, SinceRevision<3, 0, 2, 0, 0x683>, Since<4, 1, 0, 0x4e7>>,
    ReadOnly<"L2_BUSY", 0>, ReadOnly<"CONTEXT_DOMAIN_BUSY", 16, 1>, ReadOnly<"FOUND_4K_PTE_CACHE_PARITY_ERRORS", 17>,
    ReadOnly<"FOUND_BIGK_PTE_CACHE_PARITY_ERRORS", 18>, ReadOnly<"FOUND_PDE0_CACHE_PARITY_ERRORS", 19>,
    ReadOnly<"FOUND_PDE1_CACHE_PARITY_ERRORS", 20>, ReadOnly<"FOUND_PDE2_CACHE_PARITY_ERRORS", 21>>;
using MmvmL2BankSelectReservedCid = Register<"MMVM_L2_BANK_SELECT_RESERVED_CID",
    Mmhub<0, 0x71a, SinceRevision<3, 0, 2, 0, 0x69a>, Since<4, 1, 0, 0x4ff>>,
    Field<"RESERVED_READ_CLIENT_ID", 8, 0>, Field<"RESERVED_WRITE_CLIENT_ID", 18, 10>, Bit<"ENABLE", 20>,
    Bit<"RESERVED_CACHE_INVALIDATION_MODE", 24>, Bit<"RESERVED_CACHE_PRIVATE_INVALIDATION", 25>,
    Field<"RESERVED_CACHE_FRAGMENT_SIZE", 30, 26>>;
using MmvmL2BankSelectReservedCid2 = Register<"MMVM_L2_BANK_SELECT_RESERVED_CID2",
    Mmhub<0, 0x71b, SinceRevision<3, 0, 2, 0, 0x69b>, Since<4, 1, 0, 0x500>>,
    Field<"RESERVED_READ_CLIENT_ID", 8, 0>, Field<"RESERVED_WRITE_CLIENT_ID", 18, 10>, Bit<"ENABLE", 20>,
    Bit<"RESERVED_CACHE_INVALIDATION_MODE", 24>, Bit<"RESERVED_CACHE_PRIVATE_INVALIDATION", 25>,
    Field<"RESERVED_CACHE_FRAGMENT_SIZE", 30, 26>>;
using MmvmL2GcrCntl = Register<"MMVM_L2_GCR_CNTL", Mmhub<0, 0x71f, SinceRevision<3, 0, 2, 0, 0x69f>, Since<4, 1, 0, 0x504>>,
    Bit<"GCR_ENABLE", 0>, Field<"GCR_CLIENT_ID", 9, 1>>;
using MmvmL2Context1IdentityApertureLowAddrLo32 = Register<"MMVM_L2_CONTEXT1_IDENTITY_APERTURE_LOW_ADDR_LO32",
    Mmhub<0, 0x712, SinceRevision<3, 0, 2, 0, 0x692>, Since<4, 1, 0, 0x4f7>>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using MmvmL2Context1IdentityApertureLowAddrHi32 = Register<"MMVM_L2_CONTEXT1_IDENTITY_APERTURE_LOW_ADDR_HI32",
    Mmhub<0, 0x713, SinceRevision<3, 0, 2, 0, 0x693>, Since<4, 1, 0, 0x4f8>>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;
using MmvmL2Context1IdentityApertureHighAddrLo32 = Register<"MMVM_L2_CONTEXT1_IDENTITY_APERTURE_HIGH_ADDR_LO32",
    Mmhub<0, 0x714, SinceRevision<3, 0, 2, 0, 0x694>, Since<4, 1, 0, 0x4f9>>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using MmvmL2Context1IdentityApertureHighAddrHi32 = Register<"MMVM_L2_CONTEXT1_IDENTITY_APERTURE_HIGH_ADDR_HI32",
    Mmhub<0, 0x715, SinceRevision<3, 0, 2, 0, 0x695>, Since<4, 1, 0, 0x4fa>>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;
using MmvmL2ContextIdentityPhysicalOffsetLo32 = Register<"MMVM_L2_CONTEXT_IDENTITY_PHYSICAL_OFFSET_LO32",
    Mmhub<0, 0x716, SinceRevision<3, 0, 2, 0, 0x696>, Since<4, 1, 0, 0x4fb>>,
    Field<"PHYSICAL_PAGE_OFFSET_LO32", 31, 0>>;
using MmvmL2ContextIdentityPhysicalOffsetHi32 = Register<"MMVM_L2_CONTEXT_IDENTITY_PHYSICAL_OFFSET_HI32",
    Mmhub<0, 0x717, SinceRevision<3, 0, 2, 0, 0x697>, Since<4, 1, 0, 0x4fc>>,
    Field<"PHYSICAL_PAGE_OFFSET_HI4", 3, 0>>;
using MmvmL2CgttBusyCtrl = Register<"MMVM_L2_CGTT_BUSY_CTRL",
    Mmhub<0, 0x720, SinceRevision<3, 0, 2, 0, 0x6a0>, Since<4, 1, 0, 0x505>>,
    Field<"READ_DELAY", 4, 0>, Bit<"ALWAYS_BUSY", 5>>;
using MmvmL2CacheParityCntl = Register<"MMVM_L2_CACHE_PARITY_CNTL",
    Mmhub<0, 0x71c, SinceRevision<3, 0, 2, 0, 0x69c>, Since<4, 1, 0, 0x501>>,
    Bit<"ENABLE_PARITY_CHECKS_IN_4K_PTE_CACHES", 0>, Bit<"ENABLE_PARITY_CHECKS_IN_BIGK_PTE_CACHES", 1>,
    Bit<"ENABLE_PARITY_CHECKS_IN_PDE_CACHES", 2>, Bit<"FORCE_PARITY_MISMATCH_IN_4K_PTE_CACHE", 3>,
    Bit<"FORCE_PARITY_MISMATCH_IN_BIGK_PTE_CACHE", 4>, Bit<"FORCE_PARITY_MISMATCH_IN_PDE_CACHE", 5>,
    Field<"FORCE_CACHE_BANK", 8, 6>, Field<"FORCE_CACHE_NUMBER", 11, 9>, Field<"FORCE_CACHE_ASSOC", 15, 12>>;
using MmvmL2PerPfvfPteCacheFragmentSizes = Register<"MMVM_L2_PER_PFVF_PTE_CACHE_FRAGMENT_SIZES",
    Mmhub<0, 0x80b, SinceRevision<3, 0, 2, 0, 0x78b>, Since<4, 1, 0, 0x62f>>,
    Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"L2_CACHE_BIGK_FRAGMENT_SIZE", 9, 5>,
    Field<"BANK_SELECT", 15, 10>>;
using MmvmL2ContextPerPfvfPteCacheFragmentSizes = RegisterArray<"MMVM_L2_CONTEXT#_PER_PFVF_PTE_CACHE_FRAGMENT_SIZES",
    Mmhub<0, 0x80c, SinceRevision<3, 0, 2, 0, 0x78c>, Since<4, 1, 0, 0x630>>, Repeat<16, 0x4>,
    Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"L2_CACHE_BIGK_FRAGMENT_SIZE", 9, 5>,
    Field<"BANK_SELECT", 15, 10>>;

// Faults
// Which faults are reported (interrupt) and answered with the default page. CLEAR_PROTECTION_FAULT_STATUS_ADDR
// re-arms STATUS and ADDR.
using MmvmL2ProtectionFaultCntl = Register<"MMVM_L2_PROTECTION_FAULT_CNTL",
    Mmhub<0, 0x708, SinceRevision<3, 0, 2, 0, 0x688>, Since<4, 1, 0, 0x4ec>>,
    Bit<"CLEAR_PROTECTION_FAULT_STATUS_ADDR", 0>, Bit<"ALLOW_SUBSEQUENT_PROTECTION_FAULT_STATUS_ADDR_UPDATES", 1>,
    Bit<"RANGE_PROTECTION_FAULT_ENABLE_DEFAULT", 2>, Bit<"PDE0_PROTECTION_FAULT_ENABLE_DEFAULT", 3>,
    Bit<"PDE1_PROTECTION_FAULT_ENABLE_DEFAULT", 4>, Bit<"PDE2_PROTECTION_FAULT_ENABLE_DEFAULT", 5>,
    Bit<"TRANSLATE_FURTHER_PROTECTION_FAULT_ENABLE_DEFAULT", 6>, Bit<"NACK_PROTECTION_FAULT_ENABLE_DEFAULT", 7>,
    Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT", 8>, Bit<"VALID_PROTECTION_FAULT_ENABLE_DEFAULT", 9>,
    Bit<"READ_PROTECTION_FAULT_ENABLE_DEFAULT", 10>, Bit<"WRITE_PROTECTION_FAULT_ENABLE_DEFAULT", 11>,
    Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT", 12>, Field<"CLIENT_ID_NO_RETRY_FAULT_INTERRUPT", 28, 13>,
    Bit<"OTHER_CLIENT_ID_NO_RETRY_FAULT_INTERRUPT", 29>, Bit<"CRASH_ON_NO_RETRY_FAULT", 30>,
    Bit<"CRASH_ON_RETRY_FAULT", 31>>;
// Which client ids are served the default page.
using MmvmL2ProtectionFaultCntl2 = Register<"MMVM_L2_PROTECTION_FAULT_CNTL2",
    Mmhub<0, 0x709, SinceRevision<3, 0, 2, 0, 0x689>, Since<4, 1, 0, 0x4ed>>,
    Field<"CLIENT_ID_PRT_FAULT_INTERRUPT", 15, 0>, Bit<"OTHER_CLIENT_ID_PRT_FAULT_INTERRUPT", 16>,
    Bit<"ACTIVE_PAGE_MIGRATION_PTE", 17>, Bit<"ACTIVE_PAGE_MIGRATION_PTE_READ_RETRY", 18>,
    Bit<"ENABLE_RETRY_FAULT_INTERRUPT", 19>>;
using MmvmL2ProtectionFaultMmCntl3 = Register<"MMVM_L2_PROTECTION_FAULT_MM_CNTL3",
    Mmhub<0, 0x70a, SinceRevision<3, 0, 2, 0, 0x68a>, Since<4, 1, 0, 0x4ee>>,
    Field<"VML1_READ_CLIENT_ID_NO_RETRY_FAULT_INTERRUPT", 31, 0>>;
using MmvmL2ProtectionFaultMmCntl4 = Register<"MMVM_L2_PROTECTION_FAULT_MM_CNTL4",
    Mmhub<0, 0x70b, SinceRevision<3, 0, 2, 0, 0x68b>, Since<4, 1, 0, 0x4ef>>,
    Field<"VML1_WRITE_CLIENT_ID_NO_RETRY_FAULT_INTERRUPT", 31, 0>>;
// The first fault since the last clear: client, VMID, direction, cause.
using MmvmL2ProtectionFaultStatus = Register<"MMVM_L2_PROTECTION_FAULT_STATUS",
    Mmhub<0, 0x70c, SinceRevision<3, 0, 2, 0, 0x68c>, Gone<4, 1>>,
    ReadOnly<"MORE_FAULTS", 0>, ReadOnly<"WALKER_ERROR", 3, 1>, ReadOnly<"PERMISSION_FAULTS", 7, 4>,
    ReadOnly<"MAPPING_ERROR", 8>, ReadOnly<"CID", 17, 9>, ReadOnly<"RW", 18>, ReadOnly<"ATOMIC", 19>,
    ReadOnly<"VMID", 23, 20>, ReadOnly<"VF", 24>, ReadOnly<"VFID", 28, 25>, ReadOnly<"PRT", 29>>;
// Its virtual page number (address >> 12).
using MmvmL2ProtectionFaultAddrLo32 = Register<"MMVM_L2_PROTECTION_FAULT_ADDR_LO32",
    Mmhub<0, 0x70d, SinceRevision<3, 0, 2, 0, 0x68d>, Since<4, 1, 0, 0x4f2>>,
    ReadOnly<"LOGICAL_PAGE_ADDR_LO32", 31, 0>>;
using MmvmL2ProtectionFaultAddrHi32 = Register<"MMVM_L2_PROTECTION_FAULT_ADDR_HI32",
    Mmhub<0, 0x70e, SinceRevision<3, 0, 2, 0, 0x68e>, Since<4, 1, 0, 0x4f3>>,
    ReadOnly<"LOGICAL_PAGE_ADDR_HI4", 3, 0>>;
// Page (address >> 12) that answers faulting accesses.
using MmvmL2ProtectionFaultDefaultAddrLo32 = Register<"MMVM_L2_PROTECTION_FAULT_DEFAULT_ADDR_LO32",
    Mmhub<0, 0x70f, SinceRevision<3, 0, 2, 0, 0x68f>, Since<4, 1, 0, 0x4f4>>,
    Field<"PHYSICAL_PAGE_ADDR_LO32", 31, 0>>;
using MmvmL2ProtectionFaultDefaultAddrHi32 = Register<"MMVM_L2_PROTECTION_FAULT_DEFAULT_ADDR_HI32",
    Mmhub<0, 0x710, SinceRevision<3, 0, 2, 0, 0x690>, Since<4, 1, 0, 0x4f5>>,
    Field<"PHYSICAL_PAGE_ADDR_HI4", 3, 0>>;
using MmvmDummyPageFaultCntl = Register<"MMVM_DUMMY_PAGE_FAULT_CNTL",
    Mmhub<0, 0x704, SinceRevision<3, 0, 2, 0, 0x684>, Since<4, 1, 0, 0x4e8>>,
    Bit<"DUMMY_PAGE_FAULT_ENABLE", 0>, Bit<"DUMMY_PAGE_ADDRESS_LOGICAL", 1>, Field<"DUMMY_PAGE_COMPARE_MSBS", 7, 2>>;
using MmvmDummyPageFaultAddrLo32 = Register<"MMVM_DUMMY_PAGE_FAULT_ADDR_LO32",
    Mmhub<0, 0x705, SinceRevision<3, 0, 2, 0, 0x685>, Since<4, 1, 0, 0x4e9>>,
    Field<"DUMMY_PAGE_ADDR_LO32", 31, 0>>;
using MmvmDummyPageFaultAddrHi32 = Register<"MMVM_DUMMY_PAGE_FAULT_ADDR_HI32",
    Mmhub<0, 0x706, SinceRevision<3, 0, 2, 0, 0x686>, Since<4, 1, 0, 0x4ea>>,
    Field<"DUMMY_PAGE_ADDR_HI4", 3, 0>>;

// Address spaces
// One address space per VMID: enabled, depth of its tables, faults reported. PAGE_TABLE_DEPTH: levels above the
// last.
using MmvmContextCntl = RegisterArray<"MMVM_CONTEXT#_CNTL",
    Mmhub<0, 0x740, SinceRevision<3, 0, 2, 0, 0x6c0,
        Bit<"ENABLE_CONTEXT", 0>, Field<"PAGE_TABLE_DEPTH", 2, 1>, Field<"PAGE_TABLE_BLOCK_SIZE", 6, 3>,
        Bit<"RETRY_PERMISSION_OR_INVALID_PAGE_FAULT", 7>, Bit<"RETRY_OTHER_FAULT", 8>,
        Bit<"RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 9>, Bit<"RANGE_PROTECTION_FAULT_ENABLE_DEFAULT", 10>,
        Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 11>, Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT", 12>,
        Bit<"PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT", 13>, Bit<"PDE0_PROTECTION_FAULT_ENABLE_DEFAULT", 14>,
        Bit<"VALID_PROTECTION_FAULT_ENABLE_INTERRUPT", 15>, Bit<"VALID_PROTECTION_FAULT_ENABLE_DEFAULT", 16>,
        Bit<"READ_PROTECTION_FAULT_ENABLE_INTERRUPT", 17>, Bit<"READ_PROTECTION_FAULT_ENABLE_DEFAULT", 18>,
        Bit<"WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT", 19>, Bit<"WRITE_PROTECTION_FAULT_ENABLE_DEFAULT", 20>,
        Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT", 21>, Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT", 22>,
        Bit<"SECURE_PROTECTION_FAULT_ENABLE_INTERRUPT", 23>, Bit<"SECURE_PROTECTION_FAULT_ENABLE_DEFAULT", 24>>, Since<4, 1, 0, 0x564,
        Bit<"ENABLE_CONTEXT", 0>, Field<"PAGE_TABLE_DEPTH", 2, 1>, Field<"PAGE_TABLE_BLOCK_SIZE", 7, 4>,
        Bit<"RETRY_PERMISSION_OR_INVALID_PAGE_FAULT", 8>, Bit<"RETRY_OTHER_FAULT", 9>,
        Bit<"RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 10>, Bit<"RANGE_PROTECTION_FAULT_ENABLE_DEFAULT", 11>,
        Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 12>, Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT", 13>,
        Bit<"PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT", 14>, Bit<"PDE0_PROTECTION_FAULT_ENABLE_DEFAULT", 15>,
        Bit<"VALID_PROTECTION_FAULT_ENABLE_INTERRUPT", 16>, Bit<"VALID_PROTECTION_FAULT_ENABLE_DEFAULT", 17>,
        Bit<"READ_PROTECTION_FAULT_ENABLE_INTERRUPT", 18>, Bit<"READ_PROTECTION_FAULT_ENABLE_DEFAULT", 19>,
        Bit<"WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT", 20>, Bit<"WRITE_PROTECTION_FAULT_ENABLE_DEFAULT", 21>,
        Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT", 22>, Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT", 23>,
        Bit<"SECURE_PROTECTION_FAULT_ENABLE_INTERRUPT", 24>, Bit<"SECURE_PROTECTION_FAULT_ENABLE_DEFAULT", 25>>>,
    Repeat<16, 0x4>,
    Bit<"ENABLE_CONTEXT", 0>, Field<"PAGE_TABLE_DEPTH", 2, 1>, Field<"PAGE_TABLE_BLOCK_SIZE", 6, 3>,
    Bit<"RETRY_PERMISSION_OR_INVALID_PAGE_FAULT", 7>, Bit<"RETRY_OTHER_FAULT", 8>,
    Bit<"RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 9>, Bit<"RANGE_PROTECTION_FAULT_ENABLE_DEFAULT", 10>,
    Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 11>, Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT", 12>,
    Bit<"PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT", 13>, Bit<"PDE0_PROTECTION_FAULT_ENABLE_DEFAULT", 14>,
    Bit<"VALID_PROTECTION_FAULT_ENABLE_INTERRUPT", 15>, Bit<"VALID_PROTECTION_FAULT_ENABLE_DEFAULT", 16>,
    Bit<"READ_PROTECTION_FAULT_ENABLE_INTERRUPT", 17>, Bit<"READ_PROTECTION_FAULT_ENABLE_DEFAULT", 18>,
    Bit<"WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT", 19>, Bit<"WRITE_PROTECTION_FAULT_ENABLE_DEFAULT", 20>,
    Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT", 21>, Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT", 22>>;
// One bit per VMID switches its space off.
using MmvmContextsDisable = Register<"MMVM_CONTEXTS_DISABLE",
    Mmhub<0, 0x750, SinceRevision<3, 0, 2, 0, 0x6d0>, Since<4, 1, 0, 0x574>>,
    Bit<"DISABLE_CONTEXT_0", 0>, Bit<"DISABLE_CONTEXT_1", 1>, Bit<"DISABLE_CONTEXT_2", 2>,
    Bit<"DISABLE_CONTEXT_3", 3>, Bit<"DISABLE_CONTEXT_4", 4>, Bit<"DISABLE_CONTEXT_5", 5>,
    Bit<"DISABLE_CONTEXT_6", 6>, Bit<"DISABLE_CONTEXT_7", 7>, Bit<"DISABLE_CONTEXT_8", 8>,
    Bit<"DISABLE_CONTEXT_9", 9>, Bit<"DISABLE_CONTEXT_10", 10>, Bit<"DISABLE_CONTEXT_11", 11>,
    Bit<"DISABLE_CONTEXT_12", 12>, Bit<"DISABLE_CONTEXT_13", 13>, Bit<"DISABLE_CONTEXT_14", 14>,
    Bit<"DISABLE_CONTEXT_15", 15>>;
// Root table as a PDE: bit 0 valid, bit 1 system memory, address in [47:6].
using MmvmContextPageTableBaseAddrLo32 = RegisterArray<"MMVM_CONTEXT#_PAGE_TABLE_BASE_ADDR_LO32",
    Mmhub<0, 0x7ab, SinceRevision<3, 0, 2, 0, 0x72b>, Since<4, 1, 0, 0x5cf>>, Repeat<16, 0x8>,
    Field<"PAGE_DIRECTORY_ENTRY_LO32", 31, 0>>;
using MmvmContextPageTableBaseAddrHi32 = RegisterArray<"MMVM_CONTEXT#_PAGE_TABLE_BASE_ADDR_HI32",
    Mmhub<0, 0x7ac, SinceRevision<3, 0, 2, 0, 0x72c>, Since<4, 1, 0, 0x5d0>>, Repeat<16, 0x8>,
    Field<"PAGE_DIRECTORY_ENTRY_HI32", 31, 0>>;
// First virtual page of the space (address >> 12); the root table is indexed from here.
using MmvmContextPageTableStartAddrLo32 = RegisterArray<"MMVM_CONTEXT#_PAGE_TABLE_START_ADDR_LO32",
    Mmhub<0, 0x7cb, SinceRevision<3, 0, 2, 0, 0x74b>, Since<4, 1, 0, 0x5ef>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using MmvmContextPageTableStartAddrHi32 = RegisterArray<"MMVM_CONTEXT#_PAGE_TABLE_START_ADDR_HI32",
    Mmhub<0, 0x7cc, SinceRevision<3, 0, 2, 0, 0x74c>, Since<4, 1, 0, 0x5f0>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;
// Last virtual page of the space.
using MmvmContextPageTableEndAddrLo32 = RegisterArray<"MMVM_CONTEXT#_PAGE_TABLE_END_ADDR_LO32",
    Mmhub<0, 0x7eb, SinceRevision<3, 0, 2, 0, 0x76b>, Since<4, 1, 0, 0x60f>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using MmvmContextPageTableEndAddrHi32 = RegisterArray<"MMVM_CONTEXT#_PAGE_TABLE_END_ADDR_HI32",
    Mmhub<0, 0x7ec, SinceRevision<3, 0, 2, 0, 0x76c>, Since<4, 1, 0, 0x610>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;

// Invalidation
using MmvmInvalidateCntl = Register<"MMVM_INVALIDATE_CNTL",
    Mmhub<0, 0x707, SinceRevision<3, 0, 2, 0, 0x687>, Since<4, 1, 0, 0x4eb>>,
    Field<"PRI_REG_ALTERNATING", 7, 0>, Field<"MAX_REG_OUTSTANDING", 15, 8>>;
// Reads 1 when the semaphore was taken; write 0 releases it.
using MmvmInvalidateEngSem = RegisterArray<"MMVM_INVALIDATE_ENG#_SEM",
    Mmhub<0, 0x751, SinceRevision<3, 0, 2, 0, 0x6d1>, Since<4, 1, 0, 0x575>>, Repeat<18, 0x4>,
    Bit<"SEMAPHORE", 0>>;
// A write invalidates translations of the VMIDs in PER_VMID_INVALIDATE_REQ; the same bits of ACK answer.
using MmvmInvalidateEngReq = RegisterArray<"MMVM_INVALIDATE_ENG#_REQ",
    Mmhub<0, 0x763, SinceRevision<3, 0, 2, 0, 0x6e3>, Since<4, 1, 0, 0x587>>, Repeat<18, 0x4>,
    Field<"PER_VMID_INVALIDATE_REQ", 15, 0>, Field<"FLUSH_TYPE", 18, 16>, Bit<"INVALIDATE_L2_PTES", 19>,
    Bit<"INVALIDATE_L2_PDE0", 20>, Bit<"INVALIDATE_L2_PDE1", 21>, Bit<"INVALIDATE_L2_PDE2", 22>,
    Bit<"INVALIDATE_L1_PTES", 23>, Bit<"CLEAR_PROTECTION_FAULT_STATUS_ADDR", 24>, Bit<"LOG_REQUEST", 25>,
    Bit<"INVALIDATE_4K_PAGES_ONLY", 26>>;
// Answers REQ, one bit per VMID.
using MmvmInvalidateEngAck = RegisterArray<"MMVM_INVALIDATE_ENG#_ACK",
    Mmhub<0, 0x775, SinceRevision<3, 0, 2, 0, 0x6f5>, Since<4, 1, 0, 0x599>>, Repeat<18, 0x4>,
    ReadOnly<"PER_VMID_INVALIDATE_ACK", 15, 0>, ReadOnly<"SEMAPHORE", 16>>;
// First and last page that an invalidation covers.
using MmvmInvalidateEngAddrRangeLo32 = RegisterArray<"MMVM_INVALIDATE_ENG#_ADDR_RANGE_LO32",
    Mmhub<0, 0x787, SinceRevision<3, 0, 2, 0, 0x707>, Since<4, 1, 0, 0x5ab>>, Repeat<18, 0x8>,
    Bit<"S_BIT", 0>, Field<"LOGI_PAGE_ADDR_RANGE_LO31", 31, 1>>;
using MmvmInvalidateEngAddrRangeHi32 = RegisterArray<"MMVM_INVALIDATE_ENG#_ADDR_RANGE_HI32",
    Mmhub<0, 0x788, SinceRevision<3, 0, 2, 0, 0x708>, Since<4, 1, 0, 0x5ac>>, Repeat<18, 0x8>,
    Field<"LOGI_PAGE_ADDR_RANGE_HI5", 4, 0>>;

// Clock gating
using MmAtcL2MiscCg = Register<"MM_ATC_L2_MISC_CG", Mmhub<0, 0x6cd, SinceRevision<3, 0, 2, absent, 0>>,
    Field<"OFFDLY", 11, 6>, Bit<"ENABLE", 18>, Bit<"MEM_LS_ENABLE", 19>>;
using MmAtcL2CgttClkCtrl = Register<"MM_ATC_L2_CGTT_CLK_CTRL", Mmhub<0, 0x6cf, SinceRevision<3, 0, 2, absent, 0>>,
    Field<"ON_DELAY", 4, 0>, Field<"OFF_HYSTERESIS", 12, 5>, Field<"LS_ASSERT_HYSTERESIS", 28, 13>,
    Bit<"LS_DISABLE", 30>, Bit<"BUSY_OVERRIDE", 31>>;
using Dagb0CntlMisc2 = Register<"DAGB0_CNTL_MISC2",
    Mmhub<0, 0x85, Since<4, 1, 0, 0xa1,
        Bit<"WR_BUSY_OVERRIDE", 0>, Bit<"RD_BUSY_OVERRIDE", 1>, Bit<"TLBWR_BUSY_OVERRIDE", 2>,
        Bit<"TLBRD_BUSY_OVERRIDE", 3>, Bit<"SDP_BUSY_OVERRIDE", 4>, Bit<"SWAP_CTL", 5>, Bit<"RDRET_FIFO_PERF", 6>,
        Bit<"DISABLE_RDRET_TAP_CHAIN_FGCG", 7>, Bit<"DISABLE_WRRET_TAP_CHAIN_FGCG", 8>>>,
    Bit<"WR_BUSY_OVERRIDE", 0>, Bit<"RD_BUSY_OVERRIDE", 1>, Bit<"TLBWR_BUSY_OVERRIDE", 2>,
    Bit<"TLBRD_BUSY_OVERRIDE", 3>, Bit<"SDP_BUSY_OVERRIDE", 4>, Bit<"SWAP_CTL", 5>, Bit<"ENABLE_PARITY_CHECK", 6>,
    Bit<"RDATA_PARITY_CHECK4NACK", 7>, Bit<"WDATA_PARITY_CHECK4RAS", 8>, Bit<"RDRET_FIFO_PERF", 9>,
    Bit<"DISABLE_RDRET_TAP_CHAIN_FGCG", 10>, Bit<"DISABLE_WRRET_TAP_CHAIN_FGCG", 11>>;
using Dagb1CntlMisc2 = Register<"DAGB1_CNTL_MISC2",
    Mmhub<0, 0xf5, Since<4, 1, 0, 0x23e,
        Bit<"WR_BUSY_OVERRIDE", 0>, Bit<"RD_BUSY_OVERRIDE", 1>, Bit<"TLBWR_BUSY_OVERRIDE", 2>,
        Bit<"TLBRD_BUSY_OVERRIDE", 3>, Bit<"SDP_BUSY_OVERRIDE", 4>, Bit<"SWAP_CTL", 5>, Bit<"RDRET_FIFO_PERF", 6>,
        Bit<"DISABLE_RDRET_TAP_CHAIN_FGCG", 7>, Bit<"DISABLE_WRRET_TAP_CHAIN_FGCG", 8>>>,
    Bit<"WR_BUSY_OVERRIDE", 0>, Bit<"RD_BUSY_OVERRIDE", 1>, Bit<"TLBWR_BUSY_OVERRIDE", 2>,
    Bit<"TLBRD_BUSY_OVERRIDE", 3>, Bit<"SDP_BUSY_OVERRIDE", 4>, Bit<"SWAP_CTL", 5>, Bit<"ENABLE_PARITY_CHECK", 6>,
    Bit<"RDATA_PARITY_CHECK4NACK", 7>, Bit<"WDATA_PARITY_CHECK4RAS", 8>, Bit<"RDRET_FIFO_PERF", 9>,
    Bit<"DISABLE_RDRET_TAP_CHAIN_FGCG", 10>, Bit<"DISABLE_WRRET_TAP_CHAIN_FGCG", 11>>;

// Faults since MMHUB 4.1: the status has two words
// The first fault since the last clear: client, VMID, direction, cause.
using MmvmL2ProtectionFaultStatusLo32 = Register<"MMVM_L2_PROTECTION_FAULT_STATUS_LO32",
    Mmhub<absent, 0, Since<4, 1, 0, 0x4f0>>,
    ReadOnly<"MORE_FAULTS", 0>, ReadOnly<"WALKER_ERROR", 3, 1>, ReadOnly<"PERMISSION_FAULTS", 7, 4>,
    ReadOnly<"MAPPING_ERROR", 8>, ReadOnly<"CID", 17, 9>, ReadOnly<"RW", 18>, ReadOnly<"ATOMIC", 19>,
    ReadOnly<"VMID", 23, 20>, ReadOnly<"VF", 24>, ReadOnly<"VFID", 29, 25>, ReadOnly<"PRT", 30>, ReadOnly<"UCE", 31>>;
using MmvmL2ProtectionFaultStatusHi32 = Register<"MMVM_L2_PROTECTION_FAULT_STATUS_HI32",
    Mmhub<absent, 0, Since<4, 1, 0, 0x4f1>>,
    ReadOnly<"FED", 0>>;

using MmhubRegisters = RegisterList<
    MmmcVmFbLocationBase, MmmcVmFbLocationTop, MmmcVmFbOffset, MmmcVmAgpTop, MmmcVmAgpBot, MmmcVmAgpBase,
    MmmcVmSystemApertureDefaultAddrLsb, MmmcVmSystemApertureDefaultAddrMsb, MmmcVmSystemApertureLowAddr,
    MmmcVmSystemApertureHighAddr, MmmcVmLocalFbAddressStart, MmmcVmLocalFbAddressEnd, MmmcVmLocalFbAddressLockCntl,
    MmmcVmCacheableDramAddressStart, MmmcVmCacheableDramAddressEnd, MmmcVmLocalSysmemAddressStart,
    MmmcVmLocalSysmemAddressEnd, MmmcVmAptCntl, MmmcVmSteering, MmmcVmFbNoallocCntl, MmmcVmMxL1TlbCntl, MmvmL2Cntl,
    MmvmL2Cntl2, MmvmL2Cntl3, MmvmL2Cntl4, MmvmL2Cntl5, MmvmL2Status, MmvmL2BankSelectReservedCid,
    MmvmL2BankSelectReservedCid2, MmvmL2GcrCntl, MmvmL2Context1IdentityApertureLowAddrLo32,
    MmvmL2Context1IdentityApertureLowAddrHi32, MmvmL2Context1IdentityApertureHighAddrLo32,
    MmvmL2Context1IdentityApertureHighAddrHi32, MmvmL2ContextIdentityPhysicalOffsetLo32,
    MmvmL2ContextIdentityPhysicalOffsetHi32, MmvmL2CgttBusyCtrl, MmvmL2CacheParityCntl,
    MmvmL2PerPfvfPteCacheFragmentSizes, MmvmL2ContextPerPfvfPteCacheFragmentSizes, MmvmL2ProtectionFaultCntl,
    MmvmL2ProtectionFaultCntl2, MmvmL2ProtectionFaultMmCntl3, MmvmL2ProtectionFaultMmCntl4,
    MmvmL2ProtectionFaultStatus, MmvmL2ProtectionFaultAddrLo32, MmvmL2ProtectionFaultAddrHi32,
    MmvmL2ProtectionFaultDefaultAddrLo32, MmvmL2ProtectionFaultDefaultAddrHi32, MmvmDummyPageFaultCntl,
    MmvmDummyPageFaultAddrLo32, MmvmDummyPageFaultAddrHi32, MmvmContextCntl, MmvmContextsDisable,
    MmvmContextPageTableBaseAddrLo32, MmvmContextPageTableBaseAddrHi32, MmvmContextPageTableStartAddrLo32,
    MmvmContextPageTableStartAddrHi32, MmvmContextPageTableEndAddrLo32, MmvmContextPageTableEndAddrHi32,
    MmvmInvalidateCntl, MmvmInvalidateEngSem, MmvmInvalidateEngReq, MmvmInvalidateEngAck,
    MmvmInvalidateEngAddrRangeLo32, MmvmInvalidateEngAddrRangeHi32, MmAtcL2MiscCg, MmAtcL2CgttClkCtrl, Dagb0CntlMisc2,
    Dagb1CntlMisc2, MmvmL2ProtectionFaultStatusLo32, MmvmL2ProtectionFaultStatusHi32>;
// clang-format on

}  // namespace egpulab::regs::amd
