// NV_VIRTUAL_FUNCTION: what each PCI function of the card has: interrupt tree, MMU invalidation and faults, BAR blocks
// since Hopper, and the page that user mode may map (doorbell, time).
// Facts: open-gpu-kernel-modules published turing/tu102, ampere/ga100, hopper/gh100, blackwell/gb100 dev_vm.h (MIT);
// open-gpu-doc manuals ampere/ga100/dev_vm. Function 0 lies at 0xb80000 (NV_VIRTUAL_FUNCTION_FULL_PHYS_OFFSET).
#pragma once

#include "driver/regs/nvidia/location.hpp"
#include "driver/regs/nvidia/pbus.hpp"

namespace egpulab::regs::nvidia {

inline constexpr u32 virtual_function_base = 0xb80000;
template <u32 Offset, class... Later>
using VirtualFunction = Bar0<virtual_function_base + Offset, Later...>;

enum class InvalidateReplay : u8 { none = 0, start, start_ack_all, cancel_targeted, cancel_global, cancel_va_global };
constexpr std::string_view to_string(InvalidateReplay r) {
  constexpr std::string_view names[] = {"NONE",          "START",           "START_ACK_ALL", "CANCEL_TARGETED",
                                        "CANCEL_GLOBAL", "CANCEL_VA_GLOBAL"};
  return static_cast<std::size_t>(r) < std::size(names) ? names[static_cast<u8>(r)] : std::string_view();
}

// clang-format off
// One bit a vector; a bit of TOP stands for two leaves. 8 leaves act until Ada, 16 from Hopper on.
using CpuIntrLeaf = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_LEAF(#)", VirtualFunction<0x1000>, Repeat<16, 4>, Field<"VALUE", 31, 0, u32, Access::w1c>>;
using CpuIntrLeafEnSet = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_LEAF_EN_SET(#)", VirtualFunction<0x1200>, Repeat<16, 4>, Field<"VALUE", 31, 0>>;
using CpuIntrLeafEnClear = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_LEAF_EN_CLEAR(#)", VirtualFunction<0x1400>, Repeat<16, 4>, Field<"VALUE", 31, 0>>;
using CpuIntrTop = Register<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_TOP(0)", VirtualFunction<0x1600>, ReadOnly<"VALUE", 31, 0>>;
using CpuIntrTopEnSet = Register<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_TOP_EN_SET(0)", VirtualFunction<0x1608>, Field<"VALUE", 31, 0>>;
using CpuIntrTopEnClear = Register<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_TOP_EN_CLEAR(0)", VirtualFunction<0x1610>, Field<"VALUE", 31, 0>>;
using CpuIntrLeafTrigger = Register<"NV_VIRTUAL_FUNCTION_PRIV_CPU_INTR_LEAF_TRIGGER", VirtualFunction<0x1640>, Field<"VECTOR", 11, 0, u32, Access::wo>>;

// Which page directory an invalidation means: address in units of 4 KiB.
using MmuInvalidatePdb = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_INVALIDATE_PDB", VirtualFunction<0x30a0>, Bit<"APERTURE_SYS_MEM", 1>, Field<"ADDR", 31, 4>>;
using MmuInvalidateUpperPdb = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_INVALIDATE_UPPER_PDB", VirtualFunction<0x30a4>, Field<"ADDR", 19, 0>>;
using MmuInvalidate = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_INVALIDATE", VirtualFunction<0x30b0>,
    Bit<"ALL_VA", 0>, Bit<"ALL_PDB", 1>, Bit<"HUBTLB_ONLY", 2>, Field<"REPLAY", 5, 3, InvalidateReplay>, Bit<"SYS_MEMBAR", 6>,
    Field<"ACK", 8, 7>, Field<"INVAL_SCOPE", 16, 15>, Bit<"USE_PASID", 21>, Bit<"USE_SIZE", 22>, Bit<"PROP_FLUSH", 23>,
    Field<"CACHE_LEVEL", 26, 24>, Bit<"TRIGGER", 31>>;

// Fault buffers: 0 for faults that are not replayable, 1 for those that are.
using MmuFaultBufferLo = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_BUFFER_LO(#)", VirtualFunction<0x3000>, Repeat<2, 32>,
    Bit<"ADDR_MODE_PHYSICAL", 0>, Field<"PHYS_APERTURE", 2, 1>, Bit<"PHYS_VOL", 3>, Field<"ADDR", 31, 12>>;
using MmuFaultBufferHi = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_BUFFER_HI(#)", VirtualFunction<0x3004>, Repeat<2, 32>, Field<"ADDR", 31, 0>>;
using MmuFaultBufferGet = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_BUFFER_GET(#)", VirtualFunction<0x3008>, Repeat<2, 32>,
    Field<"PTR", 19, 0>, Bit<"GETPTR_CORRUPTED", 30, Access::w1c>, Bit<"OVERFLOW", 31, Access::w1c>>;
using MmuFaultBufferPut = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_BUFFER_PUT(#)", VirtualFunction<0x300c>, Repeat<2, 32>,
    ReadOnly<"PTR", 19, 0>, ReadOnly<"GETPTR_CORRUPTED", 30>, ReadOnly<"OVERFLOW", 31>>;
using MmuFaultBufferSize = RegisterArray<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_BUFFER_SIZE(#)", VirtualFunction<0x3010>, Repeat<2, 32>,
    Field<"VAL", 19, 0>, Bit<"OVERFLOW_INTR", 29>, Bit<"SET_DEFAULT", 30>, Bit<"ENABLE", 31>>;
using MmuPageFaultCtrl = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_PAGE_FAULT_CTRL", VirtualFunction<0x3070>, Field<"PRF_FILTER", 1, 0>>;
// The last fault that found no buffer.
using MmuFaultAddrLo = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_ADDR_LO", VirtualFunction<0x3080>, ReadOnly<"PHYS_APERTURE", 1, 0>, ReadOnly<"ADDR", 31, 12>>;
using MmuFaultAddrHi = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_ADDR_HI", VirtualFunction<0x3084>, ReadOnly<"ADDR", 31, 0>>;
using MmuFaultInstLo = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_INST_LO", VirtualFunction<0x3088>, ReadOnly<"ENGINE_ID", 8, 0>, ReadOnly<"APERTURE", 11, 10>, ReadOnly<"ADDR", 31, 12>>;
using MmuFaultInstHi = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_INST_HI", VirtualFunction<0x308c>, ReadOnly<"ADDR", 31, 0>>;
using MmuFaultInfo = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_INFO", VirtualFunction<0x3090>,
    ReadOnly<"FAULT_TYPE", 4, 0>, ReadOnly<"REPLAYABLE_FAULT", 7>, ReadOnly<"CLIENT", 14, 8>, ReadOnly<"ACCESS_TYPE", 19, 16>,
    ReadOnly<"CLIENT_TYPE", 20>, ReadOnly<"GPC_ID", 28, 24>, ReadOnly<"REPLAYABLE_FAULT_EN", 30>, ReadOnly<"VALID", 31>>;
using MmuFaultStatus = Register<"NV_VIRTUAL_FUNCTION_PRIV_MMU_FAULT_STATUS", VirtualFunction<0x3094>,
    Bit<"DROPPED_BAR1_PHYS", 0, Access::w1c>, Bit<"DROPPED_BAR1_VIRT", 1, Access::w1c>, Bit<"DROPPED_BAR2_PHYS", 2, Access::w1c>,
    Bit<"DROPPED_BAR2_VIRT", 3, Access::w1c>, Bit<"DROPPED_IFB_PHYS", 4, Access::w1c>, Bit<"DROPPED_IFB_VIRT", 5, Access::w1c>,
    Bit<"DROPPED_OTHER_PHYS", 6, Access::w1c>, Bit<"DROPPED_OTHER_VIRT", 7, Access::w1c>, ReadOnly<"REPLAYABLE", 8>,
    ReadOnly<"NON_REPLAYABLE", 9>, ReadOnly<"REPLAYABLE_ERROR", 10>, ReadOnly<"NON_REPLAYABLE_ERROR", 11>,
    ReadOnly<"REPLAYABLE_OVERFLOW", 12>, ReadOnly<"NON_REPLAYABLE_OVERFLOW", 13>, ReadOnly<"REPLAYABLE_GETPTR_CORRUPTED", 14>,
    ReadOnly<"NON_REPLAYABLE_GETPTR_CORRUPTED", 15>, ReadOnly<"BUSY", 30>, Bit<"VALID", 31, Access::w1c>>;

// What BAR1 and BAR2 show: the address space of an instance block (pointer in units of 4 KiB), or video memory itself.
using VfBar1Block = Register<"NV_VIRTUAL_FUNCTION_PRIV_BAR1_BLOCK", UntilAda<virtual_function_base + 0xf40>, Field<"PTR", 27, 0>, Field<"TARGET", 29, 28, BlockTarget>, Field<"MODE", 31, 31, BlockMode>>;
using VfBar2Block = Register<"NV_VIRTUAL_FUNCTION_PRIV_BAR2_BLOCK", UntilAda<virtual_function_base + 0xf48>, Field<"PTR", 27, 0>, Field<"TARGET", 29, 28, BlockTarget>, Bit<"DEBUG_CYA", 30>, Field<"MODE", 31, 31, BlockMode>>;
using VfBindStatus = Register<"NV_VIRTUAL_FUNCTION_PRIV_BIND_STATUS", UntilAda<virtual_function_base + 0xf50>, ReadOnly<"BAR1_PENDING", 0>, ReadOnly<"BAR1_OUTSTANDING", 1>, ReadOnly<"BAR2_PENDING", 2>, ReadOnly<"BAR2_OUTSTANDING", 3>>;
// Since Hopper; the low word binds.
using FuncBar1BlockLowAddr = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_BAR1_BLOCK_LOW_ADDR", SinceHopper<virtual_function_base + 0xf60>, ReadOnly<"BAR1_PENDING", 0>, ReadOnly<"BAR1_OUTSTANDING", 1>, Field<"MODE", 9, 9, BlockMode>, Field<"TARGET", 11, 10, BlockTarget>, Field<"PTR", 31, 12>>;
using FuncBar1BlockHighAddr = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_BAR1_BLOCK_HIGH_ADDR", SinceHopper<virtual_function_base + 0xf64>, Field<"PTR", 31, 0>>;
using FuncBar2BlockLowAddr = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_BAR2_BLOCK_LOW_ADDR", SinceHopper<virtual_function_base + 0xf70>, ReadOnly<"BAR2_PENDING", 0>, ReadOnly<"BAR2_OUTSTANDING", 1>, Field<"MODE", 9, 9, BlockMode>, Field<"TARGET", 11, 10, BlockTarget>, Field<"PTR", 31, 12>>;
using FuncBar2BlockHighAddr = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_BAR2_BLOCK_HIGH_ADDR", SinceHopper<virtual_function_base + 0xf74>, Field<"PTR", 19, 0>>;
// L2 invalidation of lines of system and peer memory: reading it starts one and gives its token.
using L2SysmemInvalidate = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_L2_SYSMEM_INVALIDATE", SinceHopper<virtual_function_base + 0xf10>, ReadOnly<"TOKEN", 30, 0>>;
using L2SysmemInvalidateCompleted = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_L2_SYSMEM_INVALIDATE_COMPLETED", SinceHopper<virtual_function_base + 0xf14>, ReadOnly<"TOKEN", 30, 0>, ReadOnly<"STATUS", 31>>;
using L2PeermemInvalidate = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_L2_PEERMEM_INVALIDATE", SinceHopper<virtual_function_base + 0xf18>, ReadOnly<"TOKEN", 30, 0>>;
using L2PeermemInvalidateCompleted = Register<"NV_VIRTUAL_FUNCTION_PRIV_FUNC_L2_PEERMEM_INVALIDATE_COMPLETED", SinceHopper<virtual_function_base + 0xf1c>, ReadOnly<"TOKEN", 30, 0>, ReadOnly<"STATUS", 31>>;

// The page for user mode. The doorbell takes a channel's work-submit token.
using UsermodeTime0 = Register<"NV_VIRTUAL_FUNCTION_TIME_0", VirtualFunction<0x30080>, ReadOnly<"NSEC", 31, 5>>;
using UsermodeTime1 = Register<"NV_VIRTUAL_FUNCTION_TIME_1", VirtualFunction<0x30084>, ReadOnly<"NSEC", 28, 0>>;
using UsermodeDoorbell = Register<"NV_VIRTUAL_FUNCTION_DOORBELL", VirtualFunction<0x30090>,
    Field<"VECTOR", 11, 0, u32, Access::wo>, Field<"RUNLIST_ID", 22, 16, u32, Access::wo>, Bit<"RUNLIST_DOORBELL", 30, Access::wo>>;
// clang-format on
// Blackwell takes tokens with RUNLIST_DOORBELL set only; before it the bit is not there.
constexpr bool doorbell_has_enable(Architecture a) { return a >= Architecture::blackwell_gb10x; }

using VirtualFunctionRegisters =
    RegisterList<CpuIntrLeaf, CpuIntrLeafEnSet, CpuIntrLeafEnClear, CpuIntrTop, CpuIntrTopEnSet, CpuIntrTopEnClear,
                 CpuIntrLeafTrigger, MmuInvalidatePdb, MmuInvalidateUpperPdb, MmuInvalidate, MmuFaultBufferLo,
                 MmuFaultBufferHi, MmuFaultBufferGet, MmuFaultBufferPut, MmuFaultBufferSize, MmuPageFaultCtrl,
                 MmuFaultAddrLo, MmuFaultAddrHi, MmuFaultInstLo, MmuFaultInstHi, MmuFaultInfo, MmuFaultStatus,
                 VfBar1Block, VfBar2Block, VfBindStatus, FuncBar1BlockLowAddr, FuncBar1BlockHighAddr,
                 FuncBar2BlockLowAddr, FuncBar2BlockHighAddr, L2SysmemInvalidate, L2SysmemInvalidateCompleted,
                 L2PeermemInvalidate, L2PeermemInvalidateCompleted, UsermodeTime0, UsermodeTime1, UsermodeDoorbell>;

}  // namespace egpulab::regs::nvidia
