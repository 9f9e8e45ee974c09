// The main job, step by step.
#include "tools/check/workload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "driver/amd/compute_device.hpp"
#include "driver/nvidia/compute_device.hpp"
#include "driver/regs/amd/code_object.hpp"
#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "fixtures/random.hpp"
#include "tools/check/simulated_firmware.hpp"

namespace egpulab::check {
namespace {

using Problem = std::optional<std::string>;

std::vector<std::byte> random_bytes(u64 seed, std::size_t size) {
  fixtures::Random random(seed);
  std::vector<std::byte> bytes(size);
  std::ranges::generate(bytes, [&] { return static_cast<std::byte>(random.next() >> 56); });
  return bytes;
}

Problem first_wrong_byte(std::string_view what, Bytes expected, Bytes found) {
  const auto [e, f] = std::ranges::mismatch(expected, found);
  if (e == expected.end()) return {};
  return fmt::format("{}: byte {:#x} of {:#x}: expected {:#04x}, found {:#04x}", what, e - expected.begin(),
                     expected.size(), static_cast<u32>(*e), static_cast<u32>(*f));
}

class Run {
 public:
  Run(MeteredDevice& device, Phases& phases, const WorkloadOptions& options)
      : pci_(device), phases_(phases), options_(options) {}

  // Where a card's firmware can be taken over from the session before, it is.
  bool open_again() { return can_take_over_ ? open("warm re-open", true) : open("re-open", false, false); }

  bool open_cold() { return open("cold boot", false, true); }

  bool open(const std::string& name, bool warm_expected, bool reset = false) {
    return phases_.run(name, [&]() -> Problem {
      // A cold boot is one whatever an earlier session left behind.
      device_ = compute::Device::open(pci_, drivers_, {.firmware = options_.firmware, .always_reset = reset});
      queue_ = device_->make_queue();
      can_take_over_ = device_->facts().can_take_over;
      if (device_->facts().warm == warm_expected) return {};
      return warm_expected ? "expected to take over the running card, found that it was booted anew"
                           : "expected a cold boot, found that a running card was taken over";
    });
  }

  void close(const std::string& name) {
    phases_.run(name, [&]() -> Problem {
      modules_.clear();
      queue_.reset();
      const compute::ShutdownReport report = device_->close();
      device_.reset();
      if (report.clean()) return {};
      return fmt::format("{}", fmt::join(report.problems, "; "));
    });
  }

  // Host to VRAM to VRAM to host, whole pages and odd places.
  void copy_device() {
    phases_.run("copies host, VRAM, VRAM, host", [&]() -> Problem {
      constexpr std::size_t size = 4 << 20;
      const std::vector<std::byte> data = random_bytes(options_.seed, size);
      const compute::Buffer a = device_->allocate(size, "copy a"), b = device_->allocate(size, "copy b");
      queue_->upload(a, data);
      queue_->fill(b, 0, size, 0x5a);
      queue_->copy(b, 0, a, 0, size);
      if (Problem p = first_wrong_byte("4 MiB", data, queue_->download<std::byte>(b))) return p;
      constexpr std::size_t odd = 12347;
      queue_->copy(b, 4099, a, 17, odd);
      std::vector<std::byte> expected = data;
      std::copy_n(data.begin() + 17, odd, expected.begin() + 4099);
      return first_wrong_byte("12347 bytes from offset 17 to 4099", expected, queue_->download<std::byte>(b));
    });
  }

  void copy_host() {
    phases_.run("copies to and from host memory", [&]() -> Problem {
      constexpr std::size_t size = 256 << 10;
      const std::vector<std::byte> data = random_bytes(options_.seed + 1, size);
      const compute::Buffer host = device_->allocate(size, "host buffer", compute::MemoryKind::host);
      const compute::Buffer vram = device_->allocate(size, "device buffer");
      queue_->upload(host, data);
      queue_->copy(vram, 0, host, 0, size);
      if (Problem p = first_wrong_byte("VRAM", data, queue_->download<std::byte>(vram))) return p;
      queue_->fill(host, 0, size, 0);
      queue_->copy(host, 64, vram, 64, size - 64);
      std::vector<std::byte> expected = data;
      std::fill_n(expected.begin(), 64, std::byte{0});
      return first_wrong_byte("host memory", expected, queue_->download<std::byte>(host));
    });
  }

  void run_kernel(const fixtures::SuiteEntry& entry) {
    phases_.run(fmt::format("kernel {}", entry.kernel), [&]() -> Problem {
      fixtures::SuiteArguments arguments = entry.arguments(options_.seed);
      std::vector<compute::Argument> bound;
      for (const fixtures::SuiteArgument& argument : arguments) {
        if (!argument.is_buffer()) {
          bound.push_back(compute::Argument::bytes(argument.data));
          continue;
        }
        const compute::Buffer buffer = device_->allocate(std::max<u64>(argument.data.size(), 4), argument.name);
        queue_->upload(buffer, argument.data);
        bound.emplace_back(buffer);
      }
      queue_->launch(
          module(entry).kernel(entry.kernel),
          {.grid = {entry.grid.x, entry.grid.y, entry.grid.z}, .block = {entry.block.x, entry.block.y, entry.block.z}},
          bound);
      for (std::size_t i = 0; i < arguments.size(); ++i)
        if (arguments[i].is_result()) queue_->download(bound[i].buffer(), arguments[i].data);
      return fixtures::first_difference(entry, entry.expected(options_.seed), arguments);
    });
  }

  void run_kernels() {
    for (const fixtures::SuiteEntry& entry : fixtures::kernel_suite())
      if (entry.core || options_.all_kernels) run_kernel(entry);
  }

 private:
  compute::Program& module(const fixtures::SuiteEntry& entry) {
    const auto known = modules_.find(entry.module);
    if (known != modules_.end()) return known->second;
    // Made for this very target, or for all of its generation.
    const std::string& target = device_->facts().target;
    std::string file = entry.file(target);
    auto code = fixtures::kernel(file);
    if (const std::string_view generic = regs::amd::elf::generic_of(target); !code && !generic.empty()) {
      file = entry.file(generic);
      code = fixtures::kernel(file);
    }
    if (!code) throw InvalidRequest(code.error().message);
    return modules_.emplace(entry.module, device_->load(file, *code)).first->second;
  }

  MeteredDevice& pci_;
  Phases& phases_;
  const WorkloadOptions& options_;
  const compute::Drivers drivers_ = drivers();
  std::optional<compute::Device> device_;
  std::optional<compute::Queue> queue_;
  std::map<std::string_view, compute::Program> modules_;
  bool can_take_over_ = true;
};

}  // namespace

void run_workload(MeteredDevice& device, Phases& phases, const WorkloadOptions& options) {
  Run run(device, phases, options);
  if (!run.open_cold()) return;
  run.copy_device();
  if (device.info().limits.host_dma) run.copy_host();
  run.run_kernels();
  run.close("shutdown");
  if (!run.open_again()) return;
  run.run_kernel(*fixtures::find_suite_entry("vecadd"));
  run.close("shutdown again");
}

compute::Drivers drivers() {
  compute::Drivers all;
  all.add(driver::amd::compute_driver());
  all.add(driver::nvidia::compute_driver());
  return all;
}

std::shared_ptr<const firmware::Source> firmware_for(std::string_view uri, const std::string& directory) {
  if (!directory.empty()) return firmware::system_source(directory);
  if (!uri.starts_with("sim:") && !uri.starts_with("trace:")) return firmware::system_source();
  return simulated_firmware();
}

}  // namespace egpulab::check
