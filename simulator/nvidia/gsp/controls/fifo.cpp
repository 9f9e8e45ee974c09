// NV2080_CTRL_CMD_FIFO_* and NV0080_CTRL_CMD_FIFO_*: engines and their runlists, channels as a whole.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrl2080fifo.h, engine_info.h, engine_idx.h.
#include <algorithm>
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"
#include "simulator/nvidia/gsp/static_info.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

Status get_device_info(Rm& rm, Object&, r570::Nv2080CtrlFifoGetDeviceInfoTableParams& p) {
  const u32 base = p.base_index;
  std::vector<const NvidiaEngine*> driven;  // by the host
  for (const NvidiaEngine& e : rm.card.nvidia.engines)
    if (e.type != 0) driven.push_back(&e);
  if (base > driven.size()) return Status::err_invalid_argument;
  p = {};
  p.base_index = base;
  for (u32 i = base; i < driven.size() && p.num_entries < std::size(p.entries); ++i) {
    const NvidiaEngine& e = *driven[i];
    auto& entry = p.entries[p.num_entries++];
    const auto put = [&](r570::EngineInfo what, u32 value) { entry.engine_data[static_cast<u32>(what)] = value; };
    put(r570::EngineInfo::eng_desc, engine_descriptor(e));
    put(r570::EngineInfo::fifo_tag, i);
    put(r570::EngineInfo::rm_engine_type, rm_engine_type(e.type));
    put(r570::EngineInfo::runlist, e.runlist);
    put(r570::EngineInfo::mmu_fault_id, e.fault_id);
    put(r570::EngineInfo::reset, e.reset_id);
    put(r570::EngineInfo::intr, e.stall_vector);
    put(r570::EngineInfo::mc, interrupt_index(e));
    put(r570::EngineInfo::dev_type_enum, e.device_type);
    put(r570::EngineInfo::instance_id, e.instance);
    put(r570::EngineInfo::runlist_pri_base, e.runlist_base);
    put(r570::EngineInfo::is_host_driven_engine, 1);
    put(r570::EngineInfo::runlist_engine_id, e.runlist_engine);
    put(r570::EngineInfo::chram_pri_base, e.channel_ram_base);
    entry.num_pbdmas = 1;
    entry.pbdma_ids[0] = e.pbdma;
    entry.pbdma_fault_ids[0] = e.fault_id;
    put_text(entry.engine_name, e.name);
  }
  p.b_more = base + p.num_entries < driven.size();
  return Status::ok;
}

// PTOP's table, row by row.
Status get_device_table(Rm& rm, Object&, r570::Nv2080CtrlInternalGetDeviceInfoTableParams& p) {
  p = {};
  for (const NvidiaEngine& e : rm.card.nvidia.engines)
    if (p.num_entries < std::size(p.device_info_table))
      p.device_info_table[p.num_entries++] = {.fault_id = e.fault_id,
                                              .instance_id = e.instance,
                                              .type_enum = e.device_type,
                                              .reset_id = e.reset_id,
                                              .device_pri_base = e.pri_base,
                                              .is_engine = e.type != 0,
                                              .rl_eng_id = e.runlist_engine,
                                              .runlist_pri_base = e.runlist_base,
                                              .group_id = 0,
                                              .gin_target_id = 0,
                                              .device_broadcast_pri_base = 0,
                                              .group_local_instance_id = 0};
  return Status::ok;
}

Status disable_channels(Rm& rm, Object&, r570::Nv2080CtrlFifoDisableChannelsParams& p) {
  if (p.num_channels > std::size(p.h_channel_list)) return Status::err_invalid_argument;
  std::vector<Channel*> channels;
  for (u32 i = 0; i < p.num_channels; ++i) {
    auto* c = rm.objects.find_as<Channel>(p.h_client_list[i], p.h_channel_list[i], Kind::channel);
    if (!c) return Status::err_invalid_channel;
    channels.push_back(c);
  }
  for (Channel* c : channels)
    if (c->scheduled()) c->enable(rm, p.b_disable == 0);
  return Status::ok;
}

Status get_memory(Rm& rm, Object& subdevice, r570::Nv2080CtrlCmdFifoGetChannelMemInfoParams& p) {
  const auto* c = rm.objects.find_as<Channel>(subdevice.client(), p.h_channel, Kind::channel);
  if (!c) return Status::err_invalid_channel;
  const u32 aperture = c->instance().aperture == Aperture::video ? 2 : 1;
  p.ch_mem_info.inst = {.aperture = aperture, .base = c->instance().address, .size = 0x1000};
  p.ch_mem_info.ramfc = {.aperture = aperture, .base = c->instance().address, .size = 0x200};
  return Status::ok;
}

Status get_list(Rm&, Object&, r570::Nv0080CtrlFifoGetChannellistParams&) {
  return Status::err_invalid_pointer;  // its lists are pointers, which do not cross to GSP-RM
}

constexpr std::array rows{
    acts<r570::Nv2080CtrlFifoGetDeviceInfoTableParams, get_device_info>(
        r570::control::nv2080_fifo_get_device_info_table, Kind::subdevice),
    acts<r570::Nv2080CtrlInternalGetDeviceInfoTableParams, get_device_table>(
        r570::control::nv2080_internal_get_device_info_table, Kind::subdevice),
    acts<r570::Nv2080CtrlFifoDisableChannelsParams, disable_channels>(r570::control::nv2080_fifo_disable_channels,
                                                                      Kind::subdevice),
    holds<r570::Nv2080CtrlFifoRunlistSetSchedPolicyParams>(r570::control::nv2080_fifo_runlist_set_sched_policy,
                                                           Kind::subdevice),
    acts<r570::Nv2080CtrlCmdFifoGetChannelMemInfoParams, get_memory>(r570::control::nv2080_fifo_get_channel_mem_info,
                                                                     Kind::subdevice),
    acts<r570::Nv0080CtrlFifoGetChannellistParams, get_list>(r570::control::nv0080_fifo_get_channellist, Kind::device),
};

}  // namespace

std::span<const ControlRow> fifo_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
