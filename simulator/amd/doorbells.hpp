// The doorbell aperture: BAR2 writes, routed to engines by the ranges that software programmed into NBIO.
#pragma once

#include "driver/regs/amd/nbio.hpp"
#include "simulator/amd/interfaces.hpp"
#include "simulator/amd/registers.hpp"
#include "simulator/core/block.hpp"

namespace egpulab::simulator::amd {

// Each S2A_DOORBELL_ENTRY routes [RANGE_OFFSET, RANGE_OFFSET + RANGE_SIZE) dwords to the engine that AWID names. An
// enabled entry of size 0 takes what no other entry claims (Linux nbio_v4_3.c sets up GC's entries 0 and 3 so).
class Doorbells final : public Block {
 public:
  // Engines by the AWID that Linux nbio_v4_3.c programs for them.
  enum class Engine : u8 { ih = 0x0, compute = 0x3, vcn0 = 0x4, graphics = 0x6, vcn1 = 0x7, sdma = 0xe };

  Doorbells(Timeline& timeline, Report& report, Registers registers);

  void attach(Engine engine, DoorbellSink& sink);
  // A write of 4 or 8 bytes at a byte offset of the aperture. One that nobody takes is dropped, as on hardware, and
  // reported with the reason.
  void write(u64 offset, u64 value, u8 bytes);

  std::string_view name() const override { return "DOORBELL"; }
  void reset(Reset) override { refresh(); }
  void visit(StateVisitor& visit) override;

 private:
  using Entry = regs::amd::S2aDoorbellEntryCtrl;
  static constexpr std::size_t engine_count = 32;  // AWID has five bits

  struct Route {
    u32 first = 0, last = 0;  // dwords, inclusive
    u8 awid = 0;
  };
  template <class R>
  void changed(R) {
    refresh();
  }
  void refresh();
  void drop(u64 offset, u64 value, const char* why);

  Report& report_;
  Registers registers_;
  std::array<DoorbellSink*, engine_count> sinks_{};
  // Derived from the registers.
  bool enabled_ = false;
  std::vector<Route> routes_;  // specific ranges first
};

}  // namespace egpulab::simulator::amd
