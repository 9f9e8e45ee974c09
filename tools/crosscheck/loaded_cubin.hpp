// A cubin in a card's memory, and its kernels ready for the engine as a launch descriptor would give them.
#pragma once

#include <span>

#include "driver/nvidia/cubin.hpp"
#include "fixtures/kernel_suite.hpp"
#include "simulator/isa/sass/grid.hpp"

namespace egpulab::tool {

// What loading needs of a card's memory.
class DeviceMemory {
 public:
  virtual ~DeviceMemory() = default;
  // Zeroed, at a multiple of 64 KiB.
  virtual u64 allocate(u64 bytes) = 0;
  virtual void write(u64 va, Bytes from) = 0;
  virtual void read(u64 va, MutableBytes into) = 0;
};

struct LaunchShape {
  fixtures::Dim3 grid, block;
  u32 dynamic_shared = 0;
  u32 stack_bytes = 0;  // 0: what the compiler asked for, and 16 KiB where it cannot know (recursion, pointers)
};

class LoadedCubin {
 public:
  // `memory` must outlive the object.
  static Parsed<LoadedCubin> load(std::string_view name, Bytes file, DeviceMemory& memory);

  Parsed<simulator::isa::sass::GridLaunch> launch(std::string_view kernel, const LaunchShape& shape, Bytes parameters);
  const driver::nvidia::Cubin& cubin() const { return cubin_; }
  // Names what a fault's address lies in: "matmul_lds + 0x1a0".
  std::string place(u64 pc) const;

 private:
  LoadedCubin(driver::nvidia::Cubin cubin, DeviceMemory& memory) : cubin_(std::move(cubin)), memory_(&memory) {}

  driver::nvidia::Cubin cubin_;
  DeviceMemory* memory_;
  u64 image_ = 0;
};

// Buffers of arguments in memory, and the parameters that point to them.
class DeviceArguments {
 public:
  DeviceArguments(const fixtures::SuiteArguments& arguments, DeviceMemory& memory);
  // Values and addresses where the cubin says that the kernel looks for them.
  Parsed<std::vector<std::byte>> parameters(const driver::nvidia::CubinKernel& kernel) const;
  // The arguments with what the buffers hold now.
  fixtures::SuiteArguments results() const;
  u64 address(std::size_t argument) const { return addresses_[argument]; }

 private:
  fixtures::SuiteArguments arguments_;
  DeviceMemory& memory_;
  std::vector<u64> addresses_;  // 0 for values
};

// Places each value at its parameter's offset; `addresses` stand for the buffers among the arguments.
Parsed<std::vector<std::byte>> parameter_block(const driver::nvidia::CubinKernel& kernel,
                                               const fixtures::SuiteArguments& arguments,
                                               std::span<const u64> addresses);

}  // namespace egpulab::tool
