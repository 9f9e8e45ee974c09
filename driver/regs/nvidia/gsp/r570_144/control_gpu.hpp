// Parameters of controls of the subdevice (NV20_SUBDEVICE_0): GPU, bus, memory, interrupts, events.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/regs/nvidia/gsp/r570_144/static_info.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct Nv2080CtrlGpuInfo {  // NV2080_CTRL_GPU_INFO
  u32 index = 0;
  u32 data = 0;
};
static_assert(sizeof(Nv2080CtrlGpuInfo) == 8);

struct Nv2080CtrlGpuGetInfoV2Params {  // NV2080_CTRL_GPU_GET_INFO_V2_PARAMS
  u32 gpu_info_list_size = 0;
  Nv2080CtrlGpuInfo gpu_info_list[65]{};
};
static_assert(sizeof(Nv2080CtrlGpuGetInfoV2Params) == 524);

struct Nv2080CtrlGpuGetNameStringParams {  // NV2080_CTRL_GPU_GET_NAME_STRING_PARAMS
  u32 gpu_name_string_flags = 0;
  u32 gpu_name_string[32]{};
};
static_assert(sizeof(Nv2080CtrlGpuGetNameStringParams) == 132);

struct Nv2080CtrlGpuGetEnginesV2Params {  // NV2080_CTRL_GPU_GET_ENGINES_V2_PARAMS
  u32 engine_count = 0;
  u32 engine_list[84]{};
};
static_assert(sizeof(Nv2080CtrlGpuGetEnginesV2Params) == 340);

struct Nv2080CtrlGpuGetFermiGpcInfoParams {  // NV2080_CTRL_GPU_GET_FERMI_GPC_INFO_PARAMS
  u32 gpc_mask = 0;
};
static_assert(sizeof(Nv2080CtrlGpuGetFermiGpcInfoParams) == 4);

struct Nv2080CtrlGpuGetFermiTpcInfoParams {  // NV2080_CTRL_GPU_GET_FERMI_TPC_INFO_PARAMS
  u32 gpc_id = 0;
  u32 tpc_mask = 0;
};
static_assert(sizeof(Nv2080CtrlGpuGetFermiTpcInfoParams) == 8);

struct Nv2080CtrlGpuPromoteCtxBufferEntry {  // NV2080_CTRL_GPU_PROMOTE_CTX_BUFFER_ENTRY
  u64 gpu_phys_addr = 0;
  u64 gpu_virt_addr = 0;
  u64 size = 0;
  u32 phys_attr = 0;
  u16 buffer_id = 0;
  u8 b_initialize = 0;
  u8 b_nonmapped = 0;
};
static_assert(sizeof(Nv2080CtrlGpuPromoteCtxBufferEntry) == 32);

struct Nv2080CtrlGpuPromoteCtxParams {  // NV2080_CTRL_GPU_PROMOTE_CTX_PARAMS
  u32 engine_type = 0;
  u32 h_client = 0;
  u32 ch_id = 0;
  u32 h_chan_client = 0;
  u32 h_object = 0;
  u32 h_virt_memory = 0;
  u64 virt_address = 0;
  u64 size = 0;
  u32 entry_count = 0;
  u8 pad_2c[4]{};
  Nv2080CtrlGpuPromoteCtxBufferEntry promote_entry[16]{};
};
static_assert(sizeof(Nv2080CtrlGpuPromoteCtxParams) == 560);

struct Nv2080CtrlGpuEvictCtxParams {  // NV2080_CTRL_GPU_EVICT_CTX_PARAMS
  u32 engine_type = 0;
  u32 h_client = 0;
  u32 ch_id = 0;
  u32 h_chan_client = 0;
  u32 h_object = 0;
};
static_assert(sizeof(Nv2080CtrlGpuEvictCtxParams) == 20);

struct Nv2080CtrlGpuConstructedFalconInfo {  // NV2080_CTRL_GPU_CONSTRUCTED_FALCON_INFO
  u32 eng_desc = 0;
  u32 ctx_attr = 0;
  u32 ctx_buffer_size = 0;
  u32 addr_space_list = 0;
  u32 register_base = 0;
};
static_assert(sizeof(Nv2080CtrlGpuConstructedFalconInfo) == 20);

struct Nv2080CtrlGpuGetConstructedFalconInfoParams {  // NV2080_CTRL_GPU_GET_CONSTRUCTED_FALCON_INFO_PARAMS
  u32 num_constructed_falcons = 0;
  Nv2080CtrlGpuConstructedFalconInfo constructed_falcons_table[64]{};
};
static_assert(sizeof(Nv2080CtrlGpuGetConstructedFalconInfoParams) == 1284);

struct Nv2080CtrlBusPciBarInfo {  // NV2080_CTRL_BUS_PCI_BAR_INFO
  u32 flags = 0;
  u32 bar_size = 0;
  u64 bar_size_bytes = 0;
  u64 bar_offset = 0;
};
static_assert(sizeof(Nv2080CtrlBusPciBarInfo) == 24);

struct Nv2080CtrlBusGetPciBarInfoParams {  // NV2080_CTRL_BUS_GET_PCI_BAR_INFO_PARAMS
  u32 pci_bar_count = 0;
  u8 pad_4[4]{};
  Nv2080CtrlBusPciBarInfo pci_bar_info[8]{};
};
static_assert(sizeof(Nv2080CtrlBusGetPciBarInfoParams) == 200);

struct Nv2080CtrlBusGetPciInfoParams {  // NV2080_CTRL_BUS_GET_PCI_INFO_PARAMS
  u32 pci_device_id = 0;
  u32 pci_sub_system_id = 0;
  u32 pci_revision_id = 0;
  u32 pci_ext_device_id = 0;
};
static_assert(sizeof(Nv2080CtrlBusGetPciInfoParams) == 16);

struct Nv2080CtrlPerfBoostParams {  // NV2080_CTRL_PERF_BOOST_PARAMS
  u32 flags = 0;
  u32 duration = 0;
};
static_assert(sizeof(Nv2080CtrlPerfBoostParams) == 8);

struct Nv2080CtrlEventSetNotificationParams {  // NV2080_CTRL_EVENT_SET_NOTIFICATION_PARAMS
  u32 event = 0;
  u32 action = 0;
  u8 b_notify_state = 0;
  u8 pad_9[3]{};
  u32 info32 = 0;
  u16 info16 = 0;
  u8 pad_12[2]{};
};
static_assert(sizeof(Nv2080CtrlEventSetNotificationParams) == 20);

struct Nv2080CtrlFbInfo {  // NV2080_CTRL_FB_INFO
  u32 index = 0;
  u32 data = 0;
};
static_assert(sizeof(Nv2080CtrlFbInfo) == 8);

struct Nv2080CtrlFbGetInfoV2Params {  // NV2080_CTRL_FB_GET_INFO_V2_PARAMS
  u32 fb_info_list_size = 0;
  Nv2080CtrlFbInfo fb_info_list[57]{};
};
static_assert(sizeof(Nv2080CtrlFbGetInfoV2Params) == 460);

struct Nv2080CtrlCeGetFaultMethodBufferSizeParams {  // NV2080_CTRL_CE_GET_FAULT_METHOD_BUFFER_SIZE_PARAMS
  u32 size = 0;
};
static_assert(sizeof(Nv2080CtrlCeGetFaultMethodBufferSizeParams) == 4);

struct Nv2080CtrlCeGetCapsV2Params {  // NV2080_CTRL_CE_GET_CAPS_V2_PARAMS
  u32 ce_engine_type = 0;
  u8 caps_tbl[2]{};
  u8 pad_6[2]{};
};
static_assert(sizeof(Nv2080CtrlCeGetCapsV2Params) == 8);

struct Nv2080CtrlInternalIntrGetKernelTableEntry {  // NV2080_CTRL_INTERNAL_INTR_GET_KERNEL_TABLE_ENTRY
  u16 engine_idx = 0;
  u8 pad_2[2]{};
  u32 pmc_intr_mask = 0;
  u32 vector_stall = 0;
  u32 vector_non_stall = 0;
};
static_assert(sizeof(Nv2080CtrlInternalIntrGetKernelTableEntry) == 16);

struct Nv2080IntrCategorySubtreeMap {  // NV2080_INTR_CATEGORY_SUBTREE_MAP
  u8 subtree_start = 0;
  u8 subtree_end = 0;
};
static_assert(sizeof(Nv2080IntrCategorySubtreeMap) == 2);

struct Nv2080CtrlInternalIntrGetKernelTableParams {  // NV2080_CTRL_INTERNAL_INTR_GET_KERNEL_TABLE_PARAMS
  u32 table_len = 0;
  Nv2080CtrlInternalIntrGetKernelTableEntry table[128]{};
  Nv2080IntrCategorySubtreeMap subtree_map[7]{};
  u8 pad_812[2]{};
};
static_assert(sizeof(Nv2080CtrlInternalIntrGetKernelTableParams) == 2068);

struct Nv2080CtrlInternalFbsrInitParams {  // NV2080_CTRL_INTERNAL_FBSR_INIT_PARAMS
  u32 h_client = 0;
  u32 h_sys_mem = 0;
  u8 b_entering_gcoff_state = 0;
  u8 pad_9[7]{};
  u64 sysmem_addr_of_suspend_resume_data = 0;
};
static_assert(sizeof(Nv2080CtrlInternalFbsrInitParams) == 24);

struct Nv2080CtrlInternalGmmuGetStaticInfoParams {  // NV2080_CTRL_INTERNAL_GMMU_GET_STATIC_INFO_PARAMS
  u32 replayable_fault_buffer_size = 0;
  u32 replayable_shadow_fault_buffer_metadata_size = 0;
  u32 non_replayable_fault_buffer_size = 0;
  u32 non_replayable_shadow_fault_buffer_metadata_size = 0;
};
static_assert(sizeof(Nv2080CtrlInternalGmmuGetStaticInfoParams) == 16);

struct Nv2080CtrlInternalGmmuRegisterFaultBufferParams {  // NV2080_CTRL_INTERNAL_GMMU_REGISTER_FAULT_BUFFER_PARAMS
  u32 h_client = 0;
  u32 h_object = 0;
  u32 fault_buffer_size = 0;
  u8 pad_c[4]{};
  u64 fault_buffer_pte_array[256]{};
};
static_assert(sizeof(Nv2080CtrlInternalGmmuRegisterFaultBufferParams) == 2064);

struct Nv2080CtrlInternalMemsysGetStaticConfigParams {  // NV2080_CTRL_INTERNAL_MEMSYS_GET_STATIC_CONFIG_PARAMS
  u8 b_one_to_one_comptag_line_allocation = 0;
  u8 b_use_one_to_four_comptag_line_allocation = 0;
  u8 b_use_raw_mode_comptagline_allocation = 0;
  u8 b_disable_compbit_backing = 0;
  u8 b_disable_post_l2_compression = 0;
  u8 b_enabled_ecc_fbpa = 0;
  u8 b_l2_pre_fill = 0;
  u8 pad_7 = 0;
  u64 l2_cache_size = 0;
  u8 b_fbpa_present = 0;
  u8 pad_11[3]{};
  u32 compr_page_size = 0;
  u32 compr_page_shift = 0;
  u32 ram_type = 0;
  u32 ltc_count = 0;
  u32 lts_per_ltc_count = 0;
};
static_assert(sizeof(Nv2080CtrlInternalMemsysGetStaticConfigParams) == 40);

struct Nv2080CtrlInternalBifGetStaticInfoParams {  // NV2080_CTRL_INTERNAL_BIF_GET_STATIC_INFO_PARAMS
  u8 b_pcie_gen4_capable = 0;
  u8 b_is_c2c_link_up = 0;
  u8 b_is_device_multi_function = 0;
  u8 b_gcx_pmu_cfg_space_restore = 0;
};
static_assert(sizeof(Nv2080CtrlInternalBifGetStaticInfoParams) == 4);

struct Nv2080CtrlTimerGetTimeParams {  // NV2080_CTRL_TIMER_GET_TIME_PARAMS
  u64 time_nsec = 0;
};
static_assert(sizeof(Nv2080CtrlTimerGetTimeParams) == 8);

struct Nv2080CtrlMcGetArchInfoParams {  // NV2080_CTRL_MC_GET_ARCH_INFO_PARAMS
  u32 architecture = 0;
  u32 implementation = 0;
  u32 revision = 0;
  u8 sub_revision = 0;
  u8 pad_d[3]{};
};
static_assert(sizeof(Nv2080CtrlMcGetArchInfoParams) == 16);

struct Nv0080CtrlGpuGetClasslistV2Params {  // NV0080_CTRL_GPU_GET_CLASSLIST_V2_PARAMS
  u32 num_classes = 0;
  u32 class_list[100]{};
};
static_assert(sizeof(Nv0080CtrlGpuGetClasslistV2Params) == 404);

struct Nv0080CtrlGpuGetNumSubdevicesParams {  // NV0080_CTRL_GPU_GET_NUM_SUBDEVICES_PARAMS
  u32 num_sub_devices = 0;
};
static_assert(sizeof(Nv0080CtrlGpuGetNumSubdevicesParams) == 4);

struct Nv2080CtrlInternalDeviceInfo {  // NV2080_CTRL_INTERNAL_DEVICE_INFO
  u32 fault_id = 0;
  u32 instance_id = 0;
  u32 type_enum = 0;
  u32 reset_id = 0;
  u32 device_pri_base = 0;
  u32 is_engine = 0;
  u32 rl_eng_id = 0;
  u32 runlist_pri_base = 0;
  u32 group_id = 0;
  u32 gin_target_id = 0;
  u32 device_broadcast_pri_base = 0;
  u32 group_local_instance_id = 0;
};
static_assert(sizeof(Nv2080CtrlInternalDeviceInfo) == 48);

struct Nv2080CtrlInternalGetDeviceInfoTableParams {  // NV2080_CTRL_INTERNAL_GET_DEVICE_INFO_TABLE_PARAMS
  u32 num_entries = 0;
  Nv2080CtrlInternalDeviceInfo device_info_table[512]{};
};
static_assert(sizeof(Nv2080CtrlInternalGetDeviceInfoTableParams) == 24580);

struct Nv2080CtrlInternalInitBrightcStateLoadParams {  // NV2080_CTRL_INTERNAL_INIT_BRIGHTC_STATE_LOAD_PARAMS
  u32 status = 0;
  u16 back_light_data_size = 0;
  u8 back_light_data[4096]{};
  u8 pad_1006[2]{};
};
static_assert(sizeof(Nv2080CtrlInternalInitBrightcStateLoadParams) == 4104);

struct Nv2080CtrlGpuGetShortNameStringParams {  // NV2080_CTRL_GPU_GET_SHORT_NAME_STRING_PARAMS
  u8 gpu_short_name_string[64]{};
};
static_assert(sizeof(Nv2080CtrlGpuGetShortNameStringParams) == 64);

struct Nv2080CtrlGpuInitializeCtxParams {  // NV2080_CTRL_GPU_INITIALIZE_CTX_PARAMS
  u32 engine_type = 0;
  u32 h_client = 0;
  u32 ch_id = 0;
  u32 h_chan_client = 0;
  u32 h_object = 0;
  u32 h_virt_memory = 0;
  u64 phys_address = 0;
  u32 phys_attr = 0;
  u32 h_dma_handle = 0;
  u32 index = 0;
  u8 pad_2c[4]{};
  u64 size = 0;
};
static_assert(sizeof(Nv2080CtrlGpuInitializeCtxParams) == 56);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
