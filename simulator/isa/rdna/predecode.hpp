// Basic blocks of records, and the cache that keeps them.
#pragma once

#include <deque>
#include <map>
#include <memory>
#include <vector>

#include "simulator/isa/rdna/decode.hpp"
#include "simulator/isa/rdna/program_cache.hpp"
#include "simulator/isa/rdna/wave.hpp"

namespace egpulab::simulator::isa::rdna {

struct Block {
  std::vector<Record> records;
  std::vector<u64> addresses;  // of each record's instruction
};

// Turns one decoded instruction into records at the end of `block`; true if control may not simply go on behind it.
bool predecode(const Instruction& instruction, u64 pc, WaveSize wave_size, const Tables& tables, Block& block);

class ProgramCache::Impl {
 public:
  // The first record of the block at `pc`; null: `fault` says why the code could not be read.
  const Record* enter(AddressSpace& space, Generation generation, WaveSize wave_size, u64 pc, MemoryFault& fault);
  // Address of the instruction that a record belongs to.
  u64 address_of(const Record* record) const;
  void invalidate();
  u64 epoch() const { return epoch_; }

 private:
  struct Key {
    const AddressSpace* space;
    Generation generation;
    WaveSize wave_size;
    u64 pc;
    auto operator<=>(const Key&) const = default;
  };
  std::map<Key, Block> blocks_;
  std::map<const Record*, const Block*> by_record_;  // keyed by a block's first record
  u64 epoch_ = 1;
};

}  // namespace egpulab::simulator::isa::rdna
