// Constant banks from device memory.
#include "simulator/isa/sass/constant_banks.hpp"

#include <algorithm>
#include <cstring>

#include "simulator/core/state_visitors.hpp"

namespace egpulab::simulator::isa::sass {

ConstantBanks::ConstantBanks() = default;

const ConstantBanks::Bank& ConstantBanks::empty() {
  static const Bank zeros{};
  return zeros;
}

// Some drivers claim more than they have mapped; what lies behind the first hole counts as not bound.
std::optional<MemoryFault> ConstantBanks::load(const GridLaunch& launch, AddressSpace& memory) {
  for (const ConstantBuffer& c : launch.constants) {
    if (c.bank >= constant_banks) continue;
    auto& bank = banks_[c.bank];
    bank = std::make_unique<Bank>();
    const u32 wanted = std::min(c.bytes, constant_bank_bytes);
    u32 at = 0;
    while (at < wanted) {
      const auto m = memory.map(c.address + at, Access::read);
      if (!m) {
        if (at == 0) return m.error();
        break;
      }
      const u64 offset = c.address + at - m->base;
      const u32 n = static_cast<u32>(std::min<u64>(wanted - at, m->size - offset));
      std::memcpy(bank->data() + at, m->host + offset, n);
      at += n;
    }
    bytes_[c.bank] = at;
  }
  return {};
}

void ConstantBanks::visit(StateVisitor& v) {
  v(bytes_);
  for (u32 n = 0; n < constant_banks; ++n) {
    bool bound = banks_[n] != nullptr;
    v(bound);
    if (v.restoring()) {
      banks_[n] = bound ? std::make_unique<Bank>() : nullptr;
      if (bytes_[n] > (bound ? constant_bank_bytes : 0)) throw StateMismatch("a constant bank is larger than possible");
    }
    if (bound) v.raw(MutableBytes(banks_[n]->data(), bytes_[n]));
  }
}

void ConstantBanks::bind(WarpHead& w) const {
  for (u32 n = 0; n < constant_banks; ++n) {
    w.bank[n] = (banks_[n] ? *banks_[n] : empty()).data();
    w.bank_bytes[n] = bytes_[n];
  }
}

}  // namespace egpulab::simulator::isa::sass
