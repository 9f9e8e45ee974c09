// RLC and IMU: autoload of the graphics core's firmware, safe mode, clock counters.
#pragma once

#include <bitset>

#include "driver/regs/amd/imu.hpp"
#include "driver/regs/amd/rlc.hpp"
#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/reference_clock.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/block.hpp"

namespace egpulab::simulator::amd {

// Autoload runs once the PSP has asked for it and the SMU gives the graphics core power (on a real Navi48 it finished
// only after EnableAllSmuFeatures; the IMU sits between the two).
class Rlc final : public Block, public GraphicsBringUp, public MicrocontrollerState {
 public:
  Rlc(Timeline& timeline, Report& report, Registers registers, const ReferenceClock& clock);

  void firmware_placed(u32 psp_firmware_type) override;
  std::string start_autoload() override;
  void set_power(bool on) override;
  bool up() const override { return state_ == State::up; }
  bool loaded(Microcontroller which) const override;

  std::string_view name() const override { return "RLC"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  enum class State : u8 { down, asked, loading, up };
  enum Event : u32 { autoload_done, safe_mode_done };

  void try_load();
  void program_graphics_core();
  void safe_mode(regs::amd::RlcSafeMode value);
  void capture(regs::amd::RlcCaptureGpuClockCount value);
  void capture1(regs::amd::RlcCaptureGpuClockCount1 value);
  regs::amd::RlcGpmStat read_gpm_stat(regs::amd::RlcGpmStat stored);
  regs::amd::RlcRefclockTimestampLsb read_timestamp_low(regs::amd::RlcRefclockTimestampLsb stored);
  regs::amd::RlcRefclockTimestampMsb read_timestamp_high(regs::amd::RlcRefclockTimestampMsb stored);
  regs::amd::RlcGpuClock32 read_clock32(regs::amd::RlcGpuClock32 stored);

  Report& report_;
  Registers registers_;
  const ReferenceClock& clock_;
  bool one_sdma_image_;  // since SDMA 7.0
  State state_ = State::down;
  bool powered_ = false;
  std::bitset<128> placed_;  // by PSP firmware type
};

}  // namespace egpulab::simulator::amd
