// A thread block while it runs: who it is, its shared memory, its barriers and its warps.
#pragma once

#include <memory>
#include <vector>

#include "simulator/isa/sass/grid.hpp"
#include "simulator/isa/sass/register_use.hpp"
#include "simulator/isa/sass/warp.hpp"

namespace egpulab::simulator::isa::sass {

inline constexpr u32 barriers_per_cta = 16;
// Split::wait_mask of those at a barrier: what BAR.RED wants, or
inline constexpr u32 no_reduction = ~0u;

// Threads are counted, not warps (PTX ISA, barrier.cta).
struct CtaBarrier {
  u32 arrived = 0;
  u32 expected = 0;  // 0: all threads that live
  // Of the predicates that came with BAR.RED:
  u32 population = 0;
  bool all = true, any = false;
  void visit(StateVisitor& v) { v(arrived), v(expected), v(population), v(all), v(any); }
};

// What a warp's instructions have under way, oldest first; kept in strict mode only.
struct Scoreboards {
  struct Pending {
    u8 scoreboard = 0;
    RegisterRange range;  // to be written, or still to be read
    u64 pc = 0;           // by the instruction there
    bool memory = false;  // which is a load or store
    u32 lanes = 0;        // of these
    void visit(StateVisitor& v) { v(scoreboard), v(range), v(pc), v(memory), v(lanes); }
  };
  std::vector<Pending> pending;
  void visit(StateVisitor& v) { v(pending); }
};

struct Cta {
  Extent id{};
  const GridLaunch* launch = nullptr;
  GridEnvironment* environment = nullptr;
  u32 slot = 0;  // which of the grid's resident blocks
  u32 sm = 0;    // where it runs
  std::vector<std::byte> shared;
  std::array<CtaBarrier, barriers_per_cta> barriers{};
  std::vector<std::unique_ptr<Warp>> warps;
  std::vector<Scoreboards> scoreboards;  // of each warp, in strict mode

  u64 turn = 0;      // instructions run in its present turn
  u32 next = 0;      // warp whose turn it is
  u32 running = 0;   // warps that have not ended
  bool ran = false;  // a warp has run in this round

  u32 live_threads() const;
  // `count` threads come to it, `holds` of them with a true predicate. True: it is complete, and all splits
  // that are kept as waiting there go on.
  bool arrive(u32 barrier, u32 expected, u32 count, u32 holds);
  // Threads of `w` have ended: barriers may have become complete.
  void threads_left(const Warp& w);

 private:
  bool complete(u32 barrier);
};

}  // namespace egpulab::simulator::isa::sass
