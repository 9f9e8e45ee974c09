// Kernel arguments as words of a command line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "fixtures/kernel_suite.hpp"

namespace egpulab::tool {

struct KernelArgument {
  bool is_buffer = false;
  fixtures::Element element{};
  std::vector<std::byte> data;  // the value, or the buffer's content before the launch
};

// "buf:f32:1024=rand:7", "buf:u8:16=zero", "buf:i32:8=iota", "buf:f32:4=file:PATH", "i32:-5", "f32:0.5". Random floats
// are in [-1, 1), random integers use all bits. A file holds the elements as they are in memory, exactly.
Parsed<KernelArgument> parse_argument(std::string_view text);

// One element as text; floats as short as they can be told apart.
std::string format_element(fixtures::Element element, Bytes data, std::size_t index);

}  // namespace egpulab::tool
