// Sessions on NVIDIA cards through driver and runtime: cold boot to the first copy's result with a GSP image of the
// vendor's size, with and without a recording; copies.
#include <benchmark/benchmark.h>

#include <array>
#include <stdexcept>

#include "driver/bus/backends.hpp"
#include "driver/compute/device.hpp"
#include "driver/nvidia/compute_device.hpp"
#include "fixtures/firmware_nvidia.hpp"
#include "simulator/machine/sim_device.hpp"
#include "traces/recorder.hpp"

namespace {

using namespace egpulab;

constexpr std::array cards{"rtx3090", "rtx4090", "rtx5090"};

const compute::Drivers& drivers() {
  static const compute::Drivers all = [] {
    compute::Drivers d;
    d.add(driver::nvidia::compute_driver());
    return d;
  }();
  return all;
}

std::shared_ptr<const firmware::Source> vendor_sized_firmware() {
  static const auto source = std::make_shared<fixtures::NvidiaFirmwareSource>(fixtures::vendor_gsp_image);
  return source;
}

std::unique_ptr<simulator::SimDevice> card(i64 index) {
  return simulator::open_sim(*bus::parse_uri(std::string("sim:") + cards[static_cast<std::size_t>(index)]));
}

compute::Device boot(bus::PciDevice& pci) {
  compute::Options options;
  options.firmware = vendor_sized_firmware();
  return compute::Device::open(pci, drivers(), options);
}

void first_copy(compute::Device& device) {
  const std::vector<u32> data(16384, 0x1234'5678);
  const compute::Buffer from = device.allocate(data.size() * 4), to = device.allocate(data.size() * 4);
  compute::Queue queue = device.make_queue();
  queue.upload(from, std::as_bytes(std::span(data)));
  queue.copy(to, 0, from, 0, data.size() * 4);
  if (queue.download<u32>(to) != data) throw std::runtime_error("the copy holds something else");
}

// The machine is made anew each time and belongs to the time, as it does to a test of one's own.
void cold_boot_to_first_copy(benchmark::State& state) {
  const auto once = card(state.range(0));  // makes the firmware
  boot(*once);
  for (auto _ : state) {
    const auto pci = card(state.range(0));
    compute::Device device = boot(*pci);
    first_copy(device);
    state.counters["accesses"] = static_cast<double>(pci->machine()->accesses());
    state.counters["virtual_ms"] = static_cast<double>(pci->clock().now().count()) / 1e6;
  }
  state.SetLabel(cards[static_cast<std::size_t>(state.range(0))]);
}
BENCHMARK(cold_boot_to_first_copy)->DenseRange(0, cards.size() - 1)->Unit(benchmark::kMillisecond);

// Takes the place of the file.
struct Discard final : traces::Output {
  void write(Bytes) override {}
};

void cold_boot_to_first_copy_recorded(benchmark::State& state) {
  const auto once = card(state.range(0));
  boot(*once);
  for (auto _ : state) {
    const auto pci = card(state.range(0));
    traces::Recorder recorder(*pci, std::make_shared<traces::Writer>(std::make_unique<Discard>()));
    compute::Device device = boot(recorder);
    first_copy(device);
  }
  state.SetLabel(cards[static_cast<std::size_t>(state.range(0))]);
}
BENCHMARK(cold_boot_to_first_copy_recorded)->DenseRange(0, cards.size() - 1)->Unit(benchmark::kMillisecond);

void copy_in_vram(benchmark::State& state) {
  constexpr u64 copied = 64 * MiB;
  const auto pci = card(state.range(0));
  compute::Device device = boot(*pci);
  compute::Queue queue = device.make_queue();
  const compute::Buffer from = device.allocate(copied), to = device.allocate(copied);
  queue.fill(from, 0, copied, 0x5a);
  for (auto _ : state) {
    queue.copy(to, 0, from, 0, copied);
    queue.finish();
  }
  state.SetBytesProcessed(state.iterations() * static_cast<i64>(copied));
  state.SetLabel(cards[static_cast<std::size_t>(state.range(0))]);
}
BENCHMARK(copy_in_vram)->DenseRange(0, cards.size() - 1)->Unit(benchmark::kMillisecond);

}  // namespace

BENCHMARK_MAIN();
