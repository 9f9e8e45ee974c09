// The narrow views that NVIDIA blocks have of each other; a block's constructor takes only those it needs.
#pragma once

#include <string>
#include <string_view>

#include "driver/base/types.hpp"
#include "simulator/core/memory.hpp"

namespace egpulab::simulator::nvidia {

// Where a physical address leads; numbers as in page-table entries and instance blocks (open-gpu-doc dev_ram, dev_mmu).
enum class Aperture : u8 { video = 0, peer = 1, system_coherent = 2, system_noncoherent = 3 };
constexpr bool is_system(Aperture a) { return a >= Aperture::system_coherent; }

struct PhysicalAddress {
  Aperture aperture{};
  u64 address = 0;  // bytes in VRAM, or a bus address
  friend bool operator==(const PhysicalAddress&, const PhysicalAddress&) = default;
};

// VRAM and host memory as the chip's units reach them physically. Bus addresses inside the card's own BAR1 lead back
// into it. False: the access went nowhere (outside VRAM, IOMMU refusal); reads then give all-ones.
class PhysicalMemory {
 public:
  virtual ~PhysicalMemory() = default;
  virtual bool read(PhysicalAddress from, MutableBytes into) = 0;
  virtual bool write(PhysicalAddress to, Bytes from) = 0;
  // The 4 KiB page around `at` for engines that keep translations; null memory where refused. Good until epoch() moves.
  struct Page {
    Memory* memory = nullptr;
    u64 offset = 0;  // of the page's first byte in *memory
  };
  virtual Page page(PhysicalAddress at, bool write) = 0;
  virtual u64 epoch() const = 0;
};

// Raises a vector of the CPU interrupt tree (NV_CTRL_CPU_INTR, dev_ctrl); a message goes out if software enabled it.
class InterruptSink {
 public:
  virtual ~InterruptSink() = default;
  virtual void raise(u32 vector) = 0;
};

// A virtual-address fault, as the MMU's fault buffer and GSP-RM's MMU_FAULT_QUEUED describe it (dev_fault, dev_mmu).
struct MmuFault {
  PhysicalAddress instance;  // instance block of the channel
  u64 address = 0;           // virtual
  u8 type = 0;               // NV_PFAULT_FAULT_TYPE_*
  u8 access = 0;             // NV_PFAULT_ACCESS_TYPE_*
  u16 client = 0;            // NV_PFAULT_CLIENT_*
  u16 engine = 0;            // NV_PFAULT_MMU_ENG_ID_*
  bool gpc = false;          // the client is a GPC client
};

// A warp that made an error: what its SM's registers hold then (NV_PGRAPH_PRI_GPC_TPC_SM_HWW_*).
struct WarpException {
  u32 runlist = 0, channel = 0;
  u32 sm = 0;          // in the order that GSP-RM numbers them: round the GPCs, TPC by TPC
  u32 warp_esr = 0;    // HWW_WARP_ESR; the low 16 bits say which error
  u32 global_esr = 0;  // HWW_GLOBAL_ESR
  u64 pc = 0;
  u64 address = 0;  // that was accessed, where the error is about one
};

// GSP-RM as the hardware that it manages reports to it.
class ResourceManagerEvents {
 public:
  virtual ~ResourceManagerEvents() = default;
  virtual void mmu_fault(const MmuFault& fault) = 0;
  // A channel died: ROBUST_CHANNEL_* code (open-gpu-kernel-modules nverror.h) and one sentence.
  virtual void channel_error(u32 runlist, u32 channel, u32 error, const std::string& what) = 0;
  // A channel died of a warp's error.
  virtual void warp_exception(const WarpException&) {}
  // Software methods and non-stall interrupts need no RM; other engine events come by name.
  virtual void engine_event(std::string_view engine, u32 code, const std::string& what) = 0;
};

// PTIMER: the nanoseconds that semaphores and fault records are stamped with.
class GpuClock {
 public:
  virtual ~GpuClock() = default;
  virtual u64 nanoseconds() const = 0;
};

// A block that answers a range of BAR0 by itself: windows into memory and RAMs, too many words to declare each.
class Bar0Range {
 public:
  virtual ~Bar0Range() = default;
  // `offset` counts from the start of BAR0, a multiple of 4.
  virtual u32 read32(u32 offset) = 0;
  virtual void write32(u32 offset, u32 value) = 0;
};
struct Bar0Claim {
  u32 begin = 0, end = 0;
  Bar0Range* range = nullptr;
  std::string_view name;  // for reports and coverage: "NV_PRAMIN"
};

// The host (PFIFO) as GSP-RM drives it: runlists and channel RAM. Instance blocks, RAMFC and runlists are in memory, as
// open-gpu-doc's dev_ram and dev_runlist lay them out; RM writes them, the host reads them.
class HostControl {
 public:
  virtual ~HostControl() = default;
  virtual void submit_runlist(u32 runlist, PhysicalAddress base, u32 entries) = 0;
  virtual void enable_channel(u32 runlist, u32 channel, bool enable) = 0;
  // Takes the channel off the engine; its RAMFC is written back.
  virtual void preempt(u32 runlist, u32 channel) = 0;
  // Forgets a channel: its doorbells go nowhere from now on.
  virtual void release_channel(u32 runlist, u32 channel) = 0;
};

// The MMU as GSP-RM and the boot chain drive it.
class MmuControl {
 public:
  virtual ~MmuControl() = default;
  // Page directories of BAR1 and BAR2; none: the window is physical VRAM, or closed for BAR2.
  virtual void bind_bar1(PhysicalAddress instance) = 0;
  virtual void bind_bar2(PhysicalAddress instance) = 0;
  virtual void invalidate_all() = 0;
};

// Write-protected regions of VRAM (NV_PFB_PRI_MMU_WPR1/2), set by FWSEC-FRTS and the boot chain. Bytes; empty: down.
struct Region {
  u64 begin = 0, end = 0;
  bool empty() const { return end <= begin; }
};
class WriteProtection {
 public:
  virtual ~WriteProtection() = default;
  virtual Region wpr2() const = 0;
  virtual void set_wpr2(Region region) = 0;
};

// What the boot chain (booter on SEC2, FMC through FSP) hands to GSP-RM when it starts the GSP's RISC-V core.
struct GspBoot {
  PhysicalAddress wpr_meta;  // GspFwWprMeta
  PhysicalAddress libos_arguments;
};
// The GSP's firmware as the boot chain and the GSP's Falcon registers see it.
class GspFirmware {
 public:
  virtual ~GspFirmware() = default;
  // The chain has verified and placed it; it runs from now on.
  virtual void start(const GspBoot& boot) = 0;
  virtual void stop() = 0;
  virtual bool running() const = 0;
  // NV_PGSP_QUEUE_HEAD(queue) was written.
  virtual void doorbell(u32 queue) = 0;
};

// The GSP's Falcon front as its firmware uses it.
class GspLines {
 public:
  virtual ~GspLines() = default;
  virtual void set_mailbox(u32 index, u32 value) = 0;
  virtual u32 mailbox(u32 index) const = 0;
  // A message for the CPU: FALCON_IRQSTAT.SWGEN0, and its interrupt vector.
  virtual void raise_swgen0() = 0;
  virtual void set_active(bool active) = 0;  // RISC-V CPUCTL.ACTIVE_STAT
};

// Who resets the whole chip while it runs.
class ChipReset {
 public:
  virtual ~ChipReset() = default;
  virtual void reset_chip() = 0;
};

}  // namespace egpulab::simulator::nvidia
