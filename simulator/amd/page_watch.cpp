// From an address to a watched page.
#include "simulator/amd/page_watch.hpp"

namespace egpulab::simulator::amd {

std::optional<isa::MemoryFault> PageWatch::start(u8 vmid, u64 va) {
  stop();
  const auto target = hub_.resolve(vmid, va, isa::Access::read);
  if (!target) return target.error();
  active_ = true;
  system_ = target->system;
  physical_ = target->physical;
  attach();
  return std::nullopt;
}

void PageWatch::stop() {
  detach();
  active_ = false;
  system_ = false;
  physical_ = 0;
}

void PageWatch::attach() {
  const auto target = hub_.locate(system_, physical_);
  if (!target) return;
  memory_ = target->memory;
  offset_ = target->offset;
  memory_->watch(offset_, *this);
}

void PageWatch::detach() {
  if (memory_) memory_->unwatch(offset_, *this);
  memory_ = nullptr;
}

void PageWatch::visit(StateVisitor& visit) {
  if (visit.restoring()) detach();
  visit(active_), visit(system_), visit(physical_);
  if (visit.restoring() && active_) attach();
}

}  // namespace egpulab::simulator::amd
