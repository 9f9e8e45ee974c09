// SMU (MP1), the power firmware: messages, clocks, power limit, sensors, and the reset of the whole chip.
#pragma once

#include <optional>
#include <vector>

#include "driver/amd/boot_area.hpp"
#include "driver/amd/memory_hub.hpp"
#include "driver/amd/vram.hpp"
#include "driver/regs/amd/smu_messages.hpp"

namespace egpulab::driver::amd {

enum class ClockPolicy : u8 {
  automatic,  // the firmware moves clocks with the load
  highest,    // pinned to the highest level, for measurements
  lowest,
};

// What the firmware measures, averaged over about a millisecond.
struct Sensors {
  u32 graphics_clock = 0, memory_clock = 0;        // MHz
  u32 graphics_activity = 0, memory_activity = 0;  // percent
  u32 socket_power = 0;                            // W
  u32 edge = 0, hotspot = 0, memory = 0;           // degrees Celsius
  u32 fan = 0;                                     // RPM
};

class Smu {
 public:
  Smu(Registers& registers, Vram& vram, FrameBuffer frame_buffer)
      : registers_(registers), vram_(vram), frame_buffer_(frame_buffer) {}

  // The firmware's version (major << 16 | minor << 8 | patch in the low 24 bits), or nothing when nobody answers.
  std::optional<u32> probe();
  // Tells the firmware where its tables go and lets it manage clocks and power.
  void start();

  // Sends a message and waits for its answer. Throws DeviceFault naming message, argument and answer; Timeout.
  void send(regs::amd::smu::Message message, u32 argument = 0, Limit limit = timeouts::smu_message);
  u32 query(regs::amd::smu::Message message, u32 argument = 0);

  // MHz of each level, ascending; empty where the clock has none.
  std::vector<u32> clock_levels(regs::amd::smu::Clock clock);
  // Pins or frees graphics, memory, fabric and SoC clocks. Firmware that does not let a minimum be set is left alone.
  void set_clocks(ClockPolicy policy);
  u32 power_limit();  // W
  void set_power_limit(u32 watts);
  Sensors sensors();

  // Resets everything on the chip but its PCIe link; all firmware is gone. Returns once that time has passed.
  void mode1_reset();

 private:
  Registers& registers_;
  Vram& vram_;
  FrameBuffer frame_buffer_;
};

}  // namespace egpulab::driver::amd
