// Compiled kernels as the tests take them, and copies of them with something changed.
#pragma once

#include <gmock/gmock.h>

#include "driver/nvidia/cubin.hpp"
#include "fixtures/kernels.hpp"

namespace egpulab::driver::nvidia::test {

inline constexpr u32 architectures[] = {80, 86, 89, 90, 120};

inline std::string cubin_file(std::string_view module, u32 sm) { return fmt::format("{}.sm_{}.cubin", module, sm); }
inline std::vector<std::byte> cubin_bytes(std::string_view module, u32 sm) {
  const Bytes bytes = *fixtures::kernel(cubin_file(module, sm));
  return {bytes.begin(), bytes.end()};
}
inline Cubin cubin(std::string_view module, u32 sm) {
  const std::string file = cubin_file(module, sm);
  auto parsed = Cubin::parse(file, *fixtures::kernel(file), fmt::format("sm_{}", sm));
  if (!parsed) throw std::runtime_error(parsed.error().message);
  return *std::move(parsed);
}
// Where a section's bytes begin in its file.
inline std::size_t offset_of(Bytes file, std::string_view section) {
  const CubinElf elf = *CubinElf::parse("x", file);
  return static_cast<std::size_t>(elf.find(section)->content.data() - file.data());
}
inline std::string error_of_parsing(Bytes file, std::string_view target = "sm_86") {
  const auto parsed = Cubin::parse("x.cubin", file, target);
  return parsed ? "accepted" : parsed.error().message;
}

}  // namespace egpulab::driver::nvidia::test
