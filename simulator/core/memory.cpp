// Sparse memory on an address-space reservation: the host's own page tables keep untouched pages free.
#include "simulator/core/memory.hpp"

#include <fmt/format.h>
#include <sys/mman.h>
#include <xxhash.h>

#include <algorithm>
#include <cerrno>
#include <new>
#include <stdexcept>
#include <system_error>

#include "simulator/core/memory_snapshot.hpp"

namespace egpulab::simulator {

namespace {

std::byte* reserve(const std::string& name, u64 bytes) {
  void* at = mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (at == MAP_FAILED)
    throw std::system_error(errno, std::generic_category(), fmt::format("memory {}: reserving {} bytes", name, bytes));
#ifdef MADV_NOHUGEPAGE
  // A driver touches single pages all over VRAM; with huge pages each would cost 2 MiB of the host.
  madvise(at, bytes, MADV_NOHUGEPAGE);
#endif
  return static_cast<std::byte*>(at);
}

void give_back(std::byte* at, u64 bytes) {
  // Linux's promise for private anonymous memory: the next read gives zeros.
  if (madvise(at, bytes, MADV_DONTNEED) != 0) std::memset(at, 0, bytes);
}

bool is_zero(const std::byte* page) {
  for (u64 offset = 0; offset < Memory::page_size; offset += 64) {
    u64 words[8];
    std::memcpy(words, page + offset, sizeof words);
    if ((words[0] | words[1] | words[2] | words[3] | words[4] | words[5] | words[6] | words[7]) != 0) return false;
  }
  return true;
}

}  // namespace

Memory::Memory(std::string name, u64 size) : name_(std::move(name)), size_(size) {
  if (size == 0 || size % page_size != 0 || size / page_size > ~u32{0})
    throw std::logic_error(fmt::format("memory {}: size {:#x} is not a whole number of pages", name_, size));
  data_ = reserve(name_, size_);
  try {
    flags_ = reinterpret_cast<u8*>(reserve(name_, size_ / page_size));
  } catch (...) {
    munmap(data_, size_);
    throw;
  }
}

Memory::~Memory() {
  munmap(data_, size_);
  munmap(flags_, size_ / page_size);
}

void Memory::read(u64 address, MutableBytes into) const { std::memcpy(into.data(), data_ + address, into.size()); }

void Memory::write(u64 address, Bytes from) {
  if (from.empty()) return;
  std::memcpy(data_ + address, from.data(), from.size());
  note_write(address, from.size());
}

void Memory::fill(u64 address, u64 bytes, u8 value) {
  while (bytes > 0) {
    const u64 page = address / page_size;
    const u64 step = std::min(bytes, (page + 1) * page_size - address);
    // Zero over a page that was never written changes nothing and must not cost the page.
    if (value != 0 || (flags_[page] & touched) != 0) {
      std::memset(data_ + address, value, step);
      note_write(address, step);
    }
    address += step, bytes -= step;
  }
}

void Memory::discard(u64 address, u64 bytes) {
  for (u64 at = address; at < address + bytes; at += page_size)
    if (flags_[at / page_size] & touched) note_write(at, page_size);
  give_back(data_ + address, bytes);
}

void Memory::set_touched(u64 page) {
  if (flags_[page] & touched) return;
  flags_[page] |= touched;
  touched_pages_.push_back(static_cast<u32>(page));
}

void Memory::note_page(u64 page, u64 address, u64 bytes) {
  set_touched(page);
  if (!(flags_[page] & dirty)) {
    flags_[page] |= dirty;
    dirty_pages_.push_back(static_cast<u32>(page));
  }
  if (flags_[page] & journaled) {
    const u64 first = std::max(address, page * page_size);
    journal_->wrote(first, std::min(address + bytes, (page + 1) * page_size) - first);
  }
  if (flags_[page] & watched) notify(page);
}

std::vector<u64> Memory::watched_pages() const {
  std::vector<u64> pages;
  for (const Watch& w : watches_)
    if (w.watcher) pages.push_back(w.page * page_size);
  return pages;
}

void Memory::journal(u64 address, u64 bytes, WriteJournal* journal) {
  if (journal) journal_ = journal;
  for (u64 page = address / page_size; page < (address + bytes) / page_size; ++page)
    flags_[page] = static_cast<u8>(journal ? flags_[page] | journaled : flags_[page] & ~journaled);
}

void Memory::watch(u64 address, PageWatcher& watcher) {
  const u64 page = address / page_size;
  if (std::ranges::any_of(watches_, [&](const Watch& w) { return w.page == page && w.watcher == &watcher; })) return;
  watches_.push_back({page, &watcher});
  flags_[page] |= watched;
}

void Memory::unwatch(u64 address, PageWatcher& watcher) {
  const u64 page = address / page_size;
  bool others = false;
  for (Watch& w : watches_) {
    if (w.page != page) continue;
    if (w.watcher == &watcher)
      w.watcher = nullptr;
    else if (w.watcher)
      others = true;
  }
  if (!others) flags_[page] &= static_cast<u8>(~watched);
  if (notifying_ == 0) std::erase_if(watches_, [](const Watch& w) { return !w.watcher; });
}

void Memory::notify(u64 page) {
  ++notifying_;
  const std::size_t count = watches_.size();  // those that join meanwhile see the memory as it is
  for (std::size_t i = 0; i < count; ++i)
    if (watches_[i].page == page && watches_[i].watcher) watches_[i].watcher->page_written(page * page_size);
  if (--notifying_ == 0) std::erase_if(watches_, [](const Watch& w) { return !w.watcher; });
}

void Memory::rescan() {
  std::vector<u64> pages;
  for (const Watch& w : watches_)
    if (w.watcher && std::ranges::find(pages, w.page) == pages.end()) pages.push_back(w.page);
  for (const u64 page : pages) note_page(page, page * page_size, page_size);
}

std::shared_ptr<const Memory::Snapshot> Memory::take_snapshot() {
  std::ranges::sort(dirty_pages_);
  auto snapshot = std::make_shared<Snapshot>();
  const auto copies = std::shared_ptr<std::byte>(
      new std::byte[std::max<std::size_t>(1, dirty_pages_.size()) * page_size], std::default_delete<std::byte[]>());
  static const std::vector<Snapshot::Page> none;
  const auto& old = base_ ? base_->pages : none;
  snapshot->pages.reserve(old.size() + dirty_pages_.size());
  auto unchanged = old.begin();
  std::byte* copy = copies.get();
  for (const u32 page : dirty_pages_) {
    flags_[page] &= static_cast<u8>(~dirty);
    while (unchanged != old.end() && unchanged->index < page) snapshot->pages.push_back(*unchanged++);
    if (unchanged != old.end() && unchanged->index == page) ++unchanged;
    const std::byte* content = data_ + page * page_size;
    if (is_zero(content)) continue;
    std::memcpy(copy, content, page_size);
    snapshot->pages.push_back({page, std::shared_ptr<const std::byte>(copies, copy)});
    copy += page_size;
  }
  snapshot->pages.insert(snapshot->pages.end(), unchanged, old.end());
  dirty_pages_.clear();
  base_ = snapshot;
  ++epoch_;
  return snapshot;
}

void Memory::put_page(u64 page, const std::byte* content) {
  std::byte* at = data_ + page * page_size;
  if (content) {
    set_touched(page);
    std::memcpy(at, content, page_size);
  } else {
    std::memset(at, 0, page_size);
  }
}

void Memory::restore(const std::shared_ptr<const Snapshot>& snapshot) {
  for (const u32 page : dirty_pages_) {
    flags_[page] &= static_cast<u8>(~dirty);
    put_page(page, snapshot->find(page));
  }
  dirty_pages_.clear();
  if (base_ != snapshot) {
    // Clean pages hold what base_ says; only those that the two snapshots do not share are different.
    static const std::vector<Snapshot::Page> none;
    const auto& old = base_ ? base_->pages : none;
    auto was = old.begin();
    for (const Snapshot::Page& page : snapshot->pages) {
      for (; was != old.end() && was->index < page.index; ++was) put_page(was->index, nullptr);
      const bool same = was != old.end() && was->index == page.index && was->content == page.content;
      if (was != old.end() && was->index == page.index) ++was;
      if (!same) put_page(page.index, page.content.get());
    }
    for (; was != old.end(); ++was) put_page(was->index, nullptr);
    base_ = snapshot;
  }
  ++epoch_;
}

void Memory::clear() {
  give_back(data_, size_);
  give_back(reinterpret_cast<std::byte*>(flags_), size_ / page_size);
  touched_pages_.clear();
  dirty_pages_.clear();
  base_.reset();
  for (const Watch& w : watches_)
    if (w.watcher) flags_[w.page] |= watched;
  ++epoch_;
}

std::vector<u32> Memory::sorted_nonzero() const {
  std::vector<u32> pages;
  for (const u32 page : touched_pages_)
    if (!is_zero(data_ + page * page_size)) pages.push_back(page);
  std::ranges::sort(pages);
  return pages;
}

u64 Memory::hash() const {
  const std::unique_ptr<XXH3_state_t, decltype(&XXH3_freeState)> state(XXH3_createState(), &XXH3_freeState);
  if (!state) throw std::bad_alloc();
  XXH3_64bits_reset(state.get());
  for (const u32 page : sorted_nonzero()) {
    const u64 address = page * page_size;
    XXH3_64bits_update(state.get(), &address, sizeof address);
    XXH3_64bits_update(state.get(), data_ + address, page_size);
  }
  return XXH3_64bits_digest(state.get());
}

u64 Memory::touched_bytes() const { return touched_pages_.size() * page_size; }

std::vector<u64> Memory::nonzero_pages() const {
  std::vector<u64> addresses;
  for (const u32 page : sorted_nonzero()) addresses.push_back(page * page_size);
  return addresses;
}

}  // namespace egpulab::simulator
