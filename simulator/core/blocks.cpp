// The registry of a device's blocks.
#include "simulator/core/blocks.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator {

void Blocks::add(Block& block) {
  if (find(block.name())) throw std::logic_error(fmt::format("two blocks are named {}", block.name()));
  blocks_.push_back(&block);
}

Block* Blocks::find(std::string_view name) const {
  const auto at = std::ranges::find(blocks_, name, &Block::name);
  return at == blocks_.end() ? nullptr : *at;
}

void Blocks::reset(Reset kind) {
  for (Block* block : blocks_) block->reset(kind);
}

void Blocks::visit(StateVisitor& visit) {
  for (Block* block : blocks_) {
    std::string name(block->name());
    visit(name);
    if (name != block->name())
      throw StateMismatch(fmt::format("saved state of block {} where {} is expected", name, block->name()));
    block->visit(visit);
  }
}

}  // namespace egpulab::simulator
