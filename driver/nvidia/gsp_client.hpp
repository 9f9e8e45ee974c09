// GSP-RM as the rest of the driver calls it: remote procedure calls, RM objects and controls, events.
//
//   gsp.alloc(client, client, device, class_device, Nv0080AllocParameters{...});
//   auto info = gsp.control<Nv2080CtrlGpuGetNameStringParams>(client, subdevice, cmd, {});
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "driver/nvidia/gsp_error.hpp"
#include "driver/nvidia/gsp_queue.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "driver/regs/nvidia/gsp/r570_144/status.hpp"
#include "driver/timeouts.hpp"

namespace egpulab::driver::nvidia {

// Something that GSP-RM said unasked.
struct GspEvent {
  regs::nvidia::gsp::r570_144::RpcEvent event{};
  u32 result = 0;  // rpc_result
  std::vector<std::byte> payload;
  std::string text;    // one sentence
  bool fault = false;  // a channel died, the MMU faulted, RM reported an error
};

class Gsp {
 public:
  // Runs the register sequence that RM sends while it boots (GSP_RUN_CPU_SEQUENCER).
  using Sequencer = std::function<void(Bytes payload)>;
  // Adds what the firmware's logs say to an error's text.
  using LogText = std::function<std::string()>;

  Gsp(GspQueues& queues, bus::Link& link) : queues_(queues), link_(link) {}
  Gsp(const Gsp&) = delete;
  Gsp& operator=(const Gsp&) = delete;

  // RM objects; the caller chooses handles. They return the parameters as RM changed them. Throw RmError when refused,
  // Timeout when no reply comes, RpcBroken, LinkLost.
  template <class P>
  P alloc(u32 client, u32 parent, u32 object, u32 rm_class, const P& params) {
    P out = params;
    alloc_bytes(client, parent, object, rm_class, as_writable_bytes(out));
    return out;
  }
  void alloc(u32 client, u32 parent, u32 object, u32 rm_class) { alloc_bytes(client, parent, object, rm_class, {}); }
  template <class P>
  P control(u32 client, u32 object, u32 command, const P& params) {
    P out = params;
    control_bytes(client, object, command, as_writable_bytes(out));
    return out;
  }
  void control(u32 client, u32 object, u32 command) { control_bytes(client, object, command, {}); }
  void free(u32 client, u32 object);
  // For parameters with a tail of their own length; changed in place.
  void alloc_bytes(u32 client, u32 parent, u32 object, u32 rm_class, MutableBytes params);
  void control_bytes(u32 client, u32 object, u32 command, MutableBytes params);

  // A call as RPC functions are: sends `request`, returns the reply's payload of at least `reply_bytes`.
  std::vector<std::byte> call(regs::nvidia::gsp::r570_144::RpcFunction function, Bytes request,
                              std::size_t reply_bytes = 0, Limit limit = timeouts::gsp_rpc);
  template <class Request>
  std::vector<std::byte> call(regs::nvidia::gsp::r570_144::RpcFunction function, const Request& request) {
    return call(function, as_bytes(request));
  }
  // For functions without reply: SET_SYSTEM_INFO and SET_REGISTRY before RM runs.
  void send(regs::nvidia::gsp::r570_144::RpcFunction function, Bytes request);

  // A handle that nothing else of this session has.
  u32 new_handle() { return next_handle_++; }

  // Waits for an event during the boot; others that come meanwhile are kept, the sequencer's are run.
  GspEvent wait_event(regs::nvidia::gsp::r570_144::RpcEvent event, std::string_view what, Limit limit);
  // Takes in what RM has sent, without waiting. True if there is a fault among the events kept.
  bool poll();
  // The events kept so far, oldest first.
  std::vector<GspEvent> take_events();

  void set_sequencer(Sequencer sequencer) { sequencer_ = std::move(sequencer); }
  void set_log_text(LogText text) { log_text_ = std::move(text); }

  // What is known about why a call failed: the last faults that RM reported, and its logs.
  std::string background() const;

 private:
  using Record = GspQueues::Record;
  // Waits for the reply to `function`, or for an event with that number; keeps other events that come before it.
  Record await(u32 function, u32 sequence, std::string_view what, Limit limit);
  void keep(Record record);
  u32 send_message(regs::nvidia::gsp::r570_144::RpcFunction function, Bytes request);

  GspQueues& queues_;
  bus::Link& link_;
  Sequencer sequencer_;
  LogText log_text_;
  std::vector<GspEvent> events_;
  std::vector<u32> abandoned_;  // sequence numbers of calls whose reply did not come in time
  u32 next_sequence_ = 0;
  u32 next_handle_ = 0xca00'0000;
};

}  // namespace egpulab::driver::nvidia
