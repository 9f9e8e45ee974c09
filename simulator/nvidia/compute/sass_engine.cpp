// Launches to grids, slices of grids to virtual time, and faults to what the card's registers and RM say of them.
#include "simulator/nvidia/compute/sass_engine.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>
#include <numeric>

#include "simulator/isa/sass/level.hpp"
#include "simulator/nvidia/compute/shader_space.hpp"
#include "simulator/nvidia/host/method_context.hpp"

namespace egpulab::simulator::nvidia {

namespace sass = isa::sass;

namespace {

// What runs before other channels get a turn, and the shortest time that takes.
constexpr u64 slice_instructions = 100'000;
constexpr Nanoseconds shortest_slice{100};
constexpr u32 schedulers_per_sm = 4;       // each issues an instruction a clock (CUDA C++ Programming Guide, 16.x)
constexpr u64 clocks_per_instruction = 4;  // of one warp that depends on its own results

// 0x806: 8.6. RM counts consumer Blackwell as 10.4, the toolchain as 12.0.
sass::SmVersion sm_of(u32 version) {
  return static_cast<sass::SmVersion>(version == 0xa04 ? 120 : (version >> 8) * 10 + (version & 0xff));
}

u64 warps_of(const sass::GridLaunch& l) {
  const u64 threads = u64{l.block[0]} * l.block[1] * l.block[2];
  return u64{l.grid[0]} * l.grid[1] * l.grid[2] * ((threads + 31) / 32);
}

}  // namespace

// A grid and the memory it sees. What the engine asks while it runs goes to the surroundings of that slice.
class SassGrid final : public ShaderGrid, private sass::GridEnvironment {
 public:
  SassGrid(const SassEngine& engine, const sass::GridLaunch& launch, VirtualSpace& memory, sass::ProgramCache& programs)
      : engine_(engine), space_(memory), grid_(launch, space_, programs, *this) {}

  Slice run(ShaderSurroundings& surroundings) override {
    surroundings_ = &surroundings;
    space_.refresh();
    const u64 before = grid_.retired();
    const sass::Progress progress = grid_.run(slice_instructions);
    space_.settle();
    Slice slice;
    slice.duration = std::max(engine_.duration(grid_.retired() - before, warps_of(grid_.launch())), shortest_slice);
    slice.state = progress == sass::Progress::yielded    ? State::running
                  : progress == sass::Progress::finished ? State::finished
                                                         : State::failed;
    if (slice.state == State::failed) slice.error = error_of(*grid_.fault());
    surroundings_ = nullptr;
    return slice;
  }
  void visit(StateVisitor& v) override { grid_.visit(v); }

 private:
  u64 nanoseconds() override { return surroundings_ ? surroundings_->nanoseconds() : 0; }
  void hazard(u64 pc, const std::string& what) override {
    tell(Finding::fault,
         fmt::format("kernel at {:#x}, offset {:#x}: {}", grid_.launch().program, pc - grid_.launch().program, what));
  }
  void approximated(const std::string& what) override { tell(Finding::approximated, what); }
  void tell(Finding finding, const std::string& what) {
    if (surroundings_) surroundings_->report(finding, what);
  }

  ShaderError error_of(const sass::Fault& f) {
    // Xid 8, "GPU stopped processing" (docs.nvidia.com/deploy/xid-errors): what a watchdog says of a long kernel.
    constexpr u32 stopped_processing = 8;
    ShaderError e;
    e.what = grid_.describe(f);
    e.code = f.kind == sass::Fault::Kind::budget ? stopped_processing : robust_channel::gr_exception;
    if (f.kind == sass::Fault::Kind::memory) {
      e.fault = space_.fault_of(f.memory);
    } else if (f.kind == sass::Fault::Kind::warp_error) {
      WarpException w;
      w.warp_esr = static_cast<u32>(f.error);
      w.pc = f.pc;
      w.address = f.address;
      e.warp = w;
    } else if (f.kind == sass::Fault::Kind::unsupported) {
      tell(Finding::unmodelled, fmt::format("SASS: {}", f.what));
    }
    return e;
  }

  const SassEngine& engine_;
  ShaderSpace space_;
  ShaderSurroundings* surroundings_ = nullptr;
  sass::Grid grid_;
};

SassEngine::SassEngine(const DeviceProfile& profile, const Report& report, const SassOptions& options)
    : report_(report),
      options_(options),
      sm_(sm_of(profile.nvidia.sm_version)),
      sms_per_tpc_(std::max(profile.nvidia.sms_per_tpc, 1u)),
      mhz_(std::max(profile.nvidia.boost_mhz, 1u)) {
  const std::vector<u32> tpcs = profile.nvidia.gpc_tpcs();
  sm_count_ = std::max(std::accumulate(tpcs.begin(), tpcs.end(), 0u) * sms_per_tpc_, 1u);
}

sass::GridLaunch SassEngine::grid_launch(const Launch& l) const {
  sass::GridLaunch g;
  g.sm = sm_;
  g.program = l.program;
  g.grid = l.grid, g.block = l.block;
  g.registers = l.registers;
  g.barriers = l.barriers;
  g.shared_bytes = l.shared_bytes;
  g.local_bytes = l.local_low_bytes + l.local_high_bytes;
  for (const ConstantBank& c : l.constants) g.constants.push_back({c.index, c.address, c.bytes});
  g.shared_window = l.shared_window, g.local_window = l.local_window;
  g.local_memory = l.local_memory;
  // SET_SHADER_LOCAL_MEMORY_NON_THROTTLED gives what a TPC has.
  g.local_bytes_per_sm = l.local_bytes_per_sm / sms_per_tpc_;
  g.sm_count = sm_count_;
  g.instruction_budget = options_.instruction_budget;
  g.strict = report_.strict(), g.exact_mma = options_.exact_mma;
  return g;
}

std::unique_ptr<ShaderGrid> SassEngine::start(const Launch& launch, VirtualSpace& memory) {
  return std::make_unique<SassGrid>(*this, grid_launch(launch), memory, programs_);
}

std::unique_ptr<ShaderGrid> SassEngine::restored(VirtualSpace& memory) {
  programs_.invalidate();
  sass::GridLaunch none;
  none.constants.clear();
  return std::make_unique<SassGrid>(*this, none, memory, programs_);
}

void SassEngine::add_coverage(std::vector<CoverageRow>& rows) const {
  for (const auto& family : sass::tables(isa::level()).families)
    for (const sass::Row& row : family) {
      if (sm_ < row.first || sm_ > row.last || row.forms == 0) continue;
      const u32 form = static_cast<u32>(std::countr_zero(row.forms));
      rows.push_back({.kind = "instruction",
                      .block = "SASS",
                      .name = row.name,
                      .number = u64{row.opcode} | form << 9,
                      .state = row.run || row.pick           ? CoverageRow::State::acts
                               : row.flags & sass::no_effect ? CoverageRow::State::holds
                                                             : CoverageRow::State::missing,
                      .used = {}});
    }
}

Nanoseconds SassEngine::duration(u64 instructions, u64 warps) const {
  // Instructions a clock, in parts of what one warp gets.
  const u64 parallel = std::clamp<u64>(warps, 1, u64{clocks_per_instruction} * sm_count_ * schedulers_per_sm);
  const u64 clocks = (instructions * clocks_per_instruction + parallel - 1) / parallel;
  return Nanoseconds{static_cast<i64>((clocks * 1000 + mhz_ - 1) / mhz_)};
}

}  // namespace egpulab::simulator::nvidia
