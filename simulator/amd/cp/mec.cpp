// Doorbells, resets, events and state of the MEC; its registers are in mec_registers.cpp.
#include "simulator/amd/cp/mec.hpp"

#include <algorithm>

#include "driver/regs/amd/rlc.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;

Mec::Mec(const DeviceProfile& profile, Timeline& timeline, Registers registers, Report& report, MemoryHub& hub,
         MemoryHub& mmhub, InterruptSink& interrupts, const ReferenceClock& clock, const GrbmSelect& select,
         const MicrocontrollerState& firmware)
    : Block(timeline),
      registers_(registers),
      report_(report),
      select_(select),
      firmware_(firmware),
      shaders_(profile, hub),
      services_{timeline, report, registers, hub, mmhub, interrupts, clock, shaders_, *this, {}} {
  for (u8 vmid = 0; vmid < MemoryHub::vmids; ++vmid)
    services_.spaces[vmid] = std::make_unique<VmSpace>(hub, vmid, HubClient::cpc);
  for (u8 engine = 0; engine < engines; ++engine)
    for (u8 pipe = 0; pipe < pipes; ++pipe)
      for (u8 queue = 0; queue < queues; ++queue)
        queues_.push_back(std::make_unique<cp::ComputeQueue>(
            services_, cp::QueueName{static_cast<u8>(engine + 1), pipe, queue}, static_cast<u32>(queues_.size())));
  declare_banks();
  restore_defaults();
}

Mec::~Mec() = default;

void Mec::restore_defaults() {
  for (const auto& queue : queues_) {
    queue->reset();
    queue->hqd() = hqd_defaults_;
    queue->compute() = compute_defaults_;
  }
}

// --- Doorbells -------------------------------------------------------------------------------------------------------

bool Mec::doorbell(u32 index, u64 value, u8 bytes) {
  const u32 offset = index * 4;
  if (offset < registers_.get<CpMecDoorbellRangeLower>().raw() ||
      offset > registers_.get<CpMecDoorbellRangeUpper>().raw())
    return false;
  cp::ComputeQueue* queue = queue_of_doorbell(index);
  if (!queue) return false;
  if (!queue->active()) {
    // Noted: the queue reads its write pointer from memory when it is connected.
    queue->hqd().set<CpHqdPqDoorbellControl>("DOORBELL_HIT"_f = true);
    return true;
  }
  if (bytes == 4) value |= u64{queue->hqd().get<CpHqdPqWptrHi>().raw()} << 32;
  queue->ring(value);
  return true;
}

// One that is connected comes before one that is not.
cp::ComputeQueue* Mec::queue_of_doorbell(u32 index) {
  cp::ComputeQueue* idle = nullptr;
  for (const auto& queue : queues_) {
    const auto control = queue->hqd().get<CpHqdPqDoorbellControl>();
    if (!control["DOORBELL_EN"_f] || control["DOORBELL_OFFSET"_f] != index) continue;
    if (queue->active()) return queue.get();
    if (!idle) idle = queue.get();
  }
  return idle;
}

// --- Resets ----------------------------------------------------------------------------------------------------------

void Mec::hold_in_reset(bool asserted) {
  held_in_reset_ = asserted;
  if (asserted) restore_defaults();
}

void Mec::reset(Reset) {
  cancel_events();
  restore_defaults();
  shaders_.reset();
  shaders_.invalidate_instructions();
  held_in_reset_ = false;
  control_ = registers_.get<CpMecRs64Cntl>();
  sh_mem_config_.fill(registers_.get<ShMemConfig>());
  sh_mem_bases_.fill(registers_.get<ShMemBases>());
}

// --- Queues ----------------------------------------------------------------------------------------------------------

bool Mec::busy() const {
  return std::ranges::any_of(queues_, [](const auto& queue) { return queue->busy(); });
}

void Mec::schedule(u32 queue, cp::QueueEvent event, Nanoseconds delay, u32 epoch) {
  Block::schedule(delay, static_cast<u32>(event), u64{epoch} << 32 | queue);
}

void Mec::on_event(u32 kind, u64 payload) {
  queues_[low32(payload)]->on_event(static_cast<cp::QueueEvent>(kind), high32(payload));
}

bool Mec::running(u8 pipe) const {
  const u32 in_reset = control_.raw() >> 16, active = control_.raw() >> 26;
  return !held_in_reset_ && !control_["MEC_HALT"_f] && (in_reset >> pipe & 1) == 0 && (active >> pipe & 1) != 0 &&
         firmware_.loaded(Microcontroller::mec);
}

cp::ComputeQueue* Mec::queue(u8 me, u8 pipe, u8 number) {
  // Since gfx12 there is one micro engine of two pipes (gfx_v12_0.c).
  const bool gfx12 = registers_.version<CpMecRs64Cntl>().major >= 12;
  if (me < 1 || me > (gfx12 ? 1 : engines) || pipe >= (gfx12 ? 2 : pipes) || number >= queues) return nullptr;
  return queues_[((me - 1u) * pipes + pipe) * queues + number].get();
}

cp::ComputeQueue* Mec::selected_queue() {
  const GrbmSelection s = select_.selected();
  return queue(s.me, s.pipe, s.queue);
}

// Linux gfx_v11_0_kiq_setting: bit 7 valid, [6:5] ME, [4:3] pipe, [2:0] queue.
bool Mec::is_scheduler(u8 me, u8 pipe, u8 number) const {
  const u64 address = registers_.address<RlcCpSchedulers>();
  if (!registers_.file().declared(address)) return false;
  const u32 named = registers_.file().get(address), wanted = 0x80u | me << 5 | pipe << 3 | number;
  return (named & 0xff) == wanted || (named >> 8 & 0xff) == wanted;
}

void Mec::visit(StateVisitor& visit) {
  const auto raw = [&](auto& reg) {
    u32 word = reg.raw();
    visit(word);
    reg = std::remove_reference_t<decltype(reg)>(word);
  };
  for (auto& reg : sh_mem_config_) raw(reg);
  for (auto& reg : sh_mem_bases_) raw(reg);
  raw(control_);
  visit(held_in_reset_);
  visit(busy_time_);
  shaders_.visit(visit);
  for (const auto& queue : queues_) queue->visit(visit);
}

}  // namespace egpulab::simulator::amd
