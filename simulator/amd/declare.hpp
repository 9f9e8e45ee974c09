// Declaring the registers of a hardware block that another of our blocks may have claimed in part.
#pragma once

#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd {

// Declares, as plain storage, those registers of the list that nobody has declared and that the card has.
template <class... R>
void declare_missing(const Registers& registers, regs::RegisterList<R...>) {
  const auto one = [&]<class Register>(std::type_identity<Register>) {
    if (!registers.template exists<Register>()) return;
    if (!registers.file().declared(registers.bases().byte_address(regs::amd::location_of<Register>(registers.bases()))))
      registers.template storage<Register>();
  };
  (one(std::type_identity<R>{}), ...);
}

}  // namespace egpulab::simulator::amd
