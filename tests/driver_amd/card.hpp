// Simulated cards for the driver's tests: one machine each, driven by as many sessions as a test wants.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <memory>
#include <ostream>

#include "driver/amd/device.hpp"
#include "driver/bus/backends.hpp"
#include "driver/firmware/source.hpp"
#include "fixtures/firmware.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::driver::amd::test {

// A card that tests run on, and what its firmware files are called.
struct Chip {
  const char* profile;
  const char* gc;  // as in file names: "11_0_0"
  const char* mp;  // of PSP and SMU
  const char* sdma;
  u64 reported_vram;     // bytes, as the card says
  u64 invalidation_ack;  // GCVM_INVALIDATE_ENG17_ACK, byte offset in the register BAR

  std::string firmware_set() const { return "gc_" + std::string(gc); }
  std::string sos_file() const { return "psp_" + std::string(mp) + "_sos.bin"; }
  std::string smu_file() const { return "smu_" + std::string(mp) + ".bin"; }
  std::string sdma_file() const { return "sdma_" + std::string(sdma) + ".bin"; }
  std::string gc_file(std::string_view engine) const { return firmware_set() + "_" + std::string(engine) + ".bin"; }
};
inline void PrintTo(const Chip& c, std::ostream* out) { *out << c.profile; }
inline std::string name_of(const testing::TestParamInfo<Chip>& row) { return row.param.profile; }

inline constexpr Chip navi31{"rx7900xtx", "11_0_0", "13_0_0", "6_0_0", 24560 * MiB, 0x0a4b8};
inline constexpr Chip navi48{"rx9070xt", "12_0_1", "14_0_3", "7_0_1", 16304 * MiB, 0x0a328};
inline constexpr Chip navi44{"rx9060xt", "12_0_0", "14_0_2", "7_0_0", 16304 * MiB, 0x0a328};
// Other boards of Navi31.
inline constexpr Chip rx7900xt{"rx7900xt", "11_0_0", "13_0_0", "6_0_0", 20464 * MiB, 0x0a4b8};
inline constexpr Chip rx7900gre{"rx7900gre", "11_0_0", "13_0_0", "6_0_0", 16368 * MiB, 0x0a4b8};
inline constexpr Chip w7900{"w7900", "11_0_0", "13_0_0", "6_0_0", 49136 * MiB, 0x0a4b8};
// The other chips of RDNA3. Their GC hub's registers lie elsewhere; no test here needs to know where.
inline constexpr Chip rx7600{"rx7600", "11_0_2", "13_0_7", "6_0_2", 8176 * MiB, 0};
inline constexpr Chip rx7700xt{"rx7700xt", "11_0_3", "13_0_10", "6_0_3", 12272 * MiB, 0};
inline constexpr Chip rx7800xt{"rx7800xt", "11_0_3", "13_0_10", "6_0_3", 16368 * MiB, 0};
// Both generations: what is the same on both is one test.
inline constexpr Chip generations[] = {navi31, navi48};

inline const firmware::Source& synthetic_firmware(const Chip& chip = navi31) {
  static std::map<std::string, firmware::MemorySource> sources;
  const auto known = sources.find(chip.firmware_set());
  if (known != sources.end()) return known->second;
  return sources
      .try_emplace(chip.firmware_set(), "synthetic firmware", *fixtures::synthetic_firmware(chip.firmware_set()))
      .first->second;
}

// What a process is to the card: it opens the device, and when it ends its DMA memory goes.
class Card {
 public:
  explicit Card(std::string_view options = {}) : Card(navi31, options) {}
  explicit Card(const Chip& chip, std::string_view options = {}) : chip_(chip) {
    std::string uri = "sim:" + std::string(chip.profile) + "?strict=1";
    if (!options.empty()) uri += "&" + std::string(options);
    device_ = simulator::open_sim(*bus::parse_uri(uri));
  }
  const Chip& chip() const { return chip_; }
  bus::PciDevice& pci() { return *device_; }
  simulator::SimDevice& sim() { return *device_; }
  std::unique_ptr<Device> boot(DeviceOptions options = {}) {
    if (!options.firmware) options.firmware = &synthetic_firmware(chip_);
    return std::make_unique<Device>(*device_, options);
  }
  // The process dies and another opens the card.
  void reopen() {
    auto machine = device_->machine();
    device_.reset();
    device_ = simulator::open_on(machine);
  }

 private:
  Chip chip_;
  std::unique_ptr<simulator::SimDevice> device_;
};

// A test that holds for both generations.
class OnBoth : public testing::TestWithParam<Chip> {
 protected:
  const Chip& chip() const { return GetParam(); }
};

}  // namespace egpulab::driver::amd::test
