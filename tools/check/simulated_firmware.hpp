// Firmware for simulated cards: the synthetic files, with the texts of what the simulated GSP-RM logs.
#pragma once

#include <memory>

#include "driver/firmware/source.hpp"

namespace egpulab::check {

std::shared_ptr<const firmware::Source> simulated_firmware();

}  // namespace egpulab::check
