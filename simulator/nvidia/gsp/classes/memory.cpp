// Memory objects.
// Facts: open-gpu-kernel-modules 570.144 (MIT), virt_mem_range.c, nvos.h NV_MEMORY_ALLOCATION_PARAMS.
#include "simulator/nvidia/gsp/classes/memory.hpp"

#include "simulator/nvidia/gsp/classes/va_space.hpp"
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

Status MemoryObject::construct(Rm&, MutableBytes parameters) {
  if (parameters.size() != sizeof(r570::NvMemoryAllocationParams)) return Status::ok;
  auto p = load<r570::NvMemoryAllocationParams>(parameters);
  if (p.size == 0) return Status::err_invalid_argument;
  bytes_ = p.size;
  p.limit = p.size - 1;
  store(parameters, 0, p);
  return Status::ok;
}

std::unique_ptr<Object> MemoryObject::duplicate(Identity identity) const {
  auto copy = std::make_unique<MemoryObject>(row(), identity);
  copy->describe(aperture_, bytes_, pages_);
  return copy;
}

Status VirtualMemory::construct(Rm& rm, MutableBytes parameters) {
  if (parameters.size() != sizeof(r570::NvMemoryVirtualAllocationParams)) return Status::ok;
  auto p = load<r570::NvMemoryVirtualAllocationParams>(parameters);
  if (p.h_va_space != 0 && !rm.objects.find_as<VaSpace>(client(), p.h_va_space, Kind::va_space))
    return Status::err_object_not_found;
  const u64 top = (u64{1} << (rm.card.architecture() >= regs::nvidia::Architecture::hopper ? 57 : 49)) - 1;
  if (p.limit == 0) p.limit = top;
  if (p.offset > p.limit) return Status::err_invalid_limit;
  offset_ = p.offset, limit_ = p.limit, va_space_ = p.h_va_space;
  store(parameters, 0, p);
  return Status::ok;
}

}  // namespace egpulab::simulator::nvidia::gsp
