// The simulated NVIDIA engines at work: pushbuffer methods, copies, BAR1 writes. What is promised: 10 M methods/s, 4
// GB/s.
#include <benchmark/benchmark.h>

#include "tests/nvidia_engines/card.hpp"

namespace {

using namespace egpulab;
using namespace egpulab::simulator::nvidia;
using namespace egpulab::simulator::nvidia::tests;
using namespace egpulab::regs::nvidia;

// Segments of methods that set state, as command buffers are for the most part.
void methods(benchmark::State& state, u32 runlist, u32 subchannel, u32 method, u32 count) {
  Card card;
  TestChannel channel = card.channel({.runlist = runlist});
  card.schedule();
  std::vector<u32> words;
  while (words.size() < 60'000) {
    words.push_back(MethodHeader{"ADDRESS"_f = method / 4, "SUBCHANNEL"_f = subchannel, "COUNT"_f = count,
                                 "SEC_OP"_f = SecOp::inc_method}
                        .raw());
    for (u32 i = 0; i < count; ++i) words.push_back(i);
  }
  const u64 per_segment = words.size() / (count + 1) * count;
  const u64 at = channel.write(words);
  const u64 entry =
      GpEntry{"GET"_f = low32(at) >> 2, "GET_HI"_f = high32(at), "LENGTH"_f = static_cast<u32>(words.size())}.raw();
  for (auto _ : state) {
    channel.entry(entry);
    channel.ring_doorbell();
    card.settle();
  }
  if (!card.manager.errors.empty()) state.SkipWithError(card.manager.errors[0].what.c_str());
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations() * per_segment));
}
BENCHMARK_CAPTURE(methods, of_the_host, 0, 0, udma::sem_addr_lo, 4)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(methods, of_the_copy_engine, copy_runlist, 4, copy_methods::offset_in_upper, 8)
    ->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(methods, of_compute, 0, 1, compute_methods::set_report_semaphore_payload_lower, 4)
    ->Unit(benchmark::kMillisecond);

// Small copies with a semaphore each, one doorbell a copy: what a runtime does most.
void small_copies(benchmark::State& state) {
  Card card;
  TestChannel channel = card.channel({.runlist = copy_runlist});
  card.schedule();
  const u64 from = card.take(64 * KiB), to = card.take(64 * KiB), mark = card.take(4096);
  const auto words = copy(Card::va(to), Card::va(from), 4096) + release(Card::va(mark), 1);
  for (auto _ : state) channel.run(words);
  state.SetItemsProcessed(static_cast<int64_t>(state.iterations()));
}
BENCHMARK(small_copies);

void copies(benchmark::State& state, u64 to, u64 from) {
  Card card;
  TestChannel channel = card.channel({.runlist = copy_runlist});
  card.schedule();
  const u32 bytes = 4 * MiB;
  if (from == Card::host_va)
    card.port.memory.fill(0, bytes, 0x5a);
  else
    card.vram.fill(from - Card::vram_va, bytes, 0x5a);
  const auto words = copy(to, from, bytes);
  for (auto _ : state) channel.run(words);
  if (!card.manager.errors.empty()) state.SkipWithError(card.manager.errors[0].what.c_str());
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * bytes));
}
BENCHMARK_CAPTURE(copies, within_vram, Card::va(32 * MiB), Card::va(64 * MiB))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(copies, to_system_memory, Card::host_va, Card::va(64 * MiB))->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(copies, from_system_memory, Card::va(64 * MiB), Card::host_va)->Unit(benchmark::kMillisecond);

void bar1_writes(benchmark::State& state) {
  Card card;
  const std::vector<std::byte> image(64 * MiB, std::byte{1});
  for (auto _ : state) card.windows.write(Window::bar1, 0, image);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * image.size()));
}
BENCHMARK(bar1_writes)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
