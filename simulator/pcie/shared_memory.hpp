// Host memory that another process has mapped too: taken in where the device looks, given out when an access ends.
#pragma once

#include <map>
#include <memory>
#include <vector>

#include "driver/bus/pci_device.hpp"
#include "simulator/core/memory.hpp"

namespace egpulab::simulator::pcie {

// An anonymous file of the host, as large as it will ever be, so that the other side cannot cut it short under us.
class SharedFile {
 public:
  explicit SharedFile(u64 bytes);  // throws std::system_error
  ~SharedFile();
  SharedFile(const SharedFile&) = delete;
  SharedFile& operator=(const SharedFile&) = delete;
  MutableBytes bytes() const { return {at_, size_}; }
  int descriptor() const { return descriptor_; }

 private:
  u64 size_;
  int descriptor_ = -1;
  std::byte* at_ = nullptr;
};

// The other process's stores come at any moment of the host's time; simulated state must not depend on it. So the
// device keeps working on its own memory, and each page has a third copy that says what both sides last agreed on. When
// the device first touches a page in a bus access, what the file has beyond that copy is stored into the device's
// memory (and shown to the recorder); the page then stays as it is until the access ends. What the device stored
// meanwhile goes into the file in the order of its stores, so that whoever sees a fence sees the data before it.
class SharedMemory final : private WriteJournal {
 public:
  // `base`: the bus address of the memory's first byte.
  SharedMemory(Memory& memory, u64 base) : memory_(memory), base_(base) {}

  // Ranges of the memory, in the order in which `file` holds them; whole pages. The file outlives remove().
  struct Range {
    u64 offset, bytes;
  };
  void add(u64 handle, const std::vector<Range>& ranges, MutableBytes file);
  void remove(u64 handle);
  bool any() const { return !regions_.empty(); }
  bool holds(u64 offset) const { return any() && file_page(offset) != nullptr; }
  // Whether a range stands for the buffer still; for restored snapshots.
  template <class Lives>
  void remove_unless(Lives&& lives) {
    std::vector<u64> gone;
    for (const auto& [offset, region] : regions_)
      if (!lives(region.handle)) gone.push_back(region.handle);
    for (const u64 handle : gone) remove(handle);
  }

  // The device is about to touch the range: takes in what the file has new. `observer` may be null.
  void look(u64 offset, u64 bytes, bus::DmaObserver* observer);
  // The same for pages that something in the machine waits on.
  void look_where_awaited(bus::DmaObserver* observer);
  // Whether that would find anything.
  bool awaited() const;
  void end_access();
  // Moves on when pages must be looked at anew.
  u64 epoch() const { return access_; }

 private:
  struct Region {
    u64 handle, bytes;
    std::byte* file;
  };
  struct Page {
    std::unique_ptr<std::byte[]> agreed;  // null: zeros
    u64 looked_in = 0;                    // number of the access
  };
  // The file's page that holds the byte of the memory; null: not shared.
  std::byte* file_page(u64 offset) const;
  Page& agreed(u64 offset);
  void look_at_page(u64 offset, std::byte* file, bus::DmaObserver* observer);
  void give(u64 offset, u64 bytes);
  void wrote(u64 offset, u64 bytes) override;

  Memory& memory_;
  u64 base_;
  std::map<u64, Region> regions_;  // by offset in the memory
  std::map<u64, Page> pages_;      // by offset, of those that either side has used
  std::vector<Range> journal_;     // what was stored in this access, in order
  u64 access_ = 1;
  bool looked_ = false;
};

}  // namespace egpulab::simulator::pcie
