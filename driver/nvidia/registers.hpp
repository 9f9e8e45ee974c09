// Typed access to a card's registers by their declarations in driver/regs/nvidia: where each lies follows from the
// card's architecture, and for microcontrollers from the unit.
#pragma once

#include <fmt/format.h>

#include "driver/bus/link.hpp"
#include "driver/regs/nvidia/location.hpp"
#include "driver/timeouts.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::literals;  // "FIELD"_f

// BARs of the function: registers, and device memory.
inline constexpr u8 register_bar = 0, vram_bar = 1;

// What the privileged register bus answers instead of a value: nobody there, no access, a unit in reset.
constexpr bool is_pri_error(u32 value) { return (value & 0xffff'0000) == 0xbadf'0000; }

class Registers;

// One register of the card, or one element of an array.
template <class R>
class RegisterRef {
 public:
  RegisterRef(Registers& registers, u32 offset, u32 element)
      : registers_(registers), offset_(offset), element_(element) {}

  R read(bool may_be_all_ones = false) const;
  void write(R value) const;
  // Reads, sets the fields and writes. Only for registers whose other fields firmware has set: a read is a round trip.
  template <regs::Name... N, class... T>
  void modify(regs::Setting<N, T>... s) const {
    R value = read();
    (value.set(s), ...);
    write(value);
  }
  // Polls until all expectations hold; throws Timeout naming `what` and the last value, or LinkLost. An error answer of
  // the register bus never holds.
  template <regs::Name... N, class... T>
  R wait(std::string_view what, Limit limit, regs::Expectation<N, T>... e) const;
  // Polls until holds(value).
  template <class Holds>
  R wait_until(std::string_view what, Limit limit, Holds&& holds) const;

  std::string describe(R value) const;
  u32 offset() const { return offset_; }

 private:
  Registers& registers_;
  u32 offset_;
  u32 element_;
};

class Registers {
 public:
  Registers(bus::Link& link, regs::nvidia::Architecture architecture) : link_(link), architecture_(architecture) {}

  bus::Link& link() { return link_; }
  regs::nvidia::Architecture architecture() const { return architecture_; }

  // Throws InvalidRequest for a register that the architecture lacks.
  template <class R, class... Index>
  RegisterRef<R> at(Index... index) {
    return {*this, present(regs::nvidia::bar0_offset<R>(architecture_, index...), R::name),
            R::element(static_cast<u32>(index)...)};
  }
  // A register of a microcontroller.
  template <class R, class... Index>
  RegisterRef<R> of(const regs::nvidia::Microcontroller& unit, Index... index) {
    return {*this, present(regs::nvidia::bar0_offset<R>(architecture_, unit, index...), R::name),
            R::element(static_cast<u32>(index)...)};
  }
  template <class R>
  bool has() const {
    return R::location_type::value_for(architecture_).offset != regs::nvidia::absent;
  }
  template <class R>
  R read() {
    return at<R>().read();
  }
  template <class R>
  void write(R value) {
    at<R>().write(value);
  }

  // By offset in BAR0.
  u32 raw_read(u32 offset, std::string_view name = {}, bool may_be_all_ones = false) {
    return link_.read32(register_bar, offset, name, may_be_all_ones);
  }
  void raw_write(u32 offset, u32 value) { link_.write32(register_bar, offset, value); }

 private:
  u32 present(u32 offset, std::string_view name) const;

  bus::Link& link_;
  regs::nvidia::Architecture architecture_;
};

// "NV_PFALCON_FALCON_HWCFG2 {...}", or that it is an error of the register bus.
std::string describe_answer(const regs::RegisterInfo& info, u32 value, u32 element);

template <class R>
R RegisterRef<R>::read(bool may_be_all_ones) const {
  return R(registers_.raw_read(offset_, R::name, may_be_all_ones));
}
template <class R>
void RegisterRef<R>::write(R value) const {
  registers_.raw_write(offset_, value.raw());
}
template <class R>
std::string RegisterRef<R>::describe(R value) const {
  return describe_answer(R::info(), value.raw(), element_);
}
template <class R>
template <class Holds>
R RegisterRef<R>::wait_until(std::string_view what, Limit limit, Holds&& holds) const {
  R value;
  registers_.link().wait(
      bus::Wait{what, limit.limit, limit.interval},
      [&] {
        value = read();
        return !is_pri_error(value.raw()) && holds(value);
      },
      [&] { return describe(value); });
  return value;
}
template <class R>
template <regs::Name... N, class... T>
R RegisterRef<R>::wait(std::string_view what, Limit limit, regs::Expectation<N, T>... e) const {
  return wait_until(what, limit, [&](const R& value) { return value.matches(e...); });
}

}  // namespace egpulab::driver::nvidia
