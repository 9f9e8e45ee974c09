// The simulated bus and machine: accesses a second in process, snapshots, hashes, building a machine.
#include <benchmark/benchmark.h>

#include "driver/bus/backends.hpp"
#include "driver/bus/pci_config.hpp"
#include "simulator/machine/sim_device.hpp"

namespace {

using namespace egpulab;

constexpr u8 registers = 5, vram = 0;
constexpr u64 scratch_register = 0x378c;  // RCC_CONFIG_MEMSIZE: storage

struct Open {
  explicit Open(std::string_view uri = "sim:rx7900xtx") {
    bus::Backends backends;
    simulator::register_sim_backend(backends);
    device = backends.open(uri);
    bus::pci::enable_memory_and_bus_master(*device);
    machine = dynamic_cast<simulator::SimDevice&>(*device).machine();
  }
  std::unique_ptr<bus::PciDevice> device;
  std::shared_ptr<simulator::Machine> machine;
};

void register_reads(benchmark::State& state) {
  Open open;
  bus::PciDevice& device = *open.device;
  for (auto _ : state) benchmark::DoNotOptimize(device.read32(registers, scratch_register));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(register_reads);

void register_writes(benchmark::State& state) {
  Open open;
  bus::PciDevice& device = *open.device;
  u32 value = 0;
  for (auto _ : state) device.write32(registers, scratch_register, ++value);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(register_writes);

void vram_window_writes(benchmark::State& state) {
  Open open;
  bus::PciDevice& device = *open.device;
  u64 offset = 0;
  for (auto _ : state) device.write32(vram, offset = (offset + 4) % MiB, 7);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(vram_window_writes);

void vram_block_writes(benchmark::State& state) {
  Open open;
  const std::vector<std::byte> data(1 * MiB, std::byte{0x5a});
  for (auto _ : state) open.device->write_block(vram, 0, data);
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(data.size()));
}
BENCHMARK(vram_block_writes);

void config_reads(benchmark::State& state) {
  Open open;
  for (auto _ : state) benchmark::DoNotOptimize(open.device->config_read(0, 4));
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(config_reads);

void dma_memory_stores(benchmark::State& state) {
  Open open;
  const auto buffer = open.device->allocate_dma({.size = 1 * MiB, .contiguous = false, .label = "bench"});
  for (auto _ : state) buffer->store<u32>(0x8000, 1);
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(dma_memory_stores);

// Going back after a little work: a few registers and pages changed, 64 MiB of VRAM in use.
void snapshot_restore(benchmark::State& state) {
  Open open;
  open.device->write_block(vram, 0, std::vector<std::byte>(64 * MiB, std::byte{1}));
  const auto snapshot = open.machine->take_snapshot();
  for (auto _ : state) {
    open.device->write32(vram, 0x1000, 2);
    open.device->write32(vram, 0x2000000, 2);
    open.device->write32(registers, scratch_register, 1);
    open.machine->restore(*snapshot);
  }
}
BENCHMARK(snapshot_restore)->Unit(benchmark::kMicrosecond);

void snapshot_take(benchmark::State& state) {
  Open open;
  open.device->write_block(vram, 0, std::vector<std::byte>(64 * MiB, std::byte{1}));
  open.machine->take_snapshot();
  for (auto _ : state) {
    open.device->write32(vram, 0x1000, 2);
    benchmark::DoNotOptimize(open.machine->take_snapshot());
  }
}
BENCHMARK(snapshot_take)->Unit(benchmark::kMicrosecond);

void state_hash_with_64_mib(benchmark::State& state) {
  Open open;
  open.device->write_block(vram, 0, std::vector<std::byte>(64 * MiB, std::byte{1}));
  for (auto _ : state) benchmark::DoNotOptimize(open.machine->state_hash());
}
BENCHMARK(state_hash_with_64_mib)->Unit(benchmark::kMillisecond);

void machine_from_nothing(benchmark::State& state) {
  for (auto _ : state) Open open;
}
BENCHMARK(machine_from_nothing)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
