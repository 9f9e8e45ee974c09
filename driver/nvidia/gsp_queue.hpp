// The two message queues that driver and GSP-RM share in host memory: rings of 4 KiB elements with checksum and
// sequence number. Layout: open-gpu-kernel-modules msgq_priv.h, message_queue_cpu.c.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <vector>

#include "driver/nvidia/boot_memory.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"

namespace egpulab::driver::nvidia {

class GspQueues {
 public:
  static constexpr u32 page = 4096;

  // Allocates and writes the page list and the command queue's header.
  // `doorbell`: offset in BAR0 of the register that tells GSP-RM of new commands.
  GspQueues(bus::Link& link, BootMemory& memory, u32 doorbell);

  // Queues in device memory vanish when GSP-RM gives BAR1 page tables of its own; `open` makes it show plain memory
  // again.
  void set_window(std::function<void()> open) { open_window_ = std::move(open); }

  // What GSP_ARGUMENTS_CACHED tells GSP-RM about them.
  regs::nvidia::gsp::r570_144::MessageQueueInitArguments arguments() const;

  // Waits until GSP-RM has written its queue's header. Throws Timeout, LinkLost.
  void wait_for_status_queue();

  // Sends one message of header and payload (RpcMessageHeader and what follows); splits what exceeds 16 elements into
  // continuation records. Throws Timeout where GSP-RM takes nothing out of a full queue. Rings its doorbell.
  void send(Bytes message);
  // The next record from GSP-RM: a header and what follows it; nothing where there is none. Throws RpcBroken.
  struct Record {
    regs::nvidia::gsp::r570_144::RpcMessageHeader header;
    std::vector<std::byte> payload;
  };
  std::optional<Record> receive();

 private:
  void send_element(Bytes message);
  void wait_for_space(u32 elements);
  void read_ring(u32 element, u64 offset, MutableBytes into);
  u32 write_pointer_of_status_queue();

  bus::Link& link_;
  u32 doorbell_;
  std::unique_ptr<bus::DmaBuffer> memory_;
  std::function<void()> open_window_;
  u32 pages_ = 0;
  u64 command_ = 0, status_ = 0;  // offsets of the queues in memory_
  u32 write_pointer_ = 0, read_pointer_ = 0;
  u32 send_sequence_ = 0, receive_sequence_ = 0;
  bool status_ready_ = false;
  regs::nvidia::gsp::r570_144::MsgqTxHeader status_header_;
  std::vector<std::byte> scratch_;
};

}  // namespace egpulab::driver::nvidia
