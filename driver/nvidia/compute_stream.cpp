// Order across channels, kernel launches, transfers, events.
#include "driver/nvidia/compute_stream.hpp"

#include <algorithm>

#include "driver/nvidia/copy_commands.hpp"
#include "driver/nvidia/launch.hpp"

namespace egpulab::driver::nvidia {
namespace {

constexpr u64 staging_bytes = 8 * MiB, staging_half_bytes = staging_bytes / 2;
// A read through BAR1 that is not worth a copy and a wait.
constexpr u64 few_bytes = 64;

Allocation& allocation_of(const compute::BufferBackend& b) { return static_cast<const NvidiaBuffer&>(b).allocation(); }

}  // namespace

ComputeStream::ComputeStream(std::shared_ptr<ComputeCore> core)
    : core_(std::move(core)),
      kernels_(core_->session().compute_channel()),
      copies_(core_->session().copy_channel(core_->next_channel())) {}

ComputeStream::~ComputeStream() { core_->retire(std::move(staging_)); }

void ComputeStream::check_open() const {
  if (core_->closed()) throw InvalidRequest("work for a device that was closed");
}

Channel& ComputeStream::last_channel() {
  return on_copies_ ? static_cast<Channel&>(copies_) : static_cast<Channel&>(kernels_);
}

u64 ComputeStream::submit() { return on_copies_ ? copies_.submit() : core_->submit_launches(); }

void ComputeStream::use_compute() {
  check_open();
  if (!on_copies_) return;
  const u64 fence = copies_.submit();
  if (copies_.timeline().completed() < fence) kernels_.wait_for(copies_.timeline(), fence);
  on_copies_ = false;
}

void ComputeStream::use_copies() {
  check_open();
  if (on_copies_) return;
  const u64 fence = core_->submit_launches();
  if (kernels_.timeline().completed() < fence) copies_.wait_for(kernels_.timeline(), fence);
  on_copies_ = true;
}

void ComputeStream::submit_copies_if_full() {
  if (copies_.is_full()) copies_.submit();
}

bool ComputeStream::idle() {
  return std::ranges::all_of(session().channels(), [](Channel* c) {
    return !c->has_pending() && c->timeline().is_done(c->timeline().submitted());
  });
}

void ComputeStream::launch(const compute::LaunchRequest& request) {
  use_compute();
  add_launch(*core_, request);
  if (kernels_.is_full()) core_->submit_launches();
}

void ComputeStream::copy(const compute::BufferBackend& to, u64 to_offset, const compute::BufferBackend& from,
                         u64 from_offset, u64 bytes) {
  use_copies();
  add_copy(copies_.commands(), to.address() + to_offset, from.address() + from_offset, bytes);
  submit_copies_if_full();
}

void ComputeStream::fill(const compute::BufferBackend& to, u64 offset, u64 bytes, u8 value) {
  use_copies();
  add_fill(copies_.commands(), to.address() + offset, bytes, value);
  submit_copies_if_full();
}

Allocation& ComputeStream::staging() {
  if (!staging_)
    staging_ = core_->allocate(
        {.size = staging_bytes, .placement = Placement::shared, .cached = false, .label = "transfer staging"});
  return *staging_;
}

u32 ComputeStream::next_half() { return std::exchange(staging_half_, staging_half_ ^ 1); }

void ComputeStream::wait_for_staging(u32 half) {
  if (staging_fence_[half] != 0) session().wait(copies_.timeline(), staging_fence_[half], copies_.name());
  staging_fence_[half] = 0;
}

void ComputeStream::upload(const compute::BufferBackend& to, u64 offset, Bytes data) {
  check_open();
  Allocation& target = allocation_of(to);
  // With nothing in flight the CPU writes straight into the buffer: no engine, no wait.
  if (target.cpu_access() && (idle() || target.is_host())) {
    if (target.is_host()) finish({});
    target.write(offset, data);
    return;
  }
  use_copies();
  Allocation& through = staging();
  for (u64 done = 0; done < data.size();) {
    const u64 n = std::min(staging_half_bytes, data.size() - done);
    const u32 half = next_half();
    wait_for_staging(half);
    through.write(half * staging_half_bytes, data.subspan(done, n));
    add_copy(copies_.commands(), to.address() + offset + done, through.va() + half * staging_half_bytes, n);
    staging_fence_[half] = copies_.submit();
    done += n;
  }
}

void ComputeStream::download(const compute::BufferBackend& from, u64 offset, MutableBytes data) {
  check_open();
  Allocation& source = allocation_of(from);
  if (source.is_host() || (source.cpu_access() && data.size() <= few_bytes)) {
    finish({});
    source.read(offset, data);
    return;
  }
  struct Piece {
    u64 at, bytes, fence;
    u32 half;
  };
  std::optional<Piece> waiting;
  use_copies();
  Allocation& through = staging();
  const auto take = [&](const Piece& p) {
    session().wait(copies_.timeline(), p.fence, copies_.name());
    through.read(p.half * staging_half_bytes, data.subspan(p.at, p.bytes));
  };
  for (u64 done = 0; done < data.size();) {
    const u64 n = std::min(staging_half_bytes, data.size() - done);
    const u32 half = next_half();
    wait_for_staging(half);
    add_copy(copies_.commands(), through.va() + half * staging_half_bytes, from.address() + offset + done, n);
    const Piece piece{done, n, copies_.submit(), half};
    // The engine works on this piece while the CPU takes the one before.
    if (waiting) take(*waiting);
    waiting = piece;
    done += n;
  }
  if (waiting) take(*waiting);
}

std::unique_ptr<compute::EventBackend> ComputeStream::record(bool with_time) {
  check_open();
  u32 slot = NvidiaEvent::no_slot;
  if (with_time) {
    slot = core_->take_time_slot();
    last_channel().timestamp(core_->time_slot_va(slot));
  }
  return std::make_unique<NvidiaEvent>(core_, last_channel(), submit(), slot);
}

void ComputeStream::wait_for(compute::EventBackend& event) {
  check_open();
  auto& e = static_cast<NvidiaEvent&>(event);
  if (&e.channel() == &last_channel() || e.channel().timeline().completed() >= e.fence()) return;
  last_channel().wait_for(e.channel().timeline(), e.fence());
}

void ComputeStream::flush() {
  check_open();
  submit();
}

void ComputeStream::finish(std::optional<Nanoseconds> limit) {
  check_open();
  Channel& channel = last_channel();
  session().wait(channel.timeline(), submit(), channel.name(), limit);
  core_->collect();
}

}  // namespace egpulab::driver::nvidia
