// Channels. Order of RM's calls: tinygrad ops_nv.py (group), Linux nouveau r535_chan_ramfc_write (channel by itself).
#include "driver/nvidia/channel.hpp"

#include <algorithm>

#include "driver/nvidia/constant_bank.hpp"
#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/classes/compute.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/engines.hpp"
#include "driver/regs/nvidia/virtual_function.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
using namespace regs::nvidia::gsp::r570_144;

namespace {

constexpr std::size_t most_notes = 16;
constexpr u32 runlist_shift = 16, doorbell_enable = 1u << 30;

}  // namespace

Channel::Channel(ChannelContext context, Engine engine, std::string name, Allocation& signals, u64 signal_offset)
    : c_(std::move(context)),
      engine_(std::move(engine)),
      name_(std::move(name)),
      memory_(c_.memory, gpfifo_entries, c_.method_buffer_bytes, name_),
      ring_(c_.memory, pushbuffer_bytes, Placement::visible, name_ + " pushbuffer"),
      timeline_(signals, signal_offset) {}

NvChannelAllocParams Channel::parameters() const {
  NvChannelAllocParams params{
      .engine_type = engine_.type,
      .internal_flags = ChannelInternalFlags{"PRIVILEGE"_f = ChannelPrivilege::user,
                                             "ERROR_NOTIFIER_TYPE"_f = ErrorNotifierType::memory,
                                             "ECC_ERROR_NOTIFIER_TYPE"_f = ErrorNotifierType::none}
                            .raw()};
  memory_.describe(params);
  return params;
}

void Channel::start() {
  c_.memory.space().synchronise();
  memory_.clear();
  ring_.reset();
  commands_.clear();
  put_ = 0;
  const u32 channel = open();
  open_ = true;
  // RM gives the channel's number; where it lies on the doorbell the driver adds (tinygrad ip.py).
  token_ =
      c_.client
          .control<Nvc36fCtrlCmdGpfifoGetWorkSubmitTokenParams>(channel, control::nvc36f_gpfifo_get_work_submit_token)
          .work_submit_token |
      engine_.runlist << runlist_shift;
  if (doorbell_has_enable(c_.registers.architecture())) token_ |= doorbell_enable;
  bind_engine(commands_);
}

void Channel::stop() {
  if (!open_) return;
  open_ = false;
  close();
}

void Channel::recover() {
  stop();
  timeline_.abandon();
  start();
}

u64 Channel::submit() {
  if (!has_pending()) return timeline_.submitted();
  const u64 fence = timeline_.next();
  commands_.release(timeline_.va(), fence);
  const std::span<const u32> words = commands_.words();
  // A segment of the pushbuffer does not go round the ring's end.
  const u64 room = ring_.dwords() - ring_.position();
  const u64 padding = room < words.size() ? room : 0;
  if (const u64 blocker = ring_.blocked_by(padding + words.size(), timeline_.completed()); blocker != 0) {
    c_.wait(timeline_, blocker, name_);
    ring_.blocked_by(padding + words.size(), timeline_.completed());
  }
  // One entry a submission; a full ring would look empty.
  if (timeline_.submitted() - timeline_.completed() >= gpfifo_entries - 1)
    c_.wait(timeline_, timeline_.submitted() - gpfifo_entries / 2, name_);
  // New mappings must be known to the hardware before anything that uses them starts.
  c_.memory.space().synchronise();
  if (padding > 0) {
    padding_.assign(padding, 0);
    ring_.write(padding_, fence);
  }
  const u64 va = ring_.va() + 4 * ring_.position();
  ring_.write(words, fence);
  memory_.write_entry(put_, GpEntry{"GET"_f = low32(va) >> 2, "GET_HI"_f = high32(va), "LEVEL_SUBROUTINE"_f = true,
                                    "LENGTH"_f = static_cast<u32>(words.size())}
                                .raw());
  put_ = (put_ + 1) % gpfifo_entries;
  memory_.write_put(put_);
  timeline_.submit();
  commands_.clear();
  c_.registers.raw_write(bar0_offset<UsermodeDoorbell>(c_.registers.architecture()), token_);
  return fence;
}

std::string Channel::describe() {
  const u32 get = memory_.read_get(), put = memory_.read_put();
  const ErrorNotice notice = memory_.error();
  std::string text =
      fmt::format("{}: channel {} of runlist {}, GP_GET {} of GP_PUT {}", name_, id(), engine_.runlist, get, put);
  if (notice.status != 0)
    text += fmt::format(", error notifier: {} ({})", to_string(static_cast<RobustChannelError>(notice.error)),
                        notice.error);
  return text;
}

CopyChannel::CopyChannel(ChannelContext context, Engine engine, std::string name, Allocation& signals,
                         u64 signal_offset)
    : Channel(std::move(context), std::move(engine), std::move(name), signals, signal_offset) {
  start();
}

CopyChannel::~CopyChannel() {
  try {
    stop();
  } catch (...) {  // NOLINT(bugprone-empty-catch)
  }
}

u32 CopyChannel::open() {
  NvChannelAllocParams params = parameters();
  params.h_va_space = c_.vaspace;
  channel_ = c_.client.alloc(c_.client.device(), c_.classes.channel, params);
  c_.client.control(channel_, control::nva06f_bind, Nva06fCtrlBindParams{.engine_type = engine_.type});
  // Version 1: engine_type is an Nv2080EngineType (clb0b5sw.h).
  c_.client.alloc(channel_, c_.classes.copy, Nvc0b5AllocationParameters{.version = 1, .engine_type = engine_.type});
  c_.client.control(channel_, control::nva06f_gpfifo_schedule, Nva06fCtrlGpfifoScheduleParams{.b_enable = 1});
  return channel_;
}

void CopyChannel::close() { c_.client.free(channel_); }

void CopyChannel::bind_engine(Pushbuffer& commands) { commands.set_object(subchannel::copy, c_.classes.copy); }

ComputeChannel::ComputeChannel(ChannelContext context, Engine engine, GraphicsContext& graphics, std::string name,
                               Allocation& signals, u64 signal_offset)
    : Channel(std::move(context), std::move(engine), std::move(name), signals, signal_offset), graphics_(graphics) {
  start();
}

ComputeChannel::~ComputeChannel() {
  try {
    stop();
  } catch (...) {  // NOLINT(bugprone-empty-catch)
  }
}

u32 ComputeChannel::open() {
  group_ = c_.client.alloc(c_.client.device(), classes::kepler_channel_group_a,
                           NvChannelGroupAllocationParameters{.h_va_space = c_.vaspace, .engine_type = engine_.type});
  const u32 share = c_.client.alloc(group_, classes::fermi_context_share_a,
                                    NvCtxshareAllocationParameters{.h_va_space = c_.vaspace, .flags = 1});
  NvChannelAllocParams params = parameters();
  params.h_context_share = share;
  channel_ = c_.client.alloc(group_, c_.classes.channel, params);
  buffers_ = graphics_.promote(c_.client, channel_);
  object_ = c_.client.alloc(channel_, c_.classes.compute);
  c_.client.control(group_, control::nva06c_gpfifo_schedule, Nva06cCtrlGpfifoScheduleParams{.b_enable = 1});
  notes_.clear();
  return channel_;
}

void ComputeChannel::close() {
  c_.client.free(group_);
  buffers_.clear();
}

void ComputeChannel::bind_engine(Pushbuffer& commands) {
  using namespace compute_methods;
  commands.set_object(subchannel::compute, c_.classes.compute);
  commands.methods(subchannel::compute, set_shader_shared_memory_window_a,
                   {high32(shared_window), low32(shared_window)});
  commands.methods(subchannel::compute, set_shader_local_memory_window_a, {high32(local_window), low32(local_window)});
}

void ComputeChannel::note_kernel(std::string_view name) {
  const u64 fence = timeline().next();
  if (notes_.empty() || notes_.back().fence != fence || notes_.back().kernel != name)
    notes_.push_back({fence, std::string(name)});
  if (notes_.size() > most_notes) notes_.pop_front();
}

std::string ComputeChannel::kernels_in_flight() const {
  std::vector<std::string_view> names;
  for (const Note& n : notes_)
    if (n.fence > timeline().completed() && std::ranges::find(names, n.kernel) == names.end())
      names.push_back(n.kernel);
  if (names.empty()) return {};
  return fmt::format("kernel{} {}", names.size() > 1 ? "s" : "", fmt::join(names, ", "));
}

}  // namespace egpulab::driver::nvidia
