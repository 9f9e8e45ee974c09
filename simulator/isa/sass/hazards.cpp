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

// LD to STS, and atomics (opcode bits 8:0).
bool is_memory(Word w) { return w.opcode() >= 0x180 && w.opcode() <= 0x1af && w.opcode() != 0x189; }

bool is_zero(const RegisterRange& r, SmVersion sm) { return r.first == (r.uniform && sm < 100 ? 63 : 255); }
bool overlap(const RegisterRange& a, const RegisterRange& b) {
  return a.uniform == b.uniform && a.first < b.first + b.count && b.first < a.first + a.count;
}
std::string name_of(const RegisterRange& r) { return fmt::format("{}{}", r.uniform ? "UR" : "R", r.first); }

// Results come in order: a later one's scoreboard speaks for those before it, too, also where no lane executes it.
void speak_for_earlier(Scoreboards& boards, u8 scoreboard) {
  if (scoreboard >= 6) return;
  for (Scoreboards::Pending& p : boards.pending)
    if (p.scoreboard == no_scoreboard) p.scoreboard = scoreboard;
}

}  // namespace

HazardCheck::HazardCheck(const GridLaunch& launch, GridEnvironment& environment)
    : launch_(launch), environment_(environment), decoder_(decoder(level(), launch.sm)) {}

void HazardCheck::tell(u64 pc, const std::string& what) {
  if (told_.insert(pc).second) environment_.hazard(pc, what);
}

void HazardCheck::wait(Word w, Scoreboards& boards) const {
  u32 mask = scheduling(w).wait_mask, keep = 0, counted = ~0u;
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
  const Scheduling s = scheduling(i->word);
  const Row* row = decoder_.find(i->word);
  if (!row || (!guarded_by_uniform(*row) && lanes_of(w, i) == 0)) {
    speak_for_earlier(boards, s.write_barrier);
    return;
  }
  const u64 pc = own_pc(w, i);
  const u32 lanes_here = lanes_of(w, i);
  const RegisterUse use = register_use(*row, i->word);
  for (const RegisterRange& r : use.all()) {
    if (is_zero(r, launch_.sm)) continue;
    for (const Scoreboards::Pending& p : boards.pending) {
      if (!overlap(r, p.range) || (!r.written && !p.range.written)) continue;
      // What other lanes wait for on their way is theirs.
      if (!r.uniform && !(p.lanes & lanes_here)) continue;
      // Loads and stores of a warp go one after the other: a later one may write what an earlier one reads or writes.
      if (r.written && p.memory && is_memory(i->word)) continue;
      if (p.scoreboard == no_scoreboard) {
        if (!r.written)
          tell(pc, fmt::format("{} reads {}, which the instruction at offset {:#x} gives some time later, and no "
                               "scoreboard says when",
                               row->name, name_of(r), p.pc - launch_.program));
        continue;
      }
      tell(pc, fmt::format("{} {} {} before scoreboard {} was waited for, which the instruction at offset {:#x} {}",
                           row->name, r.written ? "writes" : "reads", name_of(r), p.scoreboard, p.pc - launch_.program,
                           p.range.written ? "releases with its result" : "releases when it has read it"));
    }
  }
  speak_for_earlier(boards, s.write_barrier);
  for (const RegisterRange& r : use.all()) {
    if (is_zero(r, launch_.sm)) continue;
    const u8 board = r.written ? s.write_barrier : s.read_barrier;
    // A result that nobody says the time of may only be overwritten; the compiler leaves such behind that nobody reads.
    if (r.written)
      std::erase_if(boards.pending, [&](Scoreboards::Pending& p) {
        if (p.scoreboard != no_scoreboard || !overlap(r, p.range)) return false;
        p.lanes &= r.uniform ? 0 : ~lanes_here;
        return p.lanes == 0;
      });
    if (board < 6 || (r.written && board == no_scoreboard && takes_its_time(i->word)))
      boards.pending.push_back({board, r, pc, is_memory(i->word), lanes_here});
  }
}

}  // namespace egpulab::simulator::isa::sass
