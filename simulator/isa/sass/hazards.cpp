// Scoreboards of a warp against what its instructions read and write.
#include "simulator/isa/sass/hazards.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::isa::sass {
namespace {

constexpr u8 no_scoreboard = 7;
constexpr u16 depbar = 0x11a;

// Instructions whose result comes when it comes; of sources, those that are read late.
bool takes_its_time(Word w) {
  switch (w.opcode()) {
    case 0x108:  // MUFU
    case 0x119:  // S2R
    case 0x180:  // LD, LDG, LDC, LDL, LDS
    case 0x181:
    case 0x182:
    case 0x183:
    case 0x184:
    case 0x189:  // SHFL
    case 0x18a:  // ATOM, ATOMS, ATOMG
    case 0x18b:
    case 0x18c:
    case 0x18d:
    case 0x1a8:
    case 0x1a9:
    case 0x03b:  // LDSM
      return true;
    default:
      return false;
  }
}

bool is_zero(const RegisterRange& r, SmVersion sm) { return r.first == (r.uniform && sm < 100 ? 63 : 255); }
bool overlap(const RegisterRange& a, const RegisterRange& b) {
  return a.uniform == b.uniform && a.first < b.first + b.count && b.first < a.first + a.count;
}
std::string name_of(const RegisterRange& r) { return fmt::format("{}{}", r.uniform ? "UR" : "R", r.first); }

}  // namespace

HazardCheck::HazardCheck(const GridLaunch& launch, GridEnvironment& environment)
    : launch_(launch), environment_(environment), decoder_(decoder(level(), launch.sm)) {}

void HazardCheck::tell(u64 pc, const std::string& what) {
  if (told_.insert(pc).second) environment_.hazard(pc, what);
}

void HazardCheck::wait(Word w, Scoreboards& boards) const {
  u32 mask = scheduling(w).wait_mask, keep = 0, counted = no_scoreboard;
  if (w.opcode() == depbar) {
    mask |= static_cast<u32>(w.bits(32, 6));
    counted = static_cast<u32>(w.bits(44, 3)), keep = static_cast<u32>(w.bits(38, 6));
  }
  // DEPBAR.LE lets so many of the latest ones be under way.
  u32 left = static_cast<u32>(std::ranges::count(boards.pending, counted, &Scoreboards::Pending::scoreboard));
  std::erase_if(boards.pending, [&](const Scoreboards::Pending& p) {
    if (p.scoreboard == counted) return left-- > keep;
    return (mask >> p.scoreboard & 1) != 0;
  });
}

void HazardCheck::before(const Warp& w, const Record* i, Scoreboards& boards) {
  if (i < w.page->records.data() || i >= w.page->records.data() + records_per_page) return;  // a way between pages
  wait(i->word, boards);
  const Row* row = decoder_.find(i->word);
  if (!row || (!guarded_by_uniform(*row) && lanes_of(w, i) == 0)) return;
  const u64 pc = own_pc(w, i);
  const RegisterUse use = register_use(*row, i->word);
  for (const RegisterRange& r : use.all()) {
    if (is_zero(r, launch_.sm)) continue;
    for (const Scoreboards::Pending& p : boards.pending) {
      if (!overlap(r, p.range) || (!r.written && !p.range.written)) continue;
      tell(pc, fmt::format("{} {} {} before scoreboard {} was waited for, which the instruction at offset {:#x} {}",
                           row->name, r.written ? "writes" : "reads", name_of(r), p.scoreboard, p.pc - launch_.program,
                           p.range.written ? "releases with its result" : "releases when it has read it"));
    }
  }
  const Scheduling s = scheduling(i->word);
  for (const RegisterRange& r : use.all()) {
    if (is_zero(r, launch_.sm)) continue;
    const u8 board = r.written ? s.write_barrier : s.read_barrier;
    if (board < 6) boards.pending.push_back({board, r, pc});
    if (r.written && board == no_scoreboard && takes_its_time(i->word))
      tell(pc, fmt::format("{} gives {} some time later, and no scoreboard says when", row->name, name_of(r)));
  }
}

}  // namespace egpulab::simulator::isa::sass
