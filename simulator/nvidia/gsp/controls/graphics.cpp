// NV2080_CTRL_CMD_INTERNAL_STATIC_KGR_* and NV2080_CTRL_CMD_GR_*: units of the graphics and compute engine, sizes of
// its contexts' buffers. Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl2080internal.h, ctrl0080gr.h,
// ctrl0080fifo.h.
#include <algorithm>
#include <array>
#include <bit>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gr.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 cores_per_sm = 128, threads_per_warp = 32, subcontexts = 64;

// TPCs that a GPC of the chip has at most, fused off ones counted.
u32 tpcs_per_gpc(const Card& card) {
  u32 most = 0;
  for (const u32 mask : card.nvidia.gpc_tpc_masks) most = std::max(most, static_cast<u32>(std::bit_width(mask)));
  return most;
}

// Indices named LITTER_* tell what the chip has, not what this card has left of it.
u32 gr_info(const Card& card, u32 index) {
  switch (static_cast<r570::GrInfo>(index)) {
    case r570::GrInfo::sm_version:
      return card.nvidia.sm_version;
    case r570::GrInfo::max_warps_per_sm:
      return card.nvidia.max_warps_per_sm;
    case r570::GrInfo::max_threads_per_warp:
      return threads_per_warp;
    case r570::GrInfo::max_sp_per_sm:
      return cores_per_sm;
    case r570::GrInfo::num_gpcs:
      return static_cast<u32>(card.nvidia.gpc_tpc_masks.size());
    case r570::GrInfo::num_tpc_per_gpc:
      return tpcs_per_gpc(card);
    case r570::GrInfo::num_sm_per_tpc:
      return card.nvidia.sms_per_tpc;
    case r570::GrInfo::gpu_core_count:
      return card.sms() * cores_per_sm;
    case r570::GrInfo::num_gpcmmu_per_gpc:
      return 1;
    default:
      break;
  }
  switch (index) {
    case 0x22:  // RT_CORE_COUNT
      return card.architecture() == regs::nvidia::Architecture::hopper ? 0 : card.sms();
    case 0x23:  // TENSOR_CORE_COUNT
      return card.sms() * 4;
    case 0x24:  // LITTER_NUM_GRS
      return card.architecture() == regs::nvidia::Architecture::hopper ? 8 : 1;
    case 0x2c:  // MAX_SUBCONTEXT_COUNT
    case 0x2e:  // MAX_PER_ENGINE_SUBCONTEXT_COUNT
      return subcontexts;
    case 0x2d:  // MAX_LEGACY_SUBCONTEXT_COUNT
      return 2;
    default:
      return 0;
  }
}

Status static_info(Rm& rm, Object&, r570::Nv2080CtrlInternalStaticGrGetInfoParams& p) {
  auto& list = p.engine_info[0].info_list;
  for (u32 i = 0; i < std::size(list); ++i) list[i] = {.index = i, .data = gr_info(rm.card, i)};
  return Status::ok;
}

// Sizes follow from the units that the buffers serve. The fixed parts are nouveau's for GA102 (ga102_grctx,
// gp102_grctx, gm200_gr); main and the preemption buffers are inferred.
Status context_buffers(Rm& rm, Object&, r570::Nv2080CtrlInternalStaticGrGetContextBuffersInfoParams& p) {
  using E = r570::EngineContext;
  const u32 tpcs = rm.card.tpcs(), sms = rm.card.sms();
  const struct {
    E index;
    u32 size, alignment;
  } buffers[] = {
      {E::graphics, 0x80000 + tpcs * 0x4000, 0x1000},
      {E::graphics_zcull, rm.card.gpcs() * 0x10000, 0x1000},
      {E::graphics_pm, 0x10000 + sms * 0x800, 0x1000},
      {E::compute_preempt, sms * 0x48000, 0x1000},
      {E::graphics_preempt, sms * 0x48000, 0x1000},
      {E::graphics_spill, 0x10000, 0x1000},
      {E::graphics_pagepool, 0x20000, 0x100},
      {E::graphics_betacb, tpcs * 0x2000, 0x1000},
      {E::graphics_rtv, tpcs * 0x800, 0x1000},
      {E::graphics_patch, 0x1000, 0x1000},
      {E::graphics_bundle_cb, 0x3000, 0x1000},
      {E::graphics_pagepool_global, 0x20000, 0x1000},
      {E::graphics_attribute_cb, tpcs * 0x40000, 0x1000},
      {E::graphics_rtv_cb_global, tpcs * 0x800, 0x1000},
      {E::graphics_gfxp_pool, 0x40000, 0x1000},
      {E::graphics_gfxp_ctrl_blk, 0x1000, 0x1000},
      {E::graphics_fecs_event, 0x8000, 0x1000},
      {E::graphics_priv_access_map, 0x80000, 0x1000},
      {E::graphics_setup, 0x30000, 0x1000},
  };
  for (const auto& b : buffers)
    p.engine_context_buffers_info[0].engine[static_cast<u32>(b.index)] = {
        .size = static_cast<u32>(align_up(b.size, b.alignment)), .alignment = b.alignment};
  return Status::ok;
}

template <class Order>
void fill_sm_order(const Card& card, Order& order, std::size_t capacity) {
  order.num_sm = 0, order.num_tpc = static_cast<u16>(card.tpcs());
  for (const Card::SmPlace& p : card.sm_order())
    if (order.num_sm < capacity)
      order.global_sm_id[order.num_sm++] = {.gpc_id = p.gpc,
                                            .local_tpc_id = p.tpc,
                                            .local_sm_id = p.sm,
                                            .global_tpc_id = p.global_tpc,
                                            .virtual_gpc_id = p.gpc,
                                            .migratable_tpc_id = p.global_tpc};
}

Status static_sm_order(Rm& rm, Object&, r570::Nv2080CtrlInternalStaticGrGetGlobalSmOrderParams& p) {
  fill_sm_order(rm.card, p.global_sm_order[0], std::size(p.global_sm_order[0].global_sm_id));
  return Status::ok;
}

Status sm_order(Rm& rm, Object&, r570::Nv2080CtrlGrGetGlobalSmOrderParams& p) {
  fill_sm_order(rm.card, p, std::size(p.global_sm_id));
  return Status::ok;
}

Status floorsweeping(Rm& rm, Object&, r570::Nv2080CtrlInternalStaticGrGetFloorsweepingMasksParams& p) {
  auto& m = p.floorsweeping_masks[0];
  m.gpc_mask = (1u << rm.card.gpcs()) - 1;
  u32 logical = 0;
  for (u32 gpc = 0; gpc < rm.card.nvidia.gpc_tpc_masks.size(); ++gpc) {
    const u32 mask = rm.card.nvidia.gpc_tpc_masks[gpc];
    if (mask == 0) continue;
    m.phys_gpc_mask |= 1u << gpc;
    if (logical < std::size(m.tpc_mask)) {
      m.tpc_mask[logical] = mask;
      m.tpc_count[logical] = static_cast<u32>(std::popcount(mask));
      m.mmu_per_gpc[logical] = 1;
    }
    ++logical;
  }
  m.phys_gfx_gpc_mask = m.phys_gpc_mask;
  m.num_gfx_tpc = rm.card.tpcs();
  return Status::ok;
}

// How depth buffers' culling memory is laid out; values of GA102 by nouveau's account of its registers are not public,
// these are inferred from its units.
Status zcull(Rm& rm, Object&, r570::Nv2080CtrlGrGetZcullInfoParams& p) {
  p = {};
  p.width_align_pixels = rm.card.tpcs() * 16, p.height_align_pixels = 32;
  p.pixel_squares_by_aliquots = 16 * 16, p.aliquot_total = rm.card.gpcs() * 0x400;
  p.zcull_region_byte_multiplier = rm.card.gpcs() * 4, p.zcull_region_header_size = 0x20 * rm.card.gpcs();
  p.zcull_subregion_header_size = 0x40 * rm.card.gpcs(), p.subregion_count = 16;
  p.subregion_width_align_pixels = rm.card.tpcs() * 16, p.subregion_height_align_pixels = 64;
  return Status::ok;
}

constexpr std::array rows{
    acts<r570::Nv2080CtrlGrGetZcullInfoParams, zcull>(r570::control::nv2080_gr_get_zcull_info, Kind::subdevice),
    holds<r570::Nv2080CtrlInternalGrInitBug4208224WarParams>(r570::control::nv2080_internal_kgr_init_bug4208224_war,
                                                             Kind::subdevice),
    acts<r570::Nv2080CtrlInternalStaticGrGetInfoParams, static_info>(r570::control::nv2080_internal_static_kgr_get_info,
                                                                     Kind::subdevice),
    acts<r570::Nv2080CtrlInternalStaticGrGetContextBuffersInfoParams, context_buffers>(
        r570::control::nv2080_internal_static_kgr_get_context_buffers_info, Kind::subdevice),
    acts<r570::Nv2080CtrlInternalStaticGrGetGlobalSmOrderParams, static_sm_order>(
        r570::control::nv2080_internal_static_kgr_get_global_sm_order, Kind::subdevice),
    acts<r570::Nv2080CtrlGrGetGlobalSmOrderParams, sm_order>(r570::control::nv2080_gr_get_global_sm_order,
                                                             Kind::subdevice),
    acts<r570::Nv2080CtrlInternalStaticGrGetFloorsweepingMasksParams, floorsweeping>(
        r570::control::nv2080_internal_static_kgr_get_floorsweeping_masks, Kind::subdevice),
    holds<r570::Nv2080CtrlInternalStaticGrGetCapsParams>(r570::control::nv2080_internal_static_kgr_get_caps,
                                                         Kind::subdevice),
};

}  // namespace

std::span<const ControlRow> graphics_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
