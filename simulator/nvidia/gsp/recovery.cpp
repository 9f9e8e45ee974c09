// Channel recovery: error text, notifiers, and the events MMU_FAULT_QUEUED, OS_ERROR_LOG, RC_TRIGGERED, POST_EVENT and
// GSP_POST_NOCAT_RECORD in RM's order.
// Facts: open-gpu-kernel-modules 570.144 (MIT), kernel_gsp.c (handlers of the events), nverror.h, ctrl2080nvd.h; the
// wording of Xids as kernel logs of real cards show it.
#include "simulator/nvidia/gsp/recovery.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/fault.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "simulator/nvidia/gsp/classes/channel_group.hpp"
#include "simulator/nvidia/gsp/classes/device.hpp"
#include "simulator/nvidia/gsp/classes/event.hpp"
#include "simulator/nvidia/gsp/rm.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace {

constexpr u32 mmu_error = static_cast<u32>(r570::RobustChannelError::fifo_error_mmu_err_flt);
constexpr std::size_t most_faults = 4;  // that DEBUG_READ_MMU_FAULT_INFO lists
constexpr u32 notifier_rc_error = 37;   // NV2080_NOTIFIERS_RC_ERROR
constexpr u32 scope_group = 1;          // RC_NOTIFIER_SCOPE_TSG
constexpr u32 level_fatal = 2;
constexpr u8 nocat_rc = 4;  // NV2080_NOCAT_JOURNAL_REC_TYPE_RC

std::string client_name(const MmuFault& f) {
  if (f.gpc)
    return f.client == regs::nvidia::fault_client::gpc_t1_0 ? "GPC0 GPCCLIENT_T1_0"
                                                            : fmt::format("GPC0 GPCCLIENT_{:#x}", f.client);
  switch (f.client) {
    case regs::nvidia::fault_client::hub_fe:
      return "HUBCLIENT_FE";
    case regs::nvidia::fault_client::hub_host:
      return "HUBCLIENT_HOST";
    case regs::nvidia::fault_client::hub_host_cpu:
      return "HUBCLIENT_HOST_CPU";
    case regs::nvidia::fault_client::hub_esc:
      return "HUBCLIENT_ESC";
    default:
      if (f.client == 1 || f.client == 2) return fmt::format("HUBCLIENT_CE{}", f.client - 1);
      return fmt::format("HUBCLIENT_{:#x}", f.client);
  }
}

std::string fault_text(const Rm& rm, const MmuFault& f, const Channel* c) {
  const auto engine = std::ranges::find(rm.card.nvidia.engines, u32{f.engine}, &NvidiaEngine::fault_id);
  const std::string unit = engine != rm.card.nvidia.engines.end() ? engine->name : fmt::format("ID {:#x}", f.engine);
  const std::string_view type = to_string(static_cast<regs::nvidia::FaultType>(f.type));
  const std::string_view access = to_string(static_cast<regs::nvidia::FaultAccess>(f.access));
  return fmt::format(
      "channel 0x{:08x}, intr 00000000. MMU Fault: ENGINE {} {} faulted @ 0x{:x}_{:08x}. Fault is of type "
      "FAULT_{} ACCESS_TYPE_{}",
      c ? c->number() : ~u32{0}, unit, client_name(f), high32(f.address), low32(f.address),
      type.empty() ? "UNKNOWN" : type, access.empty() ? "UNKNOWN" : access);
}

// NV_PGRAPH_PRI_GPC0_TPC0_SM0_HWW_WARP_ESR_ERROR.
std::string warp_error_name(u32 esr) {
  static constexpr std::pair<u32, std::string_view> names[] = {{0x01, "Stack Error"},
                                                               {0x02, "API Stack Error"},
                                                               {0x04, "PC Wrap"},
                                                               {0x05, "Misaligned PC"},
                                                               {0x06, "PC Overflow"},
                                                               {0x08, "Misaligned Register"},
                                                               {0x09, "Illegal Instruction Encoding"},
                                                               {0x0b, "Illegal Instruction Parameter"},
                                                               {0x0c, "Invalid Constant Address"},
                                                               {0x0d, "Out Of Range Register"},
                                                               {0x0e, "Out Of Range Address"},
                                                               {0x0f, "Misaligned Address"},
                                                               {0x10, "Invalid Address Space"},
                                                               {0x13, "Invalid Constant Address LDC"}};
  for (const auto& [code, name] : names)
    if (code == (esr & 0xffff)) return std::string(name);
  return fmt::format("Error {:#x}", esr & 0xffff);
}

template <std::size_t N>
void put_text(u8 (&field)[N], std::string_view text) {
  std::memcpy(field, text.data(), std::min(text.size(), N - 1));
}

void log_error(Rm& rm, u32 error, u32 runlist, u32 channel, std::string_view text) {
  r570::RpcOsErrorLog e;
  e.except_type = error, e.runlist_id = runlist, e.chid = channel;
  put_text(e.err_string, text);
  rm.send_event(r570::RpcEvent::os_error_log, as_bytes(e));
}

void post_nocat(Rm& rm, u32 error, std::string_view engine) {
  r570::Nv2080CtrlNocatJournalInsertRecord n;
  n.timestamp = static_cast<u64>(rm.now().count());
  n.rec_type = nocat_rc, n.error_code = error;
  put_text(n.source, "GSP-RM");
  put_text(n.faulting_engine, engine);
  send_nocat(rm, n);
}

// Tells the events that wait for channel errors.
void post_events(Rm& rm, u32 error) {
  std::vector<r570::RpcPostEvent> posts;
  rm.objects.for_each([&](Object& o) {
    if (o.kind() != Kind::event) return;
    const auto& event = static_cast<const Event&>(o);
    auto* subdevice = rm.objects.find_as<Subdevice>(o.client(), event.source(), Kind::subdevice);
    if (!subdevice || event.notifier() != notifier_rc_error || subdevice->notifications()[notifier_rc_error] == 0)
      return;
    r570::RpcPostEvent p;
    p.h_client = o.client(), p.h_event = o.handle(), p.notify_index = notifier_rc_error, p.data = error;
    posts.push_back(p);
  });
  for (const auto& p : posts) rm.send_event(r570::RpcEvent::post_event, as_bytes(p));
}

}  // namespace

// The record takes the place of RpcGspPostNocatRecord's only member; the event is as long as both.
void send_nocat(Rm& rm, const r570::Nv2080CtrlNocatJournalInsertRecord& record) {
  std::vector<std::byte> event(sizeof(r570::RpcGspPostNocatRecord) + sizeof record);
  store(MutableBytes(event), 0, record);
  rm.send_event(r570::RpcEvent::gsp_post_nocat_record, event);
}

namespace {

template <class T>
bool visit_presence(StateVisitor& v, std::optional<T>& o) {
  bool present = o.has_value();
  v(present);
  if (v.restoring()) o = present ? std::optional(T{}) : std::nullopt;
  return present;
}

}  // namespace

void Recovery::Failure::visit(StateVisitor& v) {
  v(runlist), v(channel), v(error), v(what);
  if (visit_presence(v, fault)) {
    v(fault->instance.aperture), v(fault->instance.address), v(fault->address), v(fault->type), v(fault->access);
    v(fault->client), v(fault->engine), v(fault->gpc);
  }
  if (visit_presence(v, warp)) {
    v(warp->runlist), v(warp->channel), v(warp->sm), v(warp->warp_esr), v(warp->global_esr), v(warp->pc);
    v(warp->address);
  }
}

void Recovery::run(Rm& rm) {
  while (!pending_.empty()) {
    const Failure failure = std::move(pending_.front());
    pending_.pop_front();
    act(rm, failure);
  }
}

void Recovery::act(Rm& rm, const Failure& f) {
  if (f.fault) {
    Channel* channel = rm.channels.find(rm, f.fault->instance);
    rm.log.write(LogLine::mmu_fault,
                 {channel ? channel->number() : ~u32{0}, f.fault->address, f.fault->type, f.fault->access}, rm.now());
    rm.send_event(r570::RpcEvent::mmu_fault_queued, {});
    log_error(rm, mmu_error, channel ? channel->runlist() : nobody, channel ? channel->number() : nobody,
              fault_text(rm, *f.fault, channel));
    if (!channel) return;
    faults_.push_back({channel->client(), channel->handle(), f.fault->address, f.fault->type, f.fault->access});
    if (faults_.size() > most_faults) faults_.pop_front();
    fail_group(rm, *channel, mmu_error, f.fault);
    return;
  }
  Channel* channel = f.channel == nobody ? nullptr : rm.channels.find(rm, f.runlist, f.channel);
  if (f.warp)
    tell_warp(rm, *f.warp, channel);
  else
    log_error(rm, f.error, f.runlist, f.channel,
              f.channel == nobody ? f.what : fmt::format("channel 0x{:08x}, {}", f.channel, f.what));
  if (channel) fail_group(rm, *channel, f.error, std::nullopt);
}

// Two lines, as kernel logs of real cards have them.
void Recovery::tell_warp(Rm& rm, const WarpException& w, const Channel* channel) {
  sm_errors_[w.sm] = {w.warp_esr, w.global_esr, w.pc, w.address};
  const auto order = rm.card.sm_order();
  const Card::SmPlace at = w.sm < order.size() ? order[w.sm] : Card::SmPlace{};
  log_error(rm, warp_error, w.runlist, w.channel,
            fmt::format("Graphics SM Warp Exception on (GPC {}, TPC {}, SM {}): {}", at.gpc, at.tpc, at.sm,
                        warp_error_name(w.warp_esr)));
  log_error(
      rm, warp_error, w.runlist, w.channel,
      fmt::format("Graphics Exception: channel 0x{:08x}, warp ESR 0x{:x}, global ESR 0x{:x}, PC 0x{:x}, address 0x{:x}",
                  channel ? channel->number() : w.channel, w.warp_esr, w.global_esr, w.pc, w.address));
}

// A channel takes its whole group with it: they share a context.
void Recovery::fail_group(Rm& rm, Channel& channel, u32 error, const std::optional<MmuFault>& fault) {
  if (channel.dead()) return;
  rm.log.write(LogLine::channel_error, {channel.number(), channel.runlist(), error}, rm.now());
  std::vector<Channel*> members{&channel};
  if (auto* group = rm.objects.find_as<ChannelGroup>(channel.client(), channel.parent(), Kind::channel_group))
    members = group->channels(rm);
  for (Channel* c : members) c->die(rm, error);
  rm.channels.submit(rm, channel.runlist());

  r570::RpcRcTriggered rc;
  rc.nv2080_engine_type = channel.engine_type();
  rc.chid = channel.number();
  rc.except_level = level_fatal, rc.except_type = error, rc.scope = scope_group;
  rc.partition_attribution_id = 0xffff;
  if (fault)
    rc.mmu_fault_addr_lo = low32(fault->address), rc.mmu_fault_addr_hi = high32(fault->address),
    rc.mmu_fault_type = fault->type;
  rm.send_event(r570::RpcEvent::rc_triggered, as_bytes(rc));
  post_events(rm, error);
  const NvidiaEngine* engine = rm.card.engine(channel.engine_type());
  post_nocat(rm, error, engine ? engine->name : "");
}

}  // namespace egpulab::simulator::nvidia::gsp
