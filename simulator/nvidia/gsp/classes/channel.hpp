// A GPFIFO channel (*_CHANNEL_GPFIFO_A): instance block, ring, number on its runlist.
#pragma once

#include "driver/regs/nvidia/gsp/r570_144/alloc.hpp"
#include "simulator/nvidia/gsp/object.hpp"
#include "simulator/nvidia/interfaces.hpp"

namespace egpulab::simulator::nvidia::gsp {

class VaSpace;

class Channel final : public Object {
 public:
  using Object::Object;
  Status construct(Rm& rm, MutableBytes parameters) override;
  void release(Rm& rm) override;
  bool depends_on(u32 handle) const override {
    return handle != 0 && (handle == context_share_ || handle == va_space_);
  }
  void visit(StateVisitor& visit) override;

  u32 number() const { return number_; }
  u32 runlist() const { return runlist_; }
  u32 engine_type() const { return engine_type_; }
  u32 group_number() const { return group_number_; }
  u32 runqueue() const { return runqueue_; }
  PhysicalAddress instance() const { return instance_; }
  PhysicalAddress userd() const { return userd_; }
  bool scheduled() const { return scheduled_; }
  bool dead() const { return dead_; }
  u32 error() const { return error_; }

  // NVA06F_CTRL_CMD_BIND: the engine that a channel without a group is for.
  Status bind(Rm& rm, u32 engine_type);
  // Puts it on the runlist, or takes it off; the runlist itself is submitted by the caller.
  Status set_scheduled(Rm& rm, bool on);
  // Lets the host run it, or not.
  void enable(Rm& rm, bool on);
  // It made an error: it never runs again. Writes the notifier.
  void die(Rm& rm, u32 error);
  // Buffers of an engine's context that the driver gave it (GPU_PROMOTE_CTX).
  struct ContextBuffer {
    u64 physical = 0, virtual_address = 0, size = 0;
    void visit(StateVisitor& v) { v(physical), v(virtual_address), v(size); }
  };
  std::map<u32, ContextBuffer>& context_buffers() { return context_buffers_; }
  // Its address space has another page directory.
  void update_page_directory(Rm& rm);
  // The address space whose page directory it runs on; null where the driver named none that is there.
  VaSpace* va_space(const Rm& rm) const;

 private:
  Status place(Rm& rm, const regs::nvidia::gsp::r570_144::NvChannelAllocParams& p);
  void write_notifier(Rm& rm, u32 error);

  u32 number_ = 0, runlist_ = 0, engine_type_ = 0, group_ = 0, group_number_ = 0, runqueue_ = 0;
  u32 va_space_ = 0, context_share_ = 0, subcontext_ = 0;
  u64 gpfifo_ = 0;
  u32 gpfifo_entries_ = 0;
  bool privileged_ = false, own_group_ = false, placed_ = false, scheduled_ = false, dead_ = false;
  u32 error_ = 0;
  PhysicalAddress instance_, userd_, notifier_;
  bool has_notifier_ = false;
  std::map<u32, ContextBuffer> context_buffers_;  // by NV2080_CTRL_GPU_PROMOTE_CTX_BUFFER_ID_*
};

}  // namespace egpulab::simulator::nvidia::gsp
