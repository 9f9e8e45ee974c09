// IH 6.0 (interrupt handler): turns the blocks' interrupts into entries of two rings in memory, and into MSIs.
#pragma once

#include <array>
#include <deque>

#include "driver/regs/amd/ih.hpp"
#include "simulator/amd/ih_ring.hpp"
#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/reference_clock.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/block.hpp"
#include "simulator/core/endpoint.hpp"

namespace egpulab::simulator::amd {

// Ring 0 interrupts the host. Ring 1 takes the sources that IH_RING1_CLIENT_CFG redirects, and tells of itself by an
// entry of client 0 in ring 0 (Linux ih_v6_0.c, ih_v6_0_self_irq).
class Ih final : public Block, public InterruptSink, public DoorbellSink {
 public:
  Ih(Timeline& timeline, Report& report, Registers registers, const ReferenceClock& clock, HostPort& host);
  // The memory that the rings are in; the hub interrupts through this block, so it comes later.
  void connect(McMemory& memory) { memory_ = &memory; }

  void raise(const InterruptEntry& entry) override;
  bool doorbell(u32 index, u64 value, u8 bytes) override;

  std::string_view name() const override { return "IH"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

 private:
  static constexpr std::size_t redirect_slots = 8, storm_slots = 8;

  bool dropped_by_filter(const InterruptEntry& entry);
  bool redirected(const InterruptEntry& entry) const;
  IhCookieWords cookie(const InterruptEntry& entry) const;
  void deliver(u32 ring, const IhCookieWords& words);
  void write_back(u32 ring);
  void announce_ring1();
  void signal();
  void read_pointer_moved(u32 ring);
  IhRingSettings settings(u32 ring) const;
  bool store(u32 mc_space, u64 address, Bytes from);

  void control_written(regs::amd::IhRbCntl value);
  void control1_written(regs::amd::IhRbCntlRing1 value);
  void write_pointer_written(regs::amd::IhRbWptr value);
  void write_pointer1_written(regs::amd::IhRbWptrRing1 value);
  regs::amd::IhRbWptr read_write_pointer(regs::amd::IhRbWptr stored);
  regs::amd::IhRbWptrRing1 read_write_pointer1(regs::amd::IhRbWptrRing1 stored);
  template <class R>
  void read_pointer_written(R) {
    read_pointer_moved(0);
  }
  template <class R>
  void read_pointer1_written(R) {
    read_pointer_moved(1);
  }
  regs::amd::IhStatus read_status(regs::amd::IhStatus stored);
  regs::amd::IhRbStatus read_ring_status(regs::amd::IhRbStatus stored);
  regs::amd::IhRing1ClientCfgData read_redirect(regs::amd::IhRing1ClientCfgData stored);
  void write_redirect(regs::amd::IhRing1ClientCfgData value);
  regs::amd::IhMsiStormClientData read_storm_client(regs::amd::IhMsiStormClientData stored);
  void write_storm_client(regs::amd::IhMsiStormClientData value);

  Report& report_;
  Registers registers_;
  const ReferenceClock& clock_;
  HostPort& host_;
  McMemory* memory_ = nullptr;

  std::array<IhRing, 2> rings_;
  bool armed_ = true;  // an MSI may be sent; with RPTR_REARM a moved read pointer arms again
  std::array<u32, redirect_slots> redirects_{};
  std::array<u32, storm_slots> storm_clients_{};
};

}  // namespace egpulab::simulator::amd
