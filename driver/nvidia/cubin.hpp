// Programs as NVIDIA's compilers make them: cubins, their kernels, and their image at a load address.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/nvidia/cubin_elf.hpp"

namespace egpulab::driver::nvidia {

// A kernel parameter; cubins keep no names or types.
struct CubinParameter {
  u32 offset = 0;  // from the first parameter, bytes
  u32 size = 0;
};

struct CubinKernel {
  // A constant bank that the kernel reads: a part of the image.
  struct Bank {
    u32 index = 0;
    u64 offset = 0;
    u32 bytes = 0;
  };
  std::string name;
  u64 entry = 0;       // of the first instruction, in the image; a multiple of 128
  u64 code_bytes = 0;  // with functions of its own that it calls
  u32 registers = 0, barriers = 0;
  u32 shared_bytes = 0;    // static, as addressed: with what the system keeps at the start
  u32 stack_bytes = 0;     // of each thread, as far as the compiler knows
  bool calls = false;      // functions of the source: recursion may need more stack
  u32 parameter_base = 0;  // in bank 0
  u32 parameter_bytes = 0;
  std::vector<CubinParameter> parameters;
  u32 max_threads = 1024;  // of a block
  std::optional<std::array<u32, 3>> required_block;
  std::optional<std::array<u32, 3>> cluster;  // blocks of a cluster
  std::vector<std::string> externs;  // functions of the vendor's driver that the kernel calls: traps are in their place
  std::vector<Bank> banks;           // without bank 0
  std::vector<std::byte> bank0;      // what the file gives of it, to the parameters' end
};

class Cubin {
 public:
  // `name` is for messages; `target`, where given ("sm_86"), is the card's: code for an earlier minor version of the
  // same major one runs there too.
  static Parsed<Cubin> parse(std::string_view name, Bytes file, std::optional<std::string_view> target = {});

  u32 sm() const { return sm_; }
  const std::vector<CubinKernel>& kernels() const { return kernels_; }
  // The error lists the kernels that there are.
  Parsed<const CubinKernel*> kernel(std::string_view name) const;

  // Code, constants and variables with initial values lie in the image, other variables in zeroed memory of their own.
  u64 image_bytes() const { return image_.size(); }
  u64 zeroed_bytes() const { return zeroed_bytes_; }
  // The bytes to place at `image`, relocated for these addresses, which are multiples of 64 KiB.
  std::vector<std::byte> image_at(u64 image, u64 zeroed) const;

  // Functions in the image, ascending, among them the vendor's that the file only calls (vprintf): a trap takes their
  // place.
  struct Function {
    u64 begin = 0, end = 0;
    std::string name;
  };
  const std::vector<Function>& functions() const { return functions_; }

 private:
  class Parser;
  struct Relocation {
    u64 offset = 0;  // in the image
    u32 type = 0;
    bool zeroed = false;  // which of the addresses is added
    u64 value = 0;
  };
  std::string name_;
  u32 sm_ = 0;
  std::vector<std::byte> image_;
  u64 zeroed_bytes_ = 0;
  std::vector<Relocation> relocations_;
  std::vector<CubinKernel> kernels_;
  std::vector<Function> functions_;
};

}  // namespace egpulab::driver::nvidia
