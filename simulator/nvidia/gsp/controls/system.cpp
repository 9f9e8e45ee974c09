// Controls of the subdevice about interrupts, time, clocks, copy engines and events.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl2080{internal,timer,mc,perf,event,ce}.h, engine_idx.h.
#include <algorithm>
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "simulator/nvidia/gsp/classes/device.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/static_info.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 mc_gsp = 50;               // MC_ENGINE_IDX_GSP
constexpr u8 no_subtree = 0xff;          // NV2080_INTR_INVALID_SUBTREE
constexpr u32 invalid_vector = ~u32{0};  // NV_INTR_VECTOR_INVALID
constexpr u32 vectors_per_subtree = 64;

Status get_interrupts(Rm& rm, Object&, r570::Nv2080CtrlInternalIntrGetKernelTableParams& p) {
  p = {};
  const auto add = [&](u32 index, u32 stall, u32 nonstall) {
    if (p.table_len == std::size(p.table)) return;
    p.table[p.table_len++] = {
        .engine_idx = static_cast<u16>(index), .pmc_intr_mask = 0, .vector_stall = stall, .vector_non_stall = nonstall};
  };
  add(mc_gsp, rm.card.nvidia.gsp_vector, invalid_vector);
  for (auto& s : p.subtree_map) s = {no_subtree, no_subtree};
  auto& notifications = p.subtree_map[2];  // NV2080_INTR_CATEGORY_ESCHED_DRIVEN_ENGINE_NOTIFICATION
  auto& engines = p.subtree_map[1];        // NV2080_INTR_CATEGORY_ESCHED_DRIVEN_ENGINE
  const auto cover = [](r570::Nv2080IntrCategorySubtreeMap& m, u32 vector) {
    const u8 subtree = static_cast<u8>(vector / vectors_per_subtree);
    m.subtree_start = m.subtree_start == no_subtree ? subtree : std::min(m.subtree_start, subtree);
    m.subtree_end = m.subtree_end == no_subtree ? subtree : std::max(m.subtree_end, subtree);
  };
  for (const NvidiaEngine& e : rm.card.nvidia.engines) {
    if (e.type == 0) continue;
    add(interrupt_index(e), e.stall_vector, e.nonstall_vector);
    cover(engines, e.stall_vector), cover(notifications, e.nonstall_vector);
  }
  return Status::ok;
}

Status set_notification(Rm&, Object& subdevice, r570::Nv2080CtrlEventSetNotificationParams& p) {
  constexpr u32 notifiers = 197, repeat = 2;
  if (p.event >= notifiers || p.action > repeat) return Status::err_invalid_argument;
  static_cast<Subdevice&>(subdevice).notifications()[p.event] = p.action;
  return Status::ok;
}

Status get_time(Rm& rm, Object&, r570::Nv2080CtrlTimerGetTimeParams& p) {
  p.time_nsec = static_cast<u64>(rm.now().count());
  return Status::ok;
}

Status get_architecture(Rm& rm, Object&, r570::Nv2080CtrlMcGetArchInfoParams& p) {
  p.architecture = static_cast<u32>(rm.card.architecture()) << 4;
  p.implementation = rm.card.chip.implementation;
  p.revision = rm.card.profile.pci.revision;
  return Status::ok;
}

Status get_method_buffer(Rm&, Object&, r570::Nv2080CtrlCeGetFaultMethodBufferSizeParams& p) {
  p.size = 0x5000;  // that nouveau and other drivers were seen to be told
  return Status::ok;
}

Status get_copy_caps(Rm& rm, Object&, r570::Nv2080CtrlCeGetCapsV2Params& p) {
  const NvidiaEngine* e = rm.card.engine(p.ce_engine_type);
  if (!e || !is_copy_engine(e->type)) return Status::err_invalid_argument;
  // NV2080_CTRL_CE_CAPS: GRCE shares the runlist of graphics; all reach system memory.
  constexpr u8 grce = 1, shared = 2, sysmem_read = 4, sysmem_write = 8, sysmem = 0x20, cc_work_submit = 0;
  const NvidiaEngine* first = rm.card.first_engine(e->runlist);
  p.caps_tbl[0] = static_cast<u8>(sysmem_read | sysmem_write | sysmem | cc_work_submit);
  if (first && !is_copy_engine(first->type)) p.caps_tbl[0] |= grce | shared;
  return Status::ok;
}

Status get_bus(Rm& rm, Object&, r570::Nv2080CtrlInternalBifGetStaticInfoParams& p) {
  p.b_pcie_gen4_capable = rm.card.profile.pci.link_generation >= 4;
  p.b_is_device_multi_function = !rm.card.profile.pci.functions.empty();
  return Status::ok;
}

Status nothing(Rm&, Object&, MutableBytes) { return Status::ok; }

constexpr std::array rows{
    acts<r570::Nv2080CtrlInternalIntrGetKernelTableParams, get_interrupts>(
        r570::control::nv2080_internal_intr_get_kernel_table, Kind::subdevice),
    acts<r570::Nv2080CtrlEventSetNotificationParams, set_notification>(r570::control::nv2080_event_set_notification,
                                                                       Kind::subdevice),
    acts<r570::Nv2080CtrlTimerGetTimeParams, get_time>(r570::control::nv2080_timer_get_time, Kind::subdevice),
    acts<r570::Nv2080CtrlMcGetArchInfoParams, get_architecture>(r570::control::nv2080_mc_get_arch_info,
                                                                Kind::subdevice),
    acts<r570::Nv2080CtrlCeGetFaultMethodBufferSizeParams, get_method_buffer>(
        r570::control::nv2080_ce_get_fault_method_buffer_size, Kind::subdevice),
    acts<r570::Nv2080CtrlCeGetCapsV2Params, get_copy_caps>(r570::control::nv2080_ce_get_caps_v2, Kind::subdevice),
    acts<r570::Nv2080CtrlInternalBifGetStaticInfoParams, get_bus>(r570::control::nv2080_internal_bif_get_static_info,
                                                                  Kind::subdevice),
    // Backlights belong to displays.
    holds<r570::Nv2080CtrlInternalInitBrightcStateLoadParams>(r570::control::nv2080_internal_init_brightc_state_load,
                                                              Kind::subdevice),
    // Virtual time does not depend on clocks.
    holds<r570::Nv2080CtrlPerfBoostParams>(r570::control::nv2080_perf_boost, Kind::subdevice),
    ControlRow{r570::control::nv2080_internal_gmmu_unregister_fault_buffer, Kind::subdevice, 0, false, &nothing},
    // Stores are in memory when they are made.
    ControlRow{r570::control::nv2080_internal_bus_flush_with_sysmembar, Kind::subdevice, 0, false, &nothing},
};

}  // namespace

std::span<const ControlRow> system_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
