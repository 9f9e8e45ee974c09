// A flat memory behind 64 KiB translations, for tests and benchmarks of the execution engines.
#pragma once

#include <cstddef>
#include <map>
#include <memory>
#include <vector>

#include "simulator/isa/address_space.hpp"

namespace egpulab::simulator::isa {

// Pages at any address; what was not allocated faults.
class PagedSpace final : public AddressSpace {
 public:
  static constexpr u64 page = 64 * KiB;

  u64 allocate(u64 bytes) {
    const u64 va = next_;
    next_ += align_up(bytes, page) + page;  // a hole behind each allocation
    for (u64 n = 0; n < align_up(bytes, page); n += page) pages_[va + n] = std::make_unique<std::byte[]>(page);
    return va;
  }
  Expected<Mapping, MemoryFault> map(u64 va, Access access) override {
    const auto it = pages_.find(align_down(va, page));
    if (it == pages_.end()) return Unexpected<MemoryFault>(MemoryFault{va, access, MemoryFault::Reason::unmapped});
    return Mapping{it->second.get(), it->first, page};
  }
  void write(u64 va, const void* from, u64 bytes) {
    for (u64 n = 0; n < bytes; ++n) *at(va + n) = static_cast<const std::byte*>(from)[n];
  }
  void read(u64 va, void* to, u64 bytes) {
    for (u64 n = 0; n < bytes; ++n) static_cast<std::byte*>(to)[n] = *at(va + n);
  }
  template <class T>
  u64 put(const std::vector<T>& v) {
    const u64 va = allocate(v.size() * sizeof(T));
    write(va, v.data(), v.size() * sizeof(T));
    return va;
  }
  template <class T>
  std::vector<T> get(u64 va, std::size_t count) {
    std::vector<T> v(count);
    read(va, v.data(), count * sizeof(T));
    return v;
  }
  void unmap_everything_known() { ++generation_; }

 private:
  std::byte* at(u64 va) { return pages_.at(align_down(va, page)).get() + va % page; }
  std::map<u64, std::unique_ptr<std::byte[]>> pages_;
  u64 next_ = 0x7f0000000000;
};

}  // namespace egpulab::simulator::isa
