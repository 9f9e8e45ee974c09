// Boot up to Ada: FWSEC on the GSP sets up the first part of WPR2, then the booter on SEC2 verifies GSP-RM, places it
// in WPR2 and starts the GSP's RISC-V core. Sequence: nouveau r535.c, nova-core gsp/hal/tu102.rs.
#include "driver/nvidia/boot_chain.hpp"
#include "driver/nvidia/state.hpp"
#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/pbus.hpp"
#include "driver/regs/nvidia/riscv.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;

namespace {

// What booters find in their mailboxes when there is nothing to tell them.
constexpr u32 no_argument = 0xff;
constexpr u32 frts_error_scratch = 0x0e, fwsec_sb_error_scratch = 0x15;

class Sec2Chain final : public BootChain {
 public:
  Sec2Chain(const ChainParts& parts, Fwsec fwsec) : p_(parts), fwsec_(std::move(fwsec)) {}

  void boot(const GspMemory& gsp) override {
    {
      const bus::Phase phase(p_.registers.link(), "FWSEC");
      run_frts();
    }
    const bus::Phase phase(p_.registers.link(), "booter");
    p_.gsp.reset_to_riscv();
    p_.gsp.write_mailboxes(gsp.libos_arguments());
    p_.sec2.reset();
    const Microcode booter = prepare_booter(p_.registers, p_.firmware.booter_load());
    const u64 meta = gsp.wpr_meta();
    const FalconUnit::Mailboxes result = p_.sec2.run(booter, FalconUnit::Mailboxes{low32(meta), high32(meta)});
    if (result.first != 0)
      throw FirmwareRejected(
          fmt::format("the booter ({}) on SEC2 did not start GSP-RM: mailbox 0 is {:#x}, mailbox 1 "
                      "{:#x} (expected 0 in mailbox 0)",
                      booter.name, result.first, result.second));
    p_.gsp.at<FalconOs>().write(FalconOs(p_.firmware.bootloader().descriptor.app_version));
    p_.gsp.at<RiscvCpuctl>().wait("start of the GSP's RISC-V core by the booter", timeouts::falcon_core_select,
                                  "ACTIVE_STAT"_f == true);
  }

  void unload(std::vector<std::string>& problems) override {
    const auto step = [&](std::string_view what, const auto& action) {
      try {
        action();
      } catch (const LinkLost&) {
        throw;
      } catch (const std::exception& e) {
        problems.push_back(fmt::format("{}: {}", what, e.what()));
      }
    };
    step("winding down of GSP-RM", [&] {
      // It says so in its mailbox when its processor is at rest.
      constexpr u32 suspended = 0x8000'0000;
      p_.gsp.at<FalconMailbox0>().wait_until("GSP-RM to come to rest", timeouts::gsp_halt,
                                             [](FalconMailbox0 v) { return (v.raw() & suspended) != 0; });
    });
    step("FWSEC-SB", [&] {
      p_.gsp.reset();
      p_.gsp.run(prepare_fwsec(p_.registers, fwsec_, FwsecCommand::stop_before_reset, 0, 0), {});
      const u32 error = p_.registers.at<PbusSwScratch>(fwsec_sb_error_scratch).read(true).raw() & 0xffff;
      if (error != 0) throw DeviceFault(fmt::format("error {:#x} in NV_PBUS_SW_SCRATCH(0x15)", error));
    });
    step("removal of WPR2", [&] {
      if (!read_wpr2(p_.registers).up()) return;
      p_.sec2.reset();
      const Microcode booter = prepare_booter(p_.registers, p_.firmware.booter_unload());
      const auto result = p_.sec2.run(booter, FalconUnit::Mailboxes{no_argument, no_argument});
      if (result.first != 0)
        throw FirmwareRejected(
            fmt::format("the booter ({}) on SEC2 failed: mailbox 0 is {:#x} (expected 0)", booter.name, result.first));
      if (const Wpr2 left = read_wpr2(p_.registers); left.up())
        throw DeviceFault(fmt::format("WPR2 is still up ({:#x} to {:#x})", left.begin, left.end));
    });
  }

 private:
  void run_frts() {
    const MemoryRange frts = p_.layout.frts;
    p_.gsp.reset();
    // What an earlier session left running on the GSP may have ended after the inspection.
    if (const Wpr2 up = read_wpr2(p_.registers); up.up())
      throw ChipBusy(fmt::format("WPR2 came up ({:#x} to {:#x}) before FWSEC-FRTS was asked for it", up.begin, up.end));
    p_.gsp.run(prepare_fwsec(p_.registers, fwsec_, FwsecCommand::frts, frts.offset, frts.size), {});
    const u32 error = p_.registers.at<PbusSwScratch>(frts_error_scratch).read(true).raw() >> 16;
    if (error != 0)
      throw FirmwareRejected(
          fmt::format("FWSEC-FRTS of the VBIOS failed: error {:#x} in NV_PBUS_SW_SCRATCH(0xe)", error));
    const Wpr2 wpr2 = read_wpr2(p_.registers);
    if (!wpr2.up()) throw DeviceFault("FWSEC-FRTS of the VBIOS ran without error, but WPR2 is not up");
    if (wpr2.begin != frts.offset)
      throw DeviceFault(fmt::format("FWSEC-FRTS put WPR2 at {:#x} to {:#x}; it was asked for {:#x}", wpr2.begin,
                                    wpr2.end, frts.offset));
  }

  ChainParts p_;
  Fwsec fwsec_;
};

}  // namespace

std::unique_ptr<BootChain> make_sec2_chain(const ChainParts& parts, Fwsec fwsec) {
  return std::make_unique<Sec2Chain>(parts, std::move(fwsec));
}

}  // namespace egpulab::driver::nvidia
