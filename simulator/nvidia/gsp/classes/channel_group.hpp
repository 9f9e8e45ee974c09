// A time-slice group of channels (KEPLER_CHANNEL_GROUP_A), and the sub-contexts in it (FERMI_CONTEXT_SHARE_A).
#pragma once

#include "simulator/nvidia/gsp/object.hpp"

namespace egpulab::simulator::nvidia::gsp {

class Channel;

class ChannelGroup final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  void release(Rm& rm) override;
  bool depends_on(u32 handle) const override { return handle != 0 && handle == va_space_; }
  void visit(StateVisitor& visit) override;

  u32 engine_type() const { return engine_type_; }
  u32 runlist() const { return runlist_; }
  u32 number() const { return number_; }
  u32 va_space() const { return va_space_; }
  u64 timeslice_us() const { return timeslice_us_; }
  void set_timeslice_us(u64 us) { timeslice_us_ = us; }
  // Its channels, by handle.
  std::vector<Channel*> channels(const Rm& rm) const;
  // A number for a further sub-context: 0 the synchronous one, 1.. asynchronous ones.
  u32 next_subcontext(const Rm& rm, bool asynchronous) const;

 private:
  u32 engine_type_ = 0, runlist_ = 0, number_ = 0, va_space_ = 0;
  bool placed_ = false;
  u64 timeslice_us_ = 1024;
};

class ContextShare final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  bool depends_on(u32 handle) const override { return handle != 0 && handle == va_space_; }
  void visit(StateVisitor& visit) override { visit(va_space_), visit(subcontext_); }
  u32 va_space() const { return va_space_; }
  u32 subcontext() const { return subcontext_; }

 private:
  u32 va_space_ = 0, subcontext_ = 0;
};

}  // namespace egpulab::simulator::nvidia::gsp
