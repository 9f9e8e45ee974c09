// 4 KiB of code, predecoded.
#pragma once

#include <array>
#include <deque>

#include "simulator/isa/sass/warp.hpp"

namespace egpulab::simulator::isa::sass {

inline constexpr u64 code_page_bytes = 4096;
inline constexpr u32 records_per_page = code_page_bytes / instruction_bytes;

struct CodePage {
  u64 address = 0;
  // One record an instruction; the last one leads to the next page.
  std::array<Record, records_per_page + 1> records;
  // Ways out of the page, that branches have as their target.
  std::deque<Record> exits;
  Record any_exit;  // to Warp::next_pc
};

inline u64 own_pc(const Warp& w, const Record* i) {
  return w.page->address + static_cast<u64>(i - w.page->records.data()) * instruction_bytes;
}

}  // namespace egpulab::simulator::isa::sass
