// Buffers, programs, events.
#include "driver/amd/compute_objects.hpp"

namespace egpulab::driver::amd {
namespace {

CodeObject parse_or_throw(std::string_view name, Bytes code, std::string_view target) {
  Parsed<CodeObject> parsed = CodeObject::parse(name, code, target);
  if (!parsed) throw InvalidRequest(parsed.error().message);
  return std::move(*parsed);
}

compute::KernelInfo info_of(const Kernel& k) {
  compute::KernelInfo info;
  info.name = k.name;
  for (const KernelArgument* a : k.parameters())
    info.parameters.push_back({a->name, a->type_name, a->size, a->is_buffer()});
  info.workgroup_memory = k.lds_size;
  info.scratch_per_item = k.scratch_size;
  info.wave_size = k.wave_size;
  info.max_workgroup_size = k.max_workgroup_size;
  info.vector_registers = k.vgpr_count;
  info.scalar_registers = k.sgpr_count;
  if (const auto& r = k.required_workgroup_size; r[0] != 0) info.required_workgroup = compute::Dim3{r[0], r[1], r[2]};
  return info;
}

}  // namespace

AmdProgram::AmdProgram(std::shared_ptr<ComputeCore> core, std::string_view name, Bytes code, std::string_view target)
    : core_(std::move(core)), code_(parse_or_throw(name, code, target)) {
  // Within the CPU's reach: the image is small, and goes in as one block of posted writes.
  image_ = core_->allocate({.size = code_.image_size(),
                            .placement = Placement::visible,
                            .executable = true,
                            .label = fmt::format("code of {}", name)});
  const Parsed<std::vector<std::byte>> image = code_.image_at(image_->va());
  if (!image) throw InvalidRequest(image.error().message);
  image_->write(0, *image);
  for (const Kernel& k : code_.kernels()) infos_.push_back(info_of(k));
}

bool AmdEvent::done() { return timeline().is_done(fence_); }

void AmdEvent::wait(std::optional<Nanoseconds> limit) {
  if (core_->closed()) throw InvalidRequest("waiting for an event of a device that was closed");
  core_->device().wait(timeline(), fence_, queue_.name(), limit);
}

std::optional<Nanoseconds> AmdEvent::time() {
  if (slot_ == no_slot) return std::nullopt;
  wait({});
  return ComputeCore::ticks_to_time(core_->read_time_slot(slot_));
}

}  // namespace egpulab::driver::amd
