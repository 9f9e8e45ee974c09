// Builds PM4 command streams for a compute queue.
#pragma once

#include <span>
#include <vector>

#include "driver/amd/registers.hpp"
#include "driver/regs/amd/compute.hpp"
#include "driver/regs/amd/pm4_packets.hpp"

namespace egpulab::driver::amd {

// What RELEASE_MEM does to the caches before it writes.
enum class Caches : u8 { leave, write_back_and_invalidate };

// Everything one dispatch needs in registers; addresses are GPU virtual.
struct DispatchState {
  u64 code = 0;  // first instruction, 256-byte aligned
  u32 rsrc1 = 0, rsrc2 = 0, rsrc3 = 0;
  std::span<const u32> user_data;  // first SGPRs
  u64 scratch = 0;                 // 256-byte aligned; 0: none
  regs::amd::ComputeTmpringSize scratch_size{};
  std::array<u32, 3> grid{1, 1, 1};   // workgroups
  std::array<u32, 3> block{1, 1, 1};  // work-items of a workgroup
  bool wave32 = true;
};

class Pm4Builder {
 public:
  explicit Pm4Builder(const regs::amd::IpBases& bases);

  // Waits until the dword at `va` is at least `value` (unsigned).
  void wait_at_least(u64 va, u32 value);
  // What the CPU wrote into VRAM before the doorbell becomes visible to what follows.
  void flush_hdp();
  // All caches forget what others may have changed; L2 is written back first.
  void acquire();
  // Between dispatches: only the caches that are not shared by all compute units.
  void acquire_local();
  void dispatch(const DispatchState& state);
  // Later packets wait for all waves of earlier dispatches.
  void wait_for_waves();
  // After all earlier work: caches, then the 64-bit value at `va`.
  void release(u64 va, u64 value, Caches caches);
  // The 100 MHz counter at `va` (8-byte aligned) after all earlier work.
  void timestamp(u64 va);
  void write_data(u64 va, std::span<const u32> values);
  void nop(u32 dwords);

  std::span<const u32> words() const { return words_; }
  bool empty() const { return words_.empty(); }
  void clear() { words_.clear(); }

 private:
  template <unsigned Width, class... Fields>
  void packet(regs::amd::pm4::Opcode opcode, const regs::Bits<Width, Fields...>& body, std::span<const u32> tail = {}) {
    if constexpr (Width <= 32) {
      emit(opcode, std::span<const u32>(&body.raw(), 1), tail);
    } else {
      emit(opcode, std::span<const u32>(body.raw()), tail);
    }
  }
  void emit(regs::amd::pm4::Opcode opcode, std::span<const u32> body, std::span<const u32> tail);
  // Consecutive SH registers from R on.
  template <class R>
  void set_sh(std::initializer_list<u32> values) {
    set_sh_registers(regs::amd::byte_address<R>(bases_), std::span<const u32>(values.begin(), values.size()));
  }
  void set_sh_registers(u64 first_byte_address, std::span<const u32> values);

  const regs::amd::IpBases& bases_;
  u32 hdp_request_, hdp_done_;  // dword addresses
  bool metadata_cache_;         // GLM, which GC 12 no longer has
  std::vector<u32> words_;
};

}  // namespace egpulab::driver::amd
