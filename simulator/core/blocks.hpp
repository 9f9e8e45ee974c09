// The blocks of one device in their fixed order: reset, state and look-up by name go through here.
#pragma once

#include <string_view>
#include <vector>

#include "simulator/core/block.hpp"

namespace egpulab::simulator {

// Holds no block; the device does, and outlives this list.
class Blocks {
 public:
  // Order of adding is order of reset and of state. Two blocks of one name are a mistake of ours: std::logic_error.
  void add(Block& block);
  Block* find(std::string_view name) const;
  const std::vector<Block*>& all() const { return blocks_; }

  void reset(Reset kind);
  // Each block's state stands behind its name; restoring throws StateMismatch where the names differ.
  void visit(StateVisitor& visit);

 private:
  std::vector<Block*> blocks_;
};

}  // namespace egpulab::simulator
