// The compute runtime on a simulated card, as an application composes it.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <string>

#include "driver/amd/compute_device.hpp"
#include "driver/bus/backends.hpp"
#include "driver/compute/device.hpp"
#include "fixtures/firmware.hpp"
#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::compute::test {

inline std::shared_ptr<const firmware::Source> synthetic_firmware() {
  static const auto source =
      std::make_shared<firmware::MemorySource>("synthetic firmware", *fixtures::synthetic_firmware("gc_11_0_0"));
  return source;
}

inline const Drivers& drivers() {
  static const Drivers all = [] {
    Drivers d;
    d.add(driver::amd::compute_driver());
    return d;
  }();
  return all;
}

// `options` of the URI: "dock=usb4-40g&bar0=256M".
inline std::unique_ptr<simulator::SimDevice> card(std::string_view options = {}) {
  std::string uri = "sim:rx7900xtx?strict=1";
  if (!options.empty()) uri += "&" + std::string(options);
  return simulator::open_sim(*bus::parse_uri(uri));
}

inline Device open(bus::PciDevice& pci, Options options = {}) {
  if (!options.firmware) options.firmware = synthetic_firmware();
  return Device::open(pci, drivers(), options);
}

inline Bytes code(std::string_view module) { return *fixtures::kernel(std::string(module) + ".gfx1100.co"); }

// A copy of a module's code with every instruction word `from` replaced.
inline std::vector<std::byte> code_with(std::string_view module, u32 from, u32 to) {
  const Bytes original = code(module);
  std::vector<std::byte> bytes(original.begin(), original.end());
  for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4)
    if (load<u32>(bytes, at) == from) store(bytes, at, to);
  return bytes;
}
// RDNA3 ISA document, SOPP: s_endpgm, s_branch to itself, and an opcode that no table has.
inline constexpr u32 end_program = 0xbfb0'0000, branch_to_itself = 0xbfa0'ffff, no_instruction = 0xbfff'0000;

// Runs a kernel of the suite and says what differs from the reference; nothing if all is right.
inline std::optional<std::string> run(Device& device, Queue& queue, const Program& program,
                                      const fixtures::SuiteEntry& entry, u64 seed = 7) {
  fixtures::SuiteArguments arguments = entry.arguments(seed);
  std::vector<Argument> bound;
  for (const fixtures::SuiteArgument& a : arguments) {
    if (!a.is_buffer()) {
      bound.push_back(Argument::bytes(a.data));
      continue;
    }
    const Buffer buffer = device.allocate(std::max<u64>(a.data.size(), 4), a.name);
    queue.upload(buffer, a.data);
    bound.emplace_back(buffer);
  }
  queue.launch(
      program.kernel(entry.kernel),
      {.grid = {entry.grid.x, entry.grid.y, entry.grid.z}, .block = {entry.block.x, entry.block.y, entry.block.z}},
      bound);
  for (std::size_t i = 0; i < arguments.size(); ++i)
    if (arguments[i].is_result()) queue.download(bound[i].buffer(), MutableBytes(arguments[i].data));
  return fixtures::first_difference(entry, entry.expected(seed), arguments);
}

inline std::optional<std::string> run(Device& device, std::string_view kernel) {
  const fixtures::SuiteEntry& entry = *fixtures::find_suite_entry(kernel);
  Queue queue = device.make_queue();
  return run(device, queue, device.load(entry.module, code(entry.module)), entry);
}

// The sentence that an action fails with; a test failure where it does not fail with an E.
template <class E, class Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const E& e) {
    return e.what();
  } catch (const std::exception& e) {
    ADD_FAILURE() << "another kind of error: " << e.what();
    return {};
  }
  ADD_FAILURE() << "no error";
  return {};
}

}  // namespace egpulab::compute::test
