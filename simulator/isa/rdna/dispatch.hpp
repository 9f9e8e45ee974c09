// Runs one compute dispatch: the contract between the command processor and the shader engine.
#pragma once

#include <memory>
#include <optional>

#include "simulator/isa/rdna/launch.hpp"
#include "simulator/isa/rdna/program_cache.hpp"

namespace egpulab::simulator::isa::rdna {

enum class Progress : u8 {
  yielded,   // the budget is spent; call run() again
  finished,  // every wave has ended
  faulted,   // fault() says why; the dispatch is over
};

// A dispatch from its first wave to its last. Workgroups start in order (x fastest); several are resident so that they
// may wait for each other; waves take turns of a fixed number of instructions, so the outcome depends neither on the
// budgets given to run() nor on the host.
class Dispatch {
 public:
  // All references must outlive the object. A launch that no hardware could start (no threads, more than 1024 threads
  // or 64 KiB LDS a group) faults at the first run().
  Dispatch(const Launch& launch, AddressSpace& memory, ProgramCache& programs, Environment& environment);
  ~Dispatch();
  Dispatch(Dispatch&&) noexcept;
  Dispatch& operator=(Dispatch&&) noexcept;

  // Executes about `instruction_budget` wave instructions (it may run over by one turn of a wave: a few thousand).
  Progress run(u64 instruction_budget);

  // Wave instructions executed so far, those without effect (waits, hints, s_nop) not counted. Time derives from it.
  u64 retired() const;
  const std::optional<Fault>& fault() const;
  const Launch& launch() const;

  // Saves or restores everything, also in the middle of the dispatch. To restore, construct with any Launch first.
  void visit(StateVisitor& visitor);

 private:
  class Impl;
  std::unique_ptr<Impl> impl_;
};

}  // namespace egpulab::simulator::isa::rdna
