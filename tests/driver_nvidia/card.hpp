// Simulated cards for the driver's tests: one machine each, driven by as many sessions as a test wants.
#pragma once

#include <gtest/gtest.h>

#include <memory>
#include <ostream>
#include <string>

#include "driver/bus/backends.hpp"
#include "driver/nvidia/device.hpp"
#include "fixtures/firmware.hpp"
#include "simulator/machine/sim_device.hpp"

namespace egpulab::driver::nvidia::test {

// A card that tests run on.
struct Board {
  const char* profile;
  const char* chip;
  const char* folder;  // of its firmware
  bool fsp;            // boots by the FSP
};
inline void PrintTo(const Board& b, std::ostream* out) { *out << b.profile; }
inline std::string name_of(const testing::TestParamInfo<Board>& row) { return row.param.profile; }

inline constexpr Board rtx3090{"rtx3090", "GA102", "ga102", false};
inline constexpr Board rtx4090{"rtx4090", "AD102", "ad102", false};
inline constexpr Board rtx5090{"rtx5090", "GB202", "gb202", true};
inline constexpr Board h100{"h100", "GH100", "gh100", true};
// One of each way to boot.
inline constexpr Board generations[] = {rtx3090, rtx4090, rtx5090, h100};
// The boards that tests of every generation leave out.
inline constexpr Board other_boards[] = {
    {"rtx3060", "GA106", "ga102", false}, {"rtx3080", "GA102", "ga102", false}, {"rtxa4000", "GA104", "ga102", false},
    {"rtx4060", "AD107", "ad102", false}, {"rtx4080", "AD103", "ad102", false}, {"rtx5060ti", "GB206", "gb202", true},
    {"rtx5080", "GB203", "gb202", true},
};

inline const firmware::Source& synthetic_firmware() {
  static const auto source = fixtures::synthetic_firmware_source();
  return *source;
}

// What a process is to the card: it opens the device, and when it ends its DMA memory goes.
class Card {
 public:
  explicit Card(const Board& board, std::string_view options = {}) {
    std::string uri = "sim:" + std::string(board.profile) + "?strict=1";
    if (!options.empty()) uri += "&" + std::string(options);
    device_ = simulator::open_sim(*bus::parse_uri(uri));
  }
  bus::PciDevice& pci() { return *device_; }
  simulator::SimDevice& sim() { return *device_; }
  std::unique_ptr<Device> boot(DeviceOptions options = {}) {
    if (!options.firmware) options.firmware = &synthetic_firmware();
    return std::make_unique<Device>(*device_, options);
  }
  // The process dies and another opens the card.
  void reopen() {
    auto machine = device_->machine();
    device_.reset();
    device_ = simulator::open_on(machine);
  }

 private:
  std::unique_ptr<simulator::SimDevice> device_;
};

// The text of the error that `action` ends with; fails the test where it is of another type or there is none.
template <class Error, class Action>
std::string error_of(Action&& action) {
  try {
    action();
  } catch (const std::exception& e) {
    if (dynamic_cast<const Error*>(&e)) return e.what();
    ADD_FAILURE() << "another kind of error: " << e.what();
    return {};
  }
  ADD_FAILURE() << "no error";
  return {};
}

}  // namespace egpulab::driver::nvidia::test
