// PM4 packets of a compute queue.
#include "driver/amd/pm4.hpp"

#include "driver/regs/amd/nbio.hpp"

namespace egpulab::driver::amd {

using namespace regs::amd;
using namespace regs::amd::pm4;

namespace {

// The bit of GPU_HDP_FLUSH_REQ that belongs to micro engine 1, pipe 0 (Linux gfx_v11_0_ring_emit_hdp_flush, and v12).
constexpr u32 hdp_flush_client = BifBxPf0GpuHdpFlushReq{"CP2"_f = true}.raw();
constexpr u32 poll_interval = 4;  // in units of 16 clocks

constexpr GcrCntl all_caches{"GLI_INV"_f = 1u,   "GLM_WB"_f = true,  "GLM_INV"_f = true,
                             "GLK_WB"_f = true,  "GLK_INV"_f = true, "GLV_INV"_f = true,
                             "GL1_INV"_f = true, "GL2_INV"_f = true, "GL2_WB"_f = true};
constexpr GcrCntl local_caches{"GLK_WB"_f = true, "GLK_INV"_f = true, "GLV_INV"_f = true, "GL1_INV"_f = true};

}  // namespace

Pm4Builder::Pm4Builder(const IpBases& bases)
    : bases_(bases),
      hdp_request_(static_cast<u32>(byte_address<BifBxPf0GpuHdpFlushReq>(bases) / 4)),
      hdp_done_(static_cast<u32>(byte_address<BifBxPf0GpuHdpFlushDone>(bases) / 4)),
      metadata_cache_(bases.at(Ip::gc).version.major < 12) {}

void Pm4Builder::emit(Opcode opcode, std::span<const u32> body, std::span<const u32> tail) {
  words_.push_back(header(opcode, static_cast<u32>(body.size() + tail.size())).raw());
  words_.insert(words_.end(), body.begin(), body.end());
  words_.insert(words_.end(), tail.begin(), tail.end());
}

void Pm4Builder::set_sh_registers(u64 first_byte_address, std::span<const u32> values) {
  const u32 offset = static_cast<u32>(first_byte_address / 4) - register_range(Opcode::set_sh_reg)->first;
  packet(Opcode::set_sh_reg, SetShReg{"reg_offset"_f = offset}, values);
}

void Pm4Builder::wait_at_least(u64 va, u32 value) {
  packet(Opcode::wait_reg_mem,
         WaitRegMem{"function"_f = Compare::greater_equal, "mem_space"_f = MemSpace::memory_space,
                    "mem_poll_addr_lo_or_reg"_f = low32(va), "mem_poll_addr_hi_or_reg2"_f = high32(va),
                    "reference"_f = value, "mask"_f = ~u32{0}, "poll_interval"_f = poll_interval});
}

void Pm4Builder::flush_hdp() {
  packet(Opcode::wait_reg_mem,
         WaitRegMem{"function"_f = Compare::equal, "mem_space"_f = MemSpace::register_space,
                    "operation"_f = WaitOperation::wr_wait_wr_reg, "mem_poll_addr_lo_or_reg"_f = hdp_request_,
                    "mem_poll_addr_hi_or_reg2"_f = hdp_done_, "reference"_f = hdp_flush_client,
                    "mask"_f = hdp_flush_client, "poll_interval"_f = poll_interval});
}

void Pm4Builder::acquire() {
  packet(Opcode::acquire_mem,
         AcquireMem{"coher_size"_f = ~u32{0}, "coher_size_hi"_f = 0xffu, "gcr_cntl"_f = all_caches.raw()});
}

void Pm4Builder::acquire_local() {
  packet(Opcode::acquire_mem,
         AcquireMem{"coher_size"_f = ~u32{0}, "coher_size_hi"_f = 0xffu, "gcr_cntl"_f = local_caches.raw()});
}

void Pm4Builder::dispatch(const DispatchState& s) {
  set_sh<ComputePgmLo>({low32(s.code >> 8), high32(s.code >> 8)});
  set_sh<ComputePgmRsrc1>({s.rsrc1, s.rsrc2});
  set_sh<ComputePgmRsrc3>({s.rsrc3});
  set_sh<ComputeTmpringSize>({s.scratch_size.raw()});
  if (s.scratch != 0) set_sh<ComputeDispatchScratchBaseLo>({low32(s.scratch >> 8), high32(s.scratch >> 8)});
  set_sh<ComputeRestartX>({0, 0, 0});
  if (!s.user_data.empty()) set_sh_registers(byte_address<ComputeUserData>(bases_, 0), s.user_data);
  set_sh<ComputeResourceLimits>({0});
  // START_X..Z, NUM_THREAD_X..Z, PIPELINESTAT_ENABLE, PERFCOUNT_ENABLE.
  set_sh<ComputeStartX>({0, 0, 0, s.block[0], s.block[1], s.block[2], 0, 0});
  const ComputeDispatchInitiator initiator{"COMPUTE_SHADER_EN"_f = true, "FORCE_START_AT_000"_f = true,
                                           "CS_W32_EN"_f = s.wave32};
  packet(Opcode::dispatch_direct, DispatchDirect{"dim_x"_f = s.grid[0], "dim_y"_f = s.grid[1], "dim_z"_f = s.grid[2],
                                                 "dispatch_initiator"_f = initiator.raw()});
}

void Pm4Builder::wait_for_waves() {
  // Index 4: partial flushes (PAL, nvd.h).
  packet(Opcode::event_write, EventWrite{"event_type"_f = EventType::cs_partial_flush, "event_index"_f = 4u});
}

void Pm4Builder::release(u64 va, u64 value, Caches caches) {
  // Event index 5: end of pipe with data.
  ReleaseMem r{"event_type"_f = EventType::cache_flush_and_inv_ts_event,
               "event_index"_f = 5u,
               "dst_sel"_f = ReleaseDestination::memory_controller,
               "data_sel"_f = ReleaseData::send_64_bit_data,
               "address_lo"_f = low32(va),
               "address_hi"_f = high32(va),
               "data_lo"_f = low32(value),
               "data_hi"_f = high32(value)};
  if (caches == Caches::write_back_and_invalidate) {
    r.set("glm_wb"_f = metadata_cache_);
    r.set("glm_inv"_f = metadata_cache_);
    r.set("glv_inv"_f = true);
    r.set("gl1_inv"_f = true);
    r.set("gl2_inv"_f = true);
    r.set("gl2_wb"_f = true);
    r.set("seq"_f = CacheSequence::forward);
  }
  packet(Opcode::release_mem, r);
}

void Pm4Builder::timestamp(u64 va) {
  packet(Opcode::release_mem, ReleaseMem{"event_type"_f = EventType::cache_flush_and_inv_ts_event, "event_index"_f = 5u,
                                         "dst_sel"_f = ReleaseDestination::memory_controller,
                                         "data_sel"_f = ReleaseData::send_gpu_clock_counter, "address_lo"_f = low32(va),
                                         "address_hi"_f = high32(va)});
}

void Pm4Builder::write_data(u64 va, std::span<const u32> values) {
  packet(Opcode::write_data,
         WriteData{"dst_sel"_f = WriteDestination::memory, "wr_confirm"_f = true, "dst_addr_lo_or_reg"_f = low32(va),
                   "dst_mem_addr_hi"_f = high32(va)},
         values);
}

void Pm4Builder::nop(u32 dwords) {
  if (dwords == 0) return;
  // A header alone says so with the count 0x3fff.
  words_.push_back(
      Header{"OPCODE"_f = Opcode::nop, "COUNT"_f = dwords == 1 ? 0x3fffu : dwords - 2, "TYPE"_f = 3u}.raw());
  words_.insert(words_.end(), dwords - 1, 0);
}

}  // namespace egpulab::driver::amd
