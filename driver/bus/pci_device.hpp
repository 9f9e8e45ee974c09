// The PCI device as a driver sees it: all that a driver may touch, whatever carries it (simulator, trace, sysfs, VFIO,
// a USB bridge, a socket).
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/error.hpp"
#include "driver/base/types.hpp"
#include "driver/bus/clock.hpp"

namespace egpulab::bus {

// What the link and the backend can do. A request beyond it throws LimitExceeded; hardware would drop it silently.
struct Limits {
  u32 max_register_bytes = 8;  // widest single BAR access; a 64-bit access on a 4-byte link is split low then high
  bool split_64bit = true;     // false: a 64-bit access on a 4-byte link is refused
  bool unaligned_registers = false;  // single accesses need natural alignment unless set
  bool host_dma = true;              // the device can reach memory of the host
  u64 max_dma_bytes = ~u64{0};       // all live DMA buffers together
  u64 max_dma_segment = ~u64{0};     // bytes of one contiguous bus range
  u32 max_dma_segments = ~u32{0};    // of one buffer
  u32 dma_page_size = 4096;          // bytes; buffer sizes are rounded up to it
  u32 dma_address_bits = 64;         // bus addresses are below 1 << this
};

// How the device is attached; for reports and for choosing between equal ways.
struct LinkFacts {
  std::string description;            // "USB4 40 Gb/s tunnel, PCIe 3.0 x4"
  bool reads_are_round_trips = true;  // a read waits for everything written before it
  Nanoseconds read_latency{0};
  u64 bytes_per_second = 0;  // 0: unknown
};

struct BarInfo {
  u64 address = 0;  // bus address; 0 when the BAR does not exist
  u64 size = 0;     // bytes that the device decodes
  u64 mapped = 0;   // bytes reachable through this bus; may be less than size
  bool is_64bit = false;
  bool prefetchable = false;
};

enum class ResetKind : u8 { function, bus, power };
constexpr std::string_view to_string(ResetKind k) {
  return k == ResetKind::function ? "function" : k == ResetKind::bus ? "bus" : "power";
}

struct DmaSegment {
  u64 bus_address;  // as the device must use it
  u64 size;         // bytes
};

// Host memory that the device can reach. Each access is a bus event, so that every backend can see, record, refuse or
// delay it; there is no pointer to it.
class DmaBuffer {
 public:
  virtual ~DmaBuffer() = default;
  virtual u64 size() const = 0;
  virtual const std::vector<DmaSegment>& segments() const = 0;
  virtual void read(u64 offset, MutableBytes into) = 0;
  virtual void write(u64 offset, Bytes from) = 0;
  virtual void fill(u64 offset, u64 size, u8 value) = 0;

  // Of a buffer asked for as shared: the memory that another process maps, whose stores are no bus events, and the file
  // descriptor to map it by; both the buffer's own. The device finds such a store when it next looks: see
  // DmaRequest::shared. Empty and -1 otherwise, also where the backend cannot share.
  virtual MutableBytes shared_memory() { return {}; }
  virtual int shared_descriptor() const { return -1; }

  template <class T>
  T load(u64 offset) {
    T value;
    read(offset, as_writable_bytes(value));
    return value;
  }
  template <class T>
  void store(u64 offset, T value) {
    write(offset, as_bytes(value));
  }
};

struct DmaRequest {
  u64 size = 0;             // bytes
  bool contiguous = false;  // one segment
  std::string label;        // "compute ring"; for traces and errors
  // Another process is to map it (DmaBuffer::shared_memory). A backend in virtual time takes in what that process
  // stored page by page: when the device first touches the page in a bus access, or at settle() where it waits for the
  // page; until the access ends the page then stays as it is for the device. What the device stores, the process sees
  // in the order of the stores, when the access has ended. So what the device saw is a function of recorded inputs.
  bool shared = false;
};

// What the driver tells whoever records the session.
enum class Mark : u8 { phase_begin, phase_end, wait_begin, wait_end, note };

struct DeviceInfo {
  std::string uri;  // the backend and its options, as opened
  u32 ordinal = 0;  // of this device in the session
  Limits limits;
  LinkFacts link;
  // What a trace of this device needs to be read without it, by key: "amd.ip_bases" (regs/amd/ip_text.hpp). A backend
  // fills in what it knows; a driver adds what it finds out by PciDevice::describe.
  std::map<std::string, std::string> facts;
};

// Told of what the device does to host memory, by a backend that can see it, in the order of the bus.
class DmaObserver {
 public:
  virtual ~DmaObserver() = default;
  virtual void device_wrote(u64 bus_address, Bytes content) = 0;
  // Of shared memory: what another process had stored there, when the device came to find it.
  virtual void device_read(u64 bus_address, Bytes content) = 0;
};

// Rules: writes are posted, in order; a read or flush() pushes them. Offsets are bytes from
// the BAR's start. Single accesses are little-endian words; blocks are memory and may be split by the backend.
// Errors: LimitExceeded for what the link cannot do, LinkLost when the backend itself knows that the device is gone.
class PciDevice {
 public:
  virtual ~PciDevice() = default;

  virtual const DeviceInfo& info() const = 0;
  virtual Clock& clock() = 0;

  virtual u32 config_read(u16 offset, u8 bytes) = 0;  // 1, 2 or 4 bytes, naturally aligned
  virtual void config_write(u16 offset, u8 bytes, u32 value) = 0;

  virtual BarInfo bar(u8 index) = 0;
  virtual void resize_bar(u8 index, u64 size) = 0;  // through the resizable BAR capability
  virtual u32 read32(u8 bar, u64 offset) = 0;
  virtual void write32(u8 bar, u64 offset, u32 value) = 0;
  virtual u64 read64(u8 bar, u64 offset) = 0;
  virtual void write64(u8 bar, u64 offset, u64 value) = 0;
  virtual void read_block(u8 bar, u64 offset, MutableBytes into) = 0;
  virtual void write_block(u8 bar, u64 offset, Bytes from) = 0;
  virtual void flush() = 0;

  virtual std::unique_ptr<DmaBuffer> allocate_dma(const DmaRequest& request) = 0;

  virtual void reset(ResetKind kind) = 0;

  // Message-signalled interrupts: enables up to `vectors`, returns how many the device has now.
  virtual u32 enable_interrupts(u32 vectors) = 0;
  // The vector that fired, or nothing when `limit` passed.
  virtual std::optional<u32> wait_interrupt(Nanoseconds limit) = 0;

  // Recorded in traces; nothing else happens.
  virtual void mark(Mark, std::string_view /*text*/) {}
  // Declares that a clock or sensor drives these bytes: replay does not compare them.
  virtual void mark_volatile(u8 /*bar*/, u64 /*offset*/, u32 /*bytes*/) {}
  // A fact about the device that the driver found out; see DeviceInfo::facts.
  virtual void describe(std::string_view /*key*/, std::string_view /*value*/) {}

  // Sends the device's own accesses to host memory to `observer` (null: to nobody any more), which outlives its
  // registration. Returns false where the backend cannot see them.
  virtual bool observe_dma(DmaObserver* /*observer*/) { return false; }

  // Whether another process has stored into shared memory where the device waits for it: settle() lets it go on.
  virtual bool shared_store_awaited() { return false; }
};

}  // namespace egpulab::bus
