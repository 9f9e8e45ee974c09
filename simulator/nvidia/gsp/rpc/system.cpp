// GSP_SET_SYSTEM_INFO, SET_REGISTRY, GET_GSP_STATIC_INFO, UNLOADING_GUEST_DRIVER and IDLE_CHANNELS.
// Facts: open-gpu-kernel-modules 570.144 (MIT), g_rpc-structures.h, kernel_gsp.c.
#include <fmt/format.h>

#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "driver/regs/nvidia/ram.hpp"
#include "simulator/nvidia/gsp/rpc/table.hpp"
#include "simulator/nvidia/gsp/static_info.hpp"

namespace egpulab::simulator::nvidia::gsp {

Status rpc_set_system_info(Rm& rm, std::vector<std::byte>& bytes) {
  rm.settings.info = load<r570::GspSystemInfo>(bytes);
  return Status::ok;
}

Status rpc_set_registry(Rm& rm, std::vector<std::byte>& bytes) {
  if (const std::string why = rm.settings.set_registry(bytes); !why.empty()) {
    rm.refused("registry: " + why);
    return Status::err_invalid_param_struct;
  }
  u64 number = 0;
  for (const auto& [name, value] : rm.settings.registry())
    rm.log.write(LogLine::registry_entry, {number++, value}, rm.now());
  return Status::ok;
}

Status rpc_get_static_info(Rm& rm, std::vector<std::byte>& bytes) {
  const r570::GspStaticConfigInfo s = static_info(rm);
  if (bytes.size() < sizeof s) return Status::err_buffer_too_small;
  store(MutableBytes(bytes), 0, s);
  return Status::ok;
}

// The answer comes before the firmware halts; ResourceManager sees to that.
Status rpc_unload(Rm& rm, std::vector<std::byte>& bytes) {
  const auto h = load<r570::RpcUnloadingGuestDriver>(bytes);
  rm.log.write(LogLine::unloading, {h.new_level}, rm.now());
  rm.objects.clear(rm);
  return Status::ok;
}

// Waits for channels to have fetched all of their rings. RM waits as long as it is told; here the answer is what holds
// now: the host runs between requests.
Status rpc_idle_channels(Rm& rm, std::vector<std::byte>& bytes) {
  struct Entry {  // idle_channel_list_v03_00
    u32 h_client, h_device, h_channel;
  };
  const u32 count = load<u32>(bytes, 8);
  if (bytes.size() < 12 + u64{count} * sizeof(Entry)) return Status::err_invalid_param_struct;
  for (u32 i = 0; i < count; ++i) {
    const auto e = load<Entry>(bytes, 12 + i * sizeof(Entry));
    const auto* c = rm.objects.find_as<Channel>(e.h_client, e.h_channel, Kind::channel);
    if (!c) return Status::err_invalid_channel;
    PhysicalAddress at = c->userd();
    std::array<u32, 2> get_put{};  // GP_GET, then GP_PUT
    at.address += regs::nvidia::userd::gp_get;
    if (!rm.to.memory.read(at, as_writable_bytes(get_put))) return Status::err_invalid_address;
    if (!c->dead() && get_put[0] != get_put[1]) return Status::err_timeout;
  }
  return Status::ok;
}

}  // namespace egpulab::simulator::nvidia::gsp
