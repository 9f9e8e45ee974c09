// Memory of a device's true size that costs only what is touched, with dirty pages, watched pages, snapshots and hash.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "driver/base/types.hpp"
#include "simulator/core/state.hpp"

namespace egpulab::simulator {

// Told after a page that it watches may have changed.
class PageWatcher {
 public:
  virtual ~PageWatcher() = default;
  virtual void page_written(u64 page_address) = 0;
};

// Told of each noted write to the pages that it keeps a journal of, one call a page, in order.
class WriteJournal {
 public:
  virtual ~WriteJournal() = default;
  virtual void wrote(u64 address, u64 bytes) = 0;
};

// A flat range reserved from the host's address space. Pages never written read as zero. Every writer calls
// note_write(), before or after it stores through data(): read()/write()/store() do so by themselves.
class Memory {
 public:
  static constexpr u64 page_size = 4096;

  // A page-granular copy of the content at one instant; restoring to the last taken or restored one costs only the
  // pages written since.
  class Snapshot;

  Memory(std::string name, u64 size);
  ~Memory();
  Memory(const Memory&) = delete;
  Memory& operator=(const Memory&) = delete;

  const std::string& name() const { return name_; }
  u64 size() const { return size_; }
  std::byte* data() { return data_; }

  bool contains(u64 address, u64 bytes) const { return address <= size_ && bytes <= size_ - address; }
  // The caller has checked the range.
  void read(u64 address, MutableBytes into) const;
  void write(u64 address, Bytes from);
  void fill(u64 address, u64 bytes, u8 value);
  // Zeroes whole pages and gives them back to the host; both page-aligned.
  void discard(u64 address, u64 bytes);
  template <class T>
  T load(u64 address) const {
    T v;
    std::memcpy(&v, data_ + address, sizeof(T));
    return v;
  }
  template <class T>
  void store(u64 address, T value) {
    std::memcpy(data_ + address, &value, sizeof(T));
    note_write(address, sizeof(T));
  }
  void note_write(u64 address, u64 bytes) {
    const u64 first = address / page_size, last = (address + bytes - 1) / page_size;
    for (u64 page = first; page <= last; ++page)
      if (flags_[page] != settled) note_page(page, address, bytes);
  }

  // `watcher` hears of writes to the page that holds `address` until unwatch(). Several watchers may share a page.
  void watch(u64 address, PageWatcher& watcher);
  void unwatch(u64 address, PageWatcher& watcher);
  // Tells all watchers of all pages: for memory that another process may have changed.
  void rescan();
  // The first bytes of the pages that somebody watches; some of them several times.
  std::vector<u64> watched_pages() const;
  // Whole pages; a memory has one journal. Null: no longer.
  void journal(u64 address, u64 bytes, WriteJournal* journal);

  // Moves on whenever pages must be noted anew (a snapshot was taken or restored): cached Mappings made for writing
  // are stale then.
  u64 epoch() const { return epoch_; }

  std::shared_ptr<const Snapshot> take_snapshot();
  void restore(const std::shared_ptr<const Snapshot>& snapshot);  // watches stay and are not told
  void clear();  // all zero, as after power loss; watches stay and are not told

  // Over (address, content) of the non-zero pages, in order; independent of which zero pages were touched.
  u64 hash() const;
  u64 touched_bytes() const;
  // For saving to a file: addresses of the non-zero pages in ascending order.
  std::vector<u64> nonzero_pages() const;

 private:
  // Per page: written ever, written since the last snapshot, watched, in the journal. `settled` is the state in which a
  // further write need not be noted.
  static constexpr u8 touched = 1, dirty = 2, watched = 4, journaled = 8, settled = touched | dirty;
  void note_page(u64 page, u64 address, u64 bytes);
  void set_touched(u64 page);
  void notify(u64 page);
  void put_page(u64 page, const std::byte* content);  // null: zero
  std::vector<u32> sorted_nonzero() const;

  std::string name_;
  u64 size_;
  std::byte* data_ = nullptr;
  u8* flags_ = nullptr;  // one byte a page, reserved like the memory itself
  struct Watch {
    u64 page;
    PageWatcher* watcher;
  };
  WriteJournal* journal_ = nullptr;
  std::vector<Watch> watches_;  // a null watcher is one that left while its page was being announced
  u32 notifying_ = 0;
  std::vector<u32> touched_pages_, dirty_pages_;
  std::shared_ptr<const Snapshot> base_;
  u64 epoch_ = 1;
};

}  // namespace egpulab::simulator
