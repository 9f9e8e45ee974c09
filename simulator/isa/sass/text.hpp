// One instruction as text, as NVIDIA's disassembler prints it.
#pragma once

#include <string>

#include "simulator/isa/sass/row.hpp"

namespace egpulab::simulator::isa::sass {

// `@!P0 ISETP.GE.AND P0, PT, R0, RZ, PT ;` for the word of `row` at `address` in its function.
std::string text(const Row& row, Word w, u64 address, SmVersion sm);

}  // namespace egpulab::simulator::isa::sass
