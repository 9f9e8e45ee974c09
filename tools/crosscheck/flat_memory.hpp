// A card's memory without page tables: ranges that fault outside of what was allocated, made as they are touched.
#pragma once

#include <map>
#include <memory>

#include "simulator/isa/address_space.hpp"
#include "tools/crosscheck/loaded_cubin.hpp"

namespace egpulab::tool {

class FlatMemory final : public simulator::isa::AddressSpace, public DeviceMemory {
 public:
  static constexpr u64 page = 64 * KiB;

  u64 allocate(u64 bytes) override {
    const u64 va = next_, size = align_up(std::max<u64>(bytes, 1), page);
    ranges_.emplace(va, va + size);
    next_ += size + page;  // a hole behind each allocation
    return va;
  }
  void write(u64 va, Bytes from) override {
    pieces(va, from.size(), [&](std::byte* at, u64 done, u64 n) { std::memcpy(at, from.data() + done, n); });
  }
  void read(u64 va, MutableBytes into) override {
    pieces(va, into.size(), [&](std::byte* at, u64 done, u64 n) { std::memcpy(into.data() + done, at, n); });
  }

  Expected<simulator::isa::Mapping, simulator::isa::MemoryFault> map(u64 va, simulator::isa::Access access) override {
    using simulator::isa::MemoryFault;
    const auto range = ranges_.upper_bound(va);
    if (range == ranges_.begin() || va >= std::prev(range)->second)
      return Unexpected<MemoryFault>(MemoryFault{va, access, MemoryFault::Reason::unmapped});
    const u64 base = align_down(va, page);
    auto& bytes = pages_[base];
    if (!bytes) bytes = std::make_unique<std::byte[]>(page);
    return simulator::isa::Mapping{bytes.get(), base, page};
  }

 private:
  template <class F>
  void pieces(u64 va, u64 bytes, F&& each) {
    for (u64 done = 0; done < bytes;) {
      const u64 n = std::min(bytes - done, page - (va + done) % page);
      const auto mapping = map(va + done, simulator::isa::Access::write).value();
      each(mapping.host + (va + done - mapping.base), done, n);
      done += n;
    }
  }

  std::map<u64, u64> ranges_;  // begin, end
  std::map<u64, std::unique_ptr<std::byte[]>> pages_;
  u64 next_ = 0x7f'0000'0000;
};

}  // namespace egpulab::tool
