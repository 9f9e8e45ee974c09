// One hardware compute queue of the MEC: fetches packets from its ring and indirect buffers, waits, and hands work to
// the shaders.
// Facts: driver/regs/amd/{cp_hqd,pm4,pm4_packets,mqd}.hpp; Linux drivers/gpu/drm/amd/amdgpu/{gfx_v11_0,
// amdgpu_amdkfd_gfx_v11}.c for connecting and dequeueing.
#pragma once

#include <deque>
#include <optional>
#include <string>

#include "simulator/amd/cp/banks.hpp"
#include "simulator/amd/cp/packet.hpp"
#include "simulator/amd/cp/services.hpp"
#include "simulator/amd/cp/work.hpp"
#include "simulator/amd/packet_wait.hpp"

namespace egpulab::simulator::amd::cp {

struct QueueName {
  u8 me = 1, pipe = 0, queue = 0;
  // As interrupt entries name it.
  u8 ring_id() const { return static_cast<u8>(me << 2 | pipe | queue << 4); }
  std::string text() const;
};

// Where packets come from inside an indirect buffer.
struct Stream {
  u64 base = 0;
  u32 size = 0, position = 0;  // dwords
  u8 vmid = 0;
  u64 signal = 0;  // AQL completion signal for when its end is reached, or 0
  void visit(StateVisitor& v) { v(base), v(size), v(position), v(vmid), v(signal); }
};

class ComputeQueue final : private Sleeper, private PageListener, private isa::rdna::Environment {
 public:
  ComputeQueue(Services& services, QueueName name, u32 index);

  HqdBank& hqd() { return hqd_; }
  ComputeBank& compute() { return compute_; }
  const QueueName& name() const { return name_; }

  // --- Control, from registers and doorbells ---
  bool active() const { return hqd_.get<regs::amd::CpHqdActive>()["ACTIVE"_f]; }
  bool busy() const;
  void connect();                          // CP_HQD_ACTIVE became 1
  void disconnect(bool torn_away = true);  // it became 0, by whatever way
  void dequeue_requested();                // CP_HQD_DEQUEUE_REQUEST was written
  void kill_waves();                       // SPI_COMPUTE_QUEUE_RESET
  void ring(u64 write_pointer);            // doorbell or register, in dwords (AQL: packets)
  void read_write_pointer();               // from CP_HQD_PQ_WPTR_POLL_ADDR
  void poll_changed();                     // CP_PQ_WPTR_POLL_CNTL was written
  // The registers from a descriptor of mqd::compute_dwords; false if it is none.
  bool load_descriptor(Words descriptor);
  void resume();  // the firmware runs (again)
  void reset();   // everything but the registers
  void on_event(QueueEvent event, u32 epoch);
  void visit(StateVisitor& visit);

  // --- For packets ---
  Services& services() { return services_; }
  bool is_aql() const;
  u8 queue_vmid() const;           // CP_HQD_VMID
  u8 vmid() const;                 // of what is being executed
  u32& phase() { return phase_; }  // 0 when a packet starts; for packets that do several things
  u64& progress() { return progress_; }
  u64 timestamp() const;  // of the reference clock, now
  void spend(Nanoseconds time) { spent_ += time; }

  // Memory as the packet's VMID sees it. False: the queue has failed.
  bool read(u64 va, MutableBytes into);
  bool write(u64 va, Bytes from);
  template <class T>
  bool load(u64 va, T& value) {
    return read(va, as_writable_bytes(value));
  }
  template <class T>
  bool store(u64 va, T value) {
    return write(va, as_bytes(value));
  }
  // Registers by dword address; those that belong to a queue are this queue's.
  u32 read_register(u32 dword);
  void write_register(u32 dword, u32 value);

  Step wait_for_memory(u64 va);           // until the page that holds it is written
  Step wait_for_time(u32 poll_interval);  // in 16 clocks, as packets give it; waits longer as they go on
  Step wait_for_shaders();                // until some work has ended
  Step fail(regs::amd::CpHqdError error, const std::string& what);
  Step fault(const isa::MemoryFault& fault, HubClient client, regs::amd::CpHqdError error);
  Step malformed(CpInterrupt interrupt, const std::string& what);
  void report(Finding finding, const std::string& what);
  std::string where() const;  // position of the current packet
  u64 packet_address() const;
  bool failed() const { return failed_; }

  void skip(u32 dwords) { skip_ += dwords; }  // after the current packet
  Step enter(u64 address, u32 dwords, u8 vmid, bool chain);

  bool shaders_idle() const { return work_.empty(); }
  Step dispatch(const isa::rdna::Extent& groups, u32 initiator, u64 signal = 0);
  void end_of_pipe(const EndOfPipe& end);
  void interrupt(CpInterrupt interrupt, u32 context);

 private:
  u64 ring_dwords() const;
  u64 ring_base() const;
  u64 available() const;
  bool fetch(u64 offset, std::span<u32> into);
  void advance(u64 dwords);
  bool can_run() const;
  bool dequeuing() const;
  void run();
  Step step();
  Step step_pm4();
  Step step_aql();
  Step aql_packet(Bytes packet, u64 address);
  Step aql_kernel(Bytes packet, u64 address);
  Step aql_barrier(Bytes packet, bool all);
  Step aql_vendor(Bytes packet, u64 address);
  Step aql_error(u64 reason, const std::string& what);
  u64 aql_queue_address();
  u64 aql_packet_address() const;
  bool consume_aql();

  void run_shaders();
  void run_slice(Work& work);
  void kernel_faulted(Work& work);
  void retire();
  bool perform(const Work& work);
  bool complete_signal(const Work& work);
  void drop_work();
  void leave(Work& work);

  u64 descriptor_address() const;
  void preload_descriptor();
  void save_descriptor();
  void finish_dequeue();
  void forget();

  u64 reported_position() const;
  u64 read_report_address() const;
  void report_read_pointer();
  u64 poll_address() const;
  void set_write_pointer(u64 value);
  void page_changed() override;  // the page of the write pointer
  void wake(Nanoseconds delay) override;

  u64 realtime() override;
  void interrupt(u32 data) override;

  Services& services_;
  QueueName name_;
  u32 index_;

  HqdBank hqd_;
  ComputeBank compute_;
  u64 rptr_ = 0, wptr_ = 0;  // dwords (AQL: 64-byte packets) since the queue was made
  u64 reported_rptr_ = ~u64{0};
  std::optional<Stream> ib_;
  u32 skip_ = 0;
  u32 phase_ = 0;
  u64 progress_ = 0;
  bool failed_ = false;
  PacketWait wait_;
  PageWatch poll_;  // of the write pointer in memory
  std::deque<Work> work_;
  u32 turn_ = 0;  // whose slice is next
  u32 epoch_ = 0;
  bool fetch_pending_ = false, shaders_pending_ = false;

  Nanoseconds spent_{0};  // within one event; not state
};

}  // namespace egpulab::simulator::amd::cp
