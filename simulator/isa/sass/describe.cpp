// Faults as sentences.
#include "simulator/isa/sass/describe.hpp"

#include <fmt/format.h>

#include <bit>
#include <cstring>

#include "simulator/isa/sass/decode.hpp"
#include "simulator/isa/sass/text.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

std::string instruction_at(u64 pc, const GridLaunch& launch, AddressSpace& memory) {
  const auto m = memory.map(pc, Access::execute);
  if (!m || pc % instruction_bytes != 0) return {};
  Word w;
  std::memcpy(&w, m->host + (pc - m->base), sizeof w);
  const Row* row = decoder(level(), launch.sm).find(w);
  return row ? text(*row, w, pc - launch.program, launch.sm) : unknown_instruction(w, launch.sm);
}

const char* access_name(Access a) {
  constexpr const char* names[] = {"read", "write", "atomic", "instruction fetch"};
  return names[static_cast<u32>(a)];
}
const char* reason_name(MemoryFault::Reason r) {
  constexpr const char* names[] = {"nothing is mapped there",        "it may not be read",
                                   "it may not be written",          "it may not be executed",
                                   "it is beyond the address space", "no memory answers"};
  return names[static_cast<u32>(r)];
}

std::string reason(const Fault& f) {
  switch (f.kind) {
    case Fault::Kind::memory:
      return fmt::format("{}{}{} of {:#x}: {}", f.what, f.what.empty() ? "" : ": ", access_name(f.memory.access),
                         f.memory.va, reason_name(f.memory.reason));
    case Fault::Kind::breakpoint:
      return "trap";
    case Fault::Kind::unsupported:
      return fmt::format("not modelled: {}", f.what);
    case Fault::Kind::barrier:
    case Fault::Kind::budget:
      return f.what;
    case Fault::Kind::warp_error:
      break;
  }
  const bool at_address = f.address != 0 && f.error != WarpError::misaligned_pc;
  return fmt::format("{}{}{}{}", name(f.error), at_address ? fmt::format(" at {:#x}", f.address) : "",
                     f.what.empty() ? "" : ": ", f.what);
}

const char* state_name(const Split& s) {
  constexpr const char* names[] = {"runs", "BSYNC B", "WARPSYNC", "BAR "};
  return names[s.state];
}

}  // namespace

std::string describe(const Fault& f, const GridLaunch& launch, AddressSpace& memory) {
  if (f.kind == Fault::Kind::barrier) return fmt::format("kernel at {:#x}: {}", launch.program, f.what);
  const std::string instruction = instruction_at(f.pc, launch, memory);
  return fmt::format("kernel at {:#x}, offset {:#x}{}{}, lane {}: {}", launch.program, f.pc - launch.program,
                     instruction.empty() ? "" : ": ", instruction, f.lane, reason(f));
}

Fault stuck(const Cta& c) {
  constexpr u32 most_named = 8;
  Fault f;
  f.kind = Fault::Kind::barrier;
  std::string waits;
  u32 named = 0, splits = 0;
  for (const auto& w : c.warps)
    for (const Split& s : w->splits) {
      if (w->live == 0) continue;
      if (splits++ == 0) f.pc = s.pc, f.lane = static_cast<u32>(std::countr_zero(s.mask));
      if (named == most_named) continue;
      ++named;
      const std::string what =
          s.state == Split::at_warpsync ? fmt::format(" {:#010x}", s.wait_mask) : fmt::format("{}", s.barrier);
      waits += fmt::format("{}warp {} lanes {:#010x} at offset {:#x} ({}{})", named == 1 ? "" : ", ", w->index, s.mask,
                           s.pc - c.launch->program, state_name(s), what);
    }
  if (splits > named) waits += fmt::format(" and {} more", splits - named);
  f.what = fmt::format("block ({}, {}, {}) can never go on: {}", c.id[0], c.id[1], c.id[2], waits);
  for (u32 n = 0; n < barriers_per_cta; ++n)
    if (const CtaBarrier& b = c.barriers[n]; b.arrived != 0)
      f.what +=
          fmt::format("; barrier {} has {} of {} threads", n, b.arrived, b.expected ? b.expected : c.live_threads());
  return f;
}

}  // namespace egpulab::simulator::isa::sass
