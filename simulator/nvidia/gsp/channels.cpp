// Numbers of channels and groups, and runlists.
// Facts: open-gpu-kernel-modules 570.144 (MIT), kernel_fifo.c (kfifoChidMgrAllocChid: USERD isolation).
#include "simulator/nvidia/gsp/channels.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/nvidia/gsp/classes/channel.hpp"
#include "simulator/nvidia/gsp/classes/channel_group.hpp"
#include "simulator/nvidia/gsp/rm.hpp"
#include "simulator/nvidia/host/instance_block.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 channels_per_page = 8;  // USERD of 512 bytes
constexpr u64 runlist_bytes = 2 * u64{regs::nvidia::channels_per_runlist} * regs::nvidia::runlist_entry_bytes;

// A time slice is (timeout << scale) * 1024 ns, the timeout of eight bits.
void set_timeslice(RunlistTsg& g, u64 us) {
  u64 units = us * 1000 / 1024;
  for (g.timeslice_scale = 0; units > 0xff && g.timeslice_scale < 15; ++g.timeslice_scale) units /= 2;
  g.timeslice_timeout = static_cast<u32>(std::clamp<u64>(units, 1, 0xff));
}

}  // namespace

std::optional<u32> Channels::take(u32 runlist, Key key, std::optional<u32> wanted) {
  auto& used = runlists_[runlist].channels;
  if (wanted) {
    if (*wanted >= regs::nvidia::channels_per_runlist || used.contains(*wanted)) return std::nullopt;
    used[*wanted] = key;
    return wanted;
  }
  for (u32 block = 0; block < regs::nvidia::channels_per_runlist; block += channels_per_page) {
    std::optional<u32> free;
    bool foreign = false;
    for (u32 id = block; id < block + channels_per_page; ++id) {
      const auto found = used.find(id);
      if (found == used.end())
        free = free.value_or(id);
      else
        foreign |= found->second.client != key.client;
    }
    if (foreign || !free) continue;
    used[*free] = key;
    return free;
  }
  return std::nullopt;
}

void Channels::give_back(u32 runlist, u32 channel) { runlists_[runlist].channels.erase(channel); }

u32 Channels::take_group(u32 runlist) {
  auto& used = runlists_[runlist].groups;
  u32 id = 0;
  while (used.contains(id)) ++id;
  used[id] = 1;
  return id;
}

void Channels::give_back_group(u32 runlist, u32 group) { runlists_[runlist].groups.erase(group); }

Channel* Channels::find(const Rm& rm, u32 runlist, u32 channel) const {
  const auto r = runlists_.find(runlist);
  if (r == runlists_.end()) return nullptr;
  const auto c = r->second.channels.find(channel);
  if (c == r->second.channels.end()) return nullptr;
  return rm.objects.find_as<Channel>(c->second.client, c->second.handle, Kind::channel);
}

Channel* Channels::find(const Rm& rm, PhysicalAddress instance) const {
  for (const auto& [number, runlist] : runlists_)
    for (const auto& [id, key] : runlist.channels) {
      Channel* c = rm.objects.find_as<Channel>(key.client, key.handle, Kind::channel);
      if (c && c->instance() == instance) return c;
    }
  return nullptr;
}

bool Channels::submit(Rm& rm, u32 runlist) {
  Runlist& r = runlists_[runlist];
  if (r.memory == 0) r.memory = rm.heap.take(runlist_bytes).address;
  std::map<u32, RunlistTsg> groups;
  for (const auto& [id, key] : r.channels) {
    const Channel* c = rm.objects.find_as<Channel>(key.client, key.handle, Kind::channel);
    if (!c || !c->scheduled()) continue;
    RunlistTsg& g = groups[c->group_number()];
    g.id = c->group_number();
    if (const auto* group = rm.objects.find_as<ChannelGroup>(c->client(), c->parent(), Kind::channel_group))
      set_timeslice(g, group->timeslice_us());
    g.members.push_back({id, c->instance(), c->userd(), c->runqueue()});
  }
  std::vector<RunlistTsg> list;
  for (auto& [id, g] : groups) list.push_back(std::move(g));
  const PhysicalAddress at{Aperture::video, r.memory};
  const u32 entries = list.empty() ? 0 : write_runlist(rm.to.memory, at, list);
  if (r.memory == 0 || (entries == 0 && !list.empty())) {
    rm.refused(fmt::format("runlist {} cannot be written at VRAM {:#x}", runlist, r.memory));
    return false;
  }
  rm.to.host.submit_runlist(runlist, at, entries);
  return true;
}

}  // namespace egpulab::simulator::nvidia::gsp
