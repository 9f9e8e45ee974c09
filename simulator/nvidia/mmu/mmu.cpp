// Resolving addresses, binding windows, invalidation, faults.
#include "simulator/nvidia/mmu/mmu.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "driver/regs/nvidia/ram.hpp"
#include "driver/regs/nvidia/virtual_function.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

constexpr Nanoseconds invalidate_time{600};  // until TRIGGER reads as 0; ours
constexpr u32 invalidate_done = 0;

PhysicalAddress page_of(u32 low, u32 high, Aperture aperture) { return {aperture, join64(low << 12, high)}; }

}  // namespace

Mmu::Mmu(Timeline& timeline, Registers registers, Report& report, PhysicalMemory& memory, InterruptSink& interrupts,
         const GpuClock& clock, const WriteProtection* protection)
    : Block(timeline),
      registers_(registers),
      report_(report),
      memory_(memory),
      interrupts_(interrupts),
      clock_(clock),
      protection_(protection),
      format_(page_table_format(registers.architecture())),
      faults_(registers) {
  registers_.storage<MmuInvalidatePdb, MmuInvalidateUpperPdb>();
  registers_.on_write<MmuInvalidate, &Mmu::invalidate_written>(this);
  registers_.on_read<L2SysmemInvalidate, &Mmu::start_l2_invalidate<L2SysmemInvalidate, 0>>(this);
  registers_.on_read<L2PeermemInvalidate, &Mmu::start_l2_invalidate<L2PeermemInvalidate, 1>>(this);
  registers_.on_read<L2SysmemInvalidateCompleted, &Mmu::l2_invalidate_done<L2SysmemInvalidateCompleted, 0>>(this);
  registers_.on_read<L2PeermemInvalidateCompleted, &Mmu::l2_invalidate_done<L2PeermemInvalidateCompleted, 1>>(this);
}

template <class R, std::size_t Which>
R Mmu::start_l2_invalidate(R) {
  l2_tokens_[Which] = (l2_tokens_[Which] + 1) & 0x7fffffff;
  return R(l2_tokens_[Which]);
}
template <class R, std::size_t Which>
R Mmu::l2_invalidate_done(R) {
  return R(l2_tokens_[Which]);
}

Mmu::~Mmu() = default;

void Mmu::reset(Reset) {
  cancel_events();
  cache_.clear();
  bar1_ = {};
  bar2_ = {};
  l2_tokens_ = {};
  ++generation_;
}

void Mmu::visit(StateVisitor& visit) {
  visit(cache_), visit(bar1_), visit(bar2_), visit(l2_tokens_);
  if (visit.restoring()) ++generation_;
}

u64 Mmu::generation() {
  const u64 epoch = memory_.epoch();
  if (epoch != memory_epoch_) {
    memory_epoch_ = epoch;
    ++generation_;
  }
  return generation_;
}

// --- Page directories ------------------------------------------------------------------------------------------------

// Without the bit for format 2 the block counts as unbound, since Volta (dev_ram); later architectures have no other.
PageDirectory Mmu::directory_of(PhysicalAddress instance, std::optional<u32> subcontext) {
  std::array<u32, 2> words{};
  u32 offset = ramin::page_dir_base;
  if (subcontext && *subcontext < ramin::subcontexts) {
    u32 valid = 0;
    const u64 at = instance.address + ramin::subcontext_valid + *subcontext / 32 * 4;
    if (memory_.read({instance.aperture, at}, as_writable_bytes(valid)) && (valid >> *subcontext % 32 & 1) != 0)
      offset = ramin::subcontext_base + *subcontext * ramin::subcontext_stride;
  }
  if (!memory_.read({instance.aperture, instance.address + offset}, as_writable_bytes(words))) return {};
  const PageDirBase low(words[0]);
  if (low["TARGET"_f] == RaminTarget::invalid || !low["USE_VER2_PT_FORMAT"_f]) return {};
  return {.bound = true,
          .base = page_of(low["BASE_LO"_f], words[1], static_cast<Aperture>(low["TARGET"_f])),
          .replayable = low["FAULT_REPLAY_TEX"_f]};
}

void Mmu::bind(BarBinding& bar, const std::optional<PhysicalAddress>& instance) {
  bar = {};
  if (instance) {
    bar.bound = true;
    bar.instance = *instance;
    bar.directory = directory_of(*instance);
  }
  ++generation_;
}

namespace {

std::optional<PhysicalAddress> if_given(PhysicalAddress instance) {
  return instance.address == 0 && instance.aperture == Aperture::video ? std::nullopt : std::optional(instance);
}

}  // namespace

void Mmu::bind_bar1(PhysicalAddress instance) { bind(bar1_, if_given(instance)); }
void Mmu::bind_bar2(PhysicalAddress instance) { bind(bar2_, if_given(instance)); }
void Mmu::bind_window(bool second, const std::optional<PhysicalAddress>& instance) {
  bind(second ? bar2_ : bar1_, instance);
}

// --- Translation -----------------------------------------------------------------------------------------------------

bool Mmu::read_entry(PhysicalAddress at, MutableBytes entry) { return memory_.read(at, entry); }

Expected<Mmu::Target, AccessFault> Mmu::physical_target(PhysicalAddress at, u64 before, u64 after, FaultAccess access,
                                                        u64 va) {
  const bool write = access == FaultAccess::write || access == FaultAccess::atomic;
  if (at.aperture == Aperture::video && protection_) {
    const Region wpr = protection_->wpr2();
    if (!wpr.empty() && at.address >= wpr.begin && at.address < wpr.end)
      return Unexpected(AccessFault{va, FaultType::region_violation, access});
    if (!wpr.empty() && at.address < wpr.begin) after = std::min(after, wpr.begin - at.address);
    if (!wpr.empty() && at.address >= wpr.end) before = std::min(before, at.address - wpr.end);
  }
  const u64 in_page = at.address % Memory::page_size;
  const PhysicalMemory::Page page = memory_.page(at, write);
  // Memory that does not answer: the chip gets a poisoned completion.
  if (!page.memory)
    return Unexpected(
        AccessFault{va, at.aperture == Aperture::video ? FaultType::region_violation : FaultType::poisoned, access});
  const u64 offset = page.offset + in_page;
  if (is_system(at.aperture))  // neighbours on the bus need not be neighbours in memory
    return Target{page.memory, offset, std::min(before, in_page), std::min(after, Memory::page_size - in_page), at};
  return Target{page.memory, offset, std::min(before, offset), std::min(after, page.memory->size() - offset), at};
}

Expected<Mmu::Target, AccessFault> Mmu::resolve(const PageDirectory& directory, u64 va, FaultAccess access,
                                                bool privileged) {
  const auto fault = [&](FaultType type) { return Unexpected(AccessFault{va, type, access}); };
  if (!directory.bound) return fault(FaultType::unbound_inst_block);
  const PageFrame* frame = cache_.find(directory.base, va);
  PageFrame walked;
  if (!frame) {
    const auto found = walk(format_, directory.base, va, *this);
    if (!found) return fault(found.error());
    walked = *found;
    // Engines may still use what is dropped here to make room.
    if (cache_.insert(directory.base, walked)) ++generation_;
    frame = &walked;
  }
  const bool write = access == FaultAccess::write || access == FaultAccess::atomic;
  const u64 before = va - frame->base(), after = frame->bytes() - before;
  if (frame->sparse) return Target{nullptr, 0, before, after, {}};
  if (frame->privileged && !privileged) return fault(FaultType::priv_violation);
  if (frame->read_only && write) return fault(FaultType::ro_violation);
  if (frame->no_atomics && access == FaultAccess::atomic) return fault(FaultType::atomic_violation);
  return physical_target({frame->physical.aperture, frame->physical.address + before}, before, after, access, va);
}

std::optional<Mmu::Target> Mmu::locate(PhysicalAddress physical) {
  const auto target = physical_target(physical, physical.address % Memory::page_size,
                                      Memory::page_size - physical.address % Memory::page_size, FaultAccess::read, 0);
  return target ? std::optional(*target) : std::nullopt;
}

// --- Invalidation ----------------------------------------------------------------------------------------------------

void Mmu::invalidate(const std::optional<PhysicalAddress>& directory, const std::optional<VirtualRange>& range) {
  // Of system memory the registers do not tell coherent from non-coherent.
  if (directory && is_system(directory->aperture)) {
    cache_.invalidate(PhysicalAddress{Aperture::system_coherent, directory->address}, range);
    cache_.invalidate(PhysicalAddress{Aperture::system_noncoherent, directory->address}, range);
  } else {
    cache_.invalidate(directory, range);
  }
  ++generation_;
}

void Mmu::invalidate_all() { invalidate({}, {}); }

// No register of this interface carries an address: it drops a whole space. It is done at once, and shows as done
// later.
void Mmu::invalidate_written(MmuInvalidate written) {
  if (!written["TRIGGER"_f]) return;
  std::optional<PhysicalAddress> directory;
  if (!written["ALL_PDB"_f]) {
    const auto pdb = registers_.get<MmuInvalidatePdb>();
    const u64 page = u64{pdb["ADDR"_f]} | u64{registers_.get<MmuInvalidateUpperPdb>()["ADDR"_f]} << 28;
    directory = {pdb["APERTURE_SYS_MEM"_f] ? Aperture::system_coherent : Aperture::video, page << 12};
  }
  invalidate(directory, {});
  // Channels that faulted do not go on by themselves here.
  if (const InvalidateReplay replay = written["REPLAY"_f]; replay != InvalidateReplay::none) {
    const std::string_view name = to_string(replay);
    if (name.empty())
      report_.add(Finding::fault, "GMMU",
                  fmt::format("MMU_INVALIDATE: {} is no kind of replay", static_cast<u32>(replay)), timeline().now());
    else
      report_.add(Finding::unmodelled, "GMMU", fmt::format("MMU_INVALIDATE with REPLAY {}", name), timeline().now());
  }
  cancel_event(invalidate_done);
  schedule(invalidate_time, invalidate_done);
}

void Mmu::on_event(u32, u64) { registers_.put(registers_.get<MmuInvalidate>().with("TRIGGER"_f = false)); }

// --- Faults ----------------------------------------------------------------------------------------------------------

void Mmu::raise(const MmuFault& fault, bool replayable, const std::string& who) {
  report_.add(Finding::fault, "GMMU",
              fmt::format("{} of {:#x} by {} faulted: {}", to_string(static_cast<FaultAccess>(fault.access)),
                          fault.address, who, to_string(static_cast<FaultType>(fault.type))),
              timeline().now());
  const auto outcome = faults_.store(fault, replayable, clock_.nanoseconds(), memory_, *this);
  if (outcome.stored)
    interrupts_.raise(replayable ? vectors_.replayable_fault : vectors_.nonreplayable_fault);
  else if (outcome.overflow)
    interrupts_.raise(replayable ? vectors_.replayable_fault_error : vectors_.nonreplayable_fault_error);
  else
    interrupts_.raise(vectors_.info_fault);
  if (manager_) manager_->mmu_fault(fault);
}

}  // namespace egpulab::simulator::nvidia
