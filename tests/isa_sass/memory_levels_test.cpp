// Loads and stores do the same on every build of the handlers that this host can run, faults included.
#include <random>

#include "simulator/isa/level.hpp"
#include "tests/isa_sass/memory_words.hpp"

namespace egpulab::simulator::isa::sass {
namespace {

struct Access32 {
  Word word;
  u64 address[lanes];
  u32 data[4][lanes];
  u32 mask;
};

// What a warp and its memories are after a number of accesses.
struct Outcome {
  std::vector<u32> registers, shared, global, local, faults;
  friend bool operator==(const Outcome&, const Outcome&) = default;
};

Outcome run_all(const std::vector<Access32>& accesses, Level level) {
  force_level(level);
  OneWarp t(86, 8192, 4096);
  const u64 global = t.memory.allocate(PagedSpace::page);
  std::vector<std::byte> noise(PagedSpace::page);
  fill_with_noise(noise.data(), noise.size());
  t.memory.write(global, noise.data(), noise.size());
  Outcome o;
  for (const Access32& a : accesses) {
    t.p(0) = a.mask;
    for (u32 l = 0; l < lanes; ++l) {
      const u64 base = a.word.opcode() == 0x181 || a.word.opcode() == 0x186 ? global : 0;
      t.r(2)[l] = low32(base + a.address[l]), t.r(3)[l] = high32(base + a.address[l]);
      for (u32 n = 0; n < 4; ++n) t.r(8 + n)[l] = a.data[n][l];
    }
    const Stop stop = t.run(guarded_by(a.word, 0));
    const Fault& f = t.warp().fault;
    if (stop != Stop::none) o.faults.insert(o.faults.end(), {u32{static_cast<u8>(f.error)}, f.lane, low32(f.address)});
    for (u32 n = 8; n < 13; ++n) o.registers.insert(o.registers.end(), t.r(n), t.r(n) + lanes);
  }
  o.shared.resize(t.cta.shared.size() / 4);
  std::memcpy(o.shared.data(), t.cta.shared.data(), t.cta.shared.size());
  o.global = t.memory.get<u32>(global, PagedSpace::page / 4);
  o.local = t.memory.get<u32>(t.launch.local_memory, 4096 * lanes / 4);
  return o;
}

TEST(MemoryOnEveryHostLevel, DoesTheSame) {
  std::mt19937_64 random(20);
  constexpr Word words[] = {ldg, stg, lds, sts, ldl, stl};
  std::vector<Access32> accesses(4000);
  for (Access32& a : accesses) {
    const u64 which = random() % 6, pattern = random() % 6;
    const Size& size = sizes[random() % 7];
    a.word = of_size(words[which], size);
    a.mask = random() % 2 ? ~0u : static_cast<u32>(random());
    const u64 first = (which >= 4 ? (1 << 24) - 4096 : 0) + random() % 20 * size.bytes;
    for (u32 l = 0; l < lanes; ++l) {
      a.address[l] = first + u64{walks[pattern].place(l)} * size.bytes;
      if (random() % 3000 == 0) a.address[l] += size.bytes / 2 + 1;  // misaligned, mostly
      if (random() % 3000 == 0) a.address[l] = 0x7fffff00;           // nowhere
      for (u32 n = 0; n < 4; ++n) a.data[n][l] = static_cast<u32>(random());
    }
  }
  const Level before = level();
  const Outcome expected = run_all(accesses, Level::baseline);
  EXPECT_GT(expected.faults.size(), 100u) << "faults are part of it";
  for (const Level l : available_levels()) EXPECT_EQ(run_all(accesses, l), expected) << name(l);
  force_level(before);
}

}  // namespace
}  // namespace egpulab::simulator::isa::sass
