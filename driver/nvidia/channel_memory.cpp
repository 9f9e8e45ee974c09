// Channel memory.
#include "driver/nvidia/channel_memory.hpp"

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/ram.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::gsp::r570_144;

namespace {

// NvNotification, one for each of NV_CHANNELGPFIFO_NOTIFICATION_TYPE (nvgputypes.h, cla16f.h): time, info32, info16,
// status. The first is that of errors.
constexpr u64 notifier_bytes = 4 * 16;
constexpr u64 notice_info32 = 8, notice_status = 14;

}  // namespace

ChannelMemory::ChannelMemory(GpuMemory& memory, u32 gpfifo_entries, u32 method_buffer_bytes, const std::string& name)
    : entries_(gpfifo_entries), method_buffer_bytes_(method_buffer_bytes) {
  userd_ = align_up(u64{8} * entries_, userd::bytes);
  notifier_ = userd_ + userd::bytes;
  instance_ = memory.allocate({.size = ramin::bytes + align_up(method_buffer_bytes, ramin::bytes),
                               .contiguous = true,
                               .label = name + " instance"});
  ring_ = memory.allocate({.size = notifier_ + notifier_bytes,
                           .placement = Placement::visible,
                           .cached = false,
                           .label = name + " GPFIFO"});
  clear();
}

NvMemoryDescParams ChannelMemory::place(const Allocation& a, u64 offset, u64 bytes) const {
  return {.base = a.vram_offset(offset, bytes),
          .size = bytes,
          .address_space = static_cast<u32>(gsp::r570_144::AddressSpace::framebuffer),
          .cache_attrib = static_cast<u32>(MemoryCaching::uncached)};
}

void ChannelMemory::describe(NvChannelAllocParams& params) const {
  params.gp_fifo_offset = ring_->va();
  params.gp_fifo_entries = entries_;
  params.instance_mem = place(*instance_, 0, ramin::bytes);
  params.ramfc_mem = place(*instance_, 0, ramfc_bytes);
  params.userd_mem = place(*ring_, userd_, userd::bytes);
  params.mthdbuf_mem = place(*instance_, ramin::bytes, method_buffer_bytes_);
  params.error_notifier_mem = place(*ring_, notifier_, notifier_bytes);
}

void ChannelMemory::clear() {
  const std::vector<std::byte> zero(ring_->size());
  ring_->write(0, zero);
}

void ChannelMemory::write_entry(u32 index, u64 entry) { ring_->store<u64>(u64{8} * index, entry); }
void ChannelMemory::write_put(u32 index) { ring_->store<u32>(userd_ + userd::gp_put, index); }
u32 ChannelMemory::read_put() { return ring_->load<u32>(userd_ + userd::gp_put); }
u32 ChannelMemory::read_get() { return ring_->load<u32>(userd_ + userd::gp_get); }

ErrorNotice ChannelMemory::error() {
  return {ring_->load<u32>(notifier_ + notice_info32), ring_->load<u16>(notifier_ + notice_status)};
}

}  // namespace egpulab::driver::nvidia
