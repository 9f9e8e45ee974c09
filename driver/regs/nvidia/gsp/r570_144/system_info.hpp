// What the driver tells GSP-RM before it runs: GSP_SET_SYSTEM_INFO and SET_REGISTRY.
// Facts: NVIDIA open-gpu-kernel-modules 570.144 (MIT), by tools/regs/derive_gsp.py. Names are the vendor's in our case;
// booleans are u8, 0 or 1; every byte has a member, so that copies are deterministic.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::regs::nvidia::gsp::r570_144 {

// clang-format off
struct BusInfo {  // BUSINFO
  u16 device_id = 0;
  u16 vendor_id = 0;
  u16 subdevice_id = 0;
  u16 subvendor_id = 0;
  u8 revision_id = 0;
  u8 pad_9 = 0;
};
static_assert(sizeof(BusInfo) == 10);

struct DodMethodData {  // DOD_METHOD_DATA
  u32 status = 0;
  u32 acpi_id_list_len = 0;
  u32 acpi_id_list[16]{};
};
static_assert(sizeof(DodMethodData) == 72);

struct JtMethodData {  // JT_METHOD_DATA
  u32 status = 0;
  u32 jt_caps = 0;
  u16 jt_rev_id = 0;
  u8 b_sbios_caps = 0;
  u8 pad_b = 0;
};
static_assert(sizeof(JtMethodData) == 12);

struct MuxMethodDataElement {  // MUX_METHOD_DATA_ELEMENT
  u32 acpi_id = 0;
  u32 mode = 0;
  u32 status = 0;
};
static_assert(sizeof(MuxMethodDataElement) == 12);

struct MuxMethodData {  // MUX_METHOD_DATA
  u32 table_len = 0;
  MuxMethodDataElement acpi_id_mux_mode_table[16]{};
  MuxMethodDataElement acpi_id_mux_part_table[16]{};
  MuxMethodDataElement acpi_id_mux_state_table[16]{};
};
static_assert(sizeof(MuxMethodData) == 580);

struct CapsMethodData {  // CAPS_METHOD_DATA
  u32 status = 0;
  u32 optimus_caps = 0;
};
static_assert(sizeof(CapsMethodData) == 8);

struct AcpiMethodData {  // ACPI_METHOD_DATA
  u8 b_valid = 0;
  u8 pad_1[3]{};
  DodMethodData dod_method_data{};
  JtMethodData jt_method_data{};
  MuxMethodData mux_method_data{};
  CapsMethodData caps_method_data{};
};
static_assert(sizeof(AcpiMethodData) == 676);

struct GspVfInfo {  // GSP_VF_INFO
  u32 total_vfs = 0;
  u32 first_vf_offset = 0;
  u64 first_vf_bar0_address = 0;
  u64 first_vf_bar1_address = 0;
  u64 first_vf_bar2_address = 0;
  u8 b64bit_bar0 = 0;
  u8 b64bit_bar1 = 0;
  u8 b64bit_bar2 = 0;
  u8 pad_23[5]{};
};
static_assert(sizeof(GspVfInfo) == 40);

struct GspPcieConfigReg {  // GSP_PCIE_CONFIG_REG
  u32 link_cap = 0;
};
static_assert(sizeof(GspPcieConfigReg) == 4);

struct GspSystemInfo {  // GspSystemInfo
  u64 gpu_phys_addr = 0;
  u64 gpu_phys_fb_addr = 0;
  u64 gpu_phys_inst_addr = 0;
  u64 gpu_phys_io_addr = 0;
  u64 nv_domain_bus_device_func = 0;
  u64 sim_access_buf_phys_addr = 0;
  u64 notify_op_shared_surface_phys_addr = 0;
  u64 pcie_atomics_op_mask = 0;
  u64 console_mem_size = 0;
  u64 max_user_va = 0;
  u32 pci_config_mirror_base = 0;
  u32 pci_config_mirror_size = 0;
  u32 pci_device_id = 0;
  u32 pci_sub_device_id = 0;
  u32 pci_revision_id = 0;
  u32 pcie_atomics_cpl_device_cap_mask = 0;
  u8 oor_arch = 0;
  u8 pad_69[7]{};
  u64 cl_pdb_properties = 0;
  u32 chipset = 0;
  u8 b_gpu_behind_bridge = 0;
  u8 b_flr_supported = 0;
  u8 b64b_bar0_supported = 0;
  u8 b_mnoc_available = 0;
  u32 chipset_l1ss_enable = 0;
  u8 b_upstream_l0s_unsupported = 0;
  u8 b_upstream_l1_unsupported = 0;
  u8 b_upstream_l1_por_supported = 0;
  u8 b_upstream_l1_por_mobile_only = 0;
  u8 b_system_has_mux = 0;
  u8 upstream_address_valid = 0;
  BusInfo fhb_bus_info{};
  BusInfo chipset_id_info{};
  u8 pad_9e[2]{};
  AcpiMethodData acpi_method_data{};
  u32 hypervisor_type = 0;
  u8 b_is_passthru = 0;
  u8 pad_349[7]{};
  u64 sys_timer_offset_ns = 0;
  GspVfInfo gsp_vf_info{};
  u8 b_is_primary = 0;
  u8 is_grid_build = 0;
  u8 pad_382[2]{};
  GspPcieConfigReg pcie_config_reg{};
  u32 grid_build_csp = 0;
  u8 b_preserve_video_memory_allocations = 0;
  u8 b_tdr_event_supported = 0;
  u8 b_feature_stretch_vblank_capable = 0;
  u8 b_enable_dynamic_granularity_page_arrays = 0;
  u8 b_clock_boost_supported = 0;
  u8 b_route_disp_intrs_to_cpu = 0;
  u8 pad_392[6]{};
  u64 host_page_size = 0;
};
static_assert(sizeof(GspSystemInfo) == 928);

struct PackedRegistryEntry {  // PACKED_REGISTRY_ENTRY
  u32 name_offset = 0;
  u8 type = 0;
  u8 pad_5[3]{};
  u32 data = 0;
  u32 length = 0;
};
static_assert(sizeof(PackedRegistryEntry) == 16);

struct PackedRegistryTable {  // PACKED_REGISTRY_TABLE
  u32 size = 0;
  u32 num_entries = 0;
  // then entries[], from offset 0x8
};
static_assert(sizeof(PackedRegistryTable) == 8);
// clang-format on

}  // namespace egpulab::regs::nvidia::gsp::r570_144
