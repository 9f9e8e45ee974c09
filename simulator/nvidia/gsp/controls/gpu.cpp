// NV2080_CTRL_CMD_GPU_*: what the card is; contexts' buffers.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl2080gpu.h, g_eng_desc_nvoc.h.
#include <array>
#include <bit>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/ram.hpp"
#include "simulator/nvidia/gsp/classes/channel_group.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/static_info.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

using namespace regs::literals;

// Value of one GPU_INFO index; 0 for what a card without the feature answers.
u32 gpu_info(const Rm& rm, u32 index) {
  switch (index & 0xffffff) {
    case 0x01:  // ECID_LO32
      return low32(rm.card.profile.unique_id);
    case 0x02:  // ECID_HI32
      return high32(rm.card.profile.unique_id);
    case 0x2b:  // SPLIT_VAS_MGMT_SERVER_CLIENT_RM
    case 0x2f:  // PER_RUNLIST_CHANNEL_RAM
    case 0x36:  // GPU_PROFILING_CAPABILITY
    case 0x37:  // GPU_DEBUGGING_CAPABILITY
      return 1;
    case 0x2c:  // GPU_SM_VERSION
      return rm.card.nvidia.sm_version;
    default:
      return 0;
  }
}

Status get_info(Rm& rm, Object&, r570::Nv2080CtrlGpuGetInfoV2Params& p) {
  if (p.gpu_info_list_size > std::size(p.gpu_info_list)) return Status::err_invalid_argument;
  for (u32 i = 0; i < p.gpu_info_list_size; ++i) p.gpu_info_list[i].data = gpu_info(rm, p.gpu_info_list[i].index);
  return Status::ok;
}

Status get_name(Rm& rm, Object&, r570::Nv2080CtrlGpuGetNameStringParams& p) {
  if (p.gpu_name_string_flags > 1) return Status::err_invalid_argument;
  const std::string& name = rm.card.profile.name;
  auto bytes = std::as_writable_bytes(std::span(p.gpu_name_string));
  std::ranges::fill(bytes, std::byte{0});
  const std::size_t step = p.gpu_name_string_flags == 0 ? 1 : 2;  // ASCII or Unicode
  for (std::size_t i = 0; i < name.size() && (i + 1) * step < bytes.size(); ++i)
    bytes[i * step] = static_cast<std::byte>(name[i]);
  return Status::ok;
}

Status get_gid(Rm& rm, Object&, r570::Nv2080CtrlGpuGetGidInfoParams& p) {
  if (p.index != 0) return Status::err_invalid_argument;
  fill_gid(rm.card, p);
  return Status::ok;
}

Status get_engines(Rm& rm, Object&, r570::Nv2080CtrlGpuGetEnginesV2Params& p) {
  p.engine_count = 0;
  for (const NvidiaEngine& e : rm.card.nvidia.engines)
    if (e.type != 0 && p.engine_count < std::size(p.engine_list)) p.engine_list[p.engine_count++] = e.type;
  return Status::ok;
}

// Logical GPCs: those that are there, numbered without gaps.
Status get_gpcs(Rm& rm, Object&, r570::Nv2080CtrlGpuGetFermiGpcInfoParams& p) {
  p.gpc_mask = (1u << rm.card.gpcs()) - 1;
  return Status::ok;
}

Status get_tpcs(Rm& rm, Object&, r570::Nv2080CtrlGpuGetFermiTpcInfoParams& p) {
  if (p.gpc_id >= rm.card.gpcs()) return Status::err_invalid_argument;
  p.tpc_mask = (1u << rm.card.gpc_tpcs[p.gpc_id]) - 1;
  return Status::ok;
}

// The channels that a context is of: one, or all of a group. Empty: the handle means none.
std::vector<Channel*> context_channels(Rm& rm, u32 client, u32 handle) {
  if (auto* c = rm.objects.find_as<Channel>(client, handle, Kind::channel)) return {c};
  if (auto* g = rm.objects.find_as<ChannelGroup>(client, handle, Kind::channel_group)) return g->channels(rm);
  // An engine object stands for the channel that it is on.
  if (Object* o = rm.objects.find(client, handle); o && o->kind() == Kind::engine_object)
    if (auto* c = rm.objects.find_as<Channel>(client, o->parent(), Kind::channel)) return {c};
  return {};
}

// The instance block says where the engine's context is once RM knows its virtual address.
void point_to_context(Rm& rm, const Channel& c, u64 address) {
  using namespace regs::nvidia;
  const u32 words[] = {
      EngineWfi{"MODE_VIRTUAL"_f = true, "PTR_LO"_f = low32(address) >> 12}.raw(),
      high32(address),
  };
  PhysicalAddress at = c.instance();
  at.address += ramin::engine_wfi;
  rm.to.memory.write(at, as_bytes(words));
}

Status promote(Rm& rm, Object& subdevice, r570::Nv2080CtrlGpuPromoteCtxParams& p) {
  if (!rm.card.engine(p.engine_type) || p.entry_count > std::size(p.promote_entry)) return Status::err_invalid_argument;
  const u32 client = p.h_chan_client != 0 ? p.h_chan_client : subdevice.client();
  if (!rm.objects.has_client(client)) return Status::err_invalid_client;
  const auto channels = context_channels(rm, client, p.h_object);
  if (channels.empty()) return Status::err_invalid_object;
  for (u32 i = 0; i < p.entry_count; ++i) {
    const auto& e = p.promote_entry[i];
    if (e.buffer_id > static_cast<u16>(r570::ContextBuffer::global_priv_access_map))
      return Status::err_invalid_argument;
    // A buffer that RM shall fill must say where it is.
    if (e.b_initialize && e.size == 0) return Status::err_invalid_argument;
    if (e.b_nonmapped && e.gpu_virt_addr != 0) return Status::err_invalid_argument;
  }
  for (Channel* c : channels)
    for (u32 i = 0; i < p.entry_count; ++i) {
      const auto& e = p.promote_entry[i];
      auto& buffer = c->context_buffers()[e.buffer_id];
      if (e.b_initialize) buffer.physical = e.gpu_phys_addr, buffer.size = e.size;
      if (e.gpu_virt_addr == 0) continue;
      buffer.virtual_address = e.gpu_virt_addr;
      if (e.buffer_id == static_cast<u16>(r570::ContextBuffer::main)) point_to_context(rm, *c, e.gpu_virt_addr);
    }
  return Status::ok;
}

Status evict(Rm& rm, Object& subdevice, r570::Nv2080CtrlGpuEvictCtxParams& p) {
  const u32 client = p.h_chan_client != 0 ? p.h_chan_client : subdevice.client();
  const auto channels = context_channels(rm, client, p.h_object);
  if (channels.empty()) return Status::err_invalid_object;
  for (Channel* c : channels) c->context_buffers().clear();
  return Status::ok;
}

// Video engines are Falcons with a context of their own; sizes inferred.
Status get_falcons(Rm& rm, Object&, r570::Nv2080CtrlGpuGetConstructedFalconInfoParams& p) {
  constexpr u32 context_bytes = 0x1000;
  p.num_constructed_falcons = 0;
  for (const NvidiaEngine& e : rm.card.nvidia.engines) {
    if (e.type == 0 || e.type <= 8 || is_copy_engine(e.type)) continue;
    if (p.num_constructed_falcons == std::size(p.constructed_falcons_table)) break;
    auto& f = p.constructed_falcons_table[p.num_constructed_falcons++];
    f.eng_desc = engine_descriptor(e);
    f.ctx_buffer_size = context_bytes;
    f.addr_space_list = 1;  // framebuffer
    f.register_base = e.pri_base;
  }
  return Status::ok;
}

Status get_short_name(Rm& rm, Object&, r570::Nv2080CtrlGpuGetShortNameStringParams& p) {
  p = {};
  put_text(p.gpu_short_name_string, rm.card.nvidia.short_name);
  return Status::ok;
}

Status get_classes(Rm& rm, Object&, r570::Nv0080CtrlGpuGetClasslistV2Params& p) {
  p = {};
  for (const ClassRow& c : classes())
    if (c.architectures & architecture_bit(rm.card.architecture()) && c.kind != Kind::missing &&
        p.num_classes < std::size(p.class_list))
      p.class_list[p.num_classes++] = c.number;
  return Status::ok;
}

Status count_subdevices(Rm&, Object&, r570::Nv0080CtrlGpuGetNumSubdevicesParams& p) {
  p.num_sub_devices = 1;
  return Status::ok;
}

// RM fills a context's buffers where GPU_PROMOTE_CTX says: there is nothing left to do.
Status initialize(Rm& rm, Object& subdevice, r570::Nv2080CtrlGpuInitializeCtxParams& p) {
  if (!rm.card.engine(p.engine_type)) return Status::err_invalid_argument;
  const u32 client = p.h_chan_client != 0 ? p.h_chan_client : subdevice.client();
  return context_channels(rm, client, p.h_object).empty() ? Status::err_invalid_object : Status::ok;
}

constexpr std::array rows{
    acts<r570::Nv2080CtrlGpuGetInfoV2Params, get_info>(r570::control::nv2080_gpu_get_info_v2, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetNameStringParams, get_name>(r570::control::nv2080_gpu_get_name_string, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetShortNameStringParams, get_short_name>(r570::control::nv2080_gpu_get_short_name_string,
                                                                      Kind::subdevice),
    acts<r570::Nv0080CtrlGpuGetClasslistV2Params, get_classes>(r570::control::nv0080_gpu_get_classlist_v2,
                                                               Kind::device),
    acts<r570::Nv0080CtrlGpuGetNumSubdevicesParams, count_subdevices>(r570::control::nv0080_gpu_get_num_subdevices,
                                                                      Kind::device),
    acts<r570::Nv2080CtrlGpuInitializeCtxParams, initialize>(r570::control::nv2080_gpu_initialize_ctx, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetGidInfoParams, get_gid>(r570::control::nv2080_gpu_get_gid_info, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetEnginesV2Params, get_engines>(r570::control::nv2080_gpu_get_engines_v2, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetFermiGpcInfoParams, get_gpcs>(r570::control::nv2080_gpu_get_fermi_gpc_info,
                                                             Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetFermiTpcInfoParams, get_tpcs>(r570::control::nv2080_gpu_get_fermi_tpc_info,
                                                             Kind::subdevice),
    acts<r570::Nv2080CtrlGpuPromoteCtxParams, promote>(r570::control::nv2080_gpu_promote_ctx, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuEvictCtxParams, evict>(r570::control::nv2080_gpu_evict_ctx, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetConstructedFalconInfoParams, get_falcons>(
        r570::control::nv2080_gpu_get_constructed_falcon_info, Kind::subdevice),
    acts<r570::Nv2080CtrlGpuGetConstructedFalconInfoParams, get_falcons>(
        r570::control::nv2080_internal_get_constructed_falcon_info, Kind::subdevice),
};

}  // namespace

std::span<const ControlRow> gpu_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
