// GSP-RM 570.144 as drivers meet it: message queues in memory, remote procedure calls, resource objects, events.
#pragma once

#include <memory>

#include "simulator/core/block.hpp"
#include "simulator/core/coverage.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/gsp/card.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

// What GSP-RM acts on; all outlive it, and none is used before the machine runs.
struct Neighbours {
  PhysicalMemory& memory;
  GspLines& lines;
  HostControl& host;
  MmuControl& mmu;
  WriteProtection& protection;
  InterruptSink& interrupts;
};

// The firmware of the GSP's RISC-V core, from the moment the boot chain lets it run until it is stopped or unloaded.
class ResourceManager final : public Block, public GspFirmware, public ResourceManagerEvents {
 public:
  // `profile` outlives it.
  ResourceManager(Timeline& timeline, Report& report, const DeviceProfile& profile, Neighbours neighbours,
                  Faults faults = {});
  ~ResourceManager() override;

  // Block
  std::string_view name() const override { return "GSP-RM"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

  // GspFirmware
  void start(const GspBoot& boot) override;
  void stop() override;
  bool running() const override;
  void doorbell(u32 queue) override;

  // ResourceManagerEvents
  void mmu_fault(const MmuFault& fault) override;
  void channel_error(u32 runlist, u32 channel, u32 error, const std::string& what) override;
  void warp_exception(const WarpException& exception) override;
  void engine_event(std::string_view engine, u32 code, const std::string& what) override;

  // RPC functions, classes and controls: what acts, what is only answered, what is missing.
  void add_coverage(std::vector<CoverageRow>& rows) const;

 private:
  class Firmware;
  void recover_soon();
  void act(u32 event);
  std::unique_ptr<Firmware> firmware_;
  bool acting_ = false;  // RM is at work: an access that faults now is its own
};

}  // namespace egpulab::simulator::nvidia::gsp
