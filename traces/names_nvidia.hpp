// NVIDIA's register names, by the chip that the session recorded, and what messages to its firmware and engines say.
#pragma once

#include <map>
#include <optional>

#include "driver/regs/nvidia/names.hpp"
#include "traces/names.hpp"
#include "traces/nvidia_messages.hpp"

namespace egpulab::traces {

// Knows BAR 0, the register BAR of NVIDIA's GPUs, once the session has told which chip it is.
class NvidiaNames final : public RegisterNames {
 public:
  void learn(std::string_view key, std::string_view value) override;
  std::string name(u8 bar, u64 offset) const override;
  std::string describe(u8 bar, u64 offset, u32 value) const override;
  std::string differing_fields(u8 bar, u64 offset, u32 expected, u32 found) const override;
  std::string note(const Event& event, Bytes payload) override;

 private:
  using Entry = regs::nvidia::RegisterNames::Entry;
  const Entry* find(u8 bar, u64 offset) const;
  std::string fsp_note(const Event& event);

  const regs::nvidia::Chip* chip_ = nullptr;
  mutable std::optional<regs::nvidia::RegisterNames> names_;  // built when first asked
  std::vector<u32> to_fsp_, from_fsp_;                        // words that went through EMEM since its last message
  SubchannelClasses classes_{};
  std::vector<std::byte> header_;  // of a message whose rest is read next
  Event header_event_;
};

}  // namespace egpulab::traces
