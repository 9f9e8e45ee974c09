// Parameters of RPC functions; they follow the RpcMessageHeader.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct RpcGspRmAlloc {  // rpc_gsp_rm_alloc_v03_00
  u32 h_client = 0;
  u32 h_parent = 0;
  u32 h_object = 0;
  u32 h_class = 0;
  u32 status = 0;
  u32 params_size = 0;
  u32 flags = 0;
  u8 reserved[4]{};
  // then params[], from offset 0x20
};
static_assert(sizeof(RpcGspRmAlloc) == 32);

struct RpcGspRmControl {  // rpc_gsp_rm_control_v03_00
  u32 h_client = 0;
  u32 h_object = 0;
  u32 cmd = 0;
  u32 status = 0;
  u32 params_size = 0;
  u32 flags = 0;
  // then params[], from offset 0x18
};
static_assert(sizeof(RpcGspRmControl) == 24);

struct Nvos00Parameters {  // NVOS00_PARAMETERS_v03_00
  u32 h_root = 0;
  u32 h_object_parent = 0;
  u32 h_object_old = 0;
  u32 status = 0;
};
static_assert(sizeof(Nvos00Parameters) == 16);

struct RpcFree {  // rpc_free_v03_00
  Nvos00Parameters params{};
};
static_assert(sizeof(RpcFree) == 16);

struct Nvos55Parameters {  // NVOS55_PARAMETERS_v03_00
  u32 h_client = 0;
  u32 h_parent = 0;
  u32 h_object = 0;
  u32 h_client_src = 0;
  u32 h_object_src = 0;
  u32 flags = 0;
  u32 status = 0;
};
static_assert(sizeof(Nvos55Parameters) == 28);

struct RpcDupObject {  // rpc_dup_object_v03_00
  Nvos55Parameters params{};
};
static_assert(sizeof(RpcDupObject) == 28);

struct Nv0080CtrlDmaSetPageDirectoryParams {  // NV0080_CTRL_DMA_SET_PAGE_DIRECTORY_PARAMS_v1E_05
  u64 phys_address = 0;
  u32 num_entries = 0;
  u32 flags = 0;
  u32 h_va_space = 0;
  u32 ch_id = 0;
  u32 sub_device_id = 0;
  u32 pasid = 0;
};
static_assert(sizeof(Nv0080CtrlDmaSetPageDirectoryParams) == 32);

struct RpcSetPageDirectory {  // rpc_set_page_directory_v1E_05
  u32 h_client = 0;
  u32 h_device = 0;
  u32 pasid = 0;
  u8 pad_c[4]{};
  Nv0080CtrlDmaSetPageDirectoryParams params{};
};
static_assert(sizeof(RpcSetPageDirectory) == 48);

struct Nv0080CtrlDmaUnsetPageDirectoryParams {  // NV0080_CTRL_DMA_UNSET_PAGE_DIRECTORY_PARAMS_v1E_05
  u32 h_va_space = 0;
  u32 sub_device_id = 0;
};
static_assert(sizeof(Nv0080CtrlDmaUnsetPageDirectoryParams) == 8);

struct RpcUnsetPageDirectory {  // rpc_unset_page_directory_v1E_05
  u32 h_client = 0;
  u32 h_device = 0;
  Nv0080CtrlDmaUnsetPageDirectoryParams params{};
};
static_assert(sizeof(RpcUnsetPageDirectory) == 16);

struct UpdateBarPde {  // UpdateBarPde_v15_00
  u32 bar_type = 0;
  u8 pad_4[4]{};
  u64 entry_value = 0;
  u64 entry_level_shift = 0;
};
static_assert(sizeof(UpdateBarPde) == 24);

struct RpcUpdateBarPde {  // rpc_update_bar_pde_v15_00
  UpdateBarPde info{};
};
static_assert(sizeof(RpcUpdateBarPde) == 24);

struct RpcUnloadingGuestDriver {  // rpc_unloading_guest_driver_v1F_07
  u8 b_in_pm_transition = 0;
  u8 b_gc6_entering = 0;
  u8 pad_2[2]{};
  u32 new_level = 0;
};
static_assert(sizeof(RpcUnloadingGuestDriver) == 8);

struct PteDesc {  // pte_desc
  u32 idr_bits = 0;  // idr [1:0], reserved1 [15:2], length [31:16]
  u8 pad_4[4]{};
  // then pte_pde[], from offset 0x8
};
static_assert(sizeof(PteDesc) == 8);

struct RpcAllocMemory {  // rpc_alloc_memory_v13_01
  u32 h_client = 0;
  u32 h_device = 0;
  u32 h_memory = 0;
  u32 h_class = 0;
  u32 flags = 0;
  u32 pte_adjust = 0;
  u32 format = 0;
  u8 pad_1c[4]{};
  u64 length = 0;
  u32 page_count = 0;
  u8 pad_2c[4]{};
  PteDesc pte_desc{};
};
static_assert(sizeof(RpcAllocMemory) == 56);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
