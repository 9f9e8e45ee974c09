// Typed access to AMD's registers in a RegisterFile: a block declares the registers it owns, attaches member functions
// where they act, and reads and writes them by their declarations in driver/regs.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "driver/regs/amd/ip.hpp"
#include "driver/regs/amd/names.hpp"
#include "simulator/core/register_file.hpp"

namespace egpulab::simulator::amd {

using namespace regs::literals;

// A view, cheap to copy: each block holds its own. Indices are the vendor's numbers, as in the declarations.
class Registers {
 public:
  Registers(RegisterFile& file, const regs::amd::IpBases& bases) : file_(&file), bases_(&bases) {}

  RegisterFile& file() const { return *file_; }
  const regs::amd::IpBases& bases() const { return *bases_; }

  // Declares registers, whole arrays at once: fields store as their access says, bits outside the declared fields as
  // plain read/write. Reset value: the vendor's, else 0. Here and in on_read and on_write, a register that the card's
  // generation does not have (its declaration says so) is left out.
  template <class... R>
  void storage() const {
    (declare<R>(std::nullopt), ...);
  }
  template <class R>
  void storage(R reset) const {
    declare<R>(reset.raw());
  }
  // Declares registers that only hold a value, by their vendor names ("TCP_CNTL", "SDMA0_QUEUE0_RB_CNTL"). Throws
  // std::logic_error for a name that the vendor's tables lack. Registers already declared, and registers that the
  // card's blocks or their generation do not have, are left out.
  void plain(std::span<const std::string_view> names) const;

  // Calls `(block->*Method)(R written, u32 indices...)` after a write was stored; the indices may be left out. Declares
  // the register unless it is declared.
  template <class R, auto Method, class Block>
  void on_write(Block* block) const {
    if (!exists<R>()) return;
    ensure<R>();
    for (u32 e = 0; e < R::count; ++e) file_->on_write(element_address<R>(e), &write_thunk<R, Method, Block>, block, e);
  }
  // Reads give `(block->*Method)(R stored, u32 indices...)`, an R; write-only fields are 0 in `stored`.
  template <class R, auto Method, class Block>
  void on_read(Block* block) const {
    if (!exists<R>()) return;
    ensure<R>();
    for (u32 e = 0; e < R::count; ++e) file_->on_read(element_address<R>(e), &read_thunk<R, Method, Block>, block, e);
  }

  // The stored value, as the hardware behind the register sees it: no masks, no handlers.
  template <class R, class... Index>
  R get(Index... index) const {
    return R(file_->get(address<R>(index...)));
  }
  template <class R, class... Index>
  void put(R value, Index... index) const {
    file_->put(address<R>(index...), value.raw());
  }
  // put() of the stored value with some fields changed: set<CpHqdActive>({"ACTIVE"_f = false}).
  template <class R, regs::Name... N, class... T>
  void set(regs::Setting<N, T>... s) const {
    put(get<R>().with(s...));
  }

  template <class R, class... Index>
  u64 address(Index... index) const {
    return regs::amd::byte_address<R>(*bases_, index...);
  }
  // Whether the card has the block that R belongs to, and its generation the register.
  template <class R>
  bool exists() const {
    return regs::amd::exists<R>(*bases_);
  }
  // The version of the block that R belongs to.
  template <class R>
  regs::amd::IpVersion version() const {
    return bases_->at(R::location_type::value.ip).version;
  }

 private:
  // Access masks by the fields that the card's generation has.
  template <class R>
  RegisterMasks masks(u32 reset) const {
    using regs::Access;
    if constexpr (R::location_type::moves)
      if (const auto later = R::location_type::fields_for(bases_->at(R::location_type::value.ip).version);
          !later.empty())
        return masks_of(later, reset);
    const u32 ro = static_cast<u32>(R::mask(Access::ro)), w1c = static_cast<u32>(R::mask(Access::w1c)),
              wo = static_cast<u32>(R::mask(Access::wo));
    return {.rw = ~(ro | w1c), .w1c = w1c, .wo = wo, .reset = reset};
  }
  template <class R>
  bool lacks() const {
    if constexpr (R::location_type::moves)
      return R::location_type::value_for(version<R>()).segment == regs::amd::absent;
    else
      return false;
  }
  static RegisterMasks masks_of(std::span<const regs::FieldInfo> fields, u32 reset);
  template <class R>
  void declare(std::optional<u32> reset) const {
    if (lacks<R>()) return;
    for (u32 e = 0; e < R::count; ++e) {
      std::string name = R::info().element_name(e);
      const u32 value = reset ? *reset : regs::amd::reset_value(name, *bases_).value_or(0);
      file_->add(element_address<R>(e), std::move(name), masks<R>(value));
    }
  }
  template <class R>
  void ensure() const {
    if (!file_->declared(element_address<R>(0))) declare<R>(std::nullopt);
  }
  template <class R>
  u64 element_address(u32 element) const {
    return bases_->byte_address(regs::amd::location_of<R>(*bases_)) + R::info().element_offset(element);
  }
  // The vendor's indices of the `element`th register.
  template <class R>
  static constexpr std::array<u32, R::rank> indices(u32 element) {
    std::array<u32, R::rank> index{};
    for (std::size_t d = R::rank; d-- > 0; element /= R::dimensions[d].count)
      index[d] = R::dimensions[d].first + element % R::dimensions[d].count;
    return index;
  }
  // Calls `method` with or without the indices, whichever it takes.
  template <class R, auto Method, class Block>
  static decltype(auto) call(void* owner, R value, [[maybe_unused]] u32 element) {
    Block& block = *static_cast<Block*>(owner);
    if constexpr (std::is_invocable_v<decltype(Method), Block&, R>)
      return (block.*Method)(value);
    else
      return std::apply([&](auto... index) { return (block.*Method)(value, index...); }, indices<R>(element));
  }
  template <class R, auto Method, class Block>
  static void write_thunk(void* owner, u32 element, u32 written) {
    call<R, Method, Block>(owner, R(written), element);
  }
  template <class R, auto Method, class Block>
  static u32 read_thunk(void* owner, u32 element, u32 stored) {
    return call<R, Method, Block>(owner, R(stored), element).raw();
  }

  RegisterFile* file_;
  const regs::amd::IpBases* bases_;
};

}  // namespace egpulab::simulator::amd
