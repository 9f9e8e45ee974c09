// A channel on its PBDMA: GPFIFO entries, pushbuffer segments, methods of the host and of the engines.
#pragma once

#include <algorithm>
#include <array>
#include <span>

#include "driver/regs/nvidia/gpfifo.hpp"
#include "driver/regs/nvidia/ram.hpp"
#include "simulator/core/nvidia_profile.hpp"
#include "simulator/nvidia/host/group_context.hpp"
#include "simulator/nvidia/host/memory_wait.hpp"
#include "simulator/nvidia/host/method_context.hpp"
#include "simulator/nvidia/host/semaphore.hpp"

namespace egpulab::simulator::nvidia {

// What channels need of the chip around them.
struct HostServices {
  Timeline& timeline;
  Report& report;
  regs::nvidia::Architecture architecture;
  PhysicalMemory& memory;
  Mmu& mmu;
  InterruptSink& interrupts;
  const GpuClock& clock;
  ResourceManagerEvents* manager = nullptr;
  ShaderEngine* shaders = nullptr;
  u64 memory_rate = 1, link_rate = 1;  // bytes a microsecond
  u64 methods = 0;                     // statistic
};

// What a channel needs of its runlist.
class ChannelOwner {
 public:
  virtual ~ChannelOwner() = default;
  virtual void wake(Nanoseconds delay) = 0;
  virtual GroupContext& context(u32 group, u32 subcontext) = 0;
  // CLEAR_FAULTED of another channel.
  virtual bool clear_faulted(u32 runlist, u32 channel, bool engine) = 0;
};

// Where a channel is found: its entry in the runlist.
struct ChannelEntry {
  u32 id = 0, group = 0;
  PhysicalAddress instance, userd;
  friend bool operator==(const ChannelEntry&, const ChannelEntry&) = default;
  void visit(StateVisitor& v) {
    v(id), v(group), v(instance.aperture), v(instance.address), v(userd.aperture), v(userd.address);
  }
};

class Channel final : private MethodContext, private MemoryListener {
 public:
  Channel(HostServices& services, ChannelOwner& owner, const NvidiaEngine& engine, bool graphics);

  void set_entry(const ChannelEntry& entry);
  const ChannelEntry& entry() const { return entry_; }

  // The doorbell: more entries may be in the ring.
  void ring() { pending_ = true; }
  void set_enabled(bool enabled) { enabled_ = enabled; }
  bool enabled() const { return enabled_; }
  bool pending() const { return pending_; }
  // Forgets a fault; the resource manager has dealt with it.
  void clear_faulted(bool pbdma, bool engine);
  bool pbdma_faulted() const { return pbdma_faulted_; }
  bool engine_faulted() const { return engine_faulted_; }
  bool waiting() const { return wait_.active(); }
  bool loaded() const { return loaded_; }
  bool busy_until(Nanoseconds now) const { return now < resume_at_; }
  // When time alone makes it runnable; Nanoseconds::max(): never.
  Nanoseconds due(Nanoseconds now) const {
    Nanoseconds at = Nanoseconds::max();
    if (now < resume_at_) at = resume_at_;
    if (waiting() && now < deadline_) at = std::min(at, deadline_);
    return at;
  }
  // Whether there is something to do now.
  bool runnable(Nanoseconds now) const {
    const bool held = waiting() && !(deadline_.count() != 0 && now >= deadline_);
    return enabled_ && !pbdma_faulted_ && !engine_faulted_ && !held && now >= resume_at_ && (pending_ || has_work());
  }

  // Works until so many words or so much time is used up, the channel waits or is out of work; the time it took.
  Nanoseconds run(u32 words, Nanoseconds slice);
  // Takes it off: what it is at is finished, RAMFC and USERD are written.
  void save();
  // Off, without writing anything.
  void drop();

  void visit(StateVisitor& visit);

 private:
  using Header = regs::nvidia::MethodHeader;

  // MethodContext
  VirtualSpace& memory() override { return *active_space_; }
  u64 nanoseconds() const override { return services_.clock.nanoseconds() + static_cast<u64>(spent_.count()); }
  u32& phase() override { return phase_; }
  Step busy(Nanoseconds duration) override;
  Step wait_for(u64 va) override;
  Step fault(const AccessFault& fault) override;
  Step error(u32 code, const std::string& what) override;
  Step warp_exception(WarpException exception, const std::string& what) override;
  void interrupt() override;
  void report(Finding finding, const std::string& what) override;
  Nanoseconds transfer_time(u64 bytes, bool over_link) const override;

  // MemoryListener
  void memory_changed() override;

  std::string where() const;
  bool has_work() const { return segment_left_ != 0 || gp_get_ != gp_put_; }

  bool load();
  void write_back_userd();
  // The next entry of the ring.
  Step next_entry();
  Step control_entry(regs::nvidia::GpControlEntry entry);
  // Words of the segment; how many were used.
  Step decode(std::span<const u32> words, u32& used);
  Step instruction(u32 word);
  Step header_error(u32 word, const char* why);
  Step execute(u32 address, u32 subchannel, u32 data);
  Step host_method(u32 address, u32 subchannel, u32 data);
  Step engine_method(u32 address, u32 subchannel, u32 data);
  Step graphics_method(u32 address, u32 subchannel, u32 data);
  Step set_object(u32 subchannel, u32 data);
  Step semaphore(u32 data);
  Step legacy_semaphore(u32 data);
  Step semaphore_operation(SemOperation operation, SemReduction reduction, u64 address, u64 payload, bool wide,
                           bool is_signed, bool timestamp);
  Step acquire_failed(VirtualSpace& space, u64 address);
  Step memory_operation(u32 data);
  Step pbdma_error(const char* interrupt, const std::string& what, u32 code = robust_channel::pbdma_error);
  Step pbdma_fault(const AccessFault& fault);

  HostServices& services_;
  ChannelOwner& owner_;
  const NvidiaEngine& engine_;
  bool graphics_;
  ChipClasses classes_;
  const regs::nvidia::RamfcLayout& layout_;

  ChannelEntry entry_;
  bool enabled_ = false, pending_ = false, loaded_ = false;
  bool pbdma_faulted_ = false, engine_faulted_ = false;
  bool subdevice_active_ = true;
  bool privileged_ = false, userd_writeback_ = false, physical_copies_ = false;
  bool engine_context_ = false, copy_context_ = false;
  u32 subcontext_ = 0, subdevice_id_ = 1, stored_mask_ = 0;
  u32 acquire_ = 0;  // RAMFC_ACQUIRE: the timeout of acquires

  // The ring and where in it.
  u64 gp_base_ = 0, extended_base_ = 0;
  u32 gp_entries_ = 0, gp_get_ = 0, gp_put_ = 0;
  // The segment: address of the next word, and words left.
  u64 pb_get_ = 0, top_level_get_ = 0;
  u32 segment_left_ = 0;
  bool subroutine_ = false, conditional_ = false;
  // The header whose data come next.
  u32 count_ = 0, method_ = 0, subchannel_ = 0;  // words to come; dword address
  u8 kind_ = 0;                                  // SecOp
  bool first_ = false;

  // State of the host's methods.
  u64 sem_address_ = 0, sem_payload_ = 0;
  u64 legacy_address_ = 0;
  u32 legacy_payload_ = 0, reference_ = 0;
  std::array<u32, 3> mem_op_{};

  // Of the method that is being executed.
  u32 phase_ = 0;
  Nanoseconds resume_at_{0};
  Nanoseconds deadline_{0};  // of an acquire; 0: none
  MemoryWait wait_;

  VirtualSpace host_space_, copy_space_, engine_space_;
  GroupContext* context_ = nullptr;  // follows from the entry; set when loaded
  // Only while run() runs:
  VirtualSpace* active_space_ = nullptr;
  Nanoseconds spent_{0};
};

}  // namespace egpulab::simulator::nvidia
