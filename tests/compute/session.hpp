// The compute runtime on a simulated card, as an application composes it.
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <ostream>
#include <string>

#include "driver/amd/compute_device.hpp"
#include "driver/bus/backends.hpp"
#include "driver/compute/device.hpp"
#include "driver/regs/amd/code_object.hpp"
#include "fixtures/firmware.hpp"
#include "fixtures/kernel_suite.hpp"
#include "fixtures/kernels.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::compute::test {

// A simulated card, and what its code is compiled for.
struct Gpu {
  const char* profile;
  const char* target;
  const char* firmware_set;
};
inline constexpr Gpu navi31{"rx7900xtx", "gfx1100", "gc_11_0_0"}, navi48{"rx9070xt", "gfx1201", "gc_12_0_1"};
// Both generations: what is the same on both is one test.
inline constexpr Gpu generations[] = {navi31, navi48};
inline void PrintTo(const Gpu& g, std::ostream* out) { *out << g.profile; }
inline std::string name_of(const testing::TestParamInfo<Gpu>& row) { return row.param.profile; }

// Of both: file names tell the chips apart.
inline std::shared_ptr<const firmware::Source> synthetic_firmware() {
  static const auto source = [] {
    fixtures::FirmwareFiles files;
    for (const Gpu& gpu : generations) files.merge(*fixtures::synthetic_firmware(gpu.firmware_set));
    return std::make_shared<firmware::MemorySource>("synthetic firmware", std::move(files));
  }();
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
inline std::unique_ptr<simulator::SimDevice> card(const Gpu& gpu, std::string_view options = {}) {
  std::string uri = "sim:" + std::string(gpu.profile) + "?strict=1";
  if (!options.empty()) uri += "&" + std::string(options);
  return simulator::open_sim(*bus::parse_uri(uri));
}
inline std::unique_ptr<simulator::SimDevice> card(std::string_view options = {}) { return card(navi31, options); }

// A test that holds for both generations.
class OnBoth : public testing::TestWithParam<Gpu> {
 protected:
  const Gpu& gpu() const { return GetParam(); }
};

inline Device open(bus::PciDevice& pci, Options options = {}) {
  if (!options.firmware) options.firmware = synthetic_firmware();
  return Device::open(pci, drivers(), options);
}

// A module's code for a target, or for the generic one that covers it.
inline Bytes code(std::string_view module, std::string_view target = navi31.target) {
  if (const auto exact = fixtures::kernel(fmt::format("{}.{}.co", module, target))) return *exact;
  return *fixtures::kernel(fmt::format("{}.{}.co", module, regs::amd::elf::generic_of(target)));
}

// A copy of a module's code with every instruction word `from` replaced.
inline std::vector<std::byte> code_with(std::string_view module, std::string_view target, u32 from, u32 to) {
  const Bytes original = code(module, target);
  std::vector<std::byte> bytes(original.begin(), original.end());
  for (std::size_t at = 0; at + 4 <= bytes.size(); at += 4)
    if (load<u32>(bytes, at) == from) store(bytes, at, to);
  return bytes;
}
// RDNA3 and RDNA4 ISA documents, SOPP: s_endpgm, s_branch to itself, and an opcode that no table has.
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
  return run(device, queue, device.load(entry.module, code(entry.module, device.facts().target)), entry);
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
