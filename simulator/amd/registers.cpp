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

std::optional<u64> Registers::first_address(const regs::amd::DeclaredRegister& r) const {
  const regs::amd::IpBlock* block = bases_->find(r.location.ip);
  if (!block) return {};
  const regs::amd::Location location = r.location_for(block->version);
  if (!bases_->contains(location)) return {};
  return bases_->byte_address(location);
}

void Registers::declare(const regs::amd::DeclaredRegister& r, std::optional<u32> reset) const {
  const auto first = first_address(r);
  if (!first) return;
  const regs::RegisterInfo info = r.info_for(bases_->at(r.location.ip).version);
  for (u32 e = 0; e < info.count(); ++e) {
    std::string name = info.element_name(e);
    const u32 value = reset ? *reset : regs::amd::reset_value(name, *bases_).value_or(0);
    file_->add(*first + info.element_offset(e), std::move(name), masks_of(info.fields, value));
  }
}

void Registers::attach_write(const regs::amd::DeclaredRegister& r, RegisterFile::WriteHandler handler,
                             void* block) const {
  const auto first = first_address(r);
  if (!first) return;
  if (!file_->declared(*first)) declare(r);
  for (u32 e = 0; e < r.info.count(); ++e) file_->on_write(*first + r.info.element_offset(e), handler, block, e);
}

void Registers::attach_read(const regs::amd::DeclaredRegister& r, RegisterFile::ReadHandler handler,
                            void* block) const {
  const auto first = first_address(r);
  if (!first) return;
  if (!file_->declared(*first)) declare(r);
  for (u32 e = 0; e < r.info.count(); ++e) file_->on_read(*first + r.info.element_offset(e), handler, block, e);
}

}  // namespace egpulab::simulator::amd
