// Parameters of GSP_RM_ALLOC by class.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct Nv0000AllocParameters {  // NV0000_ALLOC_PARAMETERS
  u32 h_client = 0;
  u32 process_id = 0;
  u8 process_name[100]{};
  u8 pad_6c[4]{};
  u64 p_os_pid_info = 0;
};
static_assert(sizeof(Nv0000AllocParameters) == 120);

struct Nv0005AllocParameters {  // NV0005_ALLOC_PARAMETERS
  u32 h_parent_client = 0;
  u32 h_src_resource = 0;
  u32 h_class = 0;
  u32 notify_index = 0;
  u64 data = 0;
};
static_assert(sizeof(Nv0005AllocParameters) == 24);

struct Nv0080AllocParameters {  // NV0080_ALLOC_PARAMETERS
  u32 device_id = 0;
  u32 h_client_share = 0;
  u32 h_target_client = 0;
  u32 h_target_device = 0;
  u32 flags = 0;
  u8 pad_14[4]{};
  u64 va_space_size = 0;
  u64 va_start_internal = 0;
  u64 va_limit_internal = 0;
  u32 va_mode = 0;
  u8 pad_34[4]{};
};
static_assert(sizeof(Nv0080AllocParameters) == 56);

struct Nv2080AllocParameters {  // NV2080_ALLOC_PARAMETERS
  u32 sub_device_id = 0;
};
static_assert(sizeof(Nv2080AllocParameters) == 4);

struct NvVaspaceAllocationParameters {  // NV_VASPACE_ALLOCATION_PARAMETERS
  u32 index = 0;
  u32 flags = 0;
  u64 va_size = 0;
  u64 va_start_internal = 0;
  u64 va_limit_internal = 0;
  u32 big_page_size = 0;
  u8 pad_24[4]{};
  u64 va_base = 0;
};
static_assert(sizeof(NvVaspaceAllocationParameters) == 48);

struct NvMemoryVirtualAllocationParams {  // NV_MEMORY_VIRTUAL_ALLOCATION_PARAMS
  u64 offset = 0;
  u64 limit = 0;
  u32 h_va_space = 0;
  u8 pad_14[4]{};
};
static_assert(sizeof(NvMemoryVirtualAllocationParams) == 24);

struct NvMemoryAllocationParams {  // NV_MEMORY_ALLOCATION_PARAMS
  u32 owner = 0;
  u32 type = 0;
  u32 flags = 0;
  u32 width = 0;
  u32 height = 0;
  u32 pitch = 0;
  u32 attr = 0;
  u32 attr2 = 0;
  u32 format = 0;
  u32 compr_covg = 0;
  u32 zcull_covg = 0;
  u8 pad_2c[4]{};
  u64 range_lo = 0;
  u64 range_hi = 0;
  u64 size = 0;
  u64 alignment = 0;
  u64 offset = 0;
  u64 limit = 0;
  u64 address = 0;
  u32 ctag_offset = 0;
  u32 h_va_space = 0;
  u32 internalflags = 0;
  u32 tag = 0;
  u32 numa_node = 0;
  u8 pad_7c[4]{};
};
static_assert(sizeof(NvMemoryAllocationParams) == 128);

struct NvChannelGroupAllocationParameters {  // NV_CHANNEL_GROUP_ALLOCATION_PARAMETERS
  u32 h_object_error = 0;
  u32 h_object_ecc_error = 0;
  u32 h_va_space = 0;
  u32 engine_type = 0;
  u8 b_is_calling_context_vgpu_plugin = 0;
  u8 pad_11[3]{};
};
static_assert(sizeof(NvChannelGroupAllocationParameters) == 20);

struct NvCtxshareAllocationParameters {  // NV_CTXSHARE_ALLOCATION_PARAMETERS
  u32 h_va_space = 0;
  u32 flags = 0;
  u32 subctx_id = 0;
};
static_assert(sizeof(NvCtxshareAllocationParameters) == 12);

struct NvMemoryDescParams {  // NV_MEMORY_DESC_PARAMS
  u64 base = 0;
  u64 size = 0;
  u32 address_space = 0;
  u32 cache_attrib = 0;
};
static_assert(sizeof(NvMemoryDescParams) == 24);

struct NvChannelAllocParams {  // NV_CHANNEL_ALLOC_PARAMS
  u32 h_object_error = 0;
  u32 h_object_buffer = 0;
  u64 gp_fifo_offset = 0;
  u32 gp_fifo_entries = 0;
  u32 flags = 0;
  u32 h_context_share = 0;
  u32 h_va_space = 0;
  u32 h_userd_memory[8]{};
  u64 userd_offset[8]{};
  u32 engine_type = 0;
  u32 cid = 0;
  u32 sub_device_id = 0;
  u32 h_object_ecc_error = 0;
  NvMemoryDescParams instance_mem{};
  NvMemoryDescParams userd_mem{};
  NvMemoryDescParams ramfc_mem{};
  NvMemoryDescParams mthdbuf_mem{};
  u32 h_phys_channel_group = 0;
  u32 internal_flags = 0;
  NvMemoryDescParams error_notifier_mem{};
  NvMemoryDescParams ecc_error_notifier_mem{};
  u32 process_id = 0;
  u32 sub_process_id = 0;
  u32 encrypt_iv[3]{};
  u32 decrypt_iv[3]{};
  u32 hmac_nonce[8]{};
  u32 tpc_config_id = 0;
  u8 pad_16c[4]{};
};
static_assert(sizeof(NvChannelAllocParams) == 368);

struct NvGrAllocationParameters {  // NV_GR_ALLOCATION_PARAMETERS
  u32 version = 0;
  u32 flags = 0;
  u32 size = 0;
  u32 caps = 0;
};
static_assert(sizeof(NvGrAllocationParameters) == 16);

struct Nvb0b5AllocationParameters {  // NVB0B5_ALLOCATION_PARAMETERS
  u32 version = 0;
  u32 engine_type = 0;
};
static_assert(sizeof(Nvb0b5AllocationParameters) == 8);

struct Nvc0b5AllocationParameters {  // NVC0B5_ALLOCATION_PARAMETERS
  u32 version = 0;
  u32 engine_type = 0;
};
static_assert(sizeof(Nvc0b5AllocationParameters) == 8);

struct Nv83deAllocParameters {  // NV83DE_ALLOC_PARAMETERS
  u32 h_debugger_client_obsolete = 0;
  u32 h_app_client = 0;
  u32 h_class3d_object = 0;
};
static_assert(sizeof(Nv83deAllocParameters) == 12);

struct NvBspAllocationParameters {  // NV_BSP_ALLOCATION_PARAMETERS
  u32 size = 0;
  u32 prohibit_multiple_instances = 0;
  u32 engine_instance = 0;
};
static_assert(sizeof(NvBspAllocationParameters) == 12);

struct NvMsencAllocationParameters {  // NV_MSENC_ALLOCATION_PARAMETERS
  u32 size = 0;
  u32 prohibit_multiple_instances = 0;
  u32 engine_instance = 0;
};
static_assert(sizeof(NvMsencAllocationParameters) == 12);

struct NvSwrunlistAllocationParams {  // NV_SWRUNLIST_ALLOCATION_PARAMS
  u32 engine_id = 0;
  u32 max_tsgs = 0;
  u32 qos_intr_enable_mask = 0;
};
static_assert(sizeof(NvSwrunlistAllocationParams) == 12);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
