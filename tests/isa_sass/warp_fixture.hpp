// One instruction on one warp, or a program of words on a grid, for tests of the engine.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "simulator/isa/sass/disassemble.hpp"
#include "simulator/isa/sass/grid.hpp"
#include "simulator/isa/sass/predecode.hpp"
#include "simulator/isa/sass/warp_start.hpp"
#include "tests/isa/paged_space.hpp"

namespace egpulab::simulator::isa::sass {

// A word as disassemblers print it: the upper half first.
constexpr Word word(u64 high, u64 low) { return {low, high}; }

class TestEnvironment final : public GridEnvironment {
 public:
  u64 nanoseconds() override { return time += 1000; }
  void hazard(u64 pc, const std::string& what) override { hazards.push_back({pc, what}); }
  void approximated(const std::string& what) override { approximations.push_back(what); }
  u64 time = 0;
  struct Hazard {
    u64 pc;
    std::string what;
  };
  std::vector<Hazard> hazards;
  std::vector<std::string> approximations;
};

// A warp of 32 lanes whose registers a test sets and reads around single instructions.
class OneWarp {
 public:
  explicit OneWarp(SmVersion sm = 86, u32 shared_bytes = 4096, u32 local_bytes = 1024) {
    launch.sm = sm, launch.block = {32, 1, 1};
    launch.shared_bytes = shared_bytes, launch.local_bytes = local_bytes;
    launch.program = memory.allocate(code_page_bytes);
    launch.local_bytes_per_sm = 1 * MiB, launch.local_memory = memory.allocate(1 * MiB);
    launch.shared_window = 0x729400000000, launch.local_window = 0x729300000000;
    view.space = &memory;
    cta.launch = &launch, cta.environment = &environment;
    cta.shared.assign(shared_bytes, std::byte{0});
    cta.running = 1;
    cta.warps.push_back(std::make_unique<Warp>());
    start();
  }

  Warp& warp() { return *cta.warps[0]; }
  // Registers by lane.
  u32* r(u32 n) { return warp().r[n]; }
  void set(u32 n, u32 value) { std::fill_n(r(n), lanes, value); }
  void set64(u32 n, u64 value) { set(n, low32(value)), set(n + 1, high32(value)); }
  u64 r64(u32 n, u32 lane) { return join64(r(n)[lane], r(n + 1)[lane]); }
  u32& p(u32 n) { return warp().p[n]; }
  u32& ur(u32 n) { return warp().ur[n]; }
  // Binds `bytes` as constant bank `bank`; the registers are not kept.
  void bind_constants(u32 bank, const std::vector<u32>& words) {
    launch.constants.push_back({bank, memory.put(words), static_cast<u32>(words.size() * 4)});
    start();
  }

  // Runs it; the reason why the warp stopped, or Stop::none.
  Stop run(Word w) {
    page.address = launch.program;
    page.records[0] = predecode(w, decoder(level(), launch.sm), launch.sm, 255);
    if (const auto target = direct_target(w, launch.sm, launch.program)) {
      const u64 n = (*target - page.address) / instruction_bytes;
      page.records[0].target = &page.records[n % (records_per_page + 1)];
    }
    warp().page = &page, warp().stop = Stop::none;
    next = page.records[0].run(warp(), &page.records[0]);
    return warp().stop;
  }
  // The instruction that follows, counted from the one that ran; only if it did not stop the warp.
  u32 next_index() const { return static_cast<u32>(next - page.records.data()); }

  GridLaunch launch;
  PagedSpace memory;
  TestEnvironment environment;
  MemoryView view;
  Cta cta;
  CodePage page;
  const Record* next = nullptr;

 private:
  void start() {
    view.clear();
    constants.load(launch, memory);
    occupied = occupancy(launch);
    WarpStart(launch, occupied, constants, view).start(warp(), cta, 0);
  }
  ConstantBanks constants;
  Occupancy occupied;
};

// A program of words on a grid. c[0x0] holds `parameters` from 0x160 on, as compilers for sm_8x lay them out.
class OneGrid {
 public:
  explicit OneGrid(std::vector<Word> program, SmVersion sm = 86) {
    // What lies behind the last instruction of a section: BRA to itself.
    launch.sm = sm;
    launch.program = memory.allocate(program.size() * instruction_bytes + code_page_bytes);
    memory.write(launch.program, program.data(), program.size() * instruction_bytes);
    launch.registers = 32;
    launch.shared_window = 0x729400000000, launch.local_window = 0x729300000000;
  }
  void set_parameters(const std::vector<u64>& values) {
    std::vector<std::byte> bank(0x160 + 8 * values.size());
    std::memcpy(bank.data() + 0x160, values.data(), 8 * values.size());
    launch.constants = {{0, memory.put(bank), static_cast<u32>(bank.size())}};
  }
  // Until it ends or `instructions` have run.
  Progress run(u64 instructions = 10'000'000) {
    grid = std::make_unique<Grid>(launch, memory, programs, environment);
    return grid->run(instructions);
  }
  std::string fault_text() const { return grid->fault() ? grid->describe(*grid->fault()) : "no fault"; }

  GridLaunch launch;
  PagedSpace memory;
  TestEnvironment environment;
  ProgramCache programs;
  std::unique_ptr<Grid> grid;
};

}  // namespace egpulab::simulator::isa::sass
