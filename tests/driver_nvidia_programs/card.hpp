// A simulated card whose shader engine takes notes: what launches look like when they reach the multiprocessors.
#pragma once

#include <gmock/gmock.h>

#include <functional>

#include "driver/compute/device.hpp"
#include "driver/nvidia/compute_device.hpp"
#include "driver/nvidia/constant_bank.hpp"
#include "simulator/nvidia/gpu.hpp"
#include "tests/driver_nvidia/card.hpp"
#include "tests/driver_nvidia_programs/cubins.hpp"

namespace egpulab::driver::nvidia::test {

namespace sim = simulator::nvidia;
using namespace std::chrono_literals;

class NotedLaunches final : public sim::ShaderEngine {
 public:
  std::unique_ptr<sim::ShaderGrid> start(const sim::Launch& launch, sim::VirtualSpace& memory) override {
    launches.push_back(launch);
    // Banks are read now: their place is used again once the launch is over.
    banks.clear();
    for (const sim::ConstantBank& bank : launch.constants) {
      banks[bank.index].resize(bank.bytes);
      EXPECT_FALSE(memory.read(bank.address, banks[bank.index])) << "bank " << bank.index << " is not mapped";
    }
    return std::make_unique<Done>(acts ? acts(launch, memory) : std::nullopt);
  }
  std::unique_ptr<sim::ShaderGrid> restored(sim::VirtualSpace&) override {
    return std::make_unique<Done>(std::nullopt);
  }
  const sim::Launch& last() const { return launches.back(); }
  template <class T>
  T constant(u32 bank, u64 offset) const {
    return load<T>(banks.at(bank), offset);
  }

  std::vector<sim::Launch> launches;
  std::map<u32, std::vector<std::byte>> banks;  // of the latest
  // What the kernel does in place of its code.
  std::function<std::optional<sim::ShaderError>(const sim::Launch&, sim::VirtualSpace&)> acts;

 private:
  // What was to be done is done when it starts.
  class Done final : public sim::ShaderGrid {
   public:
    explicit Done(std::optional<sim::ShaderError> error) : error_(std::move(error)) {}
    Slice run(sim::ShaderSurroundings&) override {
      return {error_ ? State::failed : State::finished, 5us, error_.value_or(sim::ShaderError{})};
    }
    void visit(simulator::StateVisitor&) override {}

   private:
    std::optional<sim::ShaderError> error_;
  };
};

// A device opened as an application does, on a card with that engine or its own.
class ProgramCard {
 public:
  enum class Engine : u8 { noted, of_the_card };
  explicit ProgramCard(const Board& board, Engine engine = Engine::noted)
      : card(board),
        device(compute::Device::open(card.pci(), drivers(), {.firmware = firmware(), .work_limit = 100ms})) {
    if (engine == Engine::noted) dynamic_cast<sim::Gpu&>(card.sim().machine()->endpoint(0)).host().connect(shaders);
  }
  u32 sm() const {
    const std::string& target = device.facts().target;
    return static_cast<u32>(std::stoul(target.substr(3)));
  }
  compute::Program load(std::string_view module) {
    const std::string file = cubin_file(module, sm());
    return device.load(file, *fixtures::kernel(file));
  }
  const ConstantBankLayout& layout() const { return *constant_bank_layout(sm()); }

  static compute::Drivers drivers() {
    compute::Drivers all;
    all.add(compute_driver());
    return all;
  }
  static std::shared_ptr<const firmware::Source> firmware() {
    static const std::shared_ptr<const firmware::Source> source = fixtures::synthetic_firmware_source();
    return source;
  }

  NotedLaunches shaders;
  Card card;
  compute::Device device;
};

}  // namespace egpulab::driver::nvidia::test
