// SDMA engines and queues. Sequence and values: Linux sdma_v6_0_gfx_resume and sdma_v7_0_gfx_resume.
#include "driver/amd/sdma_queue.hpp"

#include <algorithm>
#include <bit>

#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/nbio.hpp"
#include "driver/regs/amd/sdma.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;

namespace {

constexpr u32 queue = 0;
constexpr u32 hang_after = 100;  // in units of 100 ms
// CACHE_READ_POLICY_L2__DEFAULT and CACHE_WRITE_POLICY_L2__DEFAULT: not allocated, bypassed.
constexpr u32 read_policy = 2, write_policy = 3;

}  // namespace

void SdmaEngines::start() {
  for (u32 engine = 0; engine < count; ++engine) {
    registers_.at<SdmaWatchdogCntl>(engine).write(SdmaWatchdogCntl{"QUEUE_HANG_COUNT"_f = hang_after});
    exists<SdmaMcuCntl>(registers_.bases()) ? start_mcu(engine) : start_f32(engine);
  }
}

void SdmaEngines::start_f32(u32 engine) {
  SdmaUtcl1Cntl translation(0x2c000288);  // reset value (gc_11_0_0_default.h)
  translation.set("RESP_MODE"_f = 3u);
  translation.set("REDO_DELAY"_f = 9u);
  registers_.at<SdmaUtcl1Cntl>(engine).write(translation);
  SdmaUtcl1Page page(0x010cec00);  // likewise
  page.set("RD_L2_POLICY"_f = read_policy);
  page.set("WR_L2_POLICY"_f = write_policy);
  page.set("LLC_NOALLOC"_f = true);
  registers_.at<SdmaUtcl1Page>(engine).write(page);
  registers_.at<SdmaF32Cntl>(engine).modify("HALT"_f = false, "TH1_RESET"_f = false);
}

// SDMA 7, whose reset values no header tells.
void SdmaEngines::start_mcu(u32 engine) {
  registers_.at<SdmaUtcl1Cntl>(engine).modify("RESP_MODE"_f = 3u, "REDO_DELAY"_f = 9u);
  registers_.at<As<12, SdmaUtcl1Page>>(engine).modify("RD_L2_POLICY"_f = read_policy, "WR_L2_POLICY"_f = write_policy);
  registers_.at<SdmaMcuCntl>(engine).modify("HALT"_f = false, "RESET"_f = false);
}

void SdmaEngines::reset() {
  registers_.write(GrbmSoftReset{"SOFT_RESET_SDMA0"_f = true, "SOFT_RESET_SDMA1"_f = true});
  registers_.read<GrbmSoftReset>();
  registers_.link().clock().sleep_for(timeouts::engine_reset);
  registers_.write(GrbmSoftReset{});
}

SdmaQueue::SdmaQueue(QueueContext context, u32 engine, Allocation& signals, u64 signal_offset)
    : HardwareQueue(std::move(context), fmt::format("copy queue {}", engine), ring_bytes, signals, signal_offset,
                    doorbell::sdma_engine(engine)),
      engine_(engine),
      hdp_request_(static_cast<u32>(byte_address<BifBxPf0GpuHdpFlushReq>(c_.registers.bases()) / 4)),
      hdp_done_(static_cast<u32>(byte_address<BifBxPf0GpuHdpFlushDone>(c_.registers.bases()) / 4)) {
  c_.memory.space().synchronise();
  activate();
}

SdmaQueue::~SdmaQueue() {
  try {
    stop();
  } catch (...) {  // NOLINT(bugprone-empty-catch)
  }
}

void SdmaQueue::activate() {
  Registers& r = c_.registers;
  if (exists<SdmaSemWaitFailTimerCntl>(r.bases()))
    r.at<SdmaSemWaitFailTimerCntl>(engine_).write(SdmaSemWaitFailTimerCntl{});
  SdmaQueueRbCntl control{"RB_SIZE"_f = static_cast<u32>(std::bit_width(ring_.dwords()) - 1),
                          "F32_WPTR_POLL_ENABLE"_f = true,  // SDMA 7: MCU_WPTR_POLL_ENABLE
                          "RPTR_WRITEBACK_ENABLE"_f = true,
                          "RPTR_WRITEBACK_TIMER"_f = 4u,
                          "RB_PRIV"_f = true,
                          "RB_VMID"_f = c_.vmid};
  r.at<SdmaQueueRbCntl>(engine_, queue).write(control);
  // The pointers may go backwards only while this is set.
  r.at<SdmaQueueMinorPtrUpdate>(engine_, queue).write(SdmaQueueMinorPtrUpdate{"ENABLE"_f = true});
  r.write_pair<SdmaQueueRbRptr, SdmaQueueRbRptrHi>(0, engine_, queue);
  r.write_pair<SdmaQueueRbWptr, SdmaQueueRbWptrHi>(0, engine_, queue);
  r.write_pair<SdmaQueueRbBase, SdmaQueueRbBaseHi>(ring_.va() >> 8, engine_, queue);
  r.write_pair<SdmaQueueRbRptrAddrLo, SdmaQueueRbRptrAddrHi>(read_pointer_va(), engine_, queue);
  r.write_pair<SdmaQueueRbWptrPollAddrLo, SdmaQueueRbWptrPollAddrHi>(write_pointer_va(), engine_, queue);
  r.at<SdmaQueueDoorbellOffset>(engine_, queue)
      .write(SdmaQueueDoorbellOffset{"OFFSET"_f = doorbell::sdma_engine(engine_)});
  r.at<SdmaQueueDoorbell>(engine_, queue).write(SdmaQueueDoorbell{"ENABLE"_f = true});
  r.at<SdmaQueueMinorPtrUpdate>(engine_, queue).write(SdmaQueueMinorPtrUpdate{});
  control.set("RB_ENABLE"_f = true);
  r.at<SdmaQueueRbCntl>(engine_, queue).write(control);
  r.at<SdmaQueueIbCntl>(engine_, queue).write(SdmaQueueIbCntl{"IB_ENABLE"_f = true, "SWITCH_INSIDE_IB"_f = true});
  active_ = true;
}

void SdmaQueue::stop() {
  if (!active_) return;
  active_ = false;
  Registers& r = c_.registers;
  r.at<SdmaQueueRbCntl>(engine_, queue).write(SdmaQueueRbCntl{});
  r.at<SdmaQueueIbCntl>(engine_, queue).write(SdmaQueueIbCntl{});
  r.at<SdmaQueueDoorbell>(engine_, queue).write(SdmaQueueDoorbell{});
  r.at<SdmaQueueDoorbellOffset>(engine_, queue).write(SdmaQueueDoorbellOffset{});
}

void SdmaQueue::recover() {
  stop();
  SdmaEngines engines(c_.registers);
  engines.reset();
  engines.start();
  packets_.clear();
  reset_pointers();
  timeline().abandon();
  activate();
}

std::string SdmaQueue::describe() {
  return fmt::format("{}: {}, read pointer {:#x} of {:#x} bytes", name(),
                     c_.registers.at<SdmaStatusReg>(engine_).describe(),
                     c_.registers.at<SdmaQueueRbRptr>(engine_, queue).read(true).raw(), 4 * ring_.position());
}

u64 SdmaQueue::padding_for(u64 count) const {
  // A packet must not wrap round the ring's end.
  return ring_.position() + count > ring_.dwords() ? ring_.dwords() - ring_.position() : 0;
}

// What the CPU put into VRAM before the doorbell is visible to the copies.
void SdmaQueue::begin() {
  if (!packets_.empty()) return;
  const u32 client =
      (engine_ == 0 ? BifBxPf0GpuHdpFlushReq{"SDMA0"_f = true} : BifBxPf0GpuHdpFlushReq{"SDMA1"_f = true}).raw();
  packets_.flush_hdp(hdp_request_, hdp_done_, client);
}

template <class Add>
void SdmaQueue::add_in_parts(u64 bytes, Add&& add) {
  constexpr u64 part = 256 * MiB, most_dwords = ring_bytes / 4 / 4;
  for (u64 done = 0; done < bytes; done += std::min(part, bytes - done)) {
    begin();
    add(done, std::min(part, bytes - done));
    if (packets_.words().size() > most_dwords) submit();
  }
}

void SdmaQueue::copy(u64 to, u64 from, u64 bytes) {
  add_in_parts(bytes, [&](u64 done, u64 n) { packets_.copy(to + done, from + done, n); });
}
void SdmaQueue::fill_bytes(u64 to, u8 value, u64 bytes) {
  add_in_parts(bytes, [&](u64 done, u64 n) { packets_.fill_bytes(to + done, value, n); });
}
void SdmaQueue::fill(u64 to, u32 pattern, u64 bytes) {
  add_in_parts(bytes, [&](u64 done, u64 n) { packets_.fill(to + done, pattern, n); });
}

void SdmaQueue::wait_for(const Timeline& other, u64 value) {
  begin();
  packets_.wait_at_least(other.va(), low32(value));
}

void SdmaQueue::timestamp(u64 va) {
  begin();
  packets_.timestamp(va);
}

std::span<const u32> SdmaQueue::finish_commands(u64 value) {
  packets_.fence(timeline().va(), low32(value));
  return packets_.words();
}

}  // namespace egpulab::driver::amd
