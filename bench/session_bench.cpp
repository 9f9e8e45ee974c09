// Whole sessions through driver and runtime: cold boot to the first kernel's result, launches, copies, recording.
#include <benchmark/benchmark.h>

#include <stdexcept>

#include "driver/amd/code_object.hpp"
#include "driver/amd/code_object_elf.hpp"
#include "driver/amd/compute_device.hpp"
#include "driver/bus/backends.hpp"
#include "driver/compute/device.hpp"
#include "fixtures/firmware.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/machine/sim_device.hpp"
#include "traces/recorder.hpp"

namespace {

using namespace egpulab;

const compute::Drivers& drivers() {
  static const compute::Drivers all = [] {
    compute::Drivers d;
    d.add(driver::amd::compute_driver());
    return d;
  }();
  return all;
}

std::shared_ptr<const firmware::Source> synthetic_firmware() {
  static const auto source =
      std::make_shared<firmware::MemorySource>("synthetic firmware", fixtures::synthetic_firmware("gc_11_0_0").value());
  return source;
}

std::unique_ptr<simulator::SimDevice> card() { return simulator::open_sim(bus::parse_uri("sim:rx7900xtx").value()); }

compute::Device boot(bus::PciDevice& pci) {
  compute::Options options;
  options.firmware = synthetic_firmware();
  return compute::Device::open(pci, drivers(), options);
}

// c = a + b on `n` floats, checked.
void first_kernel(compute::Device& device, u32 n) {
  const std::vector<float> a(n, 1.5f), b(n, 2.25f);
  const compute::Buffer x = device.allocate(n * 4, "a"), y = device.allocate(n * 4, "b"),
                        z = device.allocate(n * 4, "c");
  compute::Queue queue = device.make_queue();
  queue.upload(x, std::as_bytes(std::span(a)));
  queue.upload(y, std::as_bytes(std::span(b)));
  const compute::Program program = device.load("basic", fixtures::kernel("basic.gfx1100.co").value());
  queue.launch(program.kernel("vecadd"), {.grid = {n / 256}, .block = {256}}, {x, y, z});
  if (queue.download<float>(z)[n - 1] != 3.75f) throw std::runtime_error("vecadd computed something else");
}

// The machine is made anew each time and belongs to the time, as it does to a test of one's own.
void cold_boot_to_first_kernel(benchmark::State& state) {
  synthetic_firmware();
  for (auto _ : state) {
    const auto pci = card();
    compute::Device device = boot(*pci);
    first_kernel(device, 1024);
    state.counters["accesses"] = static_cast<double>(pci->machine()->accesses());
    state.counters["virtual_ms"] = static_cast<double>(pci->clock().now().count()) / 1e6;
  }
}
BENCHMARK(cold_boot_to_first_kernel)->Unit(benchmark::kMillisecond);

// Takes the place of the file.
struct Discard final : traces::Output {
  void write(Bytes) override {}
};

void cold_boot_to_first_kernel_recorded(benchmark::State& state) {
  synthetic_firmware();
  for (auto _ : state) {
    const auto pci = card();
    traces::Recorder recorder(*pci, std::make_shared<traces::Writer>(std::make_unique<Discard>()));
    compute::Device device = boot(recorder);
    first_kernel(device, 1024);
  }
}
BENCHMARK(cold_boot_to_first_kernel_recorded)->Unit(benchmark::kMillisecond);

// A booted card with a queue.
struct Session {
  std::unique_ptr<simulator::SimDevice> pci = card();
  compute::Device device = boot(*pci);
  compute::Queue queue = device.make_queue();
};

// The vector add with s_endpgm (RDNA3 ISA, SOPP opcode 48) as its first instruction.
std::vector<std::byte> empty_kernel() {
  const Bytes file = fixtures::kernel("basic.gfx1100.co").value();
  std::vector<std::byte> code(file.begin(), file.end());
  const auto object = driver::amd::CodeObject::parse("basic", file).value();
  const u64 entry = object.kernel("vecadd").value()->entry_offset;
  const auto elf = driver::amd::Elf::parse("basic", file).value();
  for (const auto& segment : elf.loads())
    if (entry >= segment.address && entry - segment.address < segment.file_size)
      store(MutableBytes(code), segment.offset + (entry - segment.address), u32{0xbfb0'0000});
  return code;
}

// Launch and wait, `range` launches a wait.
void empty_dispatch(benchmark::State& state) {
  Session s;
  const std::vector<std::byte> code = empty_kernel();
  const compute::Program program = s.device.load("empty", code);
  const compute::Kernel kernel = program.kernel("vecadd");
  const compute::Buffer buffer = s.device.allocate(4096);
  for (auto _ : state) {
    for (i64 i = 0; i < state.range(0); ++i)
      s.queue.launch(kernel, {.grid = {1}, .block = {256}}, {buffer, buffer, buffer});
    s.queue.finish();
  }
  state.counters["time/dispatch"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * static_cast<double>(state.range(0)),
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(empty_dispatch)->Arg(1)->Arg(100)->Unit(benchmark::kMicrosecond);

constexpr u64 copied = 16 * MiB;

void sdma_copy_in_vram(benchmark::State& state) {
  Session s;
  const compute::Buffer from = s.device.allocate(copied), to = s.device.allocate(copied);
  s.queue.fill(from, 0, copied, 0x5a);
  for (auto _ : state) {
    s.queue.copy(to, 0, from, 0, copied);
    s.queue.finish();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(copied));
}
BENCHMARK(sdma_copy_in_vram)->Unit(benchmark::kMillisecond);

void upload(benchmark::State& state) {
  Session s;
  const std::vector<std::byte> data(copied, std::byte{0x5a});
  const compute::Buffer to = s.device.allocate(copied);
  for (auto _ : state) {
    s.queue.upload(to, data);
    s.queue.finish();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(copied));
}
BENCHMARK(upload)->Unit(benchmark::kMillisecond);

void download(benchmark::State& state) {
  Session s;
  std::vector<std::byte> data(copied);
  const compute::Buffer from = s.device.allocate(copied);
  s.queue.fill(from, 0, copied, 0x5a);
  for (auto _ : state) s.queue.download(from, data);
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(copied));
}
BENCHMARK(download)->Unit(benchmark::kMillisecond);

// Going back to just after boot, from a point where a kernel has run.
void snapshot_restore_after_boot(benchmark::State& state) {
  const auto pci = card();
  compute::Device device = boot(*pci);
  const auto booted = pci->machine()->take_snapshot();
  for (auto _ : state) {
    pci->write32(0, 0x1000, 2);
    pci->machine()->restore(*booted);
  }
}
BENCHMARK(snapshot_restore_after_boot)->Unit(benchmark::kMicrosecond);

}  // namespace

BENCHMARK_MAIN();
