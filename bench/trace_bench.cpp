// Trace rates: appending events, what recording adds to an access, replay as device and as driver, reading.
// Targets: recording at most 60 ns an access, replay as device at least 5 M accesses/s.
#include <benchmark/benchmark.h>

#include <random>

#include "tests/bus/memory_device.hpp"
#include "traces/reader.hpp"
#include "traces/recorder.hpp"
#include "traces/reissue.hpp"
#include "traces/replay.hpp"

using namespace egpulab;
using egpulab::testing::MemoryDevice;

namespace {

constexpr u32 accesses = 200'000;

// What a bring-up does to registers: writes over many of them, reads back, polls. `seed` varies the values.
void drive(bus::PciDevice& device, u32 seed) {
  std::minstd_rand random(seed);
  for (u32 i = 0; i < accesses / 4; ++i) {
    const u64 offset = 0x100 + random() % 0x1000 * 4;
    device.write32(5, offset, static_cast<u32>(random()));
    benchmark::DoNotOptimize(device.read32(5, offset));
    device.write32(5, offset + 4, i);
    benchmark::DoNotOptimize(device.read32(5, 0x40));
  }
}

std::vector<std::byte> session() {
  std::vector<std::byte> bytes;
  MemoryDevice device;
  traces::Recorder recorder(device, std::make_shared<traces::Writer>(traces::write_to_memory(bytes)));
  drive(recorder, 1);
  return bytes;
}

void per_access(benchmark::State& state) {
  const auto n = static_cast<double>(state.iterations()) * accesses;
  state.counters["accesses/s"] = benchmark::Counter(n, benchmark::Counter::kIsRate);
  state.counters["time/access"] = benchmark::Counter(n, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

void device_alone(benchmark::State& state) {
  MemoryDevice device;
  for (auto _ : state) drive(device, 1);
  per_access(state);
}

// Takes the place of the file: what the kernel does with four bytes an access is not the recorder's cost.
struct Discard final : traces::Output {
  explicit Discard(u64& bytes) : total(bytes) {}
  void write(Bytes bytes) override { total += bytes.size(); }
  u64& total;
};

void device_recorded(benchmark::State& state) {
  MemoryDevice device;
  u64 bytes = 0;
  traces::Recorder recorder(device, std::make_shared<traces::Writer>(std::make_unique<Discard>(bytes)));
  for (auto _ : state) drive(recorder, 1);
  per_access(state);
  state.counters["bytes/access"] = static_cast<double>(bytes) / static_cast<double>(state.iterations()) / accesses;
}

void append(benchmark::State& state) {
  u64 bytes = 0;
  traces::Writer writer(std::make_unique<Discard>(bytes));
  for (auto _ : state)
    for (u32 i = 0; i < accesses; ++i)
      writer.append(
          {.time = i * 300, .address = i * 4 % 4096, .value = i, .size = 4, .kind = traces::Kind::write32, .bar = 5});
  per_access(state);
}

void replay_as_device(benchmark::State& state) {
  const auto reader = traces::Reader::from_bytes(session(), "bench").value();
  for (auto _ : state) {
    traces::Replay replay(reader);
    drive(replay, 1);
  }
  per_access(state);
}

void replay_as_driver(benchmark::State& state) {
  const auto reader = traces::Reader::from_bytes(session(), "bench").value();
  for (auto _ : state) {
    MemoryDevice device;
    if (!reissue(reader, device).ok()) state.SkipWithError("mismatch");
  }
  per_access(state);
}

void read_session(benchmark::State& state) {
  const auto reader = traces::Reader::from_bytes(session(), "bench").value();
  for (auto _ : state) benchmark::DoNotOptimize(reader.trace_hash());
  per_access(state);
}

void record_payloads(benchmark::State& state) {
  std::vector<std::byte> image(MiB / 2);
  std::minstd_rand random(1);
  for (std::byte& b : image) b = static_cast<std::byte>(random() >> 8 & 0x3f);
  MemoryDevice device;
  u32 n = 0;
  std::vector<std::byte> file;
  traces::Recorder recorder(device, std::make_shared<traces::Writer>(traces::write_to_memory(file)));
  for (auto _ : state) {
    store(MutableBytes(image), 0, ++n);  // each time new content
    recorder.write_block(0, 0, image);
    file.clear();
  }
  state.SetBytesProcessed(static_cast<i64>(state.iterations()) * static_cast<i64>(image.size()));
}

}  // namespace

BENCHMARK(append)->Unit(benchmark::kMillisecond);
BENCHMARK(device_alone)->Unit(benchmark::kMillisecond);
BENCHMARK(device_recorded)->Unit(benchmark::kMillisecond);
BENCHMARK(replay_as_device)->Unit(benchmark::kMillisecond);
BENCHMARK(replay_as_driver)->Unit(benchmark::kMillisecond);
BENCHMARK(read_session)->Unit(benchmark::kMillisecond);
BENCHMARK(record_payloads);
BENCHMARK_MAIN();
