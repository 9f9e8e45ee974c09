// Instructions that are known by name only: textures, surfaces, tensor memory, graphics.
#pragma once

#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {
std::span<const Row> unsupported_rows();
}
