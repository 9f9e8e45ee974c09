// Register access: direct inside the MMIO BAR, through the RSMU window beyond it.
#include "driver/amd/registers.hpp"

#include "driver/regs/amd/nbio.hpp"

namespace egpulab::driver::amd {

Registers::Registers(bus::Link& link, regs::amd::IpBases bases, u64 mmio_bytes)
    : link_(link),
      bases_(std::move(bases)),
      mmio_bytes_(mmio_bytes),
      rsmu_index_(regs::amd::byte_address<regs::amd::BifBxPf0RsmuIndex>(bases_)),
      rsmu_data_(regs::amd::byte_address<regs::amd::BifBxPf0RsmuData>(bases_)) {}

u32 Registers::raw_read(u64 address, std::string_view name, bool may_be_all_ones) {
  if (address < mmio_bytes_) return link_.read32(mmio_bar, address, name, may_be_all_ones);
  link_.write32(mmio_bar, rsmu_index_, static_cast<u32>(address));
  return link_.read32(mmio_bar, rsmu_data_, name, may_be_all_ones);
}

void Registers::raw_write(u64 address, u32 value) {
  if (address < mmio_bytes_) {
    link_.write32(mmio_bar, address, value);
    return;
  }
  link_.write32(mmio_bar, rsmu_index_, static_cast<u32>(address));
  link_.write32(mmio_bar, rsmu_data_, value);
}

}  // namespace egpulab::driver::amd
