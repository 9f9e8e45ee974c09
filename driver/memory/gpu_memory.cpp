// GPU memory.
#include "driver/memory/gpu_memory.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/base/error.hpp"

namespace egpulab::memory {
namespace {

constexpr u64 page = 4 * KiB, huge_page = 2 * MiB;

}  // namespace

std::string_view to_string(Placement placement) {
  constexpr std::string_view names[] = {"device", "visible", "host", "shared"};
  return names[static_cast<u32>(placement) & 3];
}

std::unique_ptr<Allocation> GpuMemory::allocate(const MemoryRequest& request) {
  MemoryRequest r = request;
  if (r.size == 0) throw InvalidRequest(fmt::format("{}: an allocation of 0 bytes", r.label));
  if (r.placement == Placement::shared) r.placement = host_dma() ? Placement::host : Placement::visible;
  if (r.placement == Placement::host && !host_dma())
    throw LimitExceeded(
        fmt::format("{}: {} bytes of host memory were asked for, but the device cannot reach host memory over "
                    "this link ({}); use device memory",
                    r.label, r.size, device_.info().link.description));
  return std::unique_ptr<Allocation>(new Allocation(*this, r));
}

Allocation::Allocation(GpuMemory& owner, const MemoryRequest& request)
    : owner_(owner), label_(request.label), size_(align_up(request.size, page)) {
  std::vector<PhysicalRange> ranges;
  PageAttributes attributes;
  attributes.executable = request.executable;
  if (request.placement == Placement::host) {
    dma_ = owner.device_.allocate_dma({.size = size_, .contiguous = false, .label = label_});
    size_ = align_down(dma_->size(), page);
    u64 mapped = 0;
    for (const bus::DmaSegment& s : dma_->segments()) {
      const u64 bytes = std::min(s.size, size_ - mapped);
      if (bytes > 0) ranges.push_back({s.bus_address, bytes});
      mapped += bytes;
    }
    if (mapped < size_)
      throw LimitExceeded(
          fmt::format("{}: the bus gave segments of {} bytes for a buffer of {}", label_, mapped, size_));
    attributes.system = true;
    attributes.snooped = true;
    attributes.caching = Caching::uncached;
    va_ = owner.space_.map(ranges, attributes, label_, request.alignment);
    return;
  }
  if (!request.cached) attributes.caching = Caching::uncached;
  const bool visible = request.placement == Placement::visible;
  const u64 granularity = size_ >= huge_page ? huge_page : page;
  if (visible || request.contiguous) {
    extents_ = {
        {owner.allocator_.allocate(size_, granularity, visible ? Zone::visible : Zone::anywhere, label_), size_}};
  } else {
    extents_ = owner.allocator_.allocate_extents(size_, granularity, Zone::anywhere, label_);
  }
  contiguous_visible_ = extents_.size() == 1 && owner.vram_.is_visible(extents_[0].offset, size_);
  try {
    for (const Extent& e : extents_) ranges.push_back({e.offset, e.size});
    va_ = owner.space_.map(ranges, attributes, label_, request.alignment);
  } catch (...) {
    for (const Extent& e : extents_) owner.allocator_.free(e.offset);
    throw;
  }
}

Allocation::~Allocation() {
  owner_.space_.unmap(va_);
  // The memory goes back once the GPU's caches have forgotten where it was.
  owner_.space_.after_unmap([&allocator = owner_.allocator_, extents = std::move(extents_),
                             dma = std::shared_ptr<bus::DmaBuffer>(std::move(dma_))] {
    for (const Extent& e : extents) allocator.free(e.offset);
  });
}

void Allocation::check(u64 offset, u64 bytes) const {
  if (offset > size_ || bytes > size_ - offset)
    throw LimitExceeded(
        fmt::format("{}: {} bytes at offset {} lie outside its {} bytes", label_, bytes, offset, size_));
  if (!cpu_access())
    throw LimitExceeded(fmt::format("{}: the CPU cannot reach this device memory (the BAR shows {} bytes)", label_,
                                    owner_.vram_.visible()));
}

u64 Allocation::vram_offset(u64 offset, u64 bytes) const {
  u64 start = 0;
  for (const Extent& e : extents_) {
    if (offset >= start && offset - start <= e.size && bytes <= e.size - (offset - start))
      return e.offset + (offset - start);
    start += e.size;
  }
  throw LimitExceeded(
      fmt::format("{}: {} bytes at offset {} are not one piece of device memory", label_, bytes, offset));
}

void Allocation::write(u64 offset, Bytes from) {
  check(offset, from.size());
  if (dma_)
    dma_->write(offset, from);
  else
    owner_.vram_.write(extents_[0].offset + offset, from);
}

void Allocation::read(u64 offset, MutableBytes into) {
  check(offset, into.size());
  if (dma_)
    dma_->read(offset, into);
  else
    owner_.vram_.read(extents_[0].offset + offset, into);
}

}  // namespace egpulab::memory
