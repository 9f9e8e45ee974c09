// One queue of an SDMA engine: fetches packets from its ring and indirect buffers and executes them.
// Facts: driver/regs/amd/{sdma,sdma_packets}.hpp; Linux drivers/gpu/drm/amd/amdgpu/sdma_v6_0.c.
#pragma once

#include <optional>
#include <string>

#include "driver/regs/amd/sdma.hpp"
#include "simulator/amd/packet_wait.hpp"
#include "simulator/amd/reference_clock.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/amd/sdma/packet.hpp"
#include "simulator/amd/vm_space.hpp"

namespace egpulab::simulator::amd::sdma {

// Source ids of the engine's interrupts (Linux include/ivsrcid/gfx/irqsrcs_gfx_11_0_0.h).
enum class Interrupt : u8 { trap = 49, queue_hang = 55, page_fault = 60 };

// The engine around its queues.
class QueueHost {
 public:
  virtual ~QueueHost() = default;
  virtual void schedule(u32 engine, u32 queue, Nanoseconds delay, u32 epoch) = 0;
  virtual bool running(u32 engine) const = 0;
  virtual void interrupt(u32 engine, u32 queue, u8 vmid, Interrupt kind, u32 context) = 0;
  // Time until a transfer is through, behind those that the engine has in hand.
  virtual Nanoseconds transfer(u32 engine, u64 bytes, bool over_link) = 0;
  virtual u64 timestamp_base(u32 engine) const = 0;  // what TIMESTAMP_SET took off the clock
  virtual void set_timestamp_base(u32 engine, u64 base) = 0;
};

struct Services {
  Timeline& timeline;
  Report& report;
  Registers registers;
  MemoryHub& hub;
  MemoryHub& mmhub;
  const ReferenceClock& clock;
  InstructionCaches& instructions;
  QueueHost& host;
};

// Where packets come from inside an indirect buffer.
struct Stream {
  u64 base = 0;
  u32 size = 0, position = 0;  // dwords
  u8 vmid = 0;
  void visit(StateVisitor& v) { v(base), v(size), v(position), v(vmid); }
};

class Queue final : private Sleeper, private PageListener {
 public:
  Queue(Services& services, std::span<const std::unique_ptr<VmSpace>> spaces, u32 engine, u32 queue);

  // --- Control, from registers and doorbells ---
  bool enabled() const { return get<regs::amd::SdmaQueueRbCntl>()["RB_ENABLE"_f]; }
  bool busy() const;
  bool failed() const { return failed_; }
  void control_written(bool was_enabled);
  void ring(u64 write_pointer);  // in bytes
  void pointers_written();       // RB_WPTR or MINOR_PTR_UPDATE
  void resume();
  void reset();
  void on_event(u32 epoch);
  void visit(StateVisitor& visit);

  // --- For packets ---
  Services& services() { return services_; }
  u32 engine() const { return engine_; }
  u8 vmid() const;
  u64& progress() { return progress_; }
  u32& phase() { return phase_; }
  VmSpace& memory() { return *spaces_[vmid()]; }
  bool read(u64 va, MutableBytes into) { return check(memory().read(va, into)); }
  bool write(u64 va, Bytes from) { return check(memory().write(va, from)); }
  template <class T>
  bool load(u64 va, T& value) {
    return read(va, as_writable_bytes(value));
  }
  template <class T>
  bool store(u64 va, T value) {
    return write(va, as_bytes(value));
  }
  bool check(const std::optional<isa::MemoryFault>& fault);  // false: the queue has failed
  u32 read_register(u32 dword) { return services_.registers.file().read(u64{dword} * 4); }
  void write_register(u32 dword, u32 value) { services_.registers.file().write(u64{dword} * 4, value); }

  Step wait_for_memory(u64 va);
  Step wait_for_time(u32 interval);
  void transfer(u64 bytes, bool over_link);
  Step fail(const std::string& what, Interrupt kind = Interrupt::queue_hang);
  void report(Finding finding, const std::string& what);
  std::string where() const;
  void skip(u32 dwords) { skip_ += dwords; }
  Step enter(u64 address, u32 dwords, u8 vmid);
  bool in_indirect_buffer() const { return ib_.has_value(); }
  u64 read_pointer() const { return rptr_; }
  void interrupt(Interrupt kind, u32 context);

 private:
  template <class R>
  R get() const {
    return services_.registers.get<R>(engine_, queue_);
  }
  template <class R>
  void put(R value) {
    services_.registers.put(value, engine_, queue_);
  }
  u8 ring_vmid() const { return static_cast<u8>(get<regs::amd::SdmaQueueRbCntl>()["RB_VMID"_f]); }
  u64 ring_bytes() const { return u64{4} << get<regs::amd::SdmaQueueRbCntl>()["RB_SIZE"_f]; }
  u64 ring_base() const;
  u64 poll_address() const;
  u64 available() const;
  bool can_run() const;
  bool fetch(std::span<u32> into);
  void advance(u64 dwords);
  void run();
  Step step();
  void start();
  void stop();
  void poll_write_pointer();
  void watch_write_pointer();
  void report_read_pointer();
  void take_write_pointer();

  void wake(Nanoseconds delay) override;
  void page_changed() override;  // the page of the write pointer

  Services& services_;
  std::span<const std::unique_ptr<VmSpace>> spaces_;
  u32 engine_, queue_;

  u64 rptr_ = 0, wptr_ = 0;  // bytes
  u64 reported_rptr_ = ~u64{0};
  std::optional<Stream> ib_;
  u32 skip_ = 0, phase_ = 0;
  u64 progress_ = 0;
  bool failed_ = false;
  PacketWait wait_;
  u32 epoch_ = 0;
  bool pending_ = false;
  PageWatch poll_;  // of the write pointer in memory

  Nanoseconds spent_{0};  // within one event; not state
};

}  // namespace egpulab::simulator::amd::sdma
