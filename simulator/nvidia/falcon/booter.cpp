// What the booters do.
#include "simulator/nvidia/falcon/booter.hpp"

#include <fmt/format.h>

#include "simulator/nvidia/falcon/wpr_layout.hpp"

namespace egpulab::simulator::nvidia {

namespace {

// Mailboxes of booter_unload: without and with the intention to keep WPR2 (GC6).
constexpr u32 unload = 0xff, unload_for_gc6 = 0xdeaddead;

}  // namespace

BooterProgram::BooterProgram(Timeline& timeline, Report& report, PhysicalMemory& memory, WriteProtection& protection,
                             Falcon& gsp, u64 usable, bool always_fails)
    : timeline_(timeline),
      report_(report),
      memory_(memory),
      protection_(protection),
      gsp_(gsp),
      usable_(usable),
      always_fails_(always_fails) {}

void BooterProgram::run(ProgramRun run) {
  std::string error;
  if (always_fails_)
    error = "it fails (injected fault)";
  else if (run.mailbox0 == run.mailbox1 && (run.mailbox0 == unload || run.mailbox0 == unload_for_gc6))
    error = run.mailbox0 == unload ? unload_gsp() : std::string{};
  else
    error = load_gsp(join64(run.mailbox0, run.mailbox1));
  if (!error.empty()) report_.add(Finding::refused, "booter", error, timeline_.now());
  run.mailbox0 = error.empty() ? 0 : failed;
  run.mailbox1 = 0;
}

// The image itself stays where it is; the metadata goes where GSP-RM looks for it.
std::string BooterProgram::load_gsp(u64 address) {
  if (firmware_->running()) return "GSP-RM runs already";
  WprMeta meta;
  if (!memory_.read({Aperture::system_coherent, address}, as_writable_bytes(meta)))
    return fmt::format("WPR metadata at bus address {:#x} (mailboxes 0 and 1) cannot be read", address);
  if (std::string e = check_images(memory_, meta); !e.empty()) return "WPR metadata: " + e;
  if (std::string e = check_layout(meta, protection_.wpr2(), usable_); !e.empty()) return "WPR metadata: " + e;
  meta.verified = regs::nvidia::gsp::r570_144::wpr_meta_verified;
  memory_.write({Aperture::video, meta.gsp_fw_wpr_start}, as_bytes(meta));
  protection_.set_wpr2({meta.gsp_fw_wpr_start, meta.gsp_fw_wpr_end});
  firmware_->start({{Aperture::video, meta.gsp_fw_wpr_start},
                    {Aperture::system_coherent, join64(gsp_.mailbox(0), gsp_.mailbox(1))}});
  return {};
}

std::string BooterProgram::unload_gsp() {
  if (firmware_->running()) firmware_->stop();
  protection_.set_wpr2({});
  return {};
}

}  // namespace egpulab::simulator::nvidia
