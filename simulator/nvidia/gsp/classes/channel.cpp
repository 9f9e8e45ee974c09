// Channels: what RM checks of them, and what it writes for the host.
// Facts: open-gpu-kernel-modules 570.144 (MIT), kernel_channel.c (kchannelConstruct), alloc_channel.h; error notifiers:
// nvlimits.h NvNotification, krcErrorWriteNotifier.
#include "simulator/nvidia/gsp/classes/channel.hpp"

#include <fmt/format.h>

#include <bit>

#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/ram.hpp"
#include "simulator/nvidia/gsp/classes/channel_group.hpp"
#include "simulator/nvidia/gsp/classes/va_space.hpp"
#include "simulator/nvidia/gsp/rm.hpp"
#include "simulator/nvidia/host/instance_block.hpp"

namespace egpulab::simulator::nvidia::gsp {

using namespace regs::literals;

namespace {

// Where a descriptor of memory leads; nothing: it does not say.
std::optional<PhysicalAddress> place_of(const r570::NvMemoryDescParams& d) {
  switch (static_cast<r570::AddressSpace>(d.address_space)) {
    case r570::AddressSpace::sysmem:
      return PhysicalAddress{d.cache_attrib == static_cast<u32>(r570::MemoryCaching::cached)
                                 ? Aperture::system_coherent
                                 : Aperture::system_noncoherent,
                             d.base};
    case r570::AddressSpace::framebuffer:
      return PhysicalAddress{Aperture::video, d.base};
    case r570::AddressSpace::unknown:
      break;
  }
  return std::nullopt;
}

constexpr u32 fewest_entries = 2;
constexpr u32 userd_shift = 8;  // of the pointer in a runlist entry

}  // namespace

Status Channel::construct(Rm& rm, MutableBytes parameters) {
  auto p = load<r570::NvChannelAllocParams>(parameters);
  const r570::ChannelFlags flags(p.flags);
  if (flags["CHANNEL_TYPE"_f] != 0) return Status::err_not_supported;
  if (p.h_context_share != 0 && p.h_va_space != 0) return Status::err_invalid_argument;

  auto* group = rm.objects.find_as<ChannelGroup>(client(), parent(), Kind::channel_group);
  if (!group && p.h_context_share != 0) return Status::err_invalid_argument;
  if (group && p.h_va_space != 0) return Status::err_invalid_argument;
  if (p.h_context_share != 0) {
    auto* share = rm.objects.find_as<ContextShare>(client(), p.h_context_share, Kind::context_share);
    if (!share) return Status::err_object_not_found;
    if (share->parent() != parent()) return Status::err_invalid_object_parent;
    subcontext_ = share->subcontext();
  }
  if (p.h_va_space != 0 && !rm.objects.find_as<VaSpace>(client(), p.h_va_space, Kind::va_space))
    return Status::err_object_not_found;
  engine_type_ = group ? group->engine_type() : p.engine_type;
  const NvidiaEngine* engine = rm.card.engine(engine_type_);
  if (!engine) return Status::err_invalid_argument;
  va_space_ = p.h_va_space, context_share_ = p.h_context_share, group_ = group ? group->handle() : 0;
  runlist_ = engine->runlist;
  runqueue_ = flags["GROUP_CHANNEL_RUNQUEUE"_f] ? 1 : 0;
  if (const Status s = place(rm, p); s != Status::ok) return s;

  std::optional<u32> wanted;
  if (flags["CHANNEL_USERD_INDEX_PAGE_FIXED"_f])
    wanted = flags["CHANNEL_USERD_INDEX_PAGE_VALUE"_f] * 8 + flags["CHANNEL_USERD_INDEX_VALUE"_f];
  const auto number = rm.channels.take(runlist_, {client(), handle()}, wanted);
  if (!number) return wanted ? Status::err_state_in_use : Status::err_no_free_fifos;
  number_ = *number, placed_ = true;
  own_group_ = !group;
  group_number_ = group ? group->number() : rm.channels.take_group(runlist_);

  const VaSpace* space = va_space(rm);
  const ChannelSetup setup{.gpfifo = gpfifo_,
                           .gpfifo_entries = gpfifo_entries_,
                           .channel = number_,
                           .subcontext = subcontext_,
                           .privileged = privileged_,
                           .page_directory = space ? space->page_directory() : VaSpace::no_directory,
                           .replayable_faults = space && space->replayable_faults()};
  if (!write_instance_block(rm.to.memory, instance_, rm.card.architecture(), setup)) {
    release(rm);
    return Status::err_invalid_address;
  }
  p.cid = number_;
  store(parameters, 0, p);
  return Status::ok;
}

// The memory that the driver gives: instance block, USERD, error notifier; and the ring.
Status Channel::place(Rm& rm, const r570::NvChannelAllocParams& p) {
  const auto instance = place_of(p.instance_mem), userd = place_of(p.userd_mem);
  if (!instance || !userd) return Status::err_invalid_argument;
  if (instance->address % regs::nvidia::ramin::bytes != 0 || p.instance_mem.size < regs::nvidia::ramin::bytes)
    return Status::err_invalid_address;
  if (userd->address % (u64{1} << userd_shift) != 0) return Status::err_invalid_address;
  for (const auto& a : {*instance, *userd})
    if (a.aperture == Aperture::video && a.address >= rm.card.vram_bytes()) return Status::err_invalid_address;
  if (p.gp_fifo_entries < fewest_entries || !std::has_single_bit(p.gp_fifo_entries) || p.gp_fifo_offset % 8 != 0)
    return Status::err_invalid_argument;
  instance_ = *instance, userd_ = *userd;
  if (const auto notifier = place_of(p.error_notifier_mem)) notifier_ = *notifier, has_notifier_ = true;
  gpfifo_ = p.gp_fifo_offset, gpfifo_entries_ = p.gp_fifo_entries;
  const r570::ChannelInternalFlags internal(p.internal_flags);
  privileged_ = internal["PRIVILEGE"_f] != r570::ChannelPrivilege::user;
  return Status::ok;
}

void Channel::release(Rm& rm) {
  if (!placed_) return;
  if (scheduled_) {
    scheduled_ = false;
    rm.to.host.enable_channel(runlist_, number_, false);
    rm.to.host.preempt(runlist_, number_);
    rm.channels.submit(rm, runlist_);
  }
  rm.to.host.release_channel(runlist_, number_);
  rm.channels.give_back(runlist_, number_);
  if (own_group_) rm.channels.give_back_group(runlist_, group_number_);
  placed_ = false;
}

VaSpace* Channel::va_space(const Rm& rm) const {
  u32 handle = va_space_;
  if (handle == 0 && context_share_ != 0)
    if (const auto* share = rm.objects.find_as<ContextShare>(client(), context_share_, Kind::context_share))
      handle = share->va_space();
  if (handle == 0 && group_ != 0)
    if (const auto* group = rm.objects.find_as<ChannelGroup>(client(), group_, Kind::channel_group))
      handle = group->va_space();
  return handle != 0 ? rm.objects.find_as<VaSpace>(client(), handle, Kind::va_space) : nullptr;
}

void Channel::update_page_directory(Rm& rm) {
  if (const VaSpace* space = va_space(rm); space && placed_)
    write_page_directory(rm.to.memory, instance_, space->page_directory(), space->replayable_faults());
}

Status Channel::bind(Rm& rm, u32 engine_type) {
  const NvidiaEngine* engine = rm.card.engine(engine_type);
  if (!engine || engine->runlist != runlist_) return Status::err_invalid_argument;
  return Status::ok;
}

Status Channel::set_scheduled(Rm& rm, bool on) {
  if (dead_) return Status::err_invalid_state;
  if (!on && scheduled_) enable(rm, false);
  scheduled_ = on;
  return Status::ok;
}

void Channel::enable(Rm& rm, bool on) {
  rm.to.host.enable_channel(runlist_, number_, on);
  if (!on) rm.to.host.preempt(runlist_, number_);
}

void Channel::die(Rm& rm, u32 error) {
  if (dead_) return;
  dead_ = true, error_ = error;
  if (scheduled_) enable(rm, false);
  scheduled_ = false;
  write_notifier(rm, error);
}

void Channel::write_notifier(Rm& rm, u32 error) {
  if (!has_notifier_) return;
  struct {  // NvNotification
    u64 time;
    u32 info32;
    u16 info16, status;
  } n{static_cast<u64>(rm.now().count()), error, static_cast<u16>(engine_type_), 0xffff};
  if (!rm.to.memory.write(notifier_, as_bytes(n)))
    rm.refused(fmt::format("the error notifier of channel {} cannot be written at {:#x}", number_, notifier_.address));
}

void Channel::visit(StateVisitor& v) {
  v(number_), v(runlist_), v(engine_type_), v(group_), v(group_number_), v(runqueue_);
  v(va_space_), v(context_share_), v(subcontext_), v(gpfifo_), v(gpfifo_entries_);
  v(privileged_), v(own_group_), v(placed_), v(scheduled_), v(dead_), v(error_);
  for (PhysicalAddress* a : {&instance_, &userd_, &notifier_}) v(a->aperture), v(a->address);
  v(has_notifier_), v(context_buffers_);
}

}  // namespace egpulab::simulator::nvidia::gsp
