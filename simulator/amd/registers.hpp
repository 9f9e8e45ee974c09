// Typed access to AMD's registers in a RegisterFile: a block declares the registers it owns, attaches member functions
// where they act, and reads and writes them by their declarations in driver/regs.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "driver/regs/amd/ip.hpp"
#include "driver/regs/amd/names.hpp"
#include "driver/regs/amd/registry.hpp"
#include "simulator/core/typed_registers.hpp"

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
  // blocks or their generation do not have is left out.
  template <class... R>
  void storage() const {
    (declare(regs::amd::declaration<R>), ...);
  }
  template <class R>
  void storage(R reset) const {
    declare(regs::amd::declaration<R>, reset.raw());
  }
  // Declares those registers of the list that nobody, such as another of our blocks, has declared.
  template <class... R>
  void missing(regs::RegisterList<R...>) const {
    static constexpr const regs::amd::DeclaredRegister* list[] = {&regs::amd::declaration<R>...};
    for (const auto* r : list)
      if (const auto address = first_address(*r); address && !file_->declared(*address)) declare(*r);
  }
  // Declares registers that only hold a value, by their vendor names ("TCP_CNTL", "SDMA0_QUEUE0_RB_CNTL"). Throws
  // std::logic_error for a name that the vendor's tables lack. Registers already declared, and registers that the
  // card's blocks or their generation do not have, are left out.
  void plain(std::span<const std::string_view> names) const;

  // Calls `(block->*Method)(R written, u32 indices...)` after a write was stored; the indices may be left out. Declares
  // the register unless it is declared.
  template <class R, auto Method, class Block>
  void on_write(Block* block) const {
    attach_write(regs::amd::declaration<R>, &RegisterHandlers<R, Method, Block>::write, block);
  }
  // Reads give `(block->*Method)(R stored, u32 indices...)`, an R; write-only fields are 0 in `stored`.
  template <class R, auto Method, class Block>
  void on_read(Block* block) const {
    attach_read(regs::amd::declaration<R>, &RegisterHandlers<R, Method, Block>::read, block);
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
  // Registers as data, so that a block's hundreds need no code each.
  void declare(const regs::amd::DeclaredRegister& r, std::optional<u32> reset = {}) const;
  void attach_write(const regs::amd::DeclaredRegister& r, RegisterFile::WriteHandler handler, void* block) const;
  void attach_read(const regs::amd::DeclaredRegister& r, RegisterFile::ReadHandler handler, void* block) const;
  // Where the card has it; empty where its blocks or their generation lack it.
  std::optional<u64> first_address(const regs::amd::DeclaredRegister& r) const;

  RegisterFile* file_;
  const regs::amd::IpBases* bases_;
};

}  // namespace egpulab::simulator::amd
