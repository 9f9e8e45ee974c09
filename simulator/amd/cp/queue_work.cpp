// Work handed to the shaders: launching, running in slices, ends of pipe.
#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/amd/aql.hpp"
#include "driver/regs/amd/shader.hpp"
#include "simulator/amd/cp/queue.hpp"

namespace egpulab::simulator::amd::cp {

using namespace regs::amd;
using isa::rdna::Extent;
using isa::rdna::Launch;
using isa::rdna::Progress;

namespace {

// Launching takes of the order of a microsecond on real cards; a slice is what runs before others get a turn.
constexpr Nanoseconds launch_time{1'000}, shortest_slice{100};
constexpr u64 slice_instructions = 100'000;
constexpr std::size_t most_in_flight = 8;

u64 waves_of(const Launch& launch) {
  u64 threads = 1, groups = 1;
  for (std::size_t axis = 0; axis < 3; ++axis) {
    threads *= launch.group_threads[axis];
    groups *= launch.groups[axis] > launch.start[axis] ? launch.groups[axis] - launch.start[axis] : 0;
  }
  const u64 wave = static_cast<u64>(launch.wave_size);
  return groups * ((threads + wave - 1) / wave);
}

// SQ interrupts as KFD decodes them (kfd_int_process_v11.c): encoding in context 1, error type in context 0.
constexpr u8 sq_interrupt_source = 239;
enum class SqEncoding : u32 { automatic = 0, wave = 1, error = 2 };
enum class SqError : u32 { edc_fue = 0, illegal_instruction = 1, memory_violation = 2 };

}  // namespace

// The launch that the COMPUTE_* registers describe.
Step ComputeQueue::dispatch(const Extent& groups, u32 initiator_word, u64 signal) {
  const ComputeDispatchInitiator initiator(initiator_word);
  if (work_.size() >= most_in_flight) return wait_for_shaders();
  compute_.put(initiator);
  compute_.put(ComputeDimX(groups[0])), compute_.put(ComputeDimY(groups[1])), compute_.put(ComputeDimZ(groups[2]));
  if (!initiator["COMPUTE_SHADER_EN"_f]) {
    report(Finding::refused, "dispatch without COMPUTE_SHADER_EN launches nothing");
    return Step::done;
  }
  if (initiator["ORDERED_APPEND_ENBL"_f] || initiator["TUNNEL_ENABLE"_f] || initiator["RESTORE"_f])
    report(Finding::unmodelled, "dispatch with ordered append, tunnelling or restored waves");

  Launch launch;
  launch.wave_size = initiator["CS_W32_EN"_f] ? isa::rdna::WaveSize::wave32 : isa::rdna::WaveSize::wave64;
  launch.program = join64(compute_.get<ComputePgmLo>().raw(), compute_.get<ComputePgmHi>()["DATA"_f]) << 8;
  launch.rsrc1 = compute_.get<ComputePgmRsrc1>().raw();
  launch.rsrc2 = compute_.get<ComputePgmRsrc2>().raw();
  launch.rsrc3 = compute_.get<ComputePgmRsrc3>().raw();
  for (u32 n = 0; n < 16; ++n) launch.user_data[n] = compute_.get<ComputeUserData>(n).raw();
  // Since gfx12 the count has 13 bits; above it are bits of how two-dimensional grids are interleaved, which change the
  // order of waves only.
  const u32 count_mask = services_.registers.version<ComputeNumThreadX>().major >= 12 ? 0x1fff : 0xffff;
  const auto threads = [&](std::size_t axis, auto reg) {
    launch.group_threads[axis] = reg["NUM_THREAD_FULL"_f] & count_mask;
    if (initiator["PARTIAL_TG_EN"_f]) launch.partial_threads[axis] = reg["NUM_THREAD_PARTIAL"_f];
  };
  threads(0, compute_.get<ComputeNumThreadX>());
  threads(1, compute_.get<ComputeNumThreadY>());
  threads(2, compute_.get<ComputeNumThreadZ>());
  launch.groups = groups;
  if (initiator["USE_THREAD_DIMENSIONS"_f])
    for (std::size_t axis = 0; axis < 3; ++axis) {
      const u32 full = std::max(launch.group_threads[axis], 1u);
      launch.partial_threads[axis] = groups[axis] % full;
      launch.groups[axis] = groups[axis] / full + (groups[axis] % full != 0 ? 1 : 0);
    }
  if (!initiator["FORCE_START_AT_000"_f])
    launch.start = {compute_.get<ComputeStartX>().raw(), compute_.get<ComputeStartY>().raw(),
                    compute_.get<ComputeStartZ>().raw()};
  launch.scratch_base =
      join64(compute_.get<ComputeDispatchScratchBaseLo>().raw(), compute_.get<ComputeDispatchScratchBaseHi>()["DATA"_f])
      << 8;
  const auto tmpring = compute_.get<ComputeTmpringSize>();
  launch.tmpring_size = tmpring.raw();
  const ShMemBases bases(services_.host.sh_mem_bases(vmid()));
  launch.shared_base = u64{bases["SHARED_BASE"_f]} << 48;
  launch.private_base = u64{bases["PRIVATE_BASE"_f]} << 48;
  launch.dispatch_id = compute_.get<ComputeDispatchId>().raw();
  if (ComputePgmRsrc2(launch.rsrc2)["SCRATCH_EN"_f] && (tmpring["WAVES"_f] == 0 || tmpring["WAVESIZE"_f] == 0))
    report(Finding::fault, fmt::format("kernel at {:#x} uses scratch, but COMPUTE_TMPRING_SIZE {:#x} gives it none",
                                       launch.program, tmpring.raw()));

  Work work;
  work.kind = Work::Kind::kernel;
  work.vmid = vmid();
  work.units = services_.shaders.enabled_units(
      {compute_.get<ComputeStaticThreadMgmtSe0>().raw(), compute_.get<ComputeStaticThreadMgmtSe1>().raw(),
       compute_.get<ComputeStaticThreadMgmtSe2>().raw(), compute_.get<ComputeStaticThreadMgmtSe3>().raw(),
       compute_.get<ComputeStaticThreadMgmtSe4>().raw(), compute_.get<ComputeStaticThreadMgmtSe5>().raw(),
       compute_.get<ComputeStaticThreadMgmtSe6>().raw(), compute_.get<ComputeStaticThreadMgmtSe7>().raw()});
  work.waves = waves_of(launch);
  work.started = timestamp();
  work.end.signal = signal;
  if (work.waves == 0) {  // an empty grid ends at once
    work.state = Work::State::finished;
  } else if (work.units == 0) {
    work.state = Work::State::faulted;
    report(Finding::fault,
           "no compute unit is enabled in COMPUTE_STATIC_THREAD_MGMT_SE0..7: the dispatch never starts");
  }
  services_.report.milestone("kernel: dispatched", services_.timeline.now());
  work.dispatch = services_.shaders.start(launch, work.vmid, *this);
  if (work.state == Work::State::running) services_.shaders.enter();
  work_.push_back(std::move(work));
  if (work_.back().state == Work::State::finished) retire();
  if (!shaders_pending_) {
    shaders_pending_ = true;
    services_.host.schedule(index_, QueueEvent::shaders, spent_ + launch_time, epoch_);
  }
  return Step::done;
}

void ComputeQueue::end_of_pipe(const EndOfPipe& end) {
  Work work;
  work.vmid = vmid();
  work.started = timestamp();
  work.end = end;
  work_.push_back(std::move(work));
  retire();
}

void ComputeQueue::run_shaders() {
  for (Work& work : work_)
    if (work.state == Work::State::finishing) work.state = Work::State::finished;
  retire();
  // Kernels in flight take turns, so that one may wait for another.
  for (std::size_t n = 0; n < work_.size(); ++n) {
    Work& work = work_[(turn_ + n) % work_.size()];
    if (work.kind != Work::Kind::kernel || work.state != Work::State::running) continue;
    turn_ = static_cast<u32>((turn_ + n + 1) % work_.size());
    run_slice(work);
    return;
  }
}

void ComputeQueue::run_slice(Work& work) {
  const u64 before = work.dispatch->retired();
  const Progress progress = work.dispatch->run(slice_instructions);
  services_.shaders.memory(work.vmid).settle();
  const Nanoseconds time =
      std::max(services_.shaders.duration(work.dispatch->retired() - before, work.waves, work.units), shortest_slice);
  services_.host.worked(time);
  if (progress == Progress::finished) {
    work.state = Work::State::finishing;
    leave(work);
  } else if (progress == Progress::faulted) {
    leave(work);
    kernel_faulted(work);
  }
  shaders_pending_ = true;
  services_.host.schedule(index_, QueueEvent::shaders, time, epoch_);
}

void ComputeQueue::leave(Work&) { services_.shaders.leave(); }

// The wave halts, so the dispatch never ends: what waits for it waits until software resets the queue.
void ComputeQueue::kernel_faulted(Work& work) {
  work.state = Work::State::faulted;
  const isa::rdna::Fault& f = *work.dispatch->fault();
  const Launch& launch = work.dispatch->launch();
  const bool memory = f.kind == isa::rdna::Fault::Kind::memory || f.kind == isa::rdna::Fault::Kind::instruction_fetch;
  if (memory)
    services_.hub.raise_fault(work.vmid, f.memory.access == isa::Access::execute ? HubClient::sqc_inst : HubClient::tcp,
                              f.memory);
  report(Finding::fault, fmt::format("kernel at {:#x} stopped at offset {:#x}: {}", launch.program,
                                     f.pc - launch.program, f.describe()));
  if (f.kind == isa::rdna::Fault::Kind::launch) return;
  const u32 type = static_cast<u32>(memory ? SqError::memory_violation : SqError::illegal_instruction);
  services_.interrupts.raise({.client_id = 0x0a,  // SOC21_IH_CLIENTID_GFX
                              .source_id = sq_interrupt_source,
                              .ring_id = name_.ring_id(),
                              .vmid = work.vmid,
                              .source_data = {type << 21, static_cast<u32>(SqEncoding::error) << 6}});
}

// S_SENDMSG(MSG_INTERRUPT): the encoding says "wave", the data is the shader's.
void ComputeQueue::interrupt(u32 data) {
  services_.interrupts.raise({.client_id = 0x0a,
                              .source_id = sq_interrupt_source,
                              .ring_id = name_.ring_id(),
                              .vmid = vmid(),
                              .source_data = {data & 0xffffff, static_cast<u32>(SqEncoding::wave) << 6}});
}

u64 ComputeQueue::realtime() { return timestamp(); }

void ComputeQueue::retire() {
  bool ended = false;
  while (!work_.empty()) {
    Work& work = work_.front();
    if (work.kind == Work::Kind::kernel && work.state != Work::State::finished) break;
    if (!perform(work)) break;
    work_.pop_front();
    ended = true;
  }
  turn_ = work_.empty() ? 0 : turn_ % static_cast<u32>(work_.size());
  if (!ended) return;
  if (wait_.reason() == PacketWait::Reason::other) wake(spent_);
}

// What stands at the end of the pipe: data, then interrupt. False: it could not be written, and the queue has failed.
bool ComputeQueue::perform(const Work& work) {
  if (work.end.signal != 0 && !complete_signal(work)) return false;
  const auto select = static_cast<pm4::ReleaseData>(work.end.data_select);
  VmSpace& memory = *services_.spaces[work.vmid];
  std::optional<isa::MemoryFault> f;
  switch (select) {
    case pm4::ReleaseData::none:
      break;
    case pm4::ReleaseData::send_32_bit_low:
      f = memory.store(work.end.address, low32(work.end.data));
      break;
    case pm4::ReleaseData::send_64_bit_data:
      f = memory.store(work.end.address, work.end.data);
      break;
    case pm4::ReleaseData::send_gpu_clock_counter:
    case pm4::ReleaseData::send_system_clock_counter:
      f = memory.store(work.end.address, timestamp());
      break;
    case pm4::ReleaseData::store_gds_data_to_memory:
      report(Finding::unmodelled, "RELEASE_MEM of GDS data");
      break;
  }
  if (f) {
    services_.hub.raise_fault(work.vmid, HubClient::cpc, *f);
    fail(CpHqdError{"EOP_UTCL1_ERROR"_f = true}, fmt::format("end-of-pipe write to {:#x} faulted", f->va));
    return false;
  }
  switch (static_cast<pm4::ReleaseInterrupt>(work.end.interrupt_select)) {
    case pm4::ReleaseInterrupt::none:
    case pm4::ReleaseInterrupt::send_data_and_write_confirm:
      break;
    case pm4::ReleaseInterrupt::conditionally_send_int_ctxid_32:
    case pm4::ReleaseInterrupt::conditionally_send_int_ctxid_64:
      report(Finding::approximated, "RELEASE_MEM with a conditional interrupt: sent in any case");
      [[fallthrough]];
    case pm4::ReleaseInterrupt::send_interrupt_only:
    case pm4::ReleaseInterrupt::send_interrupt_after_write_confirm:
    case pm4::ReleaseInterrupt::unconditionally_send_int_ctxid:
      interrupt(CpInterrupt::end_of_pipe, work.end.interrupt_context);
      break;
  }
  return true;
}

// Times, the decrement that waiters see, the mailbox and its event.
bool ComputeQueue::complete_signal(const Work& work) {
  VmSpace& memory = *services_.spaces[work.vmid];
  aql::Signal signal{};
  const u64 at = work.end.signal;
  auto f = memory.load(at, signal);
  if (!f && work.kind == Work::Kind::kernel) {
    f = memory.store(at + offsetof(aql::Signal, start_ts), work.started);
    if (!f) f = memory.store(at + offsetof(aql::Signal, end_ts), timestamp());
  }
  if (!f) f = memory.store(at + offsetof(aql::Signal, value), signal.value - 1);
  if (!f && signal.event_mailbox_ptr != 0) f = memory.store(signal.event_mailbox_ptr, u64{signal.event_id});
  if (f) {
    services_.hub.raise_fault(work.vmid, HubClient::cpc, *f);
    fail(CpHqdError{"AQL_ERROR"_f = true}, fmt::format("completion signal at {:#x} cannot be written", at));
    return false;
  }
  if (signal.event_mailbox_ptr != 0) interrupt(CpInterrupt::end_of_pipe, signal.event_id);
  return true;
}

void ComputeQueue::drop_work() {
  for (Work& work : work_)
    if (work.kind == Work::Kind::kernel && work.state == Work::State::running) leave(work);
  work_.clear();
  turn_ = 0;
}

}  // namespace egpulab::simulator::amd::cp
