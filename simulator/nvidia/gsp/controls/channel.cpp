// Controls of channels and channel groups: NVA06F_*, NVA06C_*, NVC36F_*, NV906F_*.
// Facts: open-gpu-kernel-modules 570.144 (MIT), ctrla06f.h, ctrla06c.h, ctrlc36f.h, ctrl906f.h.
#include <algorithm>
#include <array>

#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"
#include "simulator/nvidia/gsp/classes/channel_group.hpp"
#include "simulator/nvidia/gsp/controls/table.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

Channel& channel_of(Object& o) { return static_cast<Channel&>(o); }
ChannelGroup& group_of(Object& o) { return static_cast<ChannelGroup&>(o); }

// The runlist first, then the channels: what is not on the list does not run.
Status schedule(Rm& rm, const std::vector<Channel*>& channels, const r570::Nva06fCtrlGpfifoScheduleParams& p) {
  const bool on = p.b_enable != 0;
  for (Channel* c : channels)
    if (const Status s = c->set_scheduled(rm, on); s != Status::ok) return s;
  if (channels.empty() || p.b_skip_submit != 0) return Status::ok;
  if (!rm.channels.submit(rm, channels.front()->runlist())) return Status::err_insufficient_resources;
  if (on)
    for (Channel* c : channels) c->enable(rm, true);
  return Status::ok;
}

Status schedule_channel(Rm& rm, Object& o, r570::Nva06fCtrlGpfifoScheduleParams& p) {
  return schedule(rm, {&channel_of(o)}, p);
}

Status schedule_group(Rm& rm, Object& o, r570::Nva06cCtrlGpfifoScheduleParams& p) {
  return schedule(rm, group_of(o).channels(rm), p);
}

Status bind_channel(Rm& rm, Object& o, r570::Nva06fCtrlBindParams& p) { return channel_of(o).bind(rm, p.engine_type); }

Status bind_group(Rm& rm, Object& o, r570::Nva06fCtrlBindParams& p) {
  for (Channel* c : group_of(o).channels(rm))
    if (const Status s = c->bind(rm, p.engine_type); s != Status::ok) return s;
  return Status::ok;
}

Status preempt_group(Rm& rm, Object& o, r570::Nva06cCtrlPreemptParams&) {
  for (Channel* c : group_of(o).channels(rm))
    if (c->scheduled()) rm.to.host.preempt(c->runlist(), c->number());
  return Status::ok;
}

Status set_timeslice(Rm&, Object& o, r570::Nva06cCtrlTimesliceParams& p) {
  if (p.timeslice_us == 0) return Status::err_invalid_argument;
  group_of(o).set_timeslice_us(p.timeslice_us);
  return Status::ok;
}

Status get_timeslice(Rm&, Object& o, r570::Nva06cCtrlTimesliceParams& p) {
  p.timeslice_us = group_of(o).timeslice_us();
  return Status::ok;
}

// GSP-RM fills in the channel; the runlist's number is the driver's to add.
Status get_token(Rm&, Object& o, r570::Nvc36fCtrlCmdGpfifoGetWorkSubmitTokenParams& p) {
  p.work_submit_token = channel_of(o).number();
  return Status::ok;
}

Status reset_channel(Rm& rm, Object& o, r570::Nv906fCtrlCmdResetChannelParams&) {
  Channel& c = channel_of(o);
  c.die(rm, static_cast<u32>(r570::RobustChannelError::resetchannel_verif_error));
  rm.channels.submit(rm, c.runlist());
  return Status::ok;
}

// What a driver writes to bind an object to a subchannel.
Status get_class(Rm& rm, Object& o, r570::Nv906fCtrlGetClassEngineidParams& p) {
  const Object* object = rm.objects.find(o.client(), p.h_object);
  if (!object) return Status::err_object_not_found;
  if (object->kind() != Kind::engine_object || object->parent() != o.handle()) return Status::err_invalid_object;
  p.class_engine_id = p.class_id = object->row().number;
  p.engine_id = channel_of(o).engine_type();
  return Status::ok;
}

constexpr std::array rows{
    acts<r570::Nva06fCtrlGpfifoScheduleParams, schedule_channel>(r570::control::nva06f_gpfifo_schedule, Kind::channel),
    acts<r570::Nva06fCtrlBindParams, bind_channel>(r570::control::nva06f_bind, Kind::channel),
    acts<r570::Nva06cCtrlGpfifoScheduleParams, schedule_group>(r570::control::nva06c_gpfifo_schedule,
                                                               Kind::channel_group),
    acts<r570::Nva06fCtrlBindParams, bind_group>(r570::control::nva06c_bind, Kind::channel_group),
    acts<r570::Nva06cCtrlPreemptParams, preempt_group>(r570::control::nva06c_preempt, Kind::channel_group),
    acts<r570::Nva06cCtrlTimesliceParams, set_timeslice>(r570::control::nva06c_set_timeslice, Kind::channel_group),
    acts<r570::Nva06cCtrlTimesliceParams, get_timeslice>(r570::control::nva06c_get_timeslice, Kind::channel_group),
    acts<r570::Nvc36fCtrlCmdGpfifoGetWorkSubmitTokenParams, get_token>(
        r570::control::nvc36f_gpfifo_get_work_submit_token, Kind::channel),
    holds<r570::Nvc36fCtrlGpfifoSetWorkSubmitTokenNotifIndexParams>(
        r570::control::nvc36f_gpfifo_set_work_submit_token_notif_index, Kind::channel),
    acts<r570::Nv906fCtrlGetClassEngineidParams, get_class>(r570::control::nv906f_get_class_engineid, Kind::channel),
    acts<r570::Nv906fCtrlCmdResetChannelParams, reset_channel>(r570::control::nv906f_reset_channel, Kind::channel),
};

}  // namespace

std::span<const ControlRow> channel_controls() { return rows; }

}  // namespace egpulab::simulator::nvidia::gsp
