// What the boot chain is given: WPR metadata, the GSP image's descriptor, the FMC's parameters, FSP messages.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct GspFwWprMeta {  // GspFwWprMeta
  u64 magic = 0;
  u64 revision = 0;
  u64 sysmem_addr_of_radix3_elf = 0;
  u64 size_of_radix3_elf = 0;
  u64 sysmem_addr_of_bootloader = 0;
  u64 size_of_bootloader = 0;
  u64 bootloader_code_offset = 0;
  u64 bootloader_data_offset = 0;
  u64 bootloader_manifest_offset = 0;
  u64 sysmem_addr_of_signature = 0;
  u64 size_of_signature = 0;
  u64 gsp_fw_rsvd_start = 0;
  u64 non_wpr_heap_offset = 0;
  u64 non_wpr_heap_size = 0;
  u64 gsp_fw_wpr_start = 0;
  u64 gsp_fw_heap_offset = 0;
  u64 gsp_fw_heap_size = 0;
  u64 gsp_fw_offset = 0;
  u64 boot_bin_offset = 0;
  u64 frts_offset = 0;
  u64 frts_size = 0;
  u64 gsp_fw_wpr_end = 0;
  u64 fb_size = 0;
  u64 vga_workspace_offset = 0;
  u64 vga_workspace_size = 0;
  u64 boot_count = 0;
  u64 partition_rpc_addr = 0;
  u16 partition_rpc_request_offset = 0;
  u16 partition_rpc_reply_offset = 0;
  u32 elf_code_offset = 0;
  u32 elf_data_offset = 0;
  u32 elf_code_size = 0;
  u32 elf_data_size = 0;
  u32 ls_ucode_version = 0;
  u8 gsp_fw_heap_vf_partition_count = 0;
  u8 flags = 0;
  u8 padding[2]{};
  u32 pmu_reserved_size = 0;
  u64 verified = 0;
};
static_assert(sizeof(GspFwWprMeta) == 256);

struct GspFwHeapFreeRegion {  // GspFwHeapFreeRegion
  u32 offs = 0;
  u32 length = 0;
};
static_assert(sizeof(GspFwHeapFreeRegion) == 8);

struct GspFwHeapFreeList {  // GspFwHeapFreeList
  u64 magic = 0;
  u32 nregions = 0;
  GspFwHeapFreeRegion regions[128]{};
  u8 pad_40c[4]{};
};
static_assert(sizeof(GspFwHeapFreeList) == 1040);

struct GspFwSRMeta {  // GspFwSRMeta
  u64 magic = 0;
  u64 revision = 0;
  u64 sysmem_addr_of_suspend_resume_data = 0;
  u64 size_of_suspend_resume_data = 0;
  u32 internal[32]{};
  u32 flags = 0;
  u32 subrevision = 0;
  u32 padding[22]{};
};
static_assert(sizeof(GspFwSRMeta) == 256);

struct RmRiscvUcodeDesc {  // RM_RISCV_UCODE_DESC
  u32 version = 0;
  u32 bootloader_offset = 0;
  u32 bootloader_size = 0;
  u32 bootloader_param_offset = 0;
  u32 bootloader_param_size = 0;
  u32 riscv_elf_offset = 0;
  u32 riscv_elf_size = 0;
  u32 app_version = 0;
  u32 manifest_offset = 0;
  u32 manifest_size = 0;
  u32 monitor_data_offset = 0;
  u32 monitor_data_size = 0;
  u32 monitor_code_offset = 0;
  u32 monitor_code_size = 0;
  u32 b_is_monitor_enabled = 0;
  u32 swbrom_code_offset = 0;
  u32 swbrom_code_size = 0;
  u32 swbrom_data_offset = 0;
  u32 swbrom_data_size = 0;
  u32 fb_reserved_size = 0;
  u32 b_signed_as_code = 0;
};
static_assert(sizeof(RmRiscvUcodeDesc) == 84);

struct GspFmcInitParams {  // GSP_FMC_INIT_PARAMS
  u32 regkeys = 0;
};
static_assert(sizeof(GspFmcInitParams) == 4);

struct GspAcrBootGspRmParams {  // GSP_ACR_BOOT_GSP_RM_PARAMS
  u32 target = 0;
  u32 gsp_rm_desc_size = 0;
  u64 gsp_rm_desc_offset = 0;
  u64 wpr_carveout_offset = 0;
  u32 wpr_carveout_size = 0;
  u8 b_is_gsp_rm_boot = 0;
  u8 pad_1d[3]{};
};
static_assert(sizeof(GspAcrBootGspRmParams) == 32);

struct GspRmParams {  // GSP_RM_PARAMS
  u32 target = 0;
  u8 pad_4[4]{};
  u64 boot_args_offset = 0;
};
static_assert(sizeof(GspRmParams) == 16);

struct GspSpdmParams {  // GSP_SPDM_PARAMS
  u32 target = 0;
  u8 pad_4[4]{};
  u64 payload_buffer_offset = 0;
  u32 payload_buffer_size = 0;
  u8 pad_14[4]{};
};
static_assert(sizeof(GspSpdmParams) == 24);

struct GspFmcBootParams {  // GSP_FMC_BOOT_PARAMS
  GspFmcInitParams init_params{};
  u8 pad_4[4]{};
  GspAcrBootGspRmParams boot_gsp_rm_params{};
  GspRmParams gsp_rm_params{};
  GspSpdmParams gsp_spdm_params{};
};
static_assert(sizeof(GspFmcBootParams) == 80);

struct [[gnu::packed]] MctpHeader {  // MCTP_HEADER
  u32 const_blob = 0;
  u8 msg_type = 0;
  u16 vendor_id = 0;
};
static_assert(sizeof(MctpHeader) == 7);

struct [[gnu::packed]] NvdmPayloadCot {  // NVDM_PAYLOAD_COT
  u16 version = 0;
  u16 size = 0;
  u64 gsp_fmc_sysmem_offset = 0;
  u64 frts_sysmem_offset = 0;
  u32 frts_sysmem_size = 0;
  u64 frts_vidmem_offset = 0;
  u32 frts_vidmem_size = 0;
  u32 hash384[12]{};
  u32 public_key[96]{};
  u32 signature[96]{};
  u64 gsp_boot_args_sysmem_offset = 0;
};
static_assert(sizeof(NvdmPayloadCot) == 860);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
