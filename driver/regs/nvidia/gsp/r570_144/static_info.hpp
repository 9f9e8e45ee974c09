// What GET_GSP_STATIC_INFO returns.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct Nv2080CtrlGpuGetGidInfoParams {  // NV2080_CTRL_GPU_GET_GID_INFO_PARAMS
  u32 index = 0;
  u32 flags = 0;
  u32 length = 0;
  u8 data[256]{};
};
static_assert(sizeof(Nv2080CtrlGpuGetGidInfoParams) == 268);

struct Nv2080CtrlBiosGetSkuInfoParams {  // NV2080_CTRL_BIOS_GET_SKU_INFO_PARAMS
  u32 board_id = 0;
  u8 chip_sku[9]{};
  u8 chip_sku_mod[5]{};
  u8 pad_12[2]{};
  u32 sku_config_version = 0;
  u8 project[5]{};
  u8 project_sku[5]{};
  u8 cdp[6]{};
  u8 project_sku_mod[2]{};
  u8 pad_2a[2]{};
  u32 business_cycle = 0;
};
static_assert(sizeof(Nv2080CtrlBiosGetSkuInfoParams) == 48);

struct Nv2080CtrlCmdFbGetFbRegionFbRegionInfo {  // NV2080_CTRL_CMD_FB_GET_FB_REGION_FB_REGION_INFO
  u64 base = 0;
  u64 limit = 0;
  u64 reserved = 0;
  u32 performance = 0;
  u8 support_compressed = 0;
  u8 support_iso = 0;
  u8 b_protected = 0;
  u8 black_list[17]{};
};
static_assert(sizeof(Nv2080CtrlCmdFbGetFbRegionFbRegionInfo) == 48);

struct Nv2080CtrlCmdFbGetFbRegionInfoParams {  // NV2080_CTRL_CMD_FB_GET_FB_REGION_INFO_PARAMS
  u32 num_fb_regions = 0;
  u8 pad_4[4]{};
  Nv2080CtrlCmdFbGetFbRegionFbRegionInfo fb_region[16]{};
};
static_assert(sizeof(Nv2080CtrlCmdFbGetFbRegionInfoParams) == 776);

struct Nv0080CtrlGpuGetSriovCapsParams {  // NV0080_CTRL_GPU_GET_SRIOV_CAPS_PARAMS
  u32 total_vfs = 0;
  u32 first_vf_offset = 0;
  u32 vf_feature_mask = 0;
  u8 pad_c[4]{};
  u64 first_vf_bar0_address = 0;
  u64 first_vf_bar1_address = 0;
  u64 first_vf_bar2_address = 0;
  u64 bar0_size = 0;
  u64 bar1_size = 0;
  u64 bar2_size = 0;
  u8 b64bit_bar0 = 0;
  u8 b64bit_bar1 = 0;
  u8 b64bit_bar2 = 0;
  u8 b_sriov_enabled = 0;
  u8 b_sriov_heavy_enabled = 0;
  u8 b_emulate_vf_bar0_tlb_invalidation_register = 0;
  u8 b_client_rm_allocated_ctx_buffer = 0;
  u8 b_non_power_of2_channel_count_supported = 0;
  u8 b_vf_resizable_bar1_supported = 0;
  u8 pad_49[7]{};
};
static_assert(sizeof(Nv0080CtrlGpuGetSriovCapsParams) == 80);

struct VirtualDisplayGetNumHeadsParams {  // VIRTUAL_DISPLAY_GET_NUM_HEADS_PARAMS
  u32 num_heads = 0;
  u32 max_num_heads = 0;
};
static_assert(sizeof(VirtualDisplayGetNumHeadsParams) == 8);

struct VirtualDisplayGetMaxResolutionParams {  // VIRTUAL_DISPLAY_GET_MAX_RESOLUTION_PARAMS
  u32 head_index = 0;
  u32 max_h_resolution = 0;
  u32 max_v_resolution = 0;
};
static_assert(sizeof(VirtualDisplayGetMaxResolutionParams) == 12);

struct EcidManufacturingInfo {  // EcidManufacturingInfo
  u32 ecid_low = 0;
  u32 ecid_high = 0;
  u32 ecid_extended = 0;
};
static_assert(sizeof(EcidManufacturingInfo) == 12);

struct FwWprLayoutOffset {  // FW_WPR_LAYOUT_OFFSET
  u64 non_wpr_heap_offset = 0;
  u64 frts_offset = 0;
};
static_assert(sizeof(FwWprLayoutOffset) == 16);

struct GspStaticConfigInfo {  // GspStaticConfigInfo
  u8 gr_caps_bits[23]{};
  u8 pad_17 = 0;
  Nv2080CtrlGpuGetGidInfoParams gid_info{};
  Nv2080CtrlBiosGetSkuInfoParams sku_info{};
  u8 pad_154[4]{};
  Nv2080CtrlCmdFbGetFbRegionInfoParams fb_region_info_params{};
  Nv0080CtrlGpuGetSriovCapsParams sriov_caps{};
  u32 sriov_max_gfid = 0;
  u32 engine_caps[3]{};
  u8 poison_fuse_enabled = 0;
  u8 pad_4c1[7]{};
  u64 fb_length = 0;
  u64 fbio_mask = 0;
  u32 fb_bus_width = 0;
  u32 fb_ram_type = 0;
  u64 fbp_mask = 0;
  u32 l2_cache_size = 0;
  u8 gpu_name_string[64]{};
  u8 gpu_short_name_string[64]{};
  u16 gpu_name_string_unicode[64]{};
  u8 b_gpu_internal_sku = 0;
  u8 b_is_quadro_generic = 0;
  u8 b_is_quadro_ad = 0;
  u8 b_is_nvidia_nvs = 0;
  u8 b_is_vgx = 0;
  u8 b_geforce_smb = 0;
  u8 b_is_titan = 0;
  u8 b_is_tesla = 0;
  u8 b_is_mobile = 0;
  u8 b_is_gc6_rtd3_allowed = 0;
  u8 b_is_gc8_rtd3_allowed = 0;
  u8 b_is_gc_off_rtd3_allowed = 0;
  u8 b_is_gcoff_legacy_allowed = 0;
  u8 b_is_mig_supported = 0;
  u16 rtd3_gc6_total_board_power = 0;
  u16 rtd3_gc6_perst_delay = 0;
  u8 pad_5fe[2]{};
  u64 bar1_pde_base = 0;
  u64 bar2_pde_base = 0;
  u8 b_vbios_valid = 0;
  u8 pad_611[3]{};
  u32 vbios_sub_vendor = 0;
  u32 vbios_sub_device = 0;
  u8 b_page_retirement_supported = 0;
  u8 b_split_vas_between_server_client_rm = 0;
  u8 b_cl_rootport_needs_nosnoop_war = 0;
  u8 pad_61f = 0;
  VirtualDisplayGetNumHeadsParams displayless_max_heads{};
  VirtualDisplayGetMaxResolutionParams displayless_max_resolution{};
  u8 pad_634[4]{};
  u64 displayless_max_pixels = 0;
  u32 h_internal_client = 0;
  u32 h_internal_device = 0;
  u32 h_internal_subdevice = 0;
  u8 b_self_hosted_mode = 0;
  u8 b_ats_supported = 0;
  u8 b_is_gpu_uefi = 0;
  u8 b_is_efi_init = 0;
  EcidManufacturingInfo ecid_info[2]{};
  FwWprLayoutOffset fw_wpr_layout_offset{};
};
static_assert(sizeof(GspStaticConfigInfo) == 1656);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
