// GPU programs as compilers make them: AMDGPU HSA code objects, their kernels, and their image at a load address.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "driver/base/expected.hpp"
#include "driver/base/types.hpp"
#include "driver/regs/amd/code_object.hpp"
#include "driver/regs/amd/kernel_descriptor.hpp"

namespace egpulab::driver::amd {

// A kernel parameter, explicit or hidden (filled in by the launcher).
struct KernelArgument {
  std::string name;        // empty where the compiler gave none
  std::string type_name;   // "f32*", or empty
  std::string value_kind;  // "by_value", "global_buffer", "dynamic_shared_pointer", "hidden_block_count_x", ...
  u32 offset = 0;          // in the kernarg segment, bytes
  u32 size = 0;            // bytes
  u32 pointee_align = 0;   // dynamic_shared_pointer only

  bool hidden() const { return value_kind.starts_with("hidden_"); }
  bool is_buffer() const { return value_kind == "global_buffer"; }
};

struct Kernel {
  std::string name;
  regs::amd::KernelDescriptor descriptor{};
  u64 descriptor_offset = 0;              // in the image
  u64 entry_offset = 0;                   // in the image; 256-byte aligned
  std::vector<KernelArgument> arguments;  // in order of offset, explicit ones first
  u32 kernarg_size = 0;
  u32 kernarg_align = 16;
  u32 lds_size = 0;            // bytes, static
  u32 scratch_size = 0;        // bytes per work-item, static
  bool dynamic_stack = false;  // recursion or indirect calls: the launcher chooses the scratch size
  u8 wave_size = 32;
  u32 max_workgroup_size = 1024;
  std::array<u32, 3> required_workgroup_size{};  // zeros: any
  u32 sgpr_count = 0, vgpr_count = 0;

  // The explicit arguments, in order.
  std::vector<const KernelArgument*> parameters() const;
  const KernelArgument* hidden(std::string_view value_kind) const;
};

class CodeObject {
 public:
  // `name` is for messages; `target`, where given ("gfx1100"), is what the code must be for: itself, or the generic
  // target that covers it ("gfx11-generic").
  static Parsed<CodeObject> parse(std::string_view name, Bytes file, std::optional<std::string_view> target = {});

  const std::string& target() const { return target_; }  // "gfx1100"
  u8 abi_version() const { return abi_version_; }
  const std::vector<Kernel>& kernels() const { return kernels_; }
  // The error lists the kernels that there are.
  Parsed<const Kernel*> kernel(std::string_view name) const;

  u64 image_size() const { return image_.size(); }    // bytes; whole pages
  u64 image_alignment() const { return alignment_; }  // of the load address, bytes
  // The bytes to place at `load_address`, relocated for it. Executable parts need no other treatment.
  Parsed<std::vector<std::byte>> image_at(u64 load_address) const;
  // Address of a kernel's descriptor or first instruction once loaded: load_address + the kernel's offsets.

 private:
  struct Relocation {
    u64 offset = 0;  // in the image
    regs::amd::elf::Relocation type{};
    u64 value = 0;  // symbol + addend, as an offset in the image (for `absolute` the value itself)
    bool absolute = false;
  };
  friend class CodeObjectParser;

  std::string name_;
  std::string target_;
  u8 abi_version_ = 0;
  u64 alignment_ = 4096;
  std::vector<std::byte> image_;
  std::vector<Relocation> relocations_;
  std::vector<Kernel> kernels_;
};

}  // namespace egpulab::driver::amd
