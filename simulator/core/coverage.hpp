// What a simulated device has of all that its vendor defines.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "driver/base/types.hpp"

namespace egpulab::simulator {

// One register, packet, message or command.
struct CoverageRow {
  enum class State : u8 {
    acts,     // has its behaviour
    holds,    // keeps its value, or is answered, without an effect
    missing,  // counted as unmodelled when it is met
  };
  std::string_view kind;  // "register", "packet", "message", "command", "method", "instruction"
  std::string block;      // the vendor's: "GC", "MP1"
  std::string name;       // the vendor's
  u64 number = 0;         // byte address of a register; number of a message or command; opcode of a packet
  State state{};
  std::optional<bool> used;  // whether software met it in this session; nothing where that is not counted
};
constexpr std::string_view to_string(CoverageRow::State state) {
  switch (state) {
    case CoverageRow::State::acts:
      return "acts";
    case CoverageRow::State::holds:
      return "holds";
    case CoverageRow::State::missing:
      return "missing";
  }
  return {};
}

}  // namespace egpulab::simulator
