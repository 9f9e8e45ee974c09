// Words to records, and the cache that keeps pages of them.
#pragma once

#include <map>
#include <memory>
#include <optional>

#include "simulator/isa/sass/code_page.hpp"
#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/program_cache.hpp"

namespace egpulab::simulator::isa::sass {

// What decoding depends on besides the code.
struct CodeKey {
  u64 space = 0;  // its identity
  SmVersion sm = 86;
  u32 registers = 255;  // of each thread: others are out of range
  u64 page = 0;         // address
  auto operator<=>(const CodeKey&) const = default;
};

// The record of the instruction `w`; branches get their target from link_branch().
Record predecode(Word w, const Decoder& decoder, SmVersion sm, u32 registers);

// Where a branch, call or return leads, relative to the next instruction; or the absolute address of JMP, CALL.ABS and
// RET.ABS. From sm_90 on the field has eight more bits, at its low end.
i64 branch_offset(Word w, SmVersion sm);
// Whether the word's own target is known before it runs: the direct branches and calls.
std::optional<u64> direct_target(Word w, SmVersion sm, u64 pc);

// Handlers of records that are no instruction of their row.
const Record* unknown_word(Warp& w, const Record* i);
const Record* not_modelled(Warp& w, const Record* i);
const Record* register_out_of_range(Warp& w, const Record* i);
const Record* no_operation(Warp& w, const Record* i);
const Record* leave_page(Warp& w, const Record* i);        // to the address in Record::word.low
const Record* leave_to_next_pc(Warp& w, const Record* i);  // CodePage::any_exit
const Record* enter_page(Warp& w, const Record* i);        // leave_page(), once it is known where that is

// Control goes to `pc`, known only now.
inline const Record* go_to(Warp& w, u64 pc) {
  const u64 offset = pc - w.page->address;
  if (offset < code_page_bytes && offset % instruction_bytes == 0) return &w.page->records[offset / instruction_bytes];
  w.next_pc = pc;
  return &w.page->any_exit;
}

class ProgramCache::Impl {
 public:
  // The page that holds `pc`; null: `fault` says why the code could not be read.
  const CodePage* enter(AddressSpace& space, SmVersion sm, u32 registers, u64 pc, MemoryFault& fault);
  void invalidate();
  u64 epoch() const { return epoch_; }

 private:
  struct Kept {
    std::unique_ptr<CodePage> page;
    u64 epoch = 0;  // in which it was last known to be what memory holds
  };
  static std::unique_ptr<CodePage> decode(const CodeKey& key, const std::byte* code);

  std::map<CodeKey, Kept> pages_;
  CodeKey last_key_;
  const CodePage* last_ = nullptr;
  u64 epoch_ = 1;
};

}  // namespace egpulab::simulator::isa::sass
