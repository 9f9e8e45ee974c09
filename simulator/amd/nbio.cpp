// Registers of NBIO.
#include "simulator/amd/nbio.hpp"

#include <fmt/format.h>

namespace egpulab::simulator::amd {

using namespace regs::amd;

Nbio::Nbio(Timeline& timeline, Report& report, Registers registers, const DeviceProfile& profile, Memory& vram,
           Hdp& hdp)
    : Block(timeline),
      report_(report),
      registers_(registers),
      vram_(vram),
      hdp_(hdp),
      discovery_at_(profile.vram.reported - discovery_bytes) {
  registers.storage<BifBxPf0MmIndex, BifBxPf0MmIndexHi, BifBxPf0RsmuIndex, BifBxPf0RsmuIndexHi>();
  registers.on_read<BifBxPf0MmData, &Nbio::read_mm>(this);
  registers.on_write<BifBxPf0MmData, &Nbio::write_mm>(this);
  registers.on_read<BifBxPf0RsmuData, &Nbio::read_rsmu>(this);
  registers.on_write<BifBxPf0RsmuData, &Nbio::write_rsmu>(this);

  registers.storage(RccDev0Epf0RccConfigMemsize(static_cast<u32>(profile.vram.reported / MiB)));
  registers.storage(RccStrap0RccDev0Epf0Strap0("STRAP_DEVICE_ID_DEV0_F0"_f = u32{profile.pci.device},
                                               "STRAP_ATI_REV_ID_DEV0_F0"_f = profile.pci_chip_revision & 0xf,
                                               "STRAP_FUNC_EN_DEV0_F0"_f = true));
  registers.storage<RccDev0Epf0RccConfigReserved, RccDev0Epf0RccIovFuncIdentifier, RccStrap0RccBifStrap2,
                    RccStrap0RccBifStrap3, RccStrap0RccBifStrap5, RccDev0Epf2Strap2, RegsRomOffsetCtrl>();

  registers.storage(
      BifBx0RemapHdpMemFlushCntl(static_cast<u32>(registers.address<BifBxPf0HdpMemCoherencyFlushCntl>())));
  registers.storage(
      BifBx0RemapHdpRegFlushCntl(static_cast<u32>(registers.address<BifBxPf0HdpRegCoherencyFlushCntl>())));
  registers.on_write<BifBx0RemapHdpMemFlushCntl, &Nbio::changed<BifBx0RemapHdpMemFlushCntl>>(this);
  registers.on_write<BifBx0RemapHdpRegFlushCntl, &Nbio::changed<BifBx0RemapHdpRegFlushCntl>>(this);
  registers.on_write<BifBxPf0HdpRegCoherencyFlushCntl, &Nbio::flush_written<BifBxPf0HdpRegCoherencyFlushCntl>>(this);
  registers.on_write<BifBxPf0HdpMemCoherencyFlushCntl, &Nbio::flush_written<BifBxPf0HdpMemCoherencyFlushCntl>>(this);
  registers.on_write<BifBxPf0HdpMemCoherencyFlushOnlyCntl, &Nbio::flush_written<BifBxPf0HdpMemCoherencyFlushOnlyCntl>>(
      this);
  registers.storage<BifBxPf0HdpMemCoherencyInvalidateOnlyCntl, BifBxPf0GpuHdpFlushDone>();
  registers.on_write<BifBxPf0GpuHdpFlushReq, &Nbio::request_flush>(this);

  registers.storage(BifBx0BifFbEn("FB_READ_EN"_f = true, "FB_WRITE_EN"_f = true));  // as the VBIOS leaves it
  registers.on_write<BifBx0BifFbEn, &Nbio::changed<BifBx0BifFbEn>>(this);
  registers.storage<BifBx0InterruptCntl, BifBx0InterruptCntl2, BifBxPf0BifTransPending, BifBxPf0BifBmeStatus,
                    BifBx0SbiosScratch0, BifBx0SbiosScratch1>();
  registers.on_write<BifBx0BifDoorbellIntCntl, &Nbio::clear_interrupts>(this);
  registers.on_write<BifBx0BiosScratch, &Nbio::set_bios_scratch>(this);
  reset(Reset::power);
}

void Nbio::reset(Reset kind) {
  // ASIC_POSTED, bit 9 of number 7 (Linux amdgpu_atombios.h, ATOM_S7_ASIC_INIT_COMPLETE_MASK): the VBIOS has run.
  if (kind == Reset::power) bios_scratch_ = {}, bios_scratch_[7] = 1u << 9;
  for (u32 i = 0; i < bios_scratch_count; ++i) registers_.put(BifBx0BiosScratch(bios_scratch_[i]), i);
  refresh();
}

void Nbio::visit(StateVisitor& visit) {
  visit(bios_scratch_);
  if (visit.restoring()) refresh();
}

void Nbio::refresh() {
  const auto fb = registers_.get<BifBx0BifFbEn>();
  readable_ = fb["FB_READ_EN"_f];
  writable_ = fb["FB_WRITE_EN"_f];
  remapped_ = {registers_.get<BifBx0RemapHdpMemFlushCntl>()["ADDRESS"_f] * u64{4},
               registers_.get<BifBx0RemapHdpRegFlushCntl>()["ADDRESS"_f] * u64{4}};
}

void Nbio::discovery_table_read() { report_.milestone("discovery table: read", timeline().now()); }

void Nbio::report_shut(bool write) {
  report_.add(Finding::fault, name(), fmt::format("VRAM {} while BIF_FB_EN forbids it", write ? "write" : "read"),
              timeline().now());
}

// The window's address: VRAM bytes with MM_APER set, else a register's byte address.
u64 Nbio::mm_address() const {
  return u64{registers_.get<BifBxPf0MmIndexHi>().raw()} << 31 |
         u64{registers_.get<BifBxPf0MmIndex>()["MM_OFFSET"_f] & ~3u};
}

// A data register that is reached through a data register would be its own target for ever; reads 0, writes are lost.
bool Nbio::leads_back(u64 address) const {
  if (address != registers_.address<BifBxPf0MmData>() && address != registers_.address<BifBxPf0RsmuData>()) return false;
  report_.add(Finding::fault, name(), fmt::format("indirect access to the data register at {:#x}", address),
              timeline().now());
  return true;
}

BifBxPf0MmData Nbio::read_mm(BifBxPf0MmData) {
  const u64 address = mm_address();
  if (!registers_.get<BifBxPf0MmIndex>()["MM_APER"_f] && leads_back(address)) return BifBxPf0MmData(0);
  if (!registers_.get<BifBxPf0MmIndex>()["MM_APER"_f]) return BifBxPf0MmData(registers_.file().read(address));
  if (readable_ && in_discovery_table(address)) discovery_table_read();
  if (readable_ && vram_.contains(address, 4)) return BifBxPf0MmData(vram_.load<u32>(address));
  report_.add(Finding::fault, name(),
              fmt::format("MM_DATA read of VRAM {:#x}, which has {:#x} bytes", address, vram_.size()),
              timeline().now());
  return BifBxPf0MmData(~0u);
}

void Nbio::write_mm(BifBxPf0MmData value) {
  const u64 address = mm_address();
  if (!registers_.get<BifBxPf0MmIndex>()["MM_APER"_f] && leads_back(address)) return;
  if (!registers_.get<BifBxPf0MmIndex>()["MM_APER"_f]) return registers_.file().write(address, value.raw());
  if (writable_ && vram_.contains(address, 4)) return vram_.store(address, value.raw());
  report_.add(Finding::fault, name(),
              fmt::format("MM_DATA write to VRAM {:#x}, which has {:#x} bytes", address, vram_.size()),
              timeline().now());
}

// A byte address in the system management network; what lies beyond 4 GiB is nobody's here.
u64 Nbio::rsmu_address() const {
  return join64(registers_.get<BifBxPf0RsmuIndex>().raw() & ~3u, registers_.get<BifBxPf0RsmuIndexHi>().raw());
}

BifBxPf0RsmuData Nbio::read_rsmu(BifBxPf0RsmuData) {
  return BifBxPf0RsmuData(leads_back(rsmu_address()) ? 0 : registers_.file().read(rsmu_address()));
}

void Nbio::write_rsmu(BifBxPf0RsmuData value) {
  if (!leads_back(rsmu_address())) registers_.file().write(rsmu_address(), value.raw());
}

void Nbio::request_flush(BifBxPf0GpuHdpFlushReq engines) {
  hdp_.flush();
  registers_.put(BifBxPf0GpuHdpFlushDone(engines.raw()));
}

void Nbio::set_bios_scratch(BifBx0BiosScratch value, u32 index) { bios_scratch_[index] = value.raw(); }

// The CLEAR bits act on the STATUS bits 16 below them and read as 0.
void Nbio::clear_interrupts(BifBx0BifDoorbellIntCntl value) {
  constexpr u32 status = 0x7, clear = status << 16;
  const u32 stored = registers_.get<BifBx0BifDoorbellIntCntl>().raw();
  registers_.put(BifBx0BifDoorbellIntCntl(stored & ~(clear | (value.raw() & clear) >> 16)));
}

}  // namespace egpulab::simulator::amd
