// Virtual memory for benchmarks of the shader engine: the GC hub with four levels of page tables in VRAM, 4 KiB pages
// marked as fragments of 64 KiB as a driver would, and buffers one after the other.
#pragma once

#include <algorithm>
#include <vector>

#include "driver/regs/amd/gcvm.hpp"
#include "driver/regs/amd/pte.hpp"
#include "simulator/amd/gcvm.hpp"
#include "simulator/amd/vm_space.hpp"

namespace egpulab::bench {

using namespace regs::literals;

class NoHost final : public simulator::HostPort {
 public:
  bool dma_read(u64, MutableBytes) override { return false; }
  bool dma_write(u64, Bytes) override { return false; }
  Page dma_page(u64, bool) override { return {}; }
  u64 dma_epoch() const override { return 1; }
  void interrupt(u32) override {}
};
class NoInterrupts final : public simulator::amd::InterruptSink {
 public:
  void raise(const simulator::amd::InterruptEntry&) override {}
};

// VMID 1's address space. The tables lie at the start of VRAM, what is allocated from 64 MiB on.
class TranslatedSpace {
 public:
  static constexpr u64 first_va = 0x7f00'0000'0000;

  TranslatedSpace()
      : profile_(simulator::load_device_profile("rx7900xtx").value()),
        bases_(bases_of(profile_)),
        vram_("VRAM", 1 * GiB),
        file_("MMIO", 1 * GiB, timeline_, report_, 1 * MiB),
        hub_(simulator::amd::make_gcvm(profile_, timeline_, registers(), report_, vram_, host_, interrupts_)),
        space_(*hub_, 1, simulator::amd::HubClient::tcp) {
    using namespace regs::amd;
    root_ = table();
    const simulator::amd::Registers r = registers();
    r.put(GcvmContextCntl{"ENABLE_CONTEXT"_f = true, "PAGE_TABLE_DEPTH"_f = depth}, 1);
    r.put(GcvmContextPageTableBaseAddrLo32(low32(root_ | 1)), 1);
    r.put(GcvmContextPageTableBaseAddrHi32(high32(root_)), 1);
    r.put(GcvmContextPageTableEndAddrLo32(~0u), 1);
    r.put(GcvmContextPageTableEndAddrHi32{"LOGICAL_PAGE_NUMBER_HI4"_f = 0xf}, 1);
  }

  simulator::amd::VmSpace& space() { return space_; }

  u64 allocate(u64 bytes) {
    const u64 va = next_va_;
    for (u64 n = 0; n < align_up(bytes, 64 * KiB); n += 4 * KiB) map(next_va_ + n, next_page_ + n);
    next_va_ += align_up(bytes, 64 * KiB) + 64 * KiB;
    next_page_ += align_up(bytes, 64 * KiB);
    return va;
  }
  void write(u64 va, Bytes from) { space_.write(va, from); }
  void read(u64 va, MutableBytes into) { space_.read(va, into); }
  template <class T>
  u64 put(const std::vector<T>& values) {
    const u64 va = allocate(values.size() * sizeof(T));
    write(va, std::as_bytes(std::span(values)));
    return va;
  }

 private:
  static constexpr u32 depth = 3;

  static regs::amd::IpBases bases_of(const simulator::DeviceProfile& profile) {
    std::vector<regs::amd::IpBlock> blocks;
    for (const simulator::IpBlock& ip : profile.ips)
      blocks.push_back({.ip = static_cast<regs::amd::Ip>(ip.hardware_id),
                        .instance = ip.instance,
                        .version = {ip.version.major, ip.version.minor, ip.version.revision},
                        .bases = ip.bases});
    return regs::amd::IpBases(std::move(blocks));
  }
  simulator::amd::Registers registers() { return {file_, bases_}; }

  u64 table() { return next_table_ += 4 * KiB; }
  void map(u64 va, u64 physical) {
    u64 at = root_;
    for (u32 level = depth; level > 0; --level) {
      const u64 entry = at + (va >> (12 + 9 * level) & 511) * 8;
      if (vram_.load<u64>(entry) == 0) vram_.store<u64>(entry, table() | 1);  // VALID
      at = vram_.load<u64>(entry) & ~u64{0xfff};
    }
    const u64 rights = regs::amd::Pte{"VALID"_f = true, "EXECUTABLE"_f = true, "READABLE"_f = true,
                                      "WRITEABLE"_f = true, "FRAGMENT"_f = 4}
                           .raw();
    vram_.store<u64>(at + (va >> 12 & 511) * 8, physical | rights);
  }

  simulator::DeviceProfile profile_;
  simulator::Timeline timeline_;
  simulator::Report report_;
  NoHost host_;
  NoInterrupts interrupts_;
  regs::amd::IpBases bases_;
  simulator::Memory vram_;
  simulator::RegisterFile file_;
  std::unique_ptr<simulator::amd::MemoryHub> hub_;
  simulator::amd::VmSpace space_;
  u64 root_ = 0, next_table_ = 0, next_page_ = 64 * MiB, next_va_ = first_va;
};

}  // namespace egpulab::bench
