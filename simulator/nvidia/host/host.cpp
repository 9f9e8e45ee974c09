// The host as a block: its runlists, the doorbell, events and state.
#include "simulator/nvidia/host/host.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <deque>

#include "driver/regs/nvidia/methods.hpp"
#include "driver/regs/nvidia/ptop.hpp"
#include "driver/regs/nvidia/virtual_function.hpp"
#include "simulator/nvidia/host/runlist.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

constexpr Nanoseconds doorbell_time{500};  // from the doorbell to the PBDMA; ours

// What one engine moves at best: a byte of VRAM is read and written.
u64 memory_rate(const DeviceProfile& profile) { return std::max<u64>(profile.vram.bandwidth / 1'000'000 / 2, 1); }

// The slot's raw rate less 128b/130b coding, in bytes a microsecond: 2.5 GT/s in generation 1, 5 in 2, 8 in 3, doubling
// from there.
u64 link_rate(const DeviceProfile& profile) {
  const u32 generation = std::clamp<u32>(profile.pci.link_generation, 1, 6);
  const u64 megatransfers = generation == 1 ? 2'500 : generation == 2 ? 5'000 : u64{8'000} << (generation - 3);
  return std::max<u64>(megatransfers * std::max<u32>(profile.pci.link_width, 1) / 8 * 128 / 130, 1);
}

bool is_modelled(const NvidiaEngine& e) {
  return e.device_type == static_cast<u32>(DeviceType::graphics) || e.device_type == static_cast<u32>(DeviceType::lce);
}

}  // namespace

class Host::Fifo final : public RunlistOwner, public Bar0Range {
 public:
  Fifo(Host& host, const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report,
       PhysicalMemory& memory, Mmu& mmu, InterruptSink& interrupts, const GpuClock& clock,
       const std::vector<NvidiaEngine>& engines)
      : services{.timeline = timeline,
                 .report = report,
                 .architecture = registers.architecture(),
                 .memory = memory,
                 .mmu = mmu,
                 .interrupts = interrupts,
                 .clock = clock,
                 .memory_rate = memory_rate(profile),
                 .link_rate = link_rate(profile)},
        host_(host) {
    for (const NvidiaEngine& e : engines) {
      if (!is_modelled(e) || e.runlist_base == 0 || find(e.runlist)) continue;
      engines_.push_back(e);
      runlists.emplace_back(services, *this, engines_.back());
    }
    registers.storage<UsermodeDoorbell>();
    registers.on_write<UsermodeDoorbell, &Fifo::doorbell>(this);
    registers.on_read<UsermodeTime0, &Fifo::read_time0>(this);
    registers.on_read<UsermodeTime1, &Fifo::read_time1>(this);
  }

  Runlist* find(u32 runlist) {
    for (Runlist& r : runlists)
      if (r.engine().runlist == runlist) return &r;
    return nullptr;
  }
  Runlist* expect(u32 runlist, const char* what) {
    Runlist* const r = find(runlist);
    if (!r)
      services.report.add(Finding::fault, "HOST",
                          fmt::format("{} of runlist {}, which serves no modelled engine", what, runlist),
                          services.timeline.now());
    return r;
  }

  void schedule_service(u32 runlist, Nanoseconds delay) override {
    const auto index = static_cast<u32>(
        std::ranges::find_if(runlists, [&](const Runlist& r) { return r.engine().runlist == runlist; }) -
        runlists.begin());
    // One event for each instant is enough.
    const Nanoseconds at = services.timeline.now() + delay;
    Nanoseconds& next = next_service(index);
    if (next > services.timeline.now() && next <= at) return;
    next = at;
    host_.schedule(delay, 0, index);
  }
  bool clear_faulted(u32 runlist, u32 channel, bool engine) override {
    Runlist* const r = find(runlist);
    return r && r->clear_faulted(channel, engine);
  }
  void service(u32 index) {
    if (Nanoseconds& next = next_service(index); next <= services.timeline.now()) next = Nanoseconds{0};
    runlists[index].service();
  }
  Nanoseconds& next_service(u32 index) {
    if (next_.size() <= index) next_.resize(index + 1);
    return next_[index];
  }

  void doorbell(UsermodeDoorbell written) {
    const u32 runlist = written["RUNLIST_ID"_f], channel = written["VECTOR"_f];
    const auto refuse = [&](const std::string& why) {
      services.report.add(Finding::fault, "HOST", fmt::format("doorbell {:#010x}: {}", written.raw(), why),
                          services.timeline.now());
    };
    if (doorbell_has_enable(services.architecture) && !written["RUNLIST_DOORBELL"_f])
      return refuse("RUNLIST_DOORBELL is not set, so it goes to no runlist");
    Runlist* const r = find(runlist);
    if (!r) return refuse(fmt::format("runlist {} serves no modelled engine", runlist));
    if (!r->ring(channel)) return refuse(fmt::format("channel {} is not on runlist {}", channel, runlist));
    schedule_service(runlist, doorbell_time);
  }
  UsermodeTime0 read_time0(UsermodeTime0) { return UsermodeTime0(low32(services.clock.nanoseconds()) & ~0x1fu); }
  UsermodeTime1 read_time1(UsermodeTime1) { return UsermodeTime1(high32(services.clock.nanoseconds()) & 0x1fffffff); }

  Runlist* at(u32 offset, const char* what) {
    for (Runlist& r : runlists)
      if (r.claims(offset)) return &r;
    services.report.add(Finding::unmodelled, "HOST", fmt::format("{} of {:#08x} between the runlists", what, offset),
                        services.timeline.now());
    return nullptr;
  }
  u32 read32(u32 offset) override {
    Runlist* const r = at(offset, "read");
    return r ? r->read32(offset) : pri_decode_error;
  }
  void write32(u32 offset, u32 value) override {
    if (Runlist* const r = at(offset, "write")) r->write32(offset, value);
  }

  HostServices services;
  std::deque<Runlist> runlists;

 private:
  Host& host_;
  std::deque<NvidiaEngine> engines_;
  std::vector<Nanoseconds> next_;  // the next event of each runlist; 0: none

  friend class Host;
};

Host::Host(const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report,
           PhysicalMemory& memory, Mmu& mmu, InterruptSink& interrupts, const GpuClock& clock,
           const std::vector<NvidiaEngine>& engines)
    : Block(timeline),
      fifo_(std::make_unique<Fifo>(*this, profile, timeline, registers, report, memory, mmu, interrupts, clock,
                                   engines)) {}

Host::~Host() = default;

void Host::connect(ResourceManagerEvents& manager) { fifo_->services.manager = &manager; }
void Host::connect(ShaderEngine& shaders) { fifo_->services.shaders = &shaders; }

void Host::submit_runlist(u32 runlist, PhysicalAddress base, u32 entries) {
  if (Runlist* const r = fifo_->expect(runlist, "submission")) r->submit(base, entries);
}
void Host::enable_channel(u32 runlist, u32 channel, bool enable) {
  if (Runlist* const r = fifo_->expect(runlist, "channel")) r->enable(channel, enable);
}
void Host::preempt(u32 runlist, u32 channel) {
  if (Runlist* const r = fifo_->expect(runlist, "preemption")) r->preempt(channel);
}
void Host::release_channel(u32 runlist, u32 channel) {
  if (Runlist* const r = fifo_->expect(runlist, "release")) r->release(channel);
}

// Claims are of whole pages, which runlists share.
std::vector<Bar0Claim> Host::claims() {
  constexpr u32 page = 4096;
  std::vector<Bar0Claim> all;
  const auto add = [&](u32 begin, u32 bytes, std::string_view what) {
    const auto first = static_cast<u32>(align_down(begin, page)), end = static_cast<u32>(align_up(begin + bytes, page));
    const auto covered = [&](const Bar0Claim& c) { return c.begin <= first && end <= c.end; };
    if (begin != 0 && std::ranges::none_of(all, covered)) all.push_back({first, end, fifo_.get(), what});
  };
  for (const Runlist& r : fifo_->runlists) {
    add(r.engine().runlist_base, runlist::bytes, "NV_RUNLIST");
    add(r.engine().channel_ram_base, 4 * channels_per_runlist, "NV_CHRAM");
  }
  return all;
}

void Host::on_event(u32, u64 payload) { fifo_->service(low32(payload)); }

void Host::reset(Reset) {
  cancel_events();
  for (Runlist& r : fifo_->runlists) r.reset();
  fifo_->next_.clear();
}

void Host::visit(StateVisitor& visit) {
  visit(fifo_->next_);
  for (Runlist& r : fifo_->runlists) r.visit(visit);
}

void Host::add_coverage(std::vector<CoverageRow>& rows) const {
  const auto add = [&](u32 class_number, const ClassMethods& methods, auto acts) {
    for (const Method& m : methods.methods())
      rows.push_back({.kind = "method",
                      .block = fmt::format("class {:04x}", class_number),
                      .name = std::string(m.name),
                      .number = m.address,
                      .state = acts(m.address) ? CoverageRow::State::acts : CoverageRow::State::holds,
                      .used = {}});
  };
  const ChipClasses classes = chip_classes(fifo_->services.architecture);
  add(0xc56f, host_class_methods(), [](u32) { return true; });
  if (const ClassMethods* m = class_methods(classes.compute))
    add(classes.compute, *m, [](u32 a) {
      using namespace compute_methods;
      return (a >= set_report_semaphore_payload_lower && a <= set_i2m_semaphore_c) ||
             (a >= set_shader_shared_memory_window_a && a <= load_inline_qmd_data) ||
             (a >= set_report_semaphore_a && a <= set_report_semaphore_d) || a == set_shader_local_memory_a ||
             a == set_shader_local_memory_b || a == set_shader_local_memory_window_a ||
             a == set_shader_local_memory_window_b;
    });
  if (const ClassMethods* m = class_methods(classes.copy[0]))
    add(classes.copy[0], *m, [](u32 a) {
      using namespace copy_methods;
      return a >= set_semaphore_a && a <= dst_origin_y && (a < set_secure_copy_mode || a > set_encrypt_iv_addr_lower);
    });
}

u64 Host::methods_executed() const { return fifo_->services.methods; }

}  // namespace egpulab::simulator::nvidia
