// Registers of GRBM.
#include "simulator/amd/grbm.hpp"

#include <algorithm>

namespace egpulab::simulator::amd {

using namespace regs::amd;

Grbm::Grbm(Timeline& timeline, Registers registers, const DeviceProfile& profile)
    : Block(timeline), registers_(registers), gfx12_(registers.version<GrbmStatus>().major >= 12) {
  registers.storage<GrbmCntl, GrbmStatus3, GrbmReadError, GrbmReadError2, GrbmWriteError, GrbmIntCntl, GrbmPwrCntl,
                    GrbmInvalidPipe, GrbmGfxIndex, GrbmSeRemapCntl, GrbmCamIndex, GrbmCamData, GrbmCamDataUpper,
                    ScratchReg, GrbmScratchReg, GbBackendMap, Gl1PipeSteer, Gl2PipeSteer, ChPipeSteer, CgtsTccDisable,
                    CgtsUserTccDisable, GrbmChipRevision>();
  registers.on_write<GrbmGfxCntl, &Grbm::select>(this);
  registers.on_write<GrbmSoftReset, &Grbm::soft_reset>(this);
  registers.on_read<GrbmStatus, &Grbm::read_status>(this);
  registers.on_read<GrbmStatus2, &Grbm::read_status2>(this);
  registers.on_read<GrbmStatusSe0, &Grbm::read_shader_engine_status<GrbmStatusSe0>>(this);
  registers.on_read<GrbmStatusSe1, &Grbm::read_shader_engine_status<GrbmStatusSe1>>(this);
  registers.on_read<GrbmStatusSe2, &Grbm::read_shader_engine_status<GrbmStatusSe2>>(this);
  registers.on_read<GrbmStatusSe3, &Grbm::read_shader_engine_status<GrbmStatusSe3>>(this);
  registers.on_read<GrbmStatusSe4, &Grbm::read_shader_engine_status<GrbmStatusSe4>>(this);
  registers.on_read<GrbmStatusSe5, &Grbm::read_shader_engine_status<GrbmStatusSe5>>(this);
  registers.on_read<CpStat, &Grbm::read_cp_stat>(this);
  configure(profile.gc);
}

// Fuses say what is absent: a bit for each WGP of an array, array of the chip, and render back-end of an engine.
void Grbm::configure(const GcProfile& gc) {
  const auto absent = [](u32 present, u32 bits) { return ((1u << bits) - 1) & ~((1u << present) - 1); };
  registers_.storage(CcGcShaderArrayConfig("INACTIVE_WGPS"_f = absent(gc.num_wgp0_per_sa + gc.num_wgp1_per_sa, 16)));
  registers_.storage(CcGcSaUnitDisable("SA_DISABLE"_f = absent(gc.num_se * gc.num_sa_per_se, 16)));
  registers_.storage(GrbmCcGcSaUnitDisable("SA_DISABLE"_f = absent(gc.num_se * gc.num_sa_per_se, 16)));
  if (gfx12_)  // of each shader engine
    registers_.storage(
        CcRbBackendDisable(As<12, CcRbBackendDisable>("BACKEND_DISABLE"_f = absent(gc.num_rb_per_se, 4)).raw()));
  else
    registers_.storage(
        CcRbBackendDisable("BACKEND_DISABLE"_f = absent(std::min(gc.num_se * gc.num_rb_per_se, 28u), 28)));
  registers_.storage<CcGcPrimConfig, GcUserShaderArrayConfig, GcUserSaUnitDisable, GcUserRbBackendDisable,
                     GcUserPrimConfig, GrbmGcUserSaUnitDisable, Gl1xPipeSteer>();
  registers_.storage(GbAddrConfig(gc.gb_addr_config));
  registers_.storage(GbAddrConfigRead(gc.gb_addr_config));
}

void Grbm::attach(Unit unit, GrbmEngine& engine) { engines_.push_back({unit, &engine}); }

void Grbm::reset(Reset) {
  held_ = registers_.get<GrbmSoftReset>();
  select(registers_.get<GrbmGfxCntl>());
}

void Grbm::visit(StateVisitor& visit) {
  if (!visit.restoring()) return;
  held_ = registers_.get<GrbmSoftReset>();
  select(registers_.get<GrbmGfxCntl>());
}

void Grbm::select(GrbmGfxCntl value) {
  selection_ = {.me = static_cast<u8>(value["MEID"_f]),
                .pipe = static_cast<u8>(value["PIPEID"_f]),
                .queue = static_cast<u8>(value["QUEUEID"_f]),
                .vmid = static_cast<u8>(value["VMID"_f])};
}

bool Grbm::in_reset(Unit unit, GrbmSoftReset value) const {
  const bool cp = value["SOFT_RESET_CP"_f], gfx = value["SOFT_RESET_GFX"_f];
  switch (unit) {
    case Unit::graphics:
      return cp || gfx || value["SOFT_RESET_CPG"_f];
    case Unit::compute:
      return cp || gfx || value["SOFT_RESET_CPC"_f];
    case Unit::sdma0:
      return value["SOFT_RESET_SDMA0"_f];
    case Unit::sdma1:
      return value["SOFT_RESET_SDMA1"_f];
  }
  return false;
}

void Grbm::soft_reset(GrbmSoftReset value) {
  const GrbmSoftReset before = held_;
  held_ = value;
  for (const Attached& a : engines_)
    if (in_reset(a.unit, before) != in_reset(a.unit, value)) a.engine->hold_in_reset(in_reset(a.unit, value));
}

bool Grbm::busy(Unit unit) const {
  return std::ranges::any_of(engines_, [&](const Attached& a) { return a.unit == unit && a.engine->busy(); });
}

// The idle value is that of a Navi48 after autoload (0x382c), on gfx11 in the bits that its register has. Before
// autoload that Navi48 showed 0.
GrbmStatus Grbm::read_status(GrbmStatus stored) {
  const bool work = busy(Unit::graphics) || busy(Unit::compute);
  if (gfx12_)
    return GrbmStatus(stored.raw() | GrbmStatus("TA_BUSY"_f = work, "SPI_BUSY"_f = work, "ANY_ACTIVE"_f = work,
                                                "CP_BUSY"_f = work, "GUI_ACTIVE"_f = work)
                                         .raw());
  return GrbmStatus("ME0PIPE0_CMDFIFO_AVAIL"_f = 0xcu, "DB_CLEAN"_f = true, "CB_CLEAN"_f = true, "TA_BUSY"_f = work,
                    "SPI_BUSY"_f = work, "ANY_ACTIVE"_f = work, "CP_BUSY"_f = work, "GUI_ACTIVE"_f = work);
}

GrbmStatus2 Grbm::read_status2(GrbmStatus2) {
  const bool compute = busy(Unit::compute), graphics = busy(Unit::graphics);
  return GrbmStatus2("UTCL2_BUSY"_f = compute || graphics, "TCP_BUSY"_f = compute || graphics,
                     "SDMA_BUSY"_f = busy(Unit::sdma0) || busy(Unit::sdma1), "CPF_BUSY"_f = compute || graphics,
                     "CPC_BUSY"_f = compute, "CPG_BUSY"_f = graphics);
}

template <class R>
R Grbm::read_shader_engine_status(R) {
  const bool work = busy(Unit::graphics) || busy(Unit::compute);
  return R("DB_CLEAN"_f = true, "CB_CLEAN"_f = true, "TCP_BUSY"_f = work, "TA_BUSY"_f = work, "SPI_BUSY"_f = work);
}

// CP_STAT is about the graphics front end; compute shows in CP_CPC_STATUS.
CpStat Grbm::read_cp_stat(CpStat) {
  const bool work = busy(Unit::graphics);
  return CpStat("ROQ_RING_BUSY"_f = work, "PFP_BUSY"_f = work, "ME_BUSY"_f = work, "CP_BUSY"_f = work);
}

}  // namespace egpulab::simulator::amd
