// FWSEC's commands.
#include "simulator/nvidia/falcon/fwsec.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <bit>

#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/pfb.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia::vbios;
using regs::nvidia::PbusSwScratch;

namespace {

// Error codes in the scratch registers: the vendor's numbers are not public but for 0, success.
enum FrtsError : u32 { bad_command = 1, bad_region = 2, region_in_use = 3 };

}  // namespace

FwsecProgram::FwsecProgram(Timeline& timeline, Report& report, Registers registers, vbios::Fwsec image, u32 fuse,
                           u64 usable, WriteProtection& protection)
    : timeline_(timeline),
      report_(report),
      registers_(registers),
      image_(std::move(image)),
      fuse_version_(static_cast<u32>(std::bit_width(fuse))),
      usable_(usable),
      protection_(protection) {}

// The signature is over the code and the data, so that only the ROM's own image verifies, with one of its signatures
// for a version that is not revoked.
std::string FwsecProgram::reject(Bytes code, Bytes dmem, u32 signature_offset) const {
  if (code.size() < image_.code.size() || std::memcmp(code.data(), image_.code.data(), image_.code.size()) != 0)
    return "the signature does not verify: the code is not that of the ROM's FWSEC";
  const auto match = std::ranges::find_if(image_.signatures, [&](const auto& s) {
    return std::memcmp(dmem.data() + signature_offset, s.data(), s.size()) == 0;
  });
  if (match == image_.signatures.end()) return "the signature is none of the ROM's for FWSEC";
  // The n-th signature is for the n-th version that has one.
  u32 versions = image_.descriptor.signature_versions;
  for (auto s = image_.signatures.begin(); s != match; ++s) versions &= versions - 1;
  const u32 version = versions ? static_cast<u32>(std::countr_zero(versions)) : 0;
  if (version < fuse_version_)
    return fmt::format("the signature is for version {}, the fuse asks for {}", version, fuse_version_);
  return {};
}

void FwsecProgram::fail(const std::string& what) { report_.add(Finding::refused, "FWSEC", what, timeline_.now()); }

void FwsecProgram::run(ProgramRun run) {
  const Bytes dmem = run.dmem;
  u64 mapper_at = 0;
  const u32 interfaces = image_.descriptor.interface_offset;
  const bool inside = u64{interfaces} + sizeof(AppInterfaceHeader) <= dmem.size();
  const auto header = inside ? load<AppInterfaceHeader>(dmem, interfaces) : AppInterfaceHeader{};
  for (u32 i = 0; i < header.entries; ++i) {
    const u64 at = interfaces + u64{header.header_size} + u64{i} * header.entry_size;
    if (at + sizeof(AppInterfaceEntry) > dmem.size()) break;
    const auto entry = load<AppInterfaceEntry>(dmem, at);
    if (entry.id == app_interface_dmem_mapper) mapper_at = entry.dmem_offset;
  }
  u32 error = bad_command;
  u32 command = 0;
  if (mapper_at != 0 && mapper_at + sizeof(DmemMapperV3) <= dmem.size()) {
    const auto mapper = load<DmemMapperV3>(dmem, mapper_at);
    command = mapper.init_cmd;
    if (mapper.signature != dmem_mapper_signature)
      fail(fmt::format("DMEM mapper has signature {:#x}, expected {:#x}", mapper.signature, dmem_mapper_signature));
    else if (command == fwsec_cmd_frts)
      error = frts(dmem, mapper.cmd_in_buffer_offset);
    else if (command == fwsec_cmd_sb)
      error = 0;
    else
      fail(fmt::format("command {:#x} is neither FRTS (0x15) nor SB (0x19)", command));
  } else {
    fail("its data has no DMEM mapper");
  }
  if (command == fwsec_cmd_sb)
    registers_.put(PbusSwScratch(error), regs::nvidia::scratch_fwsec_sb_error);
  else
    registers_.put(PbusSwScratch(error << 16), regs::nvidia::scratch_frts_error);
  run.mailbox0 = 0;
}

u32 FwsecProgram::frts(Bytes dmem, u64 at) {
  if (at + sizeof(FwsecFrtsCommand) > dmem.size()) {
    fail(fmt::format("FRTS: the command at DMEM {:#x} leaves DMEM", at));
    return bad_command;
  }
  const auto c = load<FwsecFrtsCommand>(dmem, at);
  if (c.read_vbios.version != 1 || c.read_vbios.size != sizeof(FwsecReadVbios) || c.region.version != 1 ||
      c.region.size != sizeof(FwsecFrtsRegion) || c.region.media != frts_media_fb) {
    fail(fmt::format("FRTS: versions {} and {}, sizes {:#x} and {:#x}, media {}; expected 1 and 1, 0x18 and 0x14, 2",
                     u32{c.read_vbios.version}, u32{c.region.version}, u32{c.read_vbios.size}, u32{c.region.size},
                     u32{c.region.media}));
    return bad_command;
  }
  const Region region{u64{c.region.offset_4k} << 12, (u64{c.region.offset_4k} + c.region.size_4k) << 12};
  constexpr u64 granularity = regs::nvidia::wpr_granularity;
  if (region.empty() || region.end > usable_ || region.begin % granularity != 0 || region.end % granularity != 0) {
    fail(fmt::format("FRTS: region {:#x} to {:#x} is empty, not aligned to 128 KiB, or beyond the {:#x} bytes of VRAM",
                     region.begin, region.end, usable_));
    return bad_region;
  }
  if (const Region up = protection_.wpr2(); !up.empty()) {
    fail(fmt::format("FRTS: WPR2 is up already, {:#x} to {:#x}", up.begin, up.end));
    return region_in_use;
  }
  protection_.set_wpr2(region);
  return 0;
}

}  // namespace egpulab::simulator::nvidia
