// Checks that are the same for every vendor.
#include "driver/compute/device.hpp"

#include <fmt/format.h>

#include <array>

#include "driver/base/error.hpp"

namespace egpulab::compute {
namespace {

void check_range(const Buffer& buffer, u64 offset, u64 bytes, std::string_view what) {
  if (!buffer) throw InvalidRequest(fmt::format("{}: no buffer was given", what));
  if (offset > buffer.size() || bytes > buffer.size() - offset)
    throw InvalidRequest(fmt::format("{} of {} bytes at offset {} lies outside a buffer of {} bytes", what, bytes,
                                     offset, buffer.size()));
}

std::string signature(const KernelInfo& k) {
  std::string text;
  for (const ParameterInfo& p : k.parameters)
    text += fmt::format("{}{}{}{}", text.empty() ? "" : ", ",
                        !p.type_name.empty() ? p.type_name
                        : p.is_buffer        ? "buffer"
                                             : fmt::format("{} bytes", p.size),
                        p.name.empty() ? "" : " ", p.name);
  return fmt::format("{}({})", k.name, text);
}

void check_arguments(const KernelInfo& k, std::span<const Argument> arguments) {
  if (arguments.size() != k.parameters.size())
    throw InvalidRequest(fmt::format("kernel {} takes {} arguments, {} were given", signature(k), k.parameters.size(),
                                     arguments.size()));
  for (std::size_t i = 0; i < arguments.size(); ++i) {
    const ParameterInfo& p = k.parameters[i];
    const Argument& a = arguments[i];
    const auto refuse = [&](const std::string& found) {
      throw InvalidRequest(fmt::format("kernel {}: argument {}{}{} is {}, expected {}", signature(k), i,
                                       p.name.empty() ? "" : " ", p.name, found,
                                       p.is_buffer ? "a buffer" : fmt::format("a value of {} bytes", p.size)));
    };
    if (a.buffer()) {
      if (!p.is_buffer && p.size != sizeof(u64)) refuse("a buffer");
      if (a.offset() > a.buffer().size())
        throw InvalidRequest(fmt::format("kernel {}: argument {} starts at offset {} of a buffer of {} bytes", k.name,
                                         i, a.offset(), a.buffer().size()));
    } else if (a.value().size() != p.size) {
      refuse(a.value().empty() ? "an empty buffer handle" : fmt::format("a value of {} bytes", a.value().size()));
    }
  }
}

void check_shape(const KernelInfo& k, const Shape& s) {
  const auto text = [](const Dim3& d) { return fmt::format("{}x{}x{}", d.x, d.y, d.z); };
  if (s.grid.total() == 0 || s.block.total() == 0)
    throw InvalidRequest(fmt::format("kernel {}: a launch of {} workgroups of {} work-items has no work", k.name,
                                     text(s.grid), text(s.block)));
  if (s.block.total() > k.max_workgroup_size)
    throw InvalidRequest(fmt::format("kernel {}: a workgroup of {} has {} work-items, at most {} are possible", k.name,
                                     text(s.block), s.block.total(), k.max_workgroup_size));
  if (const auto& r = k.required_workgroup; r && (r->x != s.block.x || r->y != s.block.y || r->z != s.block.z))
    throw InvalidRequest(fmt::format("kernel {}: it was compiled for workgroups of {}, the launch has {}", k.name,
                                     text(*r), text(s.block)));
}

}  // namespace

Kernel Program::kernel(std::string_view name) const {
  std::string known;
  for (std::size_t i = 0; i < kernels().size(); ++i) {
    if (kernels()[i].name == name) return {backend_, i};
    known += (known.empty() ? "" : ", ") + kernels()[i].name;
  }
  throw InvalidRequest(fmt::format("{} has no kernel '{}' (it has {})", name_, name, known.empty() ? "none" : known));
}

Nanoseconds elapsed(const Event& from, const Event& to) {
  from.wait();
  to.wait();
  const auto start = from.backend()->time(), end = to.backend()->time();
  if (!start || !end) throw InvalidRequest("elapsed time of events that were recorded without the time");
  return *end - *start;
}

void Queue::launch(const Kernel& kernel, const Shape& shape, std::span<const Argument> arguments) {
  const KernelInfo& info = kernel.info();
  check_shape(info, shape);
  check_arguments(info, arguments);
  std::array<LaunchArgument, 16> few;
  std::vector<LaunchArgument> many;
  std::span<LaunchArgument> list(few.data(), std::min(few.size(), arguments.size()));
  if (arguments.size() > few.size()) {
    many.resize(arguments.size());
    list = many;
  }
  for (std::size_t i = 0; i < arguments.size(); ++i)
    list[i] = {arguments[i].buffer().backend().get(), arguments[i].offset(), arguments[i].value()};
  backend_->launch(
      {kernel.program().get(), kernel.index(), shape.grid, shape.block, shape.dynamic_workgroup_memory, list});
}

void Queue::copy(const Buffer& to, u64 to_offset, const Buffer& from, u64 from_offset, u64 bytes) {
  check_range(to, to_offset, bytes, "copy to");
  check_range(from, from_offset, bytes, "copy from");
  if (bytes > 0) backend_->copy(*to.backend(), to_offset, *from.backend(), from_offset, bytes);
}

void Queue::fill(const Buffer& to, u64 offset, u64 bytes, u8 value) {
  check_range(to, offset, bytes, "fill");
  if (bytes > 0) backend_->fill(*to.backend(), offset, bytes, value);
}

void Queue::upload(const Buffer& to, Bytes data, u64 offset) {
  check_range(to, offset, data.size(), "upload");
  if (!data.empty()) backend_->upload(*to.backend(), offset, data);
}

void Queue::download(const Buffer& from, MutableBytes data, u64 offset) {
  check_range(from, offset, data.size(), "download");
  if (!data.empty()) backend_->download(*from.backend(), offset, data);
}

Device Device::open(bus::PciDevice& device, const Drivers& drivers, const Options& options) {
  return Device(drivers.choose(device).open(device, options));
}

Buffer Device::allocate(u64 bytes, std::string_view label, MemoryKind kind) {
  if (bytes == 0) throw InvalidRequest(fmt::format("buffer '{}' of 0 bytes", label));
  return Buffer(backend_->allocate(bytes, kind, label));
}

}  // namespace egpulab::compute
