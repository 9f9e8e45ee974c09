// The compute side of the command processor (MEC): two micro engines of four pipes with eight queues each, their
// registers, doorbells and interrupts.
// Facts: driver/regs/amd/{cp,cp_mec,cp_hqd,compute,shader}.hpp; Linux drivers/gpu/drm/amd/amdgpu/gfx_v11_0.c.
#pragma once

#include <vector>

#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/cp_mec.hpp"
#include "driver/regs/amd/shader.hpp"
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd {

class Mec final : public Block,
                  public DoorbellSink,
                  public GrbmEngine,
                  public ActivityCounter,
                  public InstructionCaches,
                  private cp::QueueHost {
 public:
  static constexpr u32 engines = 2, pipes = 4, queues = 8;

  // All references must outlive the block. `hub` translates for the queues and their shaders; `mmhub` is told of
  // invalidations that name it too.
  Mec(const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report, MemoryHub& hub,
      MemoryHub& mmhub, InterruptSink& interrupts, const ReferenceClock& clock, const GrbmSelect& select,
      const MicrocontrollerState& firmware);
  ~Mec() override;

  bool doorbell(u32 index, u64 value, u8 bytes) override;
  bool busy() const override;
  void hold_in_reset(bool asserted) override;
  Nanoseconds busy_time() const override { return busy_time_; }

  void invalidate_instructions() override { shaders_.invalidate_instructions(); }

  std::string_view name() const override { return "CP"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  // QueueHost
  void schedule(u32 queue, cp::QueueEvent event, Nanoseconds delay, u32 epoch) override;
  bool running(u8 pipe) const override;
  bool interrupt_enabled(u8 me, u8 pipe, cp::CpInterrupt interrupt) const override;
  u32 sh_mem_bases(u8 vmid) const override { return sh_mem_bases_[vmid].raw(); }
  void worked(Nanoseconds duration) override { busy_time_ += duration; }
  bool polls_write_pointers() const override { return registers_.get<regs::amd::CpPqWptrPollCntl>()["EN"_f]; }
  cp::ComputeQueue* queue(u8 me, u8 pipe, u8 number) override;
  cp::ComputeQueue* queue_of_doorbell(u32 index) override;
  bool is_scheduler(u8 me, u8 pipe, u8 number) const override;

  // Registers
  void declare_banks();
  void control_written(regs::amd::CpMecRs64Cntl value);
  void queue_reset(regs::amd::SpiComputeQueueReset value);
  void poll_requested(regs::amd::CpPqWptrPollCntl1 value);
  void polling_switched(regs::amd::CpPqWptrPollCntl value);
  regs::amd::ShMemConfig read_sh_mem_config(regs::amd::ShMemConfig stored);
  void write_sh_mem_config(regs::amd::ShMemConfig written);
  regs::amd::ShMemBases read_sh_mem_bases(regs::amd::ShMemBases stored);
  void write_sh_mem_bases(regs::amd::ShMemBases written);
  regs::amd::CpcIntCntl read_cpc_int_cntl(regs::amd::CpcIntCntl stored);
  void write_cpc_int_cntl(regs::amd::CpcIntCntl written);
  static u32 read_hqd(void* owner, u32 index, u32 stored);
  static void write_hqd(void* owner, u32 index, u32 written);
  static u32 read_compute(void* owner, u32 index, u32 stored);
  static void write_compute(void* owner, u32 index, u32 written);

  cp::ComputeQueue* selected_queue();
  void restore_defaults();

  Registers registers_;
  Report& report_;
  const GrbmSelect& select_;
  const MicrocontrollerState& firmware_;
  cp::ShaderArray shaders_;
  cp::Services services_;
  std::vector<std::unique_ptr<cp::ComputeQueue>> queues_;
  cp::HqdBank hqd_defaults_;
  cp::ComputeBank compute_defaults_;

  std::array<regs::amd::ShMemConfig, MemoryHub::vmids> sh_mem_config_;
  std::array<regs::amd::ShMemBases, MemoryHub::vmids> sh_mem_bases_;
  regs::amd::CpMecRs64Cntl control_;  // CP_MEC_RS64_CNTL as the pipes know it
  bool held_in_reset_ = false;
  Nanoseconds busy_time_{0};
};

}  // namespace egpulab::simulator::amd
