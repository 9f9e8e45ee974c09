// What a hardware queue needs of the command processor around it.
#pragma once

#include "simulator/amd/cp/shader_array.hpp"
#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/reference_clock.hpp"
#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd::cp {

enum class QueueEvent : u8 {
  fetch,    // look at the ring again
  shaders,  // a slice of shader execution has passed
};

// The interrupts that CP_ME*_PIPE*_INT_CNTL and CPC_INT_CNTL enable, with their source ids
// (Linux include/ivsrcid/gfx/irqsrcs_gfx_11_0_0.h).
enum class CpInterrupt : u8 {
  reserved_bit = 180,
  end_of_pipe = 181,
  bad_opcode = 183,
  privileged_register = 184,
  query_status = 199
};

class ComputeQueue;

class QueueHost {
 public:
  virtual ~QueueHost() = default;
  // Events carry the queue's epoch, which moves on when the queue forgets what it scheduled.
  virtual void schedule(u32 queue, QueueEvent event, Nanoseconds delay, u32 epoch) = 0;
  // The firmware of the pipe runs: neither halted nor in reset.
  virtual bool running(u8 pipe) const = 0;
  virtual bool interrupt_enabled(u8 me, u8 pipe, CpInterrupt interrupt) const = 0;
  virtual u32 sh_mem_bases(u8 vmid) const = 0;    // raw SH_MEM_BASES
  virtual void worked(Nanoseconds duration) = 0;  // shaders were busy
  virtual bool polls_write_pointers() const = 0;  // CP_PQ_WPTR_POLL_CNTL.EN

  // For packets that map queues. Null: there is no such queue, or none with such a doorbell (in dwords) connected.
  virtual ComputeQueue* queue(u8 me, u8 pipe, u8 number) = 0;
  virtual ComputeQueue* queue_of_doorbell(u32 index) = 0;
  // RLC_CP_SCHEDULERS says that this queue maps others: a kernel interface queue or a hardware scheduler's.
  virtual bool is_scheduler(u8 me, u8 pipe, u8 number) const = 0;
};

struct Services {
  Timeline& timeline;
  Report& report;
  Registers registers;
  MemoryHub& hub;    // the GC hub
  MemoryHub& mmhub;  // for TLB invalidation packets that name it
  InterruptSink& interrupts;
  const ReferenceClock& clock;
  ShaderArray& shaders;
  QueueHost& host;
  std::array<std::unique_ptr<VmSpace>, MemoryHub::vmids> spaces;  // the CP's own accesses, by VMID
};

}  // namespace egpulab::simulator::amd::cp
