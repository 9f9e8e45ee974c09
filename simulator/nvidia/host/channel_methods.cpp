// Methods: those of the host itself, and which engine gets the others.
#include <fmt/format.h>

#include <algorithm>

#include "simulator/nvidia/host/channel.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::literals;
using namespace regs::nvidia;

namespace {

constexpr Nanoseconds invalidate_time{600};  // of the TLBs; ours

// Since Hopper the classes have no SEMAPHOREA..D and no FB_FLUSH.
bool has_legacy_methods(Architecture a) { return a == Architecture::ampere || a == Architecture::ada; }

}  // namespace

Step Channel::host_method(u32 address, u32 subchannel, u32 data) {
  switch (address) {
    case udma::set_object:
      return set_object(subchannel, data);
    case udma::nop:
    case udma::wfi:  // engines have finished what the channel sent them when its next method comes
      return Step::done;
    case udma::non_stall_interrupt:
      interrupt();
      return Step::done;
    case udma::sem_addr_lo:
      sem_address_ = join64(data & ~3u, high32(sem_address_));
      return Step::done;
    case udma::sem_addr_hi:
      sem_address_ = join64(low32(sem_address_), data);
      return Step::done;
    case udma::sem_payload_lo:
      sem_payload_ = join64(data, high32(sem_payload_));
      return Step::done;
    case udma::sem_payload_hi:
      sem_payload_ = join64(low32(sem_payload_), data);
      return Step::done;
    case udma::sem_execute:
      return semaphore(data);
    case udma::mem_op_a:
    case udma::mem_op_b:
    case udma::mem_op_c:
      mem_op_[(address - udma::mem_op_a) / 4] = data;
      return Step::done;
    case udma::mem_op_d:
      return memory_operation(data);
    case udma::set_reference:
      reference_ = data;
      return Step::done;
    case udma::yield:
      return (data & 3) >= 2 ? Step::yield : Step::done;
    case udma::clear_faulted: {
      const ClearFaulted c(data);
      if (!owner_.clear_faulted(c["RUNLIST_ID"_f], c["CHID"_f], c["TYPE_ENG_FAULTED"_f]))
        report(Finding::fault, fmt::format("CLEAR_FAULTED ({:#x}) of a channel that is not there", data));
      return Step::done;
    }
    default:
      break;
  }
  if (has_legacy_methods(services_.architecture)) switch (address) {
      case udma::semaphore_a:
        legacy_address_ = join64(low32(legacy_address_), data & 0xff);
        return Step::done;
      case udma::semaphore_b:
        legacy_address_ = join64(data & ~3u, high32(legacy_address_));
        return Step::done;
      case udma::semaphore_c:
        legacy_payload_ = data;
        return Step::done;
      case udma::semaphore_d:
        return legacy_semaphore(data);
      case udma::fb_flush:
        return Step::done;
      default:
        break;
    }
  return pbdma_error("INTR_0_METHOD",
                     address == udma::illegal
                         ? fmt::format("method ILLEGAL (data {:#x})", data)
                         : fmt::format("{:#04x} is no method of the host (data {:#x})", address, data));
}

// --- Semaphores ------------------------------------------------------------------------------------------------------

Step Channel::semaphore(u32 data) {
  const SemExecute e(data);
  const bool release = e["OPERATION"_f] == SemOperation::release || e["OPERATION"_f] == SemOperation::reduction;
  if (static_cast<u32>(e["OPERATION"_f]) > static_cast<u32>(SemOperation::reduction))
    return pbdma_error("INTR_0_SEMAPHORE", fmt::format("SEM_EXECUTE {:#010x}: operation 7 does not exist", data));
  return semaphore_operation(e["OPERATION"_f], e["REDUCTION"_f], sem_address_, sem_payload_, e["PAYLOAD_SIZE_64BIT"_f],
                             !e["REDUCTION_FORMAT_UNSIGNED"_f], release && e["RELEASE_TIMESTAMP"_f]);
}

Step Channel::legacy_semaphore(u32 data) {
  const SemaphoreD d(data);
  SemOperation operation{};
  switch (d["OPERATION"_f]) {
    case SemaphoreDOperation::acquire:
      operation = SemOperation::acquire;
      break;
    case SemaphoreDOperation::release:
      operation = SemOperation::release;
      break;
    case SemaphoreDOperation::acq_geq:
      operation = SemOperation::acq_circ_geq;
      break;
    case SemaphoreDOperation::acq_and:
      operation = SemOperation::acq_and;
      break;
    case SemaphoreDOperation::reduction:
      operation = SemOperation::reduction;
      break;
    default:
      return pbdma_error("INTR_0_SEMAPHORE", fmt::format("SEMAPHORED {:#010x}: no such operation", data));
  }
  const bool sixteen = operation == SemOperation::release && !d["RELEASE_SIZE_4BYTE"_f];
  return semaphore_operation(operation, d["REDUCTION"_f], legacy_address_, legacy_payload_, false,
                             !d["FORMAT_UNSIGNED"_f], sixteen);
}

Step Channel::semaphore_operation(SemOperation operation, SemReduction reduction, u64 address, u64 payload, bool wide,
                                  bool is_signed, bool timestamp) {
  const u64 alignment = timestamp ? 16 : wide ? 8 : 4;
  if (address % alignment != 0)
    return pbdma_error("INTR_0_SEMAPHORE",
                       fmt::format("semaphore at {:#x}, which is not a multiple of {}", address, alignment));
  const u64 bytes = wide ? 8 : 4;
  u64 value = 0;
  const bool release = operation == SemOperation::release;
  if (operation == SemOperation::reduction && !reduction_exists(reduction, wide, is_signed))
    return pbdma_error("INTR_0_SEMAPHORE",
                       fmt::format("semaphore reduction {} of {} {} bits does not exist", static_cast<u32>(reduction),
                                   is_signed ? "signed" : "unsigned", wide ? 64 : 32));
  if (!release)
    if (const auto f = host_space_.read(address, as_writable_bytes(value).first(bytes))) return pbdma_fault(*f);
  if (!release && operation != SemOperation::reduction) {
    if (!acquired(operation, wide, value, payload)) return acquire_failed(host_space_, address);
    deadline_ = Nanoseconds{0};
    return Step::done;
  }
  value = release ? payload : reduced(reduction, wide, is_signed, value, payload);
  if (operation == SemOperation::reduction)
    if (const auto target = host_space_.resolve(address, FaultAccess::atomic); !target)
      return pbdma_fault(target.error());
  // The timestamp first: whoever sees the payload finds it. Of 16 bytes the payload has the first 8.
  std::optional<AccessFault> f;
  const u64 time = nanoseconds();
  if (!wide) value = low32(value);
  if (timestamp) f = host_space_.store(address + 8, time);
  if (!f) f = host_space_.write(address, as_bytes(value).first(timestamp ? 8 : bytes));
  return f ? pbdma_fault(*f) : Step::done;
}

// Keeps its place. A timeout, where RAMFC has one, counts from the first look.
Step Channel::acquire_failed(VirtualSpace& space, u64 address) {
  const RamfcAcquire limits(acquire_);
  const Nanoseconds now = services_.timeline.now();
  if (limits["TIMEOUT_EN"_f]) {
    if (deadline_.count() == 0) {
      constexpr u64 longest = 0x7fff8000;
      const u64 period = std::min(u64{limits["TIMEOUT_MAN"_f]} << limits["TIMEOUT_EXP"_f], longest / 1024) * 1024;
      deadline_ = now + Nanoseconds{static_cast<i64>(std::max<u64>(period, 1024))};
      owner_.wake(deadline_ - now);
    } else if (now >= deadline_) {
      deadline_ = Nanoseconds{0};
      return pbdma_error("INTR_0_ACQUIRE", fmt::format("the acquire of the semaphore at {:#x} timed out", address));
    }
  }
  if (const auto f = wait_.start(space, address)) return pbdma_fault(*f);
  return Step::wait;
}

// --- Memory operations -----------------------------------------------------------------------------------------------

Step Channel::memory_operation(u32 data) {
  const MemOpD d(data);
  const MemOpA a(mem_op_[0]);
  const MemOpC c(mem_op_[2]);
  switch (d["OPERATION"_f]) {
    case MemOperation::membar:
    case MemOperation::l2_peermem_invalidate:
    case MemOperation::l2_sysmem_invalidate:
    case MemOperation::l2_clean_comptags:
    case MemOperation::l2_flush_dirty:
    case MemOperation::l2_sysmem_ncoh_invalidate:
    case MemOperation::l2_wait_for_sys_pending_reads:
      return Step::done;  // every access is in memory at once here
    case MemOperation::access_counter_clr:
      report(Finding::unmodelled, "MEM_OP_D ACCESS_COUNTER_CLR");
      return Step::done;
    case MemOperation::mmu_tlb_invalidate:
    case MemOperation::mmu_tlb_invalidate_targeted: {
      if (d["OPERATION"_f] == MemOperation::mmu_tlb_invalidate && !privileged_)
        return pbdma_error("INTR_0_METHOD", "MEM_OP_D MMU_TLB_INVALIDATE from a channel that is not privileged");
      if (phase_ != 0) return Step::done;
      std::optional<PhysicalAddress> directory;
      if (!c["PDB_ALL"_f])
        directory = {static_cast<Aperture>(c["PDB_APERTURE"_f]),
                     (u64{c["PDB_ADDR_LO"_f]} | u64{d["PDB_ADDR_HI"_f]} << 20) << 12};
      std::optional<VirtualRange> range;
      if (d["OPERATION"_f] == MemOperation::mmu_tlb_invalidate_targeted)
        range = {join64(mem_op_[0] & ~0xfffu, mem_op_[1]),
                 PageFrame::smallest << std::min(a["INVALIDATION_SIZE"_f], 51u)};
      services_.mmu.invalidate(directory, range);
      // Channels that faulted do not go on by themselves here.
      if (const u32 replay = c["REPLAY"_f]; replay != 0)
        report(Finding::unmodelled, fmt::format("MEM_OP_C REPLAY {}", replay));
      phase_ = 1;
      return busy(invalidate_time);
    }
    case MemOperation::mmu_operation:
      break;
  }
  return pbdma_error("INTR_0_METHOD", fmt::format("MEM_OP_D {:#010x}: operation {} does not exist", data,
                                                  static_cast<u32>(d["OPERATION"_f])));
}

// --- Engines ---------------------------------------------------------------------------------------------------------

Step Channel::set_object(u32 subchannel, u32 data) {
  const u32 c = data & 0xffff;
  if (subchannel >= first_software_subchannel) return Step::done;  // software's
  if (!graphics_ || subchannel == copy_subchannel) {
    if (!(graphics_ ? copy_context_ : engine_context_))
      return pbdma_error("INTR_1_CTXNOTVALID", fmt::format("SET_OBJECT {:#06x} without a context of the engine", c));
    if (!classes_.is_copy(c))
      return pbdma_error("INTR_1_HCE_ILLEGAL_CLASS", fmt::format("{:#06x} is no class of this copy engine", c));
    context_->copy.set_class(c);
    return Step::done;
  }
  if (!engine_context_)
    return pbdma_error("INTR_1_CTXNOTVALID", fmt::format("SET_OBJECT {:#06x} without a context of the engine", c));
  const u32 expected[] = {classes_.graphics, classes_.compute, classes_.inline_to_memory, classes_.two_d};
  if (c == expected[subchannel]) return Step::done;
  return error(robust_channel::gr_exception, fmt::format("CLASS_SUBCH_MISMATCH: class {:#06x} on subchannel {}, which "
                                                         "serves {:#06x}",
                                                         c, subchannel, expected[subchannel]));
}

Step Channel::engine_method(u32 address, u32 subchannel, u32 data) {
  if (subchannel >= first_software_subchannel) {
    const std::string what = fmt::format("software method {:#06x} (data {:#x}) on subchannel {} of channel {}", address,
                                         data, subchannel, entry_.id);
    if (services_.manager) services_.manager->engine_event("PBDMA", address, what);
    return Step::done;
  }
  const bool copies = !graphics_ || subchannel == copy_subchannel;
  if (!(copies && graphics_ ? copy_context_ : engine_context_)) [[unlikely]]
    return pbdma_error("INTR_1_CTXNOTVALID",
                       fmt::format("method {:#06x} (data {:#x}) without a context of the engine", address, data));
  if (!copies) return graphics_method(address, subchannel, data);
  active_space_ = &copy_space_;
  return context_->copy.method(*this, {graphics_ ? 0 : engine_.instance, physical_copies_}, address, data);
}

Step Channel::graphics_method(u32 address, u32 subchannel, u32 data) {
  active_space_ = &engine_space_;
  switch (subchannel) {
    case 1:
      return context_->compute.method(*this, services_.shaders, address, data);
    case 2: {
      if (address == compute_methods::launch_dma)
        return context_->inline_to_memory.launch(*this, context_->inline_methods, data);
      if (address == compute_methods::load_inline_data)
        return context_->inline_to_memory.data(*this, context_->inline_methods, data);
      if (address / 4 >= context_->inline_methods.size())
        return error(robust_channel::gr_exception,
                     fmt::format("ILLEGAL_MTHD: class {:#06x} has no method {:#06x} (data {:#x})",
                                 classes_.inline_to_memory, address, data));
      context_->inline_methods[address / 4] = data;
      return Step::done;
    }
    default:
      report(Finding::unmodelled, fmt::format("method {:#06x} of class {:#06x}", address,
                                              subchannel == 0 ? classes_.graphics : classes_.two_d));
      return Step::done;
  }
}

}  // namespace egpulab::simulator::nvidia
