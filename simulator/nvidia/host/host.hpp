// The host (PFIFO): runlists, channels, pushbuffers, and the engines that channels feed.
// Facts: driver/regs/nvidia/{ram,gpfifo,runlist,virtual_function}.hpp; open-gpu-doc manuals dev_runlist, dev_pbdma.
#pragma once

#include <memory>
#include <vector>

#include "simulator/core/block.hpp"
#include "simulator/core/coverage.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/nvidia_profile.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/compute/shader_engine.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/mmu/mmu.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

class Host final : public Block, public HostControl {
 public:
  // `engines`: whom the host feeds, with their runlists, as the device table gives them; engines without a runlist and
  // kinds that are not modelled are left out (their channels are refused by name).
  Host(const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report, PhysicalMemory& memory,
       Mmu& mmu, InterruptSink& interrupts, const GpuClock& clock, const std::vector<NvidiaEngine>& engines);
  ~Host() override;
  // GSP-RM, made after its neighbours.
  void connect(ResourceManagerEvents& manager);
  // What runs shader code. Without one a launch of a program stops its channel: "SASS execution is not modelled".
  void connect(ShaderEngine& shaders);

  // HostControl
  void submit_runlist(u32 runlist, PhysicalAddress base, u32 entries) override;
  void enable_channel(u32 runlist, u32 channel, bool enable) override;
  void preempt(u32 runlist, u32 channel) override;
  void release_channel(u32 runlist, u32 channel) override;

  // Registers of the runlists (NV_RUNLIST) and their channel RAM (NV_CHRAM), which the device table places.
  std::vector<Bar0Claim> claims();

  std::string_view name() const override { return "HOST"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

  // Methods of the classes that this card has: what acts, what only holds a value.
  void add_coverage(std::vector<CoverageRow>& rows) const;
  // Statistics, no state.
  u64 methods_executed() const;

 private:
  class Fifo;
  std::unique_ptr<Fifo> fifo_;
};

}  // namespace egpulab::simulator::nvidia
