// Registers by their vendor names.
#include "simulator/amd/registers.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace egpulab::simulator::amd {

void Registers::plain(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    const auto known = regs::amd::find_by_name(name);
    if (!known) throw std::logic_error(fmt::format("register {}: the vendor's tables have no such name", name));
    if (!bases_->contains(known->location)) continue;
    const u64 address = bases_->byte_address(known->location);
    if (!file_->declared(address)) file_->add(address, std::string(name), {.rw = ~0u, .reset = known->reset});
  }
}

}  // namespace egpulab::simulator::amd
