// Masks of declared fields.
#include "simulator/core/typed_registers.hpp"

namespace egpulab::simulator {

RegisterMasks masks_of(std::span<const regs::FieldInfo> fields, u32 reset) {
  RegisterMasks masks{.rw = ~0u, .reset = reset};
  for (const regs::FieldInfo& f : fields) {
    const u32 bits = static_cast<u32>(f.max() << f.low);
    if (f.access == regs::Access::ro || f.access == regs::Access::w1c) masks.rw &= ~bits;
    if (f.access == regs::Access::w1c) masks.w1c |= bits;
    if (f.access == regs::Access::wo) masks.wo |= bits;
  }
  return masks;
}

}  // namespace egpulab::simulator
