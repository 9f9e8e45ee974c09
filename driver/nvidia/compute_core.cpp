// Shared state of the compute runtime on an NVIDIA card.
#include "driver/nvidia/compute_core.hpp"

#include <algorithm>

namespace egpulab::driver::nvidia {
namespace {

constexpr u32 time_slots = 256, time_slot_bytes = 16, time_offset = 8;

compute::DeviceFacts facts_of(Session& session, const MultiprocessorFacts& multiprocessor) {
  const BootReport& boot = session.device().boot();
  const ComputeFacts& compute = session.compute_facts();
  const auto& name = session.device().static_info().gpu_name_string;
  compute::DeviceFacts f;
  f.vendor = "NVIDIA";
  const std::string told(std::begin(name), std::find(std::begin(name), std::end(name), u8{0}));
  f.name = told.empty() ? std::string(boot.identity.chip.name) : fmt::format("{} ({})", told, boot.identity.chip.name);
  f.target = multiprocessor.target();
  f.pci = bus::pci::to_string(boot.identity.pci);
  f.link = session.device().link().device().info().link.description;
  f.memory_bytes = session.memory().vram_allocator().total_bytes();
  f.visible_bytes = session.device().vram().visible;
  f.compute_units = compute.multiprocessors;
  f.wave_size = threads_of_warp;
  f.max_workgroup_size = largest_block;
  f.workgroup_memory = multiprocessor.block_shared_bytes;
  // GSP-RM is unloaded at the end of a session, since nothing of it can be taken over.
  f.can_take_over = false;
  f.notes.push_back("found: " + boot.found.text);
  if (!boot.reset.empty()) f.notes.push_back("reset: " + boot.reset);
  f.notes.push_back(fmt::format("GSP-RM {} from {} firmware files", boot.firmware_version, boot.firmware.size()));
  f.notes.insert(f.notes.end(), boot.notes.begin(), boot.notes.end());
  return f;
}

}  // namespace

ComputeCore::ComputeCore(bus::PciDevice& pci, const SessionOptions& options)
    : session_(std::make_unique<Session>(pci, options)),
      multiprocessor_(multiprocessor_facts(session_->compute_facts().sm_version)),
      facts_(facts_of(*session_, multiprocessor_)),
      descriptor_(session_->device().chip().architecture, multiprocessor_.shared_configurations),
      local_memory_(session_->memory(), session_->compute_facts()),
      launches_(session_->memory(), "launches", GridDescriptor::alignment),
      times_(session_->memory().allocate({.size = time_slots * time_slot_bytes,
                                          .placement = Placement::shared,
                                          .cached = false,
                                          .label = "time stamps"})) {
  for (u32 i = time_slots; i > 0; --i) free_time_slots_.push_back(i - 1);
}

ComputeCore::~ComputeCore() { close(); }

u64 ComputeCore::time_slot_va(u32 slot) const { return times_->va() + u64{time_slot_bytes} * slot; }
Nanoseconds ComputeCore::read_time_slot(u32 slot) {
  return Nanoseconds(times_->load<u64>(u64{time_slot_bytes} * slot + time_offset));
}

void ComputeCore::retire(std::unique_ptr<Allocation> allocation) {
  if (!allocation) return;
  Retired r{{}, std::move(allocation)};
  // What was collected but not submitted ends with the next fence.
  for (Channel* c : session_->channels())
    r.fences.emplace_back(c, c->has_pending() ? c->timeline().next() : c->timeline().submitted());
  retired_.push_back(std::move(r));
  collect();
}

void ComputeCore::collect() {
  std::erase_if(retired_, [&](const Retired& r) {
    return closed_ || std::ranges::all_of(r.fences, [](const auto& fence) {
             return fence.first->timeline().completed() >= fence.second;
           });
  });
}

u64 ComputeCore::submit_launches() {
  launches_.flush();
  return session_->compute_channel().submit();
}

void ComputeCore::finish_all() {
  launches_.flush();
  for (Channel* c : session_->channels()) session_->wait(c->timeline(), c->submit(), c->name());
}

std::unique_ptr<Allocation> ComputeCore::allocate(const MemoryRequest& request) {
  if (closed_) throw InvalidRequest(fmt::format("{}: the device was closed", request.label));
  collect();
  try {
    return session_->memory().allocate(request);
  } catch (const LimitExceeded&) {
    if (request.placement == Placement::host) throw;
  }
  finish_all();
  collect();
  session_->space().synchronise();
  return session_->memory().allocate(request);
}

u64 ComputeCore::free_memory() {
  if (!closed_) {
    collect();
    session_->space().synchronise();  // gives back what was freed since the last submission
  }
  return session_->memory().vram_allocator().free_bytes();
}

u32 ComputeCore::take_time_slot() {
  if (free_time_slots_.empty())
    throw LimitExceeded(fmt::format("all {} time stamps are in use by events that still exist", time_slots));
  const u32 slot = free_time_slots_.back();
  free_time_slots_.pop_back();
  return slot;
}

compute::ShutdownReport ComputeCore::close() noexcept {
  compute::ShutdownReport report;
  if (closed_) return report;
  closed_ = true;
  try {
    report.problems = session_->shutdown().problems;
    retired_.clear();
  } catch (const std::exception&) {
    // Out of memory while reporting: the shutdown itself does not throw.
  }
  return report;
}

}  // namespace egpulab::driver::nvidia
