// Looks registers up in NVIDIA's tables, and gathers messages that cross registers word by word.
#include "traces/names_nvidia.hpp"

#include <fmt/format.h>

#include <utility>

#include "driver/regs/nvidia/pfsp.hpp"
#include "traces/register_text.hpp"

namespace egpulab::traces {
namespace {

using namespace regs::nvidia;
using namespace regs::literals;

constexpr u8 register_bar = 0;

// Memory that is seen through BAR 0 (open-gpu-doc manuals dev_ram, dev_bus).
struct Window {
  std::string_view name;
  u64 base, bytes;
};
constexpr Window windows[] = {{"NV_PROM", 0x300000, 0x100000}, {"NV_PRAMIN", 0x700000, 0x100000}};

}  // namespace

void NvidiaNames::learn(std::string_view key, std::string_view value) {
  const Chip* chip = key == chip_fact ? find_chip(value) : nullptr;
  if (!chip || chip == chip_) return;
  chip_ = chip;
  names_.reset();
}

const NvidiaNames::Entry* NvidiaNames::find(u8 bar, u64 offset) const {
  if (bar != register_bar || !chip_ || offset >= 16 * MiB) return nullptr;
  if (!names_) names_.emplace(chip_->architecture);
  return names_->find(static_cast<u32>(offset & ~u64{3}));
}

std::string NvidiaNames::name(u8 bar, u64 offset) const {
  if (bar != register_bar || !chip_) return {};
  for (const Window& w : windows)
    if (offset - w.base < w.bytes) return fmt::format("{}+{:#x}", w.name, offset - w.base);
  const auto* entry = find(bar, offset);
  return entry ? text_of_name(entry->name, offset) : std::string();
}

std::string NvidiaNames::describe(u8 bar, u64 offset, u32 value) const {
  const auto* entry = offset % 4 == 0 ? find(bar, offset) : nullptr;
  if (!entry) return {};
  // What the register bus answers where nobody does, or may not.
  if ((value & 0xffff0000) == 0xbadf0000)
    return fmt::format("{} = {:#x} (error of the register bus)", entry->name, value);
  return text_of_value(entry->name, entry->declared ? entry->declared->info.fields : RegisterFields(), value);
}

std::string NvidiaNames::differing_fields(u8 bar, u64 offset, u32 expected, u32 found) const {
  const auto* entry = offset % 4 == 0 ? find(bar, offset) : nullptr;
  if (!entry || !entry->declared) return {};
  return text_of_difference(entry->declared->info.fields, expected, found);
}

std::string NvidiaNames::note(const Event& event, Bytes payload) {
  if (!chip_) return {};
  if (event.kind == Kind::read32 || event.kind == Kind::write32) return fsp_note(event);
  if (!is_payload_of_memory(event.kind)) return {};
  // Who reads a message may read its header first, and what follows when it knows how long that is.
  const bool goes_on = event.kind == header_event_.kind && event.object == header_event_.object &&
                       event.bar == header_event_.bar && event.address == header_event_.address + header_.size();
  if (goes_on && !header_.empty()) {
    header_.insert(header_.end(), payload.begin(), payload.end());
    return describe_rpc(std::exchange(header_, {}));
  }
  header_.clear();
  if (std::string text = describe_rpc(payload); !text.empty()) {
    if (payload.size() == rpc_header_bytes) {
      header_.assign(payload.begin(), payload.end());
      header_event_ = event;
    }
    return text;
  }
  return describe_methods(payload, classes_);
}

// Commands go out when QUEUE_HEAD is written, answers are taken when MSGQ_TAIL is.
std::string NvidiaNames::fsp_note(const Event& event) {
  if (event.bar != register_bar || bar0_offset<PfspEmemc>(chip_->architecture, 0) == absent) return {};
  const auto is = [&](u32 offset) { return event.address == offset; };
  const bool write = event.kind == Kind::write32;
  const Architecture a = chip_->architecture;
  if (is(bar0_offset<PfspEmemc>(a, 0)) && write) {
    const PfspEmemc control(static_cast<u32>(event.value));
    if (control["AINCW"_f]) to_fsp_.clear();
    if (control["AINCR"_f]) from_fsp_.clear();
  } else if (is(bar0_offset<PfspEmemd>(a, 0))) {
    (write ? to_fsp_ : from_fsp_).push_back(static_cast<u32>(event.value));
  } else if (is(bar0_offset<PfspQueueHead>(a, 0)) && write) {
    return describe_fsp_message(std::exchange(to_fsp_, {}));
  } else if (is(bar0_offset<PfspMsgqTail>(a, 0)) && write) {
    return describe_fsp_message(std::exchange(from_fsp_, {}));
  }
  return {};
}

}  // namespace egpulab::traces
