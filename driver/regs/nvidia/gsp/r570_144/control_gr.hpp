// Parameters of controls of the graphics and compute engine and of its debugger.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct Nv2080CtrlGrRouteInfo {  // NV2080_CTRL_GR_ROUTE_INFO
  u32 flags = 0;
  u8 pad_4[4]{};
  u64 route = 0;
};
static_assert(sizeof(Nv2080CtrlGrRouteInfo) == 16);

struct Nv2080CtrlGrGetInfoParams {  // NV2080_CTRL_GR_GET_INFO_PARAMS
  u32 gr_info_list_size = 0;
  u8 pad_4[4]{};
  u64 gr_info_list = 0;
  Nv2080CtrlGrRouteInfo gr_route_info{};
};
static_assert(sizeof(Nv2080CtrlGrGetInfoParams) == 32);

struct Nv2080CtrlInternalGrInfo {  // NV2080_CTRL_INTERNAL_GR_INFO
  u32 index = 0;
  u32 data = 0;
};
static_assert(sizeof(Nv2080CtrlInternalGrInfo) == 8);

struct Nv2080CtrlInternalStaticGrInfo {  // NV2080_CTRL_INTERNAL_STATIC_GR_INFO
  Nv2080CtrlInternalGrInfo info_list[58]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrInfo) == 464);

struct Nv2080CtrlInternalStaticGrGetInfoParams {  // NV2080_CTRL_INTERNAL_STATIC_GR_GET_INFO_PARAMS
  Nv2080CtrlInternalStaticGrInfo engine_info[8]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGetInfoParams) == 3712);

struct Nv2080CtrlInternalEngineContextBufferInfo {  // NV2080_CTRL_INTERNAL_ENGINE_CONTEXT_BUFFER_INFO
  u32 size = 0;
  u32 alignment = 0;
};
static_assert(sizeof(Nv2080CtrlInternalEngineContextBufferInfo) == 8);

struct Nv2080CtrlInternalStaticGrContextBuffersInfo {  // NV2080_CTRL_INTERNAL_STATIC_GR_CONTEXT_BUFFERS_INFO
  Nv2080CtrlInternalEngineContextBufferInfo engine[26]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrContextBuffersInfo) == 208);

struct Nv2080CtrlInternalStaticGrGetContextBuffersInfoParams {  // NV2080_CTRL_INTERNAL_STATIC_GR_GET_CONTEXT_BUFFERS_INFO_PARAMS
  Nv2080CtrlInternalStaticGrContextBuffersInfo engine_context_buffers_info[8]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGetContextBuffersInfoParams) == 1664);

struct Nv2080CtrlInternalStaticGrGlobalSmOrderGlobalSmId {  // NV2080_CTRL_INTERNAL_STATIC_GR_GLOBAL_SM_ORDER_globalSmId
  u16 gpc_id = 0;
  u16 local_tpc_id = 0;
  u16 local_sm_id = 0;
  u16 global_tpc_id = 0;
  u16 virtual_gpc_id = 0;
  u16 migratable_tpc_id = 0;
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGlobalSmOrderGlobalSmId) == 12);

struct Nv2080CtrlInternalStaticGrGlobalSmOrder {  // NV2080_CTRL_INTERNAL_STATIC_GR_GLOBAL_SM_ORDER
  Nv2080CtrlInternalStaticGrGlobalSmOrderGlobalSmId global_sm_id[240]{};
  u16 num_sm = 0;
  u16 num_tpc = 0;
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGlobalSmOrder) == 2884);

struct Nv2080CtrlInternalStaticGrGetGlobalSmOrderParams {  // NV2080_CTRL_INTERNAL_STATIC_GR_GET_GLOBAL_SM_ORDER_PARAMS
  Nv2080CtrlInternalStaticGrGlobalSmOrder global_sm_order[8]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGetGlobalSmOrderParams) == 23072);

struct Nv2080CtrlInternalStaticGrFloorsweepingMasks {  // NV2080_CTRL_INTERNAL_STATIC_GR_FLOORSWEEPING_MASKS
  u32 gpc_mask = 0;
  u32 tpc_mask[12]{};
  u32 tpc_count[12]{};
  u32 phys_gpc_mask = 0;
  u32 mmu_per_gpc[12]{};
  u32 tpc_to_pes_map[10]{};
  u32 num_pes_per_gpc[12]{};
  u32 zcull_mask[12]{};
  u32 phys_gfx_gpc_mask = 0;
  u32 num_gfx_tpc = 0;
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrFloorsweepingMasks) == 296);

struct Nv2080CtrlInternalStaticGrGetFloorsweepingMasksParams {  // NV2080_CTRL_INTERNAL_STATIC_GR_GET_FLOORSWEEPING_MASKS_PARAMS
  Nv2080CtrlInternalStaticGrFloorsweepingMasks floorsweeping_masks[8]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGetFloorsweepingMasksParams) == 2368);

struct Nv2080CtrlInternalStaticGrCaps {  // NV2080_CTRL_INTERNAL_STATIC_GR_CAPS
  u8 caps_tbl[23]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrCaps) == 23);

struct Nv2080CtrlInternalStaticGrGetCapsParams {  // NV2080_CTRL_INTERNAL_STATIC_GR_GET_CAPS_PARAMS
  Nv2080CtrlInternalStaticGrCaps engine_caps[8]{};
};
static_assert(sizeof(Nv2080CtrlInternalStaticGrGetCapsParams) == 184);

struct Nv2080CtrlGrGetGlobalSmOrderParamsGlobalSmId {  // NV2080_CTRL_GR_GET_GLOBAL_SM_ORDER_PARAMS_globalSmId
  u16 gpc_id = 0;
  u16 local_tpc_id = 0;
  u16 local_sm_id = 0;
  u16 global_tpc_id = 0;
  u16 virtual_gpc_id = 0;
  u16 migratable_tpc_id = 0;
};
static_assert(sizeof(Nv2080CtrlGrGetGlobalSmOrderParamsGlobalSmId) == 12);

struct Nv2080CtrlGrGetGlobalSmOrderParams {  // NV2080_CTRL_GR_GET_GLOBAL_SM_ORDER_PARAMS
  Nv2080CtrlGrGetGlobalSmOrderParamsGlobalSmId global_sm_id[512]{};
  u16 num_sm = 0;
  u16 num_tpc = 0;
  u8 pad_1804[4]{};
  Nv2080CtrlGrRouteInfo gr_route_info{};
};
static_assert(sizeof(Nv2080CtrlGrGetGlobalSmOrderParams) == 6168);

struct Nv0080CtrlGrRouteInfo {  // NV0080_CTRL_GR_ROUTE_INFO
  u32 flags = 0;
  u8 pad_4[4]{};
  u64 route = 0;
};
static_assert(sizeof(Nv0080CtrlGrRouteInfo) == 16);

struct Nv0080CtrlGrGetCapsV2Params {  // NV0080_CTRL_GR_GET_CAPS_V2_PARAMS
  u8 caps_tbl[23]{};
  u8 pad_17 = 0;
  Nv0080CtrlGrRouteInfo gr_route_info{};
  u8 b_caps_populated = 0;
  u8 pad_29[7]{};
};
static_assert(sizeof(Nv0080CtrlGrGetCapsV2Params) == 48);

using Nv2080CtrlGrGetCapsV2Params = Nv0080CtrlGrGetCapsV2Params;  // NV2080_CTRL_GR_GET_CAPS_V2_PARAMS

struct Nv83deSmErrorStateRegisters {  // NV83DE_SM_ERROR_STATE_REGISTERS
  u32 hww_global_esr = 0;
  u32 hww_warp_esr = 0;
  u32 hww_warp_esr_pc = 0;
  u32 hww_global_esr_report_mask = 0;
  u32 hww_warp_esr_report_mask = 0;
  u8 pad_14[4]{};
  u64 hww_esr_addr = 0;
  u64 hww_warp_esr_pc64 = 0;
  u32 hww_cga_esr = 0;
  u32 hww_cga_esr_report_mask = 0;
};
static_assert(sizeof(Nv83deSmErrorStateRegisters) == 48);

struct Nv83deMmuFaultInfo {  // NV83DE_MMU_FAULT_INFO
  u8 valid = 0;
  u8 pad_1[3]{};
  u32 fault_info = 0;
};
static_assert(sizeof(Nv83deMmuFaultInfo) == 8);

struct Nv83deCtrlDebugReadAllSmErrorStatesParams {  // NV83DE_CTRL_DEBUG_READ_ALL_SM_ERROR_STATES_PARAMS
  u32 h_target_channel = 0;
  u32 num_sms_to_read = 0;
  Nv83deSmErrorStateRegisters sm_error_state_array[100]{};
  u32 mmu_fault_info = 0;
  Nv83deMmuFaultInfo mmu_fault{};
  u32 starting_sm = 0;
};
static_assert(sizeof(Nv83deCtrlDebugReadAllSmErrorStatesParams) == 4824);

struct Nv83deCtrlDebugReadMmuFaultInfoEntry {  // NV83DE_CTRL_DEBUG_READ_MMU_FAULT_INFO_ENTRY
  u64 fault_address = 0;
  u32 fault_type = 0;
  u32 access_type = 0;
};
static_assert(sizeof(Nv83deCtrlDebugReadMmuFaultInfoEntry) == 16);

struct Nv83deCtrlDebugReadMmuFaultInfoParams {  // NV83DE_CTRL_DEBUG_READ_MMU_FAULT_INFO_PARAMS
  Nv83deCtrlDebugReadMmuFaultInfoEntry mmu_fault_info_list[4]{};
  u32 count = 0;
  u8 pad_44[4]{};
};
static_assert(sizeof(Nv83deCtrlDebugReadMmuFaultInfoParams) == 72);

struct Nv83deCtrlDebugSetExceptionMaskParams {  // NV83DE_CTRL_DEBUG_SET_EXCEPTION_MASK_PARAMS
  u32 exception_mask = 0;
};
static_assert(sizeof(Nv83deCtrlDebugSetExceptionMaskParams) == 4);

struct Nv83deCtrlDebugClearAllSmErrorStatesParams {  // NV83DE_CTRL_DEBUG_CLEAR_ALL_SM_ERROR_STATES_PARAMS
  u32 h_target_channel = 0;
  u32 num_sms_to_clear = 0;
};
static_assert(sizeof(Nv83deCtrlDebugClearAllSmErrorStatesParams) == 8);

struct Nv2080CtrlGrGetZcullInfoParams {  // NV2080_CTRL_GR_GET_ZCULL_INFO_PARAMS
  u32 width_align_pixels = 0;
  u32 height_align_pixels = 0;
  u32 pixel_squares_by_aliquots = 0;
  u32 aliquot_total = 0;
  u32 zcull_region_byte_multiplier = 0;
  u32 zcull_region_header_size = 0;
  u32 zcull_subregion_header_size = 0;
  u32 subregion_count = 0;
  u32 subregion_width_align_pixels = 0;
  u32 subregion_height_align_pixels = 0;
};
static_assert(sizeof(Nv2080CtrlGrGetZcullInfoParams) == 40);

struct Nv2080CtrlInternalGrInitBug4208224WarParams {  // NV2080_CTRL_INTERNAL_GR_INIT_BUG4208224_WAR_PARAMS
  u8 b_teardown = 0;
};
static_assert(sizeof(Nv2080CtrlInternalGrInitBug4208224WarParams) == 1);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
