// Compute queues by hand: ring, descriptor registers, packets, small programs.
#pragma once

#include "driver/regs/amd/compute.hpp"
#include "driver/regs/amd/cp.hpp"
#include "driver/regs/amd/cp_hqd.hpp"
#include "driver/regs/amd/cp_mec.hpp"
#include "driver/regs/amd/grbm.hpp"
#include "driver/regs/amd/pm4_packets.hpp"
#include "tests/amd_engines/bench.hpp"

namespace egpulab::test {

// gfx11 code, from llvm-mc (LLVM 19) with the text beside it.
namespace code {
// v_mov_b32 v0, s2; v_lshlrev_b32 v1, 2, v0; v_add_nc_u32 v0, 1, v0; global_store_b32 v1, v0, s[0:1]; s_endpgm:
// out[group] = group + 1, with s[0:1] = out and s2 = the group's x.
inline const Dwords store_group{0x7e000202, 0x30020082, 0x4a000081, 0xdc6a0000, 0x00000001, 0xbfb00000};
// loop: s_load_b32 s3, s[0:1], 0x0 glc; s_waitcnt lgkmcnt(0); s_cmp_eq_u32 s3, 0; s_cbranch_scc1 loop; s_endpgm
inline const Dwords spin_until_set{0xf40040c0, 0xf8000000, 0xbf89fc07, 0xbf068003, 0xbfa2fffb, 0xbfb00000};
// s_mov_b32 m0, 0x1234; s_sendmsg sendmsg(MSG_INTERRUPT); s_endpgm
inline const Dwords send_message{0xbefd00ff, 0x00001234, 0xbfb60001, 0xbfb00000};
inline const Dwords end{0xbfb00000};
inline const Dwords illegal{0xffffffff};
}  // namespace code

// A packet's dwords from its typed body and what follows it.
template <class P>
Dwords pm4_packet(pm4::Opcode opcode, P body, const Dwords& more = {}) {
  Dwords words{0};
  if constexpr (std::is_integral_v<typename P::raw_type>)
    words.push_back(static_cast<u32>(body.raw()));
  else
    words.insert(words.end(), body.raw().begin(), body.raw().end());
  words.insert(words.end(), more.begin(), more.end());
  words[0] = pm4::header(opcode, static_cast<u32>(words.size() - 1)).raw();
  return words;
}

// A compute queue as a test sets it up.
struct HandMadeQueue {
  u32 me = 1, pipe = 0, number = 0;
  u8 vmid = 0;
  u32 doorbell = 0x10;  // dwords
  u32 log2_dwords = 10;
  u64 ring = 0, read_pointer = 0, write_pointer = 0;  // MC addresses
  u64 written = 0;                                    // dwords, never wrapping
};

class ComputeBench : public Bench {
 protected:
  using Queue = HandMadeQueue;

  ComputeBench() { start_engine(); }
  void bring_up() override {
    Bench::bring_up();
    start_engine();
  }
  void start_engine();  // doorbells, interrupts, and off

  // Registers of a queue, with GRBM_GFX_CNTL around each access.
  void select(const Queue& q) { write(GrbmGfxCntl("MEID"_f = q.me, "PIPEID"_f = q.pipe, "QUEUEID"_f = q.number)); }
  void deselect() { write(GrbmGfxCntl(0)); }
  template <class R>
  R read_queue(const Queue& q) {
    select(q);
    const R value = read<R>();
    deselect();
    return value;
  }
  template <class R>
  void write_queue(const Queue& q, R value) {
    select(q);
    write(value);
    deselect();
  }

  // Allocates ring and pointers and connects the queue by registers.
  Queue open(Queue q = {});
  void program(const Queue& q);  // everything but CP_HQD_ACTIVE
  void connect(const Queue& q) { write_queue(q, CpHqdActive("ACTIVE"_f = true)); }
  bool active(const Queue& q) { return read_queue<CpHqdActive>(q)["ACTIVE"_f]; }
  void dequeue(const Queue& q, DequeueRequest how) { write_queue(q, CpHqdDequeueRequest("DEQUEUE_REQ"_f = how)); }
  // Puts packets into the ring; submit() also rings.
  void append(Queue& q, const Dwords& words);
  void ring(Queue& q) { ring_doorbell(q.doorbell, q.written); }
  void submit(Queue& q, const Dwords& words, Nanoseconds wait = 20us) {
    append(q, words);
    ring(q);
    pass(wait);
  }
  // What the queue reported: dwords, in the ring.
  u32 consumed(const Queue& q) { return peek<u32>(q.read_pointer); }
  bool drained(const Queue& q) { return consumed(q) == (q.written & ((u64{1} << q.log2_dwords) - 1)); }

  // --- Packets ---
  static Dwords wait_memory(u64 address, pm4::Compare function, u32 reference, u32 mask = ~0u) {
    return pm4_packet(
        pm4::Opcode::wait_reg_mem,
        pm4::WaitRegMem("function"_f = function, "mem_space"_f = pm4::MemSpace::memory_space,
                        "mem_poll_addr_lo_or_reg"_f = low32(address), "mem_poll_addr_hi_or_reg2"_f = high32(address),
                        "reference"_f = reference, "mask"_f = mask, "poll_interval"_f = 4u));
  }
  static Dwords write_memory(u64 address, const Dwords& data) {
    return pm4_packet(pm4::Opcode::write_data,
                      pm4::WriteData("dst_sel"_f = pm4::WriteDestination::memory, "wr_confirm"_f = 1u,
                                     "dst_addr_lo_or_reg"_f = low32(address), "dst_mem_addr_hi"_f = high32(address)),
                      data);
  }
  static Dwords write_register(u32 dword, u32 value) {
    return pm4_packet(pm4::Opcode::write_data, pm4::WriteData("dst_addr_lo_or_reg"_f = dword), {value});
  }
  static Dwords release(u64 address, u64 data, pm4::ReleaseData select = pm4::ReleaseData::send_64_bit_data,
                        pm4::ReleaseInterrupt interrupt = pm4::ReleaseInterrupt::none, u32 context = 0) {
    return pm4_packet(pm4::Opcode::release_mem,
                      pm4::ReleaseMem("event_type"_f = pm4::EventType::cache_flush_and_inv_ts_event,
                                      "event_index"_f = 5u, "int_sel"_f = interrupt, "data_sel"_f = select,
                                      "address_lo"_f = low32(address), "address_hi"_f = high32(address),
                                      "data_lo"_f = low32(data), "data_hi"_f = high32(data), "int_ctxid"_f = context));
  }
  static Dwords indirect(u64 address, u32 dwords, u32 vmid = 0, bool chain = false) {
    return pm4_packet(
        pm4::Opcode::indirect_buffer,
        pm4::IndirectBuffer("ib_base_lo"_f = low32(address) >> 2, "ib_base_hi"_f = high32(address),
                            "ib_size"_f = dwords, "chain"_f = chain ? 1u : 0u, "valid"_f = 1u, "vmid"_f = vmid));
  }
  template <class R, class... Index>
  Dwords set_sh(const Dwords& values, Index... index) {
    return pm4_packet(pm4::Opcode::set_sh_reg, pm4::SetShReg("reg_offset"_f = dword_of<R>(index...) - 0x2c00), values);
  }
  static Dwords partial_flush() {
    return pm4_packet(pm4::Opcode::event_write,
                      pm4::EventWrite("event_type"_f = pm4::EventType::cs_partial_flush, "event_index"_f = 4u));
  }

  // Everything that a dispatch of the program at MC address `program` needs; `pointer` goes to s[0:1], s2 is the
  // group's x.
  Dwords launch_state(u64 program, u64 pointer, u32 threads = 1);
  static Dwords dispatch(u32 x, u32 y = 1, u32 z = 1) {
    return pm4_packet(pm4::Opcode::dispatch_direct, pm4::DispatchDirect("dim_x"_f = x, "dim_y"_f = y, "dim_z"_f = z,
                                                                        "dispatch_initiator"_f = wave32));
  }
  u64 load(const Dwords& program);  // MC address

  // COMPUTE_SHADER_EN, FORCE_START_AT_000, CS_W32_EN
  static constexpr u32 wave32 = 0x8005;
};

inline Dwords operator+(Dwords a, const Dwords& b) {
  a.insert(a.end(), b.begin(), b.end());
  return a;
}

}  // namespace egpulab::test
