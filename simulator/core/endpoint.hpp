// What sits behind a PCIe function's config space, and what it may do upstream.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/coverage.hpp"
#include "simulator/core/memory.hpp"
#include "simulator/core/register_file.hpp"

namespace egpulab::simulator {

// The endpoint's way to host memory and the interrupt controller. Bus addresses pass the IOMMU; what it refuses is
// reported there, and the endpoint sees a failed transaction (reads are all-ones).
class HostPort {
 public:
  virtual ~HostPort() = default;
  virtual bool dma_read(u64 bus_address, MutableBytes into) = 0;
  virtual bool dma_write(u64 bus_address, Bytes from) = 0;

  // Direct access to one host page, for engines that keep translations.
  struct Page {
    Memory* memory = nullptr;  // null: refused
    u64 offset = 0;            // of the page's first byte in *memory
  };
  virtual Page dma_page(u64 bus_address, bool write) = 0;
  // Moves on when a dma_page() answer may have changed (buffers freed, IOMMU changed, bus mastering switched).
  virtual u64 dma_epoch() const = 0;

  // Sends a message-signalled interrupt if the function has it enabled and unmasked.
  virtual void interrupt(u32 vector) = 0;
};

// A function's insides: BARs, resets, state. BAR accesses arrive after the link cost was paid and after range checks.
class Endpoint {
 public:
  virtual ~Endpoint() = default;

  virtual u32 read32(u8 bar, u64 offset) = 0;
  virtual void write32(u8 bar, u64 offset, u32 value) = 0;
  virtual u64 read64(u8 bar, u64 offset) { return join64(read32(bar, offset), read32(bar, offset + 4)); }
  virtual void write64(u8 bar, u64 offset, u64 value) {
    write32(bar, offset, low32(value));
    write32(bar, offset + 4, high32(value));
  }
  virtual void read_block(u8 bar, u64 offset, MutableBytes into) = 0;
  virtual void write_block(u8 bar, u64 offset, Bytes from) = 0;
  // The memory behind a page of a BAR, for requests of devices (the card itself included) that keep translations; none
  // where a BAR is not plain memory.
  virtual HostPort::Page bar_page(u8 /*bar*/, u64 /*offset*/, bool /*write*/) { return {}; }

  // Before a power reset its memories have been cleared.
  virtual void reset(Reset kind) = 0;
  virtual void visit(StateVisitor& visit) = 0;  // blocks and registers, not the memories
  // VRAM and other large memories, always the same ones in the same order: they are saved and hashed by page.
  virtual std::vector<Memory*> memories() = 0;
  // What a trace of this device needs to be read without it; see bus::DeviceInfo::facts.
  virtual std::map<std::string, std::string> facts() const { return {}; }
  virtual std::vector<const RegisterFile*> register_files() const { return {}; }
  // Everything that the vendor defines for this device, in a fixed order: kind, block, place or number.
  virtual std::vector<CoverageRow> coverage() const { return {}; }
};

}  // namespace egpulab::simulator
