// NVIDIA's part of a device profile from TOML text.
#define TOML_EXCEPTIONS 0
#define TOML_ENABLE_FORMATTERS 0

#include "simulator/core/nvidia_profile.hpp"

#include <algorithm>
#include <bit>

#include "driver/regs/nvidia/chip.hpp"
#include "driver/regs/nvidia/pmc.hpp"
#include "simulator/core/nvidia_profile_parse.hpp"

namespace egpulab::simulator {
namespace {

void read_engine(TomlReader& in, NvidiaEngine& e) {
  in.required("name", e.name);
  in.required("type", e.type);
  in.optional("instance", e.instance);
  in.required("device_type", e.device_type);
  in.required("runlist", e.runlist);
  in.required("runlist_base", e.runlist_base);
  in.required("channel_ram_base", e.channel_ram_base);
  in.optional("runlist_engine", e.runlist_engine);
  in.required("pbdma", e.pbdma);
  in.required("fault_id", e.fault_id);
  in.required("reset_id", e.reset_id);
  in.required("pri_base", e.pri_base);
  in.required("stall_vector", e.stall_vector);
  in.required("nonstall_vector", e.nonstall_vector);
  if (!in.ok()) return;
  if (e.reset_id > 31) in.fail("reset_id", "is beyond the 32 bits of NV_PMC_DEVICE_ENABLE");
  if (e.runlist_base % 0x400 != 0 || e.runlist_base >= 16 * MiB)
    in.fail("runlist_base", "must be a multiple of 0x400 inside BAR0");
  if (e.channel_ram_base % 0x1000 != 0 || e.channel_ram_base >= 16 * MiB)
    in.fail("channel_ram_base", "must be a multiple of 0x1000 inside BAR0");
}

void read_vbios(TomlReader& in, NvidiaVbios& v, NvidiaProfile::Boot boot) {
  in.required("version", v.version);
  in.optional("file", v.file);
  if (boot == NvidiaProfile::Boot::fsp) return;  // FWSEC is FSP's business there
  in.required("fwsec_ucode_id", v.fwsec_ucode_id);
  in.required("fwsec_engine_id_mask", v.fwsec_engine_id_mask);
  in.required("fwsec_signature_versions", v.fwsec_signature_versions);
  in.required("fwsec_imem_size", v.fwsec_imem_size);
  in.required("fwsec_dmem_size", v.fwsec_dmem_size);
  in.required("fwsec_pkc_data_offset", v.fwsec_pkc_data_offset);
  in.required("fwsec_interface_offset", v.fwsec_interface_offset);
  if (!in.ok()) return;
  if (v.fwsec_ucode_id == 0 || v.fwsec_ucode_id > 16) in.fail("fwsec_ucode_id", "must be 1 to 16");
  if (v.fwsec_imem_size % 256 != 0 || v.fwsec_dmem_size % 256 != 0)
    in.fail("fwsec_imem_size", "and fwsec_dmem_size must be multiples of 256");
  // A Falcon's memories have 64 KiB; FWSEC's tables lie in the first 2 KiB of its data.
  if (v.fwsec_imem_size > 64 * KiB || v.fwsec_dmem_size > 64 * KiB || v.fwsec_dmem_size < 2 * KiB)
    in.fail("fwsec_dmem_size", "must be 2 KiB to 64 KiB, and fwsec_imem_size at most 64 KiB");
  if (u64{v.fwsec_interface_offset} + 12 > v.fwsec_dmem_size) in.fail("fwsec_interface_offset", "is beyond DMEM");
  if (u64{v.fwsec_pkc_data_offset} + 384 > v.fwsec_dmem_size)
    in.fail("fwsec_pkc_data_offset", "leaves no room for a signature of 384 bytes in DMEM");
}

void read_fuse(TomlReader& in, NvidiaUcodeFuse& f) {
  in.required("unit", f.unit);
  in.required("ucode_id", f.ucode_id);
  in.required("value", f.value);
  if (!in.ok()) return;
  if (f.unit != "GSP" && f.unit != "SEC2" && f.unit != "NVDEC") in.fail("unit", "is none of GSP, SEC2, NVDEC");
  if (f.ucode_id == 0 || f.ucode_id > 16) in.fail("ucode_id", "must be 1 to 16");
}

void check_identity(TomlReader& in, const NvidiaProfile& n) {
  const auto* chip = regs::nvidia::find_chip(n.chip);
  if (!chip) return in.fail("chip", fmt::format("= \"{}\" is not a chip that is modelled", n.chip));
  using namespace regs::literals;
  const regs::nvidia::PmcBoot42 boot42(n.boot42);
  if (boot42["ARCHITECTURE"_f] != static_cast<u32>(chip->architecture) ||
      boot42["IMPLEMENTATION"_f] != chip->implementation)
    in.fail("boot42", fmt::format("= {:#x} is not that of a {}", n.boot42, n.chip));
}

}  // namespace

std::vector<u32> NvidiaProfile::gpc_tpcs() const {
  std::vector<u32> tpcs;
  for (const u32 mask : gpc_tpc_masks)
    if (mask) tpcs.push_back(static_cast<u32>(std::popcount(mask)));
  return tpcs;
}

void read_nvidia(TomlReader& in, NvidiaProfile& n) {
  static constexpr std::string_view boots[] = {"falcon", "fsp"};
  in.required("chip", n.chip);
  in.required("short_name", n.short_name);
  in.required("boot0", n.boot0);
  in.required("boot42", n.boot42);
  in.choice("boot", n.boot, boots);
  in.required("gfw_boot_us", n.gfw_boot_us);
  in.required("gpc_tpc_masks", n.gpc_tpc_masks);
  in.required("sms_per_tpc", n.sms_per_tpc);
  in.required("sm_version", n.sm_version);
  in.required("max_warps_per_sm", n.max_warps_per_sm);
  in.required("l2_size", n.l2_size);
  in.required("ram_type", n.ram_type);
  in.required("boost_mhz", n.boost_mhz);
  in.required("gsp_vector", n.gsp_vector);
  in.table("vbios", [&](TomlReader& t) { read_vbios(t, n.vbios, n.boot); });
  in.tables("ucode_fuse", n.ucode_fuses, read_fuse);
  in.tables("engine", n.engines, read_engine);
  if (!in.ok()) return;
  check_identity(in, n);
  if (n.gpc_tpcs().empty()) in.fail("gpc_tpc_masks", "leave no shader unit");
  if (std::ranges::none_of(n.engines, [](const NvidiaEngine& e) { return e.type == 1; }))
    in.fail("engine", "lacks the graphics engine (type 1)");
}

}  // namespace egpulab::simulator
