// An NVIDIA GPU: the blocks of one card wired together, and its BARs.
#pragma once

#include <memory>

#include "driver/regs/nvidia/names.hpp"
#include "simulator/core/blocks.hpp"
#include "simulator/core/endpoint.hpp"
#include "simulator/nvidia/boot_chain.hpp"
#include "simulator/nvidia/compute/sass_engine.hpp"
#include "simulator/nvidia/gsp/resource_manager.hpp"
#include "simulator/nvidia/host/host.hpp"
#include "simulator/nvidia/interrupts.hpp"
#include "simulator/nvidia/mmu/mmu.hpp"
#include "simulator/nvidia/pfb.hpp"
#include "simulator/nvidia/pgc6.hpp"
#include "simulator/nvidia/physical_memory.hpp"
#include "simulator/nvidia/pmc.hpp"
#include "simulator/nvidia/prom.hpp"
#include "simulator/nvidia/ptimer.hpp"
#include "simulator/nvidia/windows.hpp"
#include "simulator/pcie/faults.hpp"

namespace egpulab::simulator::nvidia {

// Faults of the device that a session may ask for.
std::span<const FaultKind> fault_kinds();

class Gpu final : public Endpoint {
 public:
  // Throws InvalidRequest for a profile that lacks what the model needs.
  Gpu(const DeviceProfile& profile, Timeline& timeline, HostPort& host, Report& report, const Faults& faults);
  ~Gpu() override;

  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  u64 read64(u8 bar, u64 offset) override;
  void write64(u8 bar, u64 offset, u64 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;
  HostPort::Page bar_page(u8 bar, u64 offset, bool write) override;

  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  std::vector<Memory*> memories() override { return {&vram_}; }

  std::vector<const RegisterFile*> register_files() const override { return {&file_}; }
  std::vector<CoverageRow> coverage() const override;
  std::map<std::string, std::string> facts() const override;

  // For `coverage` and tests.
  const RegisterFile& registers() const { return file_; }
  const Blocks& blocks() const { return blocks_; }
  Memory& vram() { return vram_; }
  Host& host() { return host_; }
  const WriteProtection& protection() const { return pfb_; }
  const GspFirmware& resource_manager() const { return manager_; }

 private:
  // What a BAR number leads to; by table, for the access path.
  enum class Role : u8 { none, registers, bar1, bar2 };
  static constexpr std::size_t bar_count = 8;
  static constexpr u32 claim_shift = 12;  // claims are of whole pages of BAR0

  void claim(const Bar0Claim& claim);
  // Made when they are first asked for.
  const regs::nvidia::RegisterNames& names() const;
  Role role(u8 bar) const { return bar < bar_count ? roles_[bar] : Role::none; }
  u32 read_register(u32 offset) {
    const u8 claimed = claimed_[offset >> claim_shift];
    return claimed ? claims_[claimed].range->read32(offset) : file_.read(offset);
  }
  void write_register(u32 offset, u32 value) {
    if (const u8 claimed = claimed_[offset >> claim_shift])
      claims_[claimed].range->write32(offset, value);
    else
      file_.write(offset, value);
  }

  DeviceProfile profile_;
  regs::nvidia::Architecture architecture_;
  std::array<Role, bar_count> roles_{};
  mutable std::unique_ptr<regs::nvidia::RegisterNames> names_;
  Memory vram_;
  RegisterFile file_;
  Registers registers_;
  std::vector<Bar0Claim> claims_;  // number 0 is nobody
  std::vector<u8> claimed_;        // by page of BAR0

  // Construction order is the order of reset and of state.
  CardMemory memory_;
  Interrupts interrupts_;
  Pmc pmc_;
  Ptimer ptimer_;
  Pgc6 pgc6_;
  Pfb pfb_;
  Prom prom_;
  Mmu mmu_;
  Windows windows_;
  SassEngine shaders_;
  Host host_;
  BootChain boot_chain_;
  gsp::ResourceManager manager_;
  Blocks blocks_;
};

}  // namespace egpulab::simulator::nvidia
