// The part of a device profile that only NVIDIA cards have: [nvidia].
#pragma once

#include <string>
#include <vector>

#include "driver/base/types.hpp"

namespace egpulab::simulator {

// An engine that the host feeds, or a device without a runlist, as a row of the chip's device table: nvidia.engine.
struct NvidiaEngine {
  std::string name;                           // "GRAPHICS", "LCE0", "NVDEC0"
  u32 type = 0;                               // NV2080_ENGINE_TYPE_*: 1 graphics, 9.. copy, 19.. NVDEC
  u32 instance = 0;                           // of its kind
  u32 device_type = 0;                        // NV_PTOP_DEVICE_INFO2_DEV_TYPE_ENUM_*
  u32 runlist = 0;                            // its number
  u32 runlist_base = 0;                       // PRI base of the runlist's registers (NV_RUNLIST)
  u32 channel_ram_base = 0;                   // PRI base of the runlist's channel RAM (NV_CHRAM)
  u32 runlist_engine = 0;                     // the engine's number on the runlist
  u32 pbdma = 0;                              // which serves it
  u32 fault_id = 0;                           // NV_PFAULT_MMU_ENG_ID_*
  u32 reset_id = 0;                           // bit of NV_PMC_DEVICE_ENABLE
  u32 pri_base = 0;                           // of the engine's registers
  u32 stall_vector = 0, nonstall_vector = 0;  // of the CPU interrupt tree
};

// What the ROM's image says, or a file to serve instead: nvidia.vbios.
struct NvidiaVbios {
  std::string version;         // "94.02.42.40.5D"
  std::string file;            // a real card's ROM, relative to the profile's file; empty: made from this profile
  std::vector<std::byte> rom;  // its content
  u8 fwsec_ucode_id = 0;
  u16 fwsec_engine_id_mask = 0;
  u16 fwsec_signature_versions = 0;  // one bit a version that it has a signature for
  u32 fwsec_imem_size = 0, fwsec_dmem_size = 0;
  u32 fwsec_pkc_data_offset = 0, fwsec_interface_offset = 0;  // in DMEM
};

// A fuse that says which version of a microcode the card still accepts: nvidia.ucode_fuse.
struct NvidiaUcodeFuse {
  std::string unit;  // "GSP", "SEC2", "NVDEC"
  u8 ucode_id = 0;   // from 1
  u16 value = 0;     // the highest set bit is the version
};

struct NvidiaProfile {
  enum class Boot : u8 { falcon, fsp };

  std::string chip;        // "GA102"
  std::string short_name;  // "GA102-A": what RM calls the chip
  u32 boot0 = 0, boot42 = 0;
  Boot boot = Boot::falcon;
  u32 gfw_boot_us = 0;  // from power-on or reset until the card's own firmware is done
  // Shader units: for each GPC that the chip has, the TPCs that this card has of it; 0: the GPC is fused off.
  std::vector<u32> gpc_tpc_masks;
  u32 sms_per_tpc = 0;
  u32 sm_version = 0;  // 0x806: 8.6
  u32 max_warps_per_sm = 0;
  u32 l2_size = 0;   // bytes
  u32 ram_type = 0;  // NV2080_CTRL_FB_INFO_RAM_TYPE_*
  u32 boost_mhz = 0;
  u32 gsp_vector = 0;  // of the CPU interrupt tree
  NvidiaVbios vbios;
  std::vector<NvidiaUcodeFuse> ucode_fuses;
  std::vector<NvidiaEngine> engines;  // in the device table's order

  // TPCs of each GPC that is there.
  std::vector<u32> gpc_tpcs() const;
};

}  // namespace egpulab::simulator
