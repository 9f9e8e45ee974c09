// Choosing signatures by fuse version, and FWSEC's command in its DMEM. Facts: open-gpu-kernel-modules
// kernel_gsp_fwsec.c and kernel_gsp_booter.c, nouveau fwsec.c, ga100.c and ga102.c.
#include "driver/nvidia/microcode.hpp"

#include <algorithm>
#include <bit>

#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/fuse.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;

namespace {

constexpr u32 engine_id_nvdec = 0x4;

// The version that the fuses ask for: the number of their highest set bit, counted from 1; 0 where none is set.
u32 fuse_version(Registers& registers, u32 engine_id_mask, u32 ucode_id, std::string_view name) {
  u32 fuse = 0;
  if (engine_id_mask & engine_id_sec2)
    fuse = registers.at<FuseOptFpfSec2UcodeVersion>(ucode_id).read()["DATA"_f];
  else if (engine_id_mask & engine_id_nvdec)
    fuse = registers.at<FuseOptFpfNvdecUcodeVersion>(ucode_id).read()["DATA"_f];
  else if (engine_id_mask & engine_id_gsp)
    fuse = registers.at<FuseOptFpfGspUcodeVersion>(ucode_id).read()["DATA"_f];
  else
    throw FirmwareRejected(fmt::format("{} is for engines {:#x}; expected SEC2 ({:#x}), NVDEC ({:#x}) or GSP ({:#x})",
                                       name, engine_id_mask, engine_id_sec2, engine_id_nvdec, engine_id_gsp));
  return static_cast<u32>(std::bit_width(fuse));
}

}  // namespace

Microcode prepare_booter(Registers& registers, const firmware::Booter& booter) {
  const u32 fuse = fuse_version(registers, booter.engine_id_mask, booter.ucode_id, booter.name);
  const std::size_t count = booter.signatures.size();
  std::size_t index = count - 1;
  if (fuse != 0) {
    if (booter.fuse_version < fuse || booter.fuse_version - fuse >= count)
      throw FirmwareRejected(fmt::format(
          "firmware {}: no signature for the card's fuse version {}: the file has {} of version {} and below",
          booter.name, fuse, count, booter.fuse_version));
    index = booter.fuse_version - fuse;
  }
  Microcode m;
  m.name = booter.name;
  m.image.assign(booter.image.begin(), booter.image.end());
  const Bytes signature = booter.signatures[index];
  std::copy(signature.begin(), signature.end(), m.image.begin() + booter.signature_offset);
  m.code_offset = booter.code_offset;
  m.code_size = booter.code_size;
  m.code_virtual = booter.code_offset;
  m.data_offset = booter.data_offset;
  m.data_size = booter.data_size;
  m.signature = booter.signature_offset - booter.data_offset;
  m.engine_id_mask = booter.engine_id_mask;
  m.ucode_id = booter.ucode_id;
  return m;
}

Microcode prepare_fwsec(Registers& registers, const Fwsec& fwsec, FwsecCommand command, u64 frts_offset,
                        u64 frts_size) {
  namespace layout = regs::nvidia::vbios;
  const auto& d = fwsec.descriptor;
  Microcode m;
  m.name = command == FwsecCommand::frts ? "FWSEC-FRTS of the VBIOS" : "FWSEC-SB of the VBIOS";
  const u32 fuse = fuse_version(registers, d.engine_id_mask, d.ucode_id, m.name);
  const u32 versions = d.signature_versions;
  const auto index = static_cast<u32>(std::popcount(versions & ((1u << fuse) - 1)));
  if ((versions >> fuse & 1) == 0 || index >= d.signature_count)
    throw FirmwareRejected(
        fmt::format("{}: no signature for the card's fuse version {}: the VBIOS has {} for the versions {:#x}", m.name,
                    fuse, d.signature_count, versions));
  m.image = fwsec.microcode;
  m.code_size = d.imem_load_size;
  m.code_virtual = d.imem_virt_base;
  m.code_physical = d.imem_phys_base;
  m.data_offset = d.imem_load_size;
  m.data_size = d.dmem_load_size;
  m.data_physical = d.dmem_phys_base;
  m.signature = d.pkc_data_offset;
  m.engine_id_mask = d.engine_id_mask;
  m.ucode_id = d.ucode_id;

  const MutableBytes dmem = MutableBytes(m.image).subspan(m.data_offset);
  const auto need = [&](std::string_view what, u64 offset, u64 bytes) {
    if (offset > dmem.size() || bytes > dmem.size() - offset)
      throw FirmwareRejected(fmt::format("{}: {}: expected a place within {:#x} bytes of DMEM, found {:#x}", m.name,
                                         what, dmem.size(), offset));
  };
  need("InterfaceOffset", d.interface_offset, sizeof(layout::AppInterfaceHeader));
  const auto header = load<layout::AppInterfaceHeader>(dmem, d.interface_offset);
  if (header.version != 1)
    throw FirmwareRejected(
        fmt::format("{}: application interfaces: expected version 1, found {}", m.name, header.version));
  u32 mapper_offset = 0;
  for (u32 i = 0; i < header.entries; ++i) {
    const u64 at = u64{d.interface_offset} + header.header_size + u64{i} * header.entry_size;
    need("application interface", at, sizeof(layout::AppInterfaceEntry));
    const auto entry = load<layout::AppInterfaceEntry>(dmem, at);
    if (entry.id == layout::app_interface_dmem_mapper) mapper_offset = entry.dmem_offset;
  }
  if (mapper_offset == 0)
    throw FirmwareRejected(fmt::format("{}: none of its {} application interfaces is the DMEM mapper (id {})", m.name,
                                       header.entries, layout::app_interface_dmem_mapper));
  need("DMEM mapper", mapper_offset, sizeof(layout::DmemMapperV3));
  auto mapper = load<layout::DmemMapperV3>(dmem, mapper_offset);
  if (mapper.signature != layout::dmem_mapper_signature)
    throw FirmwareRejected(fmt::format("{}: signature of the DMEM mapper: expected {:#x}, found {:#x}", m.name,
                                       layout::dmem_mapper_signature, mapper.signature));
  mapper.init_cmd = command == FwsecCommand::frts ? layout::fwsec_cmd_frts : layout::fwsec_cmd_sb;
  store(dmem, mapper_offset, mapper);
  layout::FwsecFrtsCommand request{};
  request.read_vbios = {1, sizeof(layout::FwsecReadVbios), 0, 0, layout::fwsec_read_vbios_flags};
  request.region = {1, sizeof(layout::FwsecFrtsRegion), static_cast<u32>(frts_offset >> 12),
                    static_cast<u32>(frts_size >> 12), layout::frts_media_fb};
  const Bytes bytes = command == FwsecCommand::frts ? as_bytes(request) : as_bytes(request.read_vbios);
  need("command buffer", mapper.cmd_in_buffer_offset, bytes.size());
  if (mapper.cmd_in_buffer_size < bytes.size())
    throw FirmwareRejected(fmt::format("{}: command buffer: expected at least {} bytes, found {}", m.name, bytes.size(),
                                       mapper.cmd_in_buffer_size));
  std::copy(bytes.begin(), bytes.end(), dmem.begin() + mapper.cmd_in_buffer_offset);
  const Bytes signature =
      Bytes(fwsec.signatures).subspan(std::size_t{index} * rsa3k_signature_size, rsa3k_signature_size);
  std::copy(signature.begin(), signature.end(), dmem.begin() + m.signature);
  return m;
}

}  // namespace egpulab::driver::nvidia
