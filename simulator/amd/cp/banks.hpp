// The registers of one hardware queue: its descriptor (CP_MQD_*, CP_HQD_*) and its dispatch state (COMPUTE_*), banked
// by GRBM_GFX_CNTL.
#pragma once

#include <array>

#include "driver/regs/amd/compute.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator::amd::cp {

// Raw values of the registers in dwords [First, Last] of GC segment 0.
template <u32 First, u32 Last>
class RegisterBank {
 public:
  static constexpr u32 first = First, count = Last - First + 1;

  template <class R, class... Index>
  R get(Index... index) const {
    return R(words_[slot<R>(index...)]);
  }
  template <class R, class... Index>
  void put(R value, Index... index) {
    words_[slot<R>(index...)] = value.raw();
  }
  template <class R, regs::Name... N, class... T>
  void set(regs::Setting<N, T>... s) {
    put(get<R>().with(s...));
  }
  u32 word(u32 offset) const { return words_[offset]; }
  void put_word(u32 offset, u32 value) { words_[offset] = value; }
  void clear() { words_.fill(0); }
  void visit(StateVisitor& v) { v(words_); }

 private:
  template <class R, class... Index>
  static constexpr u32 slot(Index... index) {
    static_assert(R::location.segment == 0 && R::location.dword >= First && R::location.dword <= Last);
    return R::location.dword - First + R::element_offset(index...) / 4;
  }
  std::array<u32, count> words_{};
};

using HqdBank = RegisterBank<regs::amd::CpMqdBaseAddr::location.dword, regs::amd::CpHqdDequeueStatus::location.dword>;
using ComputeBank =
    RegisterBank<regs::amd::ComputeDispatchInitiator::location.dword, regs::amd::ComputeNowhere::location.dword>;

}  // namespace egpulab::simulator::amd::cp
