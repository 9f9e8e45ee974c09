// What a generation makes of the rows that it shares with the others.
#pragma once

#include <optional>

#include "simulator/isa/rdna/launch.hpp"
#include "simulator/isa/rdna/row.hpp"

namespace egpulab::simulator::isa::rdna {

// The row under the name and number that `generation` has for it; nothing if they are those written in the row.
// Rows are written as gfx11 has them, those of gfx12_only as gfx12 has them.
std::optional<Row> adapted(const Row& row, Generation generation);

// Image, export and interpolation instructions, of all generations.
std::span<const Row> graphics_rows();

}  // namespace egpulab::simulator::isa::rdna
