// Verifying the FMC, and what the FMC then does.
#include "simulator/nvidia/fsp/gsp_starter.hpp"

#include <fmt/format.h>
#include <openssl/sha.h>

#include <algorithm>

#include "driver/regs/nvidia/firmware_headers.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/pbus.hpp"
#include "driver/regs/nvidia/pfb.hpp"

namespace egpulab::simulator::nvidia {

using namespace regs::nvidia;
using namespace std::chrono_literals;
namespace rm = regs::nvidia::gsp::r570_144;
namespace firmware = regs::nvidia::firmware_header;

namespace {

enum Event : u32 { fmc_starts, fmc_done };
// How long FSP keeps the GSP to itself, and how long the FMC works: inferred.
constexpr Nanoseconds load_time = 500us, fmc_time = 2ms;
constexpr u64 largest_fmc = 4 * MiB;

// Requests of version 1 (Hopper) carry RSA-3K keys and signatures, of version 2 (Blackwell) ECDSA P-384.
struct CotVersion {
  u16 version = 0;
  u32 signature = 0, key = 0;  // bytes
};
CotVersion cot_version(Architecture a) {
  return a == Architecture::hopper ? CotVersion{1, 384, 384} : CotVersion{2, 96, 97};
}

// The fields of the packed request, as bytes.
constexpr std::size_t hash_at = 36, key_at = hash_at + 48, signature_at = key_at + 384;
static_assert(signature_at + 384 + 8 == sizeof(rm::NvdmPayloadCot));

bool all_zero(Bytes bytes) {
  return std::ranges::all_of(bytes, [](std::byte b) { return b == std::byte{0}; });
}

}  // namespace

GspStarter::GspStarter(Timeline& timeline, Report& report, Registers registers, PhysicalMemory& memory,
                       WriteProtection& protection, Falcon& gsp, u64 usable)
    : Block(timeline),
      report_(report),
      registers_(registers),
      memory_(memory),
      protection_(protection),
      gsp_(gsp),
      usable_(usable) {}

void GspStarter::reset(Reset) {
  cancel_events();
  boot_arguments_ = 0;
  frts_ = {};
}

void GspStarter::visit(StateVisitor& visit) { visit(boot_arguments_), visit(frts_.begin), visit(frts_.end); }

std::string GspStarter::verify_image(const rm::NvdmPayloadCot& request) {
  const u64 address = request.gsp_fmc_sysmem_offset;
  firmware::FmcImageHeader header;
  if (!memory_.read({Aperture::system_coherent, address}, as_writable_bytes(header)))
    return fmt::format("the FMC at bus address {:#x} cannot be read", address);
  const u64 size = u64{header.header_size} + header.size;
  if (header.header_size < sizeof(header) || size > largest_fmc)
    return fmt::format("the FMC at bus address {:#x} says that it has {:#x} + {:#x} bytes", address, header.header_size,
                       header.size);
  std::vector<std::byte> image(size);
  if (!memory_.read({Aperture::system_coherent, address}, image))
    return fmt::format("the FMC's {:#x} bytes at bus address {:#x} cannot be read", size, address);
  std::array<unsigned char, SHA384_DIGEST_LENGTH> digest{};
  SHA384(reinterpret_cast<const unsigned char*>(image.data()), image.size(), digest.data());
  if (std::memcmp(digest.data(), as_bytes(request).data() + hash_at, digest.size()) != 0)
    return fmt::format("the SHA-384 of the FMC's {:#x} bytes is not the one given", size);
  return {};
}

std::string GspStarter::start(const rm::NvdmPayloadCot& request) {
  const CotVersion expected = cot_version(registers_.architecture());
  const Bytes raw = as_bytes(request);
  const u16 version = request.version, size = request.size;
  if (version != expected.version || size != sizeof(request))
    return fmt::format("version {} with {} bytes, expected {} with {}", version, size, expected.version,
                       sizeof(request));
  if (all_zero(raw.subspan(key_at, expected.key))) return "no public key: the FMC is unsigned";
  if (all_zero(raw.subspan(signature_at, expected.signature))) return "no signature: the FMC is unsigned";
  // Keys and signatures of another generation are shorter or longer.
  constexpr std::size_t tail = 16;
  if (all_zero(raw.subspan(key_at + expected.key - tail, tail)) ||
      all_zero(raw.subspan(signature_at + expected.signature - tail, tail)))
    return fmt::format("the public key or the signature has less than {} and {} bytes", expected.key,
                       expected.signature);
  if (!all_zero(raw.subspan(key_at + align_up(expected.key, 4), 384 - align_up(expected.key, 4))))
    return fmt::format("the public key has more than {} bytes", expected.key);
  if (std::string e = verify_image(request); !e.empty()) return e;

  const u64 offset = request.frts_vidmem_offset, bytes = request.frts_vidmem_size;
  constexpr u64 granularity = wpr_granularity;
  if (bytes == 0 || offset % granularity != 0 || bytes % granularity != 0 || offset >= usable_ ||
      bytes > usable_ - offset)
    return fmt::format("FRTS of {:#x} bytes, {:#x} before the end of VRAM: empty, not aligned to 128 KiB, or outside",
                       bytes, offset);
  frts_ = {usable_ - offset - bytes, usable_ - offset};
  boot_arguments_ = request.gsp_boot_args_sysmem_offset;
  // The FMC finds its arguments by the GSP's mailboxes, and clears them early.
  gsp_.set_mailbox(0, low32(boot_arguments_));
  gsp_.set_mailbox(1, high32(boot_arguments_));
  gsp_.set_lock(Falcon::Lock::target);
  schedule(load_time, fmc_starts);
  report_.milestone("FSP: FMC verified", timeline().now());
  return {};
}

bool GspStarter::ended() const {
  return !event_pending(fmc_starts) && !event_pending(fmc_done) && !firmware_->running() &&
         gsp_.mailbox(0) != fmc_failed;
}

void GspStarter::on_event(u32 kind, u64) {
  if (kind == fmc_starts) {
    gsp_.set_lock(Falcon::Lock::lockdown);
    gsp_.set_mailbox(0, 0);
    gsp_.set_mailbox(1, 0);
    schedule(fmc_time, fmc_done);
    return;
  }
  const std::string error = start_resource_manager();
  gsp_.set_mailbox(0, error.empty() ? 0 : fmc_failed);
  gsp_.set_mailbox(1, 0);
  registers_.put(PbusSwScratch(error.empty() ? 0 : fmc_failed), scratch_gsp_fmc_error);
  // With an error the GSP stays locked: only its mailbox speaks.
  if (error.empty())
    gsp_.set_lock(Falcon::Lock::none);
  else
    report_.add(Finding::refused, "GSP-FMC", error, timeline().now());
}

// The driver gives sizes only; the FMC finds the places, from FRTS downwards.
std::string GspStarter::lay_out(WprMeta& m) const {
  const auto below = [](u64 end, u64 size, u64 alignment) {
    return end < size ? 0 : align_down(end - size, alignment);
  };
  m.fb_size = usable_;
  m.frts_offset = frts_.begin;
  m.frts_size = frts_.end - frts_.begin;
  m.gsp_fw_wpr_end = frts_.end;
  m.boot_bin_offset = below(frts_.begin, m.size_of_bootloader, 4 * KiB);
  m.gsp_fw_offset = below(m.boot_bin_offset, m.size_of_radix3_elf, 64 * KiB);
  m.gsp_fw_heap_offset = below(m.gsp_fw_offset, m.gsp_fw_heap_size, MiB);
  m.gsp_fw_wpr_start = below(m.gsp_fw_heap_offset, sizeof(WprMeta), MiB);
  m.non_wpr_heap_offset = below(m.gsp_fw_wpr_start, m.non_wpr_heap_size, MiB);
  m.gsp_fw_rsvd_start = m.non_wpr_heap_offset;
  return check_layout(m, frts_, usable_);
}

std::string GspStarter::start_resource_manager() {
  rm::GspFmcBootParams params;
  if (!memory_.read({Aperture::system_coherent, boot_arguments_}, as_writable_bytes(params)))
    return fmt::format("boot parameters at bus address {:#x} cannot be read", boot_arguments_);
  const auto& boot = params.boot_gsp_rm_params;
  constexpr u32 system = static_cast<u32>(rm::GspDmaTarget::coherent_system),
                noncoherent = static_cast<u32>(rm::GspDmaTarget::noncoherent_system);
  for (const u32 target : {boot.target, params.gsp_rm_params.target})
    if (target != system && target != noncoherent)
      return fmt::format("boot parameters name DMA target {}, expected system memory (1 or 2)", target);
  if (!boot.b_is_gsp_rm_boot) return "boot parameters do not ask for GSP-RM";
  if (boot.gsp_rm_desc_size != sizeof(WprMeta))
    return fmt::format("WPR metadata of {} bytes, expected {}", boot.gsp_rm_desc_size, sizeof(WprMeta));
  WprMeta meta;
  if (!memory_.read({Aperture::system_coherent, boot.gsp_rm_desc_offset}, as_writable_bytes(meta)))
    return fmt::format("WPR metadata at bus address {:#x} cannot be read", boot.gsp_rm_desc_offset);
  if (std::string e = check_images(memory_, meta); !e.empty()) return "WPR metadata: " + e;
  if (std::string e = lay_out(meta); !e.empty()) return "WPR metadata: " + e;
  meta.verified = rm::wpr_meta_verified;
  memory_.write({Aperture::video, meta.gsp_fw_wpr_start}, as_bytes(meta));
  protection_.set_wpr2({meta.gsp_fw_wpr_start, meta.gsp_fw_wpr_end});
  firmware_->start(
      {{Aperture::video, meta.gsp_fw_wpr_start}, {Aperture::system_coherent, params.gsp_rm_params.boot_args_offset}});
  return {};
}

}  // namespace egpulab::simulator::nvidia
