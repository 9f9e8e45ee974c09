// Channel groups and context shares.
// Facts: open-gpu-kernel-modules 570.144 (MIT), kernel_channel_group_api.c, kernel_ctxshare.c, nvos.h.
#include "simulator/nvidia/gsp/classes/channel_group.hpp"

#include <algorithm>

#include "driver/regs/nvidia/ram.hpp"
#include "simulator/nvidia/gsp/classes/va_space.hpp"
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

Status ChannelGroup::construct(Rm& rm, MutableBytes parameters) {
  const auto p = load<r570::NvChannelGroupAllocationParameters>(parameters);
  const NvidiaEngine* engine = rm.card.engine(p.engine_type);
  if (!engine) return Status::err_invalid_argument;
  if (p.h_va_space != 0 && !rm.objects.find_as<VaSpace>(client(), p.h_va_space, Kind::va_space))
    return Status::err_object_not_found;
  engine_type_ = p.engine_type, runlist_ = engine->runlist, va_space_ = p.h_va_space;
  number_ = rm.channels.take_group(runlist_);
  placed_ = true;
  return Status::ok;
}

void ChannelGroup::release(Rm& rm) {
  if (placed_) rm.channels.give_back_group(runlist_, number_);
  placed_ = false;
}

std::vector<Channel*> ChannelGroup::channels(const Rm& rm) const {
  std::vector<Channel*> found;
  rm.objects.for_each([&](Object& o) {
    if (o.kind() == Kind::channel && o.client() == client() && o.parent() == handle())
      found.push_back(static_cast<Channel*>(&o));
  });
  return found;
}

u32 ChannelGroup::next_subcontext(const Rm& rm, bool asynchronous) const {
  std::vector<u32> used;
  rm.objects.for_each([&](Object& o) {
    if (o.kind() == Kind::context_share && o.client() == client() && o.parent() == handle())
      used.push_back(static_cast<ContextShare&>(o).subcontext());
  });
  u32 id = asynchronous ? 1 : 0;
  while (std::ranges::find(used, id) != used.end()) ++id;
  return id;
}

void ChannelGroup::visit(StateVisitor& v) {
  v(engine_type_), v(runlist_), v(number_), v(va_space_), v(placed_), v(timeslice_us_);
}

Status ContextShare::construct(Rm& rm, MutableBytes parameters) {
  auto p = load<r570::NvCtxshareAllocationParameters>(parameters);
  auto* group = rm.objects.find_as<ChannelGroup>(client(), parent(), Kind::channel_group);
  if (!group) return Status::err_invalid_object_parent;
  if (p.h_va_space != 0 && !rm.objects.find_as<VaSpace>(client(), p.h_va_space, Kind::va_space))
    return Status::err_object_not_found;
  // SUBCONTEXT: 0 the synchronous one, 1 an asynchronous one, 2 the number that the driver wants.
  const u32 kind = p.flags & 3;
  const u32 number = kind == 2 ? p.subctx_id : group->next_subcontext(rm, kind == 1);
  if (kind == 3 || number >= regs::nvidia::ramin::subcontexts) return Status::err_insufficient_resources;
  va_space_ = p.h_va_space != 0 ? p.h_va_space : group->va_space();
  subcontext_ = p.subctx_id = number;
  store(parameters, 0, p);
  return Status::ok;
}

}  // namespace egpulab::simulator::nvidia::gsp
