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

// NVIDIA ---------------------------------------------------------------------------------------------------------

// The card's own firmware (GFW, the FSP since Hopper) trains memory and sets the card up; OpenRM gives GFW 4 s and
// nova-core gives the FSP 5 s.
inline constexpr Limit card_firmware{5s, 1ms};
// Between assertion and release of a microcontroller's reset (nouveau gp102_flcn_reset_eng).
inline constexpr Nanoseconds falcon_reset_hold{10us};
// nouveau looks for RESET_READY for 150 us and goes on without it: some units never say so.
inline constexpr Limit falcon_reset_ready{150us, 10us};
// Clearing its memories takes under a millisecond; nouveau allows 20 ms.
inline constexpr Limit falcon_scrub{50ms, 20us};
inline constexpr Limit falcon_core_select{10ms, 10us};
// 256 bytes a transfer.
inline constexpr Limit falcon_dma{100ms, 1us};
// Signed microcode is checked, then runs: FWSEC and the booter take some ten milliseconds; nouveau gives them 2 s.
inline constexpr Limit falcon_run{4s, 50us};
inline constexpr Limit fsp_answer{2s, 100us};
// The FMC loads and verifies the GSP image before it releases the GSP's registers; nova-core gives it 30 s.
inline constexpr Limit gsp_lockdown{30s, 500us};
// GSP-RM initialises the whole chip; a second or two on cards, nouveau gives it 4 s, the peer 10 s.
inline constexpr Limit gsp_init{10s, 20us};
// OpenRM reports Xid 119 after 6 s without a reply under load.
inline constexpr Limit gsp_rpc{8s, 5us};
// Intervals of waits on the queues double up to this one.
inline constexpr Nanoseconds gsp_slowest_poll{500us};
// While nothing comes, the link is looked at this often: host memory says nothing of a card that is gone.
inline constexpr Nanoseconds gsp_link_check{50ms};
// UNLOADING_GUEST_DRIVER done, GSP-RM winds down and its core halts; nova-core and nouveau wait 2 to 5 s.
inline constexpr Limit gsp_halt{5s, 200us};

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
