// The engines of an NVIDIA card without its boot chain: memory, MMU, windows, interrupts and host, with page tables and
// channels made by hand.
#pragma once

#include <functional>
#include <initializer_list>

#include "driver/regs/nvidia/classes/compute.hpp"
#include "driver/regs/nvidia/classes/copy.hpp"
#include "driver/regs/nvidia/gpfifo.hpp"
#include "driver/regs/nvidia/virtual_function.hpp"
#include "simulator/core/state_visitors.hpp"
#include "simulator/nvidia/host/chip_classes.hpp"
#include "simulator/nvidia/host/host.hpp"
#include "simulator/nvidia/host/instance_block.hpp"
#include "simulator/nvidia/interrupts.hpp"
#include "simulator/nvidia/physical_memory.hpp"
#include "simulator/nvidia/windows.hpp"

namespace egpulab::simulator::nvidia::tests {

using regs::nvidia::Architecture;

// A host whose memory begins at a bus address; all of it is mapped.
class TestHost final : public HostPort {
 public:
  static constexpr u64 base = 0x7000'0000;
  bool dma_read(u64 address, MutableBytes into) override;
  bool dma_write(u64 address, Bytes from) override;
  Page dma_page(u64 address, bool write) override;
  u64 dma_epoch() const override { return 1; }
  void interrupt(u32) override { ++messages; }

  Memory memory{"host", 64 * MiB};
  u32 messages = 0;
};

class TestClock final : public GpuClock {
 public:
  explicit TestClock(const Timeline& timeline) : timeline_(timeline) {}
  u64 nanoseconds() const override { return 1'000'000 + static_cast<u64>(timeline_.now().count()); }

 private:
  const Timeline& timeline_;
};

// GSP-RM that only takes notes.
class Notes final : public ResourceManagerEvents {
 public:
  struct Error {
    u32 runlist, channel, code;
    std::string what;
  };
  void mmu_fault(const MmuFault& fault) override { faults.push_back(fault); }
  void channel_error(u32 runlist, u32 channel, u32 code, const std::string& what) override {
    errors.push_back({runlist, channel, code, what});
    if (on_error) on_error(runlist, channel);
  }
  void engine_event(std::string_view engine, u32 code, const std::string& what) override {
    events.push_back({std::string(engine), code, what});
  }
  void warp_exception(const WarpException& exception) override { warps.push_back(exception); }
  struct Event {
    std::string engine;
    u32 code;
    std::string what;
  };
  std::vector<MmuFault> faults;
  std::vector<WarpException> warps;
  std::vector<Error> errors;
  std::vector<Event> events;
  std::function<void(u32, u32)> on_error;
};

struct PageOptions {
  u32 size = 4096;  // 4 KiB, 64 KiB, 2 MiB or 512 MiB
  bool read_only = false, privileged = false, no_atomics = false;
  u8 kind = 6;
};

// Writes pages into an address space's tables, whose memory is taken from the end of VRAM downwards.
class PageTables {
 public:
  PageTables(Memory& vram, Architecture architecture);
  u64 root() const { return root_; }
  PhysicalAddress directory() const { return {Aperture::video, root_}; }
  void map(u64 va, PhysicalAddress to, u64 bytes, PageOptions options = {});
  void unmap(u64 va, u64 bytes);   // 4 KiB pages
  void sparse(u64 va, u64 bytes);  // 4 KiB pages
  // Address of the entry of the last level for a 4 KiB page.
  u64 small_entry(u64 va) { return table(va, true) + (va >> 12 & 0x1ff) * 8; }
  // The dual entry of 2 MiB.
  u64 dual_entry(u64 va);

 private:
  u64 take(u64 bytes);
  u64 table(u64 va, bool small);
  u64 leaf(PhysicalAddress to, const PageOptions& o) const;
  u64 pointer(u64 table, bool big) const;

  Memory& vram_;
  bool v3_;
  u64 next_, root_;
};

// Pushbuffer words.
std::vector<u32> inc(u32 subchannel, u32 method, std::initializer_list<u32> data);
std::vector<u32> non_inc(u32 subchannel, u32 method, const std::vector<u32>& data);
std::vector<u32> once(u32 subchannel, u32 method, const std::vector<u32>& data);
std::vector<u32> immediate(u32 subchannel, u32 method, u32 data);
std::vector<u32> operator+(std::vector<u32> a, const std::vector<u32>& b);
// Host methods: SEM_EXECUTE with what it needs.
std::vector<u32> semaphore(u64 address, u64 payload, u32 execute);
std::vector<u32> release(u64 address, u64 payload);  // 64 bits
std::vector<u32> copy(u64 to, u64 from, u32 bytes, u32 subchannel = 4);

struct Card;

// A channel with its ring and a place for pushbuffers, both in VRAM.
struct TestChannel {
  Card* card = nullptr;
  u32 runlist = 0, id = 0, entries = 64;
  u64 instance = 0, userd = 0, ring = 0, ring_va = 0, push = 0, push_va = 0, push_bytes = 0;
  u32 put = 0;
  u64 push_at = 0;

  u64 write(const std::vector<u32>& words);  // into the pushbuffer; its virtual address
  void entry(u64 raw);                       // appends to the ring
  void segment(const std::vector<u32>& words);
  void ring_doorbell();
  // All of it, and lets the machine come to rest.
  void run(const std::vector<u32>& words);
  u32 gp_get() const;
};

struct Card {
  static constexpr u64 vram_bytes = 256 * MiB;
  // Virtual addresses of the first 128 MiB of VRAM, and of host memory.
  static constexpr u64 vram_va = 0x10'0000'0000, host_va = 0x20'0000'0000;

  explicit Card(Architecture a = Architecture::ampere);

  Timeline timeline;
  Report report;
  Memory vram{"vram", vram_bytes};
  TestHost port;
  TestClock clock{timeline};
  Notes manager;
  DeviceProfile profile;
  std::vector<NvidiaEngine> engines;
  RegisterFile file;
  Registers registers;
  CardMemory memory;
  Interrupts interrupts;
  Mmu mmu;
  Windows windows;
  Host host;
  PageTables tables;

  Architecture architecture() const { return registers.architecture(); }
  // VRAM that nobody has: below 128 MiB, so that vram_va reaches it.
  u64 take(u64 bytes, u64 alignment = 4096);
  static u64 va(u64 vram_offset) { return vram_va + vram_offset; }

  struct ChannelOptions {
    u32 runlist = 0, id = 1;
    bool privileged = false;
    u32 group = 1;
    u64 push_bytes = 1 * MiB;
    u32 entries = 64;
  };
  TestChannel channel(ChannelOptions options);
  TestChannel channel() { return channel(ChannelOptions{}); }
  // Puts the channels on their runlists and lets them run; groups by their numbers.
  void schedule();
  void doorbell(u32 runlist, u32 id);
  void settle() { timeline.run_to_idle(std::chrono::seconds(1)); }

  template <class R, class... Index>
  u32 read(Index... index) {
    return file.read(registers.address<R>(index...));
  }
  template <class R, class... Index>
  void write(R value, Index... index) {
    file.write(registers.address<R>(index...), value.raw());
  }

  std::vector<std::byte> save();
  void restore(const std::vector<std::byte>& saved);
  u64 hash();

 private:
  u64 next_ = 1 * MiB;
  struct Member {
    u32 runlist, group;
    RunlistMember member;
  };
  std::vector<Member> members_;
};

// The copy engine's own runlist.
inline constexpr u32 copy_runlist = 1;

}  // namespace egpulab::simulator::nvidia::tests
