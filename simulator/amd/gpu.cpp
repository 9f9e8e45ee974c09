// Wiring, BAR routing and resets of an AMD GPU.
#include "simulator/amd/gpu.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "driver/regs/amd/discovery.hpp"
#include "driver/regs/amd/psp_runtime.hpp"
#include "simulator/amd/discovery_check.hpp"
#include "simulator/amd/discovery_table.hpp"
#include "simulator/amd/gcvm.hpp"
#include "simulator/amd/mmhub.hpp"
#include "simulator/amd/plain_registers.hpp"
#include "simulator/amd/psp/runtime_database.hpp"

namespace egpulab::simulator::amd {

namespace {

// Registers beyond the MMIO BAR are reached by index: their byte addresses need 32 bits.
constexpr u64 register_space = 4 * GiB;

regs::amd::IpBases bases_of(const DeviceProfile& profile) {
  std::vector<regs::amd::IpBlock> blocks;
  for (const IpBlock& ip : profile.ips)
    blocks.push_back({.ip = static_cast<regs::amd::Ip>(ip.hardware_id),
                      .instance = ip.instance,
                      .version = {ip.version.major, ip.version.minor, ip.version.revision},
                      .bases = ip.bases});
  return regs::amd::IpBases(std::move(blocks));
}

u64 mmio_size(const DeviceProfile& profile) {
  const BarProfile* bar = profile.pci.bar(BarProfile::Role::mmio);
  if (!bar) throw InvalidRequest(fmt::format("profile {}: an AMD GPU has a BAR of role mmio", profile.id));
  return bar->size;
}

}  // namespace

Gpu::Gpu(const DeviceProfile& profile, Timeline& timeline, HostPort& host, Report& report, u64 /*seed*/)
    : profile_(profile),
      timeline_(timeline),
      report_(report),
      bases_(bases_of(profile_)),
      names_(bases_),
      vram_("VRAM", profile_.vram.size),
      file_("MMIO", register_space, timeline, report, mmio_size(profile_)),
      clock_(timeline, profile_.clocks.reference_khz),
      hdp_(timeline, {file_, bases_}),
      nbio_(timeline, report, {file_, bases_}, profile_, vram_, hdp_),
      doorbells_(timeline, report, {file_, bases_}),
      ih_(timeline, report, {file_, bases_}, clock_, host),
      mmhub_(make_mmhub(profile_, timeline, {file_, bases_}, report, vram_, host, ih_)),
      gcvm_(make_gcvm(profile_, timeline, {file_, bases_}, report, vram_, host, ih_)),
      grbm_(timeline, {file_, bases_}, profile_),
      rlc_(timeline, report, {file_, bases_}, clock_),
      mec_(profile_, timeline, {file_, bases_}, report, *gcvm_, *mmhub_, ih_, clock_, grbm_, rlc_),
      sdma_(profile_, timeline, {file_, bases_}, report, *gcvm_, *mmhub_, ih_, clock_, mec_, rlc_),
      smu_(timeline, report, {file_, bases_}, profile_, *mmhub_, rlc_, *this),
      psp_(timeline, report, {*mmhub_, rlc_, smu_, {file_, bases_}}, *this),
      smuio_(timeline, {file_, bases_}, clock_) {
  if (!profile_.discovery.empty()) check_served_discovery(profile_);
  file_.set_namer(
      [](const void* names, u64 address) {
        const auto* entry = static_cast<const regs::amd::RegisterNames*>(names)->find(address);
        return entry ? std::string(entry->name) : std::string();
      },
      &names_);
  ih_.connect(*mmhub_);
  doorbells_.attach(Doorbells::Engine::ih, ih_);
  doorbells_.attach(Doorbells::Engine::compute, mec_);
  doorbells_.attach(Doorbells::Engine::sdma, sdma_);
  grbm_.attach(Grbm::Unit::compute, mec_);
  grbm_.attach(Grbm::Unit::sdma0, sdma_.line(0));
  grbm_.attach(Grbm::Unit::sdma1, sdma_.line(1));
  smu_.attach(mec_);
  declare_plain_registers({file_, bases_});

  for (const BarProfile& bar : profile_.pci.bars) {
    if (bar.index >= bar_count) continue;
    switch (bar.role) {
      case BarProfile::Role::vram:
        apertures_[bar.index] = Aperture::vram;
        break;
      case BarProfile::Role::doorbell:
        apertures_[bar.index] = Aperture::doorbells;
        break;
      case BarProfile::Role::mmio:
        apertures_[bar.index] = Aperture::registers;
        break;
      case BarProfile::Role::io:
      case BarProfile::Role::instance:
        break;
    }
  }
  for (Block* block : {static_cast<Block*>(&hdp_), static_cast<Block*>(&nbio_), static_cast<Block*>(&doorbells_),
                       static_cast<Block*>(&ih_), static_cast<Block*>(mmhub_.get()), static_cast<Block*>(gcvm_.get()),
                       static_cast<Block*>(&grbm_), static_cast<Block*>(&rlc_), static_cast<Block*>(&mec_),
                       static_cast<Block*>(&sdma_), static_cast<Block*>(&smu_), static_cast<Block*>(&psp_),
                       static_cast<Block*>(&smuio_)})
    blocks_.add(*block);
  reset(Reset::power);
}

Gpu::~Gpu() = default;

// Registers go back to their reset values, then each block; VRAM keeps its content unless power was lost (a driver must
// not count on it: on hardware some of it changes). The tables that firmware keeps in VRAM are written anew.
void Gpu::reset(Reset kind) {
  if (kind == Reset::power) vram_.clear();
  file_.reset();
  blocks_.reset(kind);
  write_firmware_tables();
}

void Gpu::visit(StateVisitor& visit) {
  file_.visit(visit);
  blocks_.visit(visit);
}

void Gpu::write_firmware_tables() {
  const u64 end = profile_.vram.reported;
  vram_.write(end - regs::amd::discovery::offset_from_vram_end,
              profile_.discovery.empty() ? build_discovery_table(profile_) : profile_.discovery);
  vram_.write(end - regs::amd::psp_runtime::offset_from_vram_end, psp::build_runtime_database());
}

// A BAR may be larger than the VRAM behind it, and NBIO can shut it.
bool Gpu::vram_access(u64 offset, u64 bytes, bool write) {
  if (write ? !nbio_.vram_writable() : !nbio_.vram_readable()) [[unlikely]] {
    nbio_.report_shut(write);
    return false;
  }
  if (vram_.contains(offset, bytes)) [[likely]] {
    if (!write && nbio_.in_discovery_table(offset)) [[unlikely]]
      nbio_.discovery_table_read();
    return true;
  }
  report_.add(Finding::fault, "HDP",
              fmt::format("{} of {:#x} bytes at VRAM {:#x}, which has {:#x}", write ? "write" : "read", bytes, offset,
                          vram_.size()),
              timeline_.now());
  return false;
}

u32 Gpu::read32(u8 bar, u64 offset) {
  switch (aperture(bar)) {
    case Aperture::registers:
      return nbio_.remapped(offset) ? 0 : file_.read(offset);
    case Aperture::vram:
      return vram_access(offset, 4, false) ? vram_.load<u32>(offset) : ~0u;
    case Aperture::doorbells:
    case Aperture::none:
      break;
  }
  return 0;  // doorbells are write-only
}

void Gpu::write32(u8 bar, u64 offset, u32 value) {
  switch (aperture(bar)) {
    case Aperture::registers:
      if (!nbio_.remapped_flush(offset)) file_.write(offset, value);
      break;
    case Aperture::vram:
      if (vram_access(offset, 4, true)) vram_.store(offset, value);
      break;
    case Aperture::doorbells:
      doorbells_.write(offset, value, 4);
      break;
    case Aperture::none:
      break;
  }
}

u64 Gpu::read64(u8 bar, u64 offset) {
  if (aperture(bar) == Aperture::vram) return vram_access(offset, 8, false) ? vram_.load<u64>(offset) : ~u64{0};
  return Endpoint::read64(bar, offset);
}

void Gpu::write64(u8 bar, u64 offset, u64 value) {
  switch (aperture(bar)) {
    case Aperture::vram:
      if (vram_access(offset, 8, true)) vram_.store(offset, value);
      break;
    case Aperture::doorbells:
      doorbells_.write(offset, value, 8);
      break;
    case Aperture::registers:
    case Aperture::none:
      Endpoint::write64(bar, offset, value);
      break;
  }
}

void Gpu::read_block(u8 bar, u64 offset, MutableBytes into) {
  if (aperture(bar) == Aperture::vram) {
    if (vram_access(offset, into.size(), false))
      vram_.read(offset, into);
    else
      std::ranges::fill(into, std::byte{0xff});
    return;
  }
  std::size_t at = 0;
  for (; at + 4 <= into.size(); at += 4) store(into, at, read32(bar, offset + at));
  std::ranges::fill(into.subspan(at), std::byte{0});  // no register is smaller than a dword
}

void Gpu::write_block(u8 bar, u64 offset, Bytes from) {
  if (aperture(bar) == Aperture::vram) {
    if (vram_access(offset, from.size(), true)) vram_.write(offset, from);
    return;
  }
  const std::size_t step = aperture(bar) == Aperture::doorbells && from.size() % 8 == 0 ? 8 : 4;
  for (std::size_t at = 0; at + step <= from.size(); at += step) {
    if (step == 8)
      write64(bar, offset + at, load<u64>(from, at));
    else
      write32(bar, offset + at, load<u32>(from, at));
  }
}

}  // namespace egpulab::simulator::amd
