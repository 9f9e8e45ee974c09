// Registers by their vendor names.
#include "simulator/amd/registers.hpp"

#include <fmt/format.h>

#include <stdexcept>

namespace egpulab::simulator::amd {

void Registers::plain(std::span<const std::string_view> names) const {
  for (const std::string_view name : names) {
    if (!regs::amd::find_by_name(name))
      throw std::logic_error(fmt::format("register {}: the vendor's tables have no such name", name));
    const auto known = regs::amd::find_by_name(name, *bases_);
    if (!known || !bases_->contains(known->location)) continue;
    const u64 address = bases_->byte_address(known->location);
    if (!file_->declared(address)) file_->add(address, std::string(name), {.rw = ~0u, .reset = known->reset});
  }
}

RegisterMasks Registers::masks_of(std::span<const regs::FieldInfo> fields, u32 reset) {
  RegisterMasks masks{.reset = reset};
  for (const regs::FieldInfo& f : fields) {
    const u32 bits = static_cast<u32>(f.max() << f.low);
    if (f.access == regs::Access::ro || f.access == regs::Access::w1c) masks.rw &= ~bits;
    if (f.access == regs::Access::w1c) masks.w1c |= bits;
    if (f.access == regs::Access::wo) masks.wo |= bits;
  }
  return masks;
}

}  // namespace egpulab::simulator::amd
