// Comparing and merging pages, a word at a time: a process sees words of another whole.
#include "simulator/pcie/shared_memory.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <system_error>
#include <utility>

namespace egpulab::simulator::pcie {
namespace {

constexpr u64 page_size = Memory::page_size, word = sizeof(u64);

u64 load_word(std::byte* at) {
  return std::atomic_ref<u64>(*reinterpret_cast<u64*>(at)).load(std::memory_order_acquire);
}
void store_word(std::byte* at, u64 value) {
  std::atomic_ref<u64>(*reinterpret_cast<u64*>(at)).store(value, std::memory_order_release);
}

}  // namespace

SharedFile::SharedFile(u64 bytes) : size_(bytes) {
  const auto fail = [&](const char* what) {
    const int error = errno;
    if (descriptor_ >= 0) ::close(descriptor_);
    throw std::system_error(error, std::generic_category(), fmt::format("shared memory of {} bytes: {}", bytes, what));
  };
  descriptor_ = ::memfd_create("egpulab host memory", MFD_CLOEXEC | MFD_ALLOW_SEALING);
  if (descriptor_ < 0) fail("memfd_create");
  if (::ftruncate(descriptor_, static_cast<off_t>(bytes)) != 0) fail("ftruncate");
  if (::fcntl(descriptor_, F_ADD_SEALS, F_SEAL_SHRINK | F_SEAL_GROW | F_SEAL_SEAL) != 0) fail("sealing");
  void* at = ::mmap(nullptr, bytes, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_NORESERVE, descriptor_, 0);
  if (at == MAP_FAILED) fail("mmap");
  at_ = static_cast<std::byte*>(at);
}

SharedFile::~SharedFile() {
  ::munmap(at_, size_);
  ::close(descriptor_);
}

void SharedMemory::add(u64 handle, const std::vector<Range>& ranges, MutableBytes file) {
  u64 at = 0;
  for (const Range& range : ranges) {
    regions_.emplace(range.offset, Region{handle, range.bytes, file.data() + at});
    memory_.journal(range.offset, range.bytes, this);
    at += range.bytes;
  }
}

void SharedMemory::remove(u64 handle) {
  for (auto at = regions_.begin(); at != regions_.end();) {
    if (at->second.handle != handle) {
      ++at;
      continue;
    }
    const u64 first = at->first, end = first + at->second.bytes;
    memory_.journal(first, at->second.bytes, nullptr);
    pages_.erase(pages_.lower_bound(first), pages_.lower_bound(end));
    std::erase_if(journal_, [&](const Range& r) { return r.offset >= first && r.offset < end; });
    at = regions_.erase(at);
  }
}

std::byte* SharedMemory::file_page(u64 offset) const {
  auto at = regions_.upper_bound(offset);
  if (at == regions_.begin()) return nullptr;
  --at;
  const u64 inside = align_down(offset, page_size) - at->first;
  return inside < at->second.bytes ? at->second.file + inside : nullptr;
}

SharedMemory::Page& SharedMemory::agreed(u64 offset) {
  Page& page = pages_[offset];
  if (!page.agreed) page.agreed = std::make_unique<std::byte[]>(page_size);
  return page;
}

void SharedMemory::look(u64 offset, u64 bytes, bus::DmaObserver* observer) {
  for (u64 page = align_down(offset, page_size); page < offset + bytes; page += page_size)
    if (std::byte* const file = file_page(page)) look_at_page(page, file, observer);
}

void SharedMemory::look_at_page(u64 offset, std::byte* file, bus::DmaObserver* observer) {
  looked_ = true;
  Page& page = agreed(offset);
  if (page.looked_in == access_) return;
  page.looked_in = access_;
  std::array<std::byte, page_size> now;
  for (u64 i = 0; i < page_size; i += word) {
    // What the other side stores while we read belongs to the next access.
    const u64 first = i;
    for (; i < page_size; i += word) {
      const u64 value = load_word(file + i);
      if (value == load<u64>({page.agreed.get(), page_size}, i)) break;
      store(MutableBytes(now), i, value);
    }
    if (i == first) continue;
    const Bytes news{now.data() + first, i - first};
    std::memcpy(page.agreed.get() + first, news.data(), news.size());
    memory_.write(offset + first, news);
    if (observer) observer->device_read(base_ + offset + first, news);
  }
}

void SharedMemory::look_where_awaited(bus::DmaObserver* observer) {
  for (const u64 page : memory_.watched_pages())
    if (std::byte* const file = file_page(page)) look_at_page(page, file, observer);
}

bool SharedMemory::awaited() const {
  static constexpr std::array<std::byte, page_size> zeros{};
  for (const u64 offset : memory_.watched_pages()) {
    const std::byte* const file = file_page(offset);
    if (!file) continue;
    const auto page = pages_.find(offset);
    const std::byte* agreed = page == pages_.end() ? zeros.data() : page->second.agreed.get();
    if (std::memcmp(file, agreed, page_size) != 0) return true;
  }
  return false;
}

void SharedMemory::wrote(u64 offset, u64 bytes) {
  if (journal_.empty() || journal_.back().offset != offset || journal_.back().bytes != bytes)
    journal_.push_back({offset, bytes});
}

// What the device's memory has beyond what was agreed is the device's doing.
void SharedMemory::give(u64 offset, u64 bytes) {
  const u64 in_page = align_down(offset, page_size), end = align_up(offset + bytes, word);
  std::byte* const file = file_page(in_page);
  if (!file) return;
  Page& page = agreed(in_page);
  for (u64 at = align_down(offset, word); at < end; at += word) {
    const u64 i = at - in_page;
    const u64 mine = memory_.load<u64>(at), before = load<u64>({page.agreed.get(), page_size}, i);
    if (mine == before) continue;
    if (load_word(file + i) == before) {
      store_word(file + i, mine);
      store(MutableBytes{page.agreed.get(), page_size}, i, mine);
      continue;
    }
    // The other side has stored into the same word meanwhile: only the bytes that the device changed are its.
    for (u64 b = 0; b < word; ++b) {
      const auto byte = static_cast<std::byte>(mine >> (8 * b));
      if (byte == static_cast<std::byte>(before >> (8 * b))) continue;
      std::atomic_ref<std::byte>(file[i + b]).store(byte, std::memory_order_release);
      page.agreed[i + b] = byte;
    }
  }
}

void SharedMemory::end_access() {
  for (const Range& range : journal_) give(range.offset, range.bytes);
  journal_.clear();
  if (std::exchange(looked_, false)) ++access_;
}

}  // namespace egpulab::simulator::pcie
