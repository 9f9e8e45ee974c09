// Registers of a runlist (NV_RUNLIST) and its channel RAM (NV_CHRAM). They lie where the device table (NV_PTOP) says,
// so offsets count from the runlist's or the RAM's base. Facts: open-gpu-doc manuals ampere/ga100/dev_runlist;
// open-gpu-kernel-modules published blackwell/gb202/dev_runlist.h.
#pragma once

#include "driver/regs/bits.hpp"
#include "driver/regs/nvidia/chip.hpp"

namespace egpulab::regs::nvidia {

// Byte offsets; Blackwell moved at least PREEMPT.
namespace runlist {
inline constexpr u32 config = 0x000, channel_config = 0x004, doorbell_config = 0x008, pbdma_config = 0x010,
                     submit_base_lo = 0x080, submit_base_hi = 0x084, submit = 0x088, submit_info = 0x08c,
                     internal_doorbell = 0x090, sched_disable = 0x094, preempt = 0x098, intr_0 = 0x100, info = 0x108,
                     intr_bad_tsg = 0x174, engine_status0 = 0x200, bytes = 0x400;
inline constexpr u32 preempt_blackwell = 0x014;
}  // namespace runlist

// clang-format off
using RunlistChannelConfig = Bits<32, Field<"NUM_CHANNELS_LOG2", 3, 0>, Field<"CHRAM_BAR0_OFFSET", 31, 4>>;
using RunlistDoorbellConfig = Bits<32, Field<"ID", 31, 16>>;
using RunlistPbdmaConfig = Bits<32, Field<"PBDMA_BAR0_OFFSET", 25, 10>, Bit<"VALID", 31>>;
using RunlistSubmitBaseLo = Bits<32, Field<"TARGET", 1, 0>, Field<"PTR_LO", 31, 12>>;
using RunlistSubmit = Bits<32, Field<"LENGTH", 15, 0>, Field<"OFFSET", 31, 16>>;
using RunlistSubmitInfo = Bits<32, Field<"PREEMPTED_TSGID", 13, 0>, Bit<"PREEMPTED_TSGID_VALID", 14>, Bit<"PENDING", 15>, Field<"PREEMPTED_OFFSET", 31, 16>>;
using RunlistPreempt = Bits<32, Field<"ID", 11, 0>, Bit<"TSG_PREEMPT_PENDING", 20>, Bit<"RUNLIST_PREEMPT_PENDING", 21>, Field<"TYPE", 25, 24>>;
using RunlistIntr0 = Bits<32, Bit<"RUNLIST_IDLE", 4>, Bit<"TSG_PREEMPT_COMPLETE", 8>, Bit<"RUNLIST_PREEMPT_COMPLETE", 9>, Bit<"BAD_TSG", 12>>;
using RunlistInfo = Bits<32, Bit<"ENG_IDLE", 8>, Bit<"RUNLIST_IDLE", 9>, Bit<"RUNLIST_FETCH_STATUS_BUSY", 10>, Bit<"ACQUIRE_STILL_PENDING", 12>, Bit<"RUNLIST_FETCH_NACKED", 13>>;

using ChramChannel = Bits<32, Bit<"WRITE_CONTROL_ONES_CLEAR_BITS", 0>, Bit<"ENABLE", 1>, Bit<"NEXT", 2>, Bit<"BUSY", 3>, Bit<"PBDMA_FAULTED", 4>,
    Bit<"ENG_FAULTED", 5>, Bit<"ON_PBDMA", 6>, Bit<"ON_ENG", 7>, Bit<"PENDING", 8>, Bit<"CTX_RELOAD", 9>, Bit<"PBDMA_BUSY", 10>, Bit<"ENG_BUSY", 11>,
    Bit<"ACQUIRE_FAIL", 12>>;
// clang-format on
inline constexpr u32 chram_clear_channel = 0xffffffff;

// NV_RUNLIST_INTR_BAD_TSG_CODE_*
enum class BadTsg : u8 {
  no_error = 0,
  zero_length_tsg,
  max_length_exceeded,
  runlist_overflow,
  expected_a_chid_entry,
  expected_a_tsg_header,
  invalid_runqueue,
};
constexpr std::string_view to_string(BadTsg b) {
  constexpr std::string_view names[] = {"NO_ERROR",         "ZERO_LENGTH_TSG",       "MAX_LENGTH_EXCEEDED",
                                        "RUNLIST_OVERFLOW", "EXPECTED_A_CHID_ENTRY", "EXPECTED_A_TSG_HEADER",
                                        "INVALID_RUNQUEUE"};
  return static_cast<std::size_t>(b) < std::size(names) ? names[static_cast<u8>(b)] : std::string_view();
}

}  // namespace egpulab::regs::nvidia
