// NV2080_CTRL_CMD_FB_*, _BUS_*, _INTERNAL_MEMSYS_*, _INTERNAL_GMMU_*, _INTERNAL_FBSR_*: memory, BARs, fault buffers.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl2080fb.h, ctrl2080bus.h, ctrl2080internal.h.
#include <algorithm>
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/static_info.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

u64 bar_bytes(const Card& card, BarProfile::Role role) {
  for (const BarProfile& b : card.profile.pci.bars)
    if (b.role == role) return b.size;
  return 0;
}

// In KiB where it is a size.
u32 fb_info(const Rm& rm, u32 index) {
  const auto kib = [](u64 bytes) { return static_cast<u32>(bytes / KiB); };
  switch (index) {
    case 0x05:  // BAR1_SIZE
      return kib(bar_bytes(rm.card, BarProfile::Role::vram));
    case 0x07:  // RAM_SIZE
    case 0x08:  // TOTAL_RAM_SIZE
      return kib(rm.card.vram_bytes());
    case 0x09:  // HEAP_SIZE
    case 0x0a:  // MAPPABLE_HEAP_SIZE
      return kib(usable_vram(rm));
    case 0x0b:  // BUS_WIDTH
      return rm.card.profile.vram.width;
    case 0x0d:  // RAM_TYPE
      return rm.card.nvidia.ram_type;
    default:
      return 0;
  }
}

Status get_fb_info(Rm& rm, Object&, r570::Nv2080CtrlFbGetInfoV2Params& p) {
  if (p.fb_info_list_size > std::size(p.fb_info_list)) return Status::err_invalid_argument;
  for (u32 i = 0; i < p.fb_info_list_size; ++i) p.fb_info_list[i].data = fb_info(rm, p.fb_info_list[i].index);
  return Status::ok;
}

Status get_regions(Rm& rm, Object&, r570::Nv2080CtrlCmdFbGetFbRegionInfoParams& p) {
  fill_regions(rm, p);
  return Status::ok;
}

Status get_pci(Rm& rm, Object&, r570::Nv2080CtrlBusGetPciInfoParams& p) {
  const PciProfile& pci = rm.card.profile.pci;
  p.pci_device_id = u32{pci.device} << 16 | pci.vendor;
  p.pci_sub_system_id = u32{pci.subsystem_device} << 16 | pci.subsystem_vendor;
  p.pci_revision_id = pci.revision;
  p.pci_ext_device_id = pci.device;
  return Status::ok;
}

// Where the BARs are, the driver has told in GSP_SET_SYSTEM_INFO.
Status get_bars(Rm& rm, Object&, r570::Nv2080CtrlBusGetPciBarInfoParams& p) {
  const auto& info = rm.settings.info;
  const std::pair<BarProfile::Role, u64> bars[] = {{BarProfile::Role::mmio, info.gpu_phys_addr},
                                                   {BarProfile::Role::vram, info.gpu_phys_fb_addr},
                                                   {BarProfile::Role::instance, info.gpu_phys_inst_addr}};
  p.pci_bar_count = 0;
  for (const auto& [role, base] : bars) {
    const u64 bytes = bar_bytes(rm.card, role);
    p.pci_bar_info[p.pci_bar_count++] = {
        .flags = 0, .bar_size = static_cast<u32>(bytes / MiB), .bar_size_bytes = bytes, .bar_offset = base};
  }
  return Status::ok;
}

Status get_memory_system(Rm& rm, Object&, r570::Nv2080CtrlInternalMemsysGetStaticConfigParams& p) {
  p.l2_cache_size = rm.card.nvidia.l2_size;
  p.b_fbpa_present = 1;
  p.compr_page_size = 0x10000, p.compr_page_shift = 16;
  p.ram_type = rm.card.nvidia.ram_type;
  p.ltc_count = rm.card.profile.vram.width / 32u;
  p.lts_per_ltc_count = 4;  // inferred
  return Status::ok;
}

constexpr u32 fault_packet_bytes = 32, most_faults = 0x2000;
Status get_fault_buffers(Rm&, Object&, r570::Nv2080CtrlInternalGmmuGetStaticInfoParams& p) {
  p.replayable_fault_buffer_size = p.non_replayable_fault_buffer_size = most_faults * fault_packet_bytes;
  p.replayable_shadow_fault_buffer_metadata_size = p.non_replayable_shadow_fault_buffer_metadata_size = 0x1000;
  return Status::ok;
}

constexpr std::array rows{
    acts<r570::Nv2080CtrlFbGetInfoV2Params, get_fb_info>(r570::control::nv2080_fb_get_info_v2, Kind::subdevice),
    acts<r570::Nv2080CtrlCmdFbGetFbRegionInfoParams, get_regions>(r570::control::nv2080_fb_get_fb_region_info,
                                                                  Kind::subdevice),
    acts<r570::Nv2080CtrlBusGetPciInfoParams, get_pci>(r570::control::nv2080_bus_get_pci_info, Kind::subdevice),
    acts<r570::Nv2080CtrlBusGetPciBarInfoParams, get_bars>(r570::control::nv2080_bus_get_pci_bar_info, Kind::subdevice),
    acts<r570::Nv2080CtrlInternalMemsysGetStaticConfigParams, get_memory_system>(
        r570::control::nv2080_internal_memsys_get_static_config, Kind::subdevice),
    acts<r570::Nv2080CtrlInternalGmmuGetStaticInfoParams, get_fault_buffers>(
        r570::control::nv2080_internal_gmmu_get_static_info, Kind::subdevice),
    // Faults reach the buffers that the driver sets up in registers.
    holds<r570::Nv2080CtrlInternalGmmuRegisterFaultBufferParams>(
        r570::control::nv2080_internal_gmmu_register_fault_buffer, Kind::subdevice),
};

}  // namespace

std::span<const ControlRow> memory_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
