// NBIO 4.3 (bus interface): VRAM size, indirect access to VRAM and far registers, HDP flush, straps, BIOS scratch.
#pragma once

#include <array>

#include "driver/regs/amd/discovery.hpp"
#include "driver/regs/amd/nbio.hpp"
#include "simulator/amd/hdp.hpp"
#include "simulator/core/device_profile.hpp"
#include "simulator/core/memory.hpp"

namespace egpulab::simulator::amd {

class Nbio final : public Block {
 public:
  Nbio(Timeline& timeline, Report& report, Registers registers, const DeviceProfile& profile, Memory& vram, Hdp& hdp);

  std::string_view name() const override { return "NBIO"; }
  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;

  // BIF_FB_EN: whether the VRAM BAR answers reads and takes writes.
  bool vram_readable() const { return readable_; }
  bool vram_writable() const { return writable_; }
  // The VRAM BAR is shut: a read gives all-ones, a write goes nowhere.
  void report_shut(bool write);
  // Where the firmware keeps the discovery table, for whoever watches a driver come up.
  bool in_discovery_table(u64 vram_address) const { return vram_address - discovery_at_ < discovery_bytes; }
  void discovery_table_read();
  // Whether this byte offset of the MMIO BAR is an HDP flush register that software mapped there
  // (REMAP_HDP_MEM_FLUSH_CNTL and its REG twin): it reads as 0.
  bool remapped(u64 offset) const { return offset != 0 && (offset == remapped_[0] || offset == remapped_[1]); }
  // Whether a write there is a flush. True: the flush was done.
  bool remapped_flush(u64 offset) {
    if (!remapped(offset)) return false;
    hdp_.flush();
    return true;
  }

 private:
  static constexpr std::size_t bios_scratch_count = 16;
  static constexpr u64 discovery_bytes = regs::amd::discovery::offset_from_vram_end;

  u64 mm_address() const;
  bool leads_back(u64 address) const;
  u64 rsmu_address() const;
  regs::amd::BifBxPf0MmData read_mm(regs::amd::BifBxPf0MmData stored);
  void write_mm(regs::amd::BifBxPf0MmData value);
  regs::amd::BifBxPf0RsmuData read_rsmu(regs::amd::BifBxPf0RsmuData stored);
  void write_rsmu(regs::amd::BifBxPf0RsmuData value);
  void request_flush(regs::amd::BifBxPf0GpuHdpFlushReq engines);
  void set_bios_scratch(regs::amd::BifBx0BiosScratch value, u32 index);
  void clear_interrupts(regs::amd::BifBx0BifDoorbellIntCntl value);
  template <class R>
  void flush_written(R) {
    hdp_.flush();
  }
  template <class R>
  void changed(R) {
    refresh();
  }
  void refresh();

  Report& report_;
  Registers registers_;
  Memory& vram_;
  Hdp& hdp_;
  u64 discovery_at_;
  std::array<u32, bios_scratch_count> bios_scratch_{};  // survives every reset but loss of power
  // Derived from the registers.
  bool readable_ = true, writable_ = true;
  std::array<u64, 2> remapped_{};
};

}  // namespace egpulab::simulator::amd
