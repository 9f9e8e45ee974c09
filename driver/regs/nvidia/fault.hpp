// MMU faults: types, accesses, clients, engines, and the packets of the fault buffer.
// Facts: open-gpu-kernel-modules published ampere/ga100, ada/ad102, hopper/gh100, blackwell/gb202 dev_fault.h (MIT);
// open-gpu-doc manuals turing/tu104/dev_mmu_fault.
#pragma once

#include "driver/regs/bits.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::regs::nvidia {

// NV_PFAULT_FAULT_TYPE_*
enum class FaultType : u8 {
  pde = 0,
  pde_size,
  pte,
  va_limit_violation,
  unbound_inst_block,
  priv_violation,
  ro_violation,
  wo_violation,
  pitch_mask_violation,
  work_creation,
  unsupported_aperture,
  cc_violation,
  unsupported_kind,
  region_violation,
  poisoned,
  atomic_violation,
};
constexpr std::string_view to_string(FaultType t) {
  constexpr std::string_view names[] = {"PDE",
                                        "PDE_SIZE",
                                        "PTE",
                                        "VA_LIMIT_VIOLATION",
                                        "UNBOUND_INST_BLOCK",
                                        "PRIV_VIOLATION",
                                        "RO_VIOLATION",
                                        "WO_VIOLATION",
                                        "PITCH_MASK_VIOLATION",
                                        "WORK_CREATION",
                                        "UNSUPPORTED_APERTURE",
                                        "CC_VIOLATION",
                                        "UNSUPPORTED_KIND",
                                        "REGION_VIOLATION",
                                        "POISONED",
                                        "ATOMIC_VIOLATION"};
  return static_cast<std::size_t>(t) < std::size(names) ? names[static_cast<u8>(t)] : std::string_view();
}

// NV_PFAULT_ACCESS_TYPE_VIRT_*
enum class FaultAccess : u8 { read = 0, write = 1, atomic = 2, prefetch = 3, atomic_weak = 4 };
constexpr std::string_view to_string(FaultAccess a) {
  constexpr std::string_view names[] = {"VIRT_READ", "VIRT_WRITE", "VIRT_ATOMIC_STRONG", "VIRT_PREFETCH",
                                        "VIRT_ATOMIC_WEAK"};
  return static_cast<std::size_t>(a) < std::size(names) ? names[static_cast<u8>(a)] : std::string_view();
}

// NV_PFAULT_CLIENT_HUB_* and _GPC_* that the model's units are.
namespace fault_client {
inline constexpr u16 hub_fe = 4, hub_host = 6, hub_host_cpu = 7, hub_mmu = 0xa, hub_esc = 0x63, hub_sked = 0x1d;
inline constexpr u16 gpc_t1_0 = 0, gpc_gcc = 0x11;
// Logical copy engines, numbered here as the physical ones that serve them.
constexpr u16 copy_engine(u32 instance) { return static_cast<u16>(instance < 2 ? 1 + instance : 0x20 + instance - 2); }
}  // namespace fault_client

// NV_PFAULT_MMU_ENG_ID_* of the windows and of the first copy engine; GRAPHICS before Hopper, and HOST0 except of
// Blackwell, are inferred: the published tables lack them.
struct FaultEngines {
  u16 graphics, bar1, bar2, ce0, host0;
};
constexpr FaultEngines fault_engines(Architecture a) {
  if (a >= Architecture::blackwell_gb10x) return {384, 256, 320, 65, 85};
  if (a == Architecture::hopper) return {384, 256, 320, 43, 64};
  return {64, 128, 192, 15, 32};
}

// clang-format off
// One packet of the buffer, NV_MMU_FAULT_BUF_ENTRY.
using FaultPacket = Bits<256,
    InWord<"INST_APERTURE", 0, 9, 8>, InWord<"INST_LO", 0, 31, 12>, InWord<"INST_HI", 1, 31, 0>,
    InWord<"ADDR_PHYS_APERTURE", 2, 1, 0>, InWord<"ADDR_LO", 2, 31, 12>, InWord<"ADDR_HI", 3, 31, 0>,
    InWord<"TIMESTAMP_LO", 4, 31, 0>, InWord<"TIMESTAMP_HI", 5, 31, 0>, InWord<"ENGINE_ID", 6, 8, 0>,
    InWord<"FAULT_TYPE", 7, 4, 0, FaultType>, InWord<"REPLAYABLE_FAULT", 7, 7>, InWord<"CLIENT", 7, 14, 8>,
    InWord<"ACCESS_TYPE", 7, 19, 16>, InWord<"MMU_CLIENT_TYPE", 7, 20>, InWord<"GPC_ID", 7, 28, 24>,
    InWord<"REPLAYABLE_FAULT_EN", 7, 30>, InWord<"VALID", 7, 31>>;
// clang-format on
inline constexpr u32 fault_packet_bytes = 32;

}  // namespace egpulab::regs::nvidia
