// GC, the graphics core: RLC autoload, the compute micro engine (MEC), shader apertures, clock gating, queue selection.
#pragma once

#include "driver/amd/registers.hpp"

namespace egpulab::driver::amd {

class GraphicsCore {
 public:
  explicit GraphicsCore(Registers& registers) : registers_(registers) {}

  // Waits until the RLC has loaded and started all microcontrollers.
  void wait_for_autoload();
  // Address of the MEC firmware's first instruction, as an earlier session left it.
  u64 mec_start_address();
  // Starts pipe 0 of micro engine 1 at the firmware's first instruction.
  void start_mec(u64 start_address);
  // Shader address mode and apertures of every VMID, doorbell range, error interrupts.
  void configure();
  // Lets idle parts gate their clocks; in RLC safe mode.
  void enable_clock_gating();
  // Resets the command processors, which forget their queues.
  void reset_command_processors();

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
  Registers& registers_;
};

}  // namespace egpulab::driver::amd
