// What objects, controls and RPC functions of GSP-RM act on.
#pragma once

#include <deque>
#include <string>

#include "driver/regs/nvidia/gsp/r570_144/alloc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "simulator/core/report.hpp"
#include "simulator/core/timeline.hpp"
#include "simulator/nvidia/gsp/boot_arguments.hpp"
#include "simulator/nvidia/gsp/card.hpp"
#include "simulator/nvidia/gsp/channels.hpp"
#include "simulator/nvidia/gsp/classes/channel.hpp"
#include "simulator/nvidia/gsp/libos_log.hpp"
#include "simulator/nvidia/gsp/message_queue.hpp"
#include "simulator/nvidia/gsp/object.hpp"
#include "simulator/nvidia/gsp/recovery.hpp"
#include "simulator/nvidia/gsp/resource_manager.hpp"
#include "simulator/nvidia/gsp/system_settings.hpp"

namespace egpulab::simulator::nvidia::gsp {

namespace r570 = regs::nvidia::gsp::r570_144;

// VRAM that GSP-RM keeps for itself, in WPR2: runlists, instance blocks and directories of the windows. Never freed
// before the firmware stops.
class Heap {
 public:
  void attach(u64 begin, u64 end) { next_ = begin, end_ = end; }
  // Whole pages; address 0: none left.
  PhysicalAddress take(u64 bytes);
  void visit(StateVisitor& v) { v(next_), v(end_); }

 private:
  u64 next_ = 0, end_ = 0;
};

struct Rm {
  Rm(Timeline& timeline, Report& report, const DeviceProfile& profile, Neighbours neighbours);

  Timeline& timeline;
  Report& report;
  Card card;
  Neighbours to;
  Heap heap;
  MessageQueues queues;
  LibosLog log;  // LOGRM
  ObjectTree objects;
  Channels channels;
  SystemSettings settings;
  Recovery recovery;
  r570::GspFwWprMeta meta;
  PhysicalAddress bar1_instance, bar1_directory, bar2_instance, bar2_directory;

  Nanoseconds now() const { return timeline.now(); }
  // Tells the driver something that it did not ask for.
  void send_event(r570::RpcEvent event, Bytes payload, Status result = Status::ok);
  // GSP-RM said no: for the session's report.
  void refused(std::string what) { report.add(Finding::refused, "GSP-RM", std::move(what), now()); }
  void unmodelled(std::string what) { report.add(Finding::unmodelled, "GSP-RM", std::move(what), now()); }
  void visit(StateVisitor& visit);
};

}  // namespace egpulab::simulator::nvidia::gsp
