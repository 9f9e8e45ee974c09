// A thread block while it runs: who it is, its shared memory, its barriers and its warps.
#pragma once

#include <memory>
#include <vector>

#include "simulator/isa/sass/grid.hpp"
#include "simulator/isa/sass/warp.hpp"

namespace egpulab::simulator::isa::sass {

inline constexpr u32 barriers_per_cta = 16;

// Threads are counted, not warps (PTX ISA, barrier.cta).
struct CtaBarrier {
  u32 arrived = 0;
  u32 expected = 0;  // 0: all threads that live
  // Of the predicates that came with BAR.RED:
  u32 population = 0;
  bool all = true, any = false;
  void visit(StateVisitor& v) { v(arrived), v(expected), v(population), v(all), v(any); }
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

  u64 turn = 0;      // instructions run in its present turn
  u32 next = 0;      // warp whose turn it is
  u32 running = 0;   // warps that have not ended
  bool ran = false;  // a warp has run in this round

  u32 live_threads() const;
  // `count` threads of warp `w` come to barrier `id`, `holds` of them with a true predicate. True: it is complete and
  // all who waited go on.
  bool arrive(u32 id, u32 expected, u32 count, u32 holds);
  // Threads have ended: barriers may have become complete.
  void threads_left();

 private:
  bool complete(u32 id);
};

}  // namespace egpulab::simulator::isa::sass
