// GC, the graphics core: RLC autoload, its micro engines, shader apertures, clock gating, queue selection.
#pragma once

#include "driver/amd/registers.hpp"

namespace egpulab::driver::amd {

// Addresses of the first instructions of the micro engines' firmware. GC 11 starts PFP and ME itself.
struct StartAddresses {
  u64 pfp = 0, me = 0, mec = 0;
};

class GraphicsCore {
 public:
  explicit GraphicsCore(Registers& registers) : registers_(registers) {}

  // Waits until the RLC has loaded and started all microcontrollers.
  void wait_for_autoload();
  // Where an earlier session started the MEC.
  StartAddresses start_addresses();
  // Puts PFP and ME at their first instructions, where this generation leaves that to the driver. They stay halted:
  // there is no graphics.
  void prepare_graphics_engines(const StartAddresses& starts);
  // Starts pipe 0 of micro engine 1 (MEC) at its first instruction; queues that it has are forgotten.
  void start_mec(const StartAddresses& starts);
  // Shader address mode and apertures of every VMID, doorbell range, error interrupts.
  void configure();
  // Lets idle parts gate their clocks; in RLC safe mode.
  void enable_clock_gating();
  // Resets the command processors, which forget their queues, and starts the MEC again.
  void restart(const StartAddresses& starts);

  // Selects a compute queue for the banked CP_HQD_* registers while it lives.
  class QueueSelection {
   public:
    QueueSelection(Registers& registers, u32 queue);
    ~QueueSelection() noexcept(false);
    QueueSelection(const QueueSelection&) = delete;
    QueueSelection& operator=(const QueueSelection&) = delete;

   private:
    Registers& registers_;
    int exceptions_;
  };
  static constexpr u32 queues_of_pipe = 4;

  // Bits 63:48 of flat addresses that mean LDS and scratch (KFD's layout).
  static constexpr u32 shared_aperture = 1, private_aperture = 2;

 private:
  bool is_gc12() const { return registers_.bases().at(regs::amd::Ip::gc).version.major >= 12; }
  void apply_golden_settings();

  Registers& registers_;
};

}  // namespace egpulab::driver::amd
