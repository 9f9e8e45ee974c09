// Kernel argument segment. Hidden arguments: LLVM AMDGPUUsage, "Code Object V5 Metadata", value kinds hidden_*.
#include "driver/amd/kernarg.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "driver/amd/graphics_core.hpp"
#include "driver/base/error.hpp"
#include "driver/regs/amd/aql.hpp"

namespace egpulab::driver::amd {
namespace {

using compute::Dim3;
using compute::LaunchRequest;

u32 axis(const Dim3& d, char name) { return name == 'x' ? d.x : name == 'y' ? d.y : d.z; }

// The value of a hidden argument; `kind` without "hidden_".
u64 hidden_value(std::string_view kind, const Kernel& kernel, const LaunchRequest& r) {
  const char last = kind.empty() ? ' ' : kind.back();
  if (kind.starts_with("block_count_")) return axis(r.grid, last);
  if (kind.starts_with("group_size_")) return axis(r.block, last);
  if (kind == "grid_dims") return r.grid.z > 1 || r.block.z > 1 ? 3 : r.grid.y > 1 || r.block.y > 1 ? 2 : 1;
  if (kind == "private_base") return u64{GraphicsCore::private_aperture} << 16;
  if (kind == "shared_base") return u64{GraphicsCore::shared_aperture} << 16;
  if (kind == "dynamic_lds_size") return r.dynamic_workgroup_memory;
  // Zero: whole grids only (remainder_*, global_offset_*), no services of a host process (hostcall, printf, heap,
  // queues of the device's own, completion), nothing.
  static constexpr std::array<std::string_view, 10> absent{
      "remainder_",        "global_offset_",     "none",    "printf_buffer", "hostcall_buffer", "default_queue",
      "completion_action", "multigrid_sync_arg", "heap_v1", "queue_ptr"};
  if (std::any_of(absent.begin(), absent.end(), [&](std::string_view a) { return kind.starts_with(a); })) return 0;
  throw InvalidRequest(
      fmt::format("kernel {} needs the hidden argument hidden_{}, which this driver does not know", kernel.name, kind));
}

void put(MutableBytes out, const KernelArgument& argument, Bytes value) {
  if (argument.offset > out.size() || value.size() > out.size() - argument.offset)
    throw InvalidRequest(
        fmt::format("argument {} at offset {} of {} bytes lies outside the {} bytes of the kernel argument segment",
                    argument.name, argument.offset, value.size(), out.size()));
  std::copy(value.begin(), value.end(), out.begin() + argument.offset);
}

}  // namespace

void pack_arguments(const Kernel& kernel, const LaunchRequest& request, MutableBytes out) {
  std::fill(out.begin(), out.end(), std::byte{0});
  std::size_t next = 0;
  for (const KernelArgument& a : kernel.arguments) {
    if (a.hidden()) {
      const u64 value = hidden_value(std::string_view(a.value_kind).substr(7), kernel, request);
      put(out, a, as_bytes(value).first(std::min<std::size_t>(a.size, sizeof(value))));
      continue;
    }
    const compute::LaunchArgument& given = request.arguments[next++];
    if (given.buffer) {
      const u64 address = given.buffer->address() + given.offset;
      put(out, a, as_bytes(address));
    } else {
      put(out, a, given.value);
    }
  }
}

void pack_dispatch_packet(const Kernel& kernel, const LaunchRequest& r, u64 descriptor_address, u64 kernarg_address,
                          MutableBytes out) {
  using namespace regs::amd;
  aql::KernelDispatchPacket p{};
  p.header = static_cast<u16>(aql::Header{"TYPE"_f = aql::PacketType::kernel_dispatch}.raw());
  p.setup = static_cast<u16>(hidden_value("grid_dims", kernel, r));
  p.workgroup_size_x = static_cast<u16>(r.block.x);
  p.workgroup_size_y = static_cast<u16>(r.block.y);
  p.workgroup_size_z = static_cast<u16>(r.block.z);
  p.grid_size_x = r.grid.x * r.block.x;
  p.grid_size_y = r.grid.y * r.block.y;
  p.grid_size_z = r.grid.z * r.block.z;
  p.private_segment_size = kernel.scratch_size;
  p.group_segment_size = kernel.lds_size + r.dynamic_workgroup_memory;
  p.kernel_object = descriptor_address;
  p.kernarg_address = kernarg_address;
  store(out, 0, p);
}

}  // namespace egpulab::driver::amd
