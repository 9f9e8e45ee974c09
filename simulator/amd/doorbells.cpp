// Doorbell routing.
#include "simulator/amd/doorbells.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::amd {

using namespace regs::amd;

Doorbells::Doorbells(Timeline& timeline, Report& report, Registers registers)
    : Block(timeline), report_(report), registers_(registers) {
  registers
      .storage<S2aDoorbellCommonCtrlReg, BifBxPf0DoorbellSelfringGpaAperBaseHigh,
               BifBxPf0DoorbellSelfringGpaAperBaseLow, BifBxPf0DoorbellSelfringGpaAperCntl, BifBx0BifDoorbellCntl>();
  registers.on_write<RccDev0Epf0RccDoorbellAperEn, &Doorbells::changed<RccDev0Epf0RccDoorbellAperEn>>(this);
  registers.on_write<Entry, &Doorbells::changed<Entry>>(this);
}

void Doorbells::attach(Engine engine, DoorbellSink& sink) { sinks_[static_cast<u8>(engine)] = &sink; }

void Doorbells::visit(StateVisitor& visit) {
  if (visit.restoring()) refresh();
}

void Doorbells::refresh() {
  enabled_ = registers_.get<RccDev0Epf0RccDoorbellAperEn>()["BIF_DOORBELL_APER_EN"_f];
  routes_.clear();
  for (u32 i = 0; i < Entry::count; ++i) {
    const Entry e = registers_.get<Entry>(i);
    if (!e["S2A_DOORBELL_PORT#_ENABLE"_f]) continue;
    const u32 offset = e["S2A_DOORBELL_PORT#_RANGE_OFFSET"_f], size = e["S2A_DOORBELL_PORT#_RANGE_SIZE"_f];
    const auto awid = static_cast<u8>(u32{e["S2A_DOORBELL_PORT#_AWID"_f]});
    routes_.push_back(size ? Route{offset, offset + size - 1, awid} : Route{0, ~0u, awid});
  }
  std::ranges::stable_sort(routes_, {}, [](const Route& r) { return r.last == ~0u; });
}

void Doorbells::write(u64 offset, u64 value, u8 bytes) {
  if (!enabled_) return drop(offset, value, "RCC_DOORBELL_APER_EN is 0");
  const u32 index = static_cast<u32>(offset / 4);
  const char* why = "no S2A_DOORBELL_ENTRY covers it";
  for (const Route& route : routes_) {
    if (index < route.first || index > route.last) continue;
    DoorbellSink* sink = sinks_[route.awid];
    if (sink && sink->doorbell(index, value, bytes)) return;
    why = sink ? "no active queue listens to it" : "the engine that its S2A_DOORBELL_ENTRY names is not there";
    if (route.last != ~0u) break;  // a range of its own: nobody else gets it
  }
  drop(offset, value, why);
}

void Doorbells::drop(u64 offset, u64 value, const char* why) {
  report_.add(Finding::fault, name(), fmt::format("doorbell {:#x} (value {:#x}) dropped: {}", offset, value, why),
              timeline().now());
}

}  // namespace egpulab::simulator::amd
