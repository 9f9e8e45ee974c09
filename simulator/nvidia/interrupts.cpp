// Leaves, subtrees, messages.
#include "simulator/nvidia/interrupts.hpp"

#include <fmt/format.h>

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

// Enables live in the EN_SET registers, pending bits in the leaves; both sets show the same value.
Interrupts::Interrupts(Timeline& timeline, Registers registers, Report& report, HostPort& host)
    : Block(timeline),
      registers_(registers),
      report_(report),
      host_(host),
      leaf_count_(registers.architecture() == Architecture::hopper ||
                          registers.architecture() >= Architecture::blackwell_gb10x
                      ? 16
                      : 8) {
  registers_.on_write<CpuIntrLeaf, &Interrupts::leaf_written>(this);
  registers_.on_write<CpuIntrLeafEnSet, &Interrupts::leaf_enable_written>(this);
  registers_.on_read<CpuIntrLeafEnSet, &Interrupts::read_leaf_enable>(this);
  registers_.on_write<CpuIntrLeafEnClear, &Interrupts::leaf_disable_written>(this);
  registers_.on_read<CpuIntrLeafEnClear, &Interrupts::read_leaf_disable>(this);
  registers_.on_read<CpuIntrTop, &Interrupts::read_top>(this);
  registers_.on_write<CpuIntrTopEnSet, &Interrupts::top_enable_written>(this);
  registers_.on_read<CpuIntrTopEnSet, &Interrupts::read_top_enable>(this);
  registers_.on_write<CpuIntrTopEnClear, &Interrupts::top_disable_written>(this);
  registers_.on_read<CpuIntrTopEnClear, &Interrupts::read_top_disable>(this);
  registers_.on_write<CpuIntrLeafTrigger, &Interrupts::trigger_written>(this);
}

void Interrupts::raise(u32 vector) {
  const u32 leaf = vector / 32;
  if (leaf >= leaf_count_) {
    report_.add(Finding::fault, "CPU_INTR",
                fmt::format("vector {} was raised; the tree has {} leaves", vector, leaf_count_), timeline().now());
    return;
  }
  const u32 bits = registers_.get<CpuIntrLeaf>(leaf).raw() | 1u << vector % 32;
  registers_.put(CpuIntrLeaf(bits), leaf);
  update();
}

u32 Interrupts::pending_subtrees(bool enabled_only) const {
  u32 subtrees = 0;
  for (u32 leaf = 0; leaf < leaf_count_; ++leaf)
    if ((registers_.get<CpuIntrLeaf>(leaf).raw() & (enabled_only ? enabled_[leaf] : ~0u)) != 0)
      subtrees |= 1u << leaf / 2;
  return subtrees;
}

void Interrupts::update() {
  const u32 now = pending_subtrees(true) & top_enabled_;
  const u32 risen = now & ~asserted_;
  asserted_ = now;
  if (risen != 0) host_.interrupt(0);
}

// The leaf cleared the written bits by itself. A message that software has dealt with may come again.
void Interrupts::leaf_written(CpuIntrLeaf, u32) { update(); }

void Interrupts::leaf_enable_written(CpuIntrLeafEnSet written, u32 leaf) {
  enabled_[leaf] |= written.raw();
  update();
}
CpuIntrLeafEnSet Interrupts::read_leaf_enable(CpuIntrLeafEnSet, u32 leaf) { return CpuIntrLeafEnSet(enabled_[leaf]); }
void Interrupts::leaf_disable_written(CpuIntrLeafEnClear written, u32 leaf) {
  enabled_[leaf] &= ~written.raw();
  update();
}
CpuIntrLeafEnClear Interrupts::read_leaf_disable(CpuIntrLeafEnClear, u32 leaf) {
  return CpuIntrLeafEnClear(enabled_[leaf]);
}

CpuIntrTop Interrupts::read_top(CpuIntrTop) { return CpuIntrTop(pending_subtrees(true)); }

void Interrupts::top_enable_written(CpuIntrTopEnSet written) {
  top_enabled_ |= written.raw();
  update();
}
CpuIntrTopEnSet Interrupts::read_top_enable(CpuIntrTopEnSet) { return CpuIntrTopEnSet(top_enabled_); }
void Interrupts::top_disable_written(CpuIntrTopEnClear written) {
  top_enabled_ &= ~written.raw();
  update();
}
CpuIntrTopEnClear Interrupts::read_top_disable(CpuIntrTopEnClear) { return CpuIntrTopEnClear(top_enabled_); }

void Interrupts::trigger_written(CpuIntrLeafTrigger written) { raise(written["VECTOR"_f]); }

void Interrupts::reset(Reset) {
  enabled_.fill(0);
  top_enabled_ = 0;
  asserted_ = 0;
}

void Interrupts::visit(StateVisitor& visit) { visit(enabled_), visit(top_enabled_), visit(asserted_); }

}  // namespace egpulab::simulator::nvidia
