// An AMD GPU: the blocks of one card wired together, and its BARs.
#pragma once

#include <memory>

#include "driver/regs/amd/ip_text.hpp"
#include "simulator/amd/cp/mec.hpp"
#include "simulator/amd/doorbells.hpp"
#include "simulator/amd/grbm.hpp"
#include "simulator/amd/hdp.hpp"
#include "simulator/amd/ih.hpp"
#include "simulator/amd/memory_hub.hpp"
#include "simulator/amd/nbio.hpp"
#include "simulator/amd/psp/psp.hpp"
#include "simulator/amd/rlc.hpp"
#include "simulator/amd/sdma/sdma.hpp"
#include "simulator/amd/smu/smu.hpp"
#include "simulator/amd/smuio.hpp"
#include "simulator/core/blocks.hpp"
#include "simulator/core/endpoint.hpp"

namespace egpulab::simulator::amd {

class Gpu final : public Endpoint, private ChipReset {
 public:
  // `seed` decides what the card leaves undefined. Throws InvalidRequest for a profile that lacks a block which the
  // model needs.
  Gpu(const DeviceProfile& profile, Timeline& timeline, HostPort& host, Report& report, u64 seed);
  ~Gpu() override;

  u32 read32(u8 bar, u64 offset) override;
  void write32(u8 bar, u64 offset, u32 value) override;
  u64 read64(u8 bar, u64 offset) override;
  void write64(u8 bar, u64 offset, u64 value) override;
  void read_block(u8 bar, u64 offset, MutableBytes into) override;
  void write_block(u8 bar, u64 offset, Bytes from) override;

  void reset(Reset kind) override;
  void visit(StateVisitor& visit) override;
  std::vector<Memory*> memories() override { return {&vram_}; }

  std::vector<const RegisterFile*> register_files() const override { return {&file_}; }
  std::vector<CoverageRow> coverage() const override;
  std::map<std::string, std::string> facts() const override {
    return {{std::string(regs::amd::ip_bases_fact), regs::amd::ip_bases_text(bases_)}};
  }

  // For `coverage` and tests.
  const RegisterFile& registers() const { return file_; }
  const Blocks& blocks() const { return blocks_; }
  const regs::amd::IpBases& bases() const { return bases_; }
  Memory& vram() { return vram_; }
  GraphicsBringUp& graphics() { return rlc_; }

 private:
  // What a BAR number leads to; by table, for the access path.
  enum class Aperture : u8 { none, vram, doorbells, registers };
  static constexpr std::size_t bar_count = 8;

  void mode1_reset() override { reset(Reset::mode1); }
  void write_firmware_tables();
  Aperture aperture(u8 bar) const { return bar < bar_count ? apertures_[bar] : Aperture::none; }
  bool vram_access(u64 offset, u64 bytes, bool write);

  DeviceProfile profile_;
  Timeline& timeline_;
  Report& report_;
  std::array<Aperture, bar_count> apertures_{};
  regs::amd::IpBases bases_;
  regs::amd::RegisterNames names_;
  Memory vram_;
  RegisterFile file_;
  ReferenceClock clock_;

  // Construction order is the order of reset and of state.
  Hdp hdp_;
  Nbio nbio_;
  Doorbells doorbells_;
  Ih ih_;
  std::unique_ptr<MemoryHub> mmhub_, gcvm_;
  Grbm grbm_;
  Rlc rlc_;
  Mec mec_;
  Sdma sdma_;
  Smu smu_;
  Psp psp_;
  Smuio smuio_;
  Blocks blocks_;
};

}  // namespace egpulab::simulator::amd
