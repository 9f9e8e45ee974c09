// The PCI function of a GPU: header, BARs, interrupts, and its port to host memory.
#pragma once

#include <array>
#include <functional>
#include <memory>
#include <optional>

#include "driver/bus/pci_device.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/endpoint.hpp"
#include "simulator/pcie/dma_trace.hpp"
#include "simulator/pcie/faults.hpp"
#include "simulator/pcie/function.hpp"
#include "simulator/pcie/host_memory.hpp"
#include "simulator/pcie/interrupts.hpp"
#include "simulator/pcie/msix_table.hpp"

namespace egpulab::simulator::pcie {

class Bridge;

class EndpointFunction;

// What a function needs of the host side.
struct HostSide {
  Timeline& timeline;
  Report& report;
  HostMemory& memory;
  InterruptController& interrupts;
  const Faults& faults;
};

// Finds the BAR that claims a memory request of a device: another device's, or one of its own.
class PeerRouter {
 public:
  virtual ~PeerRouter() = default;
  struct Peer {
    EndpointFunction* function = nullptr;
    u8 bar = 0;
    u64 offset = 0;
  };
  virtual std::optional<Peer> peer(u64 address) const = 0;
};

class EndpointFunction final : public Function, public HostPort {
 public:
  struct Bar {
    BarProfile profile;
    u64 size = 0;     // bytes that it decodes now
    u64 address = 0;  // as programmed
  };

  EndpointFunction(const PciProfile& profile, u64 serial, u32 ordinal, HostSide host, RoutingListener& listener);
  ~EndpointFunction() override;

  // The bridges above, from the root port inwards; set once by the fabric.
  void set_path(std::vector<Bridge*> path) { path_ = std::move(path); }
  const std::vector<Bridge*>& path() const { return path_; }
  // Peer-to-peer requests; without a router there are none.
  void set_router(const PeerRouter& router) { router_ = &router; }
  void attach(Endpoint& endpoint);
  Endpoint* endpoint() const { return endpoint_; }
  u32 ordinal() const { return ordinal_; }

  const std::vector<Bar>& bars() const { return bars_; }
  const Bar* bar(u8 index) const;
  // Which BAR claims a memory request, if decoding is on.
  struct Hit {
    const Bar* bar;
    u64 offset;
  };
  std::optional<Hit> claim(u64 address) const;
  // Where accesses to this BAR go.
  Endpoint& target(u8 bar) { return msix_ && msix_->bar() == bar ? static_cast<Endpoint&>(*msix_) : *endpoint_; }
  const MsixTable* msix() const { return msix_.get(); }

  u32 config_read(u16 offset, u8 bytes) override;
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

  // HostPort
  bool dma_read(u64 bus_address, MutableBytes into) override;
  bool dma_write(u64 bus_address, Bytes from) override;
  Page dma_page(u64 bus_address, bool write) override;
  u64 dma_epoch() const override { return epoch_ + host_.memory.epoch(); }
  void interrupt(u32 vector) override;

  void observe_dma(bus::DmaObserver* observer);
  bool observed() const { return trace_ != nullptr; }
  bus::DmaObserver* observer() const { return trace_ ? &trace_->observer() : nullptr; }
  // Tells the observer what engines wrote through pages that they hold.
  void flush_dma_trace();
  // Bus mastering, links or power states above or here have changed.
  void path_changed();

 protected:
  void written(u16 offset, u8 bytes, u32 value) override;

 private:
  enum class Block : u8 { none, master_off, link_down };
  void build(const PciProfile& profile, u64 serial);
  void read_bars();
  void write_rebar_masks(Bar& bar, u16 entry);
  void apply_rebar();
  // Where the range is in host memory; nothing after recording why not.
  std::optional<u64> reach(u64 bus_address, u64 bytes, bool write);
  // Why no request can leave; empty: it can.
  std::string_view blocked() const;
  // The BAR that claims a request outside of host memory; nothing: nobody, or the request came from a peer itself.
  std::optional<PeerRouter::Peer> peer_of(u64 bus_address, u64 bytes, bool write);
  std::optional<u64> refuse(u64 bus_address, bool write, std::string_view why, bool reached_root);
  bool device_fault();
  void send_message(u64 address, u32 data);

  u32 ordinal_;
  HostSide host_;
  Endpoint* endpoint_ = nullptr;
  std::vector<Bridge*> path_;
  std::vector<Bar> bars_;
  std::unique_ptr<MsixTable> msix_;
  std::unique_ptr<DmaTrace> trace_;
  u64 epoch_ = 1;
  u64 dma_count_ = 0;
  const PeerRouter* router_ = nullptr;
  bool serving_peer_ = false;  // while a peer's request is on its way through here
  bool not_ready_ = false;     // configuration requests are answered with a retry status
};

}  // namespace egpulab::simulator::pcie
