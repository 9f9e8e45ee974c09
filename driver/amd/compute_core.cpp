// Shared state of the compute runtime.
#include "driver/amd/compute_core.hpp"

#include <algorithm>

#include "driver/amd/supported.hpp"

namespace egpulab::driver::amd {
namespace {

constexpr u32 time_slots = 512;

GcInfo shader_array(const Discovery& d) {
  if (!d.gc) throw DeviceFault("the IP discovery table has no information on the graphics core");
  return *d.gc;
}

// RDNA3 and RDNA4 ISA documents, section 3: a workgroup has at most 1024 work-items and 64 KiB of LDS.
constexpr u32 largest_workgroup = 1024;
constexpr u64 largest_workgroup_memory = 64 * KiB;

compute::DeviceFacts facts_of(Device& device, const GcInfo& gc) {
  const BootReport& boot = device.boot();
  compute::DeviceFacts f;
  f.vendor = "AMD";
  f.name = boot.identity.name;
  f.target = target_of(device.registers().bases().at(regs::amd::Ip::gc).version);
  f.pci = bus::pci::to_string(boot.identity.pci);
  f.link = device.link().device().info().link.description;
  f.memory_bytes = device.memory().vram_allocator().total_bytes();
  f.visible_bytes = boot.identity.vram_visible;
  f.compute_units = gc.compute_units();
  f.wave_size = gc.wave_size();
  f.max_workgroup_size = largest_workgroup;
  f.workgroup_memory = largest_workgroup_memory;
  f.warm = boot.warm;
  f.notes.push_back("found: " + boot.found.text);
  if (!boot.reset.empty()) f.notes.push_back("reset: " + boot.reset);
  f.notes.push_back(boot.warm ? "took over the running firmware"
                              : fmt::format("loaded {} firmware files", boot.firmware.size()));
  for (const ChecksumMismatch& c : device.discovery().checksum_mismatches)
    f.notes.push_back(
        fmt::format("IP discovery: checksum of {} is {:#x}, expected {:#x}", c.table, c.found, c.expected));
  return f;
}

}  // namespace

ComputeCore::ComputeCore(bus::PciDevice& pci, const DeviceOptions& options)
    : device_(std::make_unique<Device>(pci, options)),
      gc_(shader_array(device_->discovery())),
      facts_(facts_of(*device_, gc_)),
      scratch_(device_->memory(), gc_),
      times_(device_->memory().allocate(
          {.size = time_slots * 8, .placement = Placement::shared, .cached = false, .label = "time stamps"})) {
  for (u32 i = time_slots; i > 0; --i) free_time_slots_.push_back(i - 1);
}

ComputeCore::~ComputeCore() { close(); }

std::array<Timeline*, Device::compute_queues + 1> ComputeCore::timelines() {
  std::array<Timeline*, Device::compute_queues + 1> all{};
  for (u32 i = 0; i < Device::compute_queues; ++i)
    if (ComputeQueue* q = device_->existing_compute_queue(i)) all[i] = &q->timeline();
  all.back() = &device_->copy_queue().timeline();
  return all;
}

void ComputeCore::retire(std::unique_ptr<Allocation> allocation) {
  if (!allocation) return;
  Retired r{{}, std::move(allocation)};
  const auto all = timelines();
  // What was collected but not submitted ends with the next fence.
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i]) continue;
    const HardwareQueue& q =
        i < Device::compute_queues
            ? static_cast<const HardwareQueue&>(*device_->existing_compute_queue(static_cast<u32>(i)))
            : device_->copy_queue();
    r.fences[i] = q.has_pending() ? all[i]->next() : all[i]->submitted();
  }
  retired_.push_back(std::move(r));
  collect();
}

void ComputeCore::collect() {
  if (retired_.empty()) return;
  const auto all = timelines();
  std::erase_if(retired_, [&](const Retired& r) {
    for (std::size_t i = 0; i < all.size(); ++i)
      if (all[i] && !closed_ && all[i]->completed() < r.fences[i]) return false;
    return true;
  });
}

void ComputeCore::finish_all() {
  for (u32 i = 0; i < Device::compute_queues; ++i)
    if (ComputeQueue* q = device_->existing_compute_queue(i)) device_->wait(q->timeline(), q->submit(), q->name());
  SdmaQueue& copy = device_->copy_queue();
  device_->wait(copy.timeline(), copy.submit(), copy.name());
}

std::unique_ptr<Allocation> ComputeCore::allocate(const MemoryRequest& request) {
  if (closed_) throw InvalidRequest(fmt::format("{}: the device was closed", request.label));
  collect();
  try {
    return device_->memory().allocate(request);
  } catch (const LimitExceeded&) {
    if (request.placement == Placement::host) throw;
  }
  finish_all();
  collect();
  device_->space().synchronise();
  return device_->memory().allocate(request);
}

u64 ComputeCore::free_memory() {
  if (!closed_) {
    collect();
    device_->space().synchronise();  // gives back what was freed since the last submission
  }
  return device_->memory().vram_allocator().free_bytes();
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
    report.problems = device_->shutdown().problems;
    retired_.clear();
  } catch (const std::exception&) {
    // Out of memory while reporting: the shutdown itself does not throw.
  }
  return report;
}

}  // namespace egpulab::driver::amd
