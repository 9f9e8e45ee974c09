// Pages decoded when first entered, through the address space's execute permission.
#include "simulator/isa/sass/program_cache.hpp"

#include <algorithm>
#include <cstring>

#include "simulator/isa/sass/predecode.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

// A record that leads to `target`, in the page or out of it.
const Record* way_to(CodePage& page, u64 target) {
  const u64 offset = target - page.address;
  if (offset < code_page_bytes && offset % instruction_bytes == 0) return &page.records[offset / instruction_bytes];
  for (const Record& exit : page.exits)
    if (exit.word.low == target) return &exit;
  Record& exit = page.exits.emplace_back();
  exit.run = leave_page;
  exit.word.low = target;
  return &exit;
}

bool same_code(const CodePage& page, const std::byte* code) {
  for (u32 n = 0; n < records_per_page; ++n)
    if (std::memcmp(&page.records[n].word, code + n * instruction_bytes, instruction_bytes) != 0) return false;
  return true;
}

// The pages that this one leads to have to be looked at again.
void forget_links(CodePage& page) {
  page.records[records_per_page].run = leave_page;
  for (Record& exit : page.exits) exit.run = leave_page;
}

constexpr std::size_t most_pages = 8192;

}  // namespace

ProgramCache::ProgramCache() : impl_(std::make_unique<Impl>()) {}
ProgramCache::~ProgramCache() = default;
void ProgramCache::invalidate() { impl_->invalidate(); }
u64 ProgramCache::epoch() const { return impl_->epoch(); }

// Most drivers invalidate before each launch, mostly for nothing: what was decoded stays, to be compared with memory
// when it is next entered.
void ProgramCache::Impl::invalidate() {
  if (pages_.size() > most_pages) pages_.clear();
  last_ = nullptr;
  ++epoch_;
}

std::unique_ptr<CodePage> ProgramCache::Impl::decode(const CodeKey& key, const std::byte* code) {
  auto page = std::make_unique<CodePage>();
  page->address = key.page;
  const Decoder& d = decoder(level(), key.sm);
  for (u32 n = 0; n < records_per_page; ++n) {
    Word w;
    std::memcpy(&w, code + n * instruction_bytes, sizeof w);
    Record& r = page->records[n] = predecode(w, d, key.sm, key.registers);
    if (const auto target = direct_target(w, key.sm, key.page + n * instruction_bytes))
      r.target = way_to(*page, *target);
  }
  Record& next = page->records[records_per_page];
  next.run = leave_page;
  next.word.low = key.page + code_page_bytes;
  page->any_exit.run = leave_to_next_pc;
  return page;
}

const CodePage* ProgramCache::Impl::enter(AddressSpace& space, SmVersion sm, u32 registers, u64 pc,
                                          MemoryFault& fault) {
  const CodeKey key{space.identity(), sm, registers, align_down(pc, code_page_bytes)};
  if (last_ && key == last_key_) return last_;
  Kept& kept = pages_[key];
  if (kept.epoch != epoch_) {
    const auto m = space.map(key.page, Access::execute);
    if (!m) return fault = m.error(), nullptr;
    const std::byte* const code = m->host + (key.page - m->base);
    if (kept.page && same_code(*kept.page, code))
      forget_links(*kept.page);
    else
      kept.page = decode(key, code);
    kept.epoch = epoch_;
  }
  last_key_ = key, last_ = kept.page.get();
  return last_;
}

}  // namespace egpulab::simulator::isa::sass
