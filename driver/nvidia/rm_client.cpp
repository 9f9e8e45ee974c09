// RM client, engine table, classes.
#include "driver/nvidia/rm_client.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/alloc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::gsp::r570_144;

namespace {

// NV_DEVICE_ALLOCATION_VAMODE_OPTIONAL_MULTIPLE_VASPACES (nvos.h).
constexpr u32 multiple_vaspaces = 2;

bool is_copy(u32 type) {
  return type >= static_cast<u32>(RmEngineType::copy0) && type <= static_cast<u32>(RmEngineType::copy9);
}

}  // namespace

RmClient::RmClient(Gsp& gsp, u32 handle) : gsp_(gsp), handle_(handle) {
  gsp_.alloc(handle, handle, handle, classes::nv01_root,
             Nv0000AllocParameters{.h_client = handle, .process_id = ~u32{0}});
  device_ = alloc(handle, classes::nv01_device_0,
                  Nv0080AllocParameters{.h_client_share = handle, .va_mode = multiple_vaspaces});
  subdevice_ = alloc(device_, classes::nv20_subdevice_0, Nv2080AllocParameters{});
}

std::vector<Engine> read_engines(RmClient& client) {
  std::vector<Engine> engines;
  Nv2080CtrlFifoGetDeviceInfoTableParams table;
  do {
    table = client.control(client.subdevice(), control::nv2080_fifo_get_device_info_table,
                           Nv2080CtrlFifoGetDeviceInfoTableParams{.base_index = static_cast<u32>(engines.size())});
    if (table.num_entries > std::size(table.entries))
      throw DeviceFault(fmt::format("RM's table of engines claims {} entries in a message of {}", table.num_entries,
                                    std::size(table.entries)));
    for (const Nv2080CtrlFifoDeviceEntry& e : std::span(table.entries).first(table.num_entries)) {
      const auto end = std::find(std::begin(e.engine_name), std::end(e.engine_name), u8{0});
      engines.push_back({e.engine_data[static_cast<u32>(EngineInfo::rm_engine_type)],
                         e.engine_data[static_cast<u32>(EngineInfo::runlist)], std::string(e.engine_name, end)});
    }
  } while (table.b_more != 0 && table.num_entries != 0);
  return engines;
}

const Engine& graphics_engine(const std::vector<Engine>& engines) {
  const auto it = std::ranges::find(engines, static_cast<u32>(RmEngineType::gr0), &Engine::type);
  if (it == engines.end())
    throw DeviceFault(fmt::format("RM's table of {} engines has no graphics engine", engines.size()));
  return *it;
}

const Engine& copy_engine(const std::vector<Engine>& engines) {
  const u32 shared = graphics_engine(engines).runlist;
  const Engine* best = nullptr;
  for (const Engine& e : engines) {
    if (!is_copy(e.type)) continue;
    const bool better = !best || (best->runlist == shared && e.runlist != shared) ||
                        ((best->runlist == shared) == (e.runlist == shared) && e.type < best->type);
    if (better) best = &e;
  }
  if (!best) throw DeviceFault(fmt::format("RM's table of {} engines has no copy engine", engines.size()));
  return *best;
}

EngineClasses classes_of(Architecture architecture) {
  switch (architecture) {
    case Architecture::ampere:
      return {classes::ampere_channel_gpfifo_a, classes::ampere_compute_b, classes::ampere_dma_copy_b};
    case Architecture::ada:
      return {classes::ampere_channel_gpfifo_a, classes::ada_compute_a, classes::ampere_dma_copy_b};
    case Architecture::hopper:
      return {classes::hopper_channel_gpfifo_a, classes::hopper_compute_a, classes::hopper_dma_copy_a};
    case Architecture::blackwell_gb10x:
      return {classes::blackwell_channel_gpfifo_a, classes::blackwell_compute_a, classes::blackwell_dma_copy_a};
    case Architecture::blackwell:
      return {classes::blackwell_channel_gpfifo_a, classes::blackwell_compute_b, classes::blackwell_dma_copy_b};
  }
  throw InvalidRequest(
      fmt::format("no engine classes are known for architecture {:#x}", static_cast<u32>(architecture)));
}

}  // namespace egpulab::driver::nvidia
