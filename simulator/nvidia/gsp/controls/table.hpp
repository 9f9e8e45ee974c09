// Controls of GSP_RM_CONTROL: which object takes which command, with which parameters.
#pragma once

#include <span>

#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct ControlRow {
  u32 command = 0;
  Kind object{};
  u16 bytes = 0;  // of its parameters
  bool acts = false;
  Status (*run)(Rm& rm, Object& object, MutableBytes parameters) = nullptr;
};

// Null: not modelled.
const ControlRow* find_control(u32 command);
// Every modelled control, ascending.
std::span<const ControlRow> all_controls();

// One table for each group of commands.
std::span<const ControlRow> gpu_controls();
std::span<const ControlRow> fifo_controls();
std::span<const ControlRow> graphics_controls();
std::span<const ControlRow> memory_controls();
std::span<const ControlRow> system_controls();
std::span<const ControlRow> channel_controls();
std::span<const ControlRow> address_space_controls();
std::span<const ControlRow> debugger_controls();

// Makes a row of a function that takes the command's own structure, which it answers in.
template <class P, Status (*F)(Rm&, Object&, P&)>
Status with_parameters(Rm& rm, Object& object, MutableBytes bytes) {
  auto p = load<P>(bytes);
  const Status s = F(rm, object, p);
  store(bytes, 0, p);
  return s;
}
template <class P, Status (*F)(Rm&, Object&, P&)>
constexpr ControlRow acts(u32 command, Kind object) {
  return {command, object, static_cast<u16>(sizeof(P)), true, &with_parameters<P, F>};
}
// Accepted, and without an effect on this model.
template <class P>
constexpr ControlRow holds(u32 command, Kind object) {
  return {command, object, static_cast<u16>(sizeof(P)), false, nullptr};
}

// Fills a field of text.
template <std::size_t N>
void put_text(u8 (&field)[N], std::string_view text) {
  std::memcpy(field, text.data(), text.size() < N ? text.size() : N - 1);
}

}  // namespace egpulab::simulator::nvidia::gsp
