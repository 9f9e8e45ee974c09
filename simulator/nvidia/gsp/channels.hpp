// Channels as RM schedules them: their numbers on each runlist, and the runlists that it writes for the host.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "simulator/core/state.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

struct Rm;
class Channel;

class Channels {
 public:
  struct Key {
    u32 client = 0, handle = 0;
    void visit(StateVisitor& v) { v(client), v(handle); }
  };

  // A number for a channel: the wanted one, or the lowest free one of a block of eight that no other client has (their
  // USERD share a page). Nothing: it is taken, or there is none left.
  std::optional<u32> take(u32 runlist, Key key, std::optional<u32> wanted);
  void give_back(u32 runlist, u32 channel);
  // Numbers of groups, per runlist.
  u32 take_group(u32 runlist);
  void give_back_group(u32 runlist, u32 group);

  // Null: there is none.
  Channel* find(const Rm& rm, u32 runlist, u32 channel) const;
  Channel* find(const Rm& rm, PhysicalAddress instance) const;
  // Writes the runlist anew from the scheduled channels and hands it to the host.
  bool submit(Rm& rm, u32 runlist);

  void reset() { runlists_.clear(); }
  void visit(StateVisitor& visit) { visit(runlists_); }

 private:
  struct Runlist {
    std::map<u32, Key> channels;
    std::map<u32, u32> groups;  // used numbers
    u64 memory = 0;             // in VRAM; 0: none yet
    void visit(StateVisitor& v) { v(channels), v(groups), v(memory); }
  };
  std::map<u32, Runlist> runlists_;
};

}  // namespace egpulab::simulator::nvidia::gsp
