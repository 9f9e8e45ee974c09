// Typed access to NVIDIA's registers in a RegisterFile: a block declares the registers it owns, attaches member
// functions where they act, and reads and writes them by their declarations in driver/regs.
#pragma once

#include <optional>
#include <string_view>

#include "driver/regs/nvidia/location.hpp"
#include "simulator/core/typed_registers.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;

// What PRI answers where nobody does: the decode error of its hub, and a read that the caller's privilege level may not
// make (values as logged by drivers of many cards; classes of 0xbadf codes: nvgpu's priv ring decoder).
inline constexpr u32 pri_decode_error = 0xbadf1100, pri_level_error = 0xbadf5040, pri_target_locked = 0xbadf4100;

// A view, cheap to copy: each block holds its own. Registers of a microcontroller are reached through at(unit). Indices
// are the vendor's numbers, as in the declarations.
class Registers {
 public:
  Registers(RegisterFile& file, regs::nvidia::Architecture architecture) : file_(&file), architecture_(architecture) {}
  // The same with the registers of this microcontroller.
  Registers at(const regs::nvidia::Microcontroller& unit) const {
    Registers r = *this;
    r.unit_ = &unit;
    return r;
  }

  RegisterFile& file() const { return *file_; }
  regs::nvidia::Architecture architecture() const { return architecture_; }

  // Declares registers, whole arrays at once: fields store as their access says, bits outside the declared fields as
  // plain read/write. Reset value 0 unless given. Here and in on_read and on_write, a register that the architecture
  // lacks is left out.
  template <class... R>
  void storage() const {
    (declare(regs::nvidia::declaration<R>, 0), ...);
  }
  template <class R>
  requires(!std::is_same_v<R, u32>) void storage(R reset) const { declare(regs::nvidia::declaration<R>, reset.raw()); }
  // Declares those registers of the list that nobody, such as another of our blocks, has declared.
  template <class... R>
  void missing(regs::RegisterList<R...>) const {
    (declare_if_missing(regs::nvidia::declaration<R>), ...);
  }

  // Calls `(block->*Method)(R written, u32 indices...)` after a write was stored; the indices may be left out. Declares
  // the register unless it is declared.
  template <class R, auto Method, class Block>
  void on_write(Block* block) const {
    attach_write(regs::nvidia::declaration<R>, &RegisterHandlers<R, Method, Block>::write, block);
  }
  // Reads give `(block->*Method)(R stored, u32 indices...)`, an R; write-only fields are 0 in `stored`.
  template <class R, auto Method, class Block>
  void on_read(Block* block) const {
    attach_read(regs::nvidia::declaration<R>, &RegisterHandlers<R, Method, Block>::read, block);
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
  // put() of the stored value with some fields changed: set<FalconCpuctl>("HALTED"_f = true).
  template <class R, regs::Name... N, class... T>
  void set(regs::Setting<N, T>... s) const {
    put(get<R>().with(s...));
  }

  template <class R, class... Index>
  u64 address(Index... index) const {
    constexpr regs::nvidia::Space space = R::location_type::value.space;
    if constexpr (space == regs::nvidia::Space::bar0)
      return regs::nvidia::bar0_offset<R>(architecture_, index...);
    else
      return regs::nvidia::bar0_offset<R>(architecture_, *unit_, index...);
  }
  // Whether the architecture has it.
  template <class R>
  bool exists() const {
    return R::location_type::value_for(architecture_).offset != regs::nvidia::absent;
  }

 private:
  using Declared = regs::nvidia::DeclaredRegister;
  // Registers as data, so that a block's hundreds need no code each.
  void declare(const Declared& r, u32 reset) const;
  void declare_if_missing(const Declared& r) const;
  void attach_write(const Declared& r, RegisterFile::WriteHandler handler, void* block) const;
  void attach_read(const Declared& r, RegisterFile::ReadHandler handler, void* block) const;
  // Where the chip has the first element; empty where its architecture lacks it.
  std::optional<u64> first_address(const Declared& r) const;

  RegisterFile* file_;
  regs::nvidia::Architecture architecture_;
  const regs::nvidia::Microcontroller* unit_ = nullptr;
};

}  // namespace egpulab::simulator::nvidia
