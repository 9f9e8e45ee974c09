// BAR1, BAR2 and PRAMIN: from an offset to memory.
#include "simulator/nvidia/windows.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

constexpr u32 pramin_base = 0x700000;
constexpr unsigned pramin_shift = 16;

}  // namespace

Windows::Windows(Timeline& timeline, Registers registers, Report& report, PhysicalMemory& memory, Mmu& mmu,
                 const WriteProtection* protection)
    : Block(timeline), registers_(registers), report_(report), memory_(memory), mmu_(mmu), protection_(protection) {
  registers_.storage<PbusBar0Window, XalEpBar0Window>();
  registers_.on_write<PbusBar1Block, &Windows::block_written<PbusBar1Block, false>>(this);
  registers_.on_write<PbusBar2Block, &Windows::block_written<PbusBar2Block, true>>(this);
  registers_.on_write<VfBar1Block, &Windows::block_written<VfBar1Block, false>>(this);
  registers_.on_write<VfBar2Block, &Windows::block_written<VfBar2Block, true>>(this);
  registers_.storage<VfBindStatus, FuncBar1BlockHighAddr, FuncBar2BlockHighAddr>();
  registers_.on_write<FuncBar1BlockLowAddr,
                      &Windows::low_address_written<FuncBar1BlockLowAddr, FuncBar1BlockHighAddr, false>>(this);
  registers_
      .on_write<FuncBar2BlockLowAddr, &Windows::low_address_written<FuncBar2BlockLowAddr, FuncBar2BlockHighAddr, true>>(
          this);
}

// Binding is done at once: BIND_STATUS never shows it pending.
void Windows::bind(bool second, BlockMode mode, BlockTarget target, u64 page) {
  if (mode == BlockMode::physical)
    mmu_.bind_window(second, std::nullopt);
  else
    mmu_.bind_window(second, PhysicalAddress{static_cast<Aperture>(target), page << 12});
}
template <class R, bool Second>
void Windows::block_written(R written) {
  bind(Second, written["MODE"_f], written["TARGET"_f], written["PTR"_f]);
}
template <class Low, class High, bool Second>
void Windows::low_address_written(Low written) {
  bind(Second, written["MODE"_f], written["TARGET"_f], written["PTR"_f] | u64{registers_.get<High>()["PTR"_f]} << 20);
}

void Windows::reset(Reset) {}
void Windows::visit(StateVisitor&) {}

// --- From offsets to memory ------------------------------------------------------------------------------------------

// Microcode's protected region is closed to the CPU.
bool Windows::guarded(PhysicalAddress at, u64& bytes) const {
  if (at.aperture != Aperture::video || !protection_) return false;
  const Region wpr = protection_->wpr2();
  if (wpr.empty() || at.address >= wpr.end) return false;
  if (at.address >= wpr.begin) return true;
  bytes = std::min(bytes, wpr.begin - at.address);
  return false;
}

Windows::Place Windows::physical(PhysicalAddress at, u64 bytes, bool write, std::string_view window) {
  if (guarded(at, bytes)) {
    report_.add(Finding::fault, "FB",
                fmt::format("{} through {} of page {:#x}, which is write-protected (WPR2)", write ? "write" : "read",
                            window, align_down(at.address, Memory::page_size)),
                timeline().now());
    return {};
  }
  const u64 in_page = at.address % Memory::page_size;
  const PhysicalMemory::Page page = memory_.page(at, write);
  if (!page.memory) return {};
  u64 length = Memory::page_size - in_page;
  if (at.aperture == Aperture::video) length = page.memory->size() - page.offset - in_page;
  return {page.memory, page.offset + in_page, std::min(bytes, length), false};
}

Windows::Place Windows::place(Window window, u64 offset, u64 bytes, bool write) {
  const bool second = window == Window::bar2;
  const Mmu::BarBinding& bar = second ? mmu_.bar2() : mmu_.bar1();
  const std::string_view name = second ? "BAR2" : "BAR1";
  if (!bar.bound) return physical({Aperture::video, offset}, bytes, write, name);
  const auto target = mmu_.resolve(bar.directory, offset, write ? FaultAccess::write : FaultAccess::read, true);
  if (!target) {
    const FaultEngines engines = fault_engines(registers_.architecture());
    const AccessFault& f = target.error();
    mmu_.raise({.instance = bar.instance,
                .address = f.address,
                .type = static_cast<u8>(f.type),
                .access = static_cast<u8>(f.access),
                .client = fault_client::hub_host_cpu,
                .engine = second ? engines.bar2 : engines.bar1,
                .gpc = false},
               false, std::string(name));
    return {};
  }
  return {target->memory, target->offset, std::min(bytes, target->after), target->memory == nullptr};
}

Windows::Place Windows::pramin(u32 offset, bool write) {
  u64 base = 0;
  Aperture aperture = Aperture::video;
  if (registers_.exists<PbusBar0Window>()) {
    const auto window = registers_.get<PbusBar0Window>();
    base = window["BASE"_f];
    aperture = static_cast<Aperture>(window["TARGET"_f]);
  } else {
    base = registers_.get<XalEpBar0Window>()["BASE"_f];
  }
  return physical({aperture, (base << pramin_shift) + (offset - pramin_base)}, 4, write, "PRAMIN");
}

// --- Accesses --------------------------------------------------------------------------------------------------------

template <class T>
T Windows::load_from(Window window, u64 offset) {
  const Place p = place(window, offset, sizeof(T), false);
  if (p.memory && p.bytes == sizeof(T)) [[likely]]
    return p.memory->load<T>(p.offset);
  if (!p.memory) return p.zero ? T{0} : static_cast<T>(~T{0});
  T value{};
  read(window, offset, as_writable_bytes(value));
  return value;
}
template <class T>
void Windows::store_to(Window window, u64 offset, T value) {
  const Place p = place(window, offset, sizeof(T), true);
  if (p.memory && p.bytes == sizeof(T)) [[likely]]
    p.memory->store(p.offset, value);
  else if (p.memory)
    write(window, offset, as_bytes(value));
}

u32 Windows::read32(Window window, u64 offset) { return load_from<u32>(window, offset); }
u64 Windows::read64(Window window, u64 offset) { return load_from<u64>(window, offset); }
void Windows::write32(Window window, u64 offset, u32 value) { store_to(window, offset, value); }
void Windows::write64(Window window, u64 offset, u64 value) { store_to(window, offset, value); }

void Windows::read(Window window, u64 offset, MutableBytes into) {
  while (!into.empty()) {
    const Place p = place(window, offset, into.size(), false);
    u64 step = p.bytes;
    if (p.memory)
      p.memory->read(p.offset, into.first(step));
    else {
      if (!p.zero) step = std::min<u64>(into.size(), Memory::page_size - offset % Memory::page_size);
      std::ranges::fill(into.first(step), p.zero ? std::byte{0} : std::byte{0xff});
    }
    offset += step;
    into = into.subspan(step);
  }
}

void Windows::write(Window window, u64 offset, Bytes from) {
  while (!from.empty()) {
    const Place p = place(window, offset, from.size(), true);
    u64 step = p.bytes;
    if (p.memory)
      p.memory->write(p.offset, from.first(step));
    else if (!p.zero)
      step = std::min<u64>(from.size(), Memory::page_size - offset % Memory::page_size);
    offset += step;
    from = from.subspan(step);
  }
}

PhysicalMemory::Page Windows::page(Window window, u64 offset, bool write) {
  const Place p = place(window, align_down(offset, Memory::page_size), Memory::page_size, write);
  if (!p.memory || p.bytes < Memory::page_size) return {};
  return {p.memory, p.offset};
}

u32 Windows::read32(u32 offset) {
  const Place p = pramin(offset, false);
  return p.memory ? p.memory->load<u32>(p.offset) : ~0u;
}

void Windows::write32(u32 offset, u32 value) {
  const Place p = pramin(offset, true);
  if (p.memory) p.memory->store(p.offset, value);
}

}  // namespace egpulab::simulator::nvidia
