// Wiring, BAR routing and resets of an NVIDIA GPU.
#include "simulator/nvidia/gpu.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "simulator/nvidia/ptop.hpp"
#include "simulator/nvidia/vbios/rom_image.hpp"

namespace egpulab::simulator::nvidia {

namespace {

using Trigger = FaultKind::Trigger;
constexpr FaultKind kinds[] = {
    {"wpr2-up", Trigger::always, "WPR2 is up at power-on, as after a driver that crashed, until a reset"},
    {"gfw-not-done", Trigger::always, "the card's own boot firmware never finishes"},
    {"booter-error", Trigger::always, "the booter on SEC2 fails with error 0x31"},
    {"fsp-silent", Trigger::always, "FSP takes messages and never answers"},
    {"gsp-init-error", Trigger::always, "GSP-RM's GSP_INIT_DONE carries an error status"},
    {"gsp-silent", Trigger::always, "GSP-RM starts and never says that it is done"},
    {"rpc-lost", Trigger::own_count, "GSP-RM's reply N (1) vanishes"},
    {"grid-timeout", Trigger::own_count, "a grid that takes more than N warp instructions is ended as by a watchdog"},
};

constexpr u64 bar0_size = 16 * MiB;

const regs::nvidia::Chip& chip_of(const DeviceProfile& profile) {
  const auto* chip = regs::nvidia::find_chip(profile.nvidia.chip);
  if (!chip) throw InvalidRequest(fmt::format("profile {}: no chip is called {}", profile.id, profile.nvidia.chip));
  return *chip;
}

gsp::Faults manager_faults(const Faults& faults) {
  gsp::Faults f;
  f.init_fails = faults.has("gsp-init-error");
  f.silent = faults.has("gsp-silent");
  if (const Fault* lost = faults.find("rpc-lost")) f.lose_reply = static_cast<u32>(lost->at);
  return f;
}

SassOptions shader_options(const Faults& faults) {
  SassOptions o;
  if (const Fault* timeout = faults.find("grid-timeout")) o.instruction_budget = timeout->at;
  return o;
}

std::vector<std::byte> rom_of(const DeviceProfile& profile) {
  return profile.nvidia.vbios.rom.empty() ? vbios::build_rom(profile) : profile.nvidia.vbios.rom;
}

}  // namespace

std::span<const FaultKind> fault_kinds() { return kinds; }

Gpu::Gpu(const DeviceProfile& profile, Timeline& timeline, HostPort& host, Report& report, const Faults& faults)
    : profile_(profile),
      architecture_(chip_of(profile_).architecture),
      vram_("VRAM", profile_.vram.size),
      file_("BAR0", bar0_size, timeline, report),
      registers_(file_, architecture_),
      claims_(1),
      claimed_(bar0_size >> claim_shift),
      memory_(vram_, host, timeline, report),
      interrupts_(timeline, registers_, report, host),
      pmc_(timeline, registers_, profile_.nvidia),
      ptimer_(timeline, registers_, interrupts_),
      pgc6_(timeline, registers_, profile_, faults.has("gfw-not-done")),
      pfb_(timeline, report, registers_, profile_, faults.has("wpr2-up")),
      prom_(rom_of(profile_)),
      mmu_(timeline, registers_, report, memory_, interrupts_, ptimer_, &pfb_),
      windows_(timeline, registers_, report, memory_, mmu_, &pfb_),
      shaders_(profile_, report, shader_options(faults)),
      host_(profile_, timeline, registers_, report, memory_, mmu_, interrupts_, ptimer_, profile_.nvidia.engines),
      boot_chain_(profile_, timeline, report, registers_, prom_.rom(), {memory_, pfb_, interrupts_, pgc6_},
                  {.booter_error = faults.has("booter-error"), .fsp_silent = faults.has("fsp-silent")}),
      manager_(timeline, report, profile_, {memory_, boot_chain_.gsp(), host_, mmu_, pfb_, interrupts_},
               manager_faults(faults)) {
  file_.set_unmodelled_answer(pri_decode_error);
  file_.set_namer(
      [](const void* self, u64 address) {
        const auto* entry = static_cast<const Gpu*>(self)->names().find(static_cast<u32>(address));
        return entry ? entry->name : std::string();
      },
      this);
  declare_device_table(registers_, profile_.nvidia);
  declare_fuses(registers_, profile_.nvidia);
  mmu_.connect(manager_);
  host_.connect(manager_);
  host_.connect(shaders_);
  boot_chain_.connect(manager_);
  claim(prom_.claim());
  claim(windows_.claim());
  for (const Bar0Claim& c : host_.claims()) claim(c);

  for (const BarProfile& bar : profile_.pci.bars) {
    if (bar.index >= bar_count) continue;
    if (bar.role == BarProfile::Role::mmio) {
      if (bar.size != bar0_size)
        throw InvalidRequest(fmt::format("profile {}: its register BAR has {:#x} bytes, expected {:#x}", profile_.id,
                                         bar.size, bar0_size));
      roles_[bar.index] = Role::registers;
    }
    if (bar.role == BarProfile::Role::vram) roles_[bar.index] = Role::bar1;
    if (bar.role == BarProfile::Role::instance) roles_[bar.index] = Role::bar2;
  }
  for (Block* const block : {static_cast<Block*>(&interrupts_), static_cast<Block*>(&pmc_),
                             static_cast<Block*>(&ptimer_), static_cast<Block*>(&pgc6_), static_cast<Block*>(&pfb_),
                             static_cast<Block*>(&mmu_), static_cast<Block*>(&windows_), static_cast<Block*>(&host_)})
    blocks_.add(*block);
  boot_chain_.add_to(blocks_);
  blocks_.add(manager_);
  reset(Reset::power);
}

Gpu::~Gpu() = default;

// Places come from the profile, so that a claim which does not fit is the profile's fault.
void Gpu::claim(const Bar0Claim& c) {
  constexpr u32 page = 1u << claim_shift;
  if (c.begin % page != 0 || c.end % page != 0 || c.end <= c.begin || c.end > bar0_size || claims_.size() > 255)
    throw InvalidRequest(
        fmt::format("profile {}: {} from {:#x} to {:#x} does not fit into BAR0", profile_.id, c.name, c.begin, c.end));
  for (u32 p = c.begin >> claim_shift; p < c.end >> claim_shift; ++p) {
    if (claimed_[p])
      throw InvalidRequest(fmt::format("profile {}: {} and {} are both at {:#x}", profile_.id,
                                       claims_[claimed_[p]].name, c.name, p << claim_shift));
    claimed_[p] = static_cast<u8>(claims_.size());
  }
  claims_.push_back(c);
}

// Registers go back to their reset values, then each block. VRAM keeps its content unless power was lost (a driver must
// not count on it: on hardware memory training changes some of it).
void Gpu::reset(Reset kind) {
  if (kind == Reset::power) vram_.clear();
  file_.reset();
  blocks_.reset(kind);
}

void Gpu::visit(StateVisitor& visit) {
  file_.visit(visit);
  blocks_.visit(visit);
}

u32 Gpu::read32(u8 bar, u64 offset) {
  switch (role(bar)) {
    case Role::registers:
      return read_register(static_cast<u32>(offset));
    case Role::bar1:
      return windows_.read32(Window::bar1, offset);
    case Role::bar2:
      return windows_.read32(Window::bar2, offset);
    case Role::none:
      break;
  }
  return 0;
}

void Gpu::write32(u8 bar, u64 offset, u32 value) {
  switch (role(bar)) {
    case Role::registers:
      return write_register(static_cast<u32>(offset), value);
    case Role::bar1:
      return windows_.write32(Window::bar1, offset, value);
    case Role::bar2:
      return windows_.write32(Window::bar2, offset, value);
    case Role::none:
      break;
  }
}

u64 Gpu::read64(u8 bar, u64 offset) {
  if (role(bar) == Role::bar1) return windows_.read64(Window::bar1, offset);
  if (role(bar) == Role::bar2) return windows_.read64(Window::bar2, offset);
  return Endpoint::read64(bar, offset);
}

void Gpu::write64(u8 bar, u64 offset, u64 value) {
  if (role(bar) == Role::bar1) return windows_.write64(Window::bar1, offset, value);
  if (role(bar) == Role::bar2) return windows_.write64(Window::bar2, offset, value);
  Endpoint::write64(bar, offset, value);
}

void Gpu::read_block(u8 bar, u64 offset, MutableBytes into) {
  if (role(bar) == Role::bar1) return windows_.read(Window::bar1, offset, into);
  if (role(bar) == Role::bar2) return windows_.read(Window::bar2, offset, into);
  std::size_t at = 0;
  for (; at + 4 <= into.size(); at += 4) store(into, at, read32(bar, offset + at));
  if (at == into.size()) return;
  // No register is smaller than a word, but the ROM is read byte by byte, too.
  const u32 word = read32(bar, align_down(offset + at, 4));
  std::memcpy(into.data() + at, reinterpret_cast<const std::byte*>(&word) + (offset + at) % 4, into.size() - at);
}

void Gpu::write_block(u8 bar, u64 offset, Bytes from) {
  if (role(bar) == Role::bar1) return windows_.write(Window::bar1, offset, from);
  if (role(bar) == Role::bar2) return windows_.write(Window::bar2, offset, from);
  for (std::size_t at = 0; at + 4 <= from.size(); at += 4) write32(bar, offset + at, load<u32>(from, at));
}

HostPort::Page Gpu::bar_page(u8 bar, u64 offset, bool write) {
  if (role(bar) != Role::bar1 && role(bar) != Role::bar2) return {};
  const auto page = windows_.page(role(bar) == Role::bar1 ? Window::bar1 : Window::bar2, offset, write);
  return {page.memory, page.offset};
}

const regs::nvidia::RegisterNames& Gpu::names() const {
  if (!names_) names_ = std::make_unique<regs::nvidia::RegisterNames>(architecture_);
  return *names_;
}

std::map<std::string, std::string> Gpu::facts() const {
  return {{std::string(regs::nvidia::chip_fact), profile_.nvidia.chip}};
}

}  // namespace egpulab::simulator::nvidia
