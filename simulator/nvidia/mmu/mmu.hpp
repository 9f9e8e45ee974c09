// The GPU's MMU (GMMU): page tables in memory, translations kept until they are invalidated, faults.
// Facts: driver/regs/nvidia/{pte,virtual_function,fault}.hpp; open-gpu-doc manuals dev_mmu, dev_mmu_fault, dev_ram.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "driver/base/expected.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/mmu/fault_buffer.hpp"
#include "simulator/nvidia/mmu/page_walk.hpp"
#include "simulator/nvidia/mmu/translation_cache.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

class Mmu final : public Block, public MmuControl, private TableReader {
 public:
  // Vectors of the CPU interrupt tree, as open-gpu-doc's ampere_interrupt_map.csv gives them; later chips' are taken to
  // be the same.
  struct Vectors {
    u32 replayable_fault = 64, replayable_fault_error = 131, nonreplayable_fault = 132, nonreplayable_fault_error = 133,
        info_fault = 134;
  };

  // `protection` may be null.
  Mmu(Timeline& timeline, Registers registers, Report& report, PhysicalMemory& memory, InterruptSink& interrupts,
      const GpuClock& clock, const WriteProtection* protection);
  ~Mmu() override;
  // GSP-RM, made after its neighbours.
  void connect(ResourceManagerEvents& manager) { manager_ = &manager; }

  // MmuControl: what NV_PBUS_BAR1_BLOCK and BAR2_BLOCK do. An empty address (video, 0) means physical mode.
  void bind_bar1(PhysicalAddress instance) override;
  void bind_bar2(PhysicalAddress instance) override;
  void invalidate_all() override;

  // A window's page directory: nothing in physical mode.
  struct BarBinding {
    bool bound = false;
    PhysicalAddress instance;
    PageDirectory directory;
    void visit(StateVisitor& v) { v(bound), v(instance.aperture), v(instance.address), v(directory); }
  };
  const BarBinding& bar1() const { return bar1_; }
  const BarBinding& bar2() const { return bar2_; }
  // What the block registers say: none is physical mode.
  void bind_window(bool second, const std::optional<PhysicalAddress>& instance);

  // The page directory that an instance block names; of its sub-context where that one is valid.
  PageDirectory directory_of(PhysicalAddress instance, std::optional<u32> subcontext = {});

  // Memory behind a run of virtual addresses.
  struct Target {
    Memory* memory = nullptr;  // null: a sparse page, which reads as zero and swallows writes
    u64 offset = 0;            // in *memory, of the byte asked for
    u64 before = 0;            // bytes before it that lie side by side
    u64 after = 0;             // the same from it on, itself included
    PhysicalAddress physical;
  };
  // No side effect but the translation kept.
  Expected<Target, AccessFault> resolve(const PageDirectory& directory, u64 va, FaultAccess access, bool privileged);
  // The same for what was translated before; nothing if no memory answers there.
  std::optional<Target> locate(PhysicalAddress physical);

  // Writes the fault into the buffer or the fault registers, interrupts, tells GSP-RM and reports. The access has
  // failed.
  void raise(const MmuFault& fault, bool replayable, const std::string& who);

  // Invalidation as the registers and MEM_OP ask for it.
  void invalidate(const std::optional<PhysicalAddress>& directory, const std::optional<VirtualRange>& range);

  // Moves on whenever an answer of resolve() may have become another one: what engines keep is stale then.
  u64 generation();

  std::string_view name() const override { return "GMMU"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  void on_event(u32 kind, u64 payload) override;

 private:
  bool read_entry(PhysicalAddress at, MutableBytes entry) override;
  Expected<Target, AccessFault> physical_target(PhysicalAddress at, u64 before, u64 after, FaultAccess access, u64 va);
  void bind(BarBinding& bar, const std::optional<PhysicalAddress>& instance);
  void invalidate_written(regs::nvidia::MmuInvalidate written);
  // Tokens of the L2's invalidations of system and peer memory, which nothing is kept of here.
  template <class R, std::size_t Which>
  R start_l2_invalidate(R stored);
  template <class R, std::size_t Which>
  R l2_invalidate_done(R stored);

  Registers registers_;
  Report& report_;
  PhysicalMemory& memory_;
  InterruptSink& interrupts_;
  const GpuClock& clock_;
  const WriteProtection* protection_;
  ResourceManagerEvents* manager_ = nullptr;
  Vectors vectors_;
  const PageTableFormat& format_;
  TranslationCache cache_;
  FaultBuffers faults_;
  BarBinding bar1_, bar2_;
  std::array<u32, 2> l2_tokens_{};
  u64 generation_ = 1, memory_epoch_ = 0;  // of what engines keep; no state
};

}  // namespace egpulab::simulator::nvidia
