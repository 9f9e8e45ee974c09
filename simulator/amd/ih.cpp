// Interrupt delivery and the IH's registers.
#include "simulator/amd/ih.hpp"

#include <fmt/format.h>

#include "driver/regs/amd/ih_entry.hpp"

namespace egpulab::simulator::amd {

using namespace regs::amd;

namespace {

constexpr u32 mc_space_bus_address = 2;  // Linux ih_v6_0.c: rings by bus address use 2, by GPU address 4

}  // namespace

Ih::Ih(Timeline& timeline, Report& report, Registers registers, const ReferenceClock& clock, HostPort& host)
    : Block(timeline), report_(report), registers_(registers), clock_(clock), host_(host) {
  registers.on_write<IhRbCntl, &Ih::control_written>(this);
  registers.on_write<IhRbCntlRing1, &Ih::control1_written>(this);
  registers.on_read<IhRbWptr, &Ih::read_write_pointer>(this);
  registers.on_write<IhRbWptr, &Ih::write_pointer_written>(this);
  registers.on_read<IhRbWptrRing1, &Ih::read_write_pointer1>(this);
  registers.on_write<IhRbWptrRing1, &Ih::write_pointer1_written>(this);
  registers.on_write<IhRbRptr, &Ih::read_pointer_written<IhRbRptr>>(this);
  registers.on_write<IhRbRptrRing1, &Ih::read_pointer1_written<IhRbRptrRing1>>(this);
  registers.on_read<IhStatus, &Ih::read_status>(this);
  registers.on_read<IhRbStatus, &Ih::read_ring_status>(this);
  registers.on_read<IhRing1ClientCfgData, &Ih::read_redirect>(this);
  registers.on_write<IhRing1ClientCfgData, &Ih::write_redirect>(this);
  registers.on_read<IhMsiStormClientData, &Ih::read_storm_client>(this);
  registers.on_write<IhMsiStormClientData, &Ih::write_storm_client>(this);
  const auto version = registers.bases().at(Ip::osssys).version;
  registers.storage(
      IhVersion("MINVER"_f = u32{version.minor}, "MAJVER"_f = u32{version.major}, "REV"_f = u32{version.revision}));
  registers.storage<IhRbBase, IhRbBaseHi, IhRbWptrAddrHi, IhRbWptrAddrLo, IhDoorbellRptr, IhDoorbellRetryCam,
                    IhRbBaseRing1, IhRbBaseHiRing1, IhDoorbellRptrRing1, IhCntl, IhCntl2, IhChicken, IhClkCtrl,
                    IhMemPowerCtrl, IhMemPowerCtrl2, IhIntFlags, IhLastIntInfo, IhScratch, IhMmhubError, IhCreditStatus,
                    IhClientCreditError, IhRetryCamAck, IhRetryIntCamCntl, IhCookie, IhLimitIntRateCntl, IhIntFloodCntl,
                    IhIntFloodStatus, IhRb0IntFloodStatus, IhRb1IntFloodStatus, IhStormClientListCntl, IhMsiStormCtrl,
                    IhMsiStormClientIndex, IhIntDropCntl, IhIntDropMatchValue0, IhIntDropMatchValue1,
                    IhIntDropMatchMask0, IhIntDropMatchMask1, IhClientCfg, IhClientCfgIndex, IhClientCfgData,
                    IhRing1ClientCfgIndex, IhCidRemapIndex, IhCidRemapData, IhVmidLut, IhVmidLutMm>();
}

void Ih::reset(Reset) {
  for (IhRing& ring : rings_) ring.reset();
  armed_ = true;
  redirects_ = {};
  storm_clients_ = {};
}

void Ih::visit(StateVisitor& visit) {
  for (IhRing& ring : rings_) visit(ring);
  visit(armed_);
  visit(redirects_);
  visit(storm_clients_);
}

IhRingSettings Ih::settings(u32 ring) const {
  const auto common = [](const auto& cntl, u64 base_low, u64 base_high, u32 read_offset) {
    return IhRingSettings{.enabled = cntl["RB_ENABLE"_f],
                          .base = base_low << 8 | base_high << 40,
                          .bytes = 4u << cntl["RB_SIZE"_f],
                          .read_offset = read_offset,
                          .overflow = cntl["WPTR_OVERFLOW_ENABLE"_f],
                          .overflow_clear = cntl["WPTR_OVERFLOW_CLEAR"_f],
                          .drain = cntl["RB_FULL_DRAIN_ENABLE"_f],
                          .mc_space = cntl["MC_SPACE"_f]};
  };
  if (ring == 0)
    return common(registers_.get<IhRbCntl>(), registers_.get<IhRbBase>().raw(), registers_.get<IhRbBaseHi>()["ADDR"_f],
                  registers_.get<IhRbRptr>().raw());
  return common(registers_.get<IhRbCntlRing1>(), registers_.get<IhRbBaseRing1>().raw(),
                registers_.get<IhRbBaseHiRing1>()["ADDR"_f], registers_.get<IhRbRptrRing1>().raw());
}

void Ih::raise(const InterruptEntry& entry) {
  if (dropped_by_filter(entry)) return;
  const u32 ring = redirected(entry) ? 1 : 0;
  deliver(ring, cookie(entry));
}

// IH_INT_DROP_CNTL: an interrupt that matches in all enabled fields goes nowhere.
bool Ih::dropped_by_filter(const InterruptEntry& entry) {
  const auto control = registers_.get<IhIntDropCntl>();
  if (!control["INT_DROP_EN"_f]) return false;
  const u32 value = registers_.get<IhIntDropMatchValue0>().raw(), mask = registers_.get<IhIntDropMatchMask0>().raw();
  const u32 source = u32{entry.client_id} | u32{entry.source_id} << 8;
  const u32 considered =
      (control["CLIENT_ID_MATCH_EN"_f] ? 0xffu : 0) | (control["SOURCE_ID_MATCH_EN"_f] ? 0xff00u : 0);
  bool match = ((source ^ value) & mask & considered) == 0;
  if (control["CONTEXT_ID_MATCH_EN"_f])
    match = match && ((entry.source_data[0] ^ registers_.get<IhIntDropMatchValue1>().raw()) &
                      registers_.get<IhIntDropMatchMask1>().raw()) == 0;
  if (match) registers_.put(control.with("INT_DROPPED"_f = true));
  return match;
}

// A slot holds client id [7:0], source id [15:8] and, in bit 16, whether the source matters (Linux ih_v6_0.c).
bool Ih::redirected(const InterruptEntry& entry) const {
  if (!registers_.get<IhRbCntlRing1>()["RB_ENABLE"_f]) return false;
  for (const u32 slot : redirects_) {
    if (slot == 0 || (slot & 0xff) != entry.client_id) continue;
    if (!(slot >> 16 & 1) || (slot >> 8 & 0xff) == entry.source_id) return true;
  }
  return false;
}

IhCookieWords Ih::cookie(const InterruptEntry& entry) const {
  const u32 lut = entry.vmid_is_mmhub ? registers_.get<IhVmidLutMm>(u32{entry.vmid})["PASID"_f]
                                      : registers_.get<IhVmidLut>(u32{entry.vmid})["PASID"_f];
  constexpr u64 time_mask = (u64{1} << 48) - 1;
  return ih::Entry("client_id"_f = static_cast<ih::ClientId>(entry.client_id), "source_id"_f = u32{entry.source_id},
                   "ring_id"_f = u32{entry.ring_id}, "vmid"_f = u32{entry.vmid}, "vmid_src"_f = entry.vmid_is_mmhub,
                   "timestamp"_f = clock_.ticks() & time_mask, "pasid"_f = entry.pasid ? u32{entry.pasid} : lut,
                   "pasid_src"_f = entry.vmid_is_mmhub, "source_data0"_f = entry.source_data[0],
                   "source_data1"_f = entry.source_data[1], "source_data2"_f = entry.source_data[2],
                   "source_data3"_f = entry.source_data[3])
      .raw();
}

void Ih::deliver(u32 ring, const IhCookieWords& words) {
  IhRing& r = rings_[ring];
  const IhRingSettings s = settings(ring);
  switch (r.room(s)) {
    case IhRing::Room::drop:
      report_.add(Finding::fault, name(),
                  fmt::format("interrupt of client {:#x} source {:#x} lost: ring {} is {}", words[0] & 0xff,
                              words[0] >> 8 & 0xff, ring, s.enabled ? "full" : "not enabled"),
                  timeline().now());
      return;
    case IhRing::Room::wait:
      r.waiting().push_back(words);
      return;
    case IhRing::Room::overwrite:
      if (!s.overflow_clear) r.flag_overflow();
      break;
    case IhRing::Room::free:
      break;
  }
  const u64 address = s.base + r.advance(s);
  if (!store(s.mc_space, address, as_bytes(words)))
    report_.add(Finding::fault, name(), fmt::format("ring {} entry could not be written at {:#x}", ring, address),
                timeline().now());
  for (u32 i = 0; i < words.size(); ++i) registers_.put(IhCookie(words[i]), i);
  if (ring == 1) return announce_ring1();
  write_back(0);
  signal();
}

bool Ih::store(u32 mc_space, u64 address, Bytes from) {
  if (mc_space == mc_space_bus_address) return host_.dma_write(address, from);
  return memory_ && memory_->write(address, from);
}

void Ih::write_back(u32 ring) {
  const auto control = registers_.get<IhRbCntl>();
  if (ring != 0 || !control["WPTR_WRITEBACK_ENABLE"_f]) return;
  const u64 address = join64(registers_.get<IhRbWptrAddrLo>().raw() & ~3u, registers_.get<IhRbWptrAddrHi>()["ADDR"_f]);
  const u32 value = rings_[0].write_pointer();
  if (!(memory_ && memory_->write(address, as_bytes(value))))
    report_.add(Finding::fault, name(), fmt::format("write pointer could not be written at {:#x}", address),
                timeline().now());
}

// Ring 1 has no write-back and no MSI of its own: the host learns its write pointer from ring 0.
void Ih::announce_ring1() {
  const IhRingSettings s = settings(1);
  const u32 used = ((rings_[1].write_offset() - s.read_offset) & (s.bytes - 1)) / IhRing::entry_bytes;
  const u32 threshold = 1u << registers_.get<IhRbCntlRing1>()["RB_USED_INT_THRESHOLD"_f];
  if (used < threshold && !registers_.get<IhCntl2>()["SELF_IV_FORCE_WPTR_UPDATE_ENABLE"_f]) return;
  deliver(0, cookie({.ring_id = 1, .source_data = {rings_[1].write_pointer()}}));
}

void Ih::signal() {
  const auto control = registers_.get<IhRbCntl>();
  if (!control["ENABLE_INTR"_f]) return;
  if (control["RPTR_REARM"_f]) {
    if (!armed_) return;
    armed_ = false;
  }
  host_.interrupt(0);
}

void Ih::read_pointer_moved(u32 ring) {
  std::deque<IhCookieWords>& waiting = rings_[ring].waiting();
  while (!waiting.empty() && rings_[ring].room(settings(ring)) == IhRing::Room::free) {
    const IhCookieWords words = waiting.front();
    waiting.pop_front();
    deliver(ring, words);
  }
  if (ring != 0) return;
  armed_ = true;
  const IhRingSettings s = settings(0);
  const bool entries_left = s.enabled && rings_[0].write_offset() != s.read_offset;
  if (entries_left && registers_.get<IhRbCntl>()["RPTR_REARM"_f]) signal();
}

bool Ih::doorbell(u32 index, u64 value, u8) {
  const auto ring0 = registers_.get<IhDoorbellRptr>();
  const auto ring1 = registers_.get<IhDoorbellRptrRing1>();
  const u32 offset = low32(value) & 0x3fffc;
  if (ring0["ENABLE"_f] && ring0["OFFSET"_f] == index) {
    registers_.put(IhRbRptr(offset));
    read_pointer_moved(0);
    return true;
  }
  if (ring1["ENABLE"_f] && ring1["OFFSET"_f] == index) {
    registers_.put(IhRbRptrRing1(offset));
    read_pointer_moved(1);
    return true;
  }
  return false;
}

void Ih::control_written(IhRbCntl value) {
  if (value["WPTR_OVERFLOW_CLEAR"_f]) rings_[0].clear_overflow();
  if (value["FULL_DRAIN_CLEAR"_f]) rings_[0].waiting().clear();
}

void Ih::control1_written(IhRbCntlRing1 value) {
  if (value["WPTR_OVERFLOW_CLEAR"_f]) rings_[1].clear_overflow();
  if (value["FULL_DRAIN_CLEAR"_f]) rings_[1].waiting().clear();
}

void Ih::write_pointer_written(IhRbWptr value) { rings_[0].set_write_pointer(value.raw()); }
void Ih::write_pointer1_written(IhRbWptrRing1 value) { rings_[1].set_write_pointer(value.raw()); }
IhRbWptr Ih::read_write_pointer(IhRbWptr) { return IhRbWptr(rings_[0].write_pointer()); }
IhRbWptrRing1 Ih::read_write_pointer1(IhRbWptrRing1) { return IhRbWptrRing1(rings_[1].write_pointer()); }

IhStatus Ih::read_status(IhStatus) {
  return IhStatus("IDLE"_f = true, "INPUT_IDLE"_f = true, "BUFFER_IDLE"_f = true, "MC_WR_IDLE"_f = true,
                  "RB_FULL"_f = rings_[0].full(settings(0)), "RB_OVERFLOW"_f = rings_[0].overflowed(),
                  "RB1_FULL"_f = rings_[1].full(settings(1)), "RB1_OVERFLOW"_f = rings_[1].overflowed(),
                  "SELF_INT_GEN_IDLE"_f = true, "RETRY_INT_CAM_IDLE"_f = true);
}

IhRbStatus Ih::read_ring_status(IhRbStatus) {
  return IhRbStatus("RB_FULL"_f = rings_[0].full(settings(0)), "RB_OVERFLOW"_f = rings_[0].overflowed(),
                    "RB1_FULL"_f = rings_[1].full(settings(1)), "RB1_OVERFLOW"_f = rings_[1].overflowed());
}

IhRing1ClientCfgData Ih::read_redirect(IhRing1ClientCfgData) {
  return IhRing1ClientCfgData(redirects_[registers_.get<IhRing1ClientCfgIndex>().raw() % redirect_slots]);
}
void Ih::write_redirect(IhRing1ClientCfgData value) {
  redirects_[registers_.get<IhRing1ClientCfgIndex>().raw() % redirect_slots] = value.raw();
}
IhMsiStormClientData Ih::read_storm_client(IhMsiStormClientData) {
  return IhMsiStormClientData(storm_clients_[registers_.get<IhMsiStormClientIndex>().raw() % storm_slots]);
}
void Ih::write_storm_client(IhMsiStormClientData value) {
  storm_clients_[registers_.get<IhMsiStormClientIndex>().raw() % storm_slots] = value.raw();
}

}  // namespace egpulab::simulator::amd
