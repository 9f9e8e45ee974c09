// Runs one grid: the contract between the compute front end and the shader engine.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "simulator/core/state.hpp"
#include "simulator/isa/sass/fault.hpp"
#include "simulator/isa/sass/program_cache.hpp"

namespace egpulab::simulator::isa::sass {

using Extent = std::array<u32, 3>;  // x, y, z

struct ConstantBuffer {
  u32 bank = 0;
  u64 address = 0;  // virtual
  u32 bytes = 0;    // as bound; what lies behind a hole counts as not bound
  void visit(StateVisitor& v) { v(bank), v(address), v(bytes); }
};

// A grid as its launch descriptor gives it, whatever the descriptor's version.
struct GridLaunch {
  SmVersion sm = 86;
  u64 program = 0;  // virtual address of the first instruction
  Extent grid{1, 1, 1}, block{1, 1, 1};
  u32 registers = 255;   // of each thread
  u32 barriers = 0;      // of the CTA
  u32 shared_bytes = 0;  // of the CTA, what the hardware keeps for itself included (1 KiB from sm_90 on)
  u32 local_bytes = 0;   // of each thread: what lies below the stack's top
  std::vector<ConstantBuffer> constants;
  u64 shared_window = 0, local_window = 0;       // generic addresses
  u64 local_memory = 0, local_bytes_per_sm = 0;  // device memory behind local addresses
  u32 sm_count = 1;
  // Matrix instructions of floats add as the hardware does, bit for bit, and slowly (NUMERICS_TENSOR.md).
  bool exact_mma = false;
  bool strict = false;  // hazards (a result used before its scoreboard was waited for) are reported
  u64 instruction_budget = 0;  // more warp instructions are a fault; 0: as many as it takes

  void visit(StateVisitor& v) {
    v(sm), v(program), v(grid), v(block), v(registers), v(barriers), v(shared_bytes), v(local_bytes), v(constants);
    v(shared_window), v(local_window), v(local_memory), v(local_bytes_per_sm), v(sm_count), v(exact_mma), v(strict), v(instruction_budget);
  }
};

// What a grid asks of its surroundings.
class GridEnvironment {
 public:
  virtual ~GridEnvironment() = default;
  virtual u64 nanoseconds() = 0;  // GLOBALTIMER
  // A read of a result that is not there yet by the instructions' own scheduling fields; only if GridLaunch::strict.
  virtual void hazard(u64 /*pc*/, const std::string& /*what*/) {}
  // Something was executed in a way that hardware may not.
  virtual void approximated(const std::string& /*what*/) {}
};

enum class Progress : u8 {
  yielded,   // the budget is spent; call run() again
  finished,  // every warp has ended
  faulted,   // fault() says why; the grid is over
};

// A grid from its first CTA to its last. CTAs start in order (x fastest), several are resident so that they may wait
// for each other; warps take turns of a fixed number of instructions, so the outcome depends neither on the budgets
// given to run() nor on the host.
class Grid {
 public:
  // All references must outlive the object.
  Grid(const GridLaunch& launch, AddressSpace& memory, ProgramCache& programs, GridEnvironment& environment);
  ~Grid();
  Grid(Grid&&) noexcept;
  Grid& operator=(Grid&&) noexcept;

  // Executes about `instruction_budget` warp instructions.
  Progress run(u64 instruction_budget);
  // Warp instructions executed so far; time derives from it.
  u64 retired() const;
  const std::optional<Fault>& fault() const;
  const GridLaunch& launch() const;
  // One line for people: offset in the kernel, instruction's text, lane, address.
  std::string describe(const Fault& fault) const;

  // Saves or restores everything, also in the middle. To restore, construct with any launch first.
  void visit(StateVisitor& visitor);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace egpulab::simulator::isa::sass
