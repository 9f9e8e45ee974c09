// What GSP-RM knows of the card that it runs on: the part of a device profile that its answers derive from.
#pragma once

#include <string>
#include <vector>

#include "driver/regs/nvidia/chip.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::nvidia::gsp {

// One engine that the host feeds, as PTOP's device info describes it.
struct Engine {
  std::string name;  // "GRAPHICS", "LCE0", "NVDEC0"
  u32 type = 0;      // NV2080_ENGINE_TYPE_*: 1 graphics, 9.. copy, 0x13.. NVDEC
  u32 instance = 0;  // of its kind
  u32 runlist = 0;
  u32 runlist_base = 0;                       // PRI base of the runlist's registers (NV_RUNLIST)
  u32 channel_ram_base = 0;                   // PRI base of the runlist's channel RAM (NV_CHRAM)
  u32 runlist_engine = 0;                     // its number on the runlist
  u32 pbdma = 0;                              // the PBDMA that serves it
  u32 fault_id = 0;                           // NV_PFAULT_MMU_ENG_ID_*
  u32 reset_id = 0;                           // bit of NV_PMC_DEVICE_ENABLE
  u32 device_type = 0;                        // NV_PTOP_DEVICE_INFO_DEV_TYPE_ENUM_*: 0 graphics, 0x13 LCE, 0x10 NVDEC
  u32 stall_vector = 0, nonstall_vector = 0;  // of the CPU interrupt tree
};

struct Card {
  regs::nvidia::Chip chip;
  std::string name, short_name;  // "NVIDIA GeForce RTX 3090", "GA102-A"
  u64 vram_bytes = 0;
  u32 memory_bus_width = 0;  // bits
  u32 l2_bytes = 0;
  u32 ram_type = 0;           // NV2080_CTRL_FB_INFO_RAM_TYPE_*: 0x11 GDDR6, 0x12 GDDR6X, 0x13 GDDR7, 0x10 HBM3
  std::vector<u32> gpc_tpcs;  // TPCs of each GPC that is there, in logical order
  u32 sms_per_tpc = 2;
  std::vector<Engine> engines;  // in PTOP's order
  u16 subsystem_vendor = 0, subsystem_device = 0;
  u32 device_id = 0;   // PCI device << 16 | vendor
  u8 revision = 0;     // PCI
  u32 gsp_vector = 0;  // CPU interrupt vector of SWGEN0
  u64 unique_id = 0;   // from which the GID and ECID derive
  u32 boost_mhz = 0;

  u32 tpcs() const {
    u32 n = 0;
    for (u32 t : gpc_tpcs) n += t;
    return n;
  }
  const Engine* engine(u32 type) const {
    for (const Engine& e : engines)
      if (e.type == type) return &e;
    return nullptr;
  }
};

// How a session asked GSP-RM to misbehave; none by default.
struct Faults {
  bool init_fails = false;  // GSP_INIT_DONE carries an error status
  bool silent = false;      // it starts, and GSP_INIT_DONE never comes
  u32 lose_reply = 0;       // the N-th reply (counted from 1) is dropped; 0: none
};

}  // namespace egpulab::simulator::nvidia::gsp
