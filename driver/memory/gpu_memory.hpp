// Memory that the GPU reaches by virtual address: where it lies, how the CPU reaches it, and its lifetime.
#pragma once

#include <memory>

#include "driver/bus/pci_device.hpp"
#include "driver/memory/address_space.hpp"

namespace egpulab::memory {

enum class Placement : u8 {
  device,   // VRAM, anywhere; the CPU may not reach it
  visible,  // VRAM that the BAR shows: CPU writes are posted, CPU reads are slow
  host,     // host memory, coherent; needs a link over which the device can DMA
  shared,   // small structures that both sides poll: host memory where there is any, else visible VRAM
};
std::string_view to_string(Placement placement);

struct MemoryRequest {
  u64 size = 0;  // bytes; rounded up to 4 KiB
  Placement placement = Placement::device;
  bool executable = false;
  bool cached = true;       // by the GPU, VRAM only: host memory is never cached
  bool contiguous = false;  // one piece of VRAM
  u64 alignment = 0;        // of the virtual address, where it must be more than what its size suggests
  std::string label;        // for errors and fault reports
};

class GpuMemory;

// An allocation. Its address is valid for the GPU after the address space's next synchronise().
class Allocation {
 public:
  ~Allocation();
  Allocation(const Allocation&) = delete;
  Allocation& operator=(const Allocation&) = delete;

  u64 va() const { return va_; }
  u64 size() const { return size_; }  // bytes, as mapped
  const std::string& label() const { return label_; }
  bool is_host() const { return dma_ != nullptr; }
  // Whether read() and write() work: host memory, or VRAM within the BAR.
  bool cpu_access() const { return is_host() || contiguous_visible_; }

  // Offset in device memory of one in the allocation. Throws LimitExceeded for host memory and where the pieces do not
  // lie together.
  u64 vram_offset(u64 offset, u64 bytes) const;
  // Throw LimitExceeded outside the allocation or without CPU access.
  void write(u64 offset, Bytes from);
  void read(u64 offset, MutableBytes into);
  template <class T>
  void store(u64 offset, const T& value) {
    write(offset, as_bytes(value));
  }
  template <class T>
  T load(u64 offset) {
    T value;
    read(offset, as_writable_bytes(value));
    return value;
  }

 private:
  friend class GpuMemory;
  Allocation(GpuMemory& owner, const MemoryRequest& request);
  void check(u64 offset, u64 bytes) const;

  GpuMemory& owner_;
  std::string label_;
  u64 size_ = 0;
  u64 va_ = 0;
  bool contiguous_visible_ = false;
  std::vector<Extent> extents_;
  std::unique_ptr<bus::DmaBuffer> dma_;
};

class GpuMemory {
 public:
  GpuMemory(bus::PciDevice& device, DeviceMemory& vram, VramAllocator& allocator, AddressSpace& space)
      : device_(device), vram_(vram), allocator_(allocator), space_(space) {}

  // Throws LimitExceeded naming the label: no room, or host memory over a link without DMA.
  std::unique_ptr<Allocation> allocate(const MemoryRequest& request);
  bool host_dma() const { return device_.info().limits.host_dma; }
  AddressSpace& space() { return space_; }
  const VramAllocator& vram_allocator() const { return allocator_; }

 private:
  friend class Allocation;
  bus::PciDevice& device_;
  DeviceMemory& vram_;
  VramAllocator& allocator_;
  AddressSpace& space_;
};

}  // namespace egpulab::memory
