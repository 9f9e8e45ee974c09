// Every limit of the drivers, each with its reason: how long hardware may take before it counts as failed.
#pragma once

#include "driver/base/types.hpp"

namespace egpulab::driver {

using namespace std::chrono_literals;

// How long, and how often to look. Intervals are short against what is waited for, and long against a round trip.
struct Limit {
  Nanoseconds limit;
  Nanoseconds interval;
};

namespace timeouts {

// AMD ------------------------------------------------------------------------------------------------------------

// Memory training ends up to two seconds after power-on (Linux amdgpu_discovery waits that long for C2PMSG_33).
inline constexpr Limit memory_training{2s, 1ms};
// The bootloader authenticates up to a few hundred KiB on a slow core; Linux allows ten times 100 ms for each step.
inline constexpr Limit psp_bootloader{1s, 200us};
// The secure OS starts within tens of milliseconds of its image; a card under a tunnel was seen to need 0.5 s.
inline constexpr Limit psp_sos_start{2s, 1ms};
// Between a command to C2PMSG_64 and the first look at it: Linux psp_v13_0.c delays by 20 ms for a handshake issue.
inline constexpr Nanoseconds psp_ring_handshake{20ms};
inline constexpr Limit psp_ring{1s, 500us};
// LOAD_IP_FW of RLC and SMU images run for tens of ms, AUTOLOAD_RLC for hundreds; Linux gives a command 20 s.
inline constexpr Limit psp_command{20s, 20us};
// Linux polls 20 times its 100 ms. EnableAllSmuFeatures took 135 ms on a 7900 XTX.
inline constexpr Limit smu_message{2s, 10us};
// A question whether anybody is there at all.
inline constexpr Limit smu_alive{100ms, 1ms};
// SetSoftMinByFreq waits for the clock to move, and firmware may never answer where it may not.
inline constexpr Limit smu_set_clock{50ms, 100us};
// SMU13_MODE1_RESET_WAIT_TIME_IN_MS of Linux: no register access during it.
inline constexpr Nanoseconds mode1_reset{500ms};
// smu_v14_0_2_mode1_reset of Linux.
inline constexpr Nanoseconds mode1_reset_smu14{1s};
// After a reset config space answers first, then registers.
inline constexpr Limit after_reset{2s, 5ms};
// The IMU and the RLC load all other firmware; Linux gives 100 ms and this is generous for slow links.
inline constexpr Limit rlc_autoload{1s, 200us};
inline constexpr Limit rlc_safe_mode{100ms, 20us};
// Linux udelay(50) after the MEC's halt bit; the peer sleeps 50 ms because it starts without Linux's other work.
inline constexpr Nanoseconds mec_start{50us};
inline constexpr Limit tlb_invalidate{100ms, 2us};
// A queue must let go of its waves; those of a long kernel are killed, not awaited.
inline constexpr Limit queue_dequeue{100ms, 50us};
inline constexpr Nanoseconds engine_reset{50us};

// All ------------------------------------------------------------------------------------------------------------

// Waits for GPU work start with `interval` and double it up to `most`: short work is seen at once, long work does not
// flood the link with polls. The limit is the caller's; this one holds where none was given.
struct Work {
  Nanoseconds first, most, limit;
  Nanoseconds look_for_faults;  // a wait this long looks whether the GPU reported a fault meanwhile
};
inline constexpr Work gpu_work{1us, 100us, 30s, 2ms};

}  // namespace timeouts
}  // namespace egpulab::driver
