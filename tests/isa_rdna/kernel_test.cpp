// Kernels that a compiler made, straight on the engine: the fixture suite against its CPU references, at every level.
#include <gtest/gtest.h>

#include <ostream>

#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/isa/rdna/level.hpp"
#include "tests/isa_rdna/machine.hpp"

namespace egpulab::fixtures {

void PrintTo(const SuiteEntry& entry, std::ostream* out) { *out << entry.kernel; }

}  // namespace egpulab::fixtures

namespace egpulab::simulator::isa::rdna {
namespace {

// The kernel's arguments in memory as AMDHSA lays them out: explicit ones at their natural alignment, then the hidden
// ones of code object version 5 that OpenCL kernels read.
class Arguments {
 public:
  Arguments(PagedSpace& space, const fixtures::SuiteEntry& entry, const fixtures::SuiteArguments& all) : space_(space) {
    std::vector<std::byte> block(4096);
    u64 at = 0;
    for (const fixtures::SuiteArgument& a : all) {
      const u64 bytes = a.is_buffer() ? 8 : a.data.size();
      at = align_up(at, bytes);
      if (a.is_buffer()) {
        buffers_.push_back(space.put(a.data));
        std::memcpy(block.data() + at, &buffers_.back(), 8);
      } else {
        std::memcpy(block.data() + at, a.data.data(), bytes);
        buffers_.push_back(0);
      }
      at += bytes;
    }
    std::byte* hidden = block.data() + align_up(at, 8);
    const u32 groups[3] = {entry.grid.x, entry.grid.y, entry.grid.z};
    const u16 sizes[3] = {static_cast<u16>(entry.block.x), static_cast<u16>(entry.block.y),
                          static_cast<u16>(entry.block.z)};
    std::memcpy(hidden, groups, 12), std::memcpy(hidden + 12, sizes, 6);
    const u16 dimensions = 3;
    std::memcpy(hidden + 64, &dimensions, 2);
    address_ = space.put(block);
  }
  u64 address() const { return address_; }
  // The arguments with what the buffers hold now.
  fixtures::SuiteArguments results(fixtures::SuiteArguments all) const {
    for (std::size_t n = 0; n < all.size(); ++n)
      if (all[n].is_buffer()) all[n].data = space_.get<std::byte>(buffers_[n], all[n].data.size());
    return all;
  }

 private:
  PagedSpace& space_;
  std::vector<u64> buffers_;  // by argument; 0 for values
  u64 address_ = 0;
};

// hsa_kernel_dispatch_packet_t, as far as kernels read it.
u64 dispatch_packet(PagedSpace& space, const fixtures::SuiteEntry& e, u64 kernarg) {
  struct Packet {
    u16 header = 0, setup = 3, group[3], reserved = 0;
    u32 grid[3], private_bytes = 0, group_bytes = 0;
    u64 kernel = 0, kernarg, reserved2 = 0, completion = 0;
  } packet{};
  const u32 block[3] = {e.block.x, e.block.y, e.block.z}, grid[3] = {e.grid.x, e.grid.y, e.grid.z};
  for (u32 a = 0; a < 3; ++a) packet.group[a] = static_cast<u16>(block[a]), packet.grid[a] = block[a] * grid[a];
  packet.kernarg = kernarg;
  return space.put(std::vector<Packet>{packet});
}

// What the suite is compiled for, and what runs it.
struct KernelTarget {
  const char* name;
  Generation generation;
};
constexpr KernelTarget gfx11{"gfx1100", Generation::gfx11}, gfx12{"gfx12-generic", Generation::gfx12};

Launch prepare(PagedSpace& space, const fixtures::SuiteEntry& entry, u64 kernarg, const KernelTarget& target = gfx11) {
  const auto elf = fixtures::kernel(entry.file(target.name));
  LoadedKernel loaded = load_kernel(space, *elf, std::string(entry.kernel));
  Launch& l = loaded.launch;
  l.generation = target.generation;
  l.group_threads = {entry.block.x, entry.block.y, entry.block.z};
  l.groups = {entry.grid.x, entry.grid.y, entry.grid.z};
  l.shared_base = u64{0x2000} << 48, l.private_base = u64{0x1000} << 48;
  u32 s = 0;
  const auto pass = [&](u64 v) { l.user_data[s++] = low32(v), l.user_data[s++] = high32(v); };
  if (loaded.properties & 2) pass(dispatch_packet(space, entry, kernarg));
  if (loaded.properties & 4) pass(0);
  if (loaded.properties & 8) pass(kernarg);
  if (l.rsrc2 & 1) {
    const u64 bytes = align_up(std::max(loaded.private_bytes, 16u * 1024) * static_cast<u64>(l.wave_size), 256);
    constexpr u32 waves = 32;
    l.scratch_base = space.allocate(bytes * waves);
    l.tmpring_size = waves | static_cast<u32>(bytes / 256) << 12;
  }
  return l;
}

class Kernels : public testing::TestWithParam<std::tuple<KernelTarget, fixtures::SuiteEntry>> {};

TEST_P(Kernels, ComputeWhatTheReferenceDoesAtEveryHostLevel) {
  const auto& [target, entry] = GetParam();
  const fixtures::SuiteArguments inputs = entry.arguments(7), expected = entry.expected(7);
  for (const Level host : available_levels()) {
    force_level(host);
    PagedSpace space;
    QuietEnvironment environment;
    ProgramCache programs;
    const Arguments arguments(space, entry, inputs);
    Dispatch dispatch(prepare(space, entry, arguments.address(), target), space, programs, environment);

    ASSERT_EQ(dispatch.run(2'000'000'000), Progress::finished)
        << (dispatch.fault() ? dispatch.fault()->describe() : "not finished");

    const auto difference = first_difference(entry, expected, arguments.results(inputs));
    EXPECT_FALSE(difference) << name(host) << ": " << *difference;
  }
}

auto suite() { return testing::ValuesIn(fixtures::kernel_suite().begin(), fixtures::kernel_suite().end()); }
std::string kernel_name(const testing::TestParamInfo<std::tuple<KernelTarget, fixtures::SuiteEntry>>& row) {
  return std::string(std::get<1>(row.param).kernel);
}
INSTANTIATE_TEST_SUITE_P(Gfx1100, Kernels, testing::Combine(testing::Values(gfx11), suite()), kernel_name);
INSTANTIATE_TEST_SUITE_P(Gfx1201, Kernels, testing::Combine(testing::Values(gfx12), suite()), kernel_name);

// Snapshots in the middle: what goes on in a fresh dispatch ends as what was never interrupted.
struct Saver final : StateVisitor {
  void raw(MutableBytes bytes) override { state.insert(state.end(), bytes.begin(), bytes.end()); }
  bool restoring() const override { return false; }
  std::vector<std::byte> state;
};
struct Restorer final : StateVisitor {
  explicit Restorer(Bytes from) : left(from) {}
  void raw(MutableBytes bytes) override {
    std::copy_n(left.begin(), bytes.size(), bytes.begin());
    left = left.subspan(bytes.size());
  }
  bool restoring() const override { return true; }
  Bytes left;
};

// s_mov_b32 s4, 0
// loop:
// v_add_co_u32 v2, vcc_lo, v0, v1
// v_add_co_ci_u32 v3, vcc_lo, v3, v2, vcc_lo
// v_add_co_u32 v5, vcc_lo, v0, v1
// v_add_co_ci_u32 v6, vcc_lo, v6, v0, vcc_lo
// s_add_u32 s4, s4, 1
// s_cmp_lt_u32 s4, 3000
// s_cbranch_scc1 loop
// s_endpgm
constexpr u32 sums[] = {0xbe840080, 0xd7006a02, 0x00020300, 0x40060503, 0xd7006a05, 0x00020300,
                        0x400c0106, 0x80048104, 0xbf0aff04, 0x00000bb8, 0xbfa2fff6, 0xbfb00000};

// Most of the loop is executed in pairs; turns end between the two of one as well.
TEST(Turns, EndAtTheSameInstructionHoweverTheCodeWasEntered) {
  PagedSpace space;
  QuietEnvironment environment;
  Launch launch;
  launch.program = space.put(std::vector<u32>(std::begin(sums), std::end(sums)));
  launch.rsrc1 = 3 | 0xf0 << 12;
  launch.group_threads = {32, 1, 1};
  const auto state = [](Dispatch& d) {
    Saver saver;
    d.visit(saver);
    return saver.state;
  };
  ProgramCache programs;
  Dispatch whole(launch, space, programs, environment);
  u64 turns = 0;
  while (true) {
    const auto before = state(whole);
    const Progress progress = whole.run(1);

    ProgramCache cold;
    Dispatch restored(Launch{}, space, cold, environment);
    Restorer restorer(before);
    restored.visit(restorer);
    ASSERT_EQ(restored.run(1), progress);
    ASSERT_EQ(restored.retired(), whole.retired());
    ASSERT_EQ(state(restored), state(whole)) << "after turn " << turns;

    if (progress == Progress::finished) break;
    ASSERT_EQ(whole.retired(), 4096 * ++turns);
  }
  EXPECT_EQ(whole.retired(), 3000u * 7 + 2);
}

class KernelSnapshot : public testing::TestWithParam<KernelTarget> {};
TEST_P(KernelSnapshot, ARestoredDispatchGoesOnWhereItWas) {
  const fixtures::SuiteEntry& entry = *fixtures::find_suite_entry("histogram");
  const fixtures::SuiteArguments inputs = entry.arguments(7);
  PagedSpace space;
  QuietEnvironment environment;
  ProgramCache programs;
  const Arguments arguments(space, entry, inputs);
  Dispatch first(prepare(space, entry, arguments.address(), GetParam()), space, programs, environment);
  ASSERT_EQ(first.run(500), Progress::yielded);
  Saver saver;
  first.visit(saver);

  ProgramCache other;
  Dispatch second(Launch{}, space, other, environment);
  Restorer restorer(saver.state);
  second.visit(restorer);
  ASSERT_EQ(second.run(2'000'000'000), Progress::finished);

  EXPECT_TRUE(restorer.left.empty());
  EXPECT_FALSE(first_difference(entry, entry.expected(7), arguments.results(inputs)));
}

INSTANTIATE_TEST_SUITE_P(Generations, KernelSnapshot, testing::Values(gfx11, gfx12), [](const auto& target) {
  return target.param.generation == Generation::gfx11 ? "gfx11" : "gfx12";
});

}  // namespace
}  // namespace egpulab::simulator::isa::rdna
