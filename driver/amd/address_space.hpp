// What a VMID's address space needs of this hardware, and the shared names of memory behind it.
#pragma once

#include "driver/amd/hdp.hpp"
#include "driver/amd/memory_hub.hpp"
#include "driver/memory/gpu_memory.hpp"

namespace egpulab::driver::amd {

using memory::AddressSpace;
using memory::Allocation;
using memory::GpuMemory;
using memory::MemoryRequest;
using memory::Placement;

// Tables are in VRAM behind the HDP's write cache; the GC hub keeps translations by VMID.
class GcTranslations final : public memory::Translations {
 public:
  GcTranslations(Hdp& hdp, MemoryHub& hub, u32 vmid) : hdp_(hdp), hub_(hub), vmid_(vmid) {}
  void invalidate() override {
    hdp_.flush();
    hub_.invalidate(vmid_);
  }

 private:
  Hdp& hdp_;
  MemoryHub& hub_;
  u32 vmid_;
};

}  // namespace egpulab::driver::amd
