// The two message queues that driver and GSP-RM share in host memory: rings of 4 KiB elements with checksum and
// sequence number. Layout: open-gpu-kernel-modules msgq_priv.h, message_queue_cpu.c.
#pragma once

#include <memory>
#include <optional>
#include <vector>

#include "driver/bus/link.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"

namespace egpulab::driver::nvidia {

class GspQueues {
 public:
  static constexpr u32 page = 4096;

  // Allocates and writes the page list and the command queue's header.
  explicit GspQueues(bus::Link& link);

  // What GSP_ARGUMENTS_CACHED tells GSP-RM about them.
  regs::nvidia::gsp::r570_144::MessageQueueInitArguments arguments() const;

  // Waits until GSP-RM has written its queue's header. Throws Timeout, LinkLost.
  void wait_for_status_queue();

  // Sends one message of header and payload (RpcMessageHeader and what follows); splits what exceeds 16 elements into
  // continuation records. Throws Timeout where GSP-RM takes nothing out of a full queue. Rings its doorbell.
  void send(Bytes message);
  // The next message from GSP-RM, joined with its continuation records; nothing where there is none. Throws RpcBroken.
  std::optional<std::vector<std::byte>> receive();

 private:
  struct Element {
    regs::nvidia::gsp::r570_144::GspMsgQueueElement header;
    std::vector<std::byte> message;
  };
  void send_element(Bytes message);
  std::optional<Element> receive_element();
  void wait_for_space(u32 elements);
  u32 write_pointer_of_status_queue();

  bus::Link& link_;
  std::unique_ptr<bus::DmaBuffer> memory_;
  u32 pages_ = 0;
  u64 command_ = 0, status_ = 0;  // offsets of the queues in memory_
  u32 write_pointer_ = 0, read_pointer_ = 0;
  u32 send_sequence_ = 0, receive_sequence_ = 0;
  std::vector<std::byte> partial_;  // of a message whose continuation is to come
  bool status_ready_ = false;
  u32 status_read_offset_ = 0;  // where this side's read pointer of the status queue is
};

}  // namespace egpulab::driver::nvidia
