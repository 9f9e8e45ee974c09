// Address spaces.
// Facts: open-gpu-kernel-modules 570.144 (MIT), vaspace_api.c, nvos.h NV_VASPACE_ALLOCATION_*.
#include "simulator/nvidia/gsp/classes/va_space.hpp"

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 big_page_64k = 0x10000, big_page_128k = 0x20000;
constexpr u64 root_bytes = 4096;

}  // namespace

Status VaSpace::construct(Rm& rm, MutableBytes parameters) {
  auto p = load<r570::NvVaspaceAllocationParameters>(parameters);
  if (p.index > r570::vaspace::index_gpu_device) return Status::err_invalid_argument;
  if (p.big_page_size != 0 && p.big_page_size != big_page_64k && p.big_page_size != big_page_128k)
    return Status::err_invalid_argument;
  if (p.va_base + p.va_size < p.va_base) return Status::err_invalid_argument;
  const bool five_levels = rm.card.architecture() >= regs::nvidia::Architecture::hopper;
  const u64 limit = u64{1} << (five_levels ? 57 : 49);
  if (p.va_base + p.va_size > limit) return Status::err_invalid_argument;
  base_ = p.va_base;
  bytes_ = p.va_size != 0 ? p.va_size : limit - base_;
  externally_owned_ = (p.flags & r570::vaspace::flag_is_externally_owned) != 0;
  replayable_ = (p.flags & r570::vaspace::flag_enable_page_faulting) != 0;
  // RM's own spaces have an empty root until the driver's directories are copied into it.
  if (!externally_owned_) {
    directory_ = rm.heap.take(root_bytes);
    if (directory_.address == 0) return Status::err_no_memory;
  }
  p.va_base = base_, p.va_size = bytes_;
  store(parameters, 0, p);
  return Status::ok;
}

std::unique_ptr<Object> VaSpace::duplicate(Identity identity) const {
  auto copy = std::make_unique<VaSpace>(row(), identity);
  copy->directory_ = directory_, copy->externally_owned_ = externally_owned_, copy->replayable_ = replayable_;
  copy->base_ = base_, copy->bytes_ = bytes_;
  return copy;
}

void VaSpace::set_page_directory(Rm& rm, PhysicalAddress directory) {
  directory_ = directory;
  rm.objects.for_each([&](Object& o) {
    if (o.kind() != Kind::channel || o.client() != client()) return;
    auto& channel = static_cast<Channel&>(o);
    if (channel.va_space(rm) == this) channel.update_page_directory(rm);
  });
  rm.to.mmu.invalidate_all();
}

void VaSpace::visit(StateVisitor& v) {
  v(directory_.aperture), v(directory_.address), v(externally_owned_), v(replayable_), v(base_), v(bytes_);
}

}  // namespace egpulab::simulator::nvidia::gsp
