// The two message queues between the driver and GSP-RM: rings of 4 KiB elements with a checksum and a sequence number.
#pragma once

#include <deque>
#include <string>
#include <vector>

#include "simulator/nvidia/gsp/shared_memory.hpp"

namespace egpulab::simulator::nvidia::gsp {

// One remote procedure call or event, of any length.
struct Rpc {
  u32 function = 0;
  u32 result = 0;    // NV_STATUS, or a result of the RPC layer
  u32 sequence = 0;  // the driver's, echoed
  std::vector<std::byte> payload;
  void visit(StateVisitor& v) { v(function), v(result), v(sequence), v(payload); }
};

// What the receiver of an element finds.
struct Received {
  enum class Kind : u8 {
    nothing,    // no further element
    partial,    // an element that further ones continue
    rpc,        // a whole call
    malformed,  // its RPC header is not valid: answered, and skipped
    skipped,    // an element that was already received: skipped
    stuck,      // checksum, sequence or length are wrong: it stays, and so does the queue
  } kind = Kind::nothing;
  Rpc rpc;
  std::string why;
};

class MessageQueues {
 public:
  explicit MessageQueues(PhysicalMemory& memory) : memory_(memory) {}

  // Finds the queues, checks the header that the driver wrote for the command queue, writes the status queue's. Empty:
  // done; else why not.
  std::string attach(const regs::nvidia::gsp::r570_144::MessageQueueInitArguments& arguments);
  void detach();
  bool attached() const { return memory_.bytes() != 0; }

  Received receive();
  // Puts a call or event in line; a long one becomes several records.
  void send(const Rpc& rpc);
  // Writes as many of the waiting elements as the driver has left room for; true if any.
  bool flush();
  // Elements are waiting for the driver to read earlier ones.
  bool backlog() const { return !waiting_.empty(); }
  // Forgets the oldest message that waits, which the driver has let wait too long.
  void drop_oldest();

  void visit(StateVisitor& visit);

 private:
  struct Ring {
    u64 offset = 0;   // of its header in the shared memory
    u64 entries = 0;  // of its first element
    u32 count = 0;    // elements
    void visit(StateVisitor& v) { v(offset), v(entries), v(count); }
  };
  struct Message {  // whole elements, padded
    std::vector<std::byte> bytes;
    void visit(StateVisitor& v) { v(bytes); }
  };
  void send_record(u32 function, u32 result, u32 sequence, Bytes payload);
  void consume(u32 elements);

  SharedMemory memory_;
  Ring commands_, status_;
  u64 read_pointer_at_ = 0;         // where GSP-RM tells how far it has read the commands
  u64 driver_read_pointer_at_ = 0;  // where the driver tells how far it has read the status queue
  u32 command_read_ = 0, status_write_ = 0;
  u32 receive_sequence_ = 0, send_sequence_ = 0;
  Rpc partial_;             // of a call whose continuation records are still to come
  u64 expected_bytes_ = 0;  // that its own header promises; 0: no call is open
  std::deque<Message> waiting_;
};

// XOR of all 64-bit words, folded: 0 for a whole element whose checksum field is right. Padded with zeros to 8 bytes.
u32 queue_checksum(Bytes element);

}  // namespace egpulab::simulator::nvidia::gsp
