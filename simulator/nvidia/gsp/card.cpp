// The card as GSP-RM sees it.
#include "simulator/nvidia/gsp/card.hpp"

#include <algorithm>
#include <numeric>
#include <stdexcept>

#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

const regs::nvidia::Chip& known_chip(const DeviceProfile& p) {
  if (const auto* chip = regs::nvidia::find_chip(p.nvidia.chip)) return *chip;
  throw std::invalid_argument("device profile " + p.id + ": no NVIDIA chip is called '" + p.nvidia.chip + "'");
}

}  // namespace

Card::Card(const DeviceProfile& p) : profile(p), nvidia(p.nvidia), chip(known_chip(p)), gpc_tpcs(p.nvidia.gpc_tpcs()) {}

u32 Card::tpcs() const { return std::accumulate(gpc_tpcs.begin(), gpc_tpcs.end(), u32{0}); }

std::vector<Card::SmPlace> Card::sm_order() const {
  std::vector<SmPlace> order;
  const u32 most = gpc_tpcs.empty() ? 0 : *std::ranges::max_element(gpc_tpcs);
  u16 global = 0;
  for (u16 tpc = 0; tpc < most; ++tpc)
    for (u16 gpc = 0; gpc < gpc_tpcs.size(); ++gpc) {
      if (tpc >= gpc_tpcs[gpc]) continue;
      for (u16 sm = 0; sm < nvidia.sms_per_tpc; ++sm) order.push_back({gpc, tpc, sm, global});
      ++global;
    }
  return order;
}

const NvidiaEngine* Card::engine(u32 type) const {
  for (const NvidiaEngine& e : nvidia.engines)
    if (e.type == type && type != 0) return &e;
  return nullptr;
}

const NvidiaEngine* Card::first_engine(u32 runlist) const {
  for (const NvidiaEngine& e : nvidia.engines)
    if (e.type != 0 && e.runlist == runlist) return &e;
  return nullptr;
}

u32 rm_engine_type(u32 type) {
  using enum regs::nvidia::gsp::r570_144::Nv2080EngineType;
  using Rm = regs::nvidia::gsp::r570_144::RmEngineType;
  // Runs of consecutive numbers on both sides.
  static constexpr struct {
    regs::nvidia::gsp::r570_144::Nv2080EngineType first, last;
    Rm rm;
  } runs[] = {{graphics, copy9, Rm::gr0},   {bsp, nvdec7, Rm::nvdec0},     {msenc, nvenc2, Rm::nvenc0},
              {vp, fbflcn, Rm::vp},         {nvjpg, nvjpeg7, Rm::nvjpeg0}, {ofa, ofa, Rm::ofa0},
              {copy10, copy19, Rm::copy10}, {ofa1, ofa1, Rm::ofa1},        {nvenc3, nvenc3, Rm::nvenc3}};
  for (const auto& r : runs)
    if (type >= static_cast<u32>(r.first) && type <= static_cast<u32>(r.last))
      return static_cast<u32>(r.rm) + type - static_cast<u32>(r.first);
  return 0;
}

bool is_copy_engine(u32 type) { return (type >= 9 && type <= 0x12) || (type >= 0x34 && type <= 0x3d); }

}  // namespace egpulab::simulator::nvidia::gsp
