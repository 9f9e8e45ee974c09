// The two memory hubs: GC (graphics, compute, SDMA) and MM (firmware processors, IH). Apertures, translation caches,
// address spaces, invalidation and faults; both have the same registers under other names, and the generations have
// them in other places, with a few fields moved.
#pragma once

#include <optional>
#include <string>

#include "driver/amd/registers.hpp"

namespace egpulab::driver::amd {

// Device memory as the hubs address it ("MC" addresses).
struct FrameBuffer {
  u64 base = 0;  // MC address of the first byte of VRAM
  u64 size = 0;  // bytes
  u64 mc(u64 vram_offset) const { return base + vram_offset; }
};

struct HubSettings {
  FrameBuffer frame_buffer;
  u64 default_page = 0;  // VRAM offset: where accesses outside all apertures go
  u64 fault_page = 0;    // VRAM offset: what faulting accesses read and write
};

// One translation fault as the hub latched it: the first since the last clear.
struct HubFault {
  std::string_view hub;  // "GC" or "MM"
  u64 address = 0;       // virtual, of the page
  u32 vmid = 0;
  u32 client = 0;
  std::string client_name;
  bool write = false;
  bool atomic = false;
  bool more = false;          // others followed
  u32 walker_error = 0;       // 0 none, 1 range, 2 PDE0, 3 PDE1, 4 PDE2, 5 translate further, 6 NACK, 7 dummy page
  u32 permission_faults = 0;  // bit 0 valid, 1 read, 2 write, 3 execute
  bool mapping_error = false;
  u32 status = 0;  // the register, raw
};
// "GC hub: write of page 0x1000 in VMID 1 by TCP: page not mapped (...)".
std::string to_string(const HubFault& fault);

// One hub of one generation as functions on the card's registers.
struct HubOperations {
  void (*initialise)(Registers&, const HubSettings&);
  void (*enable_context)(Registers&, u32 vmid, u64 root);
  void (*disable_context)(Registers&, u32 vmid);
  void (*invalidate)(Registers&, u32 vmid);
  std::optional<HubFault> (*read_fault)(Registers&);
  void (*clear_fault)(Registers&);
};

// What both hubs offer to the rest of the driver.
class MemoryHub {
 public:
  enum class Which { gc, mm };

  MemoryHub(Registers& registers, Which which);

  // Reads where the card's firmware has placed device memory. MM hub only: GC's copy follows after autoload.
  FrameBuffer read_frame_buffer(u64 vram_size);
  // Programs apertures and caches, disables the identity aperture, opens every invalidation engine to all addresses.
  void initialise(const HubSettings& settings);
  // Gives VMID `vmid` the 4-level tables at VRAM offset `root`, for 48-bit addresses from 0.
  void enable_context(u32 vmid, u64 root);
  void disable_context(u32 vmid);
  // Forgets all translations of the VMID. The caller has flushed the HDP.
  void invalidate(u32 vmid);
  // The latched fault, if there is one. One read when there is none.
  std::optional<HubFault> read_fault();
  void clear_fault();

 private:
  Registers& registers_;
  const HubOperations& operations_;
};

}  // namespace egpulab::driver::amd
