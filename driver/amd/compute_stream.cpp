// Order across engines, kernel launches, transfers.
#include "driver/amd/compute_stream.hpp"

#include <algorithm>

#include "driver/amd/kernarg.hpp"
#include "driver/base/error.hpp"
#include "driver/regs/amd/code_object.hpp"

namespace egpulab::driver::amd {
namespace {

constexpr u64 staging_bytes = 8 * MiB, staging_half_bytes = staging_bytes / 2;
constexpr u64 argument_alignment = 64;

const AmdBuffer& amd(const compute::BufferBackend& b) { return static_cast<const AmdBuffer&>(b); }

}  // namespace

ComputeStream::ComputeStream(std::shared_ptr<ComputeCore> core)
    : core_(std::move(core)),
      queue_(core_->next_queue()),
      kernels_(core_->device().compute_queue(queue_)),
      arguments_(core_->device().memory(), "kernel arguments", argument_alignment) {
  core_->arguments_for(queue_).push_back(&arguments_);
}

ComputeStream::~ComputeStream() {
  std::erase(core_->arguments_for(queue_), &arguments_);
  // Kernels that were collected start with the next work of the compute queue.
  try {
    if (!core_->closed()) arguments_.flush();
  } catch (const Error&) {  // whoever waits for that work is told
  }
  core_->retire(arguments_.release());
  core_->retire(std::move(staging_));
}

void ComputeStream::check_open() const {
  if (core_->closed()) throw InvalidRequest("work for a device that was closed");
}

HardwareQueue& ComputeStream::last_queue() {
  return on_copies_ ? static_cast<HardwareQueue&>(copies()) : static_cast<HardwareQueue&>(kernels_);
}

u64 ComputeStream::submit_compute() {
  for (memory::ArgumentRing* arguments : core_->arguments_for(queue_)) arguments->flush();
  return kernels_.submit();
}

u64 ComputeStream::submit() {
  if (!on_copies_) return submit_compute();
  return copy_fence_ = copies().submit();
}

void ComputeStream::use_compute() {
  check_open();
  if (!on_copies_) return;
  copy_fence_ = copies().submit();
  if (copies().timeline().completed() < copy_fence_) kernels_.wait_for(copies().timeline(), copy_fence_);
  on_copies_ = false;
}

void ComputeStream::use_copies() {
  check_open();
  if (on_copies_) return;
  const u64 fence = submit_compute();
  if (kernels_.timeline().completed() < fence) copies().wait_for(kernels_.timeline(), fence);
  on_copies_ = true;
}

bool ComputeStream::idle() {
  return !kernels_.has_pending() && kernels_.timeline().is_done(kernels_.timeline().submitted()) &&
         (!on_copies_ || (!copies().has_pending() && copies().timeline().is_done(copy_fence_)));
}

void ComputeStream::launch(const compute::LaunchRequest& request) {
  use_compute();
  const auto& program = static_cast<const AmdProgram&>(*request.program);
  const Kernel& kernel = program.kernel(request.kernel);
  const regs::amd::KernelCodeProperties properties(kernel.descriptor.kernel_code_properties);
  if (properties["ENABLE_SGPR_PRIVATE_SEGMENT_BUFFER"_f] || properties["ENABLE_SGPR_QUEUE_PTR"_f] ||
      properties["ENABLE_SGPR_FLAT_SCRATCH_INIT"_f] || properties["ENABLE_SGPR_PRIVATE_SEGMENT_SIZE"_f])
    throw InvalidRequest(fmt::format("kernel {}: its code wants registers {} that code objects since gfx11 do not use",
                                     kernel.name, regs::describe(properties)));

  u32 scratch = kernel.scratch_size;
  if (kernel.dynamic_stack) scratch = std::max(scratch, Scratch::dynamic_stack_bytes);
  if (scratch > 0) {
    std::unique_ptr<Allocation> outgrown;
    core_->scratch().require(scratch, outgrown);
    core_->retire(std::move(outgrown));
  }
  const u64 workgroup_memory = u64{kernel.lds_size} + request.dynamic_workgroup_memory;
  const u64 granules =
      align_up(workgroup_memory, regs::amd::pgm_rsrc2::lds_granule) / regs::amd::pgm_rsrc2::lds_granule;
  if (workgroup_memory > core_->facts().workgroup_memory)
    throw InvalidRequest(fmt::format("kernel {}: {} bytes of LDS were asked for, a workgroup may have {}", kernel.name,
                                     workgroup_memory, core_->facts().workgroup_memory));

  // The dispatch packet, where the kernel reads it, lies behind the arguments.
  const bool packet = properties["ENABLE_SGPR_DISPATCH_PTR"_f];
  const u64 argument_bytes = align_up(std::max(kernel.kernarg_size, 1u), argument_alignment);
  const u64 total = argument_bytes + (packet ? dispatch_packet_bytes : 0);
  if (const u64 blocker = arguments_.blocked_by(total, kernels_.timeline().completed()); blocker != 0) {
    submit_compute();
    device().wait(kernels_.timeline(), blocker, kernels_.name());
    arguments_.blocked_by(total, kernels_.timeline().completed());
  }
  const memory::ArgumentRing::Slot slot = arguments_.take(total, kernels_.timeline().next());
  pack_arguments(kernel, request, slot.bytes.first(kernel.kernarg_size));
  if (packet)
    pack_dispatch_packet(kernel, request, program.address() + kernel.descriptor_offset, slot.va,
                         slot.bytes.subspan(argument_bytes, dispatch_packet_bytes));

  std::array<u32, 6> user_data;
  std::size_t n = 0;
  const auto push = [&](u64 value) {
    user_data[n++] = low32(value);
    user_data[n++] = high32(value);
  };
  if (packet) push(slot.va + argument_bytes);
  if (properties["ENABLE_SGPR_KERNARG_SEGMENT_PTR"_f]) push(slot.va);
  if (properties["ENABLE_SGPR_DISPATCH_ID"_f]) push(0);

  DispatchState state;
  state.code = program.address() + kernel.entry_offset;
  state.rsrc1 = kernel.descriptor.compute_pgm_rsrc1;
  state.rsrc2 = (kernel.descriptor.compute_pgm_rsrc2 &
                 ~(regs::amd::pgm_rsrc2::lds_size_mask << regs::amd::pgm_rsrc2::lds_size_shift)) |
                static_cast<u32>(granules) << regs::amd::pgm_rsrc2::lds_size_shift;
  state.rsrc3 = kernel.descriptor.compute_pgm_rsrc3;
  state.user_data = std::span<const u32>(user_data).first(n);
  state.scratch = core_->scratch().va();
  state.scratch_size = core_->scratch().size();
  state.grid = {request.grid.x, request.grid.y, request.grid.z};
  state.block = {request.block.x, request.block.y, request.block.z};
  state.wave32 = kernel.wave_size == 32;
  kernels_.dispatch(state, kernel.name);
  if (kernels_.is_full()) submit_compute();
}

void ComputeStream::copy(const compute::BufferBackend& to, u64 to_offset, const compute::BufferBackend& from,
                         u64 from_offset, u64 bytes) {
  use_copies();
  copies().copy(to.address() + to_offset, from.address() + from_offset, bytes);
}

void ComputeStream::fill(const compute::BufferBackend& to, u64 offset, u64 bytes, u8 value) {
  use_copies();
  copies().fill_bytes(to.address() + offset, value, bytes);
}

Allocation& ComputeStream::staging() {
  if (!staging_)
    staging_ = core_->allocate(
        {.size = staging_bytes, .placement = Placement::shared, .cached = false, .label = "transfer staging"});
  return *staging_;
}

void ComputeStream::wait_for_staging(u32 half) {
  if (staging_fence_[half] != 0) device().wait(copies().timeline(), staging_fence_[half], copies().name());
  staging_fence_[half] = 0;
}

void ComputeStream::upload(const compute::BufferBackend& to, u64 offset, Bytes data) {
  check_open();
  Allocation& target = amd(to).allocation();
  // With nothing in flight the CPU writes straight into the buffer: no engine, no wait.
  if (target.cpu_access() && (idle() || target.is_host())) {
    if (target.is_host()) finish({});
    target.write(offset, data);
    return;
  }
  for (u64 done = 0; done < data.size();) {
    const u64 n = std::min(staging_half_bytes, data.size() - done);
    const u32 half = staging_half_;
    staging_half_ ^= 1;
    Allocation& through = staging();
    wait_for_staging(half);
    through.write(half * staging_half_bytes, data.subspan(done, n));
    use_copies();
    copies().copy(to.address() + offset + done, through.va() + half * staging_half_bytes, n);
    staging_fence_[half] = copy_fence_ = copies().submit();
    done += n;
  }
}

void ComputeStream::download(const compute::BufferBackend& from, u64 offset, MutableBytes data) {
  check_open();
  Allocation& source = amd(from).allocation();
  // Reading VRAM through the BAR is slow; only worth it where nothing else leads out, or for a few bytes.
  if (source.is_host() || (source.cpu_access() && (!device().memory().host_dma() || data.size() <= 64))) {
    finish({});
    source.read(offset, data);
    return;
  }
  struct Piece {
    u64 at, bytes, fence;
    u32 half;
  };
  std::optional<Piece> waiting;
  Allocation& through = staging();
  const auto take = [&](const Piece& p) {
    device().wait(copies().timeline(), p.fence, copies().name());
    through.read(p.half * staging_half_bytes, data.subspan(p.at, p.bytes));
  };
  for (u64 done = 0; done < data.size();) {
    const u64 n = std::min(staging_half_bytes, data.size() - done);
    const u32 half = staging_half_;
    staging_half_ ^= 1;
    wait_for_staging(half);
    use_copies();
    copies().copy(through.va() + half * staging_half_bytes, from.address() + offset + done, n);
    copy_fence_ = copies().submit();
    const Piece piece{done, n, copy_fence_, half};
    // The engine works on this piece while the CPU takes the one before.
    if (waiting) take(*waiting);
    waiting = piece;
    done += n;
  }
  if (waiting) take(*waiting);
}

std::unique_ptr<compute::EventBackend> ComputeStream::record(bool with_time) {
  check_open();
  u32 slot = AmdEvent::no_slot;
  if (with_time) {
    slot = core_->take_time_slot();
    if (on_copies_)
      copies().timestamp(core_->time_slot_va(slot));
    else
      kernels_.timestamp(core_->time_slot_va(slot));
  }
  const u64 fence = submit();
  return std::make_unique<AmdEvent>(core_, last_queue(), fence, slot);
}

void ComputeStream::wait_for(compute::EventBackend& event) {
  auto& e = static_cast<AmdEvent&>(event);
  if (&e.queue() == &kernels_ || e.timeline().completed() >= e.fence()) return;
  use_compute();
  kernels_.wait_for(e.timeline(), e.fence());
}

void ComputeStream::flush() {
  check_open();
  submit();
}

void ComputeStream::finish(std::optional<Nanoseconds> limit) {
  check_open();
  const u64 fence = submit();
  HardwareQueue& queue = last_queue();
  device().wait(queue.timeline(), fence, queue.name(), limit);
  core_->collect();
}

}  // namespace egpulab::driver::amd
