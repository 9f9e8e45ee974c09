// From an address to a watched page.
#include "simulator/nvidia/host/memory_wait.hpp"

namespace egpulab::simulator::nvidia {

std::optional<AccessFault> MemoryWait::start(VirtualSpace& space, u64 va) {
  stop();
  const auto target = space.resolve(va, FaultAccess::read);
  if (!target) return target.error();
  active_ = true;
  at_ = target->physical;
  if (target->memory) attach();  // a sparse page never changes
  return std::nullopt;
}

void MemoryWait::stop() {
  detach();
  active_ = false;
  at_ = {};
}

void MemoryWait::attach() {
  const auto target = mmu_.locate(at_);
  if (!target) return;
  memory_ = target->memory;
  offset_ = target->offset;
  memory_->watch(offset_, *this);
}

void MemoryWait::detach() {
  if (memory_) memory_->unwatch(offset_, *this);
  memory_ = nullptr;
}

void MemoryWait::visit(StateVisitor& visit) {
  if (visit.restoring()) detach();
  visit(active_), visit(at_.aperture), visit(at_.address);
  if (visit.restoring() && active_) attach();
}

}  // namespace egpulab::simulator::nvidia
