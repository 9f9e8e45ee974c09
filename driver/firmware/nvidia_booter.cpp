// Booters and bootloaders: NVIDIA's binary header, then headers of signed microcode or of a RISC-V image.
#include <cstddef>

#include "driver/firmware/nvidia_fields.hpp"
#include "driver/firmware/nvidia_files.hpp"
#include "driver/regs/nvidia/firmware_headers.hpp"

namespace egpulab::firmware {
namespace {

namespace nvfw = regs::nvidia::firmware_header;

// The DMA engines of microcontrollers move blocks of 256 bytes.
constexpr u32 dma_block = 256;
constexpr u32 most_signatures = 32;

struct Binary {
  nvfw::BinHdr header;
  Bytes data;
};

Binary binary(Fields& f) {
  Binary b;
  b.header = f.at<nvfw::BinHdr>("header", 0);
  f.require(b.header.bin_magic == nvfw::bin_magic_value, "bin_magic", 0, fmt::format("{:#x}", nvfw::bin_magic_value),
            b.header.bin_magic);
  f.require(b.header.bin_ver == nvfw::bin_version, "bin_ver", 4, "1", b.header.bin_ver);
  // The file's size, rounded up.
  constexpr u64 rounding = 256;
  f.require(b.header.bin_size <= align_up(f.file().size(), rounding), "bin_size", 8,
            fmt::format("at most the file's {:#x}, rounded up to 256", f.file().size()), b.header.bin_size);
  b.data = f.range("data_offset and data_size", offsetof(nvfw::BinHdr, data_offset), b.header.data_offset,
                   b.header.data_size);
  return b;
}

}  // namespace

Parsed<Booter> parse_booter(std::string_view name, Bytes file) {
  Fields f(name, file);
  const Binary b = binary(f);
  const u64 at = b.header.header_offset;
  const auto hs = f.at<nvfw::HsHeaderV2>("hs_header_v2", at);
  const auto patch_location = f.at<u32>("patch_loc", hs.patch_loc);
  const auto patch_signature = f.at<u32>("patch_sig", hs.patch_sig);
  const auto count = f.at<u32>("num_sig", hs.num_sig);
  const auto meta = f.at<nvfw::HsMetaData>("meta_data_offset", hs.meta_data_offset);
  const auto load_header = f.at<nvfw::HsLoadHeaderV2>("hs_load_header_v2", hs.header_offset);
  if (f.good() && hs.sig_prod_size == 0)
    f.fault("sig_prod_size", at + offsetof(nvfw::HsHeaderV2, sig_prod_size), "signatures of the production key",
            "an unsigned image");
  f.require(count >= 1 && count <= most_signatures, "num_sig", hs.num_sig, fmt::format("1 to {}", most_signatures),
            count);
  if (!f.good()) return f.error();
  f.require(hs.sig_prod_size == u64{count} * nvfw::rsa3k_signature_size, "sig_prod_size",
            at + offsetof(nvfw::HsHeaderV2, sig_prod_size),
            fmt::format("{} signatures of {} bytes", count, nvfw::rsa3k_signature_size), hs.sig_prod_size);
  const Bytes signatures =
      f.range("sig_prod_offset", at, u64{hs.sig_prod_offset} + patch_signature, u64{hs.sig_prod_size});
  f.require(load_header.num_apps >= 1, "num_apps", hs.header_offset + offsetof(nvfw::HsLoadHeaderV2, num_apps),
            "at least 1", load_header.num_apps);
  const u64 app_at = u64{hs.header_offset} + sizeof load_header;
  const auto app = f.at<nvfw::HsLoadHeaderV2App>("first application", app_at);
  f.range(b.data, "application's offset and size", app_at, app.offset, app.size);
  f.range(b.data, "os_data_offset and os_data_size", hs.header_offset + offsetof(nvfw::HsLoadHeaderV2, os_data_offset),
          load_header.os_data_offset, load_header.os_data_size);
  f.range(b.data, "patch_loc's value", hs.patch_loc, patch_location, nvfw::rsa3k_signature_size);
  f.require(app.offset % dma_block == 0, "application's offset", app_at, "a multiple of 256", app.offset);
  f.require(load_header.os_data_offset % dma_block == 0, "os_data_offset",
            hs.header_offset + offsetof(nvfw::HsLoadHeaderV2, os_data_offset), "a multiple of 256",
            load_header.os_data_offset);
  if (f.good()) {
    const u64 end = u64{load_header.os_data_offset} + load_header.os_data_size;
    f.require(patch_location >= load_header.os_data_offset && patch_location + nvfw::rsa3k_signature_size <= end,
              "patch_loc's value", hs.patch_loc,
              fmt::format("a place in the data segment [{:#x}, {:#x})", load_header.os_data_offset, end),
              patch_location);
    f.require(meta.ucode_id >= 1 && meta.ucode_id <= 16, "ucode_id",
              hs.meta_data_offset + offsetof(nvfw::HsMetaData, ucode_id), "1 to 16", meta.ucode_id);
  }
  if (!f.good()) return f.error();
  Booter out{std::string(name),
             b.data,
             app.offset,
             app.size,
             load_header.os_data_offset,
             load_header.os_data_size,
             patch_location,
             {},
             meta.fuse_version,
             meta.engine_id_mask,
             meta.ucode_id};
  for (u32 i = 0; i < count; ++i)
    out.signatures.push_back(signatures.subspan(i * nvfw::rsa3k_signature_size, nvfw::rsa3k_signature_size));
  return out;
}

Parsed<Bootloader> parse_bootloader(std::string_view name, Bytes file) {
  using Descriptor = regs::nvidia::gsp::r570_144::RmRiscvUcodeDesc;
  Fields f(name, file);
  const Binary b = binary(f);
  const u64 at = b.header.header_offset;
  const auto d = f.at<Descriptor>("RM_RISCV_UCODE_DESC", at);
  f.require(d.version == nvfw::riscv_ucode_desc_version, "version", at,
            fmt::format("{}", nvfw::riscv_ucode_desc_version), d.version);
  f.range(b.data, "manifestOffset and manifestSize", at + offsetof(Descriptor, manifest_offset), d.manifest_offset,
          d.manifest_size);
  f.range(b.data, "monitorDataOffset and monitorDataSize", at + offsetof(Descriptor, monitor_data_offset),
          d.monitor_data_offset, d.monitor_data_size);
  f.range(b.data, "monitorCodeOffset and monitorCodeSize", at + offsetof(Descriptor, monitor_code_offset),
          d.monitor_code_offset, d.monitor_code_size);
  f.require(b.data.size() > 0, "data_size", offsetof(nvfw::BinHdr, data_size), "an image", b.data.size());
  if (!f.good()) return f.error();
  return Bootloader{std::string(name), b.data, d};
}

}  // namespace egpulab::firmware
