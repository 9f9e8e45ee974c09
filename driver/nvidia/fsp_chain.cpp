// Boot since Hopper: the FSP verifies the FMC and starts it on the GSP; the FMC verifies GSP-RM, sets up WPR2 and hands
// over. Sequence: nouveau gh100.c, nova-core gsp/hal/gh100.rs, open-gpu-kernel-modules kernel_gsp_gh100.c.
#include "driver/nvidia/boot_chain.hpp"
#include "driver/nvidia/state.hpp"
#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/gsp/r570_144/boot.hpp"
#include "driver/regs/nvidia/gsp/r570_144/constants.hpp"
#include "driver/regs/nvidia/pbus.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;
namespace rm = regs::nvidia::gsp::r570_144;

namespace {

constexpr u32 fmc_error_scratch = 0x37;

class FspChain final : public BootChain {
 public:
  explicit FspChain(const ChainParts& parts) : p_(parts) {}

  void boot(const GspMemory& gsp) override {
    const firmware::Fmc& fmc = p_.firmware.fmc();
    image_ = p_.memory.allocate({.size = fmc.image.size(), .contiguous = true, .label = "FMC image"});
    image_->write(0, fmc.image);
    rm::GspFmcBootParams arguments;
    constexpr auto system = static_cast<u32>(rm::GspDmaTarget::coherent_system);
    arguments.boot_gsp_rm_params.target = system;
    arguments.boot_gsp_rm_params.gsp_rm_desc_size = sizeof(rm::GspFwWprMeta);
    arguments.boot_gsp_rm_params.gsp_rm_desc_offset = gsp.wpr_meta();
    arguments.boot_gsp_rm_params.b_is_gsp_rm_boot = 1;
    arguments.gsp_rm_params.target = system;
    arguments.gsp_rm_params.boot_args_offset = gsp.libos_arguments();
    arguments_ = p_.memory.allocate({.size = sizeof arguments, .contiguous = true, .label = "FMC arguments"});
    arguments_->store(0, arguments);
    {
      const bus::Phase phase(p_.registers.link(), "FSP");
      Fsp(p_.registers).boot_fmc(fmc, p_.layout, bus_address(*image_), bus_address(*arguments_));
    }
    const bus::Phase phase(p_.registers.link(), "FMC");
    wait_for_release(bus_address(*arguments_));
  }

  void unload(std::vector<std::string>& problems) override {
    // The GSP undoes by itself what the FMC did, and halts.
    bool halted = false;
    try {
      p_.registers.link().wait(
          bus::Wait{"GSP-RM to come to rest", timeouts::gsp_halt.limit, timeouts::gsp_halt.interval},
          [&] { return halted = p_.gsp.riscv_halted(); },
          [] { return std::string("the GSP's RISC-V core not halted"); });
    } catch (const Timeout& e) {
      problems.emplace_back(e.what());
    }
    if (const Wpr2 left = read_wpr2(p_.registers); halted && left.up())
      problems.push_back(fmt::format("WPR2 is still up ({:#x} to {:#x})", left.begin, left.end));
  }

 private:
  // The FMC clears the address of its arguments out of the mailboxes early; any other value is its error code.
  void wait_for_release(u64 arguments) {
    FalconUnit::Mailboxes mailboxes;
    FalconHwcfg2 config;
    p_.registers.link().wait(
        bus::Wait{"the FMC's release of the GSP's registers", timeouts::gsp_lockdown.limit,
                  timeouts::gsp_lockdown.interval},
        [&] {
          const u32 first = p_.gsp.at<FalconMailbox0>().read().raw();
          if (is_pri_error(first)) return false;
          mailboxes.first = first;
          if (first != 0) {
            mailboxes.second = p_.gsp.at<FalconMailbox1>().read().raw();
            return join64(mailboxes.first, mailboxes.second) != arguments;
          }
          config = p_.gsp.at<FalconHwcfg2>().read();
          return !is_pri_error(config.raw()) && !config["RISCV_BR_PRIV_LOCKDOWN"_f];
        },
        [&] {
          return fmt::format("GSP mailbox 0 {:#x}, {}", mailboxes.first, p_.gsp.at<FalconHwcfg2>().describe(config));
        });
    if (mailboxes.first == 0) return;
    const u32 code = p_.registers.at<PbusSwScratch>(fmc_error_scratch).read(true).raw();
    throw FirmwareRejected(
        fmt::format("the FMC ({}) did not start GSP-RM: GSP mailbox 0 is {:#x}, mailbox 1 {:#x}, its "
                    "error register {:#x}",
                    p_.firmware.fmc().name, mailboxes.first, mailboxes.second, code));
  }

  ChainParts p_;
  std::unique_ptr<bus::DmaBuffer> image_, arguments_;
};

}  // namespace

std::unique_ptr<BootChain> make_fsp_chain(const ChainParts& parts) { return std::make_unique<FspChain>(parts); }

}  // namespace egpulab::driver::nvidia
