// Compute queue.
// Descriptor: Linux gfx_v11_0_compute_mqd_init, gfx_v12_0_compute_mqd_init, kgd_hqd_load (amdgpu_amdkfd_gfx_v11.c). Its
// layout and the registers behind it are those of gfx11 in gfx12 too, but for what is left empty here (v12_structs.h).
#include "driver/amd/compute_queue.hpp"

#include <bit>

#include "driver/amd/boot_area.hpp"
#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "driver/regs/amd/mqd.hpp"
#include "driver/regs/amd/shader.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;

namespace {

constexpr u64 end_of_pipe_bytes = 4 * KiB;
constexpr u32 log2_dwords(u64 bytes) { return static_cast<u32>(std::bit_width(bytes / 4) - 1); }

// The memory image of a queue descriptor; registers are addressed by their declarations.
class Descriptor {
 public:
  template <class R>
  void set(R value) {
    words_[position(R::location)] = value.raw();
  }
  template <class Low, class High>
  void set_pair(u64 value) {
    words_[position(Low::location)] = low32(value);
    words_[position(High::location)] = high32(value);
  }
  void header() { words_[0] = mqd::compute_header; }
  std::span<const u32> words() const { return words_; }

 private:
  static u32 position(Location l) {
    for (const mqd::Mirror& m : mqd::compute)
      if (m.location == l) return m.dword;
    throw InvalidRequest(fmt::format("no dword of a queue descriptor mirrors the register at dword {:#x}", l.dword));
  }
  std::array<u32, mqd::compute_dwords> words_{};
};

}  // namespace

ComputeQueue::ComputeQueue(QueueContext context, u32 index, Allocation& signals, u64 signal_offset)
    : HardwareQueue(std::move(context), fmt::format("compute queue {}", index), ring_bytes, signals, signal_offset,
                    doorbell::compute(index)),
      index_(index),
      pm4_(c_.registers.bases()),
      end_of_pipe_(c_.memory.allocate({.size = end_of_pipe_bytes,
                                       .placement = Placement::device,
                                       .cached = false,
                                       .label = name() + " end-of-pipe buffer"})) {
  c_.memory.space().synchronise();
  activate();
}

ComputeQueue::~ComputeQueue() {
  // Its memory goes away: it must not stay on the hardware. What cannot be stopped was reported by whoever tried.
  try {
    deactivate();
  } catch (...) {  // NOLINT(bugprone-empty-catch)
  }
}

void ComputeQueue::activate() {
  const u64 image = c_.frame_buffer.mc(boot_area::queue_descriptors.offset + u64{4 * KiB} * index_);
  Descriptor d;
  d.header();
  // All compute units of all shader engines.
  constexpr u32 all = ~u32{0};
  d.set(ComputeStaticThreadMgmtSe0(all));
  d.set(ComputeStaticThreadMgmtSe1(all));
  d.set(ComputeStaticThreadMgmtSe2(all));
  d.set(ComputeStaticThreadMgmtSe3(all));
  d.set(ComputeStaticThreadMgmtSe4(all));
  d.set(ComputeStaticThreadMgmtSe5(all));
  d.set(ComputeStaticThreadMgmtSe6(all));
  d.set(ComputeStaticThreadMgmtSe7(all));
  d.set(ComputeMiscReserved{"SEND_SEID"_f = 7u});
  d.set_pair<CpMqdBaseAddr, CpMqdBaseAddrHi>(image);
  d.set(CpMqdControl{"PRIV_STATE"_f = true});
  d.set(CpHqdVmid{"VMID"_f = c_.vmid, "IB_VMID"_f = c_.vmid});
  // The reset value of the register, as gc_11_0_0_default.h and gfx_v12_0.c have it, but for what Linux sets.
  CpHqdPersistentState state(0x0be05501);
  state.set("PRELOAD_SIZE"_f = 0x55u);
  d.set(state);
  d.set(CpHqdPipePriority{"PIPE_PRIORITY"_f = 2u});
  d.set(CpHqdQueuePriority{"PRIORITY_LEVEL"_f = 0xfu});
  d.set_pair<CpHqdPqBase, CpHqdPqBaseHi>(ring_.va() >> 8);
  d.set_pair<CpHqdPqRptrReportAddr, CpHqdPqRptrReportAddrHi>(read_pointer_va());
  d.set_pair<CpHqdPqWptrPollAddr, CpHqdPqWptrPollAddrHi>(write_pointer_va());
  d.set(CpHqdPqDoorbellControl{"DOORBELL_OFFSET"_f = doorbell::compute(index_), "DOORBELL_EN"_f = true});
  d.set(CpHqdPqControl{"QUEUE_SIZE"_f = log2_dwords(ring_.bytes()) - 1, "RPTR_BLOCK_SIZE"_f = log2_dwords(4 * KiB) - 1,
                       "MIN_AVAIL_SIZE"_f = 3u, "PRIV_STATE"_f = true, "KMD_QUEUE"_f = true});
  d.set(CpHqdIbControl{"MIN_IB_AVAIL_SIZE"_f = 3u});
  d.set(CpHqdHqStatus0(0x40000000));  // its reset value: QUEUE_IDLE
  d.set_pair<CpHqdEopBaseAddr, CpHqdEopBaseAddrHi>(end_of_pipe_->va() >> 8);
  d.set(CpHqdEopControl{"EOP_SIZE"_f = log2_dwords(end_of_pipe_bytes) - 1});
  d.set(CpHqdEopRptr{"INIT_FETCHER"_f = true});
  d.set(CpHqdEopWptr{"EOP_EMPTY"_f = true});
  c_.vram.write(boot_area::queue_descriptors.offset + u64{4 * KiB} * index_, std::as_bytes(d.words()));
  c_.hdp.flush();

  const GraphicsCore::QueueSelection selection(c_.registers, index_);
  // Polling is off: the doorbell carries the write pointer.
  c_.registers.write(CpPqWptrPollCntl{"PERIOD"_f = 1u});
  for (const mqd::Mirror& m : mqd::compute) {
    if (m.dword < mqd::hqd_first_dword || m.location == CpHqdActive::location) continue;
    c_.registers.raw_write(c_.registers.bases().byte_address(m.location), d.words()[m.dword]);
  }
  c_.registers.write(CpHqdActive{"ACTIVE"_f = true});
  c_.registers.write(CpPqStatus{"DOORBELL_ENABLE"_f = true});
  active_ = true;
}

void ComputeQueue::deactivate() {
  if (!active_) return;
  const GraphicsCore::QueueSelection selection(c_.registers, index_);
  c_.registers.write(CpHqdDequeueRequest{"DEQUEUE_REQ"_f = DequeueRequest::reset_waves});
  c_.registers.write(SpiComputeQueueReset{"RESET"_f = true});
  active_ = false;
  c_.registers.wait<CpHqdActive>(name() + " leaving the hardware", timeouts::queue_dequeue, "ACTIVE"_f == false);
}

void ComputeQueue::stop() { deactivate(); }

void ComputeQueue::recover() {
  deactivate();
  pm4_.clear();
  launches_.clear();
  reset_pointers();
  timeline().abandon();
  activate();
}

std::string ComputeQueue::describe() {
  const GraphicsCore::QueueSelection selection(c_.registers, index_);
  const u32 read = c_.registers.at<CpHqdPqRptr>().read(true).raw();
  const CpHqdError error = c_.registers.at<CpHqdError>().read(true);
  const u32 status = c_.registers.at<CpCpcStatus>().read(true).raw();
  return fmt::format("{}: {}, read pointer {:#x} of {:#x} dwords, CP_CPC_STATUS={:#x}{}", name(),
                     c_.registers.at<CpHqdActive>().describe(), read, ring_.position(), status,
                     error.raw() == 0 ? "" : ", " + regs::describe(c_.registers.info<CpHqdError>(), error.raw()));
}

std::string ComputeQueue::suspects() {
  std::string text;
  std::size_t shown = 0;
  for (const Launch& l : launches_) {
    if (shown++ == 4) {
      text += fmt::format(" and {} more", launches_.size() - 4);
      break;
    }
    text += (text.empty() ? "" : ", ") + l.name;
  }
  if (launches_.empty()) return text;
  const u64 done = timeline().poll();
  while (!launches_.empty() && launches_.front().fence <= done) launches_.pop_front();
  return text;
}

// Each submission sees what the CPU and other engines wrote before it.
void ComputeQueue::begin() {
  if (!pm4_.empty()) return;
  pm4_.flush_hdp();
  pm4_.acquire();
}

void ComputeQueue::dispatch(const DispatchState& state, std::string name) {
  if (pm4_.empty())
    begin();
  else {
    pm4_.wait_for_waves();
    pm4_.acquire_local();
  }
  pm4_.dispatch(state);
  // Completed ones are dropped when somebody asks; no more than a few are ever shown.
  if (launches_.size() >= 64) launches_.pop_front();
  launches_.push_back({timeline().next(), std::move(name)});
}

void ComputeQueue::wait_for(const Timeline& other, u64 value) {
  begin();
  pm4_.wait_at_least(other.va(), low32(value));
  pm4_.acquire();
}

void ComputeQueue::timestamp(u64 va) {
  begin();
  pm4_.timestamp(va);
}

std::span<const u32> ComputeQueue::finish_commands(u64 value) {
  pm4_.release(timeline().va(), low32(value), Caches::write_back_and_invalidate);
  return pm4_.words();
}

}  // namespace egpulab::driver::amd
