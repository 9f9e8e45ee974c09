// Typed access to a card's registers by their declarations in driver/regs/amd: where each lies follows from the IP
// bases that the card itself published, and how it is reached from that place.
#pragma once

#include <fmt/format.h>

#include "driver/bus/link.hpp"
#include "driver/regs/amd/ip.hpp"
#include "driver/timeouts.hpp"

namespace egpulab::driver::amd {

using namespace regs::literals;  // "FIELD"_f

// BARs of the function: device memory, doorbells, registers.
inline constexpr u8 vram_bar = 0, doorbell_bar = 2, mmio_bar = 5;

class Registers;

// One register of the card, or one element of an array.
template <class R>
class RegisterRef {
 public:
  RegisterRef(Registers& registers, u64 address, u32 element)
      : registers_(registers), address_(address), element_(element) {}

  R read(bool may_be_all_ones = false) const;
  void write(R value) const;
  // Reads, sets the fields and writes. Only for registers whose other fields firmware has set: a read is a round trip.
  template <regs::Name... N, class... T>
  void modify(regs::Setting<N, T>... s) const {
    R value = read();
    (value.set(s), ...);
    write(value);
  }
  // Polls until all expectations hold; throws Timeout naming `what` and the last value, or LinkLost.
  template <regs::Name... N, class... T>
  R wait(std::string_view what, Limit limit, regs::Expectation<N, T>... e) const;

  // Reads and says what it found: "SDMA0_STATUS_REG {IDLE=1 ...}".
  std::string describe() const;

  u64 address() const { return address_; }

 private:
  Registers& registers_;
  u64 address_;
  u32 element_;
};

class Registers {
 public:
  // `mmio_bytes`: of the register BAR; what lies beyond goes through RSMU_INDEX and RSMU_DATA.
  Registers(bus::Link& link, regs::amd::IpBases bases, u64 mmio_bytes);

  bus::Link& link() { return link_; }
  const regs::amd::IpBases& bases() const { return bases_; }

  template <class R, class... Index>
  RegisterRef<R> at(Index... index) {
    return {*this, regs::amd::byte_address<R>(bases_, index...), R::element(static_cast<u32>(index)...)};
  }
  template <class R>
  R read() {
    return at<R>().read();
  }
  template <class R>
  void write(R value) {
    at<R>().write(value);
  }
  template <class R, regs::Name... N, class... T>
  void modify(regs::Setting<N, T>... s) {
    at<R>().modify(s...);
  }
  template <class R, regs::Name... N, class... T>
  R wait(std::string_view what, Limit limit, regs::Expectation<N, T>... e) {
    return at<R>().wait(what, limit, e...);
  }
  // A 64-bit value in a pair of registers, low first.
  template <class Low, class High, class... Index>
  void write_pair(u64 value, Index... index) {
    raw_write(at<Low>(index...).address(), low32(value));
    raw_write(at<High>(index...).address(), high32(value));
  }
  template <class Low, class High, class... Index>
  u64 read_pair(Index... index) {
    const u32 low = at<Low>(index...).read(true).raw();
    return join64(low, at<High>(index...).read(true).raw());
  }

  // What R is on this card, with the fields of its generation.
  template <class R>
  regs::RegisterInfo info() const {
    regs::RegisterInfo info = R::info();
    using Place = typename R::location_type;
    const auto fields = Place::fields_for(bases_.at(Place::value.ip).version);
    if (!fields.empty()) info.fields = fields;
    return info;
  }

  // By byte address in register space.
  u32 raw_read(u64 address, std::string_view name = {}, bool may_be_all_ones = false);
  void raw_write(u64 address, u32 value);

 private:
  bus::Link& link_;
  regs::amd::IpBases bases_;
  u64 mmio_bytes_;
  u64 rsmu_index_, rsmu_data_;
};

template <class R>
R RegisterRef<R>::read(bool may_be_all_ones) const {
  return R(registers_.raw_read(address_, R::name, may_be_all_ones));
}
template <class R>
void RegisterRef<R>::write(R value) const {
  registers_.raw_write(address_, value.raw());
}
template <class R>
std::string RegisterRef<R>::describe() const {
  return regs::describe(registers_.info<R>(), read(true).raw(), element_);
}
template <class R>
template <regs::Name... N, class... T>
R RegisterRef<R>::wait(std::string_view what, Limit limit, regs::Expectation<N, T>... e) const {
  R value;
  registers_.link().wait(
      bus::Wait{what, limit.limit, limit.interval},
      [&] {
        value = read();
        return value.matches(e...);
      },
      [&] { return regs::describe(registers_.info<R>(), value.raw(), element_); });
  return value;
}

}  // namespace egpulab::driver::amd
