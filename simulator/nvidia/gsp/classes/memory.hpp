// Memory objects: what the driver describes to RM by its pages (NV01_MEMORY_LIST_*), allocations by size
// (NV01_MEMORY_SYSTEM, NV01_MEMORY_LOCAL_USER), and ranges of virtual addresses (NV01_MEMORY_VIRTUAL).
#pragma once

#include "simulator/nvidia/gsp/object.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

// RM of a card with GSP allocates no pages itself: the driver owns them, and tells where they are.
class MemoryObject final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  std::unique_ptr<Object> duplicate(Identity identity) const override;
  void visit(StateVisitor& visit) override { visit(bytes_), visit(aperture_), visit(pages_); }
  void describe(Aperture aperture, u64 bytes, std::vector<u64> pages) {
    aperture_ = aperture, bytes_ = bytes, pages_ = std::move(pages);
  }
  u64 bytes() const { return bytes_; }
  const std::vector<u64>& pages() const { return pages_; }

 private:
  u64 bytes_ = 0;
  Aperture aperture_{};
  std::vector<u64> pages_;  // addresses
};

class VirtualMemory final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  bool depends_on(u32 handle) const override { return handle != 0 && handle == va_space_; }
  void visit(StateVisitor& visit) override { visit(offset_), visit(limit_), visit(va_space_); }

 private:
  u64 offset_ = 0, limit_ = 0;
  u32 va_space_ = 0;
};

}  // namespace egpulab::simulator::nvidia::gsp
