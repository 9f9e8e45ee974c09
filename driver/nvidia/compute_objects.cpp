// Programs and events.
#include "driver/nvidia/compute_objects.hpp"

#include "driver/nvidia/copy_commands.hpp"

namespace egpulab::driver::nvidia {
namespace {

Cubin parse_or_throw(std::string_view name, Bytes file, std::string_view target) {
  Parsed<Cubin> parsed = Cubin::parse(name, file, target);
  if (!parsed) throw InvalidRequest(parsed.error().message);
  return std::move(*parsed);
}

compute::KernelInfo info_of(const CubinKernel& k, const MultiprocessorFacts& card) {
  compute::KernelInfo info;
  info.name = k.name;
  for (const CubinParameter& p : k.parameters) info.parameters.push_back({{}, {}, p.size, false});
  info.workgroup_memory = std::max(k.shared_bytes, card.system_shared_start) - card.system_shared_start;
  info.scratch_per_item = k.stack_bytes;
  info.wave_size = threads_of_warp;
  info.max_workgroup_size = k.max_threads;
  info.vector_registers = k.registers;
  if (const auto& r = k.required_block) info.required_workgroup = compute::Dim3{(*r)[0], (*r)[1], (*r)[2]};
  return info;
}

}  // namespace

NvidiaProgram::NvidiaProgram(std::shared_ptr<ComputeCore> core, std::string_view name, Bytes file)
    : core_(std::move(core)), cubin_(parse_or_throw(name, file, core_->facts().target)) {
  // Within the CPU's reach: the image is small, and goes in as one block of posted writes.
  image_ = core_->allocate({.size = cubin_.image_bytes(),
                            .placement = Placement::visible,
                            .executable = true,
                            .alignment = 64 * KiB,
                            .label = fmt::format("code of {}", name)});
  if (cubin_.zeroed_bytes() != 0) {
    zeroed_ = core_->allocate(
        {.size = cubin_.zeroed_bytes(), .alignment = 64 * KiB, .label = fmt::format("variables of {}", name)});
    CopyChannel& copies = core_->session().copy_channel();
    add_fill(copies.commands(), zeroed_->va(), cubin_.zeroed_bytes(), 0);
    core_->session().wait(copies.timeline(), copies.submit(), copies.name());
  }
  image_->write(0, cubin_.image_at(image_->va(), zeroed_ ? zeroed_->va() : 0));
  for (const CubinKernel& k : cubin_.kernels()) infos_.push_back(info_of(k, core_->multiprocessor()));
  core_->code_changed();
  core_->session().code().add(image_->va(), std::string(name), cubin_);
}

NvidiaProgram::~NvidiaProgram() {
  core_->session().code().remove(image_->va());
  core_->retire(std::move(image_));
  core_->retire(std::move(zeroed_));
}

void NvidiaEvent::wait(std::optional<Nanoseconds> limit) {
  if (core_->closed()) throw InvalidRequest("waiting for an event of a device that was closed");
  core_->session().wait(channel_.timeline(), fence_, channel_.name(), limit);
}

std::optional<Nanoseconds> NvidiaEvent::time() {
  if (slot_ == no_slot) return std::nullopt;
  wait({});
  return core_->read_time_slot(slot_);
}

}  // namespace egpulab::driver::nvidia
