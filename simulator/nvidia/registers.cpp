// Declaring NVIDIA's registers.
#include "simulator/nvidia/registers.hpp"

#include <stdexcept>

namespace egpulab::simulator::nvidia {

std::optional<u64> Registers::first_address(const Declared& r) const {
  const regs::nvidia::Location location = r.location_for(architecture_);
  if (location.offset == regs::nvidia::absent) return {};
  if (location.space == regs::nvidia::Space::bar0) return location.offset;
  if (!unit_)
    throw std::logic_error(std::string(r.info.name) + " belongs to a microcontroller, and none was named with at()");
  return unit_->base + (location.space == regs::nvidia::Space::riscv ? regs::nvidia::riscv_offset : 0u) +
         location.offset;
}

void Registers::declare(const Declared& r, u32 reset) const {
  const auto first = first_address(r);
  if (!first) return;
  const RegisterMasks masks = masks_of(r.info.fields, reset);
  for (u32 e = 0; e < r.info.count(); ++e) {
    std::string name = r.info.element_name(e);
    if (r.location.space != regs::nvidia::Space::bar0) name = std::string(unit_->name) + "." + name;
    file_->add(*first + r.info.element_offset(e), std::move(name), masks);
  }
}

void Registers::declare_if_missing(const Declared& r) const {
  if (const auto first = first_address(r); first && !file_->declared(*first)) declare(r, 0);
}

void Registers::attach_write(const Declared& r, RegisterFile::WriteHandler handler, void* block) const {
  const auto first = first_address(r);
  if (!first) return;
  declare_if_missing(r);
  for (u32 e = 0; e < r.info.count(); ++e) file_->on_write(*first + r.info.element_offset(e), handler, block, e);
}

void Registers::attach_read(const Declared& r, RegisterFile::ReadHandler handler, void* block) const {
  const auto first = first_address(r);
  if (!first) return;
  declare_if_missing(r);
  for (u32 e = 0; e < r.info.count(); ++e) file_->on_read(*first + r.info.element_offset(e), handler, block, e);
}

}  // namespace egpulab::simulator::nvidia
