// SDMA queues by hand.
#pragma once

#include "driver/regs/amd/sdma.hpp"
#include "driver/regs/amd/sdma_packets.hpp"
#include "tests/amd_engines/compute_bench.hpp"

namespace egpulab::test {

// An SDMA queue as a test sets it up.
struct HandMadeRing {
  u32 engine = 0, queue = 0;
  u8 vmid = 0;
  u32 doorbell = 0x200;  // dwords
  u32 log2_dwords = 10;
  u64 base = 0, read_pointer = 0, write_pointer = 0;
  u64 written = 0;  // bytes
  u32 flags = 0;    // more bits of RB_CNTL
};

class SdmaBench : public ComputeBench {
 protected:
  using Ring = HandMadeRing;

  // sdma_v6_0_gfx_resume: unhalt, enable traps.
  SdmaBench() {
    for (u32 engine = 0; engine < 2; ++engine) {
      write(SdmaCntl("TRAP_ENABLE"_f = true, "PAGE_FAULT_INT_ENABLE"_f = true), engine);
      write(SdmaF32Cntl("TH0_ENABLE"_f = true, "TH1_ENABLE"_f = true), engine);
    }
  }

  Ring open_ring(Ring r = {}) {
    r.base = allocate(u64{4} << r.log2_dwords);
    r.read_pointer = allocate();
    r.write_pointer = r.read_pointer + 0x100;
    enable(r);
    return r;
  }
  void enable(const Ring& r) {
    write(SdmaQueueRbBase(static_cast<u32>(r.base >> 8)), r.engine, r.queue);
    write(SdmaQueueRbBaseHi(static_cast<u32>(r.base >> 40)), r.engine, r.queue);
    write(SdmaQueueRbRptr(0), r.engine, r.queue);
    write(SdmaQueueRbRptrHi(0), r.engine, r.queue);
    write(SdmaQueueRbWptr(0), r.engine, r.queue);
    write(SdmaQueueRbWptrHi(0), r.engine, r.queue);
    write(SdmaQueueRbRptrAddrLo(low32(r.read_pointer)), r.engine, r.queue);
    write(SdmaQueueRbRptrAddrHi(high32(r.read_pointer)), r.engine, r.queue);
    write(SdmaQueueRbWptrPollAddrLo(low32(r.write_pointer)), r.engine, r.queue);
    write(SdmaQueueRbWptrPollAddrHi(high32(r.write_pointer)), r.engine, r.queue);
    write(SdmaQueueDoorbellOffset("OFFSET"_f = r.doorbell), r.engine, r.queue);
    write(SdmaQueueDoorbell("ENABLE"_f = true), r.engine, r.queue);
    const SdmaQueueRbCntl control("RB_ENABLE"_f = true, "RB_SIZE"_f = r.log2_dwords, "RPTR_WRITEBACK_ENABLE"_f = true,
                                  "RB_VMID"_f = u32{r.vmid});
    write(SdmaQueueRbCntl(control.raw() | r.flags), r.engine, r.queue);
  }
  void append(Ring& r, const Dwords& words) {
    const u64 mask = (u64{4} << r.log2_dwords) - 1;
    for (const u32 word : words) {
      poke(r.base + (r.written & mask), word);
      r.written += 4;
    }
  }
  void ring(const Ring& r) { ring_doorbell(r.doorbell, r.written); }
  void submit(Ring& r, const Dwords& words, Nanoseconds wait = 20us) {
    append(r, words);
    ring(r);
    pass(wait);
  }
  bool drained(const Ring& r) { return peek<u64>(r.read_pointer) == r.written; }
  using ComputeBench::append;
  using ComputeBench::drained;
  using ComputeBench::ring;
  using ComputeBench::submit;

  // --- Packets ---
  template <class P>
  static Dwords packet(P p, const Dwords& more = {}) {
    Dwords words;
    if constexpr (std::is_same_v<typename P::raw_type, u32>)
      words = {p.raw()};
    else if constexpr (std::is_same_v<typename P::raw_type, u64>)
      words = {low32(p.raw()), high32(p.raw())};
    else
      words.assign(p.raw().begin(), p.raw().end());
    words.insert(words.end(), more.begin(), more.end());
    return words;
  }
  static Dwords copy(u64 to, u64 from, u64 bytes, bool backwards = false) {
    return packet(sdma::CopyLinear("op"_f = sdma::Op::copy, "backwards"_f = backwards ? 1u : 0u,
                                   "count"_f = static_cast<u32>(bytes - 1), "src_addr_31_0"_f = low32(from),
                                   "src_addr_63_32"_f = high32(from), "dst_addr_31_0"_f = low32(to),
                                   "dst_addr_63_32"_f = high32(to)));
  }
  static Dwords fill(u64 to, u32 value, u64 bytes, u32 log2_element = 2) {
    return packet(sdma::ConstantFill("op"_f = sdma::Op::const_fill, "fillsize"_f = log2_element,
                                     "dst_addr_31_0"_f = low32(to), "dst_addr_63_32"_f = high32(to),
                                     "src_data_31_0"_f = value, "count"_f = static_cast<u32>(bytes - 1)));
  }
  static Dwords fence(u64 address, u32 value) {
    return packet(sdma::Fence("op"_f = sdma::Op::fence, "mtype"_f = 3u, "addr_31_0"_f = low32(address),
                              "addr_63_32"_f = high32(address), "data"_f = value));
  }
  static Dwords trap(u32 context) { return packet(sdma::Trap("op"_f = sdma::Op::trap, "int_context"_f = context)); }
  static Dwords poll_memory(u64 address, sdma::Compare function, u32 value) {
    return packet(sdma::PollRegmem("op"_f = sdma::Op::poll_regmem, "func"_f = function, "mem_poll"_f = 1u,
                                   "addr_31_0"_f = low32(address), "addr_63_32"_f = high32(address), "value"_f = value,
                                   "mask"_f = ~0u, "interval"_f = 4u, "retry_count"_f = 0xfffu));
  }
};

}  // namespace egpulab::test
