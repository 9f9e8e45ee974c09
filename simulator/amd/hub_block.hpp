// The register side of a memory hub. The GC hub and the MMHUB have the same registers at different places and with
// different prefixes: `R` lists them (see gcvm.cpp, mmhub.cpp).
#pragma once

#include "simulator/amd/memory_hub.hpp"
#include "simulator/amd/registers.hpp"

namespace egpulab::simulator::amd {

// What a hub's registers hold before any driver has run.
struct ColdHub {
  bool placed = true;            // FB_LOCATION says where VRAM is
  bool system_aperture = false;  // and the system aperture spans it
  u32 l2_cntl = 0, context_cntl = 0;
};

template <class R>
class HubBlock final : public MemoryHub {
 public:
  HubBlock(std::string name, const InterruptEntry& source, u64 fb_base, u64 fb_bytes, Timeline& timeline,
           Registers registers, Report& report, Memory& vram, HostPort& host, InterruptSink& interrupts)
      : MemoryHub(std::move(name), timeline, report, vram, host, interrupts), registers_(registers), source_(source) {
    // Firmware places VRAM before any driver runs, or with the hub's autoload.
    if constexpr (R::cold.placed) {
      registers_.storage(typename R::FbBase{"FB_BASE"_f = static_cast<u32>(fb_base >> 24)});
      registers_.storage(typename R::FbTop{"FB_TOP"_f = static_cast<u32>((fb_base + fb_bytes - 1) >> 24)});
    }
    if constexpr (R::cold.system_aperture) {
      registers_.storage(typename R::SystemLow{"LOGICAL_ADDR"_f = static_cast<u32>(fb_base >> 18)});
      registers_.storage(typename R::SystemHigh{"LOGICAL_ADDR"_f = static_cast<u32>((fb_base + fb_bytes - 1) >> 18)});
    }
    if constexpr (R::cold.l2_cntl != 0) {
      registers_.storage(typename R::L2Cntl{R::cold.l2_cntl});
      registers_.storage(typename R::ContextCntl{R::cold.context_cntl});
    }
    registers_.missing(typename R::All{});
    registers_.template on_write<typename R::FbBase, &HubBlock::aperture_written<typename R::FbBase>>(this);
    registers_.template on_write<typename R::FbTop, &HubBlock::aperture_written<typename R::FbTop>>(this);
    registers_.template on_write<typename R::FbOffset, &HubBlock::aperture_written<typename R::FbOffset>>(this);
    registers_.template on_write<typename R::AgpTop, &HubBlock::aperture_written<typename R::AgpTop>>(this);
    registers_.template on_write<typename R::AgpBot, &HubBlock::aperture_written<typename R::AgpBot>>(this);
    registers_.template on_write<typename R::AgpBase, &HubBlock::aperture_written<typename R::AgpBase>>(this);
    registers_.template on_write<typename R::SystemLow, &HubBlock::aperture_written<typename R::SystemLow>>(this);
    registers_.template on_write<typename R::SystemHigh, &HubBlock::aperture_written<typename R::SystemHigh>>(this);
    registers_.template on_write<typename R::DefaultLsb, &HubBlock::aperture_written<typename R::DefaultLsb>>(this);
    registers_.template on_write<typename R::DefaultMsb, &HubBlock::aperture_written<typename R::DefaultMsb>>(this);
    registers_.template on_write<typename R::L2Cntl2, &HubBlock::l2_cntl2_written>(this);
    registers_.template on_write<typename R::FaultCntl, &HubBlock::fault_cntl_written>(this);
    registers_.template on_read<typename R::InvalidateSem, &HubBlock::semaphore_read>(this);
    registers_.template on_write<typename R::InvalidateReq, &HubBlock::invalidate_requested>(this);
  }

  void reset(Reset kind) override {
    apertures_known_ = false;
    MemoryHub::reset(kind);
  }
  void visit(StateVisitor& visit) override {
    apertures_known_ = false;
    MemoryHub::visit(visit);
  }

 private:
  template <class Register>
  void aperture_written(Register) {
    apertures_known_ = false;
    this->apertures_changed();
  }

  // The bits empty the caches; they stay set as written (gfxhub_v3_0.c relies on neither).
  void l2_cntl2_written(typename R::L2Cntl2 written) {
    if (written["INVALIDATE_ALL_L1_TLBS"_f] || written["INVALIDATE_L2_CACHE"_f]) this->invalidate(0xffff);
  }

  void fault_cntl_written(typename R::FaultCntl written) {
    if (!written["CLEAR_PROTECTION_FAULT_STATUS_ADDR"_f]) return;
    clear_fault();
    registers_.put(written.with("CLEAR_PROTECTION_FAULT_STATUS_ADDR"_f = false));
  }

  // Reading takes the semaphore if it is free; writing 0 gives it back.
  typename R::InvalidateSem semaphore_read(typename R::InvalidateSem stored, u32 engine) {
    const bool taken = stored["SEMAPHORE"_f];
    registers_.put(typename R::InvalidateSem{"SEMAPHORE"_f = true}, engine);
    return typename R::InvalidateSem{"SEMAPHORE"_f = !taken};
  }

  void invalidate_requested(typename R::InvalidateReq request, u32 engine) {
    const auto mask = static_cast<u16>(request["PER_VMID_INVALIDATE_REQ"_f]);
    // Linux and others always ask for the whole range (all ones); how a smaller one is encoded is not published.
    const auto low = registers_.template get<typename R::RangeLo>(engine);
    const auto high = registers_.template get<typename R::RangeHi>(engine);
    if (!(low.raw() == ~0u && high["LOGI_PAGE_ADDR_RANGE_HI5"_f] == 0x1f) && !(low.raw() == 0 && high.raw() == 0))
      this->report().add(Finding::approximated, this->name(), "invalidation of an address range: all pages invalidated",
                         this->timeline().now());
    // Directory entries are not cached by the model; a request for them alone has nothing to do.
    if (request["INVALIDATE_L2_PTES"_f] || request["INVALIDATE_L1_PTES"_f])
      this->invalidate(mask, request["INVALIDATE_4K_PAGES_ONLY"_f]);
    if (request["CLEAR_PROTECTION_FAULT_STATUS_ADDR"_f]) clear_fault();
    registers_.put(typename R::InvalidateAck{"PER_VMID_INVALIDATE_ACK"_f = mask}, engine);
  }

  void clear_fault() {
    registers_.put(typename R::FaultStatus{});
    registers_.put(typename R::FaultAddrLo{});
    registers_.put(typename R::FaultAddrHi{});
  }

  Apertures apertures() const override {
    if (apertures_known_) return apertures_;
    const auto mib16 = [](u64 v) { return v << 24; };
    const u64 agp_bottom = mib16(get<typename R::AgpBot>()["AGP_BOT"_f]);
    const u64 agp_top = mib16(get<typename R::AgpTop>()["AGP_TOP"_f]);
    const u64 low = u64{get<typename R::SystemLow>()["LOGICAL_ADDR"_f]} << 18;
    const u64 high = u64{get<typename R::SystemHigh>()["LOGICAL_ADDR"_f]} << 18;
    Apertures& a = apertures_;
    a.fb_first = mib16(get<typename R::FbBase>()["FB_BASE"_f]);
    a.fb_end = mib16(u64{get<typename R::FbTop>()["FB_TOP"_f]} + 1);
    a.fb_offset = mib16(get<typename R::FbOffset>()["FB_OFFSET"_f]);
    a.agp_first = agp_bottom;
    a.agp_end = agp_top >= agp_bottom && agp_top != 0 ? agp_top + (1 << 24) : 0;
    a.agp_target = mib16(get<typename R::AgpBase>()["AGP_BASE"_f]);
    a.system_first = low;
    a.system_end = high >= low && high != 0 ? high + (1 << 18) : 0;
    a.default_page = u64{get<typename R::DefaultLsb>().raw()} << 12 |
                     u64{get<typename R::DefaultMsb>()["PHYSICAL_PAGE_NUMBER_MSB"_f]} << 44;
    apertures_known_ = true;
    return a;
  }

  PageTable page_table(u8 vmid) const override {
    const auto cntl = registers_.template get<typename R::ContextCntl>(vmid);
    const auto pair = [](u32 lo, u32 hi) { return join64(lo, hi); };
    PageTable t;
    t.enabled =
        cntl["ENABLE_CONTEXT"_f] && (registers_.template get<typename R::ContextsDisable>().raw() >> vmid & 1) == 0;
    t.format = R::pages;
    t.depth = cntl["PAGE_TABLE_DEPTH"_f];
    t.block_size = cntl["PAGE_TABLE_BLOCK_SIZE"_f];
    t.root = pair(registers_.template get<typename R::BaseLo>(vmid).raw(),
                  registers_.template get<typename R::BaseHi>(vmid).raw());
    t.first_page = pair(registers_.template get<typename R::StartLo>(vmid).raw(),
                        registers_.template get<typename R::StartHi>(vmid)["LOGICAL_PAGE_NUMBER_HI4"_f]);
    t.last_page = pair(registers_.template get<typename R::EndLo>(vmid).raw(),
                       registers_.template get<typename R::EndHi>(vmid)["LOGICAL_PAGE_NUMBER_HI4"_f]);
    return t;
  }

  void latch_fault(const FaultRecord& f) override {
    const auto old = registers_.template get<typename R::FaultStatus>();
    const bool latched = old.raw() != 0;
    const auto cntl = registers_.template get<typename R::FaultCntl>();
    if (latched && !cntl["ALLOW_SUBSEQUENT_PROTECTION_FAULT_STATUS_ADDR_UPDATES"_f]) {
      registers_.put(old.with("MORE_FAULTS"_f = true));
      return;
    }
    registers_.put(typename R::FaultStatus{"MORE_FAULTS"_f = latched, "WALKER_ERROR"_f = f.walker_error,
                                           "PERMISSION_FAULTS"_f = f.permission_faults,
                                           "MAPPING_ERROR"_f = f.mapping_error, "CID"_f = f.client, "RW"_f = f.write,
                                           "ATOMIC"_f = f.atomic, "VMID"_f = f.vmid});
    registers_.put(typename R::FaultAddrLo{"LOGICAL_PAGE_ADDR_LO32"_f = low32(f.page)});
    registers_.put(typename R::FaultAddrHi{"LOGICAL_PAGE_ADDR_HI4"_f = high32(f.page) & 0xf});
  }

  bool interrupt_wanted(u8 vmid, WalkError cause, const isa::MemoryFault& fault) const override {
    const auto cntl = registers_.template get<typename R::ContextCntl>(vmid);
    switch (cause) {
      case WalkError::range:
        return cntl["RANGE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
      case WalkError::pde0:
      case WalkError::pde1:
      case WalkError::pde2:
        return cntl["PDE0_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
      case WalkError::dummy_page:
        return cntl["DUMMY_PAGE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
      case WalkError::translate_further:
      case WalkError::nack:
      case WalkError::invalid:
        return cntl["VALID_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
      case WalkError::none:
        break;
    }
    switch (fault.access) {
      case isa::Access::read:
        return cntl["READ_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
      case isa::Access::write:
      case isa::Access::atomic:
        return cntl["WRITE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
      case isa::Access::execute:
        return cntl["EXECUTE_PROTECTION_FAULT_ENABLE_INTERRUPT"_f];
    }
    return false;
  }

  InterruptEntry interrupt_source() const override { return source_; }

  template <class Register>
  Register get() const {
    return registers_.template get<Register>();
  }

  Registers registers_;
  InterruptEntry source_;
  mutable Apertures apertures_;  // of the registers; a cache
  mutable bool apertures_known_ = false;
};

}  // namespace egpulab::simulator::amd
