// Falcon and RISC-V cores: reset, DMA, boot ROM. Sequence: nouveau falcon/{gm200,gp102,ga102}.c, nova-core falcon.rs.
#include "driver/nvidia/falcon.hpp"

#include "driver/regs/nvidia/falcon.hpp"
#include "driver/regs/nvidia/riscv.hpp"

namespace egpulab::driver::nvidia {

using namespace regs::nvidia;

void FalconUnit::reset_unit() {
  bus::Clock& clock = registers_.link().clock();
  // Some units never say that they are ready for a reset; they are reset all the same.
  const Nanoseconds start = clock.now();
  while (!at<FalconHwcfg2>().read()["RESET_READY"_f] && clock.now() - start < timeouts::falcon_reset_ready.limit)
    clock.sleep_for(timeouts::falcon_reset_ready.interval);
  at<FalconEngine>().write(FalconEngine{"RESET"_f = true});
  registers_.link().flush();
  clock.sleep_for(timeouts::falcon_reset_hold);
  at<FalconEngine>().write(FalconEngine{"RESET"_f = false});
  at<FalconHwcfg2>().wait(fmt::format("scrubbing of {}'s memories after its reset", unit_.name), timeouts::falcon_scrub,
                          "MEM_SCRUBBING"_f == false);
}

void FalconUnit::reset() {
  reset_unit();
  if (!at<FalconHwcfg2>().read()["RISCV"_f]) return;
  at<RiscvBcrCtrl>().write(RiscvBcrCtrl{"CORE_SELECT"_f = false});
  at<RiscvBcrCtrl>().wait(fmt::format("selection of {}'s Falcon core", unit_.name), timeouts::falcon_core_select,
                          "VALID"_f == true);
  at<FalconRm>().write(FalconRm(boot_0_));
}

void FalconUnit::reset_to_riscv() {
  reset_unit();
  at<RiscvBcrCtrl>().write(RiscvBcrCtrl{"CORE_SELECT"_f = true, "BRFETCH"_f = true});
}

void FalconUnit::prepare_dma() {
  at<FalconFbifCtl>().modify("ALLOW_PHYS_NO_CTX"_f = true);
  at<FalconDmactl>().write(FalconDmactl(0));
}

// Blocks of 256 bytes. The offset in memory is also the address that the code will have: a block of IMEM is tagged
// with it.
void FalconUnit::copy_in(bool code, u64 from, u32 offset, u32 to, u32 size) {
  constexpr u32 block = 256;
  const u64 base = (from - offset) >> 8;
  const FalconDmatrfcmd command{"IMEM"_f = code, "SEC"_f = code ? 1u : 0u, "SIZE"_f = dma_size_256, "CTXDMA"_f = 0u};
  const std::string what = fmt::format("{}'s DMA of {} bytes into {}", unit_.name, size, code ? "IMEM" : "DMEM");
  at<FalconDmatrfbase>().write(FalconDmatrfbase(low32(base)));
  at<FalconDmatrfbase1>().write(FalconDmatrfbase1{"BASE"_f = high32(base) & 0x1ff});
  for (u32 done = 0; done < size; done += block) {
    at<FalconDmatrfcmd>().wait(what, timeouts::falcon_dma, "FULL"_f == false);
    at<FalconDmatrfmoffs>().write(FalconDmatrfmoffs{"OFFS"_f = to + done});
    at<FalconDmatrffboffs>().write(FalconDmatrffboffs(offset + done));
    at<FalconDmatrfcmd>().write(command);
  }
  at<FalconDmatrfcmd>().wait(what, timeouts::falcon_dma, "IDLE"_f == true);
}

void FalconUnit::load(const Microcode& m, u64 bus_address) {
  prepare_dma();
  at<FalconFbifTranscfg>(0).modify("TARGET"_f = fbif_coherent_sysmem, "MEM_TYPE"_f = true);
  copy_in(true, bus_address + m.code_offset, m.code_virtual, m.code_physical, m.code_size);
  copy_in(false, bus_address + m.data_offset, 0, m.data_physical, m.data_size);
  at<Falcon2BromParaaddr>(0).write(Falcon2BromParaaddr(m.signature));
  at<Falcon2BromEngidmask>().write(Falcon2BromEngidmask(m.engine_id_mask));
  at<Falcon2BromCurrUcodeId>().write(Falcon2BromCurrUcodeId{"VAL"_f = m.ucode_id});
  at<Falcon2ModSel>().write(Falcon2ModSel{"ALGO"_f = brom_algorithm_rsa3k});
  at<FalconBootvec>().write(FalconBootvec(m.code_virtual));
}

void FalconUnit::start() {
  if (at<FalconCpuctl>().read()["ALIAS_EN"_f])
    at<FalconCpuctlAlias>().write(FalconCpuctlAlias{"STARTCPU"_f = true});
  else
    at<FalconCpuctl>().write(FalconCpuctl{"STARTCPU"_f = true});
}

void FalconUnit::wait_until_halted(std::string_view what) {
  at<FalconCpuctl>().wait(fmt::format("{} on {}", what, unit_.name), timeouts::falcon_run, "HALTED"_f == true);
}

FalconUnit::Mailboxes FalconUnit::run(const Microcode& microcode, std::optional<Mailboxes> given) {
  // The last block of a segment is moved whole; what lies behind the image must be there.
  constexpr u64 slack = 256;
  const auto memory = registers_.link().device().allocate_dma(
      {.size = microcode.image.size() + slack, .contiguous = true, .label = microcode.name});
  memory->write(0, microcode.image);
  load(microcode, memory->segments().front().bus_address);
  if (given) {
    at<FalconMailbox0>().write(FalconMailbox0(given->first));
    at<FalconMailbox1>().write(FalconMailbox1(given->second));
  }
  start();
  wait_until_halted(microcode.name);
  return mailboxes();
}

void FalconUnit::write_mailboxes(u64 value) {
  at<FalconMailbox0>().write(FalconMailbox0(low32(value)));
  at<FalconMailbox1>().write(FalconMailbox1(high32(value)));
}

FalconUnit::Mailboxes FalconUnit::mailboxes() {
  const u32 first = at<FalconMailbox0>().read(true).raw();
  return {first, at<FalconMailbox1>().read(true).raw()};
}

bool FalconUnit::riscv_active() {
  const RiscvCpuctl value = at<RiscvCpuctl>().read();
  return !is_pri_error(value.raw()) && value["ACTIVE_STAT"_f];
}
bool FalconUnit::riscv_halted() {
  const RiscvCpuctl value = at<RiscvCpuctl>().read();
  return !is_pri_error(value.raw()) && value["HALTED"_f];
}

}  // namespace egpulab::driver::nvidia
