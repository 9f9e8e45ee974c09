// AMD's register names, by the IP bases that the session recorded.
#pragma once

#include <optional>

#include "driver/regs/amd/names.hpp"
#include "traces/names.hpp"

namespace egpulab::traces {

// Knows BAR 5, the register BAR of AMD's GPUs, once the session has told where the card's IP blocks are.
class AmdNames final : public RegisterNames {
 public:
  void learn(std::string_view key, std::string_view value) override;
  std::string name(u8 bar, u64 offset) const override;
  std::string describe(u8 bar, u64 offset, u32 value) const override;
  std::string differing_fields(u8 bar, u64 offset, u32 expected, u32 found) const override;

 private:
  const regs::amd::RegisterNames::Entry* find(u8 bar, u64 offset) const;

  std::optional<regs::amd::IpBases> bases_;
  std::string text_;
  mutable std::optional<regs::amd::RegisterNames> names_;  // built when first asked: a replay that matches never asks
};

}  // namespace egpulab::traces
