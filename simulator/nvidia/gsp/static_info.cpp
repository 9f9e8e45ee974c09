// Static information of the card.
// Facts: open-gpu-kernel-modules 570.144 (MIT), gsp_static_config.h, g_eng_desc_nvoc.h, g_chips2halspec_nvoc.h,
// engine_idx.h; regions of the framebuffer as nouveau and nova-core read them.
#include "simulator/nvidia/gsp/static_info.hpp"

#include <algorithm>

#include "simulator/nvidia/gsp/controls/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

// Kinds of engines by the first and last of their NV2080 types.
struct EngineKind {
  u32 first, last;
  u32 class_id;         // NVOC class of RM's object
  u32 interrupt_index;  // MC_ENGINE_IDX_* of the first
};
constexpr EngineKind engine_kinds[] = {
    {0x01, 0x08, 0xd334df, 84},  // graphics
    {0x09, 0x12, 0x793ceb, 15},  // copy 0..9
    {0x13, 0x1a, 0x8f99e1, 65},  // NVDEC
    {0x1b, 0x1d, 0xe97b6c, 38},  // NVENC
    {0x26, 0x26, 0x28c408, 47},  // SEC2
    {0x2b, 0x32, 0x2b3a54, 51},  // NVJPG
    {0x33, 0x33, 0xdd7bab, 81},  // OFA
    {0x34, 0x3d, 0x793ceb, 25},  // copy 10..19
};
const EngineKind* kind_of(const NvidiaEngine& e) {
  for (const EngineKind& k : engine_kinds)
    if (e.type >= k.first && e.type <= k.last) return &k;
  return nullptr;
}

constexpr u32 gid_bytes = 16;
constexpr u8 gid_format_binary = 2;  // NV2080_GPU_CMD_GPU_GET_GID_FLAGS_FORMAT_BINARY

}  // namespace

u32 engine_descriptor(const NvidiaEngine& e) {
  const EngineKind* k = kind_of(e);
  return k ? k->class_id << 8 | e.instance : 0;
}

u32 interrupt_index(const NvidiaEngine& e) {
  const EngineKind* k = kind_of(e);
  return k ? k->interrupt_index + e.type - k->first : 0;
}

u64 usable_vram(const Rm& rm) {
  const u64 reserved = rm.meta.gsp_fw_rsvd_start;
  if (reserved != 0 && reserved < rm.card.vram_bytes()) return reserved;
  const Region wpr2 = rm.to.protection.wpr2();
  return wpr2.empty() ? rm.card.vram_bytes() : std::min(wpr2.begin, rm.card.vram_bytes());
}

// What software may use, and what the firmware keeps above it.
void fill_regions(const Rm& rm, r570::Nv2080CtrlCmdFbGetFbRegionInfoParams& p) {
  p = {};
  const u64 usable = usable_vram(rm), all = rm.card.vram_bytes();
  p.num_fb_regions = 1;
  p.fb_region[0].base = 0, p.fb_region[0].limit = usable - 1;
  p.fb_region[0].performance = 20;
  p.fb_region[0].support_compressed = p.fb_region[0].support_iso = 1;
  if (usable == all) return;
  p.num_fb_regions = 2;
  p.fb_region[1].base = usable, p.fb_region[1].limit = all - 1;
  p.fb_region[1].reserved = all - usable;
}

void fill_gid(const Card& card, r570::Nv2080CtrlGpuGetGidInfoParams& gid) {
  const u32 index = gid.index;
  gid = {};
  gid.index = index, gid.flags = gid_format_binary, gid.length = gid_bytes;
  // Any value that differs between cards serves; a version 4 UUID's marks.
  u64 state = card.profile.unique_id;
  for (u32 i = 0; i < gid_bytes; ++i) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    gid.data[i] = static_cast<u8>(state >> 56);
  }
  gid.data[6] = static_cast<u8>((gid.data[6] & 0x0f) | 0x40);
  gid.data[8] = static_cast<u8>((gid.data[8] & 0x3f) | 0x80);
}

r570::GspStaticConfigInfo static_info(Rm& rm) {
  const Card& card = rm.card;
  r570::GspStaticConfigInfo s;
  fill_gid(card, s.gid_info);
  put_text(s.sku_info.chip_sku, card.nvidia.short_name.size() > 6 ? card.nvidia.short_name.substr(6) : "");
  fill_regions(rm, s.fb_region_info_params);
  for (const NvidiaEngine& e : card.nvidia.engines)
    if (e.type != 0 && e.type / 32 < std::size(s.engine_caps)) s.engine_caps[e.type / 32] |= 1u << e.type % 32;
  s.fb_length = card.vram_bytes();
  s.fb_bus_width = card.profile.vram.width;
  s.fb_ram_type = card.nvidia.ram_type;
  // Two channels of 32 bits each; with stacks of HBM eight of 64.
  constexpr u32 widest_gddr = 512;
  const u32 width = card.profile.vram.width, partitions = width / (width > widest_gddr ? 512u : 64u);
  s.fbp_mask = s.fbio_mask = (u64{1} << partitions) - 1;
  s.l2_cache_size = card.nvidia.l2_size;
  put_text(s.gpu_name_string, card.profile.name);
  put_text(s.gpu_short_name_string, card.nvidia.short_name);
  for (std::size_t i = 0; i < card.profile.name.size() && i + 1 < std::size(s.gpu_name_string_unicode); ++i)
    s.gpu_name_string_unicode[i] = static_cast<u8>(card.profile.name[i]);
  s.bar1_pde_base = rm.bar1_directory.address, s.bar2_pde_base = rm.bar2_directory.address;
  s.b_vbios_valid = 1;
  s.vbios_sub_vendor = card.profile.pci.subsystem_vendor, s.vbios_sub_device = card.profile.pci.subsystem_device;
  s.b_split_vas_between_server_client_rm = 1;
  s.h_internal_client = internal_client, s.h_internal_device = internal_device;
  s.h_internal_subdevice = internal_subdevice;
  s.ecid_info[0] = {low32(card.profile.unique_id), high32(card.profile.unique_id), 0};
  s.fw_wpr_layout_offset = {rm.meta.non_wpr_heap_offset, rm.meta.frts_offset};
  return s;
}

}  // namespace egpulab::simulator::nvidia::gsp
