// A memory hub (GC hub, MMHUB): the apertures, page tables and translation caches between engines and memory.
// Facts: driver/regs/amd/{gcvm,mmhub,pte}.hpp; Linux drivers/gpu/drm/amd/amdgpu/{gfxhub_v3_0,mmhub_v3_0,gmc_v11_0}.c.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/page_walk.hpp"
#include "simulator/amd/translation_cache.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/endpoint.hpp"
#include "simulator/core/memory.hpp"
#include "simulator/core/report.hpp"
#include "simulator/isa/address_space.hpp"

namespace egpulab::simulator::amd {

class VmSpace;

// Who asks: UTCL2 client ids of the GC hub, as fault registers give them (gfxhub_v3_0.c); the MMHUB has its own.
enum class HubClient : u16 {
  vmc = 0,  // MMHUB: everybody that the model does not tell apart
  cpf = 4,
  cpc = 5,
  cpg = 6,
  rlc = 7,
  tcp = 8,
  sqc_inst = 9,
  sqc_data = 10,
  sdma0 = 13,
  sdma1 = 14,
};
std::string_view to_string(HubClient client);

// How addresses are taken apart outside page tables: what the hub's registers say.
struct Apertures {
  u64 fb_first = 0, fb_end = 0;          // MC addresses that are VRAM
  u64 fb_offset = 0;                     // VRAM's first byte as page tables count it
  u64 agp_first = 0, agp_end = 0;        // MC addresses that are host memory ...
  u64 agp_target = 0;                    // ... from this bus address on
  u64 system_first = 0, system_end = 0;  // the system aperture: not translated for VMID 0
  u64 default_page = 0;                  // where VMID 0 ends up that hits nothing in the system aperture
};

class MemoryHub : public Block, public McMemory, private TableReader {
 public:
  static constexpr u32 vmids = 16;

  // Memory behind a run of virtual addresses.
  struct Target {
    Memory* memory = nullptr;
    u64 offset = 0;       // in *memory, of the byte asked for
    u64 before = 0;       // bytes before it that lie side by side in *memory
    u64 after = 0;        // the same from it on, itself included
    bool system = false;  // what the address was translated to: a bus address, else VRAM as page tables count it
    u64 physical = 0;
  };

  std::string_view name() const override { return name_; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

  // Where an access goes; no side effect but the translation kept in the cache.
  Expected<Target, isa::MemoryFault> resolve(u8 vmid, u64 va, isa::Access access);
  // The same for an address that was translated before; nothing if no memory answers there.
  std::optional<Target> locate(bool system, u64 physical);
  // Latches the fault registers, sends the interrupt if the context enables it, and reports. The access has failed.
  void raise_fault(u8 vmid, HubClient client, const isa::MemoryFault& fault);

  // Invalidation as the INVALIDATE_ENG registers ask for it.
  void invalidate(u16 vmid_mask, bool only_4k_pages = false);

  // McMemory: VMID 0.
  bool read(u64 mc_address, MutableBytes into) override;
  bool write(u64 mc_address, Bytes from) override;

  // Engines call this at the start of each event: what they mapped is stale if memories or the IOMMU moved on.
  void refresh();

 protected:
  MemoryHub(std::string name, Timeline& timeline, Report& report, Memory& vram, HostPort& host,
            InterruptSink& interrupts);

  Report& report() const { return report_; }
  // An aperture is no page of the tables: what engines mapped through it is stale at once.
  void apertures_changed() { forget_mappings(1); }

  // What PROTECTION_FAULT_STATUS and _ADDR are to show.
  struct FaultRecord {
    u32 walker_error = 0, permission_faults = 0;
    bool mapping_error = false, write = false, atomic = false;
    u32 client = 0, vmid = 0;
    u64 page = 0;
  };
  virtual Apertures apertures() const = 0;
  virtual PageTable page_table(u8 vmid) const = 0;
  virtual void latch_fault(const FaultRecord& record) = 0;
  // Whether the context's registers ask for an interrupt for such a fault.
  virtual bool interrupt_wanted(u8 vmid, WalkError cause, const isa::MemoryFault& fault) const = 0;
  virtual InterruptEntry interrupt_source() const = 0;

 private:
  friend class VmSpace;
  void attach(VmSpace& space);
  void detach(VmSpace& space);

  bool read_entry(bool system, u64 address, u64& entry) override;
  Expected<Target, isa::MemoryFault> direct(u64 physical, bool system, const PageFrame* frame, u64 va,
                                            isa::Access access);
  void forget_mappings(u16 vmid_mask);

  std::string name_;
  Report& report_;
  Memory& vram_;
  HostPort& host_;
  InterruptSink& interrupts_;
  TranslationCache cache_;
  std::vector<VmSpace*> spaces_;
  // Epochs that the spaces' mappings were made in; caches, no state.
  u64 vram_epoch_ = 0, dma_epoch_ = 0;
  std::vector<std::pair<Memory*, u64>> host_epochs_;
};

}  // namespace egpulab::simulator::amd
