// Resolving addresses, keeping translations, raising faults.
#include "simulator/amd/memory_hub.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "simulator/amd/vm_space.hpp"

namespace egpulab::simulator::amd {

namespace {

using isa::Access;
using isa::MemoryFault;
using Reason = MemoryFault::Reason;

constexpr u64 page_size = PageFrame::smallest;

std::string_view words(Reason reason) {
  switch (reason) {
    case Reason::unmapped:
      return "no page is mapped";
    case Reason::no_read:
      return "the page may not be read";
    case Reason::no_write:
      return "the page may not be written";
    case Reason::no_execute:
      return "the page may not be executed";
    case Reason::out_of_range:
      return "the address is outside the context's range";
    case Reason::bus:
      return "no memory answers at the page's physical address";
  }
  return "unknown";
}

std::string_view words(Access access) {
  switch (access) {
    case Access::read:
      return "read";
    case Access::write:
      return "write";
    case Access::atomic:
      return "atomic";
    case Access::execute:
      return "instruction fetch";
  }
  return "access";
}

Unexpected<MemoryFault> fault(u64 va, Access access, Reason reason) {
  return Unexpected<MemoryFault>(MemoryFault{va, access, reason});
}

}  // namespace

std::string_view to_string(HubClient client) {
  switch (client) {
    case HubClient::vmc:
      return "VMC";
    case HubClient::cpf:
      return "CPF";
    case HubClient::cpc:
      return "CPC";
    case HubClient::cpg:
      return "CPG";
    case HubClient::rlc:
      return "RLC";
    case HubClient::tcp:
      return "TCP";
    case HubClient::sqc_inst:
      return "SQC (inst)";
    case HubClient::sqc_data:
      return "SQC (data)";
    case HubClient::sdma0:
      return "SDMA0";
    case HubClient::sdma1:
      return "SDMA1";
  }
  return "unknown client";
}

MemoryHub::MemoryHub(std::string name, Timeline& timeline, Report& report, Memory& vram, HostPort& host,
                     InterruptSink& interrupts)
    : Block(timeline), name_(std::move(name)), report_(report), vram_(vram), host_(host), interrupts_(interrupts) {}

void MemoryHub::reset(Reset) {
  cache_.clear();
  forget_mappings(0xffff);
}

void MemoryHub::visit(StateVisitor& visit) {
  cache_.visit(visit);
  if (visit.restoring()) forget_mappings(0xffff);
}

void MemoryHub::attach(VmSpace& space) { spaces_.push_back(&space); }
void MemoryHub::detach(VmSpace& space) { std::erase(spaces_, &space); }

void MemoryHub::forget_mappings(u16 vmid_mask) {
  for (VmSpace* space : spaces_)
    if ((vmid_mask >> space->vmid() & 1) != 0) space->forget();
}

void MemoryHub::refresh() {
  bool moved = vram_.epoch() != vram_epoch_ || host_.dma_epoch() != dma_epoch_;
  for (const auto& [memory, epoch] : host_epochs_) moved = moved || memory->epoch() != epoch;
  if (!moved) return;
  vram_epoch_ = vram_.epoch();
  dma_epoch_ = host_.dma_epoch();
  host_epochs_.clear();
  forget_mappings(0xffff);
}

void MemoryHub::invalidate(u16 vmid_mask, bool only_4k_pages) {
  cache_.invalidate(vmid_mask, only_4k_pages);
  forget_mappings(vmid_mask);
}

// `physical` is the address of byte `va`; without a frame only its own 4 KiB count.
Expected<MemoryHub::Target, MemoryFault> MemoryHub::direct(u64 physical, bool system, const PageFrame* frame, u64 va,
                                                           Access access) {
  u64 before = frame ? va - frame->base() : va % page_size;
  u64 after = frame ? frame->bytes() - before : page_size - before;
  if (!system) {
    const u64 offset = physical - apertures().fb_offset;
    if (offset >= vram_.size()) return fault(va, access, Reason::bus);
    before = std::min(before, offset);
    after = std::min(after, vram_.size() - offset);
    return Target{&vram_, offset, before, after, false, physical};
  }
  const bool write = access == Access::write || access == Access::atomic;
  const u64 in_page = physical % page_size;
  const HostPort::Page page = host_.dma_page(physical - in_page, write);
  if (!page.memory) return fault(va, access, Reason::bus);
  const auto known = std::ranges::find(host_epochs_, page.memory, &std::pair<Memory*, u64>::first);
  if (known == host_epochs_.end()) host_epochs_.emplace_back(page.memory, page.memory->epoch());
  // Neighbours on the bus need not be neighbours in memory: only this page is promised.
  return Target{page.memory, page.offset + in_page, in_page, page_size - in_page, true, physical};
}

Expected<MemoryHub::Target, MemoryFault> MemoryHub::resolve(u8 vmid, u64 va, Access access) {
  va &= (u64{1} << 48) - 1;
  if (vmid == 0) {
    const Apertures a = apertures();
    if (va >= a.fb_first && va < a.fb_end) {
      const PageFrame whole{.virtual_page = a.fb_first / page_size, .order = 36};
      auto target = direct(va - a.fb_first + a.fb_offset, false, &whole, va, access);
      if (target) target->after = std::min(target->after, a.fb_end - va);
      return target;
    }
    if (va >= a.agp_first && va < a.agp_end) return direct(va - a.agp_first + a.agp_target, true, nullptr, va, access);
    if (va >= a.system_first && va < a.system_end)
      return direct(a.default_page + va % page_size, false, nullptr, va, access);
  }

  const PageFrame* frame = cache_.find(vmid, va);
  PageFrame walked;
  if (!frame) {
    const auto found = walk(page_table(vmid), va, *this);
    if (!found) {
      switch (found.error()) {
        case WalkError::range:
          return fault(va, access, Reason::out_of_range);
        case WalkError::nack:
          return fault(va, access, Reason::bus);
        default:
          return fault(va, access, Reason::unmapped);
      }
    }
    walked = *found;
    // Engines may still use what is dropped here to make room.
    if (cache_.insert(vmid, walked)) forget_mappings(0xffff);
    frame = &walked;
  }
  if (access == Access::execute && !frame->executable) return fault(va, access, Reason::no_execute);
  if ((access == Access::read || access == Access::atomic) && !frame->readable)
    return fault(va, access, Reason::no_read);
  if ((access == Access::write || access == Access::atomic) && !frame->writable)
    return fault(va, access, Reason::no_write);
  return direct(frame->physical + (va - frame->base()), frame->system, frame, va, access);
}

std::optional<MemoryHub::Target> MemoryHub::locate(bool system, u64 physical) {
  const auto target = direct(physical, system, nullptr, physical, Access::read);
  return target ? std::optional(*target) : std::nullopt;
}

bool MemoryHub::read_entry(bool system, u64 address, u64& entry) {
  if (!system) {
    const u64 offset = address - apertures().fb_offset;
    if (!vram_.contains(offset, 8)) return false;
    entry = vram_.load<u64>(offset);
    return true;
  }
  return host_.dma_read(address, as_writable_bytes(entry));
}

void MemoryHub::raise_fault(u8 vmid, HubClient client, const MemoryFault& f) {
  // Ask the tables again for the level at which the walk failed; the access itself tells of permissions only.
  WalkError cause = WalkError::none;
  if (f.reason == Reason::bus) cause = WalkError::nack;
  if (f.reason == Reason::unmapped || f.reason == Reason::out_of_range) {
    const auto again = walk(page_table(vmid), f.va, *this);
    cause = again ? WalkError::invalid : again.error();
  }
  const bool write = f.access == Access::write || f.access == Access::atomic;
  FaultRecord record;
  record.walker_error = cause < WalkError::invalid ? static_cast<u32>(cause) : 0;
  record.mapping_error = cause == WalkError::nack;
  // VALID, READ, WRITE, EXECUTE: what logs of real cards show for missing pages is VALID with the kind of access.
  const bool absent = f.reason == Reason::unmapped || f.reason == Reason::out_of_range || f.reason == Reason::bus;
  record.permission_faults = (absent ? 1u : 0u) | (write ? 4u : f.access == Access::execute ? 8u : 2u);
  record.write = write;
  record.atomic = f.access == Access::atomic;
  record.client = static_cast<u32>(client);
  record.vmid = vmid;
  record.page = (f.va & ((u64{1} << 48) - 1)) / page_size;
  latch_fault(record);
  report_.add(
      Finding::fault, name_,
      fmt::format("{} of {:#x} by {}, VMID {}: {}", words(f.access), f.va, to_string(client), vmid, words(f.reason)),
      timeline().now());
  if (!interrupt_wanted(vmid, cause, f)) return;
  InterruptEntry entry = interrupt_source();
  entry.vmid = vmid;
  // Linux's KFD reads the ring id of such an entry as 8 = not present, 0x10 = read, 0x20 = write.
  entry.ring_id = static_cast<u8>((absent ? 0x08 : 0) | (write ? 0x20 : 0x10));
  entry.source_data[0] = low32(record.page);
  entry.source_data[1] = (high32(record.page) & 0xf) | (write ? 0x20u : 0u);
  interrupts_.raise(entry);
}

bool MemoryHub::read(u64 mc_address, MutableBytes into) {
  while (!into.empty()) {
    const auto target = resolve(0, mc_address, Access::read);
    if (!target) {
      raise_fault(0, HubClient::vmc, target.error());
      return false;
    }
    const u64 step = std::min<u64>(into.size(), target->after);
    target->memory->read(target->offset, into.first(step));
    mc_address += step;
    into = into.subspan(step);
  }
  return true;
}

bool MemoryHub::write(u64 mc_address, Bytes from) {
  while (!from.empty()) {
    const auto target = resolve(0, mc_address, Access::write);
    if (!target) {
      raise_fault(0, HubClient::vmc, target.error());
      return false;
    }
    const u64 step = std::min<u64>(from.size(), target->after);
    target->memory->write(target->offset, from.first(step));
    mc_address += step;
    from = from.subspan(step);
  }
  return true;
}

}  // namespace egpulab::simulator::amd
