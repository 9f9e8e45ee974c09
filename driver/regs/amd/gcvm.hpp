// GC hub: memory hub of graphics, compute and SDMA: apertures, address spaces, faults, invalidation.
// Facts: Linux drivers/gpu/drm/amd/include/asic_reg/gc/gc_11_0_0 and gc_12_0_0 _offset.h, _sh_mask.h (MIT).
#pragma once

#include "driver/regs/amd/since_revision.hpp"

namespace egpulab::regs::amd {

// clang-format off
// Where VRAM and the apertures lie
// MC address of the first VRAM byte, bits [47:24].
using GcmcVmFbLocationBase = Register<"GCMC_VM_FB_LOCATION_BASE",
    Gc<0, 0x1678, SinceRevision<11, 0, 3, 0, 0x1688>, Since<12, 0, 0, 0x1614>>, Field<"FB_BASE", 23, 0>>;
// MC address of the last VRAM byte, bits [47:24].
using GcmcVmFbLocationTop = Register<"GCMC_VM_FB_LOCATION_TOP",
    Gc<0, 0x1679, SinceRevision<11, 0, 3, 0, 0x1689>, Since<12, 0, 0, 0x1615>>, Field<"FB_TOP", 23, 0>>;
// Physical position of VRAM for PTEs, bits [47:24].
using GcmcVmFbOffset = Register<"GCMC_VM_FB_OFFSET", Gc<0, 0x15a7>, Field<"FB_OFFSET", 23, 0>>;
using GcmcVmAgpTop = Register<"GCMC_VM_AGP_TOP",
    Gc<0, 0x167a, SinceRevision<11, 0, 3, 0, 0x168a>, Since<12, 0, 0, 0x1616>>, Field<"AGP_TOP", 23, 0>>;
using GcmcVmAgpBot = Register<"GCMC_VM_AGP_BOT",
    Gc<0, 0x167b, SinceRevision<11, 0, 3, 0, 0x168b>, Since<12, 0, 0, 0x1617>>, Field<"AGP_BOT", 23, 0>>;
using GcmcVmAgpBase = Register<"GCMC_VM_AGP_BASE",
    Gc<0, 0x167c, SinceRevision<11, 0, 3, 0, 0x168c>, Since<12, 0, 0, 0x1618>>, Field<"AGP_BASE", 23, 0>>;
// Where accesses outside every aperture go, address >> 12.
using GcmcVmSystemApertureDefaultAddrLsb = Register<"GCMC_VM_SYSTEM_APERTURE_DEFAULT_ADDR_LSB", Gc<0, 0x15a8>,
    Field<"PHYSICAL_PAGE_NUMBER_LSB", 31, 0>>;
using GcmcVmSystemApertureDefaultAddrMsb = Register<"GCMC_VM_SYSTEM_APERTURE_DEFAULT_ADDR_MSB", Gc<0, 0x15a9>,
    Field<"PHYSICAL_PAGE_NUMBER_MSB", 3, 0>>;
// MC address >> 18 below which VMID 0 accesses are translated.
using GcmcVmSystemApertureLowAddr = Register<"GCMC_VM_SYSTEM_APERTURE_LOW_ADDR",
    Gc<0, 0x167d, SinceRevision<11, 0, 3, 0, 0x168d>, Since<12, 0, 0, 0x1619>>,
    Field<"LOGICAL_ADDR", 29, 0>>;
// MC address >> 18 above which VMID 0 accesses are translated.
using GcmcVmSystemApertureHighAddr = Register<"GCMC_VM_SYSTEM_APERTURE_HIGH_ADDR",
    Gc<0, 0x167e, SinceRevision<11, 0, 3, 0, 0x168e>, Since<12, 0, 0, 0x161a>>,
    Field<"LOGICAL_ADDR", 29, 0>>;
using GcmcVmLocalFbAddressStart = Register<"GCMC_VM_LOCAL_FB_ADDRESS_START",
    Gc<0, 0x15b2, Since<12, 0, 0, 0x15b1,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using GcmcVmLocalFbAddressEnd = Register<"GCMC_VM_LOCAL_FB_ADDRESS_END",
    Gc<0, 0x15b3, Since<12, 0, 0, 0x15b2,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using GcmcVmLocalFbAddressLockCntl = Register<"GCMC_VM_LOCAL_FB_ADDRESS_LOCK_CNTL",
    Gc<0, 0x15b4, Since<12, 0, 0, 0x15b3>>, Bit<"LOCK", 0>>;
using GcmcVmCacheableDramAddressStart = Register<"GCMC_VM_CACHEABLE_DRAM_ADDRESS_START",
    Gc<0, 0x15ad, Since<12, 0, 0, 0x15ac,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using GcmcVmCacheableDramAddressEnd = Register<"GCMC_VM_CACHEABLE_DRAM_ADDRESS_END",
    Gc<0, 0x15ae, Since<12, 0, 0, 0x15ad,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using GcmcVmLocalSysmemAddressStart = Register<"GCMC_VM_LOCAL_SYSMEM_ADDRESS_START",
    Gc<0, 0x15af, Since<12, 0, 0, 0x15ae,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using GcmcVmLocalSysmemAddressEnd = Register<"GCMC_VM_LOCAL_SYSMEM_ADDRESS_END",
    Gc<0, 0x15b0, Since<12, 0, 0, 0x15af,
        Field<"ADDRESS", 23, 0>>>,
    Field<"ADDRESS", 19, 0>>;
using GcmcVmAptCntl = Register<"GCMC_VM_APT_CNTL", Gc<0, 0x15b1, Since<12, 0, 0, 0x15b0>>,
    Bit<"FORCE_MTYPE_UC", 0>, Bit<"DIRECT_SYSTEM_EN", 1>, Field<"FRAG_APT_INTXN_MODE", 3, 2>,
    Bit<"CHECK_IS_LOCAL", 4>, Bit<"CAP_FRAG_SIZE_2M", 5>, Field<"LOCAL_SYSMEM_APERTURE_CNTL", 7, 6>>;
using GcmcVmSteering = Register<"GCMC_VM_STEERING", Gc<0, 0x15aa>, Field<"DEFAULT_STEERING", 1, 0>>;
using GcmcVmFbNoallocCntl = Register<"GCMC_VM_FB_NOALLOC_CNTL", Gc<0, 0x15b8, Gone<12, 0>>,
    Bit<"LOCAL_FB_NOALLOC_NOPTE", 0>, Bit<"REMOTE_FB_NOALLOC_NOPTE", 1>, Bit<"FB_NOALLOC_WALKER_FETCH", 2>,
    Bit<"ROUTER_ATCL2_NOALLOC", 3>, Bit<"ROUTER_GPA_MODE2_NOALLOC", 4>, Bit<"ROUTER_GPA_MODE3_NOALLOC", 5>>;
// L1 TLBs on or off, and how addresses inside the system aperture are treated.
using GcmcVmMxL1TlbCntl = Register<"GCMC_VM_MX_L1_TLB_CNTL",
    Gc<0, 0x167f, SinceRevision<11, 0, 3, 0, 0x168f>, Since<12, 0, 0, 0x161b,
        Bit<"ENABLE_L1_TLB", 0>, Field<"SYSTEM_ACCESS_MODE", 4, 3>, Bit<"SYSTEM_APERTURE_UNMAPPED_ACCESS", 5>,
        Bit<"ENABLE_ADVANCED_DRIVER_MODEL", 6>, Field<"ECO_BITS", 10, 7>, Field<"MTYPE", 12, 11>>>,
    Bit<"ENABLE_L1_TLB", 0>, Field<"SYSTEM_ACCESS_MODE", 4, 3>, Bit<"SYSTEM_APERTURE_UNMAPPED_ACCESS", 5>,
    Bit<"ENABLE_ADVANCED_DRIVER_MODEL", 6>, Field<"ECO_BITS", 10, 7>, Field<"MTYPE", 13, 11>>;

// The L2 translation cache
// The L2 translation cache.
using GcvmL2Cntl = Register<"GCVM_L2_CNTL", Gc<0, 0x15bc, SinceRevision<11, 0, 3, 0, 0x15c0>, Since<12, 0, 0, 0x15c4>>,
    Bit<"ENABLE_L2_CACHE", 0>, Bit<"ENABLE_L2_FRAGMENT_PROCESSING", 1>, Field<"L2_CACHE_PTE_ENDIAN_SWAP_MODE", 3, 2>,
    Field<"L2_CACHE_PDE_ENDIAN_SWAP_MODE", 5, 4>, Bit<"L2_PDE0_CACHE_TAG_GENERATION_MODE", 8>,
    Bit<"ENABLE_L2_PTE_CACHE_LRU_UPDATE_BY_WRITE", 9>, Bit<"ENABLE_L2_PDE0_CACHE_LRU_UPDATE_BY_WRITE", 10>,
    Bit<"ENABLE_DEFAULT_PAGE_OUT_TO_SYSTEM_MEMORY", 11>, Field<"L2_PDE0_CACHE_SPLIT_MODE", 14, 12>,
    Field<"EFFECTIVE_L2_QUEUE_SIZE", 17, 15>, Bit<"PDE_FAULT_CLASSIFICATION", 18>,
    Field<"CONTEXT1_IDENTITY_ACCESS_MODE", 20, 19>, Field<"IDENTITY_MODE_FRAGMENT_SIZE", 25, 21>,
    Field<"L2_PTE_CACHE_ADDR_MODE", 27, 26>>;
// Writing 1 to INVALIDATE_ALL_L1_TLBS or INVALIDATE_L2_CACHE empties these caches.
using GcvmL2Cntl2 = Register<"GCVM_L2_CNTL2", Gc<0, 0x15bd, SinceRevision<11, 0, 3, 0, 0x15c1>, Since<12, 0, 0, 0x15c5>>,
    Bit<"INVALIDATE_ALL_L1_TLBS", 0>, Bit<"INVALIDATE_L2_CACHE", 1>, Bit<"DISABLE_INVALIDATE_PER_DOMAIN", 21>,
    Bit<"DISABLE_BIGK_CACHE_OPTIMIZATION", 22>, Field<"L2_PTE_CACHE_VMID_MODE", 25, 23>,
    Field<"INVALIDATE_CACHE_MODE", 27, 26>, Field<"PDE_CACHE_EFFECTIVE_SIZE", 30, 28>>;
using GcvmL2Cntl3 = Register<"GCVM_L2_CNTL3", Gc<0, 0x15be, SinceRevision<11, 0, 3, 0, 0x15c2>, Since<12, 0, 0, 0x15c6>>,
    Field<"BANK_SELECT", 5, 0>, Field<"L2_CACHE_UPDATE_MODE", 7, 6>,
    Field<"L2_CACHE_UPDATE_WILDCARD_REFERENCE_VALUE", 12, 8>, Field<"L2_CACHE_BIGK_FRAGMENT_SIZE", 19, 15>,
    Bit<"L2_CACHE_BIGK_ASSOCIATIVITY", 20>, Field<"L2_CACHE_4K_EFFECTIVE_SIZE", 23, 21>,
    Field<"L2_CACHE_BIGK_EFFECTIVE_SIZE", 27, 24>, Bit<"L2_CACHE_4K_FORCE_MISS", 28>,
    Bit<"L2_CACHE_BIGK_FORCE_MISS", 29>, Bit<"PDE_CACHE_FORCE_MISS", 30>, Bit<"L2_CACHE_4K_ASSOCIATIVITY", 31>>;
using GcvmL2Cntl4 = Register<"GCVM_L2_CNTL4", Gc<0, 0x15d4, SinceRevision<11, 0, 3, 0, 0x15d8>, Since<12, 0, 0, 0x15dd>>,
    Field<"L2_CACHE_4K_PARTITION_COUNT", 5, 0>, Bit<"VMC_TAP_PDE_REQUEST_PHYSICAL", 6>,
    Bit<"VMC_TAP_PTE_REQUEST_PHYSICAL", 7>, Field<"MM_NONRT_IFIFO_ACTIVE_TRANSACTION_LIMIT", 17, 8>,
    Field<"MM_SOFTRT_IFIFO_ACTIVE_TRANSACTION_LIMIT", 27, 18>, Bit<"BPM_CGCGLS_OVERRIDE", 28>,
    Bit<"GC_CH_FGCG_OFF", 29>, Bit<"VFIFO_HEAD_OF_QUEUE", 30>, Bit<"VFIFO_VISIBLE_BANK_SILOS", 31>>;
using GcvmL2Cntl5 = Register<"GCVM_L2_CNTL5",
    Gc<0, 0x15da, SinceRevision<11, 0, 3, 0, 0x15de>, Since<12, 0, 0, 0x15e3,
        Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"WALKER_PRIORITY_CLIENT_ID", 13, 5>,
        Bit<"WALKER_FETCH_PDE_NOALLOC_ENABLE", 14>, Bit<"WALKER_FETCH_PDE_MTYPE_ENABLE", 15>,
        Bit<"UTCL2_ATC_REQ_FGCG_OFF", 16>, Bit<"UTCL2_ATC_INVREQ_REPEATER_FGCG_OFF", 17>,
        Bit<"UTCL2_ONE_OUTSTANDING_ATC_INVREQ", 18>>>,
    Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"WALKER_PRIORITY_CLIENT_ID", 13, 5>,
    Bit<"WALKER_FETCH_PDE_NOALLOC_ENABLE", 14>, Bit<"WALKER_FETCH_PDE_MTYPE_ENABLE", 15>,
    Bit<"UTCL2_ATC_REQ_FGCG_OFF", 16>>;
using GcvmL2Status = Register<"GCVM_L2_STATUS",
    Gc<0, 0x15bf, SinceRevision<11, 0, 3, 0, 0x15c3>, Since<12, 0, 0, 0x15c7>>,
    ReadOnly<"L2_BUSY", 0>, ReadOnly<"CONTEXT_DOMAIN_BUSY", 16, 1>, ReadOnly<"FOUND_4K_PTE_CACHE_PARITY_ERRORS", 17>,
    ReadOnly<"FOUND_BIGK_PTE_CACHE_PARITY_ERRORS", 18>, ReadOnly<"FOUND_PDE0_CACHE_PARITY_ERRORS", 19>,
    ReadOnly<"FOUND_PDE1_CACHE_PARITY_ERRORS", 20>, ReadOnly<"FOUND_PDE2_CACHE_PARITY_ERRORS", 21>>;
using GcvmL2BankSelectReservedCid = Register<"GCVM_L2_BANK_SELECT_RESERVED_CID",
    Gc<0, 0x15d6, SinceRevision<11, 0, 3, 0, 0x15da>, Since<12, 0, 0, 0x15df>>,
    Field<"RESERVED_READ_CLIENT_ID", 8, 0>, Field<"RESERVED_WRITE_CLIENT_ID", 18, 10>, Bit<"ENABLE", 20>,
    Bit<"RESERVED_CACHE_INVALIDATION_MODE", 24>, Bit<"RESERVED_CACHE_PRIVATE_INVALIDATION", 25>,
    Field<"RESERVED_CACHE_FRAGMENT_SIZE", 30, 26>>;
using GcvmL2BankSelectReservedCid2 = Register<"GCVM_L2_BANK_SELECT_RESERVED_CID2",
    Gc<0, 0x15d7, SinceRevision<11, 0, 3, 0, 0x15db>, Since<12, 0, 0, 0x15e0>>,
    Field<"RESERVED_READ_CLIENT_ID", 8, 0>, Field<"RESERVED_WRITE_CLIENT_ID", 18, 10>, Bit<"ENABLE", 20>,
    Bit<"RESERVED_CACHE_INVALIDATION_MODE", 24>, Bit<"RESERVED_CACHE_PRIVATE_INVALIDATION", 25>,
    Field<"RESERVED_CACHE_FRAGMENT_SIZE", 30, 26>>;
using GcvmL2GcrCntl = Register<"GCVM_L2_GCR_CNTL",
    Gc<0, 0x15db, SinceRevision<11, 0, 3, 0, 0x15df>, Since<12, 0, 0, 0x15e4>>, Bit<"GCR_ENABLE", 0>, Field<"GCR_CLIENT_ID", 9, 1>>;
using GcvmL2Context1IdentityApertureLowAddrLo32 = Register<"GCVM_L2_CONTEXT1_IDENTITY_APERTURE_LOW_ADDR_LO32",
    Gc<0, 0x15ce, SinceRevision<11, 0, 3, 0, 0x15d2>, Since<12, 0, 0, 0x15d7>>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using GcvmL2Context1IdentityApertureLowAddrHi32 = Register<"GCVM_L2_CONTEXT1_IDENTITY_APERTURE_LOW_ADDR_HI32",
    Gc<0, 0x15cf, SinceRevision<11, 0, 3, 0, 0x15d3>, Since<12, 0, 0, 0x15d8>>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;
using GcvmL2Context1IdentityApertureHighAddrLo32 = Register<"GCVM_L2_CONTEXT1_IDENTITY_APERTURE_HIGH_ADDR_LO32",
    Gc<0, 0x15d0, SinceRevision<11, 0, 3, 0, 0x15d4>, Since<12, 0, 0, 0x15d9>>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using GcvmL2Context1IdentityApertureHighAddrHi32 = Register<"GCVM_L2_CONTEXT1_IDENTITY_APERTURE_HIGH_ADDR_HI32",
    Gc<0, 0x15d1, SinceRevision<11, 0, 3, 0, 0x15d5>, Since<12, 0, 0, 0x15da>>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;
using GcvmL2ContextIdentityPhysicalOffsetLo32 = Register<"GCVM_L2_CONTEXT_IDENTITY_PHYSICAL_OFFSET_LO32",
    Gc<0, 0x15d2, SinceRevision<11, 0, 3, 0, 0x15d6>, Since<12, 0, 0, 0x15db>>,
    Field<"PHYSICAL_PAGE_OFFSET_LO32", 31, 0>>;
using GcvmL2ContextIdentityPhysicalOffsetHi32 = Register<"GCVM_L2_CONTEXT_IDENTITY_PHYSICAL_OFFSET_HI32",
    Gc<0, 0x15d3, SinceRevision<11, 0, 3, 0, 0x15d7>, Since<12, 0, 0, 0x15dc>>,
    Field<"PHYSICAL_PAGE_OFFSET_HI4", 3, 0>>;
using GcvmL2CgttBusyCtrl = Register<"GCVM_L2_CGTT_BUSY_CTRL",
    Gc<0, 0x15e0, SinceRevision<11, 0, 3, 0, 0x15e4>, Since<12, 0, 0, 0x15e9>>,
    Field<"READ_DELAY", 4, 0>, Bit<"ALWAYS_BUSY", 5>>;
using GcvmL2CacheParityCntl = Register<"GCVM_L2_CACHE_PARITY_CNTL",
    Gc<0, 0x15d8, SinceRevision<11, 0, 3, 0, 0x15dc>, Since<12, 0, 0, 0x15e1>>,
    Bit<"ENABLE_PARITY_CHECKS_IN_4K_PTE_CACHES", 0>, Bit<"ENABLE_PARITY_CHECKS_IN_BIGK_PTE_CACHES", 1>,
    Bit<"ENABLE_PARITY_CHECKS_IN_PDE_CACHES", 2>, Bit<"FORCE_PARITY_MISMATCH_IN_4K_PTE_CACHE", 3>,
    Bit<"FORCE_PARITY_MISMATCH_IN_BIGK_PTE_CACHE", 4>, Bit<"FORCE_PARITY_MISMATCH_IN_PDE_CACHE", 5>,
    Field<"FORCE_CACHE_BANK", 8, 6>, Field<"FORCE_CACHE_NUMBER", 11, 9>, Field<"FORCE_CACHE_ASSOC", 15, 12>>;
using GcvmL2PerPfvfPteCacheFragmentSizes = Register<"GCVM_L2_PER_PFVF_PTE_CACHE_FRAGMENT_SIZES",
    Gc<0, 0x1753, SinceRevision<11, 0, 3, 0, 0x1763>, Since<12, 0, 0, 0x16ef>>,
    Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"L2_CACHE_BIGK_FRAGMENT_SIZE", 9, 5>,
    Field<"BANK_SELECT", 15, 10>>;
using GcvmL2ContextPerPfvfPteCacheFragmentSizes = RegisterArray<"GCVM_L2_CONTEXT#_PER_PFVF_PTE_CACHE_FRAGMENT_SIZES",
    Gc<0, 0x1754, SinceRevision<11, 0, 3, 0, 0x1764>, Since<12, 0, 0, 0x16f0>>, Repeat<16, 0x4>,
    Field<"L2_CACHE_SMALLK_FRAGMENT_SIZE", 4, 0>, Field<"L2_CACHE_BIGK_FRAGMENT_SIZE", 9, 5>,
    Field<"BANK_SELECT", 15, 10>>;

// Faults
// Which faults are reported (interrupt) and answered with the default page. CLEAR_PROTECTION_FAULT_STATUS_ADDR
// re-arms STATUS and ADDR.
using GcvmL2ProtectionFaultCntl = Register<"GCVM_L2_PROTECTION_FAULT_CNTL",
    Gc<0, 0x15c4, SinceRevision<11, 0, 3, 0, 0x15c8>, Since<12, 0, 0, 0x15cc>>,
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
using GcvmL2ProtectionFaultCntl2 = Register<"GCVM_L2_PROTECTION_FAULT_CNTL2",
    Gc<0, 0x15c5, SinceRevision<11, 0, 3, 0, 0x15c9>, Since<12, 0, 0, 0x15cd>>,
    Field<"CLIENT_ID_PRT_FAULT_INTERRUPT", 15, 0>, Bit<"OTHER_CLIENT_ID_PRT_FAULT_INTERRUPT", 16>,
    Bit<"ACTIVE_PAGE_MIGRATION_PTE", 17>, Bit<"ACTIVE_PAGE_MIGRATION_PTE_READ_RETRY", 18>,
    Bit<"ENABLE_RETRY_FAULT_INTERRUPT", 19>>;
using GcvmL2ProtectionFaultMmCntl3 = Register<"GCVM_L2_PROTECTION_FAULT_MM_CNTL3",
    Gc<0, 0x15c6, SinceRevision<11, 0, 3, 0, 0x15ca>, Since<12, 0, 0, 0x15ce>>,
    Field<"VML1_READ_CLIENT_ID_NO_RETRY_FAULT_INTERRUPT", 31, 0>>;
using GcvmL2ProtectionFaultMmCntl4 = Register<"GCVM_L2_PROTECTION_FAULT_MM_CNTL4",
    Gc<0, 0x15c7, SinceRevision<11, 0, 3, 0, 0x15cb>, Since<12, 0, 0, 0x15cf>>,
    Field<"VML1_WRITE_CLIENT_ID_NO_RETRY_FAULT_INTERRUPT", 31, 0>>;
// The first fault since the last clear: client, VMID, direction, cause.
using GcvmL2ProtectionFaultStatus = Register<"GCVM_L2_PROTECTION_FAULT_STATUS",
    Gc<0, 0x15c8, SinceRevision<11, 0, 3, 0, 0x15cc,
        ReadOnly<"MORE_FAULTS", 0>, ReadOnly<"WALKER_ERROR", 3, 1>, ReadOnly<"PERMISSION_FAULTS", 7, 4>,
        ReadOnly<"MAPPING_ERROR", 8>, ReadOnly<"CID", 17, 9>, ReadOnly<"RW", 18>, ReadOnly<"ATOMIC", 19>,
        ReadOnly<"VMID", 23, 20>, ReadOnly<"VF", 24>, ReadOnly<"VFID", 28, 25>, ReadOnly<"PRT", 29>,
        ReadOnly<"FED", 30>>, Gone<12, 0>>,
    ReadOnly<"MORE_FAULTS", 0>, ReadOnly<"WALKER_ERROR", 3, 1>, ReadOnly<"PERMISSION_FAULTS", 7, 4>,
    ReadOnly<"MAPPING_ERROR", 8>, ReadOnly<"CID", 17, 9>, ReadOnly<"RW", 18>, ReadOnly<"ATOMIC", 19>,
    ReadOnly<"VMID", 23, 20>, ReadOnly<"VF", 24>, ReadOnly<"VFID", 28, 25>, ReadOnly<"PRT", 29>>;
// Its virtual page number (address >> 12).
using GcvmL2ProtectionFaultAddrLo32 = Register<"GCVM_L2_PROTECTION_FAULT_ADDR_LO32",
    Gc<0, 0x15c9, SinceRevision<11, 0, 3, 0, 0x15cd>, Since<12, 0, 0, 0x15d2>>,
    ReadOnly<"LOGICAL_PAGE_ADDR_LO32", 31, 0>>;
using GcvmL2ProtectionFaultAddrHi32 = Register<"GCVM_L2_PROTECTION_FAULT_ADDR_HI32",
    Gc<0, 0x15ca, SinceRevision<11, 0, 3, 0, 0x15ce>, Since<12, 0, 0, 0x15d3>>,
    ReadOnly<"LOGICAL_PAGE_ADDR_HI4", 3, 0>>;
// Page (address >> 12) that answers faulting accesses.
using GcvmL2ProtectionFaultDefaultAddrLo32 = Register<"GCVM_L2_PROTECTION_FAULT_DEFAULT_ADDR_LO32",
    Gc<0, 0x15cb, SinceRevision<11, 0, 3, 0, 0x15cf>, Since<12, 0, 0, 0x15d4>>,
    Field<"PHYSICAL_PAGE_ADDR_LO32", 31, 0>>;
using GcvmL2ProtectionFaultDefaultAddrHi32 = Register<"GCVM_L2_PROTECTION_FAULT_DEFAULT_ADDR_HI32",
    Gc<0, 0x15cc, SinceRevision<11, 0, 3, 0, 0x15d0>, Since<12, 0, 0, 0x15d5>>,
    Field<"PHYSICAL_PAGE_ADDR_HI4", 3, 0>>;
using GcvmDummyPageFaultCntl = Register<"GCVM_DUMMY_PAGE_FAULT_CNTL",
    Gc<0, 0x15c0, SinceRevision<11, 0, 3, 0, 0x15c4>, Since<12, 0, 0, 0x15c8>>,
    Bit<"DUMMY_PAGE_FAULT_ENABLE", 0>, Bit<"DUMMY_PAGE_ADDRESS_LOGICAL", 1>, Field<"DUMMY_PAGE_COMPARE_MSBS", 7, 2>>;
using GcvmDummyPageFaultAddrLo32 = Register<"GCVM_DUMMY_PAGE_FAULT_ADDR_LO32",
    Gc<0, 0x15c1, SinceRevision<11, 0, 3, 0, 0x15c5>, Since<12, 0, 0, 0x15c9>>,
    Field<"DUMMY_PAGE_ADDR_LO32", 31, 0>>;
using GcvmDummyPageFaultAddrHi32 = Register<"GCVM_DUMMY_PAGE_FAULT_ADDR_HI32",
    Gc<0, 0x15c2, SinceRevision<11, 0, 3, 0, 0x15c6>, Since<12, 0, 0, 0x15ca>>,
    Field<"DUMMY_PAGE_ADDR_HI4", 3, 0>>;

// Address spaces
// One address space per VMID: enabled, depth of its tables, faults reported. PAGE_TABLE_DEPTH: levels above the
// last.
using GcvmContextCntl = RegisterArray<"GCVM_CONTEXT#_CNTL",
    Gc<0, 0x1688, SinceRevision<11, 0, 3, 0, 0x1698,
        Bit<"ENABLE_CONTEXT", 0>, Field<"PAGE_TABLE_DEPTH", 2, 1>, Field<"PAGE_TABLE_BLOCK_SIZE", 6, 3>,
        Bit<"RETRY_PERMISSION_OR_INVALID_PAGE_FAULT", 7>, Bit<"RETRY_OTHER_FAULT", 8>,
        Bit<"RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 9>, Bit<"RANGE_PROTECTION_FAULT_ENABLE_DEFAULT", 10>,
        Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 11>, Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT", 12>,
        Bit<"PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT", 13>, Bit<"PDE0_PROTECTION_FAULT_ENABLE_DEFAULT", 14>,
        Bit<"VALID_PROTECTION_FAULT_ENABLE_INTERRUPT", 15>, Bit<"VALID_PROTECTION_FAULT_ENABLE_DEFAULT", 16>,
        Bit<"READ_PROTECTION_FAULT_ENABLE_INTERRUPT", 17>, Bit<"READ_PROTECTION_FAULT_ENABLE_DEFAULT", 18>,
        Bit<"WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT", 19>, Bit<"WRITE_PROTECTION_FAULT_ENABLE_DEFAULT", 20>,
        Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT", 21>, Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT", 22>,
        Bit<"SECURE_PROTECTION_FAULT_ENABLE_INTERRUPT", 23>, Bit<"SECURE_PROTECTION_FAULT_ENABLE_DEFAULT", 24>>, Since<12, 0, 0, 0x1624,
        Bit<"ENABLE_CONTEXT", 0>, Field<"PAGE_TABLE_DEPTH", 2, 1>, Field<"PAGE_TABLE_BLOCK_SIZE", 7, 4>,
        Bit<"RETRY_PERMISSION_OR_INVALID_PAGE_FAULT", 8>, Bit<"RETRY_OTHER_FAULT", 9>,
        Bit<"RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 10>, Bit<"RANGE_PROTECTION_FAULT_ENABLE_DEFAULT", 11>,
        Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT", 12>, Bit<"DUMMY_PAGE_PROTECTION_FAULT_ENABLE_DEFAULT", 13>,
        Bit<"PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT", 14>, Bit<"PDE0_PROTECTION_FAULT_ENABLE_DEFAULT", 15>,
        Bit<"VALID_PROTECTION_FAULT_ENABLE_INTERRUPT", 16>, Bit<"VALID_PROTECTION_FAULT_ENABLE_DEFAULT", 17>,
        Bit<"READ_PROTECTION_FAULT_ENABLE_INTERRUPT", 18>, Bit<"READ_PROTECTION_FAULT_ENABLE_DEFAULT", 19>,
        Bit<"WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT", 20>, Bit<"WRITE_PROTECTION_FAULT_ENABLE_DEFAULT", 21>,
        Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT", 22>, Bit<"EXECUTE_PROTECTION_FAULT_ENABLE_DEFAULT", 23>>>,
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
using GcvmContextsDisable = Register<"GCVM_CONTEXTS_DISABLE",
    Gc<0, 0x1698, SinceRevision<11, 0, 3, 0, 0x16a8>, Since<12, 0, 0, 0x1634>>,
    Bit<"DISABLE_CONTEXT_0", 0>, Bit<"DISABLE_CONTEXT_1", 1>, Bit<"DISABLE_CONTEXT_2", 2>,
    Bit<"DISABLE_CONTEXT_3", 3>, Bit<"DISABLE_CONTEXT_4", 4>, Bit<"DISABLE_CONTEXT_5", 5>,
    Bit<"DISABLE_CONTEXT_6", 6>, Bit<"DISABLE_CONTEXT_7", 7>, Bit<"DISABLE_CONTEXT_8", 8>,
    Bit<"DISABLE_CONTEXT_9", 9>, Bit<"DISABLE_CONTEXT_10", 10>, Bit<"DISABLE_CONTEXT_11", 11>,
    Bit<"DISABLE_CONTEXT_12", 12>, Bit<"DISABLE_CONTEXT_13", 13>, Bit<"DISABLE_CONTEXT_14", 14>,
    Bit<"DISABLE_CONTEXT_15", 15>>;
// Root table as a PDE: bit 0 valid, bit 1 system memory, address in [47:6].
using GcvmContextPageTableBaseAddrLo32 = RegisterArray<"GCVM_CONTEXT#_PAGE_TABLE_BASE_ADDR_LO32",
    Gc<0, 0x16f3, SinceRevision<11, 0, 3, 0, 0x1703>, Since<12, 0, 0, 0x168f>>, Repeat<16, 0x8>,
    Field<"PAGE_DIRECTORY_ENTRY_LO32", 31, 0>>;
using GcvmContextPageTableBaseAddrHi32 = RegisterArray<"GCVM_CONTEXT#_PAGE_TABLE_BASE_ADDR_HI32",
    Gc<0, 0x16f4, SinceRevision<11, 0, 3, 0, 0x1704>, Since<12, 0, 0, 0x1690>>, Repeat<16, 0x8>,
    Field<"PAGE_DIRECTORY_ENTRY_HI32", 31, 0>>;
// First virtual page of the space (address >> 12); the root table is indexed from here.
using GcvmContextPageTableStartAddrLo32 = RegisterArray<"GCVM_CONTEXT#_PAGE_TABLE_START_ADDR_LO32",
    Gc<0, 0x1713, SinceRevision<11, 0, 3, 0, 0x1723>, Since<12, 0, 0, 0x16af>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using GcvmContextPageTableStartAddrHi32 = RegisterArray<"GCVM_CONTEXT#_PAGE_TABLE_START_ADDR_HI32",
    Gc<0, 0x1714, SinceRevision<11, 0, 3, 0, 0x1724>, Since<12, 0, 0, 0x16b0>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;
// Last virtual page of the space.
using GcvmContextPageTableEndAddrLo32 = RegisterArray<"GCVM_CONTEXT#_PAGE_TABLE_END_ADDR_LO32",
    Gc<0, 0x1733, SinceRevision<11, 0, 3, 0, 0x1743>, Since<12, 0, 0, 0x16cf>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_LO32", 31, 0>>;
using GcvmContextPageTableEndAddrHi32 = RegisterArray<"GCVM_CONTEXT#_PAGE_TABLE_END_ADDR_HI32",
    Gc<0, 0x1734, SinceRevision<11, 0, 3, 0, 0x1744>, Since<12, 0, 0, 0x16d0>>, Repeat<16, 0x8>,
    Field<"LOGICAL_PAGE_NUMBER_HI4", 3, 0>>;

// Invalidation
using GcvmInvalidateCntl = Register<"GCVM_INVALIDATE_CNTL",
    Gc<0, 0x15c3, SinceRevision<11, 0, 3, 0, 0x15c7>, Since<12, 0, 0, 0x15cb>>,
    Field<"PRI_REG_ALTERNATING", 7, 0>, Field<"MAX_REG_OUTSTANDING", 15, 8>>;
// Reads 1 when the semaphore was taken; write 0 releases it.
using GcvmInvalidateEngSem = RegisterArray<"GCVM_INVALIDATE_ENG#_SEM",
    Gc<0, 0x1699, SinceRevision<11, 0, 3, 0, 0x16a9>, Since<12, 0, 0, 0x1635>>, Repeat<18, 0x4>,
    Bit<"SEMAPHORE", 0>>;
// A write invalidates translations of the VMIDs in PER_VMID_INVALIDATE_REQ; the same bits of ACK answer.
using GcvmInvalidateEngReq = RegisterArray<"GCVM_INVALIDATE_ENG#_REQ",
    Gc<0, 0x16ab, SinceRevision<11, 0, 3, 0, 0x16bb>, Since<12, 0, 0, 0x1647>>, Repeat<18, 0x4>,
    Field<"PER_VMID_INVALIDATE_REQ", 15, 0>, Field<"FLUSH_TYPE", 18, 16>, Bit<"INVALIDATE_L2_PTES", 19>,
    Bit<"INVALIDATE_L2_PDE0", 20>, Bit<"INVALIDATE_L2_PDE1", 21>, Bit<"INVALIDATE_L2_PDE2", 22>,
    Bit<"INVALIDATE_L1_PTES", 23>, Bit<"CLEAR_PROTECTION_FAULT_STATUS_ADDR", 24>, Bit<"LOG_REQUEST", 25>,
    Bit<"INVALIDATE_4K_PAGES_ONLY", 26>>;
// Answers REQ, one bit per VMID.
using GcvmInvalidateEngAck = RegisterArray<"GCVM_INVALIDATE_ENG#_ACK",
    Gc<0, 0x16bd, SinceRevision<11, 0, 3, 0, 0x16cd>, Since<12, 0, 0, 0x1659>>, Repeat<18, 0x4>,
    ReadOnly<"PER_VMID_INVALIDATE_ACK", 15, 0>, ReadOnly<"SEMAPHORE", 16>>;
// First and last page that an invalidation covers.
using GcvmInvalidateEngAddrRangeLo32 = RegisterArray<"GCVM_INVALIDATE_ENG#_ADDR_RANGE_LO32",
    Gc<0, 0x16cf, SinceRevision<11, 0, 3, 0, 0x16df>, Since<12, 0, 0, 0x166b>>, Repeat<18, 0x8>,
    Bit<"S_BIT", 0>, Field<"LOGI_PAGE_ADDR_RANGE_LO31", 31, 1>>;
using GcvmInvalidateEngAddrRangeHi32 = RegisterArray<"GCVM_INVALIDATE_ENG#_ADDR_RANGE_HI32",
    Gc<0, 0x16d0, SinceRevision<11, 0, 3, 0, 0x16e0>, Since<12, 0, 0, 0x166c>>, Repeat<18, 0x8>,
    Field<"LOGI_PAGE_ADDR_RANGE_HI5", 4, 0>>;

// Bypass
using Gcutcl2HarvestBypassGroups = Register<"GCUTCL2_HARVEST_BYPASS_GROUPS", Gc<0, 0x15b9, Since<12, 0, 0, 0x15b7>>,
    Field<"BYPASS_GROUPS", 31, 0>>;
using Gcutcl2TranslationBypassByVmid = Register<"GCUTCL2_TRANSLATION_BYPASS_BY_VMID", Gc<1, 0x5e41>,
    Field<"TRANS_BYPASS_VMIDS", 15, 0>, Field<"GPA_MODE_VMIDS", 31, 16>>;

// Faults since gfx12: the status has two words
// The first fault since the last clear: client, VMID, direction, cause.
using GcvmL2ProtectionFaultStatusLo32 = Register<"GCVM_L2_PROTECTION_FAULT_STATUS_LO32",
    Gc<absent, 0, Since<12, 0, 0, 0x15d0>>,
    ReadOnly<"MORE_FAULTS", 0>, ReadOnly<"WALKER_ERROR", 3, 1>, ReadOnly<"PERMISSION_FAULTS", 7, 4>,
    ReadOnly<"MAPPING_ERROR", 8>, ReadOnly<"CID", 17, 9>, ReadOnly<"RW", 18>, ReadOnly<"ATOMIC", 19>,
    ReadOnly<"VMID", 23, 20>, ReadOnly<"VF", 24>, ReadOnly<"VFID", 29, 25>, ReadOnly<"PRT", 30>, ReadOnly<"UCE", 31>>;
using GcvmL2ProtectionFaultStatusHi32 = Register<"GCVM_L2_PROTECTION_FAULT_STATUS_HI32",
    Gc<absent, 0, Since<12, 0, 0, 0x15d1>>,
    ReadOnly<"FED", 0>>;

using GcvmRegisters = RegisterList<
    GcmcVmFbLocationBase, GcmcVmFbLocationTop, GcmcVmFbOffset, GcmcVmAgpTop, GcmcVmAgpBot, GcmcVmAgpBase,
    GcmcVmSystemApertureDefaultAddrLsb, GcmcVmSystemApertureDefaultAddrMsb, GcmcVmSystemApertureLowAddr,
    GcmcVmSystemApertureHighAddr, GcmcVmLocalFbAddressStart, GcmcVmLocalFbAddressEnd, GcmcVmLocalFbAddressLockCntl,
    GcmcVmCacheableDramAddressStart, GcmcVmCacheableDramAddressEnd, GcmcVmLocalSysmemAddressStart,
    GcmcVmLocalSysmemAddressEnd, GcmcVmAptCntl, GcmcVmSteering, GcmcVmFbNoallocCntl, GcmcVmMxL1TlbCntl, GcvmL2Cntl,
    GcvmL2Cntl2, GcvmL2Cntl3, GcvmL2Cntl4, GcvmL2Cntl5, GcvmL2Status, GcvmL2BankSelectReservedCid,
    GcvmL2BankSelectReservedCid2, GcvmL2GcrCntl, GcvmL2Context1IdentityApertureLowAddrLo32,
    GcvmL2Context1IdentityApertureLowAddrHi32, GcvmL2Context1IdentityApertureHighAddrLo32,
    GcvmL2Context1IdentityApertureHighAddrHi32, GcvmL2ContextIdentityPhysicalOffsetLo32,
    GcvmL2ContextIdentityPhysicalOffsetHi32, GcvmL2CgttBusyCtrl, GcvmL2CacheParityCntl,
    GcvmL2PerPfvfPteCacheFragmentSizes, GcvmL2ContextPerPfvfPteCacheFragmentSizes, GcvmL2ProtectionFaultCntl,
    GcvmL2ProtectionFaultCntl2, GcvmL2ProtectionFaultMmCntl3, GcvmL2ProtectionFaultMmCntl4,
    GcvmL2ProtectionFaultStatus, GcvmL2ProtectionFaultAddrLo32, GcvmL2ProtectionFaultAddrHi32,
    GcvmL2ProtectionFaultDefaultAddrLo32, GcvmL2ProtectionFaultDefaultAddrHi32, GcvmDummyPageFaultCntl,
    GcvmDummyPageFaultAddrLo32, GcvmDummyPageFaultAddrHi32, GcvmContextCntl, GcvmContextsDisable,
    GcvmContextPageTableBaseAddrLo32, GcvmContextPageTableBaseAddrHi32, GcvmContextPageTableStartAddrLo32,
    GcvmContextPageTableStartAddrHi32, GcvmContextPageTableEndAddrLo32, GcvmContextPageTableEndAddrHi32,
    GcvmInvalidateCntl, GcvmInvalidateEngSem, GcvmInvalidateEngReq, GcvmInvalidateEngAck,
    GcvmInvalidateEngAddrRangeLo32, GcvmInvalidateEngAddrRangeHi32, Gcutcl2HarvestBypassGroups,
    Gcutcl2TranslationBypassByVmid, GcvmL2ProtectionFaultStatusLo32, GcvmL2ProtectionFaultStatusHi32>;
// clang-format on

}  // namespace egpulab::regs::amd
