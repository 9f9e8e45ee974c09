// Constant banks of a grid as its warps read them: copied once, padded so that direct operands need no check.
#pragma once

#include <array>
#include <memory>
#include <optional>

#include "simulator/isa/sass/grid.hpp"
#include "simulator/isa/sass/warp.hpp"

namespace egpulab::simulator::isa::sass {

inline constexpr u32 constant_banks = 32, constant_bank_bytes = 64 * 1024;

// As the card's constant caches: stores of the grid itself are not seen.
class ConstantBanks {
 public:
  ConstantBanks();
  // Reads them; the reason if one cannot be read at all.
  std::optional<MemoryFault> load(const GridLaunch& launch, AddressSpace& memory);
  void bind(WarpHead& warp) const;
  // What they hold is of the launch's time, so it is state.
  void visit(StateVisitor& v);

 private:
  using Bank = std::array<std::byte, constant_bank_bytes + 256>;
  static const Bank& empty();
  std::array<std::unique_ptr<Bank>, constant_banks> banks_;
  std::array<u32, constant_banks> bytes_{};
};

}  // namespace egpulab::simulator::isa::sass
