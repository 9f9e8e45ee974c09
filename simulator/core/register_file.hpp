// A flat space of 32-bit registers: storage with access masks, and handlers only where a register acts. The MMIO hot
// path: one table look-up, one store, at most one indirect call.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/report.hpp"
#include "simulator/core/state.hpp"
#include "simulator/core/timeline.hpp"

namespace egpulab::simulator {

// What a write may change and what a read shows, bit by bit. Bits in none of rw and w1c ignore writes.
struct RegisterMasks {
  u32 rw = ~0u;
  u32 w1c = 0;  // writing 1 clears
  u32 wo = 0;   // reads as 0; such bits are in rw too if they are to be kept for the block
  u32 reset = 0;
};

class RegisterFile {
 public:
  // `index` is the register's position in its array. A read handler gets the stored value and returns what is read.
  // A write handler runs after the store, with the value as written.
  using ReadHandler = u32 (*)(void* owner, u32 index, u32 stored);
  using WriteHandler = void (*)(void* owner, u32 index, u32 written);
  // Names an address for reports; empty when unknown.
  using Namer = std::string (*)(const void* context, u64 byte_address);

  // `space` names this space in reports ("BAR5"), `bytes` is its size. Registers at `direct` and above, which software
  // reaches through index/data pairs only, are looked up in a tree instead of a table as large as the space.
  RegisterFile(std::string space, u64 bytes, Timeline& timeline, Report& report, u64 direct = ~u64{0});

  // Declares a register at a byte address (4-byte aligned). Declaring one twice is a mistake of ours and throws
  // std::logic_error naming both.
  void add(u64 address, std::string name, const RegisterMasks& masks);
  void on_read(u64 address, ReadHandler handler, void* owner, u32 index = 0);
  void on_write(u64 address, WriteHandler handler, void* owner, u32 index = 0);
  bool declared(u64 address) const { return slot_of(address) != unmodelled; }
  void set_namer(Namer namer, const void* context) { namer_ = namer, namer_context_ = context; }
  // What reads of undeclared addresses give, 0 unless set.
  void set_unmodelled_answer(u32 answer) { unmodelled_answer_ = answer; }

  // As the bus sees it. An address that is not declared is counted as unmodelled: reads give the answer set for
  // that, writes are dropped.
  u32 read(u64 address) {
    const u16 slot = slot_of(address);
    if (slot == unmodelled) [[unlikely]]
      return unmodelled_read(address);
    touched_[slot] = 1;
    const Register& r = registers_[slot];
    const u32 v = values_[slot] & ~r.wo;
    return r.read ? r.read(r.read_owner, r.read_index, v) : v;
  }
  void write(u64 address, u32 value) {
    const u16 slot = slot_of(address);
    if (slot == unmodelled) [[unlikely]] {
      unmodelled_write(address, value);
      return;
    }
    touched_[slot] = 1;
    const Register& r = registers_[slot];
    u32& stored = values_[slot];
    stored = ((stored & ~r.rw) | (value & r.rw)) & ~(value & r.w1c);
    if (r.write) r.write(r.write_owner, r.write_index, value);
  }

  // As the blocks see it: the stored value, no masks, no handlers. The register must be declared.
  u32 get(u64 address) const { return values_[slot_of(address)]; }
  void put(u64 address, u32 value) { values_[slot_of(address)] = value; }

  // Puts back the reset values of all registers in [first, last) by byte address.
  void reset(u64 first = 0, u64 last = ~u64{0});
  void visit(StateVisitor& visit) { visit(values_); }

  const std::string& space() const { return space_; }
  struct Declared {
    u64 address;
    std::string_view name;
    bool acts;
    bool touched;  // software has read or written it
  };
  std::vector<Declared> declared() const;  // by address, for `coverage`

 private:
  static constexpr u16 unmodelled = 0;
  struct Register {
    u32 rw, w1c, wo;
    u32 read_index, write_index;
    ReadHandler read;
    WriteHandler write;
    void *read_owner, *write_owner;
  };
  u16 slot_of(u64 address) const { return address / 4 < slots_.size() ? slots_[address / 4] : far_slot(address); }
  u16 far_slot(u64 address) const;
  u16 checked_slot(u64 address) const;
  u32 unmodelled_read(u64 address);
  void unmodelled_write(u64 address, u32 value);
  std::string describe(u64 address) const;

  std::string space_;
  u64 bytes_;
  Timeline& timeline_;
  Report& report_;
  Namer namer_ = nullptr;
  const void* namer_context_ = nullptr;
  u32 unmodelled_answer_ = 0;
  std::vector<u16> slots_;        // by address / 4
  std::map<u64, u16> far_slots_;  // by address
  std::vector<Register> registers_;
  std::vector<u32> values_;
  std::vector<u8> touched_;  // by slot; a statistic, no state
  struct Identity {
    u64 address;
    std::string name;
    u32 reset;
  };
  std::vector<Identity> identities_;
};

}  // namespace egpulab::simulator
