// The CPU's windows into GPU memory: BAR1, BAR2 (PCI BAR3), and PRAMIN inside BAR0.
// Facts: open-gpu-doc manuals dev_bus, dev_ram; open-gpu-kernel-modules dev_bus.h, dev_vm.h (MIT).
#pragma once

#include "driver/regs/nvidia/virtual_function.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/report.hpp"
#include "simulator/nvidia/interfaces.hpp"
#include "simulator/nvidia/mmu/mmu.hpp"
#include "simulator/nvidia/registers.hpp"

namespace egpulab::simulator::nvidia {

enum class Window : u8 { bar1, bar2 };

class Windows final : public Block, public Bar0Range {
 public:
  // `protection` may be null. The BAR1 and BAR2 blocks act on the MMU, whose MmuControl binds them too.
  Windows(Timeline& timeline, Registers registers, Report& report, PhysicalMemory& memory, Mmu& mmu,
          const WriteProtection* protection);

  // Accesses through a BAR, `offset` from its start. What leads nowhere reads as all-ones and is reported.
  u32 read32(Window window, u64 offset);
  u64 read64(Window window, u64 offset);
  void write32(Window window, u64 offset, u32 value);
  void write64(Window window, u64 offset, u64 value);
  void read(Window window, u64 offset, MutableBytes into);
  void write(Window window, u64 offset, Bytes from);
  // The 4 KiB page behind an offset, for whom the fabric routes here (peers, and the card itself).
  PhysicalMemory::Page page(Window window, u64 offset, bool write);

  // PRAMIN: 1 MiB at 0x700000, where NV_PBUS_BAR0_WINDOW points it.
  u32 read32(u32 offset) override;
  void write32(u32 offset, u32 value) override;
  Bar0Claim claim() { return {0x700000, 0x800000, this, "NV_PRAMIN"}; }

  std::string_view name() const override { return "BAR_WINDOWS"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

 private:
  struct Place {
    Memory* memory = nullptr;
    u64 offset = 0, bytes = 0;  // in *memory; bytes that lie side by side from there on
    bool zero = false;          // a sparse page
  };
  Place place(Window window, u64 offset, u64 bytes, bool write);
  Place physical(PhysicalAddress at, u64 bytes, bool write, std::string_view window);
  Place pramin(u32 offset, bool write);
  template <class T>
  T load_from(Window window, u64 offset);
  template <class T>
  void store_to(Window window, u64 offset, T value);
  // True: the first byte is; else `bytes` ends before those that are.
  bool guarded(PhysicalAddress at, u64& bytes) const;
  void bind(bool second, regs::nvidia::BlockMode mode, regs::nvidia::BlockTarget target, u64 page);
  template <class R, bool Second>
  void block_written(R written);
  template <class Low, class High, bool Second>
  void low_address_written(Low written);

  Registers registers_;
  Report& report_;
  PhysicalMemory& memory_;
  Mmu& mmu_;
  const WriteProtection* protection_;
};

}  // namespace egpulab::simulator::nvidia
