// Blocks decoded on first execution, through the address space's execute permission.
#include "simulator/isa/rdna/program_cache.hpp"

#include "simulator/isa/rdna/level.hpp"
#include "simulator/isa/rdna/predecode.hpp"

namespace egpulab::simulator::isa::rdna {
namespace {

constexpr u32 longest_block = 512;  // instructions

// One word of code, or nothing with the fault in `fault`.
bool fetch(AddressSpace& space, u64 va, u32& word, MemoryFault& fault) {
  const auto m = space.map(va, Access::execute);
  if (!m) return fault = m.error(), false;
  std::memcpy(&word, m->host + (va - m->base), 4);
  return true;
}

// Lets the first of two records that fit execute both.
void fuse(std::vector<Record>& records, std::span<const FusedPair> pairs) {
  for (std::size_t n = 0; n + 1 < records.size(); ++n) {
    Record &a = records[n], &b = records[n + 1];
    if (a.run != a.body || b.run != b.body) continue;
    for (const FusedPair& pair : pairs) {
      if (pair.first != a.run || pair.second != b.run || (pair.fits && !pair.fits(a, b))) continue;
      a.run = pair.both;
      a.fused = true;
      ++n;
      break;
    }
  }
}

}  // namespace

ProgramCache::ProgramCache() : impl_(std::make_unique<Impl>()) {}
ProgramCache::~ProgramCache() = default;
void ProgramCache::invalidate() { impl_->invalidate(); }
u64 ProgramCache::epoch() const { return impl_->epoch(); }

void ProgramCache::Impl::invalidate() {
  blocks_.clear();
  by_record_.clear();
  ++epoch_;
}

const Record* ProgramCache::Impl::enter(AddressSpace& space, Generation generation, WaveSize wave_size, u64 pc,
                                        MemoryFault& fault) {
  const Key key{&space, generation, wave_size, pc};
  if (const auto it = blocks_.find(key); it != blocks_.end()) return it->second.records.data();
  const Tables& t = tables(level());
  const Decoder& d = decoder(generation);
  Block block;
  u64 at = pc;
  bool ended = false;
  for (u32 n = 0; n < longest_block && !ended; ++n) {
    u32 words[5];
    u32 count = 0;
    MemoryFault why;
    while (count < 5 && fetch(space, at + 4 * count, words[count], why)) ++count;
    if (count == 0) {
      if (at == pc) return fault = why, nullptr;
      break;  // faults when execution gets there
    }
    const Instruction i = d.decode({words, count});
    ended = predecode(i, at, wave_size, t, block);
    if (i.row) at += i.size;
  }
  // What lies behind: conditional branches fall through too.
  Record next;
  next.run = t.wrappers->fall_through;
  next.body = next.run;
  next.address = at;
  block.records.push_back(next);
  block.addresses.push_back(at);
  fuse(block.records, t.pairs);
  const auto it = blocks_.emplace(key, std::move(block)).first;
  by_record_[it->second.records.data()] = &it->second;
  return it->second.records.data();
}

u64 ProgramCache::Impl::address_of(const Record* record) const {
  auto it = by_record_.upper_bound(record);
  const Block& b = *(--it)->second;
  return b.addresses[static_cast<std::size_t>(record - b.records.data())];
}

}  // namespace egpulab::simulator::isa::rdna
