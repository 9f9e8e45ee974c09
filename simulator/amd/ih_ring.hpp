// One interrupt ring: its pointers, what happens when it is full, and the entries that wait for room.
#pragma once

#include <array>
#include <deque>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd {

using IhCookieWords = std::array<u32, 8>;

// What the control register says.
struct IhRingSettings {
  bool enabled = false;
  u64 base = 0;   // address in the space that mc_space names
  u32 bytes = 0;  // a power of two
  u32 read_offset = 0;
  bool overflow = false;        // WPTR_OVERFLOW_ENABLE: a full ring is overwritten and flagged
  bool overflow_clear = false;  // while set, overflows are not flagged
  bool drain = false;           // RB_FULL_DRAIN_ENABLE: a full ring loses what comes
  u32 mc_space = 0;
};

class IhRing {
 public:
  static constexpr u32 entry_bytes = 32;
  // Clients hold back further interrupts when so many wait (their credits are used up).
  static constexpr std::size_t waiting_limit = 256;

  enum class Room : u8 { free, overwrite, drop, wait };
  Room room(const IhRingSettings& s) const;
  // Moves on by one entry; returns the offset that it takes.
  u32 advance(const IhRingSettings& s);

  u32 write_offset() const { return write_offset_; }
  bool overflowed() const { return overflowed_; }
  // As IH_RB_WPTR and its copy in memory show it: byte offset, bit 0 = overflow.
  u32 write_pointer() const { return write_offset_ | u32{overflowed_}; }
  void set_write_pointer(u32 value) { write_offset_ = value & 0x3fffc, overflowed_ = value & 1; }
  void flag_overflow() { overflowed_ = true; }
  void clear_overflow() { overflowed_ = false; }
  bool full(const IhRingSettings& s) const {
    return s.bytes > entry_bytes && ((write_offset_ + entry_bytes) & (s.bytes - 1)) == (s.read_offset & (s.bytes - 1));
  }

  std::deque<IhCookieWords>& waiting() { return waiting_; }

  void reset() { *this = IhRing{}; }
  void visit(StateVisitor& visit) { visit(write_offset_), visit(overflowed_), visit(waiting_); }

 private:
  u32 write_offset_ = 0;
  bool overflowed_ = false;
  std::deque<IhCookieWords> waiting_;
};

}  // namespace egpulab::simulator::amd
