// The `sim:` backend: a GPU of a Machine as a PciDevice. Every access costs what the dock says in virtual time.
#pragma once

#include <array>
#include <memory>
#include <set>
#include <string>

#include "driver/bus/backends.hpp"
#include "driver/bus/pci_device.hpp"
#include "driver/bus/uri.hpp"
#include "simulator/machine/machine.hpp"

namespace egpulab::simulator {

class SimDevice final : public bus::PciDevice, private bus::Clock {
 public:
  // Throws InvalidRequest if the machine has no such device or somebody holds it. Destroying the SimDevice is what
  // happens when a process dies: its DMA buffers are unmapped, its interrupts disabled, the device is left as it is.
  SimDevice(std::shared_ptr<Machine> machine, u32 ordinal, std::string uri);
  ~SimDevice() override;

  const std::shared_ptr<Machine>& machine() const { return machine_; }

  const bus::DeviceInfo& info() const override { return info_; }
  bus::Clock& clock() override { return *this; }
  u32 config_read(u16 offset, u8 bytes) override;
  void config_write(u16 offset, u8 bytes, u32 value) override;
  bus::BarInfo bar(u8 index) override;
  void resize_bar(u8 index, u64 size) override;
  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  u64 read64(u8 bar, u64 offset) override;
  void write64(u8 bar, u64 offset, u64 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;
  void flush() override;
  std::unique_ptr<bus::DmaBuffer> allocate_dma(const bus::DmaRequest& request) override;
  void reset(bus::ResetKind kind) override;
  u32 enable_interrupts(u32 vectors) override;
  std::optional<u32> wait_interrupt(Nanoseconds limit) override;
  bool observe_dma(bus::DmaObserver* observer) override;
  bool shared_store_awaited() override { return shared_.any() && shared_.awaited(); }

 private:
  class Buffer;
  // A BAR as this driver has it mapped, and where that leads now.
  struct Lane {
    bus::BarInfo info;
    u64 mapped = 0;              // bytes
    Endpoint* target = nullptr;  // null: nobody claims the address
    u8 bar = 0;
    u64 offset = 0;
  };

  Nanoseconds now() const override { return timeline_.now(); }
  void sleep_for(Nanoseconds duration) override;
  void settle(Nanoseconds limit) override;

  void load_layout();
  void load_routes();
  Lane& checked(u8 bar, u64 offset, u32 bytes);
  Lane& arrive(u8 bar, Machine::Meets& meets, Nanoseconds cost);
  Nanoseconds block_cost(Nanoseconds start, u64 offset, u64 bytes, u64 rate) const;
  void done() {
    if (function_.observed()) function_.flush_dma_trace();
    if (shared_.any()) shared_.end_access();
  }
  void look_where_awaited() {
    if (shared_.any()) shared_.look_where_awaited(function_.observer());
  }

  std::shared_ptr<Machine> machine_;
  Timeline& timeline_;
  pcie::EndpointFunction& function_;
  pcie::SharedMemory& shared_;
  const pcie::DockProfile& dock_;
  u32 ordinal_;
  bus::DeviceInfo info_;
  std::array<Lane, 6> lanes_;
  u64 layout_epoch_ = 0, route_epoch_ = 0;
  std::set<u64> buffers_;  // handles of live DMA buffers
  // What buffers hold of their device: null once it is closed.
  std::shared_ptr<SimDevice*> self_ = std::make_shared<SimDevice*>(this);
};

// Another device of a machine, or the same one again after it was closed (a warm start). `uri` is for reports.
std::unique_ptr<SimDevice> open_on(std::shared_ptr<Machine> machine, u32 ordinal = 0, std::string uri = {});

// "sim:rx7900xtx?dock=usb4-40g&seed=7&bar0=256M&strict=1&fault=link-loss@100&snapshot=FILE&gpus=2&ordinal=1".
// The name is a profile's id or a path to a .toml file; it may be left out where `snapshot` names a file.
std::unique_ptr<SimDevice> open_sim(bus::Uri uri);
void register_sim_backend(bus::Backends& backends);

}  // namespace egpulab::simulator
