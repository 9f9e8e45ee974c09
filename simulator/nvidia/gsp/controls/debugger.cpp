// NV83DE_CTRL_CMD_DEBUG_*: what faults left in the SMs and the MMU.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl83dedebug.h.
#include "simulator/nvidia/gsp/classes/debugger.hpp"

#include <algorithm>
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/control_gr.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

// Of the SMs that the request names, those that the card has.
Status read_sm_errors(Rm& rm, Object&, r570::Nv83deCtrlDebugReadAllSmErrorStatesParams& p) {
  const u32 first = p.starting_sm, count = p.num_sms_to_read;
  if (count > std::size(p.sm_error_state_array) || first >= rm.card.sms()) return Status::err_invalid_argument;
  for (u32 i = 0; i < count; ++i) {
    p.sm_error_state_array[i] = {};
    const auto found = rm.recovery.sm_errors().find(first + i);
    if (found == rm.recovery.sm_errors().end()) continue;
    const SmErrors& e = found->second;
    auto& s = p.sm_error_state_array[i];
    s.hww_global_esr = e.global_esr, s.hww_warp_esr = e.warp_esr;
    s.hww_warp_esr_pc = low32(e.pc), s.hww_warp_esr_pc64 = e.pc, s.hww_esr_addr = e.address;
  }
  p.mmu_fault_info = 0, p.mmu_fault = {};
  if (!rm.recovery.faults().empty()) {
    p.mmu_fault.valid = 1;
    p.mmu_fault.fault_info = p.mmu_fault_info = rm.recovery.faults().back().type;
  }
  return Status::ok;
}

Status clear_sm_errors(Rm& rm, Object&, r570::Nv83deCtrlDebugClearAllSmErrorStatesParams&) {
  rm.recovery.clear_sm_errors();
  return Status::ok;
}

Status read_mmu_faults(Rm& rm, Object&, r570::Nv83deCtrlDebugReadMmuFaultInfoParams& p) {
  p = {};
  for (const FaultRecord& f : rm.recovery.faults())
    if (p.count < std::size(p.mmu_fault_info_list))
      p.mmu_fault_info_list[p.count++] = {.fault_address = f.address, .fault_type = f.type, .access_type = f.access};
  return Status::ok;
}

Status set_exception_mask(Rm&, Object& o, r570::Nv83deCtrlDebugSetExceptionMaskParams& p) {
  static_cast<Debugger&>(o).set_exception_mask(p.exception_mask);
  return Status::ok;
}

constexpr std::array rows{
    acts<r570::Nv83deCtrlDebugReadAllSmErrorStatesParams, read_sm_errors>(
        r570::control::nv83de_debug_read_all_sm_error_states, Kind::debugger),
    acts<r570::Nv83deCtrlDebugReadMmuFaultInfoParams, read_mmu_faults>(r570::control::nv83de_debug_read_mmu_fault_info,
                                                                       Kind::debugger),
    acts<r570::Nv83deCtrlDebugSetExceptionMaskParams, set_exception_mask>(
        r570::control::nv83de_debug_set_exception_mask, Kind::debugger),
    acts<r570::Nv83deCtrlDebugClearAllSmErrorStatesParams, clear_sm_errors>(
        r570::control::nv83de_debug_clear_all_sm_error_states, Kind::debugger),
};

}  // namespace

std::span<const ControlRow> debugger_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
