// A channel's context between memory (RAMFC, USERD) and the PBDMA, and its errors.
#include <fmt/format.h>

#include "driver/regs/nvidia/fault.hpp"
#include "simulator/nvidia/host/channel.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;

namespace {

constexpr Nanoseconds notice_time{60};  // from a write to memory until a waiting acquire has seen it; ours

FaultSource host_source(const HostServices& s, const NvidiaEngine& e) {
  return {static_cast<u16>(fault_engines(s.architecture).host0 + e.pbdma), fault_client::hub_host, false};
}
// The copy engine of a graphics runlist (GRCE) is the first one.
FaultSource copy_source(const HostServices& s, const NvidiaEngine& e, bool graphics) {
  if (graphics) return {fault_engines(s.architecture).ce0, fault_client::copy_engine(0), false};
  return {static_cast<u16>(e.fault_id), fault_client::copy_engine(e.instance), false};
}

}  // namespace

Channel::Channel(HostServices& services, ChannelOwner& owner, const NvidiaEngine& engine, bool graphics)
    : services_(services),
      owner_(owner),
      engine_(engine),
      graphics_(graphics),
      classes_(chip_classes(services.architecture)),
      layout_(ramfc_layout(services.architecture)),
      wait_(services.mmu, *this),
      host_space_(services.mmu, host_source(services, engine)),
      copy_space_(services.mmu, copy_source(services, engine, graphics)),
      engine_space_(services.mmu, {static_cast<u16>(engine.fault_id), fault_client::hub_fe, false}) {}

// Another instance block is another channel; USERD alone may move.
void Channel::set_entry(const ChannelEntry& entry) {
  if (loaded_ && (entry.instance != entry_.instance || entry.group != entry_.group)) drop();
  entry_ = entry;
}

bool Channel::load() {
  std::array<std::byte, ramfc_bytes> block{};
  if (!services_.memory.read(entry_.instance, block)) {
    pbdma_error("INTR_0_SIGNATURE",
                fmt::format("no memory answers at the instance block {:#x}", entry_.instance.address));
    return false;
  }
  const auto word = [&](u32 offset) { return egpulab::load<u32>(Bytes(block), offset); };
  const u32 signature = RamfcSignature(word(RamfcLayout::signature))["HW"_f];
  // Any host class of these generations ends in 6f.
  if (signature != ramfc_signature_valid && (signature & 0xff) != 0x6f) {
    pbdma_error("INTR_0_SIGNATURE", fmt::format("RAMFC at {:#x} has the signature {:#x}, not {:#x}",
                                                entry_.instance.address, signature, ramfc_signature_valid));
    return false;
  }
  const u32 hi = word(layout_.gp_base_hi) & ((1u << layout_.gp_base_hi_bits) - 1);
  gp_base_ = join64(word(layout_.gp_base) & ~7u, hi);
  const u32 limit =
      word(layout_.limit2_word) >> layout_.limit2_low & ((1u << (layout_.limit2_high - layout_.limit2_low + 1)) - 1);
  gp_entries_ = 1u << std::min(limit, 31u);
  gp_get_ = word(layout_.gp_get);
  gp_put_ = word(layout_.gp_put);
  pb_get_ = join64(word(RamfcLayout::pb_get), word(RamfcLayout::pb_get_hi));
  top_level_get_ = join64(word(RamfcLayout::top_level_get), word(RamfcLayout::top_level_get_hi) & 0x7fffffff);
  const u64 put = join64(word(layout_.pb_put), word(layout_.pb_put_hi));
  segment_left_ = put > pb_get_ ? static_cast<u32>(std::min<u64>((put - pb_get_) / 4, 0x1fffff)) : 0;
  const RamfcPbHeader header(word(RamfcLayout::pb_header));
  count_ = RamfcPbCount(word(RamfcLayout::pb_count))["VALUE"_f];
  method_ = header["METHOD"_f];
  subchannel_ = header["SUBCHANNEL"_f];
  kind_ = static_cast<u8>(header["TYPE"_f]);
  first_ = header["FIRST"_f];
  subroutine_ = header["LEVEL_SUBROUTINE"_f];
  conditional_ = header["CONDITIONAL"_f];
  const RamfcSubdevice subdevice(word(layout_.subdevice));
  subdevice_id_ = subdevice["ID"_f];
  stored_mask_ = subdevice["STORED_MASK"_f];
  subdevice_active_ = subdevice["STATUS_ACTIVE"_f];
  sem_address_ = join64(word(RamfcLayout::sem_addr_lo), word(RamfcLayout::sem_addr_hi));
  sem_payload_ = join64(word(RamfcLayout::sem_payload_lo), word(RamfcLayout::sem_payload_hi));
  reference_ = word(RamfcLayout::ref);
  acquire_ = word(RamfcLayout::acquire);
  const RamfcConfig config(word(RamfcLayout::config));
  privileged_ = config["AUTH_LEVEL_PRIVILEGED"_f];
  userd_writeback_ = config["USERD_WRITEBACK_ENABLE"_f];
  physical_copies_ = RamfcHceCtrl(word(RamfcLayout::hce_ctrl))["HCE_PRIV_MODE"_f];
  const RamfcTarget target(word(RamfcLayout::target));
  engine_context_ = target["ENG_CTX_VALID"_f];
  copy_context_ = target["CE_CTX_VALID"_f];
  subcontext_ = RamfcSetChannelInfo(word(RamfcLayout::set_channel_info))["VEID"_f];

  const PageDirectory directory = services_.mmu.directory_of(entry_.instance);
  host_space_.bind(directory, entry_.instance, privileged_);
  copy_space_.bind(directory, entry_.instance, privileged_);
  engine_space_.bind(services_.mmu.directory_of(entry_.instance, subcontext_), entry_.instance, privileged_);
  context_ = &owner_.context(entry_.group, subcontext_);
  loaded_ = true;
  return true;
}

void Channel::save() {
  if (!loaded_) return;
  const auto put = [&](u32 offset, u32 value) {
    services_.memory.write({entry_.instance.aperture, entry_.instance.address + offset}, as_bytes(value));
  };
  put(layout_.gp_get, gp_get_);
  put(layout_.gp_put, gp_put_);
  put(RamfcLayout::pb_get, low32(pb_get_));
  put(RamfcLayout::pb_get_hi, high32(pb_get_));
  put(layout_.pb_put, low32(pb_get_ + 4 * u64{segment_left_}));
  put(layout_.pb_put_hi, high32(pb_get_ + 4 * u64{segment_left_}));
  put(RamfcLayout::top_level_get, low32(top_level_get_));
  put(RamfcLayout::top_level_get_hi, high32(top_level_get_) | 1u << 31);
  put(RamfcLayout::pb_header,
      RamfcPbHeader{"METHOD"_f = method_ & 0xfff, "SUBCHANNEL"_f = subchannel_, "LEVEL_SUBROUTINE"_f = subroutine_,
                    "FIRST"_f = first_, "CONDITIONAL"_f = conditional_, "TYPE"_f = u32{kind_}}
          .raw());
  put(RamfcLayout::pb_count, RamfcPbCount{"VALUE"_f = count_}.raw());
  put(layout_.subdevice, RamfcSubdevice{"ID"_f = subdevice_id_, "STORED_MASK"_f = stored_mask_,
                                        "STATUS_ACTIVE"_f = subdevice_active_, "CHANNEL_DMA_ENABLE"_f = true}
                             .raw());
  put(RamfcLayout::sem_addr_lo, low32(sem_address_));
  put(RamfcLayout::sem_addr_hi, high32(sem_address_));
  put(RamfcLayout::sem_payload_lo, low32(sem_payload_));
  put(RamfcLayout::sem_payload_hi, high32(sem_payload_));
  put(RamfcLayout::ref, reference_);
  write_back_userd();
  wait_.stop();
  deadline_ = Nanoseconds{0};
  loaded_ = false;
  pending_ = true;  // what is left to do is looked for when it comes back
}

void Channel::drop() {
  wait_.stop();
  loaded_ = pending_ = false;
  segment_left_ = count_ = 0;
  gp_get_ = gp_put_ = 0;
  phase_ = 0;
  extended_base_ = 0;
  resume_at_ = deadline_ = Nanoseconds{0};
  context_ = nullptr;
}

void Channel::write_back_userd() {
  const auto put = [&](u32 offset, u32 value) {
    services_.memory.write({entry_.userd.aperture, entry_.userd.address + offset}, as_bytes(value));
  };
  put(userd::gp_get, gp_get_);
  put(userd::get, low32(pb_get_));
  put(userd::get_hi, high32(pb_get_));
  put(userd::put, low32(pb_get_ + 4 * u64{segment_left_}));
  put(userd::put_hi, high32(pb_get_ + 4 * u64{segment_left_}));
  put(userd::top_level_get, low32(top_level_get_));
  put(userd::top_level_get_hi, high32(top_level_get_));
  put(userd::ref, reference_);
}

void Channel::clear_faulted(bool pbdma, bool engine) {
  if (pbdma) pbdma_faulted_ = false;
  if (engine) engine_faulted_ = false;
}

void Channel::memory_changed() {
  wait_.stop();
  owner_.wake(notice_time);
}

// --- MethodContext ---------------------------------------------------------------------------------------------------

Step Channel::busy(Nanoseconds duration) {
  resume_at_ = services_.timeline.now() + spent_ + duration;
  owner_.wake(spent_ + duration);
  return Step::again;
}

Step Channel::wait_for(u64 va) { return acquire_failed(*active_space_, va); }

// What the MMU tells GSP-RM names the channel by its instance block: the host has nothing to add.
Step Channel::fault(const AccessFault& f) {
  engine_faulted_ = true;
  active_space_->raise(f, where());
  return Step::failed;
}

Step Channel::pbdma_fault(const AccessFault& f) {
  pbdma_faulted_ = true;
  host_space_.raise(f, where());
  return Step::failed;
}

Step Channel::error(u32 code, const std::string& what) {
  engine_faulted_ = true;
  const std::string sentence = fmt::format("{}: {}", where(), what);
  report(Finding::fault, what + "; the channel stops here");
  if (services_.manager) services_.manager->channel_error(engine_.runlist, entry_.id, code, sentence);
  return Step::failed;
}

Step Channel::warp_exception(WarpException exception, const std::string& what) {
  engine_faulted_ = true;
  exception.runlist = engine_.runlist;
  exception.channel = entry_.id;
  report(Finding::fault, what + "; the channel stops here");
  if (services_.manager) services_.manager->warp_exception(exception);
  return Step::failed;
}

Step Channel::pbdma_error(const char* interrupt, const std::string& what, u32 code) {
  pbdma_faulted_ = true;
  const std::string sentence = fmt::format("NV_PPBDMA_{}: {}", interrupt, what);
  report(Finding::fault, sentence + "; the channel stops here");
  services_.interrupts.raise(engine_.stall_vector);
  if (services_.manager)
    services_.manager->channel_error(engine_.runlist, entry_.id, code, fmt::format("{}: {}", where(), sentence));
  return Step::failed;
}

void Channel::interrupt() { services_.interrupts.raise(engine_.nonstall_vector); }

std::string Channel::where() const {
  return fmt::format("{} channel {} of runlist {}, GP_GET {}, pushbuffer {:#x}", engine_.name, entry_.id,
                     engine_.runlist, gp_get_, pb_get_);
}

// Where it happened tells faults apart; what the model lacks is one finding wherever it is met.
void Channel::report(Finding finding, const std::string& what) {
  services_.report.add(finding, finding == Finding::fault ? "HOST" : engine_.name,
                       finding == Finding::fault ? fmt::format("{}: {}", where(), what) : what,
                       services_.timeline.now());
}

Nanoseconds Channel::transfer_time(u64 bytes, bool over_link) const {
  const u64 rate = over_link ? std::min(services_.link_rate, services_.memory_rate) : services_.memory_rate;
  return Nanoseconds{static_cast<i64>((bytes * 1000 + rate - 1) / rate)};
}

void Channel::visit(StateVisitor& v) {
  v(entry_), v(enabled_), v(pending_), v(loaded_), v(pbdma_faulted_), v(engine_faulted_), v(subdevice_active_);
  v(privileged_), v(userd_writeback_), v(physical_copies_), v(engine_context_), v(copy_context_);
  v(subcontext_), v(subdevice_id_), v(stored_mask_), v(acquire_);
  v(gp_base_), v(extended_base_), v(gp_entries_), v(gp_get_), v(gp_put_);
  v(pb_get_), v(top_level_get_), v(segment_left_), v(subroutine_), v(conditional_);
  v(count_), v(method_), v(subchannel_), v(kind_), v(first_);
  v(sem_address_), v(sem_payload_), v(legacy_address_), v(legacy_payload_), v(reference_), v(mem_op_);
  v(phase_), v(resume_at_), v(deadline_), v(wait_), v(host_space_), v(copy_space_), v(engine_space_);
  if (v.restoring()) context_ = loaded_ ? &owner_.context(entry_.group, subcontext_) : nullptr;
}

}  // namespace egpulab::simulator::nvidia
