// GSP-RM alone on a bench: sparse memory, lines that remember, and a driver that writes queue elements by hand.
#pragma once

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <set>

#include "driver/regs/nvidia/class_ids.hpp"
#include "driver/regs/nvidia/gsp/r570_144/alloc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_fifo.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gpu.hpp"
#include "driver/regs/nvidia/gsp/r570_144/control_gr.hpp"
#include "driver/regs/nvidia/gsp/r570_144/controls.hpp"
#include "driver/regs/nvidia/gsp/r570_144/events.hpp"
#include "driver/regs/nvidia/gsp/r570_144/queue.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc.hpp"
#include "driver/regs/nvidia/gsp/r570_144/rpc_functions.hpp"
#include "driver/regs/nvidia/gsp/r570_144/static_info.hpp"
#include "driver/regs/nvidia/gsp/r570_144/status.hpp"
#include "driver/regs/nvidia/gsp/r570_144/system_info.hpp"
#include "driver/regs/nvidia/ram.hpp"
#include "simulator/core/state_visitors.hpp"
#include "simulator/nvidia/gsp/resource_manager.hpp"

namespace egpulab::simulator::nvidia::gsp::test {

namespace r570 = regs::nvidia::gsp::r570_144;
namespace classes = regs::nvidia::classes;
using r570::RpcEvent;
using r570::RpcFunction;
using r570::Status;
using namespace std::chrono_literals;

// Video and system memory, each a map of pages.
class SparseMemory final : public PhysicalMemory {
 public:
  bool read(PhysicalAddress from, MutableBytes into) override;
  bool write(PhysicalAddress to, Bytes from) override;
  Page page(PhysicalAddress, bool) override { return {}; }
  u64 epoch() const override { return 0; }
  template <class T>
  T get(PhysicalAddress at) {
    T v{};
    read(at, as_writable_bytes(v));
    return v;
  }
  // Bus addresses that the IOMMU does not let through.
  std::set<u64> refused_pages;

 private:
  bool for_pages(PhysicalAddress at, u64 bytes, const std::function<void(u64, u64, u64, u64)>& part);

  std::map<std::pair<bool, u64>, std::vector<std::byte>> pages_;
};

struct Lines final : GspLines, HostControl, MmuControl, WriteProtection, InterruptSink {
  std::map<u32, u32> mailboxes;
  u32 interrupts = 0;
  bool active = false;
  std::vector<std::string> host;  // what the host was told, in order
  std::map<u32, std::pair<PhysicalAddress, u32>> runlists;
  u32 invalidations = 0;
  PhysicalAddress bar1, bar2;
  Region protection{0x5f0000000, 0x5ffe00000};

  void set_mailbox(u32 index, u32 value) override { mailboxes[index] = value; }
  u32 mailbox(u32 index) const override { return mailboxes.contains(index) ? mailboxes.at(index) : 0; }
  void raise_swgen0() override { ++interrupts; }
  void set_active(bool a) override { active = a; }
  void submit_runlist(u32 runlist, PhysicalAddress base, u32 entries) override;
  void enable_channel(u32 runlist, u32 channel, bool enable) override;
  void preempt(u32 runlist, u32 channel) override;
  void release_channel(u32 runlist, u32 channel) override;
  void bind_bar1(PhysicalAddress instance) override { bar1 = instance; }
  void bind_bar2(PhysicalAddress instance) override { bar2 = instance; }
  void invalidate_all() override { ++invalidations; }
  Region wpr2() const override { return protection; }
  void set_wpr2(Region region) override { protection = region; }
  void raise(u32) override {}
};

// One message that the driver took from the status queue.
struct Message {
  u32 function = 0, result = 0, sequence = 0, elements = 0;
  std::vector<std::byte> payload;
  template <class T>
  T as() const {
    return load<T>(Bytes(payload));
  }
};

class Bench : public ::testing::Test {
 public:
  // Where the driver's memory is, on the bus.
  static constexpr u64 queue_memory = 0x10000000, rm_arguments = 0x20000000, libos = 0x20001000, meta = 0x20002000,
                       logs = 0x21000000;
  static constexpr u32 pages = 129, ring = 63;
  static constexpr u64 command_queue = 0x1000, status_queue = 0x41000;
  static constexpr u32 client = 0xc1000000, device = 0xcf000001, subdevice = 0xcf000002, va_space = 0xcf000003,
                       group = 0xcf000004, share = 0xcf000005;

 protected:
  explicit Bench(std::string_view card = "rtx3090", Faults faults = {});

  // Lays out all that a driver prepares; tests spoil it before start().
  void prepare();
  void start() { rm_.start({{Aperture::system_coherent, meta}, {Aperture::system_coherent, libos}}); }
  // prepare(), start(), and everything up to GSP_INIT_DONE taken.
  void boot();
  void run(Nanoseconds time) { timeline_.advance(time); }

  // Writes an element; `spoil` may change it after its checksum is right.
  void send(u32 function, Bytes payload, const std::function<void(MutableBytes element)>& spoil = {});
  void send(RpcFunction function, Bytes payload) { send(static_cast<u32>(function), payload); }
  void doorbell() { rm_.doorbell(0); }
  // All messages that are there; `acknowledge`: the driver moves its read pointer.
  std::vector<Message> receive(bool acknowledge = true);
  // Sends, waits, and takes the reply. Fails the test if there is not exactly one.
  Message call(RpcFunction function, Bytes payload);
  template <class P>
  Message call(RpcFunction function, const P& parameters) {
    return call(function, as_bytes(parameters));
  }

  Status alloc(u32 c, u32 parent, u32 object, u32 class_number, Bytes parameters = {});
  template <class P>
  Status alloc(u32 c, u32 parent, u32 object, u32 class_number, P& parameters) {
    const Status s = alloc(c, parent, object, class_number, as_bytes(parameters));
    if (last_.payload.size() >= sizeof(r570::RpcGspRmAlloc) + sizeof(P))
      parameters = load<P>(Bytes(last_.payload), sizeof(r570::RpcGspRmAlloc));
    return s;
  }
  Status control(u32 c, u32 object, u32 command, Bytes parameters = {});
  template <class P>
  Status control(u32 c, u32 object, u32 command, P& parameters) {
    const Status s = control(c, object, command, as_bytes(parameters));
    if (last_.payload.size() >= sizeof(r570::RpcGspRmControl) + sizeof(P))
      parameters = load<P>(Bytes(last_.payload), sizeof(r570::RpcGspRmControl));
    return s;
  }
  Status free(u32 c, u32 object);

  // A client with device, subdevice and address space on page directory 0x10000.
  void make_client();
  // A graphics group with a context share, in make_client()'s client.
  void make_group();
  // Parameters of a channel that has its instance block at `memory` and its USERD after it.
  r570::NvChannelAllocParams channel_parameters(u64 memory, u64 ring_address = 0x1020000000) const;

  u32 command_write_pointer() { return bus<u32>(queue_at(command_queue + offsetof(r570::MsgqTxHeader, write_ptr))); }
  PhysicalAddress queue_at(u64 offset) const { return {Aperture::system_coherent, queue_memory + offset}; }
  template <class T>
  T bus(PhysicalAddress at) {
    return memory_.get<T>(at);
  }
  template <class T>
  void put(PhysicalAddress at, const T& value) {
    memory_.write(at, as_bytes(value));
  }
  // What the report says, one line a finding.
  std::vector<std::string> findings() const;

  Timeline timeline_;
  Report report_;
  DeviceProfile profile_;
  SparseMemory memory_;
  Lines lines_;
  ResourceManager rm_;
  u32 sequence_ = 0;
  u32 read_pointer_ = 0;
  Message last_;
};

}  // namespace egpulab::simulator::nvidia::gsp::test
