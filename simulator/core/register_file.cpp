// Declaring registers, and what happens at addresses that nobody declared.
#include "simulator/core/register_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <stdexcept>

namespace egpulab::simulator {

RegisterFile::RegisterFile(std::string space, u64 bytes, Timeline& timeline, Report& report, u64 direct)
    : space_(std::move(space)),
      bytes_(bytes),
      timeline_(timeline),
      report_(report),
      slots_(std::min(bytes, direct) / 4, unmodelled) {
  registers_.push_back({});  // slot 0 is the unmodelled one
  values_.push_back(0);
  touched_.push_back(0);
  identities_.push_back({0, "unmodelled", 0});
}

void RegisterFile::add(u64 address, std::string name, const RegisterMasks& masks) {
  if (address % 4 != 0 || address >= bytes_)
    throw std::logic_error(
        fmt::format("{}: register {} at {:#x} is outside the space of {:#x} bytes", space_, name, address, bytes_));
  if (const u16 slot = slot_of(address); slot != unmodelled)
    throw std::logic_error(
        fmt::format("{}: {} and {} are both at {:#x}", space_, identities_[slot].name, name, address));
  if (registers_.size() > std::numeric_limits<u16>::max()) throw std::logic_error(space_ + ": too many registers");
  (address / 4 < slots_.size() ? slots_[address / 4] : far_slots_[address]) = static_cast<u16>(registers_.size());
  registers_.push_back({masks.rw, masks.w1c, masks.wo, 0, 0, nullptr, nullptr, nullptr, nullptr});
  values_.push_back(masks.reset);
  touched_.push_back(0);
  identities_.push_back({address, std::move(name), masks.reset});
}

u16 RegisterFile::far_slot(u64 address) const {
  const auto found = far_slots_.find(address);
  return found == far_slots_.end() ? unmodelled : found->second;
}

u16 RegisterFile::checked_slot(u64 address) const {
  const u16 slot = slot_of(address);
  if (slot == unmodelled) throw std::logic_error(fmt::format("{}: handler for undeclared {:#x}", space_, address));
  return slot;
}

void RegisterFile::on_read(u64 address, ReadHandler handler, void* owner, u32 index) {
  Register& r = registers_[checked_slot(address)];
  r.read = handler, r.read_owner = owner, r.read_index = index;
}

void RegisterFile::on_write(u64 address, WriteHandler handler, void* owner, u32 index) {
  Register& r = registers_[checked_slot(address)];
  r.write = handler, r.write_owner = owner, r.write_index = index;
}

void RegisterFile::reset(u64 first, u64 last) {
  for (std::size_t slot = 1; slot < identities_.size(); ++slot)
    if (identities_[slot].address >= first && identities_[slot].address < last) values_[slot] = identities_[slot].reset;
}

std::vector<RegisterFile::Declared> RegisterFile::declared() const {
  std::vector<Declared> all;
  for (std::size_t slot = 1; slot < identities_.size(); ++slot)
    all.push_back({identities_[slot].address, identities_[slot].name,
                   registers_[slot].read != nullptr || registers_[slot].write != nullptr, touched_[slot] != 0});
  std::ranges::sort(all, {}, &Declared::address);
  return all;
}

std::string RegisterFile::describe(u64 address) const {
  std::string name = namer_ ? namer_(namer_context_, address) : std::string();
  return name.empty() ? fmt::format("{}+{:#x}", space_, address) : fmt::format("{} ({}+{:#x})", name, space_, address);
}

u32 RegisterFile::unmodelled_read(u64 address) {
  report_.add(Finding::unmodelled, space_, fmt::format("read of {}", describe(address)), timeline_.now());
  return unmodelled_answer_;
}

void RegisterFile::unmodelled_write(u64 address, u32 /*value: differs each time, and the count is by register*/) {
  report_.add(Finding::unmodelled, space_, fmt::format("write of {}", describe(address)), timeline_.now());
}

}  // namespace egpulab::simulator
