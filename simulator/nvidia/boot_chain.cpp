// The microcontrollers and who runs on them.
#include "simulator/nvidia/boot_chain.hpp"

#include <fmt/format.h>

#include "driver/base/error.hpp"
#include "driver/regs/nvidia/fuse.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;

namespace {

u32 fuse_of(const NvidiaProfile& profile, std::string_view unit, u32 ucode) {
  for (const NvidiaUcodeFuse& f : profile.ucode_fuses)
    if (f.unit == unit && f.ucode_id == ucode) return f.value;
  return 0;
}

FalconTraits traits_of(const Microcontroller& unit, u32 engine_id, u32 vector, bool locked = false) {
  FalconTraits traits{unit};
  traits.engine_id = engine_id;
  traits.interrupt_vector = vector;
  traits.locked_at_reset = locked;
  return traits;
}

// Vectors of SEC2 and PMU: sec2's stall vector follows the engines', pmu as in open-gpu-doc ampere_interrupt_map.csv.
constexpr u32 sec2_vector = 223, pmu_vector = 152;
constexpr u32 engine_id_pmu = 0x2;

}  // namespace

BootChain::BootChain(const DeviceProfile& profile, Timeline& timeline, Report& report, Registers registers, Bytes rom,
                     Neighbours n, BootFaults faults)
    : gsp_(timeline, report, registers,
           traits_of(gsp_unit, engine_id_gsp, profile.nvidia.gsp_vector,
                     profile.nvidia.boot == NvidiaProfile::Boot::fsp),
           n.memory, n.protection, n.interrupts),
      sec2_(timeline, report, registers, traits_of(sec2_unit, engine_id_sec2, sec2_vector), n.memory, n.protection,
            n.interrupts),
      pmu_(timeline, report, registers, traits_of(pmu_unit, engine_id_pmu, pmu_vector), n.memory, n.protection,
           n.interrupts),
      gsp_front_(registers, gsp_) {
  registers.storage<PsecMailbox>();
  const u64 usable = profile.vram.reported;
  if (profile.nvidia.boot == NvidiaProfile::Boot::fsp) {
    starter_ = std::make_unique<GspStarter>(timeline, report, registers, n.memory, n.protection, gsp_, usable);
    fsp_ = std::make_unique<Fsp>(timeline, report, registers, n.card_firmware, *starter_, faults.fsp_silent);
    return;
  }
  auto fwsec = vbios::find_fwsec(rom);
  if (!fwsec) throw InvalidRequest(fmt::format("profile {}: {}", profile.id, fwsec.error().message));
  const auto descriptor = fwsec->descriptor;
  fwsec_ = std::make_unique<FwsecProgram>(timeline, report, registers, std::move(*fwsec),
                                          fuse_of(profile.nvidia, "GSP", descriptor.ucode_id), usable, n.protection);
  booter_ =
      std::make_unique<BooterProgram>(timeline, report, n.memory, n.protection, gsp_, usable, faults.booter_error);
  gsp_.add_program({descriptor.engine_id_mask, descriptor.ucode_id, fwsec_.get()});
  sec2_.add_program({engine_id_sec2, BooterProgram::ucode_id, booter_.get()});
}

void BootChain::connect(GspFirmware& firmware) {
  gsp_front_.connect(firmware);
  if (booter_) booter_->connect(firmware);
  if (starter_) starter_->connect(firmware);
}

void BootChain::add_to(Blocks& blocks) {
  for (Block* const block : {&gsp_, &sec2_, &pmu_}) blocks.add(*block);
  if (starter_) blocks.add(*starter_);
  if (fsp_) blocks.add(*fsp_);
}

void declare_fuses(Registers registers, const NvidiaProfile& profile) {
  const auto constant = [&]<class R>(R) {
    for (u32 i = 1; i <= R::count; ++i) {
      const std::string_view unit = R::name.find("GSP") != R::name.npos    ? "GSP"
                                    : R::name.find("SEC2") != R::name.npos ? "SEC2"
                                                                           : "NVDEC";
      registers.file().add(registers.address<R>(i), R::info().element_name(i - 1),
                           {.rw = 0, .reset = fuse_of(profile, unit, i)});
    }
  };
  constant(FuseOptFpfGspUcodeVersion{});
  constant(FuseOptFpfSec2UcodeVersion{});
  constant(FuseOptFpfNvdecUcodeVersion{});
  // A production card: debug is fused off, display is there.
  registers.storage(FuseOptSecureGspDebugDis("DATA"_f = true));
  registers.missing(FuseRegisters{});
}

}  // namespace egpulab::simulator::nvidia
