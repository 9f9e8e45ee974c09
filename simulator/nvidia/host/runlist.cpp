// Reading runlists, and whose turn it is.
#include "simulator/nvidia/host/runlist.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;

namespace {

// How much of a pushbuffer one turn may take; the host's part of it is then another event.
constexpr u32 words_a_turn = 65536;

}  // namespace

Runlist::Runlist(HostServices& services, RunlistOwner& owner, const NvidiaEngine& engine)
    : services_(services), owner_(owner), engine_(engine) {}

Channel* Runlist::find(u32 channel) {
  const auto found = channels_.find(channel);
  return found == channels_.end() ? nullptr : found->second.get();
}

Channel& Runlist::made(u32 channel) {
  auto& slot = channels_[channel];
  if (!slot) slot = std::make_unique<Channel>(services_, static_cast<ChannelOwner&>(*this), engine_, graphics());
  return *slot;
}

GroupContext& Runlist::context(u32 group, u32 subcontext) {
  auto& slot = contexts_[u64{group} << 32 | subcontext];
  if (!slot) slot = std::make_unique<GroupContext>(services_.architecture);
  return *slot;
}

void Runlist::wake(Nanoseconds delay) { owner_.schedule_service(engine_.runlist, delay); }

// --- What software asks ----------------------------------------------------------------------------------------------

void Runlist::bad_list(BadTsg code, u32 entry) {
  bad_tsg_ = static_cast<u32>(code);
  intr_0_ |= RunlistIntr0{"BAD_TSG"_f = true}.raw();
  services_.interrupts.raise(engine_.stall_vector);
  const std::string what = fmt::format("runlist {}: BAD_TSG {} at entry {}; the rest of the list does not run",
                                       engine_.runlist, to_string(code), entry);
  services_.report.add(Finding::fault, "HOST", what, services_.timeline.now());
  if (services_.manager) services_.manager->engine_event("RUNLIST", bad_tsg_, what);
}

void Runlist::submit(PhysicalAddress base, u32 entries) {
  entries = std::min(entries, 0xffffu);
  std::vector<std::byte> memory(entries * runlist_entry_bytes);
  groups_.clear();
  list_.clear();
  cursor_ = 0;
  if (!memory.empty() && !services_.memory.read(base, memory)) {
    services_.report.add(
        Finding::fault, "HOST",
        fmt::format("runlist {}: RUNLIST_FETCH_NACKED: no memory answers at {:#x}", engine_.runlist, base.address),
        services_.timeline.now());
    return;
  }
  u32 members_left = 0;
  for (u32 e = 0; e < entries; ++e) {
    const auto words = egpulab::load<std::array<u32, 4>>(Bytes(memory), e * runlist_entry_bytes);
    const RunlistGroup header(words);
    if (header["TYPE_TSG"_f]) {
      const u32 length = header["LENGTH"_f];
      if (members_left != 0) return bad_list(BadTsg::expected_a_chid_entry, e);
      if (length == 0) return bad_list(BadTsg::zero_length_tsg, e);
      if (length > runlist_group_longest) return bad_list(BadTsg::max_length_exceeded, e);
      const u32 slice = u32{header["TIMESLICE_TIMEOUT"_f]} << header["TIMESLICE_SCALE"_f];
      groups_.push_back({header["TSGID"_f], std::max(slice, 1u), static_cast<u32>(list_.size()), length});
      members_left = length;
      continue;
    }
    if (members_left == 0) return bad_list(BadTsg::expected_a_tsg_header, e);
    --members_left;
    const RunlistChannel c(words);
    if (c["RUNQUEUE_SELECTOR"_f])
      services_.report.add(Finding::approximated, "HOST",
                           fmt::format("runlist {}: its one PBDMA serves both runqueues", engine_.runlist),
                           services_.timeline.now());
    // An invalid target is taken as video memory (dev_ram).
    const auto target = [](u32 t) { return t == 1 ? Aperture::video : static_cast<Aperture>(t); };
    const ChannelEntry entry{
        .id = c["CHID"_f],
        .group = groups_.back().id,
        .instance = {target(c["INST_TARGET"_f]), join64(c["INST_PTR_LO"_f] << 12, c["INST_PTR_HI"_f])},
        .userd = {target(c["USERD_TARGET"_f]), join64(c["USERD_PTR_LO"_f] << 8, c["USERD_PTR_HI"_f])}};
    list_.push_back(entry);
    made(entry.id).set_entry(entry);
  }
  if (members_left != 0) {
    groups_.back().count -= members_left;
    bad_list(BadTsg::runlist_overflow, entries);
  }
  // Who is no longer on the list comes off.
  for (auto& [id, channel] : channels_)
    if (channel->loaded() && std::ranges::find(list_, id, &ChannelEntry::id) == list_.end()) channel->save();
  wake(Nanoseconds{0});
}

void Runlist::enable(u32 channel, bool on) {
  made(channel).set_enabled(on);
  if (on) wake(Nanoseconds{0});
}

void Runlist::preempt(u32 channel) {
  if (Channel* const c = find(channel)) c->save();
}

void Runlist::release(u32 channel) {
  const auto found = channels_.find(channel);
  if (found == channels_.end()) return;
  const u32 group = found->second->entry().group;
  // GSP-RM may answer an error of a channel with its end, while the channel is at that method.
  if (found->second.get() == running_) {
    running_->drop();
    running_->set_enabled(false);
    ended_ = std::move(found->second);
  }
  channels_.erase(found);
  for (u32 i = 0; i < list_.size(); ++i) {
    if (list_[i].id != channel) continue;
    list_.erase(list_.begin() + i);
    for (Group& g : groups_) {
      if (g.first <= i && i < g.first + g.count) --g.count;
      if (g.first > i) --g.first;
    }
    --i;
  }
  std::erase_if(groups_, [](const Group& g) { return g.count == 0; });
  cursor_ = 0;
  // The last channel of a group takes the engines' contexts with it.
  if (std::ranges::none_of(channels_, [&](const auto& c) { return c.second->entry().group == group; }))
    std::erase_if(contexts_, [&](const auto& c) { return c.first >> 32 == group; });
}

bool Runlist::ring(u32 channel) {
  Channel* const c = find(channel);
  if (!c || std::ranges::find(list_, channel, &ChannelEntry::id) == list_.end()) return false;
  c->ring();
  return true;
}

bool Runlist::clear_faulted(u32 channel, bool engine) {
  Channel* const c = find(channel);
  if (!c) return false;
  c->clear_faulted(!engine, engine);
  wake(Nanoseconds{0});
  return true;
}

// --- Scheduling ------------------------------------------------------------------------------------------------------

void Runlist::service() {
  const Nanoseconds now = services_.timeline.now();
  if (disabled_ || list_.empty()) return;
  if (now < free_at_) {
    wake(free_at_ - now);
    return;
  }
  const u32 n = static_cast<u32>(list_.size());
  Nanoseconds due = Nanoseconds::max();
  for (u32 i = 0; i < n; ++i) {
    const u32 at = (cursor_ + i) % n;
    Channel* const c = find(list_[at].id);
    if (!c) continue;
    if (!c->runnable(now)) {
      due = std::min(due, c->due(now));
      continue;
    }
    const auto group =
        std::ranges::find_if(groups_, [&](const Group& g) { return g.first <= at && at < g.first + g.count; });
    const Nanoseconds slice{group == groups_.end() ? 1024 : i64{group->timeslice_us} * 1024};
    cursor_ = (at + 1) % n;
    running_ = c;
    free_at_ = now + c->run(words_a_turn, slice);
    running_ = nullptr;
    ended_.reset();
    wake(free_at_ - now);
    return;
  }
  if (due != Nanoseconds::max()) wake(due - now);
}

// --- Registers -------------------------------------------------------------------------------------------------------

ChramChannel Runlist::channel_ram(u32 channel) {
  Channel* const c = find(channel);
  if (!c) return {};
  const Nanoseconds now = services_.timeline.now();
  return ChramChannel{"ENABLE"_f = c->enabled(),
                      "BUSY"_f = c->busy_until(now) || c->waiting(),
                      "PBDMA_FAULTED"_f = c->pbdma_faulted(),
                      "ENG_FAULTED"_f = c->engine_faulted(),
                      "ON_PBDMA"_f = c->loaded(),
                      "ON_ENG"_f = c->loaded(),
                      "PENDING"_f = c->pending(),
                      "ENG_BUSY"_f = c->busy_until(now),
                      "ACQUIRE_FAIL"_f = c->waiting()};
}

void Runlist::write_channel_ram(u32 channel, u32 value) {
  if (value == chram_clear_channel) {
    release(channel);
    return;
  }
  const ChramChannel w(value);
  if (!w["WRITE_CONTROL_ONES_CLEAR_BITS"_f]) {
    if (w["ENABLE"_f]) enable(channel, true);
    if (w["PENDING"_f] && ring(channel)) wake(Nanoseconds{0});
    if (w["CTX_RELOAD"_f]) preempt(channel);
    return;
  }
  if (w["ENABLE"_f]) enable(channel, false);
  if (Channel* const c = find(channel)) c->clear_faulted(w["PBDMA_FAULTED"_f], w["ENG_FAULTED"_f]);
  wake(Nanoseconds{0});
}

u32 Runlist::read32(u32 offset) {
  if (offset - engine_.channel_ram_base < 4 * channels_per_runlist)
    return channel_ram((offset - engine_.channel_ram_base) / 4).raw();
  const u32 preempt_at =
      services_.architecture >= Architecture::blackwell_gb10x ? runlist::preempt_blackwell : runlist::preempt;
  const u32 at = offset - engine_.runlist_base;
  if (at == preempt_at) return preempt_;
  switch (at) {
    case runlist::channel_config:
      return RunlistChannelConfig{"NUM_CHANNELS_LOG2"_f = 11u, "CHRAM_BAR0_OFFSET"_f = engine_.channel_ram_base >> 4}
          .raw();
    case runlist::doorbell_config:
      return RunlistDoorbellConfig{"ID"_f = engine_.runlist}.raw();
    case runlist::pbdma_config:
      return RunlistPbdmaConfig{"PBDMA_BAR0_OFFSET"_f = (0x40000 + engine_.pbdma * 2048) >> 10, "VALID"_f = true}.raw();
    case runlist::submit_base_lo:
      return submit_base_lo_;
    case runlist::submit_base_hi:
      return submit_base_hi_;
    case runlist::submit:
      return submit_;
    case runlist::submit_info:
      return 0;  // never pending: a list is read at once
    case runlist::sched_disable:
      return disabled_ ? 1 : 0;
    case runlist::intr_0:
      return intr_0_;
    case runlist::intr_bad_tsg:
      return bad_tsg_;
    case runlist::info: {
      const Nanoseconds now = services_.timeline.now();
      const bool idle = std::ranges::none_of(channels_, [&](const auto& c) { return c.second->runnable(now); });
      const bool waits = std::ranges::any_of(channels_, [](const auto& c) { return c.second->waiting(); });
      return RunlistInfo{"ENG_IDLE"_f = now >= free_at_, "RUNLIST_IDLE"_f = idle, "ACQUIRE_STILL_PENDING"_f = waits}
          .raw();
    }
    default:
      services_.report.add(Finding::unmodelled, "HOST", fmt::format("register NV_RUNLIST+{:#05x} read", at),
                           services_.timeline.now());
      return 0;
  }
}

void Runlist::write32(u32 offset, u32 value) {
  if (offset - engine_.channel_ram_base < 4 * channels_per_runlist)
    return write_channel_ram((offset - engine_.channel_ram_base) / 4, value);
  const u32 preempt_at =
      services_.architecture >= Architecture::blackwell_gb10x ? runlist::preempt_blackwell : runlist::preempt;
  const u32 at = offset - engine_.runlist_base;
  if (at == preempt_at) {
    const RunlistPreempt p(value);
    preempt_ = value & ~RunlistPreempt{"TSG_PREEMPT_PENDING"_f = true, "RUNLIST_PREEMPT_PENDING"_f = true}.raw();
    for (auto& [id, channel] : channels_)
      if (p["TYPE"_f] == 0 || channel->entry().group == p["ID"_f]) channel->save();
    intr_0_ |= (p["TYPE"_f] == 0 ? RunlistIntr0{"RUNLIST_PREEMPT_COMPLETE"_f = true}
                                 : RunlistIntr0{"TSG_PREEMPT_COMPLETE"_f = true})
                   .raw();
    return;
  }
  switch (at) {
    case runlist::submit_base_lo:
      submit_base_lo_ = value;
      break;
    case runlist::submit_base_hi:
      submit_base_hi_ = value;
      break;
    case runlist::submit: {
      submit_ = value;
      const RunlistSubmitBaseLo low(submit_base_lo_);
      submit({static_cast<Aperture>(low["TARGET"_f]), join64(low["PTR_LO"_f] << 12, submit_base_hi_)},
             RunlistSubmit(value)["LENGTH"_f]);
      break;
    }
    case runlist::internal_doorbell:
      if (ring(value & 0x7ff)) wake(Nanoseconds{0});
      break;
    case runlist::sched_disable:
      disabled_ = (value & 1) != 0;
      if (!disabled_) wake(Nanoseconds{0});
      break;
    case runlist::intr_0:
      intr_0_ &= ~value;
      break;
    default:
      services_.report.add(Finding::unmodelled, "HOST", fmt::format("register NV_RUNLIST+{:#05x} written", at),
                           services_.timeline.now());
      break;
  }
}

// --- State -----------------------------------------------------------------------------------------------------------

void Runlist::reset() {
  channels_.clear();
  contexts_.clear();
  groups_.clear();
  list_.clear();
  cursor_ = 0;
  free_at_ = Nanoseconds{0};
  disabled_ = false;
  submit_base_lo_ = submit_base_hi_ = submit_ = intr_0_ = bad_tsg_ = preempt_ = 0;
}

void Runlist::visit(StateVisitor& v) {
  v(groups_), v(list_), v(cursor_), v(free_at_), v(disabled_);
  v(submit_base_lo_), v(submit_base_hi_), v(submit_), v(intr_0_), v(bad_tsg_), v(preempt_);
  // Contexts first: channels look theirs up.
  std::vector<u64> keys;
  for (const auto& [key, context] : contexts_) keys.push_back(key);
  v(keys);
  if (v.restoring()) {
    channels_.clear();
    contexts_.clear();
    for (const u64 key : keys) context(static_cast<u32>(key >> 32), low32(key));
  }
  for (const u64 key : keys) v(*contexts_[key]);
  std::vector<u32> ids;
  for (const auto& [id, channel] : channels_) ids.push_back(id);
  v(ids);
  for (const u32 id : ids) made(id).visit(v);
}

}  // namespace egpulab::simulator::nvidia
