// SDMA: two copy engines with eight queues each, their registers, doorbells and interrupts.
// Facts: driver/regs/amd/sdma.hpp; Linux drivers/gpu/drm/amd/amdgpu/sdma_v6_0.c, amdgpu_amdkfd_gfx_v11.c.
#pragma once

#include <memory>
#include <vector>

#include "simulator/amd/sdma/queue.hpp"
#include "simulator/core/device_profile.hpp"

namespace egpulab::simulator::amd {

class Sdma final : public Block, public DoorbellSink, public ActivityCounter, private sdma::QueueHost {
 public:
  static constexpr u32 engines = 2, queues = 8;

  // All references must outlive the block. `instructions` is told of cache operations on shader code.
  Sdma(const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report, MemoryHub& hub,
       MemoryHub& mmhub, InterruptSink& interrupts, const ReferenceClock& clock, InstructionCaches& instructions,
       const MicrocontrollerState& firmware);
  ~Sdma() override;

  GrbmEngine& line(u32 engine) { return lines_[engine]; }  // to GRBM's status and soft reset
  bool doorbell(u32 index, u64 value, u8 bytes) override;
  Nanoseconds busy_time() const override { return busy_time_; }

  std::string_view name() const override { return "SDMA"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  struct Line final : GrbmEngine {
    Sdma* block = nullptr;
    u32 engine = 0;
    bool busy() const override { return block->busy(engine); }
    void hold_in_reset(bool asserted) override { block->hold_in_reset(engine, asserted); }
  };
  struct Engine {
    bool held_in_reset = false;
    Nanoseconds free_at{0};  // when the transfers in hand are through
    u64 timestamp_base = 0;
    void visit(StateVisitor& v) { v(held_in_reset), v(free_at), v(timestamp_base); }
  };

  // QueueHost
  void schedule(u32 engine, u32 queue, Nanoseconds delay, u32 epoch) override;
  bool running(u32 engine) const override;
  void interrupt(u32 engine, u32 queue, u8 vmid, sdma::Interrupt kind, u32 context) override;
  Nanoseconds transfer(u32 engine, u64 bytes, bool over_link) override;
  u64 timestamp_base(u32 engine) const override { return state_[engine].timestamp_base; }
  void set_timestamp_base(u32 engine, u64 base) override { state_[engine].timestamp_base = base; }

  bool busy(u32 engine) const;
  void hold_in_reset(u32 engine, bool asserted);
  sdma::Queue& queue(u32 engine, u32 number) const { return *queues_[engine * queues + number]; }

  // Registers
  bool halted(u32 engine) const;
  bool freezes(regs::amd::SdmaFreeze value) const;
  template <class Control>
  void control_written(Control written, u32 engine);
  void freeze_written(regs::amd::SdmaFreeze written, u32 engine);
  regs::amd::SdmaStatusReg read_status(regs::amd::SdmaStatusReg stored, u32 engine);
  regs::amd::SdmaGlobalTimestampLo read_timestamp_low(regs::amd::SdmaGlobalTimestampLo stored);
  regs::amd::SdmaGlobalTimestampHi read_timestamp_high(regs::amd::SdmaGlobalTimestampHi stored);
  void ring_written(regs::amd::SdmaQueueRbCntl written, u32 engine, u32 number);
  void write_pointer_written(regs::amd::SdmaQueueRbWptr written, u32 engine, u32 number);
  void write_pointer_high_written(regs::amd::SdmaQueueRbWptrHi written, u32 engine, u32 number);
  void pointer_update_written(regs::amd::SdmaQueueMinorPtrUpdate written, u32 engine, u32 number);
  regs::amd::SdmaQueueContextStatus read_context_status(regs::amd::SdmaQueueContextStatus stored, u32 engine,
                                                        u32 number);

  Registers registers_;
  Report& report_;
  InterruptSink& interrupts_;
  const MicrocontrollerState& firmware_;
  const ReferenceClock& clock_;
  u64 memory_rate_, link_rate_;  // bytes a microsecond
  bool has_mcu_;                 // SDMA 7.0
  std::array<Line, engines> lines_;
  std::array<std::vector<std::unique_ptr<VmSpace>>, engines> spaces_;  // by VMID
  sdma::Services services_;
  std::vector<std::unique_ptr<sdma::Queue>> queues_;
  std::array<Engine, engines> state_;
  std::array<bool, engines * queues> enabled_{};  // RB_ENABLE as the queues know it
  Nanoseconds busy_time_{0};
};

}  // namespace egpulab::simulator::amd
